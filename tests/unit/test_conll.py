"""The coreference measure, against examples that the literature works by hand."""

from itertools import permutations
from random import Random

import pytest

from training.conll import Chains, Scores, best_sum, score


def chains(*letters: str) -> Chains:
    return [frozenset(chain) for chain in letters]


def test_perfect() -> None:
    got = score(chains("abc", "de"), chains("de", "abc"))
    assert got.muc.f1 == got.b_cubed.f1 == got.ceaf.f1 == got.conll == got.found.f1 == 1


def test_pradhan_2014() -> None:
    """The example of "Scoring Coreference Partitions of Predicted Mentions": key {abc}{defg}, response {ab}{cd}{fghi}."""
    got = score(chains("abc", "defg"), chains("ab", "cd", "fghi"))
    assert got.muc.recall == (2, 5)
    assert got.muc.precision == (2, 5)
    assert got.muc.f1 == pytest.approx(0.40)
    assert got.b_cubed.recall[0] / got.b_cubed.recall[1] == pytest.approx(0.4167, abs=1e-4)
    assert got.b_cubed.precision[0] / got.b_cubed.precision[1] == pytest.approx(0.5)
    assert got.b_cubed.f1 == pytest.approx(0.4545, abs=1e-4)
    assert got.ceaf.recall[0] / got.ceaf.recall[1] == pytest.approx(0.65)
    assert got.ceaf.precision[0] / got.ceaf.precision[1] == pytest.approx(0.4333, abs=1e-4)
    assert got.ceaf.f1 == pytest.approx(0.52)


def test_bagga_and_baldwin() -> None:
    """Key {1–5}{67}{89ABC}; a response that joins the two large chains loses less by MUC than by B³."""
    key = chains("12345", "67", "89ABC")
    small, large = score(key, chains("12345", "6789ABC")), score(key, chains("1234589ABC", "67"))
    assert small.muc.precision == large.muc.precision == (9, 10)
    assert small.b_cubed.precision[0] / 12 == pytest.approx(0.762, abs=1e-3)
    assert large.b_cubed.precision[0] / 12 == pytest.approx(0.583, abs=1e-3)
    assert small.b_cubed.recall == large.b_cubed.recall == (12, 12)


def test_documents_add_up_and_nothing_found_is_zero() -> None:
    one, none = score(chains("ab"), chains("ab")), score(chains("ab"), ())
    assert (none.conll, score((), ()).conll) == (0, 0)
    assert (one + none + Scores()).muc.recall == (1, 2)


def test_best_sum_tries_as_well_as_all_permutations() -> None:
    chance = Random(3)
    for rows, columns in ((1, 1), (3, 5), (5, 3), (4, 4)):
        worth = [[chance.random() for _ in range(columns)] for _ in range(rows)]
        tall = worth if rows <= columns else [list(column) for column in zip(*worth, strict=True)]
        every = max(sum(row[at] for row, at in zip(tall, chosen, strict=True)) for chosen in permutations(range(len(tall[0])), len(tall)))
        assert best_sum(worth) == pytest.approx(every)
