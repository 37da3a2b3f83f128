"""A very long text → sections that are read one after the other, so that memory stays bounded.

A section is several times as long as the longest reports that people write. Attributions and chains don't reach from one
into the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Attribution, Chain, Reading, Token
from sayso.reader.windows import CORE, cut_strengths
from sayso.reader.wordpiece import Pieces

LEAST = 20_000  # word pieces, some 15,000 words: 70 MB of outputs


def sections(text: str, pieces: Pieces) -> Iterator[Span]:
    """The sections of a text, in order; cut at the best place within a window's length after LEAST pieces."""
    if len(pieces) <= LEAST + CORE:
        yield Span(0, len(text))
        return
    strengths = cut_strengths(text, pieces)
    first = start = 0
    while len(pieces) - first > LEAST + CORE:
        first += LEAST + int(np.argmax(strengths[first + LEAST : first + LEAST + CORE]))
        end = int(pieces.starts[first])
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def joined(parts: Sequence[tuple[int, Reading]]) -> Reading:
    """One reading from those of sections, each given with the character at which it begins."""
    tokens: list[Token] = []
    for by, part in parts:
        before = len(tokens)
        tokens += (
            token._replace(span=_moved(token.span, by), head=None if token.head is None else token.head + before) for token in part.tokens
        )
    return Reading(
        sentences=tuple(_moved(span, by) for by, part in parts for span in part.sentences),
        attributions=tuple(_attribution(one, by) for by, part in parts for one in part.attributions),
        produced_by=parts[0][1].produced_by,
        tokens=tuple(tokens),
        entities=tuple(replace(one, span=_moved(one.span, by)) for by, part in parts for one in part.entities),
        chains=tuple(Chain(_all_moved(one.mentions, by)) for by, part in parts for one in part.chains),
    )


def _attribution(one: Attribution, by: int) -> Attribution:
    return replace(one, source=_all_moved(one.source, by), cue=_all_moved(one.cue, by), content=_all_moved(one.content, by))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _all_moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(_moved(span, by) for span in spans)
