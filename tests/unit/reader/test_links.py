"""Which span goes with which: nearest candidates, what lies between, means and scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.arrays import FloatArray, IntArray
from sayso.reader.links import CROWDS, FEATURES, GAPS, LINK_WIDTH, REACH, candidates, features, pooled, scores


def spans(*pairs: tuple[int, int]) -> IntArray:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def others(found: IntArray) -> list[int]:
    return [index for index in found.tolist() if index >= 0]


MANY = spans(*((10 * at, 10 * at + 2) for at in range(40)))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 5), list(range(REACH))),
        ((3, 5), list(range(REACH + 1))),
        ((205, 207), list(range(21 - REACH, 21 + REACH))),
        ((200, 202), list(range(20 - REACH, 20 + REACH))),
        ((500, 501), list(range(40 - REACH, 40))),
    ],
)
def test_a_span_looks_at_its_nearest_candidates_on_either_side(span: tuple[int, int], expected: list[int]) -> None:
    (found,) = candidates(spans(span), MANY)
    assert len(found) == 2 * REACH
    assert others(found) == expected


def test_a_single_candidate_is_found_from_any_side() -> None:
    for span in ((0, 1), (50, 51), (52, 53), (99, 100)):
        assert others(candidates(spans(span), spans((50, 52)))[0]) == [0]


def test_nothing_is_found_where_there_is_nothing() -> None:
    assert others(candidates(spans((0, 1)), spans())[0]) == []
    assert candidates(spans(), MANY).shape == (0, 2 * REACH)


LINES = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 30)), max_size=40).map(
    lambda drawn: spans(*sorted((start, start + length) for start, length in drawn))
)


@given(LINES, LINES)
def test_candidates_are_the_nearest_by_start_for_any_spans(some: IntArray, more: IntArray) -> None:
    for span, found in zip(some.tolist(), candidates(some, more), strict=True):
        before = [at for at, other in enumerate(more.tolist()) if other[0] < span[0]]
        after = [at for at, other in enumerate(more.tolist()) if other[0] >= span[0]]
        assert others(found) == before[-REACH:] + after[:REACH]


def feature(span: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The gap's and the crowd's feature of one pair."""
    found = candidates(spans(span), spans(other))
    gap, crowd = features(spans(span), spans(other), found)
    at = found[0].tolist().index(0)
    return int(gap[0, at]), int(crowd[0, at])


HALF = (GAPS - 1) // 2
OVERLAP = GAPS - 1
GAP_CASES = [
    # span, other, gap
    ((0, 5), (5, 7), 0),  # the other follows at once
    ((0, 5), (6, 7), 1),
    ((0, 5), (7, 8), 1),
    ((0, 5), (8, 9), 2),
    ((0, 5), (11, 12), 3),
    ((0, 5), (85, 86), HALF - 2),
    ((0, 5), (86, 87), HALF - 1),
    ((0, 5), (9999, 10000), HALF - 1),
    ((5, 9), (3, 5), HALF),  # the other ends where the span begins
    ((5, 9), (3, 4), HALF + 1),
    ((500, 510), (3, 4), OVERLAP - 1),
    ((5, 9), (8, 12), OVERLAP),
    ((5, 9), (5, 9), OVERLAP),
    ((5, 9), (6, 7), OVERLAP),
    ((5, 9), (0, 20), OVERLAP),
]


@pytest.mark.parametrize(("span", "other", "gap"), GAP_CASES)
def test_the_gap_between_two_spans_has_its_feature(span: tuple[int, int], other: tuple[int, int], gap: int) -> None:
    assert feature(span, other)[0] == gap


def test_the_crowd_between_has_its_feature() -> None:
    found = candidates(spans((205, 207)), MANY)
    _, crowd = features(spans((205, 207)), MANY, found)
    nearest, farthest = GAPS, GAPS + CROWDS - 1
    assert crowd[0].tolist()[REACH - 4 : REACH + 4] == [
        farthest,
        nearest + 2,
        nearest + 1,
        nearest,
        nearest,
        nearest + 1,
        nearest + 2,
        farthest,
    ]
    assert set(crowd[0].tolist()[: REACH - 4]) == {farthest}


@given(LINES, LINES)
def test_features_of_any_spans_index_the_bias(some: IntArray, more: IntArray) -> None:
    found = candidates(some, more)
    gap, crowd = features(some, more, found)
    assert gap.shape == crowd.shape == found.shape
    assert ((gap >= 0) & (gap < GAPS)).all()
    assert ((crowd >= GAPS) & (crowd < FEATURES)).all()


def test_a_span_is_pooled_to_the_mean_of_its_rows() -> None:
    rows = np.arange(12, dtype=np.float32).reshape(6, 2)
    assert pooled(rows, spans((0, 1), (1, 3), (0, 6))).tolist() == [[0, 1], [3, 4], [5, 6]]
    assert pooled(rows, spans()).shape == (0, 2)


def test_a_mean_far_into_a_long_text_is_exact() -> None:
    rows = np.full((200_000, 1), 0.1, dtype=np.float32)
    assert pooled(rows, spans((199_990, 199_993)))[0, 0] == pytest.approx(0.1, rel=1e-6)


def unit(*axes: int) -> FloatArray:
    made = np.zeros((len(axes), LINK_WIDTH), dtype=np.float32)
    made[range(len(axes)), list(axes)] = LINK_WIDTH**0.5
    return made


def test_a_pair_scores_by_its_product_and_its_bias() -> None:
    found = np.array([[0, 1, -1], [-1, 1, 0]])
    bias = np.array([[0, 0.5, 9], [9, 0, -0.25]], dtype=np.float32)
    made = scores(unit(0, 1), unit(0, 1), found, bias)
    width = LINK_WIDTH**0.5
    assert made.tolist() == [[width, 0.5, -np.inf], [-np.inf, width, -0.25]]


def test_without_candidates_every_score_is_minus_infinity() -> None:
    found = candidates(spans((0, 1)), spans())
    assert np.isneginf(scores(unit(0), unit(), found, np.zeros(found.shape, dtype=np.float32))).all()
