"""Syntax: tokens with their part of speech, lemma, head and relation, as in Universal Dependencies.

syntax@1: a token is seen through the first word piece that begins in it. An arc is scored by the dot product of what the
dependent and the head project, with a bias by their distance in tokens; each token takes the best head of its sentence, and
where that makes no tree, the best tree is found. The relation follows from both ends of the chosen arc, and the lemma from the
form, the part of speech and the relation.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Reading, Token
from sayso.reader import lemmas, tokens
from sayso.reader.arrays import BoolArray, FloatArray, IntArray
from sayso.reader.heads.seen import ANY, Seen
from sayso.reader.trees import best_tree
from sayso.reader.wordpiece import Pieces

NAME = "syntax@1"
FIELD = "tokens"
ARC, RELATION, TAGS = 192, 96, 17
OUTPUTS = {
    "arc_dependent": ARC,
    "arc_head": ARC,
    "relation_dependent": RELATION,
    "relation_head": RELATION,
    "tag": TAGS,
}
WIDTH = sum(OUTPUTS.values())
COLUMNS = {name: slice(end - OUTPUTS[name], end) for name, end in zip(OUTPUTS, np.cumsum(list(OUTPUTS.values())).tolist(), strict=True)}
LONGEST = 256  # tokens of a sentence that are parsed as one
BLOCK = 2048  # tokens that are worked on at once, so that a long text takes little memory
STEPS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 24, 40)  # where the classes of distance begin, in tokens
DISTANCES = 2 * len(STEPS)  # heads before the token, then heads after it
ROOT = -1
NUMBERS = {
    "syntax.relation": (RELATION + 1, ANY),  # a column a relation; the last row is their bias
    "syntax.root": (ARC,),
    "syntax.distance": (DISTANCES,),
    "syntax.second": (WIDTH,),
}
LABELS = ("syntax.relations", "syntax.tags")

Range = tuple[int, int]


def decode(seen: Seen, reading: Reading) -> tuple[Token, ...]:
    """The tokens of a text in the sentences that were found."""
    spans = tokens.tokenise(seen.text)
    begins = np.array([span.start for span in spans], dtype=np.int64)
    firsts = np.searchsorted(begins, [sentence.start for sentence in reading.sentences]).tolist()
    bounds = sorted({0, *firsts, len(spans)})
    return parse(seen, spans, list(pairwise(bounds)))


def parse(seen: Seen, spans: Sequence[Span], sentences: Sequence[Range]) -> tuple[Token, ...]:
    """Given tokens and given sentences, as ranges of tokens that follow each other and hold them all, parsed."""
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    pieces, shared = first_pieces(seen.pieces, starts, ends)
    found: list[Token] = []
    for sizes in _blocks(sentences):
        first, last = len(found), len(found) + sum(sizes)
        block = _Block(seen, pieces[first:last], shared[first:last], sizes)
        found += block.tokens(spans[first:last], first)
    return tuple(found)


def first_pieces(pieces: Pieces, starts: IntArray, ends: IntArray) -> tuple[IntArray, BoolArray]:
    """For each token the first piece that begins in it, else the one it lies in; and whether it shares that with the token before.

    "can" and "not" of "cannot" are such: a learnt vector, `syntax.second`, tells the second from the first.
    """
    at = np.searchsorted(pieces.starts, starts)
    inside = pieces.starts[np.minimum(at, len(pieces) - 1)] < ends
    at = np.where(inside & (at < len(pieces)), at, np.maximum(at - 1, 0))
    return at, np.diff(at, prepend=-1) == 0


def distance_class(distance: IntArray) -> IntArray:
    """Class of head minus dependent, in tokens (not 0): 0 to DISTANCES − 1."""
    far = np.searchsorted(STEPS, np.abs(distance), side="right") - 1
    return np.where(distance < 0, far, far + len(STEPS))


_CLASSES = distance_class(np.where(np.arange(2 * LONGEST + 1) == LONGEST, 1, np.arange(2 * LONGEST + 1) - LONGEST))


def _blocks(sentences: Sequence[Range]) -> Iterator[list[int]]:
    """Sizes of sentences, cut to LONGEST, in groups of at least BLOCK tokens."""
    sizes: list[int] = []
    for first, last in sentences:
        sizes += [min(LONGEST, last - at) for at in range(first, last, LONGEST)]
        if sum(sizes) >= BLOCK:
            yield sizes
            sizes = []
    if sizes:
        yield sizes


class _Block:
    """Some sentences that follow each other, parsed together."""

    def __init__(self, seen: Seen, pieces: IntArray, shared: BoolArray, sizes: list[int]) -> None:
        self.seen, self.pieces, self.shared = seen, pieces, shared
        self.ends = np.cumsum(sizes)
        self.starts: IntArray = self.ends - np.array(sizes)

    def tokens(self, spans: Sequence[Span], offset: int) -> list[Token]:
        """The block's tokens; `offset` is the first one's index in the text."""
        labels = self.seen.labels
        heads = self._heads()
        relations = [labels["syntax.relations"][best] for best in self._relations(heads).tolist()]
        tags = [labels["syntax.tags"][best] for best in self._output("tag").argmax(1).tolist()]
        rules, text = lemmas.rules(labels.get("syntax.lemma_rules", ())), self.seen.text
        found = []
        for span, tag, head, relation in zip(spans, tags, heads.tolist(), relations, strict=True):
            named, parent = ("root", None) if head == ROOT else (relation, head + offset)
            found.append(Token(span, rules.lemma(span.of(text), tag, named), tag, parent, named))
        return found

    def _output(self, name: str) -> FloatArray:
        values: FloatArray = self.seen.outputs[name][self.pieces].astype(np.float32)
        values[self.shared] += self.seen.numbers["syntax.second"][COLUMNS[name]]
        return values

    def _heads(self) -> IntArray:
        """The head of each token, counted within the block, or ROOT."""
        dependents, candidates = self._output("arc_dependent") / np.float32(ARC**0.5), self._output("arc_head")
        roots = dependents @ self.seen.numbers["syntax.root"]
        bias = self.seen.numbers["syntax.distance"][_CLASSES]
        bias[LONGEST] = -np.inf

        def scores(start: int, end: int) -> FloatArray:
            count = end - start
            found = np.empty((count, count + 1), dtype=np.float32)
            found[:, 0] = roots[start:end]
            np.matmul(dependents[start:end], candidates[start:end].T, out=found[:, 1:])
            # Row d begins at distance −d: rows of one array, each shifted by one.
            shifted = np.lib.stride_tricks.sliding_window_view(bias[LONGEST - count + 1 : LONGEST + count], count)
            found[:, 1:] += shifted[::-1]
            return found

        heads = np.empty(len(self.pieces), dtype=np.int64)
        for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True):
            heads[start:end] = scores(start, end).argmax(1) - 1
        shift = np.repeat(self.starts, self.ends - self.starts)
        heads = np.where(heads >= 0, heads + shift, ROOT)
        for number in np.flatnonzero(_broken(heads, self.starts)).tolist():
            start, end = int(self.starts[number]), int(self.ends[number])
            tree = best_tree(scores(start, end))
            heads[start:end] = np.where(tree >= 0, tree + start, ROOT)
        return heads

    def _relations(self, heads: IntArray) -> IntArray:
        """The best relation of each token to its head; that of a root means nothing."""
        ends = self._output("relation_dependent") + self._output("relation_head")[heads]
        weights = self.seen.numbers["syntax.relation"]
        best: IntArray = (np.maximum(ends, 0) @ weights[:-1] + weights[-1]).argmax(1)
        return best


def _broken(heads: IntArray, starts: IntArray) -> BoolArray:
    """For each sentence whether its heads are no tree with one root."""
    rooted = heads == ROOT
    at = np.where(rooted, np.arange(len(heads)), heads)
    for _ in range(LONGEST.bit_length()):
        at = at[at]
    broken: BoolArray = (np.add.reduceat(rooted, starts, dtype=np.int64) != 1) | (np.add.reduceat(~rooted[at], starts, dtype=np.int64) > 0)
    return broken
