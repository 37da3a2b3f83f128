"""Named entities: a tag for each word piece, and a kind for each name, learnt from corpora that know only some of both.

A corpus with fewer kinds than the reader's allows several for one name: the loss is that of all of them together, the
first of which is the usual one.
"""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.reader.heads import entities
from sayso.reader.heads.entities import KINDS
from sayso.reader.wordpiece import begins_word
from training.documents import Window
from training.heads.base import Head, Outputs, distance, rows
from training.names.labels import EntityLabels

OUTSIDE, BEGIN, INSIDE, MASKED = 0, 1, 2, -100
LATER = 0.3  # what a kind counts beside the first of those that a name may be
KIND_WEIGHT = 0.2  # names are few among pieces, and their kind is the easier question


class EntityHead(Head):
    name = "entities"
    taught: ClassVar[dict[str, int]] = {"entity_tags": 3, "entity_kinds": len(KINDS)}

    def __init__(self, width: int) -> None:
        super().__init__(width, entities.OUTPUTS)

    def numbers(self) -> dict[str, np.ndarray]:
        """How much the score of "outside" is lowered, and the score below which a name is left out; `tuning/names.py` finds better ones."""
        return {"entities.readiness": np.zeros(1, dtype=np.float32), "entities.least": np.zeros(1, dtype=np.float32)}

    def label_names(self) -> dict[str, tuple[str, ...]]:
        return {"entities.kinds": KINDS}

    def lesson(self, own: Outputs, told: Outputs) -> Tensor:
        """Of kinds only where the teacher sees a name."""
        named = 1 - told["entity_tags"].softmax(-1)[..., OUTSIDE]
        kinds = distance(own["entity_kinds"], told["entity_kinds"], self.taught["entity_kinds"]).squeeze(-1)
        return (
            distance(own["entity_tags"], told["entity_tags"], self.taught["entity_tags"]).squeeze(-1) + KIND_WEIGHT * named * kinds
        ).mean()

    def loss(self, windows: Sequence[Window], outputs: Sequence[Outputs]) -> Tensor | None:
        found = rows(self, windows, outputs)
        if not found:
            return None
        tags = torch.from_numpy(np.concatenate([tags_of(window) for window, _ in found]))
        scores = torch.cat([output["entity_tags"] for _, output in found])
        trust = torch.cat([torch.full((len(window),), _labels(window).trust) for window, _ in found]) * (tags != MASKED)
        each = F.cross_entropy(scores, tags, ignore_index=MASKED, reduction="none")
        tag_loss = (trust * each).sum() / trust.sum().clamp(min=1)
        losses = [loss for window, output in found for loss in _kind_losses(window, output["entity_kinds"])]
        return tag_loss + KIND_WEIGHT * torch.stack(losses).mean() if losses else tag_loss


def tags_of(window: Window) -> np.ndarray:
    """One tag a piece of the window."""
    tags = np.full(len(window), OUTSIDE, dtype=np.int64)
    for span in _labels(window).unknown:
        first, last = window.piece_range(*span)
        tags[first:last] = MASKED
    for first, last, cut, _ in names_of(window):
        tags[first:last] = INSIDE
        if not cut:
            tags[first] = BEGIN
    return tags


def names_of(window: Window) -> list[tuple[int, int, bool, tuple[str, ...]]]:
    """The names in the window: first and last piece, whether the window cuts it at its start, and kinds.

    A name takes all of its words: where an apostrophe was lost it may end in the middle of one, and that isn't how names
    are read.
    """
    pieces, offset = window.pieces, window.first
    begins = np.append(begins_word(window.document.text, pieces.starts[offset : window.last], pieces.ends[offset : window.last]), True)
    found = []
    reached = 0
    for start, end, kinds in _labels(window).names:
        first, last = window.piece_range(start, end)
        if first < last and reached <= first:
            while not begins[first]:
                first -= 1
            while not begins[last]:
                last += 1
            found.append((max(first, reached), last, first == 0 and pieces.starts[offset] > start, kinds))
            reached = last
    return found


def _labels(window: Window) -> EntityLabels:
    labels: EntityLabels = window.document.labels["entities"]  # type: ignore[assignment]
    return labels


def _kind_losses(window: Window, scores: Tensor) -> list[Tensor]:
    """For each name in the window: minus the log of the chance of the kinds that it may be."""
    losses = []
    for first, last, _, kinds in names_of(window):
        shares = F.log_softmax(scores[first:last].mean(0), dim=0)
        weights = torch.tensor([1.0] + [LATER] * (len(kinds) - 1))
        losses.append(-torch.logsumexp(shares[[KINDS.index(kind) for kind in kinds]] + weights.log(), dim=0))
    return losses
