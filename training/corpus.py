"""Annotated texts → training windows of word pieces with their labels.

A PolNeAR article gives, for each role (source, cue, content), a list of spans; an attribution joins one cue, its content
pieces and at most one source. Where two spans of one role overlap, the longer one is kept for tagging. A treebank document
gives where its sentences begin. What a corpus does not annotate is masked, so one network learns from both.
"""

import gzip
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sayso.reader.wordpiece import BREAK, LOWER, UPPER, Pieces, WordPiece

ROLES = ("source", "cue", "content")
OUTSIDE, BEGIN, INSIDE, MASKED = 0, 1, 2, -100
NO_SOURCE, UNKNOWN = -1, -2
SHORTEST = 8  # word pieces; a shorter rest of an article teaches nothing
STRIPPED = ("'’‘", '"“”', ",", "-–—", ".;:?!")  # kinds of punctuation that real inputs lose


@dataclass
class Article:
    """One annotated text. Spans are (start, end) in characters; `links` index them."""

    text: str
    spans: dict[str, list[tuple[int, int]]]
    links: list[tuple[int, int | None, list[int]]]  # (cue, source, contents)
    masked: list[tuple[int, int]]  # where roles are unknown
    sentences: list[int] | None = None  # where each begins; None: unknown


@dataclass
class Window:
    """Up to `size` word pieces with a tag a role and piece, and the links between spans given as piece ranges."""

    ids: np.ndarray
    shapes: np.ndarray
    tags: np.ndarray  # roles × pieces
    sentences: np.ndarray  # pieces: 1 where a sentence begins
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    cue_of_content: list[int] = field(default_factory=list)
    source_of_cue: list[int] = field(default_factory=list)  # or NO_SOURCE, or UNKNOWN where it lies outside of this window


@dataclass(frozen=True)
class Labelled:
    """A whole article in word pieces: what windows are cut from. `ranges` are its spans in pieces, which `links` index."""

    pieces: Pieces
    tags: np.ndarray
    sentences: np.ndarray
    ranges: dict[str, list[tuple[int, int]]]
    links: list[tuple[int, int | None, list[int]]]


def load(path: Path) -> list[Article]:
    """All articles of one split."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_article(json.loads(line)) for line in lines]


def load_sentences(path: Path) -> list[Article]:
    """All documents of one treebank split, with their sentence starts."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_prose(json.loads(line)) for line in lines]


def _prose(document: dict[str, Any]) -> Article:
    text = document["text"]
    starts = [document["tokens"][first][0] for first, _ in document["sents"]]
    return Article(text, {role: [] for role in ROLES}, [], [(0, len(text))], starts)


def _article(document: dict[str, Any]) -> Article:
    by_id = {span["id"]: span for span in document["spans"]}
    used = {identifier for relation in document["relations"] for _, identifier in relation["args"]}
    pieces = {role: {piece for name in used if by_id[name]["label"] == role for piece in _fragments(by_id[name])} for role in ROLES}
    spans = {role: sorted(found) for role, found in pieces.items()}

    links = []
    for relation in document["relations"]:
        found: dict[str, list[int]] = {role: [] for role in ROLES}
        for _, identifier in relation["args"]:
            span = by_id[identifier]
            if span["label"] in found:
                found[span["label"]] += [spans[span["label"]].index(piece) for piece in _fragments(span)]
        if found["cue"]:
            links.append((found["cue"][0], found["source"][0] if found["source"] else None, found["content"]))
    masked = [piece for span in document["spans"] if span["label"] in ("discuss", "discard") for piece in _fragments(span)]
    return Article(document["text"], spans, links, masked)


def _fragments(span: dict[str, Any]) -> list[tuple[int, int]]:
    return [tuple(piece) for piece in span["frags"]] if span.get("frags") else [(span["start"], span["end"])]


def without(article: Article, lost: str) -> Article:
    """The article without the given characters, its spans moved along."""
    kept = np.array([character not in lost for character in article.text])
    before = np.concatenate([[0], np.cumsum(kept)])

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return int(before[span[0]]), int(before[span[1]])

    return Article(
        "".join(character for character, keep in zip(article.text, kept, strict=True) if keep),
        {role: [moved(span) for span in found] for role, found in article.spans.items()},
        article.links,
        [moved(span) for span in article.masked],
        None if article.sentences is None else [int(before[start]) for start in article.sentences],
    )


