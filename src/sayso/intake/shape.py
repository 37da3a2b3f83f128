"""What every format has in common, and what it is handed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any, Protocol

from sayso.errors import ReportError
from sayso.model.evidence import Provenance, Report, report_id

MIB = 1024 * 1024
DEEPEST = 4  # containers within containers: a page in a web archive in a mail in a mail
LARGEST_EXPORT = 128 * MIB  # of a file that holds many reports and has to be read whole
LARGEST_REPORT = 64 * MIB  # bytes; War and Peace has 3 MiB, so what is larger is no report, and would not fit a small laptop's memory


class ByteStream(Protocol):
    """As much of a binary file as intake needs."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table is which field of a report, and how its dates are written (as strptime has it; None: ISO 8601)."""

    names: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One input, open at its first byte. `outlet` and `published` are what the user gave for all its reports."""

    place: str  # as it is named in messages
    stream: ByteStream
    outlet: str | None = None
    published: date | None = None
    columns: Columns = Columns()
    charset: str | None = None  # which the file's container gives it
    depth: int = 0  # in how many containers it stands
    # Reads a file that stands in this one; its name tells the format where it can. Set by source.py, which knows all formats.
    read_member: "Callable[[str, Source], Iterator[Report | ReportError]] | None" = None

    def within(self, name: str, data: bytes | ByteStream, member: str, charset: str | None = None) -> "Iterator[Report | ReportError]":
        """The reports of a file `name` that stands in this one, as its `member`."""
        place = f"{self.place}, {member}"
        if self.read_member is None or self.depth >= DEEPEST:
            yield ReportError(place, f"it stands {self.depth + 1} files deep in others", "Take it out, and read it by itself")
            return
        stream = BytesIO(data) if isinstance(data, bytes) else data
        inner = replace(self, place=place, stream=stream, charset=charset, depth=self.depth + 1)
        for found in self.read_member(name, inner):
            yield found if isinstance(found, ReportError) else _as_member(found, member)


def _as_member(report: Report, member: str) -> Report:
    of = report.provenance or Provenance("unknown")
    return replace(report, provenance=replace(of, member=f"{member}, {of.member}" if of.member else member))


def filled(report: Report, guesses: "Mapping[str, tuple[Any, str]]") -> Report:
    """`report` with fields that it leaves unknown taken from what is around it: field → value, and where that stands."""
    taken = {name: value for name, (value, _) in guesses.items() if value is not None and getattr(report, name) is None}
    if not taken:
        return report
    of = report.provenance or Provenance("unknown")
    sources = tuple((name, where) for name, (_, where) in guesses.items() if name in taken)
    new = replace(report, **taken, provenance=replace(of, guessed=(*of.guessed, *sources)))
    made = report.id == report_id(report.text, report.outlet, report.published)
    return replace(new, id=report_id(new.text, new.outlet, new.published)) if made else new


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
    unmistakable: bool = False  # its first bytes are trusted over the file's name
    refuses_binary: bool = True


def read_whole(source: Source, limit: int = LARGEST_REPORT) -> bytes:
    """All bytes of a source that holds one report. Raises ReportError where there are none, or too many."""
    data = source.stream.read(limit + 1)
    if not data:
        raise ReportError(source.place, "it is empty", "Save the report again")
    if len(data) > limit:
        problem = f"it is larger than {limit // MIB} MiB"
        raise ReportError(source.place, problem, "Split it: one file for each report, or JSON Lines")
    return data


def library(name: str, place: str) -> Any:
    """A library of the extra `formats`, imported when a file first needs it. Raises ReportError where it isn't installed."""
    try:
        return import_module(name)
    except ImportError as error:
        needed = name.partition(".")[0]
        problem = f"to read it takes {'python-docx' if needed == 'docx' else needed}, which is not installed"
        raise ReportError(place, problem, "Install it with: pip install 'sayso[formats]'") from error
