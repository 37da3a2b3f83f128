"""A progress bar with reports a second, on a terminal's standard error and nowhere else."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import click

from sayso.intake.html import HTML
from sayso.intake.jsonl import JSONL
from sayso.intake.text import TEXT

_AFTER = 2.0  # seconds before a bar shows; a short run needs none
_EVERY = 0.2  # seconds between two drawings
_BLOCK = 1 << 20


class Progress:
    """Counts reports read and, where someone watches, shows how far they are. Use as a context manager."""

    def __init__(self, paths: tuple[str, ...], clock: Callable[[], float] = time.monotonic) -> None:
        self.done = 0
        self._clock = clock
        # On one terminal a bar would run through the tables.
        self._shown = sys.stderr.isatty() and not sys.stdout.isatty()
        self._total = _expected(paths) if self._shown else None
        self._started = self._drawn = clock()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._clear()

    def step(self) -> None:
        """One more report is done."""
        self.done += 1
        now = self._clock()
        if self._shown and now - self._started > _AFTER and now - self._drawn > _EVERY:
            self._drawn = now
            sys.stderr.write(f"\r{self._line(now)}\x1b[K")
            sys.stderr.flush()

    def say(self, message: str) -> None:
        """A line on standard error, clear of the bar."""
        self._clear()
        click.echo(message, err=True)

    def _line(self, now: float) -> str:
        rate = f"{self.done / (now - self._started):.1f} reports/s"
        if not self._total:
            return f"{self.done:,} reports · {rate}"
        share = min(1.0, self.done / self._total)
        bar = "█" * int(30 * share)
        return f"{bar:░<30} {self.done:,} of {self._total:,} reports · {rate}"

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _expected(paths: tuple[str, ...]) -> int | None:
    """How many reports the files hold: a line is one in JSON Lines, a text or page is one; None where that can't be told."""
    total = 0
    for path in map(Path, paths):
        name = path.name.lower()
        if not name.endswith((*JSONL.suffixes, *HTML.suffixes, *TEXT.suffixes)):
            return None
        if not name.endswith(JSONL.suffixes) or not path.is_file():
            total += 1  # what isn't there will be reported as one failure
            continue
        with suppress(OSError), path.open("rb") as file:
            total += sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    return total
