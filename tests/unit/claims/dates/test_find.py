"""Dates: exact span and words, EDTF worked out from the report's day, and which date a claim is about."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from edtf.parser import is_valid_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.dates.find import dateline, find_dates
from sayso.claims.lexicon import lexicon

WEDNESDAY = date(2021, 6, 16)

RELATIVE = [
    # weekdays: the latest such day that isn't after publication
    ("The bridge fell on Saturday.", "on Saturday", "2021-06-12"),
    ("The bridge fell late Tuesday.", "late Tuesday", "2021-06-15"),
    ("The bridge fell on Wednesday.", "on Wednesday", "2021-06-16"),
    ("The bridge fell last Wednesday.", "last Wednesday", "2021-06-09"),
    ("The bridge fell last Monday.", "last Monday", "2021-06-14"),
    ("The bridge fell on Friday night.", "on Friday night", "2021-06-11"),
    ("The bridge fell in the early hours of Sunday.", "in the early hours of Sunday", "2021-06-13"),
    ("Sunday's fall of the bridge", "Sunday", "2021-06-13"),
    ("Sundays fall killed two", "Sunday", "2021-06-13"),
    ("around dawn on Monday it fell", "around dawn on Monday", "2021-06-14"),
    ("shortly before midnight on Sunday it fell", "before midnight on Sunday", "2021-06-13"),
    ("Talks will begin on Saturday.", "on Saturday", "2021-06-19"),
    ("They are due on Wednesday.", "on Wednesday", "2021-06-16"),
    ("They meet next Wednesday.", "next Wednesday", "2021-06-23"),
    ("The truce will examine Saturday's fall", "Saturday", "2021-06-12"),
    ("The army would not comment on Saturday.", "on Saturday", "2021-06-12"),
    ("and another 40 to leave by Friday", "by Friday", "2021-06-18"),
    # days
    ("It fell yesterday.", "yesterday", "2021-06-15"),
    ("Yesterday morning it fell.", "Yesterday morning", "2021-06-15"),
    ("It fell the day before yesterday.", "the day before yesterday", "2021-06-14"),
    ("It fell today.", "today", "2021-06-16"),
    ("It fell earlier this morning.", "earlier this morning", "2021-06-16"),
    ("It fell last night.", "last night", "2021-06-15"),
    ("It fell overnight.", "overnight", "2021-06-15/2021-06-16"),
    ("It fell three days ago.", "three days ago", "2021-06-13"),
    ("It fell 10 days ago.", "10 days ago", "2021-06-06"),
    ("It fell two weeks ago.", "two weeks ago", "2021-06-02~"),
    ("It fell two months ago.", "two months ago", "2021-04"),
    ("It fell five years ago.", "five years ago", "2016"),
    ("It fell several months ago.", "several months ago", "2021-03~"),
    ("It fell 24 hours ago.", "24 hours ago", "2021-06-15"),
    ("It fell six hours ago.", "six hours ago", None),
    # weeks, months, years
    ("It fell last week.", "last week", "2021-06-07/2021-06-13"),
    ("It fell earlier this week.", "earlier this week", "2021-06-14/2021-06-16"),
    ("It fell late last month.", "late last month", "2021-05"),
    ("It fell last year.", "last year", "2020"),
    ("It reopens next month.", "next month", "2021-07"),
    ("It fell over the weekend.", "over the weekend", "2021-06-12/2021-06-13"),
    # spans up to publication, and on from it
    ("It shook in recent days.", "in recent days", "2021-06-09~/2021-06-16"),
    ("It shook in recent months.", "in recent months", "2021-03~/2021-06"),
    ("It shook over the last few months.", "over the last few months", "2021-03~/2021-06"),
    ("It shook in the last four years.", "in the last four years", "2017/2021"),
    ("It shook in the past week.", "in the past week", "2021-06-09/2021-06-16"),
    ("It shook in the past 24 hours.", "in the past 24 hours", "2021-06-15/2021-06-16"),
    ("It closes over the coming days.", "over the coming days", "2021-06-16/2021-06-23~"),
    ("It closes for repairs over the next 60 days.", "over the next 60 days", "2021-06-16/2021-08-15"),
    # days and months without a year: the nearest that fits
    ("It fell on 4 April.", "on 4 April", "2021-04-04"),
    ("It fell on April 4.", "on April 4", "2021-04-04"),
    ("It fell on April 4th, they said.", "on April 4th", "2021-04-04"),
    ("It fell on 20 December.", "on 20 December", "2020-12-20"),
    ("It reopens on 1 July.", "on 1 July", "2021-07-01"),
    ("It fell on Friday, 28 May.", "on Friday, 28 May", "2021-05-28"),
    ("It fell in March.", "in March", "2021-03"),
    ("It fell in November.", "in November", "2020-11"),
    ("It fell last June.", "last June", "2020-06"),
    ("It fell in early May.", "in early May", "2021-05"),
    ("It fell at the end of March.", "at the end of March", "2021-03"),
    ("It has been shut since Christmas.", "since Christmas", "2020-12-25/2021-06-16"),
    # ranges
    ("It was shut from 3 to 5 May.", "from 3 to 5 May", "2021-05-03/2021-05-05"),
    ("It was shut from May 3 to May 5.", "from May 3 to May 5", "2021-05-03/2021-05-05"),
    ("It was shut May 3-5.", "May 3-5", "2021-05-03/2021-05-05"),
    ("It was shut between 28 March and 22 April.", "between 28 March and 22 April", "2021-03-28/2021-04-22"),
    ("It was shut from Friday to Sunday.", "from Friday to Sunday", "2021-06-11/2021-06-13"),
    # since, until, before, after
    ("It has been shut since Friday.", "since Friday", "2021-06-11/2021-06-16"),
    ("It has been shut since late on Friday.", "since late on Friday", "2021-06-11/2021-06-16"),
    ("It has been shut since mid-March.", "since mid-March", "2021-03/2021-06"),
    ("It has been shut since March 2011.", "since March 2011", "2011-03/2021-06"),
    ("It has been shut since 2013.", "since 2013", "2013/2021-06"),
    ("It has been shut since the 1990s.", "since the 1990s", "199X/2021-06"),
    ("9 have died since the war began in March 2019.", "in March 2019", "2019-03/2021-06"),
    ("It stays shut until Friday.", "until Friday", "../2021-06-18"),
    # told from the last day before
    ("It fell on 4 April. A day later it burned.", "A day later", "2021-04-05"),
    ("It fell on 4 April. The next day it burned.", "The next day", "2021-04-05"),
    ("It fell on 4 April, and two days earlier it shook.", "two days earlier", "2021-04-02"),
    ("It burned on the fifth day of the strike.", "on the fifth day", None),
]

ABSOLUTE = [
    ("It fell on 4 April 2017.", "on 4 April 2017", "2017-04-04"),
    ("It fell on the 4th of April, 2017.", "on the 4th of April, 2017", "2017-04-04"),
    ("It fell on April 4, 2017.", "on April 4, 2017", "2017-04-04"),
    ("Tue 4 Apr 2017 A bridge fell", "Tue 4 Apr 2017", "2017-04-04"),
    ("APRIL 4, 2017 (Agency) -", "APRIL 4, 2017", "2017-04-04"),
    ("seen 2017-04-04 at noon", "2017-04-04", "2017-04-04"),
    ("seen 04.05.2017 at noon", "04.05.2017", "2017-05-04"),
    ("seen 24/05/2017 at noon", "24/05/2017", "2017-05-24"),
    ("seen 05/24/2017 at noon", "05/24/2017", "2017-05-24"),
    ("seen 04/05/2017 at noon", "04/05/2017", None),
    ("seen 31 February 2017", "31 February 2017", None),
    ("It fell in March 2011.", "in March 2011", "2011-03"),
    ("It fell in 2011.", "in 2011", "2011"),
    ("It fell around 2011.", "around 2011", "2011~"),
    ("It fell in late 2014.", "in late 2014", "2014"),
    ("It fell in the summer of 2016.", "in the summer of 2016", "2016-22"),
    ("It fell in the 1990s.", "in the 1990s", "199X"),
    ("It fell before May 2014.", "before May 2014", "../2014-05"),
    ("It fell after 5 May 2014.", "after 5 May 2014", "2014-05-05/.."),
    ("It has been shut since 2013.", "since 2013", "2013/.."),
    ("It was shut from 2013 to 2016.", "from 2013 to 2016", "2013/2016"),
    ("It was shut between 28 March and 22 April 2017.", "between 28 March and 22 April 2017", "2017-03-28/2017-04-22"),
    ("It fell on 4 April 2017. The next day it burned.", "The next day", "2017-04-05"),
]

NO_DATES = [
    "They may march on, second by second.",
    "March! he said, and May laughed.",
    "Theresa May told reporters",
    "in 2012 homes and 11 sheep",
    "a Sunday Times reader; the April 6 Movement; the 14 March Alliance",
    "They meet on Thursdays.",
    "at 5.3 and 17:20, by 12 to 3, in 40 of 1,987 cases",
    "the sun sat on the sat-nav",
    "decades ago it was tall",
]


def _values(text: str, published: date | None) -> list[tuple[str, str | None]]:
    return [(when.verbatim, when.edtf) for when in find_dates(text, published)]


@pytest.mark.parametrize(("text", "verbatim", "edtf"), RELATIVE)
def test_expression_is_worked_out_from_the_day_of_publication(text: str, verbatim: str, edtf: str | None) -> None:
    assert (verbatim, edtf) in _values(text, WEDNESDAY)


@pytest.mark.parametrize(("text", "verbatim", "edtf"), ABSOLUTE)
@pytest.mark.parametrize("published", [None, WEDNESDAY])
def test_full_dates_need_no_day_of_publication(text: str, verbatim: str, edtf: str | None, published: date | None) -> None:
    found = dict(_values(text, published))
    if edtf == "2013/..":
        assert found[verbatim] == (edtf if published is None else "2013/2021-06")
    else:
        assert found[verbatim] == edtf


@pytest.mark.parametrize("text", NO_DATES)
def test_other_words_are_no_dates(text: str) -> None:
    assert _values(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "It fell on Saturday.",
        "It fell yesterday.",
        "It fell last week.",
        "It fell in recent days.",
        "It fell three days ago.",
        "It fell on 4 April.",
    ],
)
def test_relative_words_without_a_day_of_publication_keep_their_words_and_no_value(text: str) -> None:
    (when,) = find_dates(text, None)
    assert when.edtf is None
    assert when.span.of(text) == when.verbatim == text.removeprefix("It fell ").rstrip(".")


_LEX = lexicon("dates")
_PIECES = [
    *(
        word
        for key in ("months", "prepositions", "modifiers", "times_of_day", "days", "numbers", "vague", "sets", "units")
        for word in _LEX[key]
    ),
    *(word.capitalize() for key in ("months", "weekdays", "short_months", "short_weekdays", "feasts") for word in _LEX[key]),
    *"since until between and to the last next recent past few years days week ago later said 31 29 2016 2017 1990s . , – - Ⅷ ٣".split(),
    *("9999-12-31", "12.12.2012", "the next day"),
]


@settings(deadline=None)  # a busy processor is no failure
@given(
    text=st.text() | st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join),
    published=st.none() | st.dates(),
)
def test_any_text_gives_exact_spans_in_order_and_valid_values(text: str, published: date | None) -> None:
    dates = find_dates(text, published)
    for when in dates:
        assert when.span.of(text) == when.verbatim
        assert when.verbatim
        assert when.edtf is None or is_valid_edtf(when.edtf), when
    assert all(one.span.end <= other.span.start for one, other in pairwise(dates))


@settings(deadline=None)  # a busy processor is no failure
@given(published=st.dates(min_value=date(1, 2, 1), max_value=date(9999, 11, 30)), weekday=st.integers(0, 6))
def test_a_weekday_is_the_latest_such_day_not_after_publication(published: date, weekday: int) -> None:
    name = lexicon("dates")["weekdays"][weekday].capitalize()
    (when,) = find_dates(f"It fell on {name}.", published)
    assert when.edtf is not None
    day = date.fromisoformat(when.edtf)
    assert day.weekday() == weekday
    assert timedelta(0) <= published - day <= timedelta(6)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Wednesday 16 June 2021 A bridge falls in Oru", date(2021, 6, 16)),
        ("16.06.2021 (updated 17:20) Bridge falls", date(2021, 6, 16)),
        ("Bridge falls in Oru. Agency, June 16, 2021. A bridge fell on Monday.", date(2021, 6, 16)),
        ("On 16 June 2021 a bridge fell.", None),  # the event's
        ("A bridge fell on Monday. 16 June 2021", None),
        ("ORU, June 16 - A bridge fell.", None),  # of which year?
        ("03/04/2021 A bridge fell.", None),  # March or April?
        ("A bridge fell.", None),
    ],
)
def test_dateline_is_a_full_date_that_a_text_begins_with(text: str, day: date | None) -> None:
    assert dateline(text) == day
