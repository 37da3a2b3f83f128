"""What single time expressions mean: each function makes EDTF of a pattern's match and the frame that it stands in.

All give None where the words settle no date, or need a report's date that isn't known.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sayso.claims.dates import edtf
from sayso.claims.dates.counts import DAYS_IN, MONTHS_IN, YEARS_IN, away, count_of, iso, moved, moved_day, unit_of
from sayso.claims.lexicon import lexicon

_LEX = lexicon("dates")
_MONTHS = {name: number for number, name in enumerate(_LEX["months"], 1)}
_WEEKDAYS = {name: number for number, name in enumerate(_LEX["weekdays"], 1)}
_SHORT_MONTHS: dict[str, int] = _LEX["short_months"]
_SHORT_WEEKDAYS: dict[str, int] = _LEX["short_weekdays"]
_ORDINALS: dict[str, int] = _LEX["ordinals"]
_BACK = ("last", "past", "previous", "earlier", "before", "preceding")
_AHEAD = ("next", "coming", "following", "later", "after")
_FAR_BACK, _FAR_AHEAD = 305, 60  # days around publication in which a date without a year lies
_SOON = 2  # months
_STEPS = (0, -1, 1)  # years from that of publication, the likeliest first


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression's value rests on: the report's date, the last exact day told before, the last day, month or year told before
    (in EDTF), whether the clause looks ahead, and whether it looks back."""

    published: date | None
    story_day: date | None = None
    told: str | None = None
    ahead: bool = False
    back: bool = False


Value = Callable[[re.Match[str], Frame], str | None]


def unknown(match: re.Match[str], frame: Frame) -> str | None:
    """ "the fifth day of": which day that is, the words don't settle."""
    return None


# --- days, months and years by name ------------------------------------------------------------------------------------


def iso_day(match: re.Match[str], frame: Frame) -> str | None:
    return edtf.day(int(match["year"]), int(match["month"]), int(match["day"]))


def numeric_day(match: re.Match[str], frame: Frame) -> str | None:
    """ "15.04.2017" is day first; "15/04/2017" where only one order makes a date, else unknown."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day_first = edtf.day(year, second, first)
    if match["mark"] != "/" or first == second:
        return day_first
    month_first = edtf.day(year, first, second)
    return None if day_first and month_first else day_first or month_first


def day_of_month(match: re.Match[str], frame: Frame) -> str | None:
    """ "4 April", "Tuesday 5 Jul 2016", "March 3-5": a day or, with a second one, an interval."""
    group = match.groupdict()
    month, year = _month_number(match["month"]), group.get("year")
    weekday = _weekday_number(group["weekday"]) if group.get("weekday") else None
    ends = [int(group[key]) for key in ("day", "last") if group.get(key)]
    values = [edtf.day(int(year), month, end) if year else _nearest_year(month, end, frame, weekday) for end in ends]
    if len(values) == 2 and ends[0] >= ends[1]:
        return None
    return edtf.interval(values[0], values[-1])


def day_alone(match: re.Match[str], frame: Frame) -> str | None:
    """ "the 15th": of the month of the day told before, else the latest such day that isn't after publication."""
    number, near = int(match["day"]), frame.story_day or frame.published
    if near is None:
        return None
    same = edtf.day(near.year, near.month, number)
    if frame.story_day or frame.ahead or (same and same <= near.isoformat()):
        return same
    before = edtf.shifted(near.replace(day=1), -1)
    return edtf.day(before.year, before.month, number) if before else None


def month_of_year(match: re.Match[str], frame: Frame) -> str | None:
    group = match.groupdict()
    if group.get("year"):
        return edtf.month(int(match["year"]), _month_number(match["month"]))
    step = {"last": -1, "next": 1}.get(match["which"].lower(), 0)
    return edtf.month(frame.published.year + step, _month_number(match["month"])) if frame.published else None


def month_alone(match: re.Match[str], frame: Frame) -> str | None:
    """The latest such month that has begun by publication, or one of the next two where the clause tells of nothing past.

    "last June" is over, "next June" to come, "this June" of the present year; and a clause about what is to come looks ahead.
    """
    if frame.published is None:
        return None
    month, this = _month_number(match["month"]), frame.published.month
    which = (match["which"] or "").lower()
    soon = 0 < (month - this) % 12 <= _SOON and not frame.back
    if which == "this":
        step = 0
    elif which == "next" or (which != "last" and (frame.ahead or soon)):
        step = int(month < this or (which == "next" and month == this))
    else:
        step = -int(month > this or (which == "last" and month == this))
    return edtf.month(frame.published.year + step, month)


