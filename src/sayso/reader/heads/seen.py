"""What a head decodes: the word pieces of a text, with what the network gave for each of them."""

from dataclasses import dataclass

from sayso.reader.arrays import FloatArray
from sayso.reader.wordpiece import Pieces

ANY = -1  # in the shape of a number: as many as there are labels


@dataclass(frozen=True)
class Seen:
    """A text of at least one word piece.

    `outputs` is pieces × width for each output of the network, in 16 bits; `numbers` and `labels` are what the bundle holds
    for its heads beside the network: arrays, and the names of what its columns stand for.
    """

    text: str
    pieces: Pieces
    outputs: dict[str, FloatArray]
    numbers: dict[str, FloatArray]
    labels: dict[str, tuple[str, ...]]
