"""What every format has in common, and what it is handed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sayso.errors import ReportError
from sayso.model.evidence import Report

MIB = 1024 * 1024
LARGEST_REPORT = 64 * MIB  # bytes; War and Peace has 3 MiB, so what is larger is no report, and would not fit a small laptop's memory


class ByteStream(Protocol):
    """As much of a binary file as intake needs."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """One input, open at its first byte. `outlet` and `published` are what the user gave for all its reports."""

    place: str  # as it is named in messages
    stream: ByteStream
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write reports down.

    A file is in this format where its name ends with one of `suffixes`; one whose name tells nothing, where `recognises`
    says so of its first bytes (blank space and byte-order mark taken off). `read` yields reports, and in place an error for
    each that can't be read; it may raise a ReportError where nothing more can come.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[Source], Iterator[Report | ReportError]]


def read_whole(source: Source) -> bytes:
    """All bytes of a source that holds one report. Raises ReportError where there are none, or too many."""
    data = source.stream.read(LARGEST_REPORT + 1)
    if not data:
        raise ReportError(source.place, "it is empty", "Save the report again")
    if len(data) > LARGEST_REPORT:
        problem = f"it is larger than {LARGEST_REPORT // MIB} MiB"
        raise ReportError(source.place, problem, "Split it: one file for each report, or JSON Lines")
    return data
