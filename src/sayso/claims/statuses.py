"""What the two halves of the search for statuses share: what was told, the lexicon, and whether a clause is real."""

from typing import NamedTuple

from sayso.claims.actors import Actors
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.unreal import standing
from sayso.model.claim import State, StatusType

LEXICON = lexicon("status")
LEAVING = {name: frozenset(words) for name, words in LEXICON["leaving"].items()}
_TRIES = frozenset(LEXICON["unreal"]["tries"])


class Told(NamedTuple):
    """A state of something; `holder` heads the words for who takes, holds or loses a place."""

    type: StatusType
    state: State
    holder: int | None = None


def is_unreal(grammar: Grammar, actors: Actors, at: int) -> bool:
    """Whether a clause tells a plan, a purpose, a wish, a fear or a try."""
    head = grammar.tokens[at].head
    tried = head is not None and grammar.relation(at) in ("xcomp", "acl", "advcl") and grammar.lemma(head) in _TRIES
    return tried or standing(grammar, actors, at).unreal
