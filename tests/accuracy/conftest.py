"""What the accuracy tests share: where the corpora are, the reader, the floors, and `sayso read --json` on a list of texts."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sayso.reader.bundle import Bundle, open_bundle, shipped_bundle
from tests.accuracy.corpora import documents

Row = dict[str, Any]
OWN = Path(__file__).parent / "reports"
GIVEN = ("id", "outlet", "published", "title", "text")  # of a labelled report; the labels stay behind


@pytest.fixture(scope="session")
def yardsticks() -> Path:
    """The folder of labelled corpora, which `make accuracy` names."""
    folder = Path(os.environ["YARDSTICKS"])
    assert folder.is_dir(), folder
    return folder


@pytest.fixture(scope="session")
def reader() -> Path:
    """The folder of the bundle that is measured: the shipped one, or that which READER names."""
    return Path(os.environ.get("READER") or shipped_bundle())


@pytest.fixture(scope="session")
def bundle(reader: Path) -> Bundle:
    return open_bundle(reader)


@pytest.fixture(scope="session")
def floors() -> dict[str, dict[str, float]]:
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory, reader: Path) -> Callable[[Iterable[Row]], Path]:
    """Write reports as JSON Lines, read them with the command as a user would, and give the file of its output."""

    def run(reports: Iterable[Row]) -> Path:
        folder = tmp_path_factory.mktemp("read")
        given, made = folder / "reports.jsonl", folder / "read.jsonl"
        given.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
        with made.open("wb") as output:
            command = [str(Path(sys.executable).parent / "sayso"), "read", "--json", "--reader", str(reader)]
            subprocess.run([*command, "--workers", str(os.cpu_count() or 1), str(given)], stdout=output, check=True)
        return made

    return run


@pytest.fixture(scope="session")
def labelled(yardsticks: Path, read: Callable[[Iterable[Row]], Path]) -> Callable[[str], tuple[Path, Path]]:
    """The file of labelled reports of a name (one letter: of our own), and that of what is read of them; each is read once."""

    @cache
    def of(name: str) -> tuple[Path, Path]:
        gold = OWN / f"{name}.jsonl" if len(name) == 1 else yardsticks / "claims" / f"{name}.jsonl"
        return gold, read({key: report.get(key) for key in GIVEN} for report in documents(gold))

    return of


@pytest.fixture
def compare(capsys: pytest.CaptureFixture[str]) -> Callable[[str, Row, dict[str, float]], None]:
    """Print all figures, then hold those that have a floor to it."""

    def check(title: str, figures: Row, floor: dict[str, float]) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{title}\n")
            for name, value in figures.items():
                shown = f"{value:.3f}" if isinstance(value, float) else value
                sys.stdout.write(f"  {name:24} {shown}" + (f"  (floor {floor[name]})" if name in floor else "") + "\n")
        low = {name: (figures[name], least) for name, least in floor.items() if figures[name] < least}
        assert not low

    return check
