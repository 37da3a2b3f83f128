"""Values in EDTF (ISO 8601-2, levels 0 and 1) as strings: making them and reckoning with them.

Forms made: `2017-04-15`, `2017-04`, `2017`, `201X` (a decade), `2016-21` (a season), each perhaps with `~` (approximate);
and intervals of two of them, either end perhaps `..` (open).
"""

from datetime import date, timedelta

OPEN = ".."


def day(year: int, month: int, day_of_month: int) -> str | None:
    """`YYYY-MM-DD`; None where the calendar has no such day."""
    try:
        return date(year, month, day_of_month).isoformat()
    except ValueError:
        return None


def month(year: int, number: int) -> str:
    """`YYYY-MM`; `number` may run outside 1 to 12 and then moves the year."""
    years, index = divmod(number - 1, 12)
    return f"{year + years:04d}-{index + 1:02d}"


def year(number: int) -> str:
    return f"{number:04d}"


def about(value: str) -> str:
    """The same date, approximate. An interval is approximate at both its known ends."""
    return "/".join(end if end == OPEN or end.endswith(("~", "X")) else end + "~" for end in value.split("/"))


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


def until_publication(start: str, published: date | None) -> str | None:
    """From the start of a value up to the day (for months and years: the month) of publication; open without one.

    A start that lies after publication gives the value as it is.
    """
    first = start.partition("/")[0]
    if first == OPEN:
        return start
    if published is None:
        return f"{first}/{OPEN}"
    plain = first.rstrip("~")
    end = published.isoformat() if len(plain) == len("2017-04-15") else month(published.year, published.month)
    if plain[:4].isdigit() and plain > end:
        return start
    return interval(first, end)
