"""Publication dates: the day of an ISO 8601 date or timestamp."""

import re
from datetime import date, datetime

from sayso.errors import DateError

# Digits spelt out: \d would let other scripts' digits through, which fromisoformat refuses with a less clear message.
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ].+)?")


def iso_day(text: str) -> date | None:
    """The day of an ISO 8601 date or timestamp, None where it is neither.

    The day is the one written down; it isn't moved into another time zone, since outlets date their reports by their own clock.
    """
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    try:
        if found[2]:
            datetime.fromisoformat(found[0])
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def parse_date(text: str, place: str) -> date:
    """The day that `text` names: "2016-12-14", or a timestamp that begins with it.

    `place` stands in the error, such as "--published". Raises DateError where it is no ISO 8601 date.
    """
    day = iso_day(text)
    if day is None:
        raise DateError(place, f"{text!r} is not a date", "Write it as year-month-day, such as 2016-12-14")
    return day
