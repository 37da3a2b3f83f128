"""TIMEX3 types and values of time expressions, as TimeML has them: what a yardstick asks of dates that claims keep in EDTF.

EDTF has no weeks, weekends, parts of a day or words that only point; here they follow from the expression's form and words.
"""

import re
from datetime import date

from sayso.claims.dates.expressions import TimeExpression
from sayso.claims.lexicon import lexicon

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "overnight": "TNI", "tonight": "TNI"}
_TIMES = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "quarter": "M"}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])(?:m|\.m)|(\d\d?):(\d\d)|(\d\d)(\d\d)(?=\s[GU])")


def timex(one: TimeExpression, text: str, published: date | None) -> tuple[str, str | None]:
    """The type and value of an expression of `text`; None for a value that can't be known."""
    words = one.span.of(text).lower()
    if one.kind in ("past", "present", "future"):
        return "DATE", f"{one.kind.upper()}_REF"
    if one.form == "ago" and one.length and "X" in one.length:
        return "DATE", "PAST_REF"
    if one.kind == "duration" or (one.form == "span" and re.search(r"\b(?:decade|century)\b", words)):
        return "DURATION", one.length
    if one.kind == "set":
        return "SET", one.length or _repeated(words)
    time = _time(words)
    if one.kind == "time":
        day = one.frame.story_day or published
        return "TIME", day.isoformat() + time if day and time else None
    value = _date(one, words)
    if time and value and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "TIME", value + time
    return "DATE", value


def _date(one: TimeExpression, words: str) -> str | None:
    if one.edtf is None:
        return None
    first, _, last = one.edtf.replace("~", "").partition("/")
    if one.form == "overnight":
        return first
    if one.form in ("ago", "story") and re.search(r"\bweeks?\b", words):
        return _week(date.fromisoformat(first))
    if re.fullmatch(r"\d{4}-2[1-4]", first):
        return f"{first[:5]}{_SEASONS[first[5:]]}"
    if first.endswith("X"):
        return first.rstrip("X")
    if one.form in ("calendar", "story", "weekend") and len(first) == len("2017-04-15"):
        return _week(date.fromisoformat(first)) + ("-WE" if one.form == "weekend" else "") if last else first
    if last and re.search(r"\bquarter\b", words):
        return f"{first[:5]}Q{(int(first[5:]) + 2) // 3}"
    if one.form == "span":
        return _week(date.fromisoformat(first)) if re.search(r"\bweeks?\b", words) else first
    return first


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _time(words: str) -> str | None:
    clock = _CLOCK.search(words)
    if clock:
        hour, minute, half, *other = clock.groups()
        if half:
            return f"T{int(hour) % 12 + 12 * (half == 'p'):02d}:{minute or '00'}"
        return f"T{int(other[0] or other[2]):02d}:{other[1] or other[3]}"
    found = [part for word, part in (_TIMES | _PARTS).items() if re.search(rf"\b{word}\b", words)]
    return found[0] if found else None


def _repeated(words: str) -> str | None:
    """ "every Tuesday night" is XXXX-WXX-2TNI."""
    calendar = lexicon("dates")
    if words in calendar["sets"]:
        return str(calendar["sets"][words])
    for number, weekday in enumerate(calendar["weekdays"], 1):
        if weekday in words:
            return f"XXXX-WXX-{number}{_time(words.removesuffix('s')) or ''}"
    for number, month in enumerate(calendar["months"], 1):
        if month in words:
            return f"XXXX-{number:02d}"
    unit = re.search(r"\b(day|week|month|year|hour|quarter)\b", words)
    return f"P{'T' if unit[1] == 'hour' else ''}1{_LETTERS[unit[1]]}" if unit else None
