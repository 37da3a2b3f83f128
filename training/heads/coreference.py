"""Coreference: which spans are mentions, and which earlier mention each of them goes with.

The candidates, pairs and features are those of `sayso.reader.heads.coreference`; this file has their loss only. OntoGUM
leaves out what is mentioned once, so a mention here is a mention of something that is mentioned again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader import mentions, wording
from sayso.reader.heads import coreference
from sayso.reader.heads.coreference import FEATURES, HIDDEN, OUTPUTS, PAIR, Found
from sayso.reader.mentions import WIDEST, Frame
from sayso.reader.wordpiece import Pieces
from training.documents import Place, Window, read_rows
from training.heads.base import Head, Outputs, array, rows

OPEN = ("academic", "bio", "court", "interview", "news", "textbook", "vlog", "voyage")
# Speeches of United States officials in office, which belong to nobody; and textbooks whose licence wasn't found.
PUBLIC = frozenset(f"GUM_speech_{name}" for name in ("floyd", "maiden", "nixon", "telescope"))
UNSURE = frozenset(f"GUM_textbook_{name}" for name in ("anthropology", "artwork", "evoethics"))
DROPOUT = 0.3  # of projections, each number by itself: without it dot products learn their texts by heart, and tables too little
UNSEEN = -1e4  # the score of a candidate that isn't there
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class CoreferenceLabels:
    """Mentions in characters, by chain; and the character at which each sentence begins."""

    chains: tuple[Spans, ...]
    sentences: tuple[int, ...]

    def moved(self, place: Place) -> "CoreferenceLabels":
        chains = []
        for chain in self.chains:
            spans = dict.fromkeys((place(start), place(end)) for start, end in chain)
            chains.append(tuple(span for span in spans if span[0] < span[1]))
        return CoreferenceLabels(tuple(chains), tuple(place(start) for start in self.sentences))


def load_ontogum(path: Path) -> list[tuple[str, str, CoreferenceLabels]]:
    """(id, text, labels) of one split's documents, of those only whose texts may be used by anyone for anything.

    By GUM's own list of licences: academic CC BY 4.0; bio and voyage CC BY-SA 3.0 (Wikipedia, Wikivoyage); court CC BY 4.0;
    interview and news CC BY 2.5 (Wikinews). By its description: textbook from OpenStax (CC BY 4.0), vlog from YouTube under
    Creative Commons (CC BY). Left out: essay, fiction, letter, podcast and whow are for non-commercial use only; conversation
    (Santa Barbara Corpus) may not be changed; of speech the list says nothing, so only PUBLIC ones are read.
    """
    loaded = []
    for document in read_rows(path):
        if document["id"] in PUBLIC or (document["meta"]["genre"] in OPEN and document["id"] not in UNSURE):
            spans = {span["id"]: (span["start"], span["end"]) for span in document["spans"]}
            chains = tuple(tuple(sorted(spans[member] for member in group["members"])) for group in document["groups"])
            starts = tuple(document["tokens"][first][0] for first, _ in document["sents"])
            loaded.append((document["id"], document["text"], CoreferenceLabels(chains, starts)))
    return loaded


@dataclass(frozen=True)
class Stretch:
    """Windows of one document that follow each other without a gap, with their outputs joined."""

    windows: Sequence[Window]
    outputs: Outputs

    @property
    def first(self) -> int:
        return self.windows[0].first

    @property
    def pieces(self) -> Pieces:
        """Those of the stretch only."""
        whole, cut = self.windows[0].pieces, slice(self.first, self.windows[-1].last)
        return Pieces(whole.ids[cut], whole.starts[cut], whole.ends[cut], whole.shapes[cut])

    def frame(self) -> Frame:
        window = self.windows[0]
        labels = window.document.labels["coreference"]
        return mentions.frame(window.document.text, window.pieces, sorted(labels.sentences)).part(self.first, self.windows[-1].last)

    def gold(self, where: Frame) -> dict[tuple[int, int], int]:
        """Mentions that may be found in this stretch, in pieces counted from its first one, with the number of their chain."""
        pieces, last = self.windows[0].pieces, self.windows[-1].last
        chains: dict[tuple[int, int], int] = {}
        for number, chain in enumerate(self.windows[0].document.labels["coreference"].chains):
            for start, end in chain:
                begin = int(np.searchsorted(pieces.ends, start, side="right"))
                stop = int(np.searchsorted(pieces.starts, end, side="left"))
                if not self.first <= begin < stop <= last:
                    continue
                begin, stop = begin - self.first, stop - self.first
                right = where.begins[begin] and where.ends[stop - 1] and stop <= where.limit[begin] and stop - begin <= WIDEST
                if right:
                    chains[begin, stop] = number
        return chains


def stretches(found: Sequence[tuple[Window, Outputs]]) -> Iterator[Stretch]:
    at = 0
    for end in range(1, len(found) + 1):
        before = found[end - 1][0]
        if end < len(found) and found[end][0].pieces is before.pieces and found[end][0].first == before.last:
            continue
        joined = {name: torch.cat([output[name] for _, output in found[at:end]]) for name in OUTPUTS}
        yield Stretch([window for window, _ in found[at:end]], joined)
        at = end


class CoreferenceHead(Head):
    name = "coreference"
    weight = 0.3

    def __init__(self, width: int) -> None:
        super().__init__(width, OUTPUTS)
        self.widths = nn.Parameter(torch.full((WIDEST,), -3.0))
        self.shares = nn.Parameter(torch.full((2,), 0.3))  # of a mention's score in its pairs: the later one's, the earlier one's
        table = torch.zeros(FEATURES, 1 + HIDDEN)
        table[:, 1:].normal_(std=0.1, generator=torch.Generator().manual_seed(7))
        self.table = nn.Parameter(table)
        self.out = nn.Parameter(torch.empty(HIDDEN).normal_(std=0.3, generator=torch.Generator().manual_seed(8)))

    def biases(self) -> list[nn.Parameter]:
        return [self.widths, self.shares, self.table, self.out]

    def numbers(self) -> dict[str, np.ndarray]:
        """`tuning/chains.py` finds a better bar."""
        numbers = {name: array(getattr(self, name)) for name in ("widths", "shares", "table", "out")}
        return {f"coreference.{name}": values for name, values in numbers.items()} | {"coreference.bar": np.zeros(1, dtype=np.float32)}

    def label_names(self) -> dict[str, tuple[str, ...]]:
        return {}

    def loss(self, windows: Sequence[Window], outputs: Sequence[Outputs]) -> Tensor | None:
        """What finding the mentions and linking them costs, a mention of the labels."""
        found = rows(self, windows, outputs)
        parts = [self.losses(stretch) for stretch in stretches(found)]
        total = sum(count for *_, count in parts)
        if not total:
            return None
        return torch.stack([mention + pair for mention, pair, _ in parts]).sum() / total

    def losses(self, stretch: Stretch) -> tuple[Tensor, Tensor, int]:
        """Sums of the losses of mentions and of links, and how many mentions there are."""
        where = stretch.frame()
        gold = stretch.gold(where)
        outputs = {name: F.dropout(output, DROPOUT, self.training) for name, output in stretch.outputs.items()}
        for name in ("mention_start", "mention_end"):  # their last columns are biases
            outputs[name] = torch.cat([outputs[name][:, :-1], stretch.outputs[name][:, -1:]], dim=1)
        scores = self.mention_scores(outputs)
        allowed = mentions.allowed(where)
        target = torch.zeros_like(scores)
        for begin, stop in gold:
            target[begin, stop - begin - 1] = 1
        keep = torch.from_numpy(allowed)
        mention_loss = F.binary_cross_entropy_with_logits(scores[keep], target[keep], reduction="sum")
        begins, widths = np.nonzero(allowed & (scores.detach().numpy() > mentions.LEAST))
        spans = np.stack([begins, begins + widths + 1], axis=1)
        spans, _ = mentions.likeliest(spans, scores.detach().numpy()[begins, widths], int(where.begins.sum()))
        spans = np.array(sorted({*map(tuple, spans.tolist()), *gold}), dtype=np.int64).reshape(-1, 2)
        if len(spans) < 2:
            return mention_loss, mention_loss * 0, len(gold)
        values = scores[torch.from_numpy(spans[:, 0]), torch.from_numpy(spans[:, 1] - spans[:, 0] - 1)]
        pairs, found = self.pair_scores(stretch, outputs, (spans, values), where)
        chain = np.array([gold.get(span, -1) for span in map(tuple, spans.tolist())])
        return mention_loss, link_loss(pairs, found, chain), len(gold)

    def mention_scores(self, outputs: Outputs) -> Tensor:
        """As `mentions.scores`."""
        starts, ends = outputs["mention_start"], F.pad(outputs["mention_end"], (0, 0, 0, WIDEST - 1)).unfold(0, WIDEST, 1)
        dots = torch.einsum("nd,ndw->nw", starts[:, :-1], ends[:, :-1]) / (starts.shape[1] - 1) ** 0.5
        return dots + starts[:, -1:] + ends[:, -1] + self.widths

    def pair_scores(self, stretch: Stretch, outputs: Outputs, chosen: tuple[np.ndarray, Tensor], where: Frame) -> tuple[Tensor, np.ndarray]:
        """As `coreference.pair_scores`: the scores of each mention's earlier ones, and which these are (−1: none)."""
        spans, values = chosen
        given = wording.described(stretch.windows[0].document.text, stretch.pieces, spans, where)
        likely = Found(spans, values.detach().numpy(), given)
        found = coreference.earlier_ones(given)
        other = torch.from_numpy(np.maximum(found, 0))
        first, last = torch.from_numpy(spans[:, 0]), torch.from_numpy(spans[:, 1] - 1)
        queries = outputs["coref_query_start"][first] + outputs["coref_query_end"][last]
        keys = outputs["coref_key_start"][first] + outputs["coref_key_end"][last]
        scores = torch.einsum("nd,nkd->nk", queries, keys[other]) / PAIR**0.5
        scores = scores + self.shares[0] * values[:, None] + self.shares[1] * values[other]
        index = torch.from_numpy(coreference.features(likely, np.arange(len(spans)), found))
        sums = F.embedding_bag(index.flatten(0, 1), self.table, mode="sum").view(*found.shape, -1)
        scores = scores + sums[..., 0] + F.relu(sums[..., 1:]) @ self.out
        return scores.masked_fill(torch.from_numpy(found < 0), UNSEEN), found


def link_loss(scores: Tensor, found: np.ndarray, chain: np.ndarray) -> Tensor:
    """Minus log of the chance that goes to earlier mentions of one's own chain; where there are none, to beginning one."""
    right = (found >= 0) & (chain[np.maximum(found, 0)] == chain[:, None]) & (chain >= 0)[:, None]
    right = np.concatenate([~right.any(1, keepdims=True), right], axis=1)
    scores = torch.cat([scores.new_zeros(len(scores), 1), scores], dim=1)
    allowed = scores.masked_fill(torch.from_numpy(~right), UNSEEN)
    return (scores.logsumexp(1) - allowed.logsumexp(1)).sum()
