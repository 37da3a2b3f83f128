"""Every quantity of a text: kind, unit, trend, and values that count no people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.quantities import find_amounts

CASES = [
    # text, and of each quantity in it but for articles: its words with the unit, kind, unit, value
    ("The dam is 37m high.", [("37m", "measure", "m", 37)]),
    ("A 40km convoy used 120kg of fuel.", [("40km", "measure", "km", 40), ("120kg", "measure", "kg", 120)]),
    ("Aid of $13.6m came late.", [("$13.6m", "money", "$", 13_600_000)]),
    ("They want US $58.24 a barrel.", [("US $58.24", "money", "US $", 58.24)]),
    ("Output fell by 9 per cent.", [("9 per cent", "share", "per cent", 9)]),
    ("Two-thirds of the voters stayed home.", [("Two-thirds", "count", "", 2 / 3)]),
    ("It was minus 12 degrees Celsius.", [("minus 12 degrees Celsius", "measure", "degrees Celsius", -12)]),
    ("Some 300 homes burned.", [("Some 300 homes", "count", "homes", 300)]),
    ("A 17-year-old was held.", [("17", "measure", "", 17)]),
    ("It speeds up: it can go 0 to 80km/h.", [("0 to 80km", "measure", "km", 0)]),
    ("It covers 32m2.", [("32m", "measure", "m", 32)]),
    ("He paid 115USD.", [("115USD", "measure", "USD", 115)]),
    ("Some 80, 000 homes burned.", [("Some 80, 000 homes", "count", "homes", 80_000)]),
    ("All 70 of us left.", [("70", "count", "", 70)]),
    # what names, dates or times
    ("The 2018 sales began on sept. 12, not 12 sept.", [("2018", "label", "", 2018), ("12", "date", "", 12), ("12", "date", "", 12)]),
    ("Section 42 applies.", [("42", "label", "", 42)]),
    ("It happened in 1999 on Feb. 21 at 5.20pm.", [("1999", "label", "", 1999), ("21", "date", "", 21), ("5.20", "date", "", 5.2)]),
    ("Each one has another one.", [("one", "label", "", 1), ("another one", "label", "", 1)]),
    ("Phase two was shelved.", [("two", "label", "", 2)]),
    ("He lives at 49 Cedar Hill Road.", [("49", "label", "", 49)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_amounts(text: str, expected: list[tuple[str, str, str, float]]) -> None:
    found = [one for one in find_amounts(text) if one.quantity.form != "article"]
    assert [(one.span.of(text), one.kind, one.unit, one.quantity.written[0]) for one in found] == expected


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("Prices rose 12%.", "up"),
        ("Prices fell sharply by about 12%.", "down"),
        ("They cut staff by 12%.", "down"),
        ("Turnout was 12%.", None),
        ("They gave up 12 posts.", None),
    ],
)
def test_trend(text: str, trend: str | None) -> None:
    (found,) = find_amounts(text)
    assert found.trend == trend


def test_what_is_said_again_in_brackets_is_bounded_likewise() -> None:
    found = find_amounts("It lies more than 5 miles (8km / 4nm) away.")
    assert [one.quantity.bound for one in found] == ["above", "above", "above"]


def test_a_bound_before_a_minus() -> None:
    (found,) = find_amounts("It is about minus 40 degrees.")
    assert (found.quantity.written, found.quantity.approximate) == ((-40, -40), True)


@given(st.text(alphabet="12.,$-–/%½m k(aonethird\n", max_size=60) | st.text())
def test_any_text(text: str) -> None:
    start = -1
    for one in find_amounts(text):
        assert start < one.span.start < one.span.end <= len(text)
        assert one.unit in text
        assert one.quantity.written[0] <= one.quantity.written[1]
        start = one.span.start
