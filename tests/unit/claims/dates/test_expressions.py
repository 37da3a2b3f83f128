"""Time expressions of all kinds: their own words, kind, length and value."""

from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from edtf.parser import is_valid_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.dates.expressions import TimeExpression, find_times

TUESDAY = date(2023, 1, 3)  # at the turn of a year

FOUND = [
    # own words without prepositions, but with what belongs to them
    ("It sank in the early hours of Sunday.", "the early hours of Sunday", "date", "2023-01-01", None),
    ("It sank shortly after 9 p.m. on Friday.", "9 p.m. on Friday", "date", "2022-12-30", None),
    ("It sank around 17:20 GMT.", "around 17:20 GMT", "time", None, None),
    ("It sank at dawn.", "dawn", "time", None, None),
    ("It sank at 4 in the morning.", "4 in the morning", "time", None, None),
    ("It has sunk since mid-December.", "mid-December", "date", "2022-12", None),
    # over the turn of the year
    ("It sank on Tuesday.", "Tuesday", "date", "2023-01-03", None),
    ("It sank on Wednesday.", "Wednesday", "date", "2022-12-28", None),
    ("It sank last Tuesday.", "last Tuesday", "date", "2022-12-27", None),
    ("It sank on 28 December.", "28 December", "date", "2022-12-28", None),
    ("It sank on New Year's Eve.", "New Year's Eve", "date", "2022-12-31", None),
    ("It sank in November.", "November", "date", "2022-11", None),
    ("It sails next month.", "next month", "date", "2023-02", None),
    ("It sank two months ago.", "two months ago", "date", "2022-11", "P2M"),
    ("It sank last winter.", "last winter", "date", "2021-24", None),
    ("It sank in the fourth quarter.", "the fourth quarter", "date", "2022-10/2022-12", None),
    ("The port will open in March.", "March", "date", "2023-03", None),
    ("It was shut in March.", "March", "date", "2022-03", None),
    ("It sank last Thanksgiving.", "last Thanksgiving", "date", "2022-11-24", None),
    # years beside other numbers
    ("In 2014 and 2015 it sank.", "2015", "date", "2015", None),
    ("the 2014 mutiny", "2014", "date", "2014", None),
    ("the war of 2012-14", "2012-14", "date", "2012/2014", None),
    ("a siege in the 19th century", "the 19th century", "date", "18XX", None),
    # from what was told before
    ("It sailed in May 2019. That year two sank.", "That year", "date", "2019", None),
    ("It sailed in May 2019. It sank the following month.", "the following month", "date", "2019-06", None),
    ("It sailed on 5 May 2019 and sank that night.", "that night", "date", "2019-05-05", None),
    ("It sailed on Friday 5 May 2017. It sank the previous Monday.", "the previous Monday", "date", "2017-05-01", None),
    # lengths, rounds, and what only points
    ("It lay there for nearly two and a half years.", "nearly two and a half years", "duration", None, "P2Y6M"),
    ("It lay there for twenty-five years.", "twenty-five years", "duration", None, "P25Y"),
    ("twenty a couple of weeks", "a couple of weeks", "duration", None, "P2W"),
    ("the two-week strike", "two-week", "duration", None, "P2W"),
    ("It lay there for weeks.", "weeks", "duration", None, "PXW"),
    ("a months-long siege, a week-long truce", "week-long", "duration", None, "P1W"),
    ("It lay there for a decade.", "a decade", "duration", None, "P10Y"),
    ("It will take several hours.", "several hours", "duration", None, "PTXH"),
    ("over the past three months", "the past three months", "duration", "2022-10/2023-01", "P3M"),
    ("Every day one sinks.", "Every day", "set", None, "P1D"),
    ("They sail every two weeks.", "every two weeks", "set", None, "P2W"),
    ("They meet on Thursdays.", "Thursdays", "set", None, None),
    ("the weekly count", "weekly", "set", None, None),
    ("It sank recently.", "recently", "past", None, None),
    ("They are now at sea.", "now", "present", None, None),
    ("fears for the future", "the future", "future", None, None),
]

NOT_FOUND = [
    "a 17-year-old and a man 52 years old",
    "more than 2000 said no; over 1990 homes; at least 2015.",
    "the fall of the city",
    "Theresa May said",
    "the second attack",
]


def _found(text: str) -> list[TimeExpression]:
    return list(find_times(text, TUESDAY))


@pytest.mark.parametrize(("text", "words", "kind", "edtf", "length"), FOUND)
def test_expression(text: str, words: str, kind: str, edtf: str | None, length: str | None) -> None:
    found = {one.span.of(text): one for one in _found(text)}
    assert words in found
    assert (found[words].kind, found[words].edtf, found[words].length) == (kind, edtf, length)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_words_tell_no_time(text: str) -> None:
    assert [one.span.of(text) for one in _found(text)] == []


_WORDS = (
    "the a an last past next this that every each of in on at since until by for from to and or early late mid about nearly two 3 2015 "
    "1/2 31 week weeks year days hour quarter century decade night morning Friday May march fall summer ago later earlier now old 5 p.m. "
    "17:20 - ’s , ."
).split()


@settings(deadline=None)  # a busy processor is no failure
@given(words=st.lists(st.sampled_from(_WORDS), max_size=40), published=st.none() | st.dates())
def test_any_words_give_expressions_in_order_with_valid_values(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = list(find_times(text, published))
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for one in found:
        assert one.phrase.contains(one.span)
        assert one.span.of(text).strip()
        assert one.edtf is None or is_valid_edtf(one.edtf), one
        assert one.dated or one.edtf is None


@pytest.mark.parametrize(
    "part", ["on ", "the end of ", "since ", "9 ", "March ", "a few ", "two and a half ", "from 3 to ", "On Friday, 3 May 2019, "]
)
def test_a_long_line_takes_time_in_proportion(part: str) -> None:
    def seconds(count: int) -> float:
        begun = process_time()
        list(find_times(part * count, TUESDAY))
        return process_time() - begun

    seconds(100)
    short, long = (min(seconds(count) for _ in range(3)) for count in (250, 4_000))
    assert long < 16 * 5 * short + 0.05  # quadratic, it would be 256 times as long
