"""The likeliest legal tags of word pieces (or words), as spans."""

from collections.abc import Sequence

import numpy as np

from sayso.reader.arrays import BoolArray, FloatArray, IntArray

CERTAIN = 0.001  # rows whose chance of belonging to a span is below this are outside without a closer look


def tagged(chances: FloatArray) -> IntArray:
    """Spans (n × 2, in rows) from the chances of outside, begin, inside (rows × 3): those of the likeliest legal tags."""
    return tagged_logs(np.log(np.maximum(chances, 1e-9)))


def tagged_logs(logs: FloatArray) -> IntArray:
    """As `tagged`, from logarithms of chances."""
    spans: list[tuple[int, int]] = []
    maybe = np.flatnonzero(np.diff(np.concatenate([[False], logs[:, 0] < np.log1p(-CERTAIN), [False]]).astype(np.int8)))
    for first, last in maybe.reshape(-1, 2).tolist():
        spans += [(first + begin, first + end) for begin, end in likeliest(logs[first:last].tolist())]
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def likeliest(logs: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Viterbi over outside (0), begin (1), inside (2), where inside can't follow outside."""
    outside, begin, inside = logs[0][0], logs[0][1], -1e9
    steps: list[tuple[int, int]] = []  # the best tag before outside or begin, and before inside
    for row in logs[1:]:
        before, best = (0, outside) if outside >= begin and outside >= inside else (1, begin) if begin >= inside else (2, inside)
        within, stays = (1, begin) if begin >= inside else (2, inside)
        steps.append((before, within))
        outside, begin, inside = best + row[0], best + row[1], stays + row[2]
    tag = max((outside, 0), (begin, 1), (inside, 2))[1]
    spans: list[tuple[int, int]] = []
    end = len(logs)
    for at in range(len(logs) - 1, -1, -1):
        if tag == 0:
            end = at
        elif tag == 1:
            spans.append((at, end))
            end = at
        if at:
            tag = steps[at - 1][1 if tag == 2 else 0]
    return spans[::-1]


def in_whole_words(spans: IntArray, begins: BoolArray) -> IntArray:
    """Spans (n × 2, in pieces) whose ends inside of a word are moved to the nearer edge of it; those that shrink to nothing are gone.

    `begins` tells which pieces begin a word.
    """
    edges = np.append(np.flatnonzero(begins), len(begins))
    moved: list[tuple[int, int]] = []
    for span in spans.tolist():
        first, last = (_nearest(edges, at) for at in span)
        first = max(first, moved[-1][1]) if moved else first
        if first < last:
            moved.append((first, last))
    return np.array(moved, dtype=np.int64).reshape(-1, 2)


def _nearest(edges: IntArray, at: int) -> int:
    """The edge of a word nearest to a place; of two as near, the later."""
    after = int(np.searchsorted(edges, at))
    if edges[after] == at or after == 0:
        return int(edges[after])
    before, behind = int(edges[after - 1]), int(edges[after])
    return before if at - before < behind - at else behind
