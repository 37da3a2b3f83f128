"""Networks that were trained on one head alone, from which the network of all heads learns beside the labels.

A teacher answers for every text, also for those that no one labelled for its head, and it sees the pieces that are hidden from
the learner. After Clark et al. 2019, BAM! Born-Again Multi-Task Networks for Natural Language Understanding.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training.heads.base import Outputs
from training.network import Network, load_encoder, new_network

WEIGHT = 1.0  # of what teachers say beside what labels say


@dataclass(frozen=True)
class Teacher:
    """A network that teaches the head of the name `head`."""

    head: str
    network: Network

    def answers(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Outputs:
        """This head's outputs, batch × length × width."""
        with torch.no_grad():
            found: Outputs = self.network.heads[self.head](self.network.encoder(ids, shapes, mask))
        return found


def load_teacher(head: str, folders: list[Path], base: Path) -> Teacher:
    """The mean of the weights that runs from the same start left in their work folders (`trained.pt`)."""
    states = [torch.load(folder / "trained.pt", weights_only=True) for folder in folders]
    network = new_network(load_encoder(base))
    network.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return Teacher(head, network.eval())
