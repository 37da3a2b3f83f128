"""Train the reader's network on all corpora at once: `python -m training --help`."""

import json
import random
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from sayso.reader.wordpiece import WordPiece
from training.corpora import Corpus
from training.documents import Window, windows
from training.heads.base import Outputs
from training.network import Network
from training.teachers import WEIGHT, Teacher

UNSEEN = -1e4  # added to attention scores of padding


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a run, so that a run can be repeated."""

    seed: int = 7
    epochs: int = 13
    window: int = 256  # word pieces, with the two marks
    batch: int = 8  # windows
    heads: tuple[str, ...] = ()  # those that are trained; none named: all
    blanked: float = 0.06  # share of pieces that are hidden from the network, so that it reads names and cues by what is around them
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    bias_rate: float = 2e-2
    warmup: float = 0.06  # share of all steps
    averaging: float = 0.995  # decay of the running mean of weights, which is what is kept
    saved_every: int = 100  # steps


@dataclass
class Batch:
    ids: Tensor
    whole: Tensor  # ids before some were hidden
    shapes: Tensor
    mask: Tensor
    windows: list[Window]


def epoch_windows(corpora: list[Corpus], splitter: WordPiece, recipe: Recipe, epoch: int) -> list[list[Window]]:
    """The windows of one epoch in batches. Those of a document that is to stay whole follow each other."""
    chance = random.Random(f"{recipe.seed}/{epoch}")
    loose: list[Window] = []
    joined: list[list[Window]] = []
    for corpus in corpora:
        for document in corpus.drawn(epoch, chance):
            if recipe.heads and document.labels.keys().isdisjoint(recipe.heads):
                continue
            cut = windows(document, splitter, recipe.window, chance, bare=corpus.bare)
            if corpus.whole:
                joined += [cut[at : at + recipe.batch] for at in range(0, len(cut), recipe.batch)]
            else:
                loose += cut
    chance.shuffle(loose)
    # Neighbours in length share a batch, so that little is padded; the order of batches stays random.
    batches = []
    for begin in range(0, len(loose), 32 * recipe.batch):
        pool = sorted(loose[begin : begin + 32 * recipe.batch], key=len)
        batches += [pool[at : at + recipe.batch] for at in range(0, len(pool), recipe.batch)]
    batches += joined
    chance.shuffle(batches)
    return batches


def collate(chunk: list[Window], splitter: WordPiece, blanked: float = 0.0) -> Batch:
    """A batch; of its pieces the share `blanked`, drawn by torch's generator, is replaced by the one for unknown words."""
    length = max(len(window) for window in chunk) + 2
    ids = np.zeros((len(chunk), length), dtype=np.int64)
    shapes, seen = np.zeros_like(ids), np.zeros_like(ids)
    for row, window in enumerate(chunk):
        size = len(window) + 2
        ids[row, :size], shapes[row, :size], seen[row, :size] = window.ids(splitter), window.shapes(), 1
    whole = ids.copy()
    hidden = (torch.rand(ids.shape) < blanked).numpy() & (ids != splitter.first) & (ids != splitter.last) & (seen == 1)
    ids[hidden] = splitter.unknown
    mask = (1.0 - torch.from_numpy(seen).float())[:, None, None, :] * UNSEEN
    return Batch(torch.from_numpy(ids), torch.from_numpy(whole), torch.from_numpy(shapes), mask, chunk)


def losses_of(
    network: Network, batch: Batch, device: torch.device, heads: Collection[str], teachers: Sequence[Teacher] = ()
) -> dict[str, Tensor]:
    """The mean loss of each of `heads` that the batch has labels for, and how far the network is from its `teachers`.

    The encoder runs where it is fast; the heads' losses walk over spans one by one, which a processor does best.
    """
    found = network(batch.ids.to(device), batch.shapes.to(device), batch.mask.to(device))
    exact = {name: values.float().cpu() for name, values in found.items()}
    outputs: list[Outputs] = [
        {name: values[row, 1 : 1 + len(window)] for name, values in exact.items()} for row, window in enumerate(batch.windows)
    ]
    losses = {name: network.heads[name].loss(batch.windows, outputs) for name in heads}
    weighted = {name: network.heads[name].weight * loss for name, loss in losses.items() if loss is not None}
    seen = batch.mask[:, 0, 0, :].to(device) == 0
    for teacher in teachers:
        answers = teacher.answers(batch.whole.to(device), batch.shapes.to(device), batch.mask.to(device))
        told = {name: values[seen].float() for name, values in answers.items()}
        own = {name: found[name][seen].float() for name in told}
        weighted[f"{teacher.head}, taught"] = WEIGHT * network.heads[teacher.head].lesson(own, told).cpu()
    return weighted


