"""The words of English time expressions: patterns of single expressions ("4 April", "last week"), each with its value in EDTF.

An expression that needs the report's date gives None without it. `dates.py` joins them into ranges and relations.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sayso.claims import edtf
from sayso.claims.lexicon import lexicon

_LEX = lexicon("dates")


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression's value rests on: the report's date, the last exact day told before, whether the clause looks ahead."""

    published: date | None
    story_day: date | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """One kind of expression. `needs`: words of which one must stand before it, where it would be too weak alone."""

    name: str
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str], Frame], str | None]
    needs: frozenset[str] = frozenset()


def any_case_start(words_: Iterable[str]) -> str:
    """An alternation, longest first, of lower-case words or phrases that may begin with a capital; blanks match any white space."""
    ordered = sorted(words_, key=lambda word: (-len(word), word))
    return "|".join(f"[{word[0].upper()}{word[0]}]{_spaced(word[1:])}" for word in ordered)


def names(words_: Iterable[str]) -> str:
    """An alternation of names, each Capitalised or ALL CAPITALS: "march" is no month."""
    ordered = sorted(words_, key=lambda word: (-len(word), word))
    return "|".join(f"{_spaced(word.capitalize())}|{_spaced(word.upper())}" for word in ordered)


def _spaced(phrase: str) -> str:
    return r"\s".join(re.escape(word) for word in phrase.split(" "))


# --- values -------------------------------------------------------------------------------------------------------------

_MONTHS = {name: number for number, name in enumerate(_LEX["months"], 1)}
_WEEKDAYS = {name: number for number, name in enumerate(_LEX["weekdays"], 1)}
_SHORT_MONTHS = _LEX["short_months"]
_SHORT_WEEKDAYS = _LEX["short_weekdays"]
_DAYS_IN = {"day": 1, "night": 1, "week": 7}


def _month_number(name: str) -> int:
    lower = name.lower().rstrip(".")
    return int(_MONTHS.get(lower) or _SHORT_MONTHS[lower])


def _weekday_number(name: str) -> int:
    lower = name.lower().rstrip(".")
    return int(_WEEKDAYS.get(lower) or _SHORT_WEEKDAYS[lower])


def _nearest_year(month: int, day: int, frame: Frame, weekday: int | None = None) -> str | None:
    """The day of a yearless date: from ten months before publication to two months after; the weekday decides where it's told."""
    if frame.published is None:
        return None
    around = [edtf.day(frame.published.year + step, month, day) for step in (0, -1, 1)]
    found = [date.fromisoformat(value) for value in around if value is not None]
    if weekday is not None:
        found = [value for value in found if value.isoweekday() == weekday] or found
        return found[0].isoformat() if found else None
    near = [value for value in found if -305 <= (value - frame.published).days <= 60]
    return near[0].isoformat() if near else None


def _day_month(match: re.Match[str], frame: Frame) -> str | None:
    """ "4 April", "Tuesday 5 Jul 2016", "March 3-5": a day or, with a second one, an interval."""
    group = match.groupdict()
    month, year = _month_number(match["month"]), group.get("year")
    weekday = _weekday_number(group["weekday"]) if group.get("weekday") else None
    ends = [int(group[key]) for key in ("day", "last") if group.get(key)]
    values = [edtf.day(int(year), month, end) if year else _nearest_year(month, end, frame, weekday) for end in ends]
    if len(values) == 2 and ends[0] >= ends[1]:
        return None
    return edtf.interval(values[0], values[-1])


