"""The dependency trees of a reading, to ask who does what in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.model.evidence import Span
from sayso.model.reading import Token

_INSIDE = ("det", "amod", "compound", "nummod", "flat", "nmod", "fixed", "goeswith", "punct", "case", "cc", "conj", "advmod")
_JOINED = re.compile(r"[-–/’']")
_NAMING = ("NOUN", "PROPN", "PRON")
_FURTHEST = 12  # tokens on either side of a phrase's head that are taken into it


class Grammar:
    """The tokens of one report with their dependents. Tokens are named by their index."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self.tokens = tokens
        self._starts = [token.span.start for token in tokens]
        self._dependents: list[list[int]] = [[] for _ in tokens]
        for number, token in enumerate(tokens):
            if token.head is not None:
                self._dependents[token.head].append(number)

    def lemma(self, at: int) -> str:
        return self.tokens[at].lemma.lower()

    def word(self, at: int) -> str:
        return self.tokens[at].span.of(self._text)

    def relation(self, at: int) -> str:
        """Its relation without the subtype: "nsubj" for "nsubj:pass"."""
        return self.tokens[at].relation.partition(":")[0]

    def describes(self, span: Span) -> bool:
        """Whether the last word in a span is an adjective that describes the noun after it."""
        at = bisect_left(self._starts, span.end) - 1
        return at >= 0 and self.tokens[at].tag == "ADJ" and self.relation(at) == "amod"

    def case(self, at: int) -> str:
        """The preposition that a noun stands with: "by", "because of"; empty without one."""
        return " ".join(self.word(number).lower() for number in self._dependents[at] if number < at and self.relation(number) == "case")

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

    def teller(self, span: Span, says: re.Pattern[str]) -> Span | None:
        """The subject of the nearest verb of saying whose content, as a clause, has the word at the start of `span` in it."""
        at = min(bisect_left(self._starts, span.start), len(self.tokens) - 1)
        for one in (at, *self.upwards(at)) if at >= 0 else ():
            head = self.tokens[one].head
            if self.relation(one) == "ccomp" and head is not None and says.fullmatch(self.word(head)):
                own = self._doer(head)
                return None if own is None or self.tokens[own].tag not in ("NOUN", "PROPN") else self.phrase(own)
        return None

    def _doer(self, verb: int) -> int | None:
        """The subject of an active verb."""
        return next((one for one in self._dependents[verb] if self.tokens[one].relation == "nsubj"), None)

    def upwards(self, at: int) -> Iterator[int]:
        """The heads above a token, from the nearest to the root."""
        seen = {at}
        head = self.tokens[at].head
        while head is not None and head not in seen:
            yield head
            seen.add(head)
            head = self.tokens[head].head

    def phrase(self, at: int) -> Span:
        """The words of a noun phrase around its head: article and what describes it before, "of …" and names after; no clause."""
        members = {at}
        self._gather(at, at, members)
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

    def counts(self, span: Span) -> bool:
        """Whether the first word of a span is a number."""
        at = bisect_left(self._starts, span.start)
        return at < len(self.tokens) and self.tokens[at].tag == "NUM"

    def _gather(self, head: int, at: int, members: set[int]) -> None:
        for number in self._dependents[head]:
            relation = self.relation(number)
            if number in members or abs(number - at) > _FURTHEST or relation not in _INSIDE:
                continue
            if relation == "case" and head == at and number < at:
                continue
            if relation == "punct" and not (_JOINED.fullmatch(self.word(number)) or (number < at and self.word(number) in '"“”')):
                continue
            if relation == "nmod" and number > at and self.case(number) not in ("of", "in", "from"):
                continue
            members.add(number)
            self._gather(number, at, members)
