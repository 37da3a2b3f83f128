"""The syntax head, learnt from a Universal Dependencies treebank.

Only what a window shows is counted: a token whose head lies outside of it, or was deleted, teaches no arc.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader.arrays import IntArray
from sayso.reader.heads.syntax import ARC, DISTANCES, OUTPUTS, RELATION, ROOT, WIDTH, distance_class, first_pieces
from training.documents import Place, Window, read_rows
from training.heads.base import Head, Outputs, array, rows

UNKNOWN = -100  # a label that isn't counted; the one that torch skips
TAGS = (
    *("NOUN", "PUNCT", "VERB", "PRON", "ADP", "DET", "ADJ", "AUX", "PROPN"),
    *("ADV", "CCONJ", "PART", "NUM", "SCONJ", "SYM", "INTJ", "X"),
)
RELATIONS = (  # all but that of the root
    *("punct", "case", "nsubj", "det", "advmod", "obj", "amod", "obl", "conj", "compound", "mark", "nmod", "cc", "aux", "cop"),
    *("advcl", "nmod:poss", "xcomp", "ccomp", "acl:relcl", "flat", "parataxis", "appos", "nummod", "acl", "aux:pass"),
    *("nsubj:pass", "obl:unmarked", "nmod:unmarked", "discourse", "compound:prt", "iobj", "list", "expl", "fixed", "nmod:desc"),
    *("obl:agent", "csubj", "nsubj:outer", "det:predet", "vocative", "goeswith", "advcl:relcl", "cc:preconj", "reparandum"),
    *("orphan", "csubj:pass", "dislocated", "dep", "csubj:outer"),
)


@dataclass(frozen=True)
class Syntax:
    """The tokens of a text, an entry of each array a token.

    `starts`, `ends`: characters. `numbers`: that of its sentence. `heads`: the index of its head, ROOT or UNKNOWN.
    `tags`, `relations`: indices of TAGS and RELATIONS, or UNKNOWN.
    """

    starts: IntArray
    ends: IntArray
    numbers: IntArray
    heads: IntArray
    tags: IntArray
    relations: IntArray

    @property
    def tokens(self) -> list[tuple[int, int]]:
        """The characters of each token."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """The tokens of each sentence."""
        bounds = [*np.flatnonzero(np.diff(self.numbers, prepend=-1)).tolist(), len(self.numbers)]
        return list(pairwise(bounds))

    def moved(self, place: Place) -> "Syntax":
        starts, ends = (np.array([place(at) for at in side.tolist()], dtype=np.int64) for side in (self.starts, self.ends))
        kept = starts < ends
        new = np.where(kept, np.cumsum(kept) - 1, UNKNOWN)
        heads = np.where(self.heads >= 0, new[np.maximum(self.heads, 0)], self.heads)[kept]
        rest = (side[kept] for side in (self.tags, self.relations))
        return Syntax(starts[kept], ends[kept], self.numbers[kept], heads, *rest)


def load_ewt(path: Path) -> list[tuple[str, str, Syntax]]:
    """Key, text and labels of each document of a treebank's split."""
    return [(document["id"], document["text"], _syntax(document)) for document in read_rows(path)]


def _syntax(document: dict[str, Any]) -> Syntax:
    columns = document["cols"]
    starts, ends = np.array(document["tokens"], dtype=np.int64).reshape(-1, 2).T
    numbers, heads = np.zeros(len(starts), dtype=np.int64), np.zeros(len(starts), dtype=np.int64)
    for number, (first, last) in enumerate(document["sents"]):
        numbers[first:last] = number
        heads[first:last] = [head - 1 + first if head else ROOT for head in columns["head"][first:last]]
    labels = (_numbered(names, found) for names, found in ((TAGS, columns["upos"]), (RELATIONS, columns["deprel"])))
    return Syntax(starts, ends, numbers, heads, *labels)


def _numbered(names: Sequence[str], found: Sequence[str]) -> IntArray:
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers.get(name, UNKNOWN) for name in found], dtype=np.int64)


