"""What the parts of the search for statuses share: what was told, the lexicon, whether a clause is real, who is armed, what is a place."""

from typing import NamedTuple

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.actors import GENERIC, Actors
from sayso.claims.unreal import standing
from sayso.model.claim import State, StatusType

LEXICON = lexicon("status")
LEAVING = {name: frozenset(words) for name, words in LEXICON["leaving"].items()}
_UNREAL = {name: frozenset(words) for name, words in LEXICON["unreal"].items()}
_PLACES = frozenset(LEXICON["control"]["part_of_place"])
_ARMED = GENERIC | frozenset(LEXICON["control"]["armed"])


class Told(NamedTuple):
    """A state of something; `holder` heads the words for who takes, holds or loses the place."""

    type: StatusType
    state: State
    holder: int | None = None


def is_unreal(grammar: Grammar, actors: Actors, at: int) -> bool:
    """Whether a clause tells a plan, a purpose, a wish, a fear or a try."""
    head = grammar.tokens[at].head
    if head is not None and grammar.relation(at) in ("acl", "nmod") and grammar.lemma(head) in _UNREAL["wishes"]:
        return True
    tried = head is not None and grammar.relation(at) in ("xcomp", "acl", "advcl") and grammar.lemma(head) in _UNREAL["tries"]
    stands = standing(grammar, actors, at)
    return tried or stands.unreal or stands.possible


def is_armed(actors: Actors, at: int) -> bool:
    """Whether a noun is for men under arms or a body of them."""
    return actors.is_armed(at) or actors.noun(at) in _ARMED


def names_place(grammar: Grammar, actors: Actors, at: int, surely: bool = False) -> bool:
    """Whether a noun names a place. A name of no kind does; a person's or body's too where it can only be a place (`surely`)."""
    while grammar.lemma(at) in _PLACES:  # "most of the city", not "most of the injured"
        one = _of_what(grammar, at)
        if one is None or one <= at:
            return False
        at = one
    unknown = grammar.tokens[at].tag == "PROPN" and actors.kind(at) in ((None, "person", "organisation") if surely else (None,))
    return unknown or actors.is_place(at)


def _of_what(grammar: Grammar, at: int) -> int | None:
    """The noun of the "of" right after a word, wherever the tree hangs it."""
    after = at + 1
    of = after < len(grammar.tokens) and grammar.word(after).lower() == "of" and grammar.relation(after) == "case"
    return grammar.tokens[after].head if of else None