def _numeric(match: re.Match[str], frame: Frame) -> str | None:
    """ "15.04.2017" is day first; "15/04/2017" where only one order makes a date, else unknown."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day_first = edtf.day(year, second, first)
    if match["mark"] != "/" or first == second:
        return day_first
    month_first = edtf.day(year, first, second)
    return None if day_first and month_first else day_first or month_first


def _month_alone(match: re.Match[str], frame: Frame) -> str | None:
    if frame.published is None:
        return None
    month, this = _month_number(match["month"]), frame.published.month
    which = (match["which"] or "").lower()
    ahead = which == "next" or (frame.ahead and which != "last")
    if ahead:
        later = month < this or (which == "next" and month == this)
        return edtf.month(frame.published.year + later, month)
    earlier = month > this or (which == "last" and month == this)
    return edtf.month(frame.published.year - earlier, month)


def _weekday(match: re.Match[str], frame: Frame) -> str | None:
    """The latest such day that isn't after publication; ahead of it in a clause about what is to come."""
    if frame.published is None:
        return None
    which = (match["which"] or "").lower()
    back = (frame.published.isoweekday() - _weekday_number(match["weekday"])) % 7
    if which == "next" or "coming" in which:
        return _iso(edtf.shifted(frame.published, 7 - back))
    if frame.ahead and "last" not in which:
        return _iso(edtf.shifted(frame.published, -back % 7))
    return _iso(edtf.shifted(frame.published, -(back or 7) if "last" in which else -back))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _relative_day(match: re.Match[str], frame: Frame) -> str | None:
    shift = _LEX["days"][" ".join(match[0].lower().split())]
    return _iso(edtf.shifted(frame.published, shift)) if frame.published else None


def _overnight(match: re.Match[str], frame: Frame) -> str | None:
    """The night that ended on the day of publication."""
    if frame.published is None:
        return None
    return edtf.interval(_iso(edtf.shifted(frame.published, -1)), frame.published.isoformat())


def _calendar(match: re.Match[str], frame: Frame) -> str | None:
    """ "last week" (Monday to Sunday), "this month", "next year"; the part of this one runs up to publication."""
    published, which, unit = frame.published, match["which"].lower(), match["unit"].lower()
    if published is None:
        return None
    step = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
    if unit == "year":
        return edtf.year(published.year + step)
    if unit == "month":
        return edtf.month(published.year, published.month + step)
    monday = edtf.shifted(published, 7 * step - published.isoweekday() + 1)
    sunday = monday and (edtf.shifted(monday, 6) if step else published)
    return edtf.interval(_iso(monday), _iso(sunday))


def _weekend(match: re.Match[str], frame: Frame) -> str | None:
    if frame.published is None:
        return None
    back = (frame.published.isoweekday() - 6) % 7
    saturday = edtf.shifted(frame.published, 7 - back if (match["which"] or "").lower() == "next" else -back)
    return edtf.interval(_iso(saturday), _iso(saturday and edtf.shifted(saturday, 1)))


def _count(word: str | None) -> tuple[int, bool]:
    """A count of units, and whether it is exact. No count: several."""
    if word is None:
        return 3, False
    lower = " ".join(word.lower().split())
    if lower.isdigit():
        return int(lower), True
    if lower in _LEX["numbers"]:
        return int(_LEX["numbers"][lower]), True
    return int(_LEX["vague"][lower]), False


def _moved(start: date, count: int, unit: str) -> str | None:
    """`start` moved by days or weeks (a day), by months (a month) or by years (a year)."""
    if unit == "month":
        return edtf.month(start.year, start.month + count)
    if unit in ("year", "decade"):
        return edtf.year(start.year + count * (10 if unit == "decade" else 1))
    return _iso(edtf.shifted(start, count * _DAYS_IN.get(unit, 1)))


def _ago(match: re.Match[str], frame: Frame) -> str | None:
    return _away(match, frame.published, -1)


def _from_story(match: re.Match[str], frame: Frame) -> str | None:
    """ "two days later": from the last exact day told before."""
    return _away(match, frame.story_day, 1 if match["side"].lower() == "later" else -1)


