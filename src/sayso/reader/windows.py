"""A long text → overlapping windows → one row of outputs for each word piece.

Windows are cut at line breaks and sentence ends chosen by what stands there, not by how far into the text it is. So a
passage is cut the same way wherever it stands, and text put in front doesn't change what is read further on. Each
window is run with a margin of its neighbours' text, whose outputs are dropped.
"""

import re
from collections.abc import Iterator
from zlib import crc32

import numpy as np

from sayso.reader.arrays import FloatArray, IntArray
from sayso.reader.encoder import Encoder
from sayso.reader.wordpiece import Pieces, WordPiece

SIZE = 320  # word pieces a window, with its two marks; a fifth more than in training reads as well and costs less
MARGIN = 20
CORE = SIZE - 2 - 2 * MARGIN  # at most this many pieces are kept of a window inside a long text
# And at least so many. The wider the choice between the two, the sooner two texts that end alike are cut alike: measured on
# news, nine in ten at once, where half of CORE left one in eight different to the end. It costs a twentieth more pieces.
LEAST = CORE // 6

SENTENCE_END = re.compile(r"[.!?…。؟][\"'”’»)\]]*\s+(?=\S)|\n\s*(?=\S)")


def encode(text: str, pieces: Pieces, splitter: WordPiece, encoder: Encoder) -> dict[str, FloatArray]:
    """The network's outputs for every piece of `text`: each pieces × width.

    They are kept as 16-bit floats, the size of which decides how much memory a long text takes.
    """
    rows: dict[str, FloatArray] = {}
    for first, last, begin, end in _windows(text, pieces):
        ids = np.concatenate([[splitter.first], pieces.ids[begin:end], [splitter.last]])
        shapes = np.concatenate([[0], pieces.shapes[begin:end], [0]])
        for name, values in encoder.run(ids, shapes).items():
            if name not in rows:
                rows[name] = np.empty((len(pieces), values.shape[1]), dtype=np.float16)
            rows[name][first:last] = values[1 + first - begin : 1 + last - begin]
    return rows


def _windows(text: str, pieces: Pieces) -> Iterator[tuple[int, int, int, int]]:
    """(first kept, last kept, first run, last run) of each window, ends exclusive."""
    total = len(pieces)
    if total <= SIZE - 2:
        if total:
            yield 0, total, 0, total
        return
    strengths = cut_strengths(text, pieces)
    first = 0
    while first < total:
        last = total if total - first <= CORE else first + LEAST + int(np.argmax(strengths[first + LEAST : first + CORE + 1]))
        yield first, last, max(0, first - MARGIN), min(total, last + MARGIN)
        first = last


def cut_strengths(text: str, pieces: Pieces) -> IntArray:
    """How good a cut before each piece is: a line break over a sentence end over anything else; then by a hash of what follows."""
    kinds = np.zeros(len(pieces), dtype=np.int64)
    visible = len(text.rstrip())  # each line break in blank space at the end would look through all that follows it
    for match in SENTENCE_END.finditer(text, 0, visible):
        at = int(np.searchsorted(pieces.starts, match.end()))
        if at < len(kinds):
            kinds[at] = 2 if "\n" in match.group() else max(1, int(kinds[at]))
    raw = pieces.ids.astype(np.int32).tobytes()
    hashes = np.array([crc32(raw[4 * at : 4 * at + 16]) for at in range(len(pieces))], dtype=np.int64)
    return (kinds << 32) + hashes
