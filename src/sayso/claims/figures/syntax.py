"""Which words of harm, flight or the like a counted noun hangs on in the sentence's tree."""

from collections.abc import Sequence
from typing import Literal

from sayso.claims.figures.tokens import Tokens
from sayso.claims.figures.words import Cue
from sayso.claims.grammar import Grammar

_OBJECT_WITHIN = 12  # tokens from a verb to its object
_LONGEST_LIST = 8  # nouns joined to one another
_BESIDE = ("along with", "as well as", "together with", "with", "alongside")
_SUBJECT = ("nsubj", "nsubj:pass")

# Whether the noun is the subject of what is told of it, or stands to it in another way.
Link = Literal["subject", "other"]


class Syntax:
    """The trees of a text, asked by the words of `tokens`, which are cut otherwise than theirs."""

    def __init__(self, tokens: Tokens, grammar: Grammar) -> None:
        self._tokens, self._grammar = tokens, grammar

    def place(self, word: int) -> int | None:
        """The tree's token that holds a word of the text, or None."""
        return self._grammar.holding(self._tokens.starts[word])

    def noun(self, first: int, last: int) -> int | None:
        """The head of the noun phrase that the words `first`..`last` are."""
        at = self.place(last)
        while at is not None and (head := self._grammar.tokens[at].head) is not None and self._within(head, first, last):
            at = head
        return at

    def joined(self, noun: int | None) -> list[int]:
        """The nouns that one is listed with, before it: "a guard as well as two drivers"."""
        found: list[int] = []
        while noun is not None and len(found) < _LONGEST_LIST:
            beside = self._grammar.relation(noun) in ("nmod", "obl") and self._grammar.case(noun) in _BESIDE
            head = self._grammar.tokens[noun].head
            noun = head if head is not None and (beside or self._grammar.relation(noun) == "conj") and head < noun else None
            if noun is not None:
                found.append(noun)
        return found

    def _within(self, at: int, first: int, last: int) -> bool:
        token = self._grammar.tokens[at]
        return self._tokens.starts[first] <= token.span.start and token.span.end <= self._tokens.ends[last]

    def tells(self, noun: int, tell: frozenset[str]) -> bool:
        """Whether the noun is the subject of a verb of saying."""
        token = self._grammar.tokens[noun]
        return token.relation == "nsubj" and token.head is not None and self._grammar.word(token.head).lower() in tell

    def has_own_verb(self, noun: int) -> bool:
        """Whether something is told of the noun as a subject of its own, by a verb behind it: "two bombers drove up"."""
        head = self._grammar.tokens[noun].head
        told = head is not None and head > noun and self._grammar.tokens[head].tag == "VERB"
        return told and self._grammar.tokens[noun].relation == "nsubj"

    def does(self, noun: int, words: tuple[int, int]) -> bool:
        """Whether the noun does what a verb at the tokens `words` says, to another: "four men stabbed the mayor"."""
        head = self._grammar.tokens[noun].head
        if self._grammar.tokens[noun].relation != "nsubj" or head is None:
            return False
        after = self._grammar.tokens[head + 1 : head + 1 + _OBJECT_WITHIN]
        at_verb = any(self.place(word) == head for word in range(words[0], words[1] + 1))
        return at_verb and any(token.head == head and token.relation == "obj" for token in after)

    def links(self, nouns: Sequence[int], words: tuple[int, int], cue: Cue) -> Link | None:
        """How the cue at the tokens `words` tells of one of `nouns` what befell them, or None where it doesn't."""
        places = {place for word in range(words[0], words[1] + 1) if (place := self.place(word)) is not None} if nouns else ()
        found = (self._linked(noun, place, cue) for noun in nouns for place in places)
        return next((link for link in found if link), None)

    def _linked(self, noun: int, cue_at: int, cue: Cue) -> Link | None:
        trees = self._grammar.tokens
        head, relation = trees[noun].head, trees[noun].relation
        if head == cue_at:
            if cue.kind in ("act", "past"):
                return "subject" if relation == "nsubj:pass" else "other" if relation == "obj" else None
            if cue.kind in ("intransitive", "after", "state"):
                return "subject" if relation in _SUBJECT and noun < cue_at else None
            told = relation == "obj" or self._grammar.case(noun) in ("of", "to", "for")
            return "other" if cue.kind == "before" and told else None
        if cue.kind == "state" and head is not None and trees[cue_at].head == head:
            return "other" if relation == "obj" and trees[cue_at].relation == "xcomp" else None  # "left 12 dead"
        below = trees[cue_at].head == noun and self._grammar.relation(cue_at) == "acl" and not is_fleeting(cue)
        return "other" if below and cue.kind in ("past", "intransitive", "after", "state") else None


def is_fleeting(cue: Cue) -> bool:
    """Whether a cue only tells what its people were doing: "three children fleeing the town"."""
    return cue.kind == "intransitive" and cue.words[0].endswith("ing")