def year(match: re.Match[str], frame: Frame) -> str | None:
    return match["year"]


def years(match: re.Match[str], frame: Frame) -> str | None:
    """ "2013–2016", "2013-16"."""
    first, last = match["year"], match["last"]
    return edtf.interval(first, first[: 4 - len(last)] + last) if first < first[: 4 - len(last)] + last else None


def decade(match: re.Match[str], frame: Frame) -> str | None:
    """ "the 1990s", "the '90s"."""
    return f"{match['year'] or 19}{match['tens']}X"


def century(match: re.Match[str], frame: Frame) -> str | None:
    return f"{int(match['number']) - 1:02d}XX"


def season(match: re.Match[str], frame: Frame) -> str | None:
    """The latest such season that has begun by publication; "last" and "next" go on from the present one."""
    group, season_name = match.groupdict(), match["season"].lower()
    number = int(_LEX["seasons"][season_name])
    if group.get("year"):
        return f"{match['year']}-{number}"
    if frame.published is None:
        return None
    which, month, begins = (group.get("which") or "").lower(), frame.published.month, 3 * (number - 20)
    latest = frame.published.year - (begins > month)
    running = (month - begins) % 12 < 3
    if which == "this":
        begun_in = latest if running else frame.published.year
    elif which == "next" or (frame.ahead and which != "last"):
        begun_in = latest + 1
    else:
        begun_in = latest - (running and which == "last")
    year_ = edtf.year(begun_in)
    return year_ and f"{year_}-{number}"


def quarter(match: re.Match[str], frame: Frame) -> str | None:
    """ "the third quarter (of 2015)": three months; without a year the latest that is over by publication, or the next to begin."""
    number = _ORDINALS[match["number"].lower()]
    if match["year"]:
        return _quarter(int(match["year"]), number)
    if frame.published is None:
        return None
    over = frame.published.month > 3 * number
    return _quarter(frame.published.year - (not over) + (frame.ahead and over) + (frame.ahead and not over), number)


def _quarter(year_: int, number: int) -> str | None:
    """The `number`th three months of a year; `number` may run outside 1 to 4."""
    return edtf.interval(edtf.month(year_, 3 * number - 2), edtf.month(year_, 3 * number))


def feast(match: re.Match[str], frame: Frame) -> str | None:
    month, *day = _LEX["feasts"][" ".join(match["feast"].lower().split())]
    if match["year"]:
        return _feast_day(int(match["year"]), month, day)
    around = [_feast_day(frame.published.year + step, month, day) for step in _STEPS] if frame.published else []
    return _nearest(around, frame)


def _feast_day(year_: int, month: int, day: list[int]) -> str | None:
    """Of a day of the month; or of a weekday and which of them in the month."""
    if len(day) == 1:
        return edtf.day(year_, month, day[0])
    first = edtf.day(year_, month, 1)
    return first and edtf.day(year_, month, 1 + (day[0] - date.fromisoformat(first).isoweekday()) % 7 + 7 * (day[1] - 1))


def _nearest_year(month: int, day: int, frame: Frame, weekday: int | None = None) -> str | None:
    """The day of a yearless date; the weekday decides where it's told."""
    if frame.published is None:
        return None
    around = [edtf.day(frame.published.year + step, month, day) for step in _STEPS]
    if weekday is None:
        return _nearest(around, frame)
    found = [value for value in around if value is not None]
    return next((value for value in found if date.fromisoformat(value).isoweekday() == weekday), found[0] if found else None)


def _nearest(around: list[str | None], frame: Frame) -> str | None:
    """The first of some days that lies between ten months before publication and two months after."""
    if frame.published is None:
        return None
    found = [date.fromisoformat(value) for value in around if value is not None]
    near = [value for value in found if -_FAR_BACK <= (value - frame.published).days <= _FAR_AHEAD]
    return near[0].isoformat() if near else None


def _month_number(name: str) -> int:
    lower = name.lower().rstrip(".")
    return _MONTHS.get(lower) or _SHORT_MONTHS[lower]


def _weekday_number(name: str) -> int:
    lower = name.lower().rstrip(".")
    return _WEEKDAYS.get(lower) or _SHORT_WEEKDAYS[lower]


# --- from the report's date --------------------------------------------------------------------------------------------