def _away(match: re.Match[str], start: date | None, sign: int) -> str | None:
    if start is None:
        return None
    count, exact = _count(match["count"])
    unit = match["unit"].lower()
    if unit == "hour":
        return _iso(edtf.shifted(start, sign * (count // 24))) if count % 24 == 0 else None
    value = _moved(start, sign * count, unit)
    return value and (value if exact and unit != "week" else edtf.about(value))


def _story_neighbour(match: re.Match[str], frame: Frame) -> str | None:
    step = {"next": 1, "following": 1, "same": 0}.get(match["side"].lower(), -1)
    return _iso(edtf.shifted(frame.story_day, step)) if frame.story_day else None


def _span(match: re.Match[str], frame: Frame) -> str | None:
    """ "the last few months", "recent days": up to publication; "the next 60 days": on from it. Vague lengths are approximate."""
    if frame.published is None:
        return None
    side, unit, plural = match["side"].lower(), match["unit"].lower().rstrip("s"), match[0].lower().endswith("s")
    count, exact = _count(match["count"]) if match["count"] or plural else (1, True)
    if match["count"] is None and plural and unit == "day":
        count = 7  # "in recent days" reaches about a week back
    ahead = side in ("next", "coming", "following")
    if unit == "hour":
        unit, count = "day", max(1, count // 24)
    far = _moved(frame.published, count if ahead else -count, unit)
    far = far and (far if exact else edtf.about(far))
    near = frame.published.isoformat()[: 4 if unit in ("year", "decade") else 7 if unit == "month" else 10]
    return edtf.interval(near, far) if ahead else edtf.interval(far, near)


def _feast(match: re.Match[str], frame: Frame) -> str | None:
    month, day = _LEX["feasts"][" ".join(match["feast"].lower().split())]
    return edtf.day(int(match["year"]), month, day) if match["year"] else _nearest_year(month, day, frame)


def _unknown(match: re.Match[str], frame: Frame) -> str | None:
    """ "the fifth day of": which day that is, the words don't settle."""
    return None


# --- patterns -----------------------------------------------------------------------------------------------------------

_MONTH = rf"(?P<month>(?:{names(_MONTHS)})(?!\w)|(?:{names(_SHORT_MONTHS)})(?![\w-])\.?)"
_WEEKDAY = rf"(?P<weekday>(?:{names(_WEEKDAYS)}))"
_LED_BY_WEEKDAY = rf"(?:(?P<weekday>(?:{names(_WEEKDAYS)}|{names(_SHORT_WEEKDAYS)}))\.?,?\s)?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![\d.:%°]*\d|\w)"
_DAY_NUMBER = _DAY.replace("(?:0?", "(?P<day>0?", 1)
_LAST_DAY = _DAY.replace("(?:0?", "(?P<last>0?", 1)
_TO = r"(?:\s?[-–—]\s?|\s(?:to|and|until|till|through)\s)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![\w-]*\d|[,.:]\d|\w)"
_THEN_YEAR = rf"(?:,?\s{_YEAR})?"
_COUNTED = rf"(?!\s(?:{'|'.join(_LEX['counted'])})\b)"
_NO_NAME = rf"(?!['’]?s?\s(?:{'|'.join(_LEX['names_after'])})\b)"
_COUNT = rf"(?P<count>[0-9]{{1,3}}|{any_case_start(_LEX['numbers'])}|{any_case_start(_LEX['vague'])})"
_UNIT = r"(?P<unit>hour|day|night|week|month|year|decade)"
_POSSESSIVE = r"(?=['’]s\b|s?\b)"
_WHICH_WEEKDAY = r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\s(?:coming|past))?)\s)?"
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night)(?!\w))?"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,3}(?:st|nd|rd|th))(?:\s(?:straight|consecutive))?"
_NO_DAY = rf"(?!\s[0-9]{{1,2}}\b(?!\s(?:{'|'.join(_LEX['counted'])})\b))"
# "on Thursdays and Fridays" is a habit; "Saturdays attack" lost its apostrophe.
_NO_HABIT = r"(?!s\s(?:and|or|now|at|when|to|for|in|the|is|are|was|were|but|as|on)\b|s\s?[.,;:!?)])"


def _expression(name: str, pattern: str, value: Callable[[re.Match[str], Frame], str | None], needs: Iterable[str] = ()) -> Expression:
    return Expression(name, re.compile(pattern), value, frozenset(needs))


def _iso_day(match: re.Match[str], frame: Frame) -> str | None:
    return edtf.day(int(match["year"]), int(match["month"]), int(match["day"]))


def _month_year(match: re.Match[str], frame: Frame) -> str | None:
    return edtf.month(int(match["year"]), _month_number(match["month"]))


def _season(match: re.Match[str], frame: Frame) -> str | None:
    return f"{match['year']}-{_LEX['seasons'][match['season'].lower()]}"


def _decade(match: re.Match[str], frame: Frame) -> str | None:
    return f"{match['year']}X"


