"""What kind of number one is, and values that count no people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.figures.number_kinds import is_negative, kind_of
from sayso.claims.figures.numbers import find_quantities
from sayso.claims.figures.tokens import tokenise
from sayso.claims.figures.words import figure_lexicon

CASES = [
    # text, and of each number in it but for articles: its words, kind, value
    ("The dam is 37m high.", [("37", "measure", 37)]),
    ("A 40km convoy used 120kg of fuel.", [("40", "measure", 40), ("120", "measure", 120)]),
    ("It covers 32m2.", [("32", "measure", 32)]),
    ("It can go 0 to 80km/h.", [("0 to 80", "measure", 0)]),
    ("Aid of $13.6m came late.", [("$13.6m", "money", 13_600_000)]),
    ("They want US $58.24 a barrel.", [("US $58.24", "money", 58.24)]),
    ("He paid 115USD.", [("115", "measure", 115)]),
    ("Output fell by 9 per cent.", [("9", "share", 9)]),
    ("He beat her 46 to 40 percent.", [("46", "share", 46), ("40", "share", 40)]),
    ("Two-thirds of the voters stayed home.", [("Two-thirds", "count", 2 / 3)]),
    ("Some 80, 000 homes burned.", [("Some 80, 000", "count", 80_000)]),
    ("A couple of hundred homes burned.", [("A couple of hundred", "count", 200)]),
    ("A 17-year-old was held.", [("17", "measure", 17)]),
    ("It happened on Feb. 21 at 5.20pm.", [("21", "date", 21), ("5.20", "date", 5.2)]),
    ("It was sept. 12, not 12 sept or 12 of March.", [("12", "date", 12)] * 3),
    ("He lives at 49 Cedar Hill Road.", [("49", "label", 49)]),
    ("Posts 12 and 13 fell.", [("12", "label", 12), ("13", "label", 13)]),
    ("The dead number 61.", [("61", "count", 61)]),
    ("Number 61 is taken.", [("61", "label", 61)]),
    ("The top three commanders met.", [("three", "count", 3)]),
    ("All 70 of us left.", [("70", "count", 70)]),
    ("Nearly 8 in 10 agreed.", [("Nearly 8", "share", 8), ("10", "share", 10)]),
    ("She was six then.", [("six", "age", 6)]),
    ("Those between the ages of 12 and 17 left.", [("12", "age", 12), ("17", "age", 17)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_kinds(text: str, expected: list[tuple[str, str, float]]) -> None:
    tokens = tokenise(text)
    found = find_quantities(tokens)
    kinds = [kind_of(tokens, found, index, figure_lexicon(), -1) for index in range(len(found))]
    told = [
        (tokens.span(one.first, one.last).of(text), kind, one.written[0])
        for one, kind in zip(found, kinds, strict=True)
        if one.form != "article"
    ]
    assert told == expected


def test_a_bound_before_a_minus() -> None:
    tokens = tokenise("It is about minus 40 degrees.")
    (found,) = find_quantities(tokens)
    assert found.approximate
    assert is_negative(tokens, found)


@given(st.text(alphabet="12.,$-–/%½m k(aonethird\n", max_size=60) | st.text())
def test_any_text(text: str) -> None:
    tokens, last = tokenise(text), -1
    found = find_quantities(tokens)
    for index, one in enumerate(found):
        assert kind_of(tokens, found, index, figure_lexicon(), -1)
        assert last < one.first <= one.core_first <= one.core_last <= one.last < len(tokens)
        assert one.written[0] <= one.written[1]
        last = one.last
