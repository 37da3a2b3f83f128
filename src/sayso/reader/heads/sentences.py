"""Sentences, from the network's score that one begins at a piece.

sentences@1: a piece begins a sentence where the score says so, or where a blank line stands before it. Learnt from a
treebank with and without its punctuation, so that posts and transcripts are split too.
"""

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Reading
from sayso.reader.heads.seen import Seen

NAME = "sentences@1"
FIELD = "sentences"
OUTPUTS = {"sentences": 2}  # no, yes
NUMBERS = {"sentences.readiness": (1,)}  # how much the score of "yes" is raised
LABELS = ()


def decode(seen: Seen, _: Reading) -> tuple[Span, ...]:
    """Sentence spans in text order, without the white space between them."""
    text, pieces, scores = seen.text, seen.pieces, seen.outputs["sentences"]
    begins = scores[:, 1] + seen.numbers["sentences.readiness"][0] > scores[:, 0]
    begins[0] = True
    gaps = zip(pieces.ends[:-1].tolist(), pieces.starts[1:].tolist(), strict=True)
    begins[1:] |= np.fromiter((end < start and text.count("\n", end, start) > 1 for end, start in gaps), dtype=bool, count=len(pieces) - 1)
    # Only a piece that begins a word can begin a sentence.
    begins[1:] &= pieces.starts[1:] > pieces.ends[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(pieces)) - 1
    starts, ends = pieces.starts[first].tolist(), pieces.ends[last].tolist()
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))
