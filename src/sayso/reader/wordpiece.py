"""Text → word pieces with exact character offsets.

The vocabulary is BERT's uncased one. Splitting follows BERT's rules except that every symbol ("£", an emoji) is a word of
its own, where BERT would glue it to its neighbour and lose both to `[UNK]`. What lower-casing throws away is kept beside
the ids as a *shape*, which the encoder takes as its second input.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from sayso.reader.arrays import BoolArray, IntArray

LOWER, CAPITAL, UPPER = 0, 1, 2
BREAK = 3  # added to a shape where a line break, or the text's start, stands before the word
SHAPES = 6
LONGEST_WORD = 100  # characters; a longer run (base64, a 1 MB line without a space) is one unknown piece
CACHED_WORDS = 100_000


def _mark_class() -> str:
    """Every non-spacing mark of Unicode, as the inside of a regex character class."""
    marks = [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code)) == "Mn"]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


# A word is a run of letters and digits with the marks that combine with them, or one other visible character. A soft
# hyphen and a zero-width joiner are invisible and belong to the word that they stand in.
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_mark_class()}\u00ad\u200b-\u200f\u2060\ufeff])*|[^\s\u00ad\u200b-\u200f\u2060\ufeff]")
ASCII_WORD = re.compile(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: four arrays of one length, in text order.

    `ids` index the vocabulary; `starts` (inclusive) and `ends` (exclusive) count Unicode characters of the text; `shapes`
    are 0 to 5: how the word was cased, plus 3 after a line break.
    """

    ids: IntArray
    starts: IntArray
    ends: IntArray
    shapes: IntArray

    def __len__(self) -> int:
        return len(self.ids)


class WordPiece:
    """Greedy longest-match word pieces over a fixed vocabulary, one piece a line of `vocabulary`."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = (self.ids[piece] for piece in ("[UNK]", "[CLS]", "[SEP]"))
        self._cache: dict[str, tuple[tuple[int, int, int], ...]] = {}

    def encode(self, text: str) -> Pieces:
        """All pieces of `text`, without the marks that open and close a window."""
        word_pattern = ASCII_WORD if text.isascii() else WORD
        cache = self._cache
        rows: list[tuple[int, int, int, int]] = []
        previous_end = 0
        for match in word_pattern.finditer(text):
            start, word = match.start(), match.group()
            pieces = cache.get(word)
            if pieces is None:
                pieces = self._remember(word)
            shape = shape_of(word)
            if start == 0 or (start - previous_end and ("\n" in text[previous_end:start] or not previous_end)):
                first_id, _, first_end = pieces[0]
                rows.append((first_id, start, start + first_end, shape + BREAK))
                pieces = pieces[1:]
            for identifier, piece_start, piece_end in pieces:
                rows.append((identifier, start + piece_start, start + piece_end, shape))
            previous_end = start + len(word)
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=4 * len(rows)).reshape(-1, 4)
        return Pieces(flat[:, 0].copy(), flat[:, 1].copy(), flat[:, 2].copy(), flat[:, 3].copy())

    def _remember(self, word: str) -> tuple[tuple[int, int, int], ...]:
        if len(self._cache) >= CACHED_WORDS:
            self._cache.clear()
        pieces = tuple(self._split(word))
        if len(word) <= LONGEST_WORD:
            self._cache[word] = pieces
        return pieces

    def _split(self, word: str) -> list[tuple[int, int, int]]:
        """(id, start, end) of each piece of one word, offsets within the word."""
        whole = [(self.unknown, 0, len(word))]
        if len(word) > LONGEST_WORD:
            return whole
        letters = _fold(word)
        pieces: list[tuple[int, int, int]] = []
        for first, last in _runs(letters):
            run = self._match(letters[first:last])
            if run is None:
                return whole
            pieces += run
        if not pieces:
            return whole
        # Marks and invisible characters between and after the letters belong to the piece before them.
        ends = [start for _, start, _ in pieces[1:]] + [len(word)]
        starts = [0, *ends[:-1]]
        return [(identifier, start, end) for (identifier, _, _), start, end in zip(pieces, starts, ends, strict=True)]

    def _match(self, letters: list[tuple[str, int]]) -> list[tuple[int, int, int]] | None:
        folded = "".join(letter for letter, _ in letters)
        pieces: list[tuple[int, int, int]] = []
        begin = 0
        while begin < len(folded):
            prefix = "##" if begin else ""
            for end in range(len(folded), begin, -1):
                if end < len(letters) and letters[end][1] == letters[end - 1][1]:
                    continue  # a Korean syllable folds to several letters; a piece can't end inside of a character
                identifier = self.ids.get(prefix + folded[begin:end])
                if identifier is not None:
                    pieces.append((identifier, letters[begin][1], letters[end - 1][1] + 1))
                    begin = end
                    break
            else:
                return None
        return pieces


def begins_word(text: str, starts: IntArray, ends: IntArray) -> BoolArray:
    """Which of the pieces, given by their places in the text, begin a word.

    Pieces that begin with a letter or digit are of one word where nothing stands between them.
    """
    lettered = np.fromiter((text[start].isalnum() for start in starts.tolist()), dtype=bool, count=len(starts))
    first = np.ones(len(starts), dtype=bool)
    first[1:] = (starts[1:] > ends[:-1]) | ~lettered[1:] | ~lettered[:-1]
    return first


def shape_of(word: str) -> int:
    """How a word is cased: LOWER (also digits and symbols), CAPITAL or UPPER."""
    if not word[0].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITAL


def _fold(word: str) -> list[tuple[str, int]]:
    """Each letter lower-cased and without its marks, beside the index of the character that it came from."""
    if word.isascii():
        return [(letter, index) for index, letter in enumerate(word.lower())]
    return [
        (letter, index)
        for index, character in enumerate(word)
        for letter in unicodedata.normalize("NFD", character.lower())
        if unicodedata.category(letter) not in ("Mn", "Cf")
    ]


def _runs(letters: list[tuple[str, int]]) -> list[tuple[int, int]]:
    """Stretches to match as one word: a Chinese or Japanese ideograph is a word of its own."""
    runs: list[tuple[int, int]] = []
    begin = 0
    for index, (letter, _) in enumerate(letters):
        if "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff":
            if begin < index:
                runs.append((begin, index))
            runs.append((index, index + 1))
            begin = index + 1
    if begin < len(letters):
        runs.append((begin, len(letters)))
    return runs
