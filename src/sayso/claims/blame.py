"""Who is said to have done what: every statement that a party did, or did not do, an attack, a killing, a breach.

Deeds are told by verbs and nouns (`deeds`), guilt by words of blame and denial (`accusations`). One clause blames each party once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.accusations import GENERAL, find_accusations
from sayso.claims.actors import Actors
from sayso.claims.clauses import Clauses
from sayso.claims.deeds import Deed, find_deeds, is_deed, subject_of
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon, phrases
from sayso.model.evidence import Span

_HEARSAY, _REJECTED = (phrases(lexicon("cues")["nesting"][name]) for name in ("hearsay", "rejected"))
_ASKED_BEFORE = 3  # sentences in which "it was the army" looks for the deed
_SEEN = 300  # characters before and after a deed in which it may be asked about, called hearsay, called false
_JUST_TOLD = 60  # tokens before a denial


@dataclass(frozen=True, slots=True)
class FoundBlame:
    """Someone blamed, or cleared: `doer` heads the words for whom.

    A `general` denial has them from the blame that it denies; where there is none, `doer` is the denier if a deed was just told, or None.
    `word` is the word that tells it, `span` its clause; `accuser` the words for who says so, where the clause has them as a subject.
    """

    word: Span
    span: Span
    doer: int | None
    denied: bool
    rule: str
    accuser: Span | None = None
    possible: bool = False
    general: bool = False


class Blames:
    """Finds the blames of one report."""

    def __init__(self, text: str, grammar: Grammar, actors: Actors, clauses: Clauses) -> None:
        self._text, self._grammar, self._actors, self._clauses = text, grammar, actors, clauses

    def find(self) -> list[FoundBlame]:
        """All of them, in text order."""
        told = [*find_accusations(self._grammar, self._actors), *find_deeds(self._grammar, self._actors)]
        found: list[FoundBlame] = []
        taken: dict[int, list[Span]] = {}
        for deed in told:
            for blame in self._blames(deed):
                spans = taken.setdefault(blame.doer if blame.doer is not None else -1, [])
                if not any(blame.span.overlaps(span) for span in spans[-3:]):
                    spans.append(blame.span)
                    found.append(blame)
        return sorted((one for one in found if self._is_told(one, found)), key=lambda one: (one.span, one.word))

    def _blames(self, deed: Deed) -> list[FoundBlame]:
        if self._clauses.asks(deed.at):
            return []
        accuser, denied = self._accuser(deed), deed.standing.negated
        denied = denied or deed.standing.denied or self._is_rejected(deed)
        span, word = self._clauses.around(deed.at), self._grammar.tokens[deed.at].span
        if deed.rule.startswith(GENERAL):
            return [FoundBlame(word, span, self._denier(deed), True, deed.rule, accuser, general=True)]
        return [FoundBlame(word, span, doer, denied, deed.rule, accuser, deed.standing.possible) for doer in deed.doers]

    def _accuser(self, deed: Deed) -> Span | None:
        accuser = deed.accuser
        if deed.standing.denier is not None:
            accuser = subject_of(self._grammar, self._actors, deed.standing.denier)
        if accuser is None or self._grammar.word(accuser).lower() in ("which", "that"):
            return None
        others = self._grammar.dependents(accuser, "conj")  # "the army and the rebels accuse each other": each by itself
        return self._grammar.phrase(accuser, alone=any(doer in others for doer in deed.doers))

    def _denier(self, deed: Deed) -> int | None:
        """Who denies, where it may be their own deed: an armed party, soon after a deed has been told."""
        told = any(is_deed(self._grammar, at) for at in range(max(0, deed.at - _JUST_TOLD), deed.at))
        doers = self._actors.doers(deed.accuser) if told and deed.accuser is not None else ()
        return doers[0] if doers and self._actors.is_armed(doers[0]) else None

    def _is_rejected(self, deed: Deed) -> bool:
        """Whether it is hearsay that its own sentence calls false: "Reports that our units shelled the town are a lie"."""
        word, sentence = self._grammar.tokens[deed.at].span, self._clauses.sentence(deed.at)
        hearsay = _HEARSAY.search(self._text, max(sentence.start, word.start - _SEEN), word.start)
        return bool(hearsay and _REJECTED.search(self._text, word.end, min(sentence.end, word.end + _SEEN)))

    def _is_told(self, one: FoundBlame, found: Sequence[FoundBlame]) -> bool:
        """Whether "it was the army" answers a question, or comes soon after a deed told of someone."""
        if not one.rule.startswith("cleft:"):
            return True
        first = self._clauses.sentences[max(0, self._clauses.number(one.word) - _ASKED_BEFORE)]
        before = Span(max(first.start, one.span.start - _SEEN), one.span.start)
        return "?" in before.of(self._text) or any(before.overlaps(other.word) for other in found if other is not one)
