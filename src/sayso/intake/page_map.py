"""Where the characters of an extracted article stand in the page that they were taken from.

The extractor says nothing of places, and drops, folds and adds characters. So the page is read a second time, by a parser that gives the
place of each text node; each node is walked along its source (entities, line ends, tags that the parser passed over), and the
article's lines are looked up in the nodes' characters, blank space and invisible characters left out on both sides. A character that is not
found stays without a place. None is given the place of another: each has been compared with its source.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from sayso.intake.align import aligned
from sayso.intake.offsets import Piece, joined

_LARGEST_PAGE = 8_000_000  # characters; some 30 ms for each 100,000
_DROPPED = frozenset({"script", "style", "noscript", "template", "head"})
_SPECIAL = re.compile(r"[&\r\0<]")
_REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SKIPPED = re.compile(r"<!--.*?-->|</?[A-Za-z!?][^<>]*>", re.DOTALL)


@dataclass(slots=True)
class _Shown:
    """The visible characters of a page, each with its place in the source."""

    letters: list[str] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)

    def add(self, letter: str, first: int, last: int) -> None:
        if _visible(letter):
            self.letters.append(letter)
            self.first.append(first)
            self.last.append(last)


def page_pieces(page: str, text: str) -> list[Piece] | None:
    """The pieces of `text` that stand in `page`; None where justhtml isn't installed, or the page is too large or too odd for it."""
    if len(page) > _LARGEST_PAGE:
        return None
    try:
        root = import_module("justhtml").JustHTML(page, track_node_locations=True, sanitize=False).root
    except Exception:  # noqa: BLE001 - no library to do it, or a page that it stumbles over: the article is read all the same
        return None
    shown = _Shown()
    for data, at in _nodes(root):
        _walk(data, at, page, shown)
    places = [place for place, letter in enumerate(text) if _visible(letter)]
    found = aligned(text, places, "".join(shown.letters))
    return joined(_pieces(page, text, {place: (shown.first[at], shown.last[at]) for place, at in found.items()}))


def _visible(letter: str) -> bool:
    return letter.isprintable() and not letter.isspace()


def _nodes(root: Any) -> Iterator[tuple[str, int]]:
    """The text nodes in the page's order, each with its offset in the source."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.name == "#text":
            if node.origin_offset is not None and node.data:
                yield node.data, node.origin_offset
        elif node.name not in _DROPPED:
            waiting.extend(reversed(node.children or ()))


def _walk(data: str, at: int, page: str, shown: _Shown) -> None:
    """Go along a node's characters and their source together, for as long as they are the same."""
    place = 0
    while place < len(data) and at < len(page):
        special = _SPECIAL.search(page, at)
        plain = min((special.start() if special else len(page)) - at, len(data) - place)
        same = plain if data.startswith(page[at : at + plain], place) else 0
        if same < plain:
            return
        for offset in range(same):
            shown.add(data[place + offset], at + offset, at + offset + 1)
        place, at = place + same, at + same
        if place == len(data) or at == len(page):
            return
        letters, length = _special(data, place, page, at)
        if not length:
            return
        for letter in letters:
            shown.add(letter, at, at + length)
        place, at = place + len(letters), at + length


def _special(data: str, place: int, page: str, at: int) -> tuple[str, int]:
    """The characters of a node that stand for a special place of the source, and how much of that; 0 where they aren't the same."""
    match page[at]:
        case "&":
            reference = _REFERENCE.match(page, at)
            for end in range(reference.end(), at + 2, -1) if reference else ():
                letters = html.unescape(page[at:end])
                if len(letters) <= 2 and data.startswith(letters, place):
                    return letters, end - at
            return _same(data, place, "&")
        case "\r":
            return ("\n", 2 if page.startswith("\r\n", at) else 1) if data[place] == "\n" else ("", 0)
        case "\0":
            return "", 1
        case _:
            passed_over = None if data[place] == "<" else _SKIPPED.match(page, at)
            return ("", passed_over.end() - at) if passed_over else _same(data, place, "<")


def _same(data: str, place: int, letter: str) -> tuple[str, int]:
    return (letter, 1) if data[place] == letter else ("", 0)


def _pieces(page: str, text: str, found: dict[int, tuple[int, int]]) -> Iterator[Piece]:
    """A piece for each character that was found, and for the blank space between two of them where the page has some there too."""
    before: int | None = None
    for place, (first, last) in found.items():
        if before is not None and before + 1 < place:
            blank = _blank(page, text[before + 1 : place], found[before][1], first)
            if blank is not None:
                yield Piece(before + 1, place, *blank)
        yield Piece(place, place + 1, first, last, page[first:last] == text[place])
        before = place


def _blank(page: str, between: str, first: int, last: int) -> tuple[int, int, bool] | None:
    """Where in the source from `first` to `last` the blank space stands that `between` was made of."""
    if not between.isspace() or first >= last or last - first > 2000:
        return None
    gap = page[first:last]
    lead = len(gap) - len(gap.lstrip())
    if gap == between:
        return first, last, True
    if lead:
        return first, first + lead, gap[:lead] == between
    trail = len(gap) - len(gap.rstrip())
    if trail:
        return last - trail, last, gap[-trail:] == between
    return (first, last, False) if html.unescape(gap).isspace() else None
