"""Attributions: source, cue and content spans, and which go together.

attribution@2: three taggers (outside, begin, inside) find the spans of each role; each content piece then points to its
cue, and each cue to its source or to none. An attribution is a cue with all content that points to it. Its score is the
chance that it is right, and its spans end where words do; attribution@1's score only ordered them, and a span could end within a word.
"""

from collections.abc import Iterator

import numpy as np

from sayso.model.evidence import Span
from sayso.model.reading import Attribution, Reading
from sayso.reader import links
from sayso.reader.arrays import BoolArray, FloatArray, IntArray
from sayso.reader.heads.seen import Seen
from sayso.reader.spans import in_whole_words, tagged
from sayso.reader.wordpiece import Pieces, begins_word

NAME = "attribution@2"
FIELD = "attributions"
ROLES = ("source", "cue", "content")
OUTPUTS = {"tags": 3 * len(ROLES), "links": len(links.LINKS) * links.LINK_WIDTH + 1}
GROUNDS = 7  # what a score is made of; see `_grounds`
NUMBERS = {
    "attribution.readiness": (len(ROLES),),
    "attribution.cue_bias": (links.FEATURES,),
    "attribution.source_bias": (links.FEATURES,),
    "attribution.calibration": (GROUNDS,),
    "attribution.least": (1,),
}
LABELS = ()

Spans = tuple[Span, ...]


def decode(seen: Seen, _: Reading) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues.

    `numbers` hold readiness (3: how much the score of "outside" is lowered for each role, so that a tagger opens spans as
    often as people do), cue_bias and source_bias (`links.FEATURES` each), calibration (GROUNDS), and least (the score below
    which an attribution is more likely to mislead than to help).
    """
    attributions = []
    for source, cue, content, grounds in grounded(seen):
        score = 1 / (1 + np.exp(-grounds @ seen.numbers["attribution.calibration"]))
        if score >= seen.numbers["attribution.least"]:
            attributions.append(Attribution(source, cue, content, round(float(score), 4)))
    return tuple(attributions)


def grounded(seen: Seen) -> Iterator[tuple[Spans, Spans, Spans, FloatArray]]:
    """Source, cue and content of each attribution, with the GROUNDS of its score."""
    words = begins_word(seen.text, seen.pieces.starts, seen.pieces.ends)
    spans, sure = tagged_roles(seen.outputs["tags"], seen.numbers["attribution.readiness"], words)
    cue_of, cue_chance = _best(*cue_scores(seen.outputs["links"], spans, seen.numbers["attribution.cue_bias"]))
    source_of, source_chance = _best(*source_scores(seen.outputs["links"], spans, seen.numbers["attribution.source_bias"]))
    for cue in range(len(spans["cue"])):
        contents = np.flatnonzero(cue_of == cue)
        if not len(contents):
            continue
        source = int(source_of[cue])
        named = sure["source"][source] if source >= 0 else None
        grounds = _grounds(sure["content"][contents], cue_chance[contents], sure["cue"][cue], source_chance[cue], named)
        yield (
            _characters(seen.text, seen.pieces, spans["source"][source : source + 1]) if source >= 0 else (),
            _characters(seen.text, seen.pieces, spans["cue"][cue : cue + 1]),
            _characters(seen.text, seen.pieces, spans["content"][contents]),
            grounds,
        )


def tagged_roles(tags: FloatArray, readiness: FloatArray, words: BoolArray) -> tuple[dict[str, IntArray], dict[str, FloatArray]]:
    """For each role its spans (n × 2, in pieces), and the mean chance of each that its pieces belong to one.

    `words` tells which pieces begin one: a span takes the words whole that it has half of.
    """
    scores = tags.astype(np.float32).reshape(-1, 3, 3)
    scores[:, :, 0] -= readiness
    chances = _softmax(scores)
    spans = {role: in_whole_words(tagged(chances[:, row]), words) for row, role in enumerate(ROLES)}
    return spans, {role: links.pooled(1 - chances[:, row, :1], spans[role])[:, 0] for row, role in enumerate(ROLES)}


def _grounds(content: FloatArray, linked: FloatArray, cue: float, sourced: float, named: float | None) -> FloatArray:
    """What speaks for an attribution: log chances of its contents, of their links, its cue, its link to a source, and the source."""
    chances = [content.mean(), content.min(), linked.mean(), cue, sourced, 1.0 if named is None else named]
    return np.append(np.log(np.maximum(chances, 1e-4)), 1.0)


def cue_scores(projections: FloatArray, spans: dict[str, IntArray], bias: FloatArray) -> tuple[IntArray, FloatArray]:
    """For each content span its candidate cues (−1: none) and their scores."""
    content, cue = spans["content"], spans["cue"]
    begins, ends = _part(projections, "content_first")[content[:, 0]], _part(projections, "content_last")[content[:, 1] - 1]
    queries = begins.astype(np.float32) + ends
    keys = links.pooled(_part(projections, "cue_key"), cue)
    return _pair_scores(queries, keys, (content, cue), bias)


def source_scores(projections: FloatArray, spans: dict[str, IntArray], bias: FloatArray) -> tuple[IntArray, FloatArray]:
    """For each cue its candidate sources and their scores; the first column is for having none (−1)."""
    cue, source = spans["cue"], spans["source"]
    queries = links.pooled(_part(projections, "cue_query"), cue)
    keys = links.pooled(_part(projections, "source_key"), source)
    found, scores = _pair_scores(queries, keys, (cue, source), bias)
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
