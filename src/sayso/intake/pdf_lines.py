"""The characters of a PDF's pages to running text: lines, paragraphs, words that were divided at a line's end."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_DIVIDED = "\x02\u00ad"  # PDFium gives a hyphen that it takes for a division as \x02
_HYPHENS = "-\u2010"
_ENDS = re.compile(r"""[.!?:…؟。][”"’»)\]]*$""")
_KEEP_HYPHEN = frozenset("anti ex non pro self semi cross co post pre ultra vice mid all half well so".split())
_BULLET = re.compile(r"[•◦▪‣●■·\uf0b7] ?")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Letter(NamedTuple):
    """A character as PDFium gives it, with its box in points from the page's lower left corner."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class _Line:
    letters: list[Letter]
    page: int
    base: float
    height: float
    left: float
    right: float

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def flowed(pages: Iterable[list[Letter]]) -> tuple[str, dict[int, Letter]]:
    """The running text of all pages, and for each of its characters that stands on one, which."""
    lines = [line for page in pages for line in _lines(page)]
    words = Counter(word for line in lines for word in _WORD.findall(line.text.lower()))
    leading = _leading(lines)
    text: list[str] = []
    found: dict[int, Letter] = {}
    in_row = False
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        beside = before is not None and _beside(before, line)
        if beside:
            text.append("\t")
        elif before is not None and (in_row or _BULLET.match(line.text) or _starts_paragraph(before, line, leading)):
            text.append("\n")
        elif before is not None:
            _close_up(text, found, line, words)
        in_row = beside
        for letter in line.letters:
            found[len(text)] = letter
            text.append(letter.text)
    return "".join(text), found


def _beside(before: _Line, line: _Line) -> bool:
    """Whether two lines are cells of one row."""
    return before.page == line.page and abs(before.base - line.base) <= 0.5 * before.height and line.left > before.right


def _lines(page: list[Letter]) -> Iterator[_Line]:
    line: list[Letter] = []
    for letter in page:
        if letter.text in "\r\n\x0b\x0c":
            yield from _line(line)
            line = []
        elif letter.text in _DIVIDED:
            line.append(letter._replace(text="\u00ad"))
            if letter.text == "\x02":
                yield from _line(line)
                line = []
        elif letter.text == "\t" or letter.text.isprintable() or letter.text.isspace():
            if line and _elsewhere(line, letter):
                yield from _line(line)
                line = []
            line.append(letter._replace(text=" ") if letter.text.isspace() else letter)
    yield from _line(line)


def _elsewhere(line: list[Letter], letter: Letter) -> bool:
    """Whether a letter stands in another line, where PDFium gave no line's end."""
    drawn = [one for one in line[-20:] if one.right > one.left]
    if not drawn or letter.right <= letter.left:
        return False
    top, bottom = max(one.top for one in drawn), min(one.bottom for one in drawn)
    height = max(top - bottom, letter.top - letter.bottom, 4.0)
    return letter.top < bottom - height or letter.bottom > top + height


def _line(letters: list[Letter]) -> Iterator[_Line]:
    while letters and letters[-1].text == " ":
        letters.pop()
    while letters and letters[0].text == " ":
        letters.pop(0)
    drawn = [letter for letter in letters if letter.right > letter.left] or letters
    if letters:
        base = median(letter.bottom for letter in drawn)
        yield _Line(
            letters,
            letters[0].page,
            base,
            max(max(letter.top for letter in drawn) - base, 1.0),
            min(letter.left for letter in drawn),
            max(letter.right for letter in drawn),
        )


def _leading(lines: list[_Line]) -> float:
    """How far apart the lines of a paragraph mostly stand, in heights of a line."""
    pairs = pairwise(lines)
    drops = [(a.base - b.base) / a.height for a, b in pairs if a.page == b.page and 0.7 < a.height / b.height < 1.4 and a.base > b.base]
    near = [drop for drop in drops if drop < 3.5]
    return median(near) if near else 1.5


def _starts_paragraph(before: _Line, line: _Line, leading: float) -> bool:
    drop = (before.base - line.base) / before.height
    ended = _ENDS.search(before.text) is not None
    if before.page != line.page or drop < -0.5:
        # The next column or page: it goes on where the sentence does.
        return ended or not (line.text[:1].islower() or before.text[-1] in _DIVIDED + _HYPHENS)
    if abs(drop) <= 0.5:
        return False  # a raised sign
    if drop > 1.3 * leading or not 0.75 < before.height / line.height < 1.34:
        return True
    if line.left > before.left + 0.8 * line.height and ended:
        return True
    return ended and before.right < line.right - 0.1 * (line.right - line.left)


def _close_up(text: list[str], found: dict[int, Letter], line: _Line, words: Counter[str]) -> None:
    """Ends a line within a paragraph: with a blank, or, behind a divided word, with nothing."""
    if not text or text[-1] not in _DIVIDED + _HYPHENS:
        text.append(" ")
        return
    first = "".join(text[-40:-1]).split(" ")[-1].split("\n")[-1]
    rest = _WORD.match(line.text)
    if not first or rest is None or not first[-1].isalpha():
        if text[-1] in _DIVIDED:
            text[-1] = "-"
        return
    if text[-1] in _HYPHENS and _keeps_hyphen(first, rest[0], words):
        return
    if not rest[0][0].islower():  # "Al-" before "Bab"
        text[-1] = "-"
        return
    found.pop(len(text) - 1, None)
    text.pop()


def _keeps_hyphen(first: str, rest: str, words: Counter[str]) -> bool:
    """Whether "pro-" before "government" is a compound: as the rest of the text writes it, or by its first part."""
    whole, compound = (first + rest).lower(), f"{first}-{rest}".lower()
    if words[whole] != words[compound]:
        return words[compound] > words[whole]
    return first.lower() in _KEEP_HYPHEN or "-" in first
