"""Texts with their labels, and the windows of word pieces that the network is trained on.

A head's labels are an object with `moved(place)`, which gives the labels of a text from which characters were taken out;
`place[old offset]` is the new one. What a document doesn't label, its loss doesn't count, so one network learns from all.
"""

import gzip
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from sayso.reader.arrays import IntArray
from sayso.reader.wordpiece import BREAK, LOWER, UPPER, Pieces, WordPiece

STRIPPED = ("'’‘", '"“”', ",", "-–—", ".;:?!")  # kinds of punctuation that real inputs lose
MISREAD = str.maketrans("loiseacbgtuvhn", "1015coeh9lvubu")  # what recognised print takes a letter for
MISREADINGS = 0.02  # of the letters of a text that was read so
SHORTEST = 8  # word pieces; a shorter rest of a document teaches nothing

Place = Callable[[int], int]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a corpus's file: gzipped JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Labels(Protocol):
    def moved(self, place: Place) -> "Labels": ...


@dataclass(frozen=True)
class Document:
    """A text and what is known of it: labels by the name of their head, in characters of the text."""

    text: str
    labels: dict[str, Labels]


@dataclass(frozen=True)
class Window:
    """Pieces `first` to `last` (exclusive) of a document."""

    document: Document
    pieces: Pieces  # of the whole document
    first: int
    last: int

    def piece_range(self, start: int, end: int) -> tuple[int, int]:
        """The pieces of this window, counted from its first one, that characters `start` to `end` touch; empty where none do."""
        first = int(np.searchsorted(self.pieces.ends, start, side="right"))
        last = int(np.searchsorted(self.pieces.starts, end, side="left"))
        first, last = max(first, self.first), min(last, self.last)
        return (first - self.first, last - self.first) if first < last else (0, 0)

    def ids(self, splitter: WordPiece) -> IntArray:
        return np.concatenate([[splitter.first], self.pieces.ids[self.first : self.last], [splitter.last]])

    def shapes(self) -> IntArray:
        return np.concatenate([[0], self.pieces.shapes[self.first : self.last], [0]])

    def __len__(self) -> int:
        return self.last - self.first


def without(document: Document, lost: str) -> Document:
    """The document without the given characters, its labels moved along."""
    kept = np.array([character not in lost for character in document.text], dtype=bool)
    before = np.concatenate([[0], np.cumsum(kept)]).tolist()
    text = "".join(character for character, keep in zip(document.text, kept.tolist(), strict=True) if keep)
    return Document(text, {name: labels.moved(before.__getitem__) for name, labels in document.labels.items()})


def misread(document: Document, chance: random.Random) -> Document:
    """The document with some letters taken for others of the same look, as in recognised print; nothing moves."""
    signs = (sign.translate(MISREAD) if chance.random() < MISREADINGS else sign for sign in document.text)
    return Document("".join(signs), document.labels)


def roughened(document: Document, chance: random.Random, *, bare: float) -> tuple[Document, Callable[[IntArray], IntArray]]:
    """A document as careless copies have it, and what becomes of the shapes of its pieces.

    Kinds of punctuation, capitals or line breaks are gone, letters misread; with the chance `bare` all punctuation is gone,
    and mostly capitals and line breaks as well, as in transcripts.
    """
    if chance.random() < bare:
        plain = chance.random() < 0.7
        return without(document, "".join(STRIPPED)), lambda shapes: np.full_like(shapes, LOWER) if plain else shapes
    if chance.random() < 0.05:
        document = misread(document, chance)
    if chance.random() < 0.25:
        document = without(document, "".join(kind for kind in STRIPPED if chance.random() < 0.5))
    cased, broken = chance.random(), chance.random()

    def reshaped(shapes: IntArray) -> IntArray:
        case, breaks = shapes % BREAK, shapes - shapes % BREAK
        if cased < 0.16:
            case = np.full_like(case, LOWER if cased < 0.08 else UPPER)
        return case if broken < 0.2 else case + breaks

    return document, reshaped


def windows(document: Document, splitter: WordPiece, size: int, chance: random.Random, *, bare: float) -> list[Window]:
    """Cut a document into windows of up to `size` pieces with their two marks, elsewhere each time."""
    document, reshaped = roughened(document, chance, bare=bare)
    pieces = splitter.encode(document.text)
    pieces = Pieces(pieces.ids, pieces.starts, pieces.ends, reshaped(pieces.shapes))
    body = size - 2
    begin = 0 if len(pieces) <= body else -chance.randrange(body)
    cut = []
    while begin < len(pieces):
        first, last = max(begin, 0), min(begin + body, len(pieces))
        begin += body
        if last - first >= SHORTEST or (len(pieces) <= SHORTEST and last > first):
            cut.append(Window(document, pieces, first, last))
    return cut


def whole(document: Document, splitter: WordPiece) -> Window:
    """A document as it stands, in one window."""
    pieces = splitter.encode(document.text)
    return Window(document, pieces, 0, len(pieces))


def moved_spans(spans: Sequence[tuple[int, int]], place: Place) -> list[tuple[int, int]]:
    return [(place(start), place(end)) for start, end in spans]
