"""The best tree, held against all trees of small sentences."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader.arrays import FloatArray
from sayso.reader.trees import best_tree


def is_tree(heads: list[int]) -> bool:
    """Whether exactly one head is the root (−1) and all others lead to it."""
    if heads.count(-1) != 1:
        return False
    for at in range(len(heads)):
        node = at
        for _ in heads:
            if node >= 0:
                node = heads[node]
        if node >= 0:
            return False
    return True


def made(seed: int, count: int) -> FloatArray:
    scores: FloatArray = np.random.default_rng(seed).normal(0, 3, (count, count + 1)).astype(np.float32)
    scores[np.arange(count), np.arange(count) + 1] = -np.inf
    return scores


def total(scores: FloatArray, heads: list[int]) -> float:
    return sum(float(scores[at, head + 1]) for at, head in enumerate(heads))


@settings(deadline=None)  # a busy processor is no failure
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_no_tree_is_better(seed: int, count: int) -> None:
    scores = made(seed, count)
    found = best_tree(scores).tolist()
    assert is_tree(found)
    best = max(total(scores, list(heads)) for heads in product(range(-1, count), repeat=count) if is_tree(list(heads)))
    assert total(scores, found) == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize("count", [40, 256])
def test_a_long_sentence_becomes_a_tree(count: int) -> None:
    assert is_tree(best_tree(made(1, count)).tolist())


def test_one_root_even_where_all_would_be_roots() -> None:
    scores = np.zeros((4, 5), dtype=np.float32)
    scores[:, 0] = 50
    scores[2, 0] = 51
    scores[np.arange(4), np.arange(4) + 1] = -np.inf
    found = best_tree(scores).tolist()
    assert is_tree(found)
    assert found[2] == -1
