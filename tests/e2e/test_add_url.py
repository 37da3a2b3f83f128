"""`sayso add URL` against a real server on this machine: allowed by name, refused else, kept with its web archive."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

FILES = Path(__file__).parents[1] / "files"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(FILES)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def sayso(ledger: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SAYSO_LEDGER": str(ledger)}
    return subprocess.run([sys.executable, "-m", "sayso", *command], env=environment, capture_output=True, text=True, check=False)


def test_a_page_is_fetched_kept_and_known_again(tmp_path: Path, site: str) -> None:
    ledger = tmp_path / "ledger"
    sayso(ledger, "init")
    added = sayso(ledger, "add", "--allow-host", "127.0.0.1", f"{site}/chromium.html", f"{site}/nothing.html", f"{site}/writer.pdf")
    assert added.returncode == 1
    assert added.stdout.splitlines()[-1].startswith("2 added")
    assert "404" in added.stderr
    again = sayso(ledger, "add", "--allow-host", "127.0.0.1", f"{site}/chromium.html")
    assert "0 added" in again.stdout
    assert "1 known" in again.stdout
    assert sayso(ledger, "verify").returncode == 0
    package = tmp_path / "package"
    assert sayso(ledger, "export", str(package)).returncode == 0
    originals = [path.read_bytes() for path in (package / "data" / "originals").iterdir()]
    assert (FILES / "chromium.html").read_bytes() in originals
    assert "(web archive)" in (package / "data" / "captures.jsonl").read_text(encoding="utf-8")


def test_a_host_of_this_machine_is_refused_unless_allowed(tmp_path: Path, site: str) -> None:
    ledger = tmp_path / "ledger"
    sayso(ledger, "init")
    refused = sayso(ledger, "add", f"{site}/chromium.html")
    assert refused.returncode == 1
    assert "isn't public" in refused.stderr
    assert sayso(ledger, "reports").stdout == ""
