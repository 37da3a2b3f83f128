"""Nothing in the repository names a folder of somebody's machine."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Written in pieces, so that this file doesn't find itself. A path within a longer one, or in a URL, is none of these.
MACHINE_PATH = re.compile(
    r"(?<![\w./:~-])/(?:" + "|".join(["work", "root", r"home/\w+", r"Users/\w+", "workspace", r"tmp/\w+"]) + r")(?![\w-])"
)
WINDOWS_PATH = re.compile(r"\b[A-Z]:\\" + r"Users\\")


def kept_files() -> list[Path]:
    """What git keeps or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        if os.environ.get("CI") == "true":
            pytest.fail(done.stderr)
        pytest.skip("not in a git checkout")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    raw = path.read_bytes()
    return "" if b"\0" in raw[:8192] else raw.decode("utf-8", "replace")


def test_no_file_names_a_path_of_a_machine() -> None:
    found = {}
    for path in kept_files():
        text = text_of(path)
        hits = [match[0] for pattern in (MACHINE_PATH, WINDOWS_PATH) for match in pattern.finditer(text)]
        if hits:
            found[path.relative_to(ROOT).as_posix()] = hits
    assert found == {}
