"""Train the reader's network on PolNeAR: `python -m training --help`."""

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.reader import links
from sayso.reader.wordpiece import WordPiece
from training.corpus import MASKED, NO_SOURCE, ROLES, UNKNOWN, Article, Window, windows
from training.network import Network

UNSEEN = -1e4  # added to attention scores of padding


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a run, so that a run can be repeated."""

    seed: int = 7
    epochs: int = 6
    bare_from: int = 3  # the epoch from which some texts come without punctuation, capitals and line breaks
    window: int = 256  # word pieces, with the two marks
    batch: int = 16  # windows
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06  # share of all steps
    averaging: float = 0.995  # decay of the running mean of weights, which is what is kept


@dataclass
class Batch:
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    tags: Tensor
    sentences: Tensor
    windows: list[Window]


def batches(articles: list[Article], splitter: WordPiece, recipe: Recipe, epoch: int) -> Iterator[Batch]:
    chance = random.Random(f"{recipe.seed}/{epoch}")
    # Treebank documents, seen for one easy question, come every other epoch.
    seen = [article for number, article in enumerate(articles) if article.sentences is None or number % 2 == epoch % 2]
    cut = [window for article in seen for window in windows(article, splitter, recipe.window, chance, bare=epoch >= recipe.bare_from)]
    chance.shuffle(cut)
    # Neighbours in length share a batch, so that little is padded; the order of batches stays random.
    chunks = []
    for begin in range(0, len(cut), 32 * recipe.batch):
        pool = sorted(cut[begin : begin + 32 * recipe.batch], key=lambda window: len(window.ids))
        chunks += [pool[at : at + recipe.batch] for at in range(0, len(pool), recipe.batch)]
    chance.shuffle(chunks)
    yield from map(collate, chunks)


def collate(chunk: list[Window]) -> Batch:
    length = max(len(window.ids) for window in chunk)
    ids = np.zeros((len(chunk), length), dtype=np.int64)
    shapes = np.zeros_like(ids)
    seen = np.zeros_like(ids)
    tags = np.full((len(chunk), length, len(ROLES)), MASKED)
    sentences = np.full((len(chunk), length), MASKED)
    for row, window in enumerate(chunk):
        size = len(window.ids)
        ids[row, :size], shapes[row, :size], seen[row, :size] = window.ids, window.shapes, 1
        tags[row, :size] = window.tags.T
        sentences[row, :size] = window.sentences
    mask = (1.0 - torch.from_numpy(seen).float())[:, None, None, :] * UNSEEN
    return Batch(torch.from_numpy(ids), torch.from_numpy(shapes), mask, torch.from_numpy(tags), torch.from_numpy(sentences), chunk)


def loss_of(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Mean losses of (tags, links, sentence starts)."""
    tags, projections, sentences = (part.float() for part in network(batch.ids, batch.shapes, batch.mask))
    tag_loss = mean_loss(tags.reshape(-1, 3), batch.tags.reshape(-1))
    sentence_loss = mean_loss(sentences.reshape(-1, 2), batch.sentences.reshape(-1))
    losses = [part for row, window in enumerate(batch.windows) for part in link_losses(network, projections[row], window)]
    link_loss = torch.cat(losses).mean() if losses else tag_loss * 0
    return tag_loss, link_loss, sentence_loss


def mean_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Mean cross entropy over what is not masked; zero where all is."""
    return F.cross_entropy(logits, target, ignore_index=MASKED, reduction="sum") / (target != MASKED).sum().clamp(min=1)


def link_losses(network: Network, rows: Tensor, window: Window) -> list[Tensor]:
    parts = dict(zip(links.LINKS, rows[:, :-1].split(links.LINK_WIDTH, dim=-1), strict=True))
    spans = {role: np.array(window.spans[role], dtype=np.int64).reshape(-1, 2) for role in ROLES}
    content, cue, source = spans["content"], spans["cue"], spans["source"]
    losses = []
    if len(content) and len(cue):
        queries = parts["content_first"][content[:, 0]] + parts["content_last"][content[:, 1] - 1]
        logits, found = pair_logits(queries, means(parts["cue_key"], cue), (content, cue), network.cue_bias)
        losses.append(pointer_loss(logits, found, np.array(window.cue_of_content)))
    if len(cue):
        queries = means(parts["cue_query"], cue)
        logits, found = pair_logits(queries, means(parts["source_key"], source), (cue, source), network.source_bias)
        none = means(rows[:, -1:], cue)
        target = np.array(window.source_of_cue)
        losses.append(pointer_loss(torch.cat([none, logits], dim=1), np.concatenate([np.full((len(cue), 1), -1), found], axis=1), target))
    return [loss for loss in losses if len(loss)]


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


def train(network: Network, articles: list[Article], splitter: WordPiece, recipe: Recipe, folder: Path) -> Network:
    """Train `network` in place, resuming from `folder`'s checkpoint where there is one; gives the averaged network."""
    torch.manual_seed(recipe.seed)
    network.encoder.words.weight.requires_grad_(False)  # noise for rare words, and a third of the time
    encoder = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    inside = {id(weight) for weight in network.encoder.parameters()}
    heads = [weight for weight in network.parameters() if id(weight) not in inside]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}], weight_decay=0.01
    )
    steps = sum(1 for epoch in range(recipe.epochs) for _ in batches(articles, splitter, recipe, epoch))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (recipe.warmup * steps), max(0.0, (steps - step) / (steps * (1 - recipe.warmup))))
    )
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.averaging))
    checkpoint = folder / "checkpoint.pt"
    first = 0
    parts = {"network": network, "optimiser": optimiser, "schedule": schedule, "average": average}
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        first = state["epoch"]
        for name, part in parts.items():
            part.load_state_dict(state[name])
    for epoch in range(first, recipe.epochs):
        network.train()
        started, shown = time.monotonic(), np.zeros(3)
        for number, batch in enumerate(batches(articles, splitter, recipe, epoch), 1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = loss_of(network, batch)
            optimiser.zero_grad()
            (losses[0] + 0.3 * losses[1] + 0.3 * losses[2]).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(network)
            shown += [loss.item() for loss in losses]
            if number % 20 == 0:
                shares = dict(zip(("tags", "links", "sentences"), (shown / 20).tolist(), strict=True))
                print(json.dumps({"epoch": epoch, "step": number, **shares, "seconds": time.monotonic() - started}), flush=True)
                shown[:] = 0
        torch.save({"epoch": epoch + 1} | {name: part.state_dict() for name, part in parts.items()}, checkpoint)
    return average.module
