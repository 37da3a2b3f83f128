"""Readings made by hand: a text, its sentences by their stops, and attributions whose parts are given as words of the text."""

import itertools
import re
from collections.abc import Iterator

from sayso.claims import read_claims
from sayso.claims.grammar import Grammar
from sayso.model.claim import Claim, ReadReport
from sayso.model.evidence import Report, Span
from sayso.model.reading import Attribution, Reading, Token

Row = tuple[str, str, int | None, str]
Said = tuple[str, str, str]  # source ("" for none), cue, content


def at(text: str, words: str, start: int = 0) -> Span:
    """The span of the first such words from `start` on."""
    found = text.index(words, start)
    return Span(found, found + len(words))


def tree(*rows: Row) -> tuple[str, Grammar]:
    """A sentence from (word, tag, head, relation), its words parted by spaces; the lemma is the word itself in lower case."""
    text = " ".join(word for word, *_ in rows)
    tokens, start = [], 0
    for word, tag, head, relation in rows:
        tokens.append(Token(Span(start, start + len(word)), word.lower(), tag, head, relation))
        start += len(word) + 1
    return text, Grammar(text, tokens)


def sentences(text: str) -> tuple[Span, ...]:
    """Spans between stops or line breaks that are followed by a capital, a quotation mark, a handle or the end."""
    ends = [match.end() for match in re.finditer(r"(?<=[.!?\"”])\s+(?=[\"“@A-Z0-9])|\n+", text)]
    edges = [0, *ends, len(text)]
    found = [Span(start, end) for start, end in itertools.pairwise(edges) if text[start:end].strip()]
    return tuple(Span(span.start, span.start + len(span.of(text).rstrip())) for span in found)


def _attributions(text: str, said: tuple[Said, ...]) -> Iterator[Attribution]:
    """Each from its own sentence, where the text repeats a word: the source nearest before the content, the cue after it if it can be."""
    for source, cue, content in said:
        spoken = at(text, content)
        start = text.rfind(source, 0, spoken.start) if source else 0
        by = at(text, source, max(0, start)) if source else None
        after = text.find(cue, by.end if by else 0)
        yield Attribution((by,) if by else (), (at(text, cue, max(0, after)),), (spoken,), 0.9)


def read(text: str, *said: Said, outlet: str | None = "The Lantern", title: str | None = None) -> ReadReport:
    """What the claims layer makes of a text in which the reader saw these attributions."""
    found = sorted(_attributions(text, said), key=lambda one: one.cue[0])
    return read_claims(Report("r", text, outlet=outlet, title=title), Reading(sentences(text), tuple(found), "attribution@1"))


def claim_on(report: ReadReport, words: str) -> Claim:
    """The claim whose figure begins within these words."""
    span = at(report.report.text, words)
    return next(one for one in report.claims if one.figure and one.figure.span.overlaps(span))
