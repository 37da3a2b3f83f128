"""Numbers: value, bounds, approximation and exact span."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.figures.numbers import Quantity, find_quantities
from sayso.claims.figures.tokens import tokenise
from sayso.model.evidence import Span


def find_numbers(text: str) -> list[tuple[Span, Quantity]]:
    tokens = tokenise(text)
    return [(tokens.span(one.first, one.last), one) for one in find_quantities(tokens)]


CASES = [
    # digits
    ("killed 14 miners", "14", 14, 14, False),
    ("1,300 homes", "1,300", 1300, 1300, False),
    ("13000 homes", "13000", 13000, 13000, False),
    ("20 000 homes", "20 000", 20000, 20000, False),
    ("1.2 million tonnes", "1.2 million", 1_200_000, 1_200_000, False),
    ("3.5m voters", "3.5m", 3_500_000, 3_500_000, False),
    ("40k voters", "40k", 40_000, 40_000, False),
    ("5 thousand sheep", "5 thousand", 5000, 5000, False),
    ("a 2,000-strong force", "2,000", 2000, 2000, False),
    ("1,234,567 voters", "1,234,567", 1_234_567, 1_234_567, False),
    ("12,34,567 rupees", "12,34,567", 1_234_567, 1_234_567, False),
    ("1.300 homes", "1.300", 1300, 1300, False),
    ("1.356 billion crowns", "1.356 billion", 1_356_000_000, 1_356_000_000, False),
    ("2 lakh voters", "2 lakh", 200_000, 200_000, False),
    # words
    ("twenty-two sailors", "twenty-two", 22, 22, False),
    ("a hundred and twenty sailors", "a hundred and twenty", 120, 120, False),
    ("two thousand three hundred sailors", "two thousand three hundred", 2300, 2300, False),
    ("nineteen hundred sailors", "nineteen hundred", 1900, 1900, False),
    ("half a million sailors", "half a million", 500_000, 500_000, False),
    ("two and a half million sailors", "two and a half million", 2_500_000, 2_500_000, False),
    ("a half-dozen sailors", "a half-dozen", 6, 6, False),
    ("a quarter of a million sailors", "a quarter of a million", 250_000, 250_000, False),
    ("two dozen sailors", "two dozen", 24, 24, False),
    ("half a dozen sailors", "half a dozen", 6, 6, False),
    # vague words
    ("dozens of sailors", "dozens", 24, None, True),
    ("scores were hurt", "scores", 40, None, True),
    ("several sailors", "several", 3, None, True),
    ("a handful of sailors", "a handful", 3, None, True),
    ("several dozen sailors", "several dozen", 36, None, True),
    ("several hundred sailors", "several hundred", 300, None, True),
    ("tens of thousands fled", "tens of thousands", 20_000, None, True),
    ("hundreds of thousands fled", "hundreds of thousands", 200_000, None, True),
    ("millions fled", "millions", 2_000_000, None, True),
    ("a couple hundred sailors", "a couple hundred", 200, None, True),
    # bounds
    ("at least 12 sailors", "at least 12", 12, None, False),
    ("no fewer than twelve sailors", "no fewer than twelve", 12, None, False),
    ("more than 12 sailors", "more than 12", 13, None, False),
    ("well over 100 sailors", "well over 100", 101, None, False),
    ("more than two dozen sailors", "more than two dozen", 25, None, False),
    ("up to 12 sailors", "up to 12", None, 12, False),
    ("as many as 12 sailors", "as many as 12", None, 12, False),
    ("nearly 12 sailors", "nearly 12", None, 12, False),
    ("fewer than 12 sailors", "fewer than 12", None, 11, False),
    ("12 or more sailors", "12 or more", 12, None, False),
    ("12+ sailors", "12+", 12, None, False),
    ("12 and over", "12 and over", 12, None, False),
    ("well under 12 sailors", "well under 12", None, 11, False),
    ("just under 12 sailors", "just under 12", None, 12, False),
    # approximation
    ("about 12 sailors", "about 12", 12, 12, True),
    ("some 12 sailors", "some 12", 12, 12, True),
    ("an estimated 12 sailors", "an estimated 12", 12, 12, True),
    ("a dozen or so sailors", "a dozen or so", 12, 12, True),
    ("more than an estimated 100", "more than an estimated 100", 101, None, True),
    # ranges
    ("between 12 and 15 sailors", "between 12 and 15", 12, 15, False),
    ("12 to 15 sailors", "12 to 15", 12, 15, False),
    ("12–15 sailors", "12–15", 12, 15, False),
    ("one or two sailors", "one or two", 1, 2, False),
    ("two to three hundred sailors", "two to three hundred", 200, 300, False),
    ("$2 to $40 million", "$2 to $40 million", 2_000_000, 40_000_000, False),
    ("from 1 per cent to 1.5 per cent", "from 1 per cent to 1.5", 1, 1.5, False),
    # fractions
    ("two-thirds of them", "two-thirds", 2 / 3, 2 / 3, False),
    ("a third of them", "a third", 1 / 3, 1 / 3, False),
    ("7 3/4 inches", "7 3/4", 7.75, 7.75, False),
    ("½ of it", "½", 0.5, 0.5, False),
    ("2½ miles", "2½", 2.5, 2.5, False),
    (".25 inches", "25", 0.25, 0.25, False),
    # none
    ("not a single sailor", "not a single", 0, 0, False),
    ("no one was hurt", "no one", 0, 0, False),
]


@pytest.mark.parametrize(("text", "quote", "low", "high", "approximate"), CASES)
def test_one_number(text: str, quote: str, low: float | None, high: float | None, approximate: bool) -> None:
    found = [entry for entry in find_numbers(text) if entry[1].form != "article"]
    assert [(span.of(text), q.low, q.high, q.approximate) for span, q in found] == [(quote, low, high, approximate)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The toll rose from 43 to 112.", [43, 112]),
        ("The toll rose by 12 to 112.", [12, 112]),
        ("Shares rose 9 per cent to $84.", [9, 84]),
        ("On March 11 120 people fled.", [11, 120]),
        ("In 2013 43 people died.", [2013, 43]),
        ("Sector 3 of 5", [3, 5]),
        ("two killed five hurt", [2, 5]),
    ],
)
def test_numbers_side_by_side(text: str, values: list[int]) -> None:
    assert [quantity.value for _, quantity in find_numbers(text)] == values


@pytest.mark.parametrize("text", ["9" * 5000, "B52", "the 3rd F16", "no fewer", "No. seven".replace("seven", "x"), ""])
def test_no_count(text: str) -> None:
    assert [quantity.value for _, quantity in find_numbers(text) if quantity.value > 3] == []


_WORDS = [
    "at",
    "least",
    "12",
    "1,300",
    "a",
    "hundred",
    "and",
    "dozens",
    "of",
    "to",
    "between",
    "-",
    "+",
    "no",
    "half",
    "million",
    "٣٤",
    ".",
    "²",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(_WORDS)).map(" ".join), st.lists(st.sampled_from(_WORDS)).map("".join)))
def test_any_text(text: str) -> None:
    end = 0
    for span, quantity in find_numbers(text):
        assert end <= span.start < span.end <= len(text)
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        end = span.end
