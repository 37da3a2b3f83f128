"""Values in EDTF (ISO 8601-2, levels 0 and 1) as strings: making them and reckoning with them.

Forms made: `2017-04-15`, `2017-04`, `2017`, `201X` (a decade), `2016-21` (a season), each perhaps with `~` (approximate);
and intervals of two of them, either end perhaps `..` (open).
"""

import re
from datetime import date, timedelta

OPEN = ".."
_EXACT = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")


def day(year: int, month: int, day_of_month: int) -> str | None:
    """`YYYY-MM-DD`; None where the calendar has no such day."""
    try:
        return date(year, month, day_of_month).isoformat()
    except ValueError:
        return None


def month(year: int, number: int) -> str | None:
    """`YYYY-MM`; `number` may run outside 1 to 12 and then moves the year. None outside the years 1 to 9999."""
    years, index = divmod(number - 1, 12)
    return f"{year + years:04d}-{index + 1:02d}" if 1 <= year + years <= 9999 else None


def year(number: int) -> str | None:
    """`YYYY`; None outside the years 1 to 9999."""
    return f"{number:04d}" if 1 <= number <= 9999 else None


def about(value: str) -> str:
    """The same date, approximate; an interval at both its known ends. Decades and seasons are loose enough as they are."""
    return "/".join(end + "~" if _EXACT.fullmatch(end) else end for end in value.split("/"))


def shifted(start: date, days: int) -> date | None:
    """`start` moved by `days`; None outside of the calendar's years 1 to 9999."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def interval(start: str | None, end: str | None) -> str | None:
    """From the start of one value to the end of another; None where either is unknown, the first of two equal values alone."""
    if start is None or end is None:
        return None
    first, last = start.partition("/")[0], end.rpartition("/")[2]
    return first if first == last else f"{first}/{last}"


def onward(value: str) -> str | None:
    """From a value's end on, with an open end. None for a decade, of which EDTF makes no open interval."""
    end = value.rpartition("/")[2]
    return None if "X" in end else end if end == OPEN else f"{end}/{OPEN}"


def up_to(end: str) -> str | None:
    """Up to one date, with an open start. None for a decade."""
    return None if "X" in end else end if end == OPEN else f"{OPEN}/{end}"


def until_publication(start: str, published: date | None) -> str | None:
    """From the start of a value up to the day (for months and years: the month) of publication; open without one.

    A start that lies after publication gives the value as it is.
    """
    first = start.partition("/")[0]
    if first == OPEN:
        return start
    if published is None:
        return onward(first)
    plain = first.rstrip("~")
    end = published.isoformat() if len(plain) == len("2017-04-15") else published.isoformat()[: len("2017-04")]
    return start if plain.replace("X", "0") > end else interval(first, end)
