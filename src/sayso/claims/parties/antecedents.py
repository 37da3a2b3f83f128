"""Whom a pronoun stands for by grammar: a subject that governs its clause, or one of the sentences before."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from sayso.claims.grammar import Grammar
from sayso.claims.parties.phrases import COLLECTIVE, Gender, Phrase, Pronoun, gender_of, kind_of, pronoun_of, read_phrase
from sayso.claims.quotations import is_quoted
from sayso.model.evidence import Span
from sayso.model.reading import Entity

_BACK = 3  # sentences before the pronoun's own in which a subject is looked for
_FURTHEST = 8  # sentences before it among which those are
_DEEPEST = 30  # heads above a pronoun that are asked for their subjects
_HIGHEST = 4  # heads above a relative pronoun
_LONGEST = 80  # tokens of a sentence that are looked at
_ORGANISED = ("organisation", "force", "group")


class Antecedents:
    """Looks for the antecedents of one report's pronouns."""

    def __init__(self, text: str, grammar: Grammar, sentences: Sequence[Span], entities: Sequence[Entity]) -> None:
        self._text, self._grammar = text, grammar
        self._sentences, self._starts = sentences, [sentence.start for sentence in sentences]
        self._kinds = {entity.span.end: entity.kind for entity in entities}

    def of(self, pronoun: Span, words: Phrase) -> Span | None:
        """The noun phrase that a pronoun stands for, None where no subject fits: "he" a person, "it" a body, "they" a group or several."""
        at, kind, gender = self._grammar.holding(pronoun.start), words.pronoun, words.gender
        if at is None or kind == "own":
            return None
        if kind is None or kind == "relative":
            return self._described(at)
        for noun in self._nouns(at):
            phrase = self._grammar.phrase(noun)
            if not phrase.overlaps(pronoun) and self._fits(noun, phrase, kind, gender):
                return self._named(noun) or phrase
        return None

    def _named(self, noun: int) -> Span | None:
        """The name beside a noun: "the envoy, Jane Roe,"."""
        grammar = self._grammar
        return next((grammar.phrase(one) for one in grammar.dependents(noun, "appos") if grammar.tokens[one].tag == "PROPN"), None)

    def _described(self, at: int) -> Span | None:
        """What the clause describes that a relative pronoun opens."""
        verb = next((one for one in islice(self._grammar.upwards(at), _HIGHEST) if self._grammar.relation(one) == "acl"), None)
        head = self._grammar.tokens[verb].head if verb is not None else None
        return self._grammar.phrase(head) if head is not None else None

    def _nouns(self, at: int) -> Iterator[int]:
        """The subjects above a token in its sentence, then those of the sentences before, then the other nouns of the nearest."""
        grammar = self._grammar
        for verb in islice(grammar.upwards(at), _DEEPEST):
            yield from (one for one in grammar.dependents(verb, "nsubj") if one < at)
        before = [grammar.within(sentence)[:_LONGEST] for sentence in self._before(grammar.tokens[at].span.start)]
        for tokens in before:
            subjects = (one for one in tokens if grammar.relation(one) == "nsubj")
            yield from sorted(subjects, key=lambda one: (not self._is_main(one), -one))
        yield from reversed(before[0] if before else ())

    def _before(self, position: int) -> Iterator[Span]:
        """The sentences before a position, the nearest first; outside of quotations none that begins in one."""
        number = max(0, bisect_right(self._starts, position) - 1)
        quoted = is_quoted(self._text, position)
        near = reversed(self._sentences[max(0, number - _FURTHEST) : number])
        return islice((one for one in near if quoted or not self._opens_quoted(one)), _BACK)

    def _opens_quoted(self, sentence: Span) -> bool:
        return is_quoted(self._text, sentence.start + 1)

    def _is_main(self, subject: int) -> bool:
        head = self._grammar.tokens[subject].head
        return head is not None and self._grammar.tokens[head].head is None

    def _is_called_body(self, noun: int) -> bool:
        """Whether a name's apposition says that it is a body: "the Emergency Room, a volunteer group,"."""
        return any(kind_of(self._grammar.word(one).lower()) in COLLECTIVE for one in self._grammar.dependents(noun, "appos"))

    def _fits(self, noun: int, span: Span, kind: Pronoun, gender: Gender | None) -> bool:
        words = span.of(self._text)
        if self._grammar.tokens[noun].tag not in ("NOUN", "PROPN") or pronoun_of(words):
            return False
        phrase = read_phrase(words)
        entity = self._kinds.get(self._grammar.tokens[noun].span.end) or self._kinds.get(span.end)
        if kind == "person":
            person = entity == "person" or phrase.person or kind_of(phrase.bare) == "person"
            return person and not phrase.plural and gender_of(words) in (None, gender or gender_of(words))
        body = entity in _ORGANISED or (not phrase.person and kind_of(phrase.bare) in COLLECTIVE) or self._is_called_body(noun)
        return body and not phrase.plural if kind == "thing" else body or phrase.plural
