"""Reading needs no network and leaves nothing behind: no library writes, looks up or sends anything by itself."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

FILES = Path(__file__).parents[1] / "files"
SAYSO = Path(sys.executable).with_name("sayso")
TEXT = "At least 82 civilians were killed in Orvest, the ministry said on Monday. The governor denied it.\n"
HTML = f"<!doctype html><html><head><title>Orvest</title></head><body><article><h1>Orvest</h1><p>{TEXT * 4}</p></article></body></html>"
FEED = f'<rss version="2.0"><channel><title>Post</title><item><description>{TEXT}</description></item></channel></rss>'
FOLDERS = {"HOME": "home", "XDG_CACHE_HOME": "cache", "TMPDIR": "tmp"}
# What a process sent or tried to send is counted by its network namespace: packets that found no route, and connections.
COUNTERS = ("Ip OutRequests", "Ip OutNoRoutes", "Tcp ActiveOpens", "Udp OutDatagrams")


def isolated() -> list[str]:
    """The command that opens an empty network namespace; in CI it must work."""
    unshare = shutil.which("unshare")
    command = [unshare or "unshare", "-n"] if os.geteuid() == 0 else [unshare or "unshare", "-rn"]
    if unshare and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
        return command
    if os.environ.get("CI") == "true":
        pytest.fail("needs unshare and the right to use it (util-linux; user namespaces where not root)")
    pytest.skip("needs unshare and the right to use it")


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    contents = {"report.txt": TEXT, "page.html": HTML, "reports.jsonl": json.dumps({"id": "a", "text": TEXT}) + "\n", "feed.rss": FEED}
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    formats = [FILES / name for name in ("chromium.pdf", "writer.docx", "writer.odt", "python.eml", "warcio.warc.gz")]
    return [*(folder / name for name in contents), *formats]


def environment(tmp_path: Path) -> dict[str, str]:
    """An environment whose every place for files of its own is an empty folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_", "PYTHON"))}
    for name, folder in FOLDERS.items():
        (tmp_path / folder).mkdir()
        kept[name] = str(tmp_path / folder)
    return kept


def counted(snmp: str) -> dict[str, int]:
    """/proc/net/snmp: for each protocol a line of names, then a line of numbers."""
    lines = [line.split() for line in snmp.splitlines()]
    counts: dict[str, int] = {}
    for names, numbers in zip(lines[::2], lines[1::2], strict=True):
        counts |= {f"{names[0].rstrip(':')} {name}": int(number) for name, number in zip(names[1:], numbers[1:], strict=True)}
    return {name: counts[name] for name in COUNTERS}


def run_isolated(command: Sequence[str | Path], variables: dict[str, str], folder: Path) -> tuple[str, dict[str, int]]:
    """Standard output of `command`, which has to succeed, and what its network namespace counted."""
    script = '"$@" > output 2> errors; status=$?; cat /proc/net/snmp; exit $status'
    done = subprocess.run(
        [*isolated(), "sh", "-c", script, "sh", *command], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (folder / "errors").read_text(encoding="utf-8")
    return (folder / "output").read_text(encoding="utf-8"), counted(done.stdout)


def test_a_look_up_would_be_noticed(tmp_path: Path) -> None:
    look_up = "import socket, contextlib\nwith contextlib.suppress(OSError): socket.create_connection(('192.0.2.1', 80), 1)"
    _, sent = run_isolated([sys.executable, "-c", look_up], dict(os.environ), tmp_path)
    assert any(sent.values())


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
def test_reading_sends_nothing_and_leaves_nothing(form: list[str], inputs: list[Path], tmp_path: Path) -> None:
    variables = environment(tmp_path)
    output, sent = run_isolated([SAYSO, "read", *form, *inputs], variables, tmp_path)
    assert "82" in output
    assert sent == dict.fromkeys(COUNTERS, 0)
    left = [path for folder in FOLDERS.values() for path in (tmp_path / folder).rglob("*")]
    assert left == []
