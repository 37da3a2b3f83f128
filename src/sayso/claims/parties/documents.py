"""Who issued a document that speaks: "The statement said" is the word of the ministry that issued it a sentence before."""

from collections.abc import Iterator
from itertools import islice

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.phrases import read_phrase
from sayso.model.evidence import Span

_WORDS = lexicon("parties")["carriers"]
_NOUNS, _VERBS = frozenset(_WORDS["words"]), frozenset(_WORDS["issuing"])
_PARTY = ("NOUN", "PROPN", "PRON")
_BACK = 12  # documents before this one that are asked for who issued them


class Documents:
    """The documents that one report speaks of."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text, self._grammar = text, grammar
        self._all = [at for at, token in enumerate(grammar.tokens) if token.tag in ("NOUN", "PROPN") and grammar.lemma(at) in _NOUNS]
        self._number = {at: number for number, at in enumerate(self._all)}
        self._own = [self._issuer(at) for at in self._all]

    def issuer(self, mention: Span) -> Span | None:
        """Who issued the document that a mention names: by its own words, or where it is named again, by an earlier mention's."""
        at = self._grammar.head(mention)
        return self._of(self._number[at]) if at in self._number else None

    def _of(self, number: int) -> Span | None:
        own = self._own[number]
        if own is not None:
            return own
        at = self._all[number]
        again = self._is_definite(at)
        lemma = self._grammar.lemma(at)
        same = (one for one in self._before(number) if self._grammar.lemma(self._all[one]) == lemma)
        return next((self._own[one] for one in same if self._own[one]), None) if again else None

    def _before(self, number: int) -> Iterator[int]:
        return islice(range(number - 1, -1, -1), _BACK)

    def _is_definite(self, at: int) -> bool:
        articles = [self._grammar.word(one).lower() for one in self._grammar.dependents(at, "det")]
        return not articles or articles[0] in ("the", "this", "that", "these", "those")

    def _issuer(self, at: int) -> Span | None:
        """By the document's own words, or by who does something with it or in it."""
        for one in (self._owner(at), self._agent(at), self._sender(at)):
            if one is not None and self._grammar.tokens[one].tag in _PARTY and self._grammar.lemma(one) not in _NOUNS:
                span = self._grammar.phrase(one)
                if read_phrase(span.of(self._text)).speaks:
                    return span
        return None

    def _owner(self, at: int) -> int | None:
        """Of "the ministry's statement", "a police statement", "a letter from the governor"."""
        grammar = self._grammar
        owners = [one for one in grammar.dependents(at, "nmod") if one < at or grammar.case(one) in ("by", "from")]
        return next(iter([*owners, *grammar.dependents(at, "compound")]), None)

    def _agent(self, at: int) -> int | None:
        """Of "a paper distributed by the office", "The statement was issued by the army"."""
        grammar = self._grammar
        verbs = [*grammar.dependents(at, "acl"), *([grammar.tokens[at].head] if grammar.tokens[at].relation == "nsubj:pass" else [])]
        agents = (one for verb in verbs if verb is not None for one in grammar.dependents(verb, "obl") if grammar.case(one) == "by")
        return next((one for one in agents if grammar.lemma(grammar.tokens[one].head or one) in _VERBS), None)

    def _sender(self, at: int) -> int | None:
        """The subject of "issued a statement", and of anything done "in a statement"."""
        grammar, head = self._grammar, self._grammar.tokens[at].head
        if head is None or grammar.tokens[head].tag != "VERB":
            return None
        issued = grammar.relation(at) == "obj" and grammar.lemma(head) in _VERBS
        said = grammar.case(at) in ("in", "through", "via")
        subjects = (one for one in grammar.dependents(head, "nsubj") if one != at and grammar.tokens[one].relation == "nsubj")
        return next(subjects, None) if issued or said else None
