"""Named entities: where a name stands, and what it names.

entities@1: each word is outside of names, begins one, or is inside one; the likeliest legal tags win. The scores of a name's
kinds are their means over its word pieces. The likeliest family of kinds wins, then the likeliest kind in it: most corpora
tell bodies from places, and few an army from a party. Names of products, works and the like are found too, so that they
aren't taken for something else, and left out.
"""

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Entity, Reading
from sayso.reader.arrays import FloatArray, IntArray
from sayso.reader.heads.seen import Seen
from sayso.reader.links import pooled
from sayso.reader.spans import tagged_logs
from sayso.reader.wordpiece import begins_word

NAME = "entities@1"
FIELD = "entities"
KINDS = ("person", "organisation", "force", "group", "place", "facility", "nationality", "other")
FAMILY = np.array([0, 1, 1, 1, 2, 2, 3, 4])  # of each kind
OUTPUTS = {"entity_tags": 3, "entity_kinds": len(KINDS)}
NUMBERS = {"entities.readiness": (1,), "entities.least": (1,)}
LABELS = ("entities.kinds",)
LONGEST = 30  # words; whatever is longer is no name


def decode(seen: Seen, _: Reading) -> tuple[Entity, ...]:
    """Names in text order, none inside another; a score is the chance of a name times that of its family.

    `numbers` hold readiness (how much the score of "outside" is lowered, so that names are found as often as people find
    them) and least (the score below which a name is left out), one each.
    """
    words = np.flatnonzero(begins_word(seen.text, seen.pieces.starts, seen.pieces.ends))
    tags = seen.outputs["entity_tags"].astype(np.float32)
    tags[:, 0] -= seen.numbers["entities.readiness"][0]
    logs = _log_shares(tags)
    found = tagged_logs(by_word(logs, words))
    found = found[found[:, 1] - found[:, 0] <= LONGEST]
    if not len(found):
        return ()
    names = np.append(words, len(seen.pieces))[found]  # in pieces
    kinds = np.exp(_log_shares(pooled(seen.outputs["entity_kinds"], names)))
    families = kinds @ np.eye(FAMILY.max() + 1)[FAMILY]
    best = np.where(families.argmax(1)[:, None] == FAMILY, kinds, -1.0).argmax(1)
    sure = pooled(1 - np.exp(logs[:, :1]), names)[:, 0] * families.max(1)
    starts, ends = seen.pieces.starts[names[:, 0]].tolist(), seen.pieces.ends[names[:, 1] - 1].tolist()
    labels, least = seen.labels["entities.kinds"], float(seen.numbers["entities.least"][0])
    return tuple(
        Entity(Span(start, end), labels[kind], round(score, 4))
        for start, end, kind, score in zip(starts, ends, best.tolist(), sure.tolist(), strict=True)
        if labels[kind] != "other" and score >= least
    )


def by_word(logs: FloatArray, words: IntArray) -> FloatArray:
    """Log chances (pieces × 3) of outside, begin, inside → those of whole words (words × 3)."""
    summed: FloatArray = np.add.reduceat(logs, words, axis=0)
    summed[:, 1] = summed[:, 2] - logs[words, 2] + logs[words, 1]  # only a word's first piece begins anything
    return summed


def _log_shares(scores: FloatArray) -> FloatArray:
    shifted: FloatArray = scores - scores.max(1, keepdims=True)
    shares: FloatArray = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return shares
