"""Spans of text that may be mentions of something.

A mention starts and ends with a word, lies inside one sentence and is at most WIDEST word pieces wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.reader.arrays import BoolArray, FloatArray, IntArray
from sayso.reader.wordpiece import Pieces, begins_word

WIDEST = 30  # word pieces
KEPT = 0.35  # candidates a word, at most
LEAST = -4.0  # score of a candidate, in log odds of its being a mention
BLOCK = 32  # rows of a dense product of which a band is kept; with more of them OpenBLAS would wake a thread for every core
STRETCH = 8192  # word pieces scored at once, so that memory stays small


@dataclass(frozen=True)
class Frame:
    """Where mentions may lie, for each word piece of a text: whether it begins and ends a word, its sentence, and where that ends."""

    begins: BoolArray
    ends: BoolArray
    sentence: IntArray  # its number
    limit: IntArray  # the first piece after its sentence

    def part(self, first: int, last: int) -> "Frame":
        """Of pieces `first` to `last`, counted from `first`."""
        cut = slice(first, last)
        return Frame(self.begins[cut], self.ends[cut], self.sentence[cut], np.minimum(self.limit[cut], last) - first)


def frame(text: str, pieces: Pieces, sentence_starts: Sequence[int]) -> Frame:
    """`sentence_starts` count characters, in text order."""
    begins = begins_word(text, pieces.starts, pieces.ends)
    ends = np.append(begins[1:], True)
    first = np.unique(np.searchsorted(pieces.ends, np.asarray(sentence_starts, dtype=np.int64), side="right"))
    first = np.append(first[(first > 0) & (first < len(pieces))], len(pieces))
    sentence = np.searchsorted(first, np.arange(len(pieces)), side="right")
    return Frame(begins, ends, sentence, first[np.minimum(sentence, len(first) - 1)])


def allowed(where: Frame) -> BoolArray:
    """pieces × WIDEST: whether a mention may run from piece i to piece i + column, both included."""
    last = np.arange(len(where.begins))[:, None] + np.arange(WIDEST)
    closes = np.append(where.ends, np.zeros(WIDEST, dtype=bool))[last]
    inside: BoolArray = where.begins[:, None] & closes & (last < where.limit[:, None])
    return inside


def banded(left: FloatArray, right: FloatArray, width: int) -> FloatArray:
    """n × width: left[i] · right[i + column], for `right` of n + width − 1 rows."""
    count, depth = left.shape
    blocks = -(-count // BLOCK)
    spread = BLOCK + width - 1
    padded = np.zeros((blocks * BLOCK, depth), dtype=np.float32)
    padded[:count] = left
    others = np.zeros((blocks * BLOCK + width - 1, depth), dtype=np.float32)
    others[: len(right)] = right
    step, item = others.strides
    windows = np.lib.stride_tricks.as_strided(others, (blocks, spread, depth), (BLOCK * step, step, item))
    dense = np.matmul(padded.reshape(blocks, BLOCK, depth), windows.transpose(0, 2, 1))
    size = dense.itemsize
    band = np.lib.stride_tricks.as_strided(dense, (blocks, BLOCK, width), (BLOCK * spread * size, (spread + 1) * size, size))
    rows: FloatArray = band.reshape(-1, width)[:count]
    return rows


def scores(starts: FloatArray, ends: FloatArray, widths: FloatArray) -> FloatArray:
    """pieces × WIDEST: how likely each span is a mention. The last column of `starts` and `ends` is for the piece alone."""
    depth = starts.shape[1] - 1
    after = np.concatenate([ends.astype(np.float32), np.zeros((WIDEST - 1, depth + 1), dtype=np.float32)])
    dots = banded(starts[:, :depth], after[:, :depth], WIDEST) / np.float32(np.sqrt(depth))
    alone = np.lib.stride_tricks.sliding_window_view(after[:, depth], WIDEST)
    sums: FloatArray = dots + starts[:, depth:].astype(np.float32) + alone + widths
    return sums


def candidates(starts: FloatArray, ends: FloatArray, widths: FloatArray, where: Frame) -> tuple[IntArray, FloatArray]:
    """The likeliest mentions (n × 2, in pieces, in text order) and their scores."""
    spans, values = [], []
    total = len(starts)
    for first in range(0, total, STRETCH):
        last = min(first + STRETCH + WIDEST, total)  # mentions may reach into the next stretch
        found = scores(starts[first:last], ends[first:last], widths)[:STRETCH]
        open_to = allowed(where.part(first, last))[:STRETCH]
        piece, width = np.nonzero(open_to & (found > LEAST))
        spans.append(np.stack([first + piece, first + piece + width + 1], axis=1))
        values.append(found[piece, width])
    return likeliest(np.concatenate(spans), np.concatenate(values), int(where.begins.sum()))


def likeliest(spans: IntArray, values: FloatArray, words: int) -> tuple[IntArray, FloatArray]:
    """At most KEPT of `spans` (in text order) a word."""
    most = max(1, int(KEPT * words))
    if len(spans) <= most:
        return spans, values
    best = np.sort(np.argpartition(-values, most)[:most])
    return spans[best], values[best]
