"""Where sentences begin: a loss for every piece of a treebank's text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.reader.heads import sentences
from training.documents import Place, Window
from training.heads.base import Head, Outputs, rows


@dataclass(frozen=True)
class SentenceLabels:
    """The character at which each sentence of a text begins."""

    starts: list[int]

    def moved(self, place: Place) -> "SentenceLabels":
        return SentenceLabels([place(start) for start in self.starts])


class SentenceHead(Head):
    name = "sentences"
    weight = 0.3

    def __init__(self, width: int) -> None:
        super().__init__(width, sentences.OUTPUTS)

    def numbers(self) -> dict[str, np.ndarray]:
        return {"sentences.readiness": np.zeros(1, dtype=np.float32)}  # `tuning/sentences.py` finds a better one

    def loss(self, windows: Sequence[Window], outputs: Sequence[Outputs]) -> Tensor | None:
        found = rows(self, windows, outputs)
        if not found:
            return None
        target = torch.cat([_begins(window) for window, _ in found])
        return F.cross_entropy(torch.cat([output["sentences"] for _, output in found]), target)


def _begins(window: Window) -> Tensor:
    """1 for each piece of the window that begins a sentence."""
    begins = torch.zeros(len(window), dtype=torch.long)
    for start in window.document.labels["sentences"].starts:
        first, last = window.piece_range(start, start + 1)
        if last > first:
            begins[first] = 1
    return begins