def weekday(match: re.Match[str], frame: Frame) -> str | None:
    """The latest such day that isn't after publication; ahead of it in a clause about what is to come."""
    which = (match["which"] or "").lower()
    start = frame.story_day if which.startswith("the") else frame.published
    if start is None:
        return None
    back = (start.isoweekday() - _weekday_number(match["weekday"])) % 7
    if which.startswith("the"):
        return moved_day(start, -(back or 7) if which.endswith(_BACK) else 7 - back)
    if which == "next" or "coming" in which:
        return moved_day(start, 7 - back)
    if frame.ahead and "last" not in which:
        return moved_day(start, -back % 7)
    return moved_day(start, -(back or 7) if "last" in which else -back)


def relative_day(match: re.Match[str], frame: Frame) -> str | None:
    return moved_day(frame.published, _LEX["days"][" ".join(match["day"].lower().split())])


def overnight(match: re.Match[str], frame: Frame) -> str | None:
    """The night that ended on the day of publication."""
    return edtf.interval(moved_day(frame.published, -1), moved_day(frame.published, 0))


def calendar(match: re.Match[str], frame: Frame) -> str | None:
    """ "last week" (Monday to Sunday), "this month", "next year"; the part of this one runs up to publication."""
    if frame.published is None:
        return None
    which = match["which"].lower().rpartition(" ")[2]
    step = -1 if which in _BACK else 1 if which in _AHEAD else 0
    return _calendar_unit(frame.published, step, match["unit"].lower(), frame.published)


def _calendar_unit(day: date, step: int, unit: str, until: date | None) -> str | None:
    """The week, month, … of `day`, or `step` on from it; a present week or quarter ends with `until`, if that is known."""
    if unit == "month":
        return edtf.month(day.year, day.month + step)
    if unit == "quarter":
        return _quarter(day.year, (day.month + 2) // 3 + step)
    if unit in YEARS_IN:
        number = edtf.year(day.year + step * YEARS_IN[unit])
        return number and {"decade": f"{number[:3]}X", "century": f"{number[:2]}XX"}.get(unit, number)
    monday = edtf.shifted(day, 7 * step - day.isoweekday() + 1)
    sunday = monday and (edtf.shifted(monday, 6) if step or until is None else until)
    return edtf.interval(iso(monday), iso(sunday))


def weekend(match: re.Match[str], frame: Frame) -> str | None:
    if frame.published is None:
        return None
    back = (frame.published.isoweekday() - 6) % 7
    saturday = edtf.shifted(frame.published, 7 - back if match["which"].lower() == "next" else -back)
    return edtf.interval(iso(saturday), iso(saturday and edtf.shifted(saturday, 1)))


def ago(match: re.Match[str], frame: Frame) -> str | None:
    return away(match, frame.published, -1)


def span(match: re.Match[str], frame: Frame) -> str | None:
    """ "the last few months", "recent days": up to publication; "the next 60 days": on from it. Vague lengths are approximate."""
    if frame.published is None:
        return None
    side, unit, plural = match["side"].lower(), unit_of(match), match[0].lower().endswith("s")
    number, exact = count_of(match) if match["count"] or plural else (1, True)
    if match["count"] is None and plural and unit == "day":
        number = 7  # "in recent days" reaches about a week back
    ahead = side in _AHEAD
    if unit in ("hour", "minute"):
        unit, number = "day", max(1, number // 24)
    far = moved(frame.published, number if ahead else -number, unit)
    far = far and (far if exact else edtf.about(far))
    near = frame.published.isoformat()[: 10 if unit in DAYS_IN else 7 if unit in MONTHS_IN else 4]
    return edtf.interval(near, far) if ahead else edtf.interval(far, near)


# --- from the day told before ------------------------------------------------------------------------------------------


def from_story(match: re.Match[str], frame: Frame) -> str | None:
    """ "two days later": from the last exact day told before."""
    return away(match, frame.story_day, -1 if match["side"].lower() in _BACK else 1)


def told(match: re.Match[str], frame: Frame) -> str | None:
    """ "since then": the last day, month or year told before."""
    return frame.told


def story_neighbour(match: re.Match[str], frame: Frame) -> str | None:
    """ "the next day", "that week", "the following year": from the last day told before; a month or year from the last told before."""
    side, unit = match["side"].lower(), match["unit"].lower()
    step = 1 if side in _AHEAD else -1 if side in _BACK else 0
    if unit == "year":
        return edtf.year(int(frame.told[:4]) + step) if frame.told else None
    if unit == "month":
        return edtf.month(int(frame.told[:4]), int(frame.told[5:7]) + step) if frame.told and len(frame.told) > 4 else None
    if unit == "week":
        return _calendar_unit(frame.story_day, step, unit, None) if frame.story_day else None
    return moved_day(frame.story_day, step)
