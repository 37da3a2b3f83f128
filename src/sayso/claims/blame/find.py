"""Who is said to have done what: every statement that a party did, or did not do, an attack, a killing, a breach.

Deeds are told by verbs and nouns (`deeds`), guilt by words of blame and denial (`accusations`). One clause blames each party once.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.claims.blame.accusations import find_accusations
from sayso.claims.blame.deeds import Deed, find_deeds, is_deed, subject_of
from sayso.claims.blame.denials import ALLEGATIONS, Denial
from sayso.claims.blame.idioms import ONLY, find_idioms
from sayso.claims.clauses import Clauses
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon, phrases
from sayso.claims.parties.actors import Actors
from sayso.model.evidence import Span

_HEARSAY, _REJECTED = (phrases(lexicon("cues")["nesting"][name]) for name in ("hearsay", "rejected"))
_ASKED_BEFORE = 3  # sentences in which "it was the army" looks for the deed
_SEEN = 300  # characters before and after a deed in which it may be asked about, called hearsay, called false
_SOON = 100  # characters after "it was the army" in which the deed may be told
_JUST_TOLD = 60  # tokens before a denial
_ANSWERS = 600  # characters after an accusation in which "these allegations" denies it
_PRONOUN = 5  # characters of the longest pronoun for what was said


@dataclass(frozen=True, slots=True)
class Answer:
    """What a general denial denies: the blame of the denier, else the last one told `since` there; not with `own`, "any role"."""

    since: int
    own: bool


@dataclass(frozen=True, slots=True)
class FoundBlame:
    """Someone blamed, or cleared: `doer` heads the words for whom.

    A general denial `answers` an earlier blame; where there is none, `doer` is the denier if a deed was just told.
    `word` is the word that tells it, `span` its clause; `accuser` the words for who says so, where the clause has them as a subject;
    `aside` whether it only describes something in what is said: "denied backing the rebels, who killed nine".
    """

    word: Span
    span: Span
    doer: int | None
    denied: bool
    rule: str
    accuser: Span | None = None
    possible: bool = False
    answers: Answer | None = None
    aside: bool = False


class Blames:
    """Finds the blames of one report."""

    def __init__(self, text: str, grammar: Grammar, actors: Actors, clauses: Clauses) -> None:
        self._text, self._grammar, self._actors, self._clauses = text, grammar, actors, clauses

    def find(self, denials: Iterable[Denial] = ()) -> list[FoundBlame]:
        """All of them, in text order, with those `denials` that tell no deed in their own words."""
        told = [one for find in (find_accusations, find_idioms, find_deeds) for one in find(self._grammar, self._actors)]
        found: list[FoundBlame] = []
        taken: dict[int, list[Span]] = {}
        for deed in told:
            for blame in self._blames(deed):
                spans = taken.setdefault(blame.doer if blame.doer is not None else -1, [])
                if not any(blame.span.overlaps(span) for span in spans[-3:]):
                    spans.append(blame.span)
                    found.append(blame)
        found += self._general(denials, found)
        return sorted((one for one in found if self._is_told(one, found)), key=lambda one: (one.span, one.word))

    def _general(self, denials: Iterable[Denial], found: Sequence[FoundBlame]) -> Iterator[FoundBlame]:
        words = sorted(one.word for one in found if not one.rule.startswith(("accused:", ONLY)))
        for one in denials:
            word = self._grammar.tokens[one.at].span
            first = bisect_left(words, one.of)
            specific = word in words[first - 1 : first + 1] or (first < len(words) and words[first].start < one.of.end)
            if not specific:
                rule = f"general:{self._grammar.lemma(one.at)}"
                answers = Answer(self._since(one), one.own)
                yield FoundBlame(word, self._clauses.around(one.at), self._denier(one), True, rule, one.denier, answers=answers)

    def _since(self, denial: Denial) -> int:
        """From where on a denial looks for what it denies: for "it" one sentence back."""
        if denial.of.end - denial.of.start > _PRONOUN:
            return denial.of.start - _ANSWERS
        number = self._clauses.number(denial.of)
        return self._clauses.sentences[max(0, number - 1)].start if self._clauses.sentences else 0

    def _blames(self, deed: Deed) -> list[FoundBlame]:
        if self._clauses.asks(deed.at):
            return []
        accuser, denied = self._accuser(deed), deed.standing.negated
        denied = denied or deed.standing.denied or self._is_rejected(deed)
        span, word = self._clauses.around(deed.at), self._grammar.tokens[deed.at].span
        token = self._grammar.tokens[deed.at]
        aside = token.relation == "acl:relcl" and token.head is not None and self._grammar.lemma(token.head) not in ALLEGATIONS
        return [FoundBlame(word, span, doer, denied, deed.rule, accuser, deed.standing.possible, aside=aside) for doer in deed.doers]

    def _accuser(self, deed: Deed) -> Span | None:
        accuser = deed.accuser
        if deed.standing.denier is not None:
            accuser = subject_of(self._grammar, self._actors, deed.standing.denier)
        if accuser is not None and self._grammar.word(accuser).lower() in ("which", "that", "who"):
            accuser = self._actors.antecedent(accuser)
        if accuser is None:
            return None
        others = self._grammar.dependents(accuser, "conj")  # "the army and the rebels accuse each other": each by itself
        return self._grammar.phrase(accuser, alone=any(doer in others for doer in deed.doers))

    def _denier(self, denial: Denial) -> int | None:
        """Who denies, where it is their own deed ("any role"), or may be: an armed party, soon after a deed has been told."""
        head = self._grammar.head(denial.denier) if denial.denier else None
        told = any(is_deed(self._grammar, before) for before in range(max(0, denial.at - _JUST_TOLD), denial.at))
        doers = self._actors.doers(head) if (told or denial.own) and head is not None else ()
        return doers[0] if doers and (denial.own or self._actors.is_armed(doers[0])) else None

    def _is_rejected(self, deed: Deed) -> bool:
        """Whether it is hearsay that its own sentence calls false: "Reports that our units shelled the town are a lie"."""
        word, sentence = self._grammar.tokens[deed.at].span, self._clauses.sentence(deed.at)
        hearsay = _HEARSAY.search(self._text, max(sentence.start, word.start - _SEEN), word.start)
        return bool(hearsay and _REJECTED.search(self._text, word.end, min(sentence.end, word.end + _SEEN)))

    def _is_told(self, one: FoundBlame, found: Sequence[FoundBlame]) -> bool:
        """Whether "it was the army", "not us" answers a question, or comes soon after a deed told of someone."""
        if not one.rule.startswith(("cleft:", "denied:not us", ONLY)):
            return True
        first = self._clauses.sentences[max(0, self._clauses.number(one.word) - _ASKED_BEFORE)]
        before = Span(max(first.start, one.span.start - _SEEN), one.span.start)
        near = Span(before.start, one.span.end + _SOON)
        at = self._grammar.holding(one.word.start)
        deeds = (is_deed(self._grammar, other) for other in self._grammar.within(near) if other != at)
        return "?" in before.of(self._text) or any(near.overlaps(other.word) for other in found if other is not one) or any(deeds)
