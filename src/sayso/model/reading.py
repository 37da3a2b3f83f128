"""What the reader saw in a text, before anything is concluded from it."""

from dataclasses import dataclass

from sayso.model.evidence import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one statement in a text. Each is a tuple of spans in text order; `source` may be empty.

    `score` is the reader's confidence, 0 to 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of a text, covering all of its visible characters, and its attributions, both in text order.

    `produced_by` names the bundle and heads that saw them, with their versions: "reader-1 sentences@1 attribution@1".
    """

    sentences: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    produced_by: str
