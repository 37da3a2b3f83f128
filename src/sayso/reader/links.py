"""Which span goes with which: the cue of a content piece, the source of a cue.

Both are dot products of projections that the network gives for each word piece, plus a bias for what lies between the
two spans. Each span looks only at its `REACH` nearest candidates on either side, so cost grows with the text's length.
"""

import numpy as np

from sayso.reader.arrays import FloatArray, IntArray

# The projections that the network's `links` output holds side by side, in this order; one more column follows them, the
# score of a cue having no source.
LINKS = ("content_first", "content_last", "cue_key", "cue_query", "source_key")
LINK_WIDTH = 64
REACH = 8

GAP_EDGES = np.array([1, 3, 6, 11, 21, 41, 81])  # word pieces
GAPS = 2 * (len(GAP_EDGES) + 1) + 1  # after, before, overlapping
CROWDS = 4  # other candidates in between: none, one, two, more
FEATURES = GAPS + CROWDS


def candidates(spans: IntArray, others: IntArray) -> IntArray:
    """For each of `spans` (n × 2) the indices of its nearest `others` (m × 2, sorted by start): n × 2·REACH, −1 where none."""
    if not len(others):
        return np.full((len(spans), 2 * REACH), -1)
    at = np.searchsorted(others[:, 0], spans[:, 0])
    found = at[:, None] + np.arange(-REACH, REACH)
    return np.where((found >= 0) & (found < len(others)), found, -1)


def features(spans: IntArray, others: IntArray, found: IntArray) -> tuple[IntArray, IntArray]:
    """Two bias indices, below FEATURES, for each pair of `candidates`: for the gap, and for the crowd in between."""
    other = others[np.maximum(found, 0)] if len(others) else np.zeros((*found.shape, 2), dtype=np.int64)
    after = other[..., 0] - spans[:, None, 1]
    before = spans[:, None, 0] - other[..., 1]
    half = len(GAP_EDGES) + 1
    gap = np.full(found.shape, GAPS - 1)
    gap = np.where(after >= 0, np.digitize(after, GAP_EDGES), gap)
    gap = np.where(before >= 0, half + np.digitize(before, GAP_EDGES), gap)
    steps = np.abs(np.arange(-REACH, REACH) + 0.5).astype(np.int64)
    return gap, np.broadcast_to(GAPS + np.minimum(steps, CROWDS - 1), found.shape)


def pooled(projections: FloatArray, spans: IntArray) -> FloatArray:
    """The mean of each span's rows (pieces × width → spans × width)."""
    if not len(spans):
        return np.empty((0, projections.shape[1]), dtype=np.float32)
    padded = np.concatenate([projections, projections[:1]]).astype(np.float32)  # a span may end where the text does
    sums = np.add.reduceat(padded, spans.ravel(), axis=0)[::2]
    means: FloatArray = sums / (spans[:, 1:] - spans[:, :1]).astype(np.float32)
    return means


def scores(queries: FloatArray, keys: FloatArray, found: IntArray, bias: FloatArray) -> FloatArray:
    """Score of each pair of `candidates` (n × 2·REACH), minus infinity where there is none."""
    if not len(keys):
        return np.full(found.shape, -np.inf, dtype=np.float32)
    dots: FloatArray = np.einsum("nd,nkd->nk", queries, keys[np.maximum(found, 0)]) / np.sqrt(LINK_WIDTH)
    return np.where(found >= 0, dots + bias, -np.inf).astype(np.float32)
