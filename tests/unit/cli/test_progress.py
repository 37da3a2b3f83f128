"""The progress bar: where someone watches, after a while, and never between the lines of the output."""

import io
import os
import sys
from pathlib import Path

import pytest

from sayso.cli.progress import Progress, _expected


class Screen(io.StringIO):
    """A standard stream that is a terminal, or says that it is none."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def watch(monkeypatch: pytest.MonkeyPatch, *, error: bool = True, output: bool = False) -> Screen:
    """Standard error, where it or standard output is a terminal. (Called in the test, since pytest sets both before it.)"""
    screen = Screen(error)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", Screen(output))
    return screen


def lines(path: Path, count: int) -> str:
    path.write_bytes(b'{"text": "a"}\n' * count)
    return str(path)


def run(paths: tuple[str, ...], steps: int, seconds_each: float) -> Progress:
    clock = Clock()
    with Progress(paths, clock) as progress:
        for _ in range(steps):
            clock.now += seconds_each
            progress.step()
    return progress


def test_a_long_run_shows_how_far_it_is_and_how_fast(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = watch(monkeypatch)
    run((lines(tmp_path / "a.jsonl", 40),), 10, 0.5)
    drawn = screen.getvalue().split("\r")
    assert f"{'█' * 7:░<30} 10 of 40 reports · 2.0 reports/s\x1b[K" in drawn
    assert drawn[-1] == "\x1b[K"  # nothing is left standing


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = watch(monkeypatch)
    run((lines(tmp_path / "a.jsonl", 40),), 10, 0.1)
    assert "reports" not in screen.getvalue()


def test_it_is_not_drawn_for_every_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = watch(monkeypatch)
    run((lines(tmp_path / "a.jsonl", 4000),), 4000, 0.01)  # 40 seconds
    assert 150 < screen.getvalue().count("reports/s") <= 40 / 0.2


@pytest.mark.parametrize(("error", "output"), [(False, True), (False, False), (True, True)], ids=["log", "both logged", "one terminal"])
def test_nothing_is_shown_where_nobody_watches_or_tables_are_shown(error: bool, output: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watch(monkeypatch, error=error, output=output)
    assert run(("-",), 100, 1).done == 100
    assert screen.getvalue() == ""


def test_a_message_clears_the_bar_first(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watch(monkeypatch)
    progress = Progress(("-",), Clock())
    progress.say("sayso: no")
    assert screen.getvalue() == "\r\x1b[Ksayso: no\n"


def test_more_reports_than_expected_fill_the_bar_and_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = watch(monkeypatch)
    run((lines(tmp_path / "a.jsonl", 2),), 5, 1)
    assert f"{'█' * 30} 5 of 2" in screen.getvalue()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.jsonl"], 3),
        (["a.JSONL", "b.ndjson", "c.json"], 9),
        (["a.txt"], 1),
        (["a.html", "b.htm", "a.jsonl"], 5),
        (["missing.jsonl", "a.txt"], 2),
        (["a.jsonl.gz"], None),
        (["a"], None),  # may hold anything
        (["a.jsonl", "-"], None),
    ],
)
def test_it_is_known_beforehand_how_many_reports_come(names: list[str], expected: int | None, tmp_path: Path) -> None:
    paths = [str(tmp_path / name) if name != "-" else name for name in names]
    for path in paths:
        if "missing" not in path and path != "-":
            lines(Path(path), 3)
    assert _expected(tuple(paths)) == expected


def test_a_pipe_is_not_read_to_count_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    assert _expected((str(tmp_path / "a.jsonl"),)) == 1  # and doesn't wait for a writer
