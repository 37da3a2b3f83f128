"""What a user gets: the wheel in an empty environment, run from a folder that isn't ours."""

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_MB = 230  # millions of bytes of the files, byte code included: 220 and what the gazetteer may take; see docs/decisions/0008-places.md
OURS_ALONE = ["pytest", "hypothesis", "ruff", "mypy", "importlinter", "jsonschema", "rich", "torch", "pip", "training", "tests", "tools"]
OURS_ALONE += ["pypdfium2", "docx", "feedparser", "warcio", "justhtml", "libipld"]  # of the extra `formats`
TEXT = "At least 82 civilians were killed in Orvest, the ministry said on Monday.\n"
HTML = f"<!doctype html><html><head><title>Orvest</title></head><body><article><p>{TEXT}</p></article></body></html>"


@dataclass(frozen=True)
class Installed:
    bin: Path
    packages: Path
    folder: Path

    def run(self, *command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        program, *arguments = command
        return output([self.bin / program, *arguments], self.folder, text)


def output(command: Sequence[str | Path], folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, encoding="utf-8", check=False)


def pip(*arguments: str | Path) -> None:
    done = output([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], ROOT)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("bare")
    pip("wheel", "--no-deps", "--wheel-dir", folder / "wheel", ROOT)
    (wheel,) = (folder / "wheel").glob("sayso-*.whl")
    venv.create(folder / "venv")
    python = folder / "venv" / "bin" / "python"
    pip("--python", python, "install", wheel)
    (packages,) = (folder / "venv" / "lib").glob("python3*/site-packages")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return Installed(python.parent, packages, elsewhere)


def test_the_base_install_is_small(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    size = sum(path.stat().st_size for path in installed.packages.rglob("*") if path.is_file()) / 1e6
    with capsys.disabled():
        sys.stdout.write(f"\nbase install: {size:.1f} of at most {LIMIT_MB} MB\n")
    assert size <= LIMIT_MB


def test_it_says_its_version(installed: Installed) -> None:
    done = installed.run("sayso", "--version")
    assert done.returncode == 0, done.stderr
    assert version("sayso") in done.stdout


@pytest.mark.parametrize("path", ["report.txt", "page.html", "reports.jsonl", "-"])
def test_it_reads(path: str, installed: Installed) -> None:
    contents = {"report.txt": TEXT, "page.html": HTML, "reports.jsonl": json.dumps({"text": TEXT}) + "\n", "-": TEXT}
    if path != "-":
        (installed.folder / path).write_text(contents[path], encoding="utf-8")
    done = installed.run("sayso", "read", "--json", path, text=contents[path])
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert TEXT.strip() in line["report"]["text"]
    assert 82 in [claim["figure"]["low"] for claim in line["claims"] if claim["kind"] == "count"]


def test_what_needs_an_extra_names_it(installed: Installed) -> None:
    done = installed.run("sayso", "read", str(ROOT / "tests" / "files" / "chromium.pdf"))
    assert done.returncode == 1
    assert "which is not installed. Install it with: pip install 'sayso[formats]'" in done.stderr


def test_it_reads_as_a_library(installed: Installed) -> None:
    done = installed.run("python", "-c", f"import sayso; print(len(sayso.read({TEXT!r}).claims) > 0)")
    assert done.stdout.strip() == "True", done.stderr


def test_nothing_of_ours_alone_is_in_it(installed: Installed) -> None:
    look = f"import importlib.util as u; print([name for name in {OURS_ALONE} if u.find_spec(name)])"
    assert installed.run("python", "-c", look).stdout.strip() == "[]"