class SyntaxHead(Head):
    """Arcs, relations and parts of speech; see `sayso.reader.heads.syntax`."""

    name = "syntax"

    def __init__(self, encoder_width: int, dropout: float = 0.3) -> None:
        super().__init__(encoder_width, OUTPUTS)
        self.dropout = dropout
        self.relation = nn.Linear(RELATION, len(RELATIONS))
        self.root = nn.Parameter(torch.randn(ARC) / 4)
        self.distance = nn.Parameter(torch.zeros(DISTANCES))
        self.second = nn.Parameter(torch.zeros(WIDTH))

    def biases(self) -> list[nn.Parameter]:
        return [self.distance, self.second]

    def numbers(self) -> dict[str, np.ndarray]:
        return {
            "syntax.relation": np.concatenate([array(self.relation.weight).T, array(self.relation.bias)[None]]),
            "syntax.root": array(self.root),
            "syntax.distance": array(self.distance),
            "syntax.second": array(self.second),
        }

    def label_names(self) -> dict[str, tuple[str, ...]]:
        # The rules of lemmas are no part of the network: `tuning/lemmas.py` fits them afterwards.
        return {"syntax.relations": RELATIONS, "syntax.tags": TAGS, "syntax.lemma_rules": ()}

    def loss(self, windows: Sequence[Window], outputs: Sequence[Outputs]) -> Tensor | None:
        parts = [self._parts(window, output) for window, output in rows(self, windows, outputs)]
        if not sum(len(part[0]) for part in parts):
            return None
        scores = [torch.cat([part[number] for part in parts]) for number in range(2)]
        arcs = torch.cat([part[2] for part in parts])
        tags, relations = (torch.from_numpy(np.concatenate([part[3][row] for part in parts])) for row in range(2))
        return (arcs.mean() if len(arcs) else arcs.sum()) + _mean_loss(scores[0], relations) + 0.5 * _mean_loss(scores[1], tags)

    def _parts(self, window: Window, output: Outputs) -> tuple[Tensor, Tensor, Tensor, IntArray]:
        """Of one window: scores of relations and of tags, the arcs' losses, and the two labels of each token."""
        syntax: Any = window.document.labels[self.name]
        pieces, shared = first_pieces(window.pieces, syntax.starts, syntax.ends)
        inside = np.flatnonzero((pieces >= window.first) & (pieces < window.last))
        seen = self._seen(output, pieces[inside] - window.first, shared[inside])
        heads = syntax.heads[inside]
        first = int(inside[0]) if len(inside) else 0
        shown = (heads >= 0) & (heads >= first) & (heads < first + len(inside))
        heads = np.where(shown, heads - first, np.where(heads == ROOT, ROOT, UNKNOWN))
        relations = np.where(shown, syntax.relations[inside], UNKNOWN)
        both = seen["relation_dependent"] + seen["relation_head"][np.maximum(heads, 0)]
        scores = self.relation(F.dropout(F.relu(both), self.dropout, self.training))
        labels = np.stack([syntax.tags[inside], relations])
        return scores, seen["tag"], self._arcs(seen, heads, syntax.numbers[inside]), labels

    def _seen(self, output: Outputs, pieces: IntArray, shared: IntArray) -> Outputs:
        """The outputs for each token."""
        second = dict(zip(OUTPUTS, self.second.split(list(OUTPUTS.values())), strict=True))
        at, marked = torch.from_numpy(pieces), torch.from_numpy(shared).to(torch.float32)[:, None]
        return {name: output[name][at] + marked * second[name] for name in OUTPUTS}

    def _arcs(self, seen: Outputs, heads: IntArray, sentences: IntArray) -> Tensor:
        """The loss of each token whose head is known; a token's candidates are the root and the other tokens of its sentence."""
        dependents = F.dropout(seen["arc_dependent"], self.dropout, self.training) / ARC**0.5
        candidates = F.dropout(seen["arc_head"], self.dropout, self.training)
        order = np.arange(len(heads))
        distance = order[None] - order[:, None]
        barred = torch.from_numpy((sentences[None] != sentences[:, None]) | (distance == 0))
        bias = self.distance[torch.from_numpy(distance_class(np.where(distance == 0, 1, distance)))]
        scores = (dependents @ candidates.T + bias).masked_fill(barred, -torch.inf)
        scores = torch.cat([(dependents @ self.root)[:, None], scores], dim=1)
        known = heads != UNKNOWN
        return F.cross_entropy(scores[torch.from_numpy(known)], torch.from_numpy(heads[known] + 1), reduction="none")


def _mean_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Mean cross entropy over the known labels; 0 where none is known."""
    return F.cross_entropy(scores, labels, ignore_index=UNKNOWN, reduction="sum") / (labels != UNKNOWN).sum().clamp(min=1)
