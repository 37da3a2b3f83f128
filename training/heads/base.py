"""What every head of the network has: outputs for each word piece, a loss, and the numbers that it hands to the bundle."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.documents import Window

Outputs = dict[str, Tensor]  # name → pieces × width, the marks left out


class Head(nn.Module, ABC):
    """One linear layer an output; a head with more to it overrides `loss` and `numbers`.

    `name` is the key of its labels in a document; `widths` are its file's OUTPUTS in `sayso.reader.heads`.
    """

    name: str
    weight: float = 1.0  # of its loss in the sum
    taught: ClassVar[dict[str, int]] = {}  # the outputs that can be learnt from a teacher, and how many columns are one choice

    def __init__(self, encoder_width: int, widths: dict[str, int]) -> None:
        super().__init__()
        self.layers = nn.ModuleDict({name: nn.Linear(encoder_width, width) for name, width in widths.items()})

    def forward(self, hidden: Tensor) -> Outputs:
        return {name: layer(hidden) for name, layer in self.layers.items()}

    @abstractmethod
    def loss(self, windows: Sequence[Window], outputs: Sequence[Outputs]) -> Tensor | None:
        """Mean loss over those of the windows that carry this head's labels; None where none does.

        `outputs` has this head's outputs for each window, 32 bits wide. Windows of one document that are in a batch follow
        each other in text order and share the very same `document` and `pieces` objects.
        """

    def lesson(self, own: Outputs, told: Outputs) -> Tensor:
        """How far its answers are from those that a teacher of this head gives to the same pieces, in nats a piece."""
        return torch.stack([distance(own[name], told[name], choices).sum(-1).mean() for name, choices in self.taught.items()]).sum()

    def biases(self) -> list[nn.Parameter]:
        """Parameters that learn at the recipe's higher rate: small tables, of which few entries are met in a step."""
        return []

    def numbers(self) -> dict[str, np.ndarray]:
        """What the head needs at run time beside the network, by name; kept in the bundle's heads.npz."""
        return {}

    def label_names(self) -> dict[str, tuple[str, ...]]:
        """What the columns of its outputs stand for, by name; kept in the bundle's manifest."""
        return {}


def rows(head: Head, windows: Sequence[Window], outputs: Sequence[Outputs]) -> list[tuple[Window, Outputs]]:
    """The windows that carry labels for `head`, with their outputs."""
    return [(window, output) for window, output in zip(windows, outputs, strict=True) if head.name in window.document.labels]


def distance(own: Tensor, told: Tensor, choices: int) -> Tensor:
    """The divergence of each group of `choices` neighbouring columns from the teacher's: pieces × groups, in nats."""
    shares = F.log_softmax(own.unflatten(-1, (-1, choices)), dim=-1)
    taught = F.log_softmax(told.unflatten(-1, (-1, choices)), dim=-1)
    return (taught.exp() * (taught - shares)).sum(-1)


def array(weight: Tensor) -> np.ndarray:
    return weight.detach().to(torch.float32).numpy()
