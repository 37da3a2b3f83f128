"""The dependency trees of a reading, to ask who does what in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sayso.model.evidence import Span
from sayso.model.reading import Token

_INSIDE = ("det", "amod", "compound", "nummod", "flat", "nmod", "fixed", "goeswith", "punct", "case", "cc", "conj", "advmod")
_JOINED = re.compile(r"[-–/’']")
_NAMING = ("NOUN", "PROPN", "PRON")
_LONGEST, _DEEPEST = 80, 12  # tokens of a completed span, and heads above a token that are asked
_FURTHEST = 12  # tokens on either side of a phrase's head that are taken into it
_REACH = 60  # tokens on either side of a word in which its dependents and the words of its clause are looked for
_STAND_ALONE = ("conj", "advcl", "ccomp", "csubj")  # clauses that are part of another only where they have no subject of their own


class Telling(NamedTuple):
    """Verbs by how they tell something: "said that six died", "counted six dead", "heard from the mayor that six died"."""

    says: re.Pattern[str]
    counts: re.Pattern[str]
    hears: re.Pattern[str]


class Grammar:
    """The tokens of one report with their dependents. Tokens are named by their index."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self.tokens = tokens
        self._starts = [token.span.start for token in tokens]
        self._relations = [token.relation.partition(":")[0] for token in tokens]
        self._lemmas = [token.lemma.lower() for token in tokens]
        self._dependents: list[list[int]] = [[] for _ in tokens]
        for number, token in enumerate(tokens):
            if token.head is not None:
                self._dependents[token.head].append(number)

    def holding(self, offset: int) -> int | None:
        """The token that holds a character of the text, or None."""
        number = bisect_left(self._starts, offset + 1) - 1
        return number if number >= 0 and self.tokens[number].span.end > offset else None

    def lemma(self, at: int) -> str:
        return self._lemmas[at]

    def word(self, at: int) -> str:
        return self.tokens[at].span.of(self._text)

    def relation(self, at: int) -> str:
        """Its relation without the subtype: "nsubj" for "nsubj:pass"."""
        return self._relations[at]

    def describes(self, span: Span) -> bool:
        """Whether the last word in a span is an adjective that describes the noun after it."""
        at = bisect_left(self._starts, span.end) - 1
        return at >= 0 and self.tokens[at].tag == "ADJ" and self.relation(at) == "amod"

    def case(self, at: int) -> str:
        """The preposition that a noun stands with: "by", "because of"; empty without one."""
        return " ".join(self.word(number).lower() for number in self.dependents(at, "case") if number < at)

    def at(self, span: Span) -> int | None:
        """The first token that begins within a span."""
        number = bisect_left(self._starts, span.start)
        return number if number < len(self.tokens) and self._starts[number] < span.end else None

    def head(self, span: Span) -> int | None:
        """The token that heads the words of a span: the first that hangs on none of them."""
        at = self.at(span)
        while at is not None and at < len(self.tokens) and self._starts[at] < span.end:
            over = self.tokens[at].head
            if over is None or not span.contains(self.tokens[over].span):
                return at
            at += 1
        return None

    def verb(self, span: Span) -> int | None:
        """The last verb in a span."""
        numbers = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        return next((at for at in reversed(numbers) if self.tokens[at].tag == "VERB"), None)

    def dependents(self, at: int, *relations: str) -> list[int]:
        """What depends on a token nearby, in text order; with `relations`, by one of these (without subtypes)."""
        near = self._near(at, at)
        return [number for number in near if self._relations[number] in relations] if relations else near

    def _near(self, at: int, middle: int) -> list[int]:
        all_of_them = self._dependents[at]
        if not all_of_them or (middle - _REACH <= all_of_them[0] and all_of_them[-1] < middle + _REACH):
            return all_of_them
        return all_of_them[bisect_left(all_of_them, middle - _REACH) : bisect_left(all_of_them, middle + _REACH)]

    def clause(self, at: int) -> Span:
        """The words of the clause that a verb or noun heads, without others joined to it that have a subject of their own."""
        first = last = at
        stack = [at]
        while stack:
            for number in self._near(stack.pop(), at):
                if self.relation(number) == "parataxis" or (self.relation(number) in _STAND_ALONE and self.dependents(number, "nsubj")):
                    continue
                first, last = min(first, number), max(last, number)
                stack.append(number)
        while first < at and (self.tokens[first].tag in ("PUNCT", "CCONJ", "SCONJ") and self.word(first) not in '"“'):
            first += 1
        while last > at and self.tokens[last].tag == "PUNCT" and self.word(last) not in '"”':
            last -= 1
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def subject(self, cue: Span) -> Span | None:
        """The noun phrase that is the subject of the first verb in `cue`; of "which said" the noun that this describes."""
        for at in range(bisect_left(self._starts, cue.start), bisect_left(self._starts, cue.end)):
            if self.tokens[at].tag != "VERB":
                continue
            own = self._doer(at)
            if own is not None and self.lemma(own) in ("who", "which", "that") and self.relation(at) == "acl":
                own = self.tokens[at].head
            return None if own is None or self.tokens[own].tag not in _NAMING else self.phrase(own)
        return None

    def is_told(self, cue: Span, span: Span) -> bool:
        """Whether a span is what a verb of the cue has as its object: whom something is told, not who tells it."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        heads = ((self.relation(at), self.tokens[at].head) for at in range(first, last))
        return any(relation in ("obj", "iobj") and head is not None and cue.contains(self.tokens[head].span) for relation, head in heads)

    def teller(self, span: Span, verbs: Telling) -> Span | None:
        """Who says the word at the start of `span`, by the nearest verb of telling above it."""
        at = min(bisect_left(self._starts, span.start), len(self.tokens) - 1)
        for one in (at, *self.upwards(at)) if at >= 0 else ():
            head = self.tokens[one].head
            told, own = self._told(one, head, verbs) if head is not None else (False, None)
            if told:
                return None if own is None or self.tokens[own].tag not in ("NOUN", "PROPN") else self.phrase(own)
        return None

    def according(self, sentence: Span) -> Span | None:
        """Whom the "according to" of a sentence names; None where there is none, or more than one."""
        tokens = range(bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end))
        found = [at for at in tokens if self.case(at) == "according" and self.tokens[at].tag in ("NOUN", "PROPN")]
        return self.phrase(found[0]) if len(found) == 1 else None

    def _told(self, at: int, verb: int, verbs: Telling) -> tuple[bool, int | None]:
        """Whether a token is what the verb above it tells, and who tells it, if that is said."""
        word, relation = self.word(verb), self.tokens[at].relation
        if verbs.hears.fullmatch(word) and relation in ("ccomp", "obj"):
            return True, self._with(verb, "from")
        if verbs.says.fullmatch(word) and relation == "ccomp":
            return True, self._doer(verb)
        if verbs.says.fullmatch(word) and relation == "nsubj:pass" and (agent := self._with(verb, "by")) is not None:
            return True, agent
        counted = relation == "obj" or (relation == "obl" and self.case(at) in ("at", "to"))  # "put the toll at six"
        return counted and verbs.counts.fullmatch(word) is not None, self._doer(verb)

    def _doer(self, verb: int) -> int | None:
        """The subject of an active verb, or of the one that it is joined to by "and"."""
        for one in (verb, *self.upwards(verb)):
            subjects = [child for child in self.dependents(one) if self.tokens[child].relation == "nsubj"]
            # The nearest, since parsers take that of what is said for one too: "Rebels killed nine, the mayor said".
            own = next((child for child in reversed(subjects) if child < one), next(iter(subjects), None))
            if own is not None or self.relation(one) != "conj":
                return own
        return None

    def _with(self, verb: int, preposition: str) -> int | None:
        """The noun that a verb has with a preposition: the doer of a passive verb with "by"."""
        return next((one for one in self._dependents[verb] if self.relation(one) == "obl" and self.case(one) == preposition), None)

    def upwards(self, at: int) -> Iterator[int]:
        """The heads above a token, from the nearest to the root."""
        seen = {at}
        head = self.tokens[at].head
        while head is not None and head not in seen:
            yield head
            seen.add(head)
            head = self.tokens[head].head

    def phrase(self, at: int, *, alone: bool = False) -> Span:
        """The words of a noun phrase around its head: article and what describes it before, "of …" and names after; no clause.

        `alone` leaves out what "and" joins to the head.
        """
        members = {at}
        self._gather(at, at, members, ("cc", "conj") if alone else ())
        first = last = at
        while first - 1 in members or (first > 0 and self._is_joined(first - 1)):
            first -= 1  # joined: "UK" of "UK-based", however it hangs on
        while last + 1 in members:
            last += 1
        while first < at and (self.tokens[first].tag in ("PUNCT", "CCONJ") or self.relation(first) in ("case", "cc")):
            first += 1
        while last > at and (self.tokens[last].tag in ("PUNCT", "ADP", "CCONJ", "DET", "PART") and self.word(last).lower() not in ("s",)):
            last -= 1
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def _is_joined(self, at: int) -> bool:
        """Whether a token and the next stand together without white space, as the parts of a compound with hyphens do."""
        sign = self.tokens[at].tag == "PUNCT"
        return self.tokens[at].span.end == self.tokens[at + 1].span.start and (not sign or self.word(at) in "-–")

    def without_adverbs(self, span: Span) -> Span:
        """A span without the adverbs that it ends with, which belong to the verb after it: "the command further [stated]"."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end) - 1
        while last > first and self.tokens[last].tag == "ADV" and self.tokens[self.tokens[last].head or last].tag in ("VERB", "AUX"):
            last -= 1
        return Span(span.start, min(span.end, self.tokens[last].span.end)) if first <= last else span

    def completed(self, span: Span, stop: int) -> Span:
        """A span with what follows it as far as that hangs on its words, but not beyond `stop`: the rest of a noun phrase or clause."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end) - 1
        most = min(len(self.tokens), first + _LONGEST, bisect_left(self._starts, stop))
        while first <= last < most - 1 and self._hangs_on(last + 1, first, last):
            last += 1
        return Span(span.start, max(span.end, self.tokens[last].span.end)) if first <= last else span

    def _hangs_on(self, at: int, first: int, last: int) -> bool:
        """Whether the first of a token's heads that stands before the token itself is one of those tokens."""
        before = next((one for one in islice(self.upwards(at), _DEEPEST) if one < at), None)
        return before is not None and first <= before <= last

    def counts(self, span: Span) -> bool:
        """Whether the first word of a span is a number."""
        at = bisect_left(self._starts, span.start)
        return at < len(self.tokens) and self.tokens[at].tag == "NUM"

    def _gather(self, head: int, at: int, members: set[int], without: tuple[str, ...] = ()) -> None:
        for number in self._near(head, at):
            relation = self.relation(number)
            if number in members or abs(number - at) > _FURTHEST or relation not in _INSIDE or relation in without:
                continue
            if relation == "case" and head == at and number < at:
                continue
            if relation == "punct" and not (_JOINED.fullmatch(self.word(number)) or (number < at and self.word(number) in '"“”')):
                continue
            if relation == "nmod" and number > at and self.case(number) not in ("of", "in", "from"):
                continue
            members.add(number)
            self._gather(number, at, members)
