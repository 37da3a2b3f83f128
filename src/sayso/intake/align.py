"""Finds the lines of an extracted text in the characters of the page that it came from."""

from bisect import bisect_left
from dataclasses import dataclass, field

_ANCHOR = 24  # characters; a line so long that stands in the page only once can be no other
_RUN = 12  # of a line that isn't there as a whole, so many characters must stand together to be looked for anywhere near
_NEAR = 60  # and shorter ones only so close behind the last that was found
_WORK = 1_000_000_000  # characters that may be searched in all: about a second


@dataclass(slots=True)
class _Line:
    places: list[int]  # in the text, of its visible characters
    letters: str
    at: int | None = None  # in the page's characters


@dataclass(slots=True)
class _Page:
    letters: str
    left: int = _WORK
    found: dict[int, int] = field(default_factory=dict)

    def find(self, letters: str, first: int, last: int) -> int:
        if self.left <= 0:
            return -1
        at = self.letters.find(letters, first, last)
        self.left -= (at if at >= 0 else last) - first
        return at


def aligned(text: str, places: list[int], page: str) -> dict[int, int]:
    """Where in `page` each character of `text` stands that was found; `places` are those of its visible ones. In the text's order."""
    shown = _Page(page)
    lines = _lines(text, places)
    for line in lines:
        if len(line.letters) >= _ANCHOR:
            at = shown.find(line.letters, 0, len(page))
            line.at = at if at >= 0 and shown.find(line.letters, at + 1, len(page)) < 0 else None
    _before_the_first(lines, shown)
    limits = _limits(lines, len(page))
    first = 0
    for line, limit in zip(lines, limits, strict=True):
        last = limit if first < limit else len(page)
        if line.at is None:
            at = shown.find(line.letters, first, last)
            line.at = at if at >= 0 else None
        if line.at is not None:
            shown.found.update(zip(line.places, range(line.at, line.at + len(line.places)), strict=True))
            first = line.at + len(line.places)
        else:
            first = _in_parts(line, shown, first, last)
    return dict(sorted(shown.found.items()))


def _before_the_first(lines: list[_Line], shown: _Page) -> None:
    """Looks backwards from the first line that is known, where a headline stands nearer than its like in a menu."""
    known = next((number for number, line in enumerate(lines) if line.at is not None), 0)
    last = lines[known].at or 0 if lines else 0
    for line in reversed(lines[:known]):
        at = shown.letters.rfind(line.letters, 0, last)
        line.at, last = (at, at) if at >= 0 else (None, last)


def _limits(lines: list[_Line], size: int) -> list[int]:
    """For each line, where the nearest one after it begins that is known."""
    found = []
    for line in reversed(lines):
        found.append(size)
        size = size if line.at is None else line.at
    return found[::-1]


def _lines(text: str, places: list[int]) -> list[_Line]:
    found, start = [], 0
    for row in text.splitlines(keepends=True):
        inside = places[bisect_left(places, start) : bisect_left(places, start + len(row))]
        if inside:
            found.append(_Line(inside, "".join(text[place] for place in inside)))
        start += len(row)
    return found


def _in_parts(line: _Line, shown: _Page, first: int, last: int) -> int:
    """Finds the longest parts of a line that stand behind one another, words as they are; gives the end of the last one."""
    starts = [n for n, place in enumerate(line.places) if n == 0 or place != line.places[n - 1] + 1]
    ends = [*starts[1:], len(line.places)]
    word, at = 0, first
    while word < len(starts):
        size = len(starts) - word
        while size:
            part = slice(starts[word], ends[word + size - 1])
            found = _part(line.letters[part], shown, at, last, begun=at > first)
            if found >= 0:
                shown.found.update(zip(line.places[part], range(found, found + part.stop - part.start), strict=True))
                at = found + part.stop - part.start
                break
            size //= 2
        word += size or 1
    return at


def _part(letters: str, shown: _Page, at: int, last: int, *, begun: bool) -> int:
    if len(letters) >= _RUN:
        return shown.find(letters, at, last)
    return shown.find(letters, at, min(last, at + _NEAR + len(letters))) if begun else -1
