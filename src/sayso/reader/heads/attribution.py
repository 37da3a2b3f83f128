"""Attributions: source, cue and content spans, and which go together.

attribution@1: three taggers (outside, begin, inside) find the spans of each role; each content piece then points to its
cue, and each cue to its source or to none. An attribution is a cue with all content that points to it.
"""

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Attribution
from sayso.reader import links
from sayso.reader.arrays import FloatArray, IntArray
from sayso.reader.bundle import Bundle
from sayso.reader.spans import tagged
from sayso.reader.wordpiece import Pieces

NAME = "attribution@1"
ROLES = ("source", "cue", "content")


def decode(text: str, pieces: Pieces, outputs: dict[str, FloatArray], bundle: Bundle) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues; `outputs` holds `tags` (pieces × 9) and `links`."""
    if not len(pieces):
        return ()
    scores = outputs["tags"].astype(np.float32).reshape(-1, 3, 3)
    scores[:, :, 0] -= bundle.readiness
    chances = _softmax(scores)
    spans = {role: tagged(chances[:, row]) for row, role in enumerate(ROLES)}
    sure = {role: links.pooled(1 - chances[:, row, :1], spans[role])[:, 0] for row, role in enumerate(ROLES)}
    cue_of, cue_chance = _best(*cue_scores(outputs["links"], spans, bundle))
    source_of, source_chance = _best(*source_scores(outputs["links"], spans, bundle))
    attributions = []
    for cue in range(len(spans["cue"])):
        contents = np.flatnonzero(cue_of == cue)
        if not len(contents):
            continue
        source = int(source_of[cue])
        parts = [*sure["content"][contents], *cue_chance[contents], sure["cue"][cue], source_chance[cue]]
        if source >= 0:
            parts.append(sure["source"][source])
        attributions.append(
            Attribution(
                source=_characters(text, pieces, spans["source"][source : source + 1]) if source >= 0 else (),
                cue=_characters(text, pieces, spans["cue"][cue : cue + 1]),
                content=_characters(text, pieces, spans["content"][contents]),
                score=round(float(np.exp(np.mean(np.log(np.maximum(parts, 1e-6))))), 4),
            )
        )
    return tuple(attributions)


def cue_scores(projections: FloatArray, spans: dict[str, IntArray], bundle: Bundle) -> tuple[IntArray, FloatArray]:
    """For each content span its candidate cues (−1: none) and their scores."""
    content, cue = spans["content"], spans["cue"]
    begins, ends = _part(projections, "content_first")[content[:, 0]], _part(projections, "content_last")[content[:, 1] - 1]
    queries = begins.astype(np.float32) + ends
    keys = links.pooled(_part(projections, "cue_key"), cue)
    return _pair_scores(queries, keys, (content, cue), bundle.cue_bias)


def source_scores(projections: FloatArray, spans: dict[str, IntArray], bundle: Bundle) -> tuple[IntArray, FloatArray]:
    """For each cue its candidate sources and their scores; the first column is for having none (−1)."""
    cue, source = spans["cue"], spans["source"]
    queries = links.pooled(_part(projections, "cue_query"), cue)
    keys = links.pooled(_part(projections, "source_key"), source)
    found, scores = _pair_scores(queries, keys, (cue, source), bundle.source_bias)
    none = links.pooled(projections[:, -1:], cue)
    return np.concatenate([np.full((len(cue), 1), -1), found], axis=1), np.concatenate([none, scores], axis=1)


def _part(projections: FloatArray, name: str) -> FloatArray:
    at = links.LINKS.index(name) * links.LINK_WIDTH
    return projections[:, at : at + links.LINK_WIDTH]


def _pair_scores(queries: FloatArray, keys: FloatArray, spans: tuple[IntArray, IntArray], bias: FloatArray) -> tuple[IntArray, FloatArray]:
    found = links.candidates(*spans)
    gap, crowd = links.features(*spans, found)
    return found, links.scores(queries, keys, found, bias[gap] + bias[crowd])


def _best(found: IntArray, scores: FloatArray) -> tuple[IntArray, FloatArray]:
    """For each row the best candidate and its chance; −1 and 0 where there is no candidate."""
    column = scores.argmax(1)
    rows = np.arange(len(found))
    any_there = np.isfinite(scores[rows, column])
    chances = _softmax(np.where(any_there[:, None], scores, 0.0))[rows, column]
    return np.where(any_there, found[rows, column], -1), np.where(any_there, chances, 0.0)


def _softmax(scores: FloatArray) -> FloatArray:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: FloatArray = raised / raised.sum(-1, keepdims=True)
    return shares


def _characters(text: str, pieces: Pieces, spans: IntArray) -> tuple[Span, ...]:
    """Piece ranges as character spans, neighbours with only white space between them joined."""
    merged: list[Span] = []
    for first, last in spans.tolist():
        start, end = int(pieces.starts[first]), int(pieces.ends[last - 1])
        if merged and not text[merged[-1].end : start].strip():
            merged[-1] = Span(merged[-1].start, end)
        else:
            merged.append(Span(start, end))
    return tuple(merged)