def windows(article: Article, splitter: WordPiece, size: int, chance: random.Random, *, bare: bool = False) -> list[Window]:
    """Cut an article into windows.

    The cuts fall elsewhere each time, and some texts are roughened as careless copies are: kinds of punctuation, capitals
    or line breaks are gone. With `bare` some lose all of that at once, as transcripts do.
    """
    prose = article.sentences is not None
    stripped = bare and chance.random() < (0.35 if prose else 0.06)
    if stripped:
        article = without(article, "".join(STRIPPED))
    elif chance.random() < (0.5 if prose else 0.25):
        article = without(article, "".join(kind for kind in STRIPPED if chance.random() < 0.5))
    pieces = splitter.encode(article.text)
    shapes = np.full_like(pieces.shapes, LOWER) if stripped else _reshaped(pieces.shapes, chance)
    pieces = Pieces(pieces.ids, pieces.starts, pieces.ends, shapes)
    whole = _labelled(article, pieces)
    body = size - 2
    begin = 0 if len(pieces) <= body else -chance.randrange(body)
    cut = []
    while begin < len(pieces):
        first, last = max(begin, 0), min(begin + body, len(pieces))
        begin += body
        if last - first >= SHORTEST or len(pieces) <= SHORTEST:
            cut.append(_window(whole, first, last, splitter))
    return cut


def labelled(article: Article, splitter: WordPiece) -> Labelled:
    """A whole article as it stands."""
    return _labelled(article, splitter.encode(article.text))


def _labelled(article: Article, pieces: Pieces) -> Labelled:
    ranges = {role: [_piece_range(pieces, span) for span in found] for role, found in article.spans.items()}
    return Labelled(pieces, _tags(ranges, pieces, article.masked), _sentence_tags(pieces, article.sentences), ranges, article.links)


def _reshaped(shapes: np.ndarray, chance: random.Random) -> np.ndarray:
    case, breaks = shapes % BREAK, shapes - shapes % BREAK
    draw = chance.random()
    if draw < 0.08:
        case = np.full_like(case, LOWER)
    elif draw < 0.16:
        case = np.full_like(case, UPPER)
    if chance.random() < 0.2:
        breaks = np.zeros_like(breaks)
    return case + breaks


def _piece_range(pieces: Pieces, span: tuple[int, int]) -> tuple[int, int]:
    first = int(np.searchsorted(pieces.ends, span[0], side="right"))
    last = int(np.searchsorted(pieces.starts, span[1], side="left"))
    return first, max(first, last)


def _tags(ranges: dict[str, list[tuple[int, int]]], pieces: Pieces, masked: list[tuple[int, int]]) -> np.ndarray:
    tags = np.full((len(ROLES), len(pieces)), OUTSIDE, dtype=np.int64)
    for row, role in enumerate(ROLES):
        for first, last in sorted(ranges[role], key=lambda span: span[1] - span[0]):
            if first < last:
                tags[row, first:last] = INSIDE
                tags[row, first] = BEGIN
                if last < len(pieces) and tags[row, last] == INSIDE:
                    tags[row, last] = BEGIN  # the rest of a shorter span that this one covers
    for span in masked:
        first, last = _piece_range(pieces, span)
        tags[:, first:last] = MASKED
    return tags


def _sentence_tags(pieces: Pieces, starts: list[int] | None) -> np.ndarray:
    tags = np.full(len(pieces), MASKED if starts is None else 0, dtype=np.int64)
    if starts is not None and len(pieces):
        tags[np.minimum(np.searchsorted(pieces.ends, starts, side="right"), len(pieces) - 1)] = 1
    return tags


def _window(article: Labelled, first: int, last: int, splitter: WordPiece) -> Window:
    """Pieces `first` to `last` of an article with the marks around them; spans and links are cut to what lies inside."""
    edge = np.full((len(ROLES), 1), MASKED)
    window = Window(
        np.concatenate([[splitter.first], article.pieces.ids[first:last], [splitter.last]]),
        np.concatenate([[0], article.pieces.shapes[first:last], [0]]),
        np.concatenate([edge, article.tags[:, first:last], edge], axis=1),
        np.concatenate([[MASKED], article.sentences[first:last], [MASKED]]),
    )
    places: dict[str, dict[int, int]] = {}  # role → number of a span in the article → its number in the window
    for role, ranges in article.ranges.items():
        inside = {number: (max(begin, first) - first + 1, min(end, last) - first + 1) for number, (begin, end) in enumerate(ranges)}
        inside = {number: span for number, span in inside.items() if span[0] < span[1]}
        window.spans[role] = list(dict.fromkeys(inside.values()))
        places[role] = {number: window.spans[role].index(span) for number, span in inside.items()}
    window.cue_of_content = [UNKNOWN] * len(window.spans["content"])
    window.source_of_cue = [UNKNOWN] * len(window.spans["cue"])
    for cue, source, contents in article.links:
        if cue not in places["cue"]:
            continue
        window.source_of_cue[places["cue"][cue]] = NO_SOURCE if source is None else places["source"].get(source, UNKNOWN)
        for content in contents:
            if content in places["content"]:
                window.cue_of_content[places["content"][content]] = places["cue"][cue]
    return window
