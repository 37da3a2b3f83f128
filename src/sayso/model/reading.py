"""What the reader saw in a text, before anything is concluded from it."""

from dataclasses import dataclass
from typing import NamedTuple

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


class Token(NamedTuple):
    """A word or sign as Universal Dependencies count them, its `head` an index of the reading's tokens (None: the root).

    `tag` is a universal part of speech ("VERB"), `relation` a universal dependency ("nsubj:pass").
    """

    span: Span
    lemma: str
    tag: str
    head: int | None
    relation: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in a text: of a person, organisation, force, group, place, facility or nationality (`kind`)."""

    span: Span
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Two or more mentions of one person or thing, in text order. Mentions may lie inside each other."""

    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader saw in a text, all in text order; the sentences cover all of its visible characters.

    `produced_by` names the bundle and heads that saw it, with their versions: "reader-2 sentences@1 syntax@1 …".
    """

    sentences: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    produced_by: str = ""
    tokens: tuple[Token, ...] = ()
    entities: tuple[Entity, ...] = ()
    chains: tuple[Chain, ...] = ()
