"""Chains: which spans of a text mean the same person or thing.

coreference@1: the likeliest mentions are kept; each is compared with the NEAR mentions before it and the FAR last ones
before those with its head word, and joins the chain that they speak for, unless none does. A pair's score is a dot product
of what the network gives for the two spans, plus what tables say of their words and places.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Chain, Reading
from sayso.reader import mentions, wording
from sayso.reader.arrays import FloatArray, IntArray
from sayso.reader.chains import Chains
from sayso.reader.heads.seen import Seen
from sayso.reader.wording import KINDS, MATCHES, SORTS, Mentions

NAME = "coreference@1"
FIELD = "chains"
MENTION, PAIR = 64, 96  # depths of the dot products
OUTPUTS = {
    "mention_start": MENTION + 1,
    "mention_end": MENTION + 1,
    "coref_query_start": PAIR,
    "coref_query_end": PAIR,
    "coref_key_start": PAIR,
    "coref_key_end": PAIR,
}
NEAR, FAR = 50, 4  # earlier mentions looked at
ROWS = 128  # mentions compared at once, which fits a processor's cache

GAPS = 8
SENTENCE_GAP = np.digitize(np.arange(17), [1, 2, 3, 4, 6, 9, 16])  # sentences in between → its bucket; 16 and more are one
MENTION_GAP = np.digitize(np.arange(33), [2, 3, 4, 6, 9, 16, 32])
NESTED = 3  # apart, the earlier one around the later one, the later one around the earlier one
QUOTED = 5  # neither quoted, both in one quotation, in two, only the later one, only the earlier one
# What is told of a pair, and how many values it has; "kind" and "sort" are the later one's, "_of" stands for the earlier one's.
SIZES = {
    "match": MATCHES,
    "gap": GAPS,
    "steps": GAPS,
    "nested": NESTED,
    "quoted": QUOTED,
    "sort": SORTS,
    "sort_of": SORTS,
    "kind": KINDS,
    "kind_of": KINDS,
}
# The tables of which one row each is added for a pair, by what they tell apart; laid end to end in the number `table`.
TABLES = (
    ("match", "kind"),
    ("match", "kind_of"),
    ("kind", "kind_of"),
    ("gap", "kind"),
    ("steps", "kind"),
    ("match", "gap"),
    ("sort", "sort_of"),
    ("kind", "sort_of"),
    ("sort", "kind_of"),
    ("nested", "kind"),
    ("quoted", "kind"),
)
# Several tables are added up into one beforehand, so that fewer rows are looked up for each of very many pairs.
MERGED = (
    ("match", "gap", "kind"),
    ("steps", "nested", "quoted", "kind"),
    ("match", "kind_of"),
    ("kind", "kind_of", "sort_of"),
    ("sort", "kind_of", "sort_of"),
)
OFFSETS = np.cumsum([0, *(SIZES[first] * SIZES[second] for first, second in TABLES)])
FEATURES = int(OFFSETS[-1])
FAINT = 5.0  # an earlier mention whose score is so much below the bar doesn't count
Scored = tuple[IntArray, IntArray, FloatArray]
HIDDEN = 16  # further columns of `table`, whose sums pass a rectifier and the number `out`
NUMBERS = {
    "coreference.widths": (mentions.WIDEST,),
    "coreference.shares": (2,),
    "coreference.table": (FEATURES, 1 + HIDDEN),
    "coreference.out": (HIDDEN,),
    "coreference.bar": (1,),
}
LABELS = ()


@dataclass(frozen=True)
class Found:
    """The likely mentions of a text: their spans in pieces (n × 2), their scores, and what their words say."""

    spans: IntArray
    values: FloatArray
    given: Mentions


def decode(seen: Seen, reading: Reading) -> tuple[Chain, ...]:
    """Chains in the order of their first mentions.

    `numbers` hold widths (of mentions, in pieces: a bias each), shares (of the later and of the earlier mention's score in a
    pair's score), table and out (see `features`), and bar (a chain is joined where the scores of its mentions, added up as
    chances are, exceed it).
    """
    found = find(seen, [sentence.start for sentence in reading.sentences])
    if len(found.spans) < 2:
        return ()
    starts, ends = seen.pieces.starts[found.spans[:, 0]].tolist(), seen.pieces.ends[found.spans[:, 1] - 1].tolist()
    chains = chained(found, pair_scores(seen, found), float(seen.numbers["coreference.bar"][0]))
    return tuple(Chain(tuple(Span(starts[number], ends[number]) for number in chain)) for chain in chains if len(chain) > 1)


def find(seen: Seen, sentence_starts: Sequence[int]) -> Found:
    where = mentions.frame(seen.text, seen.pieces, sentence_starts)
    starts, ends = seen.outputs["mention_start"], seen.outputs["mention_end"]
    spans, values = mentions.candidates(starts, ends, seen.numbers["coreference.widths"], where)
    return Found(spans, values, wording.described(seen.text, seen.pieces, spans, where))


def pair_scores(seen: Seen, found: Found) -> Iterator[Scored]:
    """For ROWS mentions at a time: which they are, the earlier ones they are compared with (−1: none), and the scores of these."""
    first, last = found.spans[:, 0], found.spans[:, 1] - 1
    outputs, numbers = seen.outputs, seen.numbers
    queries = outputs["coref_query_start"][first].astype(np.float32) + outputs["coref_query_end"][last]
    keys = outputs["coref_key_start"][first].astype(np.float32) + outputs["coref_key_end"][last]
    merged, out, shares = merge(numbers["coreference.table"]), numbers["coreference.out"], numbers["coreference.shares"]
    everyone = earlier_ones(found.given)
    for begin in range(0, len(found.spans), ROWS):
        rows = np.arange(begin, min(begin + ROWS, len(found.spans)))
        earlier = everyone[rows]
        told = tell(found, rows, earlier)
        sums = reduce(np.add, (table[index_of(told, names)] for names, table in merged))
        scores = sums[..., 0] + np.maximum(sums[..., 1:], 0) @ out
        scores += shares[0] * found.values[rows][:, None] + shares[1] * found.values[np.maximum(earlier, 0)]
        scores += dots(queries[rows], keys, rows, earlier)
        yield rows, earlier, np.where(earlier >= 0, scores, -np.inf)


def chained(found: Found, scored: Iterable[Scored], bar: float) -> list[list[int]]:
    """Chains of mentions by their numbers, each in text order."""
    chains = Chains(found.given)
    for rows, earlier, scores in scored:
        row, column = np.nonzero(scores > bar - FAINT)
        pairs = list(zip(earlier[row, column].tolist(), np.exp(np.minimum(scores[row, column], 80)).tolist(), strict=True))
        ends = np.searchsorted(row, np.arange(len(rows) + 1)).tolist()
        for begin, end in pairwise(ends):
            chains.add(pairs[begin:end], math.exp(bar))
    return chains.chains


def earlier_ones(given: Mentions) -> IntArray:
    """n × (NEAR + FAR): the mentions that each is compared with, −1 where there are fewer."""
    count = len(given.head)
    number = np.arange(count)
    near = number[:, None] - NEAR + np.arange(NEAR)
    # Sorted by head and then by place, those farther back with one head stand next to each other.
    order = np.lexsort((number, given.head))
    keys = given.head[order] * (count + 1) + order
    at = np.searchsorted(keys, given.head * (count + 1) + np.maximum(number - NEAR, 0))
    places = at[:, None] - 1 - np.arange(FAR)
    far = order[np.maximum(places, 0)]
    far = np.where((places >= 0) & (given.head[far] == given.head[:, None]), far, -1)
    return np.concatenate([np.maximum(near, -1), far], axis=1)


def dots(queries: FloatArray, keys: FloatArray, rows: IntArray, found: IntArray) -> FloatArray:
    """Dot products of `queries` (those of mentions `rows`, which follow each other) with the keys of mentions `found`."""
    begin, end = int(rows[0]), int(rows[-1]) + 1
    before = keys[max(begin - NEAR, 0) : end - 1]
    lacking = NEAR + len(rows) - 1 - len(before)
    near = mentions.banded(queries, np.concatenate([np.zeros((lacking, PAIR), dtype=np.float32), before]), NEAR)
    far = np.einsum("nd,nkd->nk", queries, keys[np.maximum(found[:, NEAR:], 0)])
    both: FloatArray = np.concatenate([near, far], axis=1) / np.float32(np.sqrt(PAIR))
    return both


def tell(found: Found, rows: IntArray, earlier: IntArray) -> dict[str, IntArray]:
    """By the names of SIZES, what is told of mentions `rows` and their `earlier` ones: rows × n, or rows × 1."""
    other, spans, given = np.maximum(earlier, 0), found.spans, found.given
    around = spans[other, 1] >= spans[rows, 1][:, None]
    within = (spans[other, 0] == spans[rows, 0][:, None]) & ~around
    quote, quote_of = given.quote[rows][:, None], given.quote[other]
    both = np.where((quote > 0) & (quote_of > 0), np.where(quote == quote_of, 1, 2), 0)
    quoted = np.where((quote > 0) & (quote_of == 0), 3, np.where((quote == 0) & (quote_of > 0), 4, both))
    return {
        "match": wording.matches(given, rows, other),
        "gap": SENTENCE_GAP[np.minimum(given.sentence[rows][:, None] - given.sentence[other], len(SENTENCE_GAP) - 1)],
        "steps": MENTION_GAP[np.minimum(rows[:, None] - other, len(MENTION_GAP) - 1)],
        "nested": around + 2 * within,
        "quoted": quoted,
        "sort": given.sort[rows][:, None],
        "sort_of": given.sort[other],
        "kind": given.kind[rows][:, None],
        "kind_of": given.kind[other],
    }


def index_of(told: dict[str, IntArray], names: Sequence[str]) -> IntArray:
    """The row of a table that tells `names` apart, for each pair."""
    index = told[names[0]]
    for name in names[1:]:
        index = index * SIZES[name] + told[name]
    return index


def features(found: Found, rows: IntArray, earlier: IntArray) -> IntArray:
    """rows × n × TABLES: the rows of the number `table` that are added up for each pair.

    The first column of the sum is a part of the pair's score; what is above 0 in the others is weighed by the number `out`.
    """
    told = tell(found, rows, earlier)
    columns = [np.broadcast_to(index_of(told, names), earlier.shape) for names in TABLES]
    index: IntArray = np.stack(columns, axis=2) + OFFSETS[:-1]
    return index


def merge(table: FloatArray) -> list[tuple[tuple[str, ...], FloatArray]]:
    """The tables of MERGED: each holds the sum of those of TABLES that tell apart no more than it does and are in none before it."""
    parts = {names: table[start:end] for names, start, end in zip(TABLES, OFFSETS[:-1], OFFSETS[1:], strict=True)}
    merged: list[tuple[tuple[str, ...], FloatArray]] = []
    for names in MERGED:
        whole = np.zeros((*(SIZES[name] for name in names), table.shape[1]), dtype=np.float32)
        for part in [part for part in parts if set(part) <= set(names)]:
            values = parts.pop(part).reshape(*(SIZES[name] for name in part), -1)
            if names.index(part[0]) > names.index(part[1]):
                values = values.swapaxes(0, 1)
            whole += values.reshape(*(SIZES[name] if name in part else 1 for name in names), -1)
        merged.append((names, whole.reshape(-1, table.shape[1])))
    return merged
