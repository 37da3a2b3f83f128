"""Named entities: a tag for each word piece, and a kind for each name, learnt from corpora that know only some of both.

A corpus with fewer kinds than the reader's allows several for one name: the loss is that of all of them together.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.reader.heads import entities
from sayso.reader.heads.entities import KINDS
from training.documents import Window
from training.heads.base import Head, Outputs, rows
from training.heads.entity_corpora import load_others, load_uner
from training.heads.entity_labels import EntityLabels

__all__ = ["EntityHead", "EntityLabels", "load_others", "load_uner"]

OUTSIDE, BEGIN, INSIDE, MASKED = 0, 1, 2, -100
KIND_WEIGHT = 0.2  # names are few among pieces, and their kind is the easier question


class EntityHead(Head):
    name = "entities"

    def __init__(self, width: int) -> None:
        super().__init__(width, entities.OUTPUTS)

    def numbers(self) -> dict[str, np.ndarray]:
        """How much the score of "outside" is lowered, so that names are found as often as people find them."""
        return {"entities.readiness": np.zeros(1, dtype=np.float32)}

    def label_names(self) -> dict[str, tuple[str, ...]]:
        return {"entities.kinds": KINDS}

    def loss(self, windows: Sequence[Window], outputs: Sequence[Outputs]) -> Tensor | None:
        found = rows(self, windows, outputs)
        if not found:
            return None
        tags = torch.from_numpy(np.concatenate([tags_of(window) for window, _ in found]))
        scores = torch.cat([output["entity_tags"] for _, output in found])
        tag_loss = F.cross_entropy(scores, tags, ignore_index=MASKED, reduction="sum") / (tags != MASKED).sum().clamp(min=1)
        losses = [loss for window, output in found for loss in _kind_losses(window, output["entity_kinds"])]
        return tag_loss + KIND_WEIGHT * torch.stack(losses).mean() if losses else tag_loss


def tags_of(window: Window) -> np.ndarray:
    """One tag a piece of the window."""
    labels: EntityLabels = window.document.labels["entities"]  # type: ignore[assignment]
    tags = np.full(len(window), OUTSIDE, dtype=np.int64)
    for span in labels.unknown:
        first, last = window.piece_range(*span)
        tags[first:last] = MASKED
    for start, end, _ in labels.names:
        first, last = window.piece_range(start, end)
        tags[first:last] = INSIDE
        if first < last and window.pieces.starts[window.first + first] >= start:
            tags[first] = BEGIN  # and not where the window cuts the name
    return tags


def _kind_losses(window: Window, scores: Tensor) -> list[Tensor]:
    """For each name in the window: minus the log of the chance of the kinds that it may be."""
    labels: EntityLabels = window.document.labels["entities"]  # type: ignore[assignment]
    losses = []
    for start, end, kinds in labels.names:
        first, last = window.piece_range(start, end)
        if first < last and len(kinds) < len(KINDS):
            shares = F.log_softmax(scores[first:last].mean(0), dim=0)
            losses.append(-torch.logsumexp(shares[[KINDS.index(kind) for kind in kinds]], dim=0))
    return losses
