"""What was published: reports, and spans of their texts."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Report:
    """One publication by one outlet. None means unknown.

    `text` is what every offset counts in; it is never altered after intake. `published` is the day of publication.
    `language` is a BCP 47 code.
    """

    id: str
    text: str
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None

    @cached_property
    def text_sha256(self) -> str:
        """The text's hash, made once: every claim's id goes by it."""
        return text_hash(self.text)


def report_id(text: str, outlet: str | None, published: date | None) -> str:
    """The id of a report that brought none of its own."""
    return content_id("report", text, outlet or "", published.isoformat() if published else "")
