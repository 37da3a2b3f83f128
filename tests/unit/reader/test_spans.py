"""The likeliest legal tags, against all tags there could be."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.spans import in_whole_words, likeliest

ROWS = st.lists(st.tuples(*[st.floats(-20.0, 0.0)] * 3), min_size=1, max_size=6)


def total(rows: list[tuple[float, ...]], path: tuple[int, ...]) -> float:
    return sum(row[tag] for row, tag in zip(rows, path, strict=True))


def legal(path: tuple[int, ...]) -> bool:
    return all(tag != 2 or before != 0 for before, tag in zip((0, *path), path, strict=False))


def path_of(spans: list[tuple[int, int]], length: int) -> tuple[int, ...]:
    path = [0] * length
    for begin, end in spans:
        path[begin:end] = [1] + [2] * (end - begin - 1)
    return tuple(path)


@given(ROWS)
def test_the_tags_are_thelikeliest_of_all_that_are_legal(rows: list[tuple[float, ...]]) -> None:
    path = path_of(likeliest(rows), len(rows))
    best = max(total(rows, other) for other in product(range(3), repeat=len(rows)) if legal(other))
    assert legal(path)
    assert total(rows, path) == pytest.approx(best)


@given(ROWS)
def test_spans_are_in_order_and_apart(rows: list[tuple[float, ...]]) -> None:
    bounds = [at for span in likeliest(rows) for at in span]
    assert bounds == sorted(bounds)
    assert all(begin < end for begin, end in likeliest(rows))


@pytest.mark.parametrize(
    ("spans", "begins", "expected"),
    [
        ([(0, 2)], "|.||", [(0, 2)]),  # whole words stay
        ([(0, 1)], "|..|", []),  # a third of a word is none of it
        ([(0, 2)], "|..|", [(0, 3)]),  # two thirds are all of it
        ([(1, 4)], "|..|", [(0, 4)]),  # likewise at the front
        ([(2, 4)], "|..|", [(3, 4)]),
        ([(0, 1), (1, 3)], "|.|", [(0, 2), (2, 3)]),  # half is enough, and no piece is in two
    ],
)
def test_a_span_ends_where_words_do(spans: list[tuple[int, int]], begins: str, expected: list[tuple[int, int]]) -> None:
    moved = in_whole_words(np.array(spans, dtype=np.int64).reshape(-1, 2), np.array([mark == "|" for mark in begins]))
    assert [tuple(span) for span in moved.tolist()] == expected
