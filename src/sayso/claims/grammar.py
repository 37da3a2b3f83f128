"""The dependency trees of a reading, to ask who does what in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from sayso.model.evidence import Span
from sayso.model.reading import Token

_INSIDE = ("det", "amod", "compound", "nummod", "flat", "nmod", "fixed", "goeswith", "punct", "case", "cc", "conj", "advmod")
_JOINED = re.compile(r"[-–/’']")
_LONGEST, _DEEPEST = 80, 12  # tokens of a completed span, and heads above a token that are asked
_FURTHEST = 12  # tokens on either side of a phrase's head that are taken into it
_REACH = 60  # tokens on either side of a word in which its dependents and the words of its clause are looked for
_STAND_ALONE = ("conj", "advcl", "ccomp", "csubj")  # clauses that are part of another only where they have no subject of their own


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

    def nearest(self, span: Span) -> int | None:
        """The token that begins with a span, or the first behind its start; the last where none is; None without tokens."""
        return min(bisect_left(self._starts, span.start), len(self.tokens) - 1) if self.tokens else None

    def within(self, span: Span) -> range:
        """The tokens that begin within a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def head(self, span: Span) -> int | None:
        """The first token in a span that hangs on none of the others: what a noun phrase is about."""
        within = self.within(span)
        return next((at for at in within if self.tokens[at].head not in within), None)

    def is_noun(self, span: Span) -> bool:
        """Whether the words of a span hang on one noun, as no clause does: "The hospital's director"."""
        at = self.head(span)
        return at is None or self.tokens[at].tag in ("NOUN", "PROPN", "ADJ", "X")

    def is_clause(self, span: Span) -> bool:
        """Whether the words of a span hang on a verb: "I reached by phone"."""
        at = self.head(span)
        return at is not None and self.tokens[at].tag == "VERB"

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
