"""The sentence and the clause in which a token of a report stands."""

from bisect import bisect_right
from collections.abc import Sequence

from sayso.claims.grammar import Grammar
from sayso.model.evidence import Span

_STEPS = 8  # up from a noun to the verb of its clause
_DESCRIBED = 20  # tokens between a clause and the noun that it describes
_ENDING = 8  # characters at a sentence's end in which it may turn out a question


class Clauses:
    """The clauses of one report."""

    def __init__(self, text: str, sentences: Sequence[Span], grammar: Grammar) -> None:
        self._text, self._grammar = text, grammar
        self.sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def number(self, span: Span) -> int:
        """The number of the sentence in which a span begins."""
        return max(0, bisect_right(self._starts, span.start) - 1)

    def sentence(self, at: int) -> Span:
        """The sentence of a token."""
        word = self._grammar.tokens[at].span
        return self.sentences[self.number(word)] if self.sentences else word

    def asks(self, at: int) -> bool:
        """Whether a token stands in a question."""
        sentence = self.sentence(at)
        return self._text[max(sentence.start, sentence.end - _ENDING) : sentence.end].rstrip("\"”’' ").endswith("?")

    def around(self, at: int) -> Span:
        """The clause around a verb or noun, with the noun that it describes: "the towns which are besieged by rebels"."""
        grammar, verb = self._grammar, at
        for _ in range(_STEPS):
            head = grammar.tokens[verb].head
            if grammar.tokens[verb].tag in ("VERB", "ADJ", "PRON") or head is None or grammar.dependents(verb, "cop"):
                break
            verb = head
        span = grammar.clause(verb)
        head = grammar.tokens[verb].head
        if grammar.relation(verb) == "acl" and head is not None and abs(verb - head) < _DESCRIBED:
            span = Span(min(span.start, grammar.phrase(head).start), span.end)
        word, sentence = grammar.tokens[at].span, self.sentence(at)
        return Span(max(sentence.start, min(span.start, word.start)), min(sentence.end, max(span.end, word.end)))
