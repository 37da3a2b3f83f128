"""What the parts of the search for statuses share: what was told, the lexicon, whether a clause is real, who is armed, what is a place."""

from typing import NamedTuple

from sayso.claims.actors import GENERIC, Actors
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.unreal import standing
from sayso.model.claim import State, StatusType

LEXICON = lexicon("status")
LEAVING = {name: frozenset(words) for name, words in LEXICON["leaving"].items()}
_TRIES = frozenset(LEXICON["unreal"]["tries"])
_ARMED = GENERIC | frozenset(LEXICON["control"]["armed"])


class Told(NamedTuple):
    """A state of something; `holder` heads the words for who takes, holds or loses the place."""

    type: StatusType
    state: State
    holder: int | None = None


def is_unreal(grammar: Grammar, actors: Actors, at: int) -> bool:
    """Whether a clause tells a plan, a purpose, a wish, a fear or a try."""
    head = grammar.tokens[at].head
    tried = head is not None and grammar.relation(at) in ("xcomp", "acl", "advcl") and grammar.lemma(head) in _TRIES
    return tried or standing(grammar, actors, at).unreal


def is_armed(actors: Actors, at: int) -> bool:
    """Whether a noun is for men under arms or a body of them."""
    return actors.is_armed(at) or actors.noun(at) in _ARMED


def names_place(grammar: Grammar, actors: Actors, at: int, surely: bool = False) -> bool:
    """Whether a noun names a place; a name of no kind, and where the words around it go with places only (`surely`) that of a person, too."""
    unknown = grammar.tokens[at].tag == "PROPN" and actors.kind(at) in ((None, "person") if surely else (None,))
    return unknown or actors.is_place(at)
