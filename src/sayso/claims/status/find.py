"""How it stands with a ceasefire, an evacuation, a siege or an offensive, and who takes, holds or loses a place.

Statements only: of "the rebel-held town" or "the besieged city" in passing nothing is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.clauses import Clauses
from sayso.claims.grammar import Grammar
from sayso.claims.parties.actors import Actors
from sayso.claims.status.nouns import NamedThings
from sayso.claims.status.told import Told
from sayso.claims.status.verbs import Verbs
from sayso.model.claim import State, StatusType
from sayso.model.evidence import Span
from sayso.model.reading import Chain

_LOOK_BACK = 4  # statuses found before, with which one may be the same


@dataclass(frozen=True, slots=True)
class FoundStatus:
    """A status as told by `word`, in the clause `span`; `holder` heads the words for who takes, holds or loses the place."""

    word: Span
    span: Span
    type: StatusType
    state: State
    rule: str
    holder: int | None = None


def find_statuses(grammar: Grammar, actors: Actors, clauses: Clauses, chains: Sequence[Chain]) -> list[FoundStatus]:
    """All statuses of one report, in text order; what overlapping clauses say twice is there once."""
    things, verbs = NamedThings(grammar, actors, chains), Verbs(grammar, actors)
    found: list[FoundStatus] = []
    for at, token in enumerate(grammar.tokens):
        told: list[Told] = []
        if token.tag in ("NOUN", "PROPN", "PRON") or (token.tag == "VERB" and grammar.relation(at) == "nsubj"):
            told += things.of_noun(at)
        if token.tag in ("NOUN", "VERB"):
            told += verbs.tell(at)
        for one in told:
            status = FoundStatus(
                token.span, _clause(grammar, clauses, at), one.type, one.state, f"{one.type}:{grammar.lemma(at)}", one.holder
            )
            if not clauses.asks(at) and not any(_is_same(status, other) for other in found[-_LOOK_BACK:]):
                found.append(status)
    return sorted(found, key=lambda one: (one.span, one.word))


def _clause(grammar: Grammar, clauses: Clauses, at: int) -> Span:
    """The clause around a word; where that is the word alone ("it", "from leaving"), the one that it hangs on."""
    span, head = clauses.around(at), grammar.tokens[at].head
    return clauses.around(head) if span == grammar.tokens[at].span and head is not None else span


def _is_same(one: FoundStatus, other: FoundStatus) -> bool:
    return (one.type, one.state) == (other.type, other.state) and one.span.overlaps(other.span)
