"""What exports of posts (X, Telegram, Bluesky) have in common: JSON whose fields may be anything."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sayso.errors import ReportError


def loaded(text: str, place: str, what: str) -> Any:
    """The value that a JSON document holds. Raises ReportError where it is damaged."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        problem = f"it is {what} that is damaged or cut short: {error.msg} at line {error.lineno}"
        raise ReportError(place, problem, "Export it again") from error
    except (ValueError, RecursionError) as error:
        raise ReportError(
            place, f"it is {what} that is damaged: nested too deep, or a number of thousands of digits", "Export it again"
        ) from error


def fields(value: Any) -> dict[str, Any]:
    """An object; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def words(value: Any) -> str | None:
    """A string with characters other than blank space; half characters replaced, as no text can hold them."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def utc_day(seconds: Any) -> date | None:
    """The day of a Unix time, in UTC."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, TypeError, OverflowError, OSError):
        return None
