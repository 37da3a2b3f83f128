"""Counts of units in time expressions ("two weeks", "several years"): how many, how long, and days moved by them."""

import re
from datetime import date

from sayso.claims.dates import edtf
from sayso.claims.lexicon import lexicon

_LEX = lexicon("dates")
DAYS_IN = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3}
YEARS_IN = {"year": 1, "decade": 10, "century": 100}


def unit_of(match: re.Match[str]) -> str:
    """The unit in the singular."""
    lower = match["unit"].lower()
    return "century" if lower.startswith("centur") else lower.rstrip("s")


def count_of(match: re.Match[str]) -> tuple[int, bool]:
    """A count of units, and whether it is exact. No count: several."""
    word: str | None = match["count"]
    if word is None:
        return 3, False
    lower = " ".join(word.lower().split())
    if lower.isdigit():
        return int(lower), True
    if lower in _LEX["vague"]:
        return int(_LEX["vague"][lower]), False
    if lower in _LEX["numbers"]:
        return int(_LEX["numbers"][lower]), True
    return sum(int(_LEX["numbers"][part]) for part in re.split(r"[-\s]", lower)), True  # "twenty-five"


def length(match: re.Match[str]) -> str:
    """The duration that a count and a unit make, in ISO 8601: "P3D", "PT5H"; "PXW" for a count that isn't told exactly.

    A unit without a count is one ("every week", "year-long"), in the plural several ("for weeks").
    """
    unit = unit_of(match)
    before, size, letter = _LEX["units"][unit]
    single = match["count"] is None and match[0][match.end("unit") - match.start() :][:1] != "s"
    number, exact = (1, True) if single else count_of(match)
    if not exact:
        return f"{before}X{letter}"
    half = {"hour": "30M", "year": "6M", "minute": "30S"}.get(unit, "") if match.groupdict().get("half") else ""
    return f"{before}{number * size}{letter}{half}"


def away(match: re.Match[str], start: date | None, sign: int) -> str | None:
    """As many units as are counted, ahead of `start` or back (`sign`), in EDTF; approximate where the words are."""
    if start is None:
        return None
    number, exact = count_of(match)
    unit = unit_of(match)
    if unit in ("hour", "minute"):
        return moved_day(start, sign * (number // 24)) if unit == "hour" and number % 24 == 0 else None
    value = moved(start, sign * number, unit)
    return value and (value if exact and unit != "week" else edtf.about(value))


def moved(start: date, number: int, unit: str) -> str | None:
    """`start` moved by days or weeks (a day), by months or quarters (a month) or by years and longer (a year)."""
    if unit in MONTHS_IN:
        return edtf.month(start.year, start.month + number * MONTHS_IN[unit])
    if unit in YEARS_IN:
        return edtf.year(start.year + number * YEARS_IN[unit])
    return moved_day(start, number * DAYS_IN[unit])


def moved_day(start: date | None, days: int) -> str | None:
    """`start` moved by days, in EDTF; None without a start or outside of the calendar."""
    return iso(edtf.shifted(start, days)) if start else None


def iso(day: date | None) -> str | None:
    """A day in EDTF, if there is one."""
    return day.isoformat() if day else None
