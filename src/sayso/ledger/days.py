"""The first and last day that a date in EDTF may mean, to filter by."""

import re
from calendar import monthrange

_PART = re.compile(r"(\d{2,4}X{0,2})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """Earliest and latest day, ISO 8601; None for an open or unknown end."""
    if not edtf:
        return None, None
    first, _, last = edtf.partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _edge(part: str, *, last: bool) -> str | None:
    match = _PART.fullmatch(part)
    if match is None:
        return None
    year = int(match[1].replace("X", "9" if last else "0"))
    month = int(match[2]) if match[2] else (12 if last else 1)
    if month in _SEASONS:
        month = _SEASONS[month][last]
    if not (1 <= month <= 12 and year >= 1):
        return None
    day = int(match[3]) if match[3] else (monthrange(year, month)[1] if last else 1)
    return f"{year:04}-{month:02}-{day:02}"
