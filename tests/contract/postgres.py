"""A real PostgreSQL for tests: Debian's programs, a folder of its own, a socket and no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/bin")


def _programs() -> Path | None:
    found = [path.parent for place in _PLACES for path in sorted(Path("/").glob(f"{place[1:]}/initdb"))]
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[Path]:
    """A running server; gives the folder of its socket. Without PostgreSQL a skip, and with CI=true a failure."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL isn't installed: apt-get install postgresql")
        pytest.skip("PostgreSQL isn't installed")
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"
    log = folder / "log"
    try:
        _run(owner, [programs / "initdb", "-D", data, "-U", "tester", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"])
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        _run(owner, [programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"])
        try:
            yield folder
        finally:
            _run(owner, [programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as one of its own users, or as nobody."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(owner: str | None, command: list[object]) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(
        words, user=owner, cwd="/", capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"], "LC_ALL": "C"}
    )
    assert done.returncode == 0, f"{words[0]}: {done.stderr or done.stdout}"
