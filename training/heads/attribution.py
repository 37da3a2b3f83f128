"""Attributions: three taggers, and links learnt as a choice among near candidates.

A PolNeAR article gives, for each role (source, cue, content), a list of spans; an attribution joins one cue, its content
pieces and at most one source. Where two spans of one role overlap, the longer one is kept for tagging.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader import links
from sayso.reader.heads import attribution
from sayso.reader.heads.attribution import ROLES
from training.documents import Document, Place, Window, moved_spans, read_rows
from training.heads.base import Head, Outputs, array, rows

OUTSIDE, BEGIN, INSIDE, MASKED = 0, 1, 2, -100
NO_SOURCE, UNKNOWN = -1, -2
UNSEEN = -1e4  # the score of a candidate that isn't there
LINK_WEIGHT = 0.3
DROPOUT = 0.3  # of the links' projections: without it they learn their articles by heart


@dataclass(frozen=True)
class AttributionLabels:
    """Spans by role, in characters; `links` index them: (cue, source, contents). `masked`: where roles are unknown."""

    spans: dict[str, list[tuple[int, int]]]
    links: list[tuple[int, int | None, list[int]]]
    masked: list[tuple[int, int]]

    def moved(self, place: Place) -> "AttributionLabels":
        spans = {role: moved_spans(found, place) for role, found in self.spans.items()}
        return AttributionLabels(spans, self.links, moved_spans(self.masked, place))


@dataclass
class Linked:
    """The spans of one window as piece ranges, and what each belongs to."""

    spans: dict[str, np.ndarray]
    cue_of_content: np.ndarray
    source_of_cue: np.ndarray  # or NO_SOURCE, or UNKNOWN where it lies outside of the window


def load_polnear(path: Path) -> list[tuple[str, Document]]:
    """All articles of one split, with their ids."""
    return [(document["id"], Document(document["text"], {"attribution": _labels(document)})) for document in read_rows(path)]


def _labels(document: dict[str, Any]) -> AttributionLabels:
    by_id = {span["id"]: span for span in document["spans"]}
    used = {identifier for relation in document["relations"] for _, identifier in relation["args"]}
    spans = {role: sorted({piece for name in used if by_id[name]["label"] == role for piece in _fragments(by_id[name])}) for role in ROLES}
    found_links = []
    for relation in document["relations"]:
        found: dict[str, list[int]] = {role: [] for role in ROLES}
        for _, identifier in relation["args"]:
            span = by_id[identifier]
            if span["label"] in found:
                found[span["label"]] += [spans[span["label"]].index(piece) for piece in _fragments(span)]
        if found["cue"]:
            found_links.append((found["cue"][0], found["source"][0] if found["source"] else None, found["content"]))
    masked = [piece for span in document["spans"] if span["label"] in ("discuss", "discard") for piece in _fragments(span)]
    return AttributionLabels(spans, found_links, masked)


def _fragments(span: dict[str, Any]) -> list[tuple[int, int]]:
    return [tuple(piece) for piece in span["frags"]] if span.get("frags") else [(span["start"], span["end"])]


class AttributionHead(Head):
    name = "attribution"
    taught: ClassVar[dict[str, int]] = {"tags": 3}  # links are few, and the biases that decide most of them are fitted afterwards

    def __init__(self, width: int) -> None:
        super().__init__(width, attribution.OUTPUTS)
        # Biases by what lies between two spans; see `sayso.reader.links.features`.
        self.cue_bias = nn.Parameter(torch.zeros(links.FEATURES))
        self.source_bias = nn.Parameter(torch.zeros(links.FEATURES))

    def biases(self) -> list[nn.Parameter]:
        return [self.cue_bias, self.source_bias]

    def numbers(self) -> dict[str, np.ndarray]:
        return {
            "attribution.readiness": np.zeros(len(ROLES), dtype=np.float32),  # `tuning/attribution.py` finds better ones
            "attribution.cue_bias": array(self.cue_bias),
            "attribution.source_bias": array(self.source_bias),
            "attribution.least": np.zeros(1, dtype=np.float32),
            "attribution.calibration": np.full(attribution.GROUNDS, 1 / attribution.GROUNDS, dtype=np.float32),
        }

    def loss(self, windows: Sequence[Window], outputs: Sequence[Outputs]) -> Tensor | None:
        found = rows(self, windows, outputs)
        if not found:
            return None
        tags = torch.cat([torch.from_numpy(_tags(window)).T for window, _ in found]).reshape(-1)
        logits = torch.cat([output["tags"] for _, output in found]).reshape(-1, 3)
        tag_loss = F.cross_entropy(logits, tags, ignore_index=MASKED, reduction="sum") / (tags != MASKED).sum().clamp(min=1)
        losses = [part for window, output in found for part in self._link_losses(output["links"], linked(window))]
        return tag_loss + LINK_WEIGHT * torch.cat(losses).mean() if losses else tag_loss

    def _link_losses(self, projections: Tensor, gold: Linked) -> list[Tensor]:
        dropped = F.dropout(projections[:, :-1], DROPOUT, self.training)
        parts = dict(zip(links.LINKS, dropped.split(links.LINK_WIDTH, dim=-1), strict=True))
        content, cue, source = (gold.spans[role] for role in ("content", "cue", "source"))
        losses = []
        if len(content) and len(cue):
            queries = parts["content_first"][content[:, 0]] + parts["content_last"][content[:, 1] - 1]
            logits, found = pair_logits(queries, means(parts["cue_key"], cue), (content, cue), self.cue_bias)
            losses.append(pointer_loss(logits, found, gold.cue_of_content))
        if len(cue):
            queries = means(parts["cue_query"], cue)
            logits, found = pair_logits(queries, means(parts["source_key"], source), (cue, source), self.source_bias)
            logits = torch.cat([means(projections[:, -1:], cue), logits], dim=1)
            found = np.concatenate([np.full((len(cue), 1), NO_SOURCE), found], axis=1)
            losses.append(pointer_loss(logits, found, gold.source_of_cue))
        return [loss for loss in losses if len(loss)]


def _tags(window: Window) -> np.ndarray:
    """Roles × pieces."""
    labels = window.document.labels["attribution"]
    tags = np.full((len(ROLES), len(window)), OUTSIDE, dtype=np.int64)
    for row, role in enumerate(ROLES):
        for span in sorted(labels.spans[role], key=lambda span: span[1] - span[0]):
            first, last = window.piece_range(*span)
            if first < last:
                tags[row, first:last] = INSIDE
                tags[row, first] = BEGIN
                if last < len(window) and tags[row, last] == INSIDE:
                    tags[row, last] = BEGIN  # the rest of a shorter span that this one covers
    for span in labels.masked:
        first, last = window.piece_range(*span)
        tags[:, first:last] = MASKED
    return tags


def linked(window: Window) -> Linked:
    """Spans and links cut to what lies inside of the window."""
    labels = window.document.labels["attribution"]
    spans: dict[str, np.ndarray] = {}
    places: dict[str, dict[int, int]] = {}  # role → number of a span in the text → its number in the window
    for role, found in labels.spans.items():
        ranges = {number: window.piece_range(*span) for number, span in enumerate(found)}
        inside = {number: span for number, span in ranges.items() if span[0] < span[1]}
        kept = list(dict.fromkeys(sorted(inside.values())))
        spans[role] = np.array(kept, dtype=np.int64).reshape(-1, 2)
        places[role] = {number: kept.index(span) for number, span in inside.items()}
    cue_of_content = np.full(len(spans["content"]), UNKNOWN)
    source_of_cue = np.full(len(spans["cue"]), UNKNOWN)
    for cue, source, contents in labels.links:
        if cue not in places["cue"]:
            continue
        source_of_cue[places["cue"][cue]] = NO_SOURCE if source is None else places["source"].get(source, UNKNOWN)
        for content in contents:
            if content in places["content"]:
                cue_of_content[places["content"][content]] = places["cue"][cue]
    return Linked(spans, cue_of_content, source_of_cue)


def means(rows: Tensor, spans: np.ndarray) -> Tensor:
    if not len(spans):
        return rows.new_zeros((0, rows.shape[1]))
    return torch.stack([rows[first:last].mean(0) for first, last in spans.tolist()])


def pair_logits(queries: Tensor, keys: Tensor, spans: tuple[np.ndarray, np.ndarray], bias: Tensor) -> tuple[Tensor, np.ndarray]:
    found = links.candidates(*spans)
    gap, crowd = (torch.from_numpy(index.copy()) for index in links.features(*spans, found))
    there = torch.from_numpy(found >= 0)
    if len(keys):
        dots = torch.einsum("nd,nkd->nk", queries, keys[torch.from_numpy(np.maximum(found, 0))]) / links.LINK_WIDTH**0.5
    else:
        dots = queries.new_zeros(found.shape)
    return (dots + bias[gap] + bias[crowd]).masked_fill(~there, UNSEEN), found


def pointer_loss(logits: Tensor, found: np.ndarray, target: np.ndarray) -> Tensor:
    """Cross entropy a span, for spans whose target (an index, or NO_SOURCE) is among the candidates."""
    right = found == target[:, None]
    right[target == NO_SOURCE, 1:] = False  # −1 also pads `found`; only the first column means none
    usable = (target != UNKNOWN) & right.any(1)
    column = torch.from_numpy(right.argmax(1))
    keep = torch.from_numpy(usable)
    return F.cross_entropy(logits[keep], column[keep], reduction="none")
