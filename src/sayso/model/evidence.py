"""What was published: reports, spans of their texts, and where in the original a text's characters stand."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sayso.model.ids import content_id, text_hash


class Span(NamedTuple):
    """Characters `start` (inclusive) to `end` (exclusive) of a text, counted in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quote."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


class ByteRun(NamedTuple):
    """Characters `start` to `end` of a text, and the bytes `first` to `last` that they were read from.

    `verbatim`: the bytes are the characters, encoded. Otherwise they stand for them as one, such as an entity, an escape, a
    line's end of two bytes or blank space that was folded.
    """

    start: int
    end: int
    first: int
    last: int
    verbatim: bool = True


class BoxRun(NamedTuple):
    """Characters `start` to `end` of a text, and the box that they fill on a page, in points from its lower left corner."""

    start: int
    end: int
    page: int  # from 1
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class TextMap:
    """From a text's characters to the original. What no run covers has no place there: it was added, or couldn't be traced.

    Bytes are counted in the original, or in the member of it that the report came from, with compression and transfer
    encodings (gzip, base64, chunks) taken off. Runs are in the text's order and don't overlap.
    """

    encoding: str | None = None  # of the bytes, as a codec of Python
    bytes: tuple[ByteRun, ...] = ()
    boxes: tuple[BoxRun, ...] = ()

    def byte_ranges(self, span: Span, text: str) -> tuple[tuple[int, int], ...]:
        """The bytes that `span` of `text` was read from, as few ranges as there are; an entity that it touches counts whole."""
        found: list[tuple[int, int]] = []
        for run in self.bytes if span.start < span.end else ():
            if not span.overlaps(Span(run.start, run.end)):
                continue
            first, last = run.first, run.last
            if run.verbatim and self.encoding is not None:
                first += len(text[run.start : max(run.start, span.start)].encode(self.encoding))
                last -= len(text[min(run.end, span.end) : run.end].encode(self.encoding))
            if found and found[-1][1] == first:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return tuple(found)

    def page_boxes(self, span: Span) -> tuple[BoxRun, ...]:
        """The boxes that `span` touches."""
        return tuple(run for run in self.boxes if span.start < span.end and span.overlaps(Span(run.start, run.end)))

    def mapped(self) -> int:
        """How many characters have a place in the original."""
        return sum(run.end - run.start for run in self.bytes) + sum(run.end - run.start for run in self.boxes)


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a report was got out of its original.

    `guessed` names the report's fields that no field of the original states as such, each with what it was taken from, such as
    ("published", "meta article:published_time"). A text is not `reliable` where its characters may not be those that a reader
    of the original sees, such as right-to-left script in a PDF: look at the original before you quote it.
    """

    format: str  # with the version of how it is read, such as "PDF@1"
    member: str | None = None  # what of the original: "line 3", "record <urn:uuid:…>", "attachment toll.pdf", "message 17"
    guessed: tuple[tuple[str, str], ...] = ()
    reliable: bool = True
    map: TextMap | None = None  # None: it wasn't traced


@dataclass(frozen=True)
class Report:
    """One publication by one outlet. None means unknown.

    `text` is what every offset counts in; it is never altered after intake. `published` is the day of publication.
    `language` is a BCP 47 code. Two reports are equal where what they say is, wherever it was found.
    """

    id: str
    text: str
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    provenance: Provenance | None = field(default=None, compare=False)

    @cached_property
    def text_sha256(self) -> str:
        """The text's hash, made once: every claim's id goes by it."""
        return text_hash(self.text)


def report_id(text: str, outlet: str | None, published: date | None) -> str:
    """The id of a report that brought none of its own."""
    return content_id("report", text, outlet or "", published.isoformat() if published else "")
