"""What a score means: of the attributions that get 0.8, eight in ten are right.

Right is as the corpus's scorer counts jointly: paired one to one with an annotator's, with which content, cue and source all
share a word. The weights of an attribution's grounds are found by logistic regression.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

PENALTY = 1e-3  # on squared weights
Role = dict[str, list[list[int]]]
Words = frozenset[int]


def judged(document: dict[str, Any], found: Sequence[Role], scorer: dict[str, Any]) -> list[bool | None]:
    """Whether each attribution found in a document is right; None where an annotator's own mark leaves it uncounted."""
    text = document["text"]
    gold, masked = scorer["gold_attributions"](document)
    numbered = [match.span() for match in re.finditer(r"\w+", text)]
    word_of = {
        at: number
        for number, (start, end) in enumerate(numbered)
        if not any(start < last and first < end for first, last in masked)
        for at in range(start, end)
    }

    def words(spans: list[list[int]]) -> Words:
        joined = scorer["joined"](text, spans)
        return frozenset(word_of[at] for start, end in joined for at in range(start, end) if at in word_of)

    sides = [[tuple(words(one.get(role, [])) for role in scorer["ROLES"]) for one in side] for side in (gold, found)]
    kept = [[number for number, triple in enumerate(side) if triple[2]] for side in sides]
    pairs = scorer["paired"](*[[side[number][2] for number in numbers] for side, numbers in zip(sides, kept, strict=True)])
    right: list[bool | None] = [False if number in set(kept[1]) else None for number in range(len(found))]
    for mine, theirs in pairs:
        one, other = sides[0][kept[0][mine]], sides[1][kept[1][theirs]]
        right[kept[1][theirs]] = all(a & b or not (a or b) for a, b in zip(one[:2], other[:2], strict=True))
    return right


def fit(grounds: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of `grounds` (attributions × GROUNDS) whose logistic sum is the chance of being right."""
    rows, target = torch.from_numpy(grounds).double(), torch.from_numpy(right).double()
    weights = torch.zeros(rows.shape[1], dtype=torch.double, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = F.binary_cross_entropy_with_logits(rows @ weights, target) + PENALTY * weights[:-1].square().sum()
        value.backward()
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return weights.detach().float().numpy()


def reliability(judgements: Sequence[tuple[float, bool]]) -> list[tuple[float, int, float]]:
    """(lower bound, how many, share that is right) for each tenth of scores that occurs, from (score, whether right)."""
    tenths: dict[int, list[bool]] = {}
    for score, right in judgements:
        tenths.setdefault(min(9, int(10 * score)), []).append(right)
    return [(tenth / 10, len(ones), sum(ones) / len(ones)) for tenth, ones in sorted(tenths.items())]