def _year(match: re.Match[str], frame: Frame) -> str | None:
    return match["year"]


# Tried in this order at each place: the longer before the shorter.
EXPRESSIONS: tuple[Expression, ...] = (
    _expression("day", r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?!\d)", _iso_day),
    _expression("day", r"(?P<first>[0-9]{1,2})(?P<mark>[./-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>(?:19|20)[0-9]{2})(?!\d)", _numeric),
    _expression("days", rf"{_DAY_NUMBER}{_TO}{_LAST_DAY}\s(?:of\s)?{_MONTH}{_THEN_YEAR}{_NO_NAME}", _day_month),
    _expression("day", rf"{_LED_BY_WEEKDAY}(?:the\s)?{_DAY_NUMBER}[\s-](?:of\s)?{_MONTH}(?:(?:,?\s|-){_YEAR})?{_NO_NAME}", _day_month),
    _expression("days", rf"{_MONTH}\s{_DAY_NUMBER}{_TO}{_LAST_DAY}{_COUNTED}{_THEN_YEAR}{_NO_NAME}", _day_month),
    _expression("day", rf"{_LED_BY_WEEKDAY}{_MONTH}\s{_DAY_NUMBER}{_COUNTED}{_THEN_YEAR}{_NO_NAME}", _day_month),
    _expression("month", rf"{_MONTH},?\s(?:of\s)?{_YEAR}{_COUNTED}", _month_year),
    _expression("weekday", rf"{_WHICH_WEEKDAY}{_WEEKDAY}{_NO_HABIT}{_POSSESSIVE}{_NO_NAME}{_PART_OF_DAY}", _weekday),
    _expression("today", rf"(?:{any_case_start(_LEX['days'])})(?!\w)", _relative_day),
    _expression("overnight", r"[Oo]vernight(?!\w)", _overnight),
    _expression("ago", rf"{_COUNT}\s{_UNIT}s?\s[Aa]go(?!\w)", _ago),
    _expression("story", rf"{_COUNT}\s{_UNIT}s?\s(?P<side>later|earlier)(?!\w)", _from_story),
    _expression("story", r"[Tt]he\s(?P<side>next|following|previous|same)\s(?P<unit>day)(?!\w)", _story_neighbour),
    _expression("story", r"[Tt]he\sday\s(?P<side>before)(?!\w)", _story_neighbour),
    _expression("calendar", r"(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s(?P<unit>week|month|year)(?!\w)", _calendar),
    _expression("weekend", r"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]he)\sweekend(?!\w)", _weekend),
    _expression("span", rf"[Tt]he\s(?P<side>last|past|previous|next|coming|following)\s(?:{_COUNT}\s)?{_UNIT}s?(?!\w)", _span),
    _expression("span", rf"(?P<side>[Ll]ast|[Pp]ast|[Nn]ext)\s{_COUNT}\s{_UNIT}s?(?!\w)", _span),
    _expression("span", r"(?P<side>[Rr]ecent|[Cc]oming)\s(?P<count>(?!))?(?P<unit>days|weeks|months|years)(?!\w)", _span),
    _expression("nth", rf"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s{_ORDINAL}\s{_UNIT}\s(?:of|in|since|running)(?!\w)", _unknown),
    _expression("season", rf"(?P<season>{any_case_start(_LEX['seasons'])})\s(?:of\s)?{_YEAR}", _season),
    _expression("decade", r"(?:the\s)?(?P<year>(?:19|20)[0-9])0['’]?s(?!\w)", _decade, _LEX["year_needs"]),
    _expression("feast", rf"(?P<feast>{names(_LEX['feasts'])})(?!\w)(?:\s{_YEAR})?", _feast, _LEX["feast_needs"]),
    _expression("month", rf"(?:(?P<which>[Ll]ast|[Nn]ext)\s){_MONTH}{_NO_NAME}", _month_alone),
    _expression("month", rf"(?P<which>(?!))?{_MONTH}{_NO_DAY}(?!\s[A-Z][a-z]){_NO_NAME}", _month_alone, _LEX["month_needs"]),
    _expression("year", rf"(?:the\s)?{_YEAR}{_COUNTED}", _year, _LEX["year_needs"]),
)  # fmt: skip