def parameter_groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    """The encoder, the heads and their bias tables learn at rates of their own. Word embeddings stay as they are."""
    network.encoder.words.weight.requires_grad_(False)  # noise for rare words, and a third of the time
    encoder = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    biases = [bias for head in network.heads.values() for bias in head.biases()]
    known = {id(weight) for weight in biases}
    heads = [weight for weight in network.heads.parameters() if id(weight) not in known]
    return [
        {"params": encoder, "lr": recipe.encoder_rate, "weight_decay": 0.01},
        {"params": heads, "lr": recipe.head_rate, "weight_decay": 0.01},
        {"params": biases, "lr": recipe.bias_rate, "weight_decay": 0.0},
    ]


def train(
    network: Network, corpora: list[Corpus], splitter: WordPiece, recipe: Recipe, folder: Path, teachers: Sequence[Teacher] = ()
) -> Network:
    """Train `network` in place, resuming from `folder`'s checkpoint where there is one; gives the averaged network."""
    torch.manual_seed(recipe.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.encoder.to(device)
    for head in network.heads.values():
        head.layers.to(device)
    for teacher in teachers:
        teacher.network.to(device)
    optimiser = torch.optim.AdamW(parameter_groups(network, recipe))
    counts = [len(epoch_windows(corpora, splitter, recipe, epoch)) for epoch in range(recipe.epochs)]
    steps = sum(counts)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (recipe.warmup * steps), max(0.0, (steps - step) / (steps * (1 - recipe.warmup))))
    )
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.averaging))
    parts = {"network": network, "optimiser": optimiser, "schedule": schedule, "average": average}
    done = resume(folder, parts)
    network.train()
    for step, batch in enumerate(remaining(corpora, splitter, recipe, counts, done), done + 1):
        started = time.monotonic()
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=fast_halves(device)):
            losses = losses_of(network, batch, device, recipe.heads or network.heads, teachers)
        total = torch.stack(list(losses.values())).sum()
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        average.update_parameters(network)
        shown = {name: round(loss.item(), 4) for name, loss in losses.items()}
        print(json.dumps({"step": step, "of": steps, **shown, "seconds": round(time.monotonic() - started, 2)}), flush=True)
        if step % recipe.saved_every == 0 or step == steps:
            save(folder, step, parts)
    trained: Network = average.module.cpu()
    return trained


def remaining(corpora: list[Corpus], splitter: WordPiece, recipe: Recipe, counts: list[int], done: int) -> Iterator[Batch]:
    """All batches of the run after the first `done`."""
    for epoch, count in enumerate(counts):
        if done < count:
            for chunk in epoch_windows(corpora, splitter, recipe, epoch)[done:]:
                yield collate(chunk, splitter, recipe.blanked)
        done = max(0, done - count)


def fast_halves(device: torch.device) -> bool:
    """Whether 16-bit products are faster here: on a GPU, and on processors that have instructions for them."""
    return device.type == "cuda" or torch.backends.cpu.get_cpu_capability() not in ("DEFAULT", "AVX2")


def resume(folder: Path, parts: dict[str, object]) -> int:
    """Load the checkpoint of `folder` into the parts; gives the steps that are done."""
    checkpoint = folder / "checkpoint.pt"
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])  # type: ignore[attr-defined]
    torch.set_rng_state(state["chance"])  # what is dropped out goes on as it would have
    return int(state["step"])


def save(folder: Path, step: int, parts: dict[str, object]) -> None:
    """Write the checkpoint beside the last one and put it in its place, so that a stop in between loses nothing."""
    fresh = folder / "checkpoint.new"
    torch.save({"step": step, "chance": torch.get_rng_state()} | {name: part.state_dict() for name, part in parts.items()}, fresh)  # type: ignore[attr-defined]
    fresh.replace(folder / "checkpoint.pt")
