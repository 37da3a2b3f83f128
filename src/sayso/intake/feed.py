"""An RSS or Atom file: each entry is a report, its full content where the feed has it, else its summary.

An entry's day is the one that it writes, by the outlet's clock; feedparser's own value is moved to UTC, often onto another day.
"""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from sayso.errors import ReportError
from sayso.intake.dates import iso_day
from sayso.intake.plain_html import words_of_html
from sayso.intake.shape import Format, Source, library, read_whole
from sayso.model.evidence import Provenance, Report, report_id

_MOST_ENTRIES = 10_000
_FIRST_TAG = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss\b|feed\b[^>]*Atom|(?:rdf:)?RDF\b[^>]*rss)", re.DOTALL | re.IGNORECASE
)
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_AGAIN = "Fetch the feed again"


def _read(source: Source) -> Iterator[Report | ReportError]:
    data = read_whole(source)
    if _ENTITIES.search(data[:65536]) or _ENTITIES.search(data):
        raise ReportError(source.place, "it declares entities of its own, which no feed needs", "Take its <!DOCTYPE> out if you trust it")
    feedparser = library("feedparser", source.place)
    try:
        # Markup is made plain by us; cleaning it up and making addresses absolute would only cost time.
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever it stumbles over in a broken feed is that feed's fault and stops no batch
        raise ReportError(source.place, f"it is a feed that is damaged ({type(error).__name__})", _AGAIN) from error
    if not parsed.entries:
        problem = "it is a feed without entries" if not parsed.get("bozo") else f"it is a damaged feed ({parsed.get('bozo_exception')})"
        raise ReportError(source.place, problem[:200], _AGAIN)
    for number, entry in enumerate(parsed.entries[:_MOST_ENTRIES], 1):
        try:
            yield _report(entry, parsed.feed, number, source)
        except ReportError as error:
            yield error
    if len(parsed.entries) > _MOST_ENTRIES:
        yield ReportError(source.place, f"it has {len(parsed.entries)} entries, and {_MOST_ENTRIES} are read", "Split it")
    if parsed.get("bozo") and not data.rstrip().endswith(b">"):
        yield ReportError(source.place, "it is cut short: entries may be missing at its end", _AGAIN)


def _report(entry: Any, feed: Any, number: int, source: Source) -> Report:
    place = f"{source.place}, entry {number}"
    text, of = _text(entry, place)
    if not text.strip():
        raise ReportError(place, "it holds no words, only a headline or a link", "Save the page that it leads to")
    outlet = _clean(_dict(entry, "source").get("title")) or source.outlet or _clean(feed.get("title"))
    published, dated = _published(entry)
    guessed = [("text", of)]
    if outlet and not source.outlet and not _dict(entry, "source").get("title"):
        guessed.append(("outlet", "the feed's title"))
    if published and dated != "published":
        guessed.append(("published", f"the entry's {dated}"))
    published = published or source.published
    language = _clean(_dict(entry, "title_detail").get("language")) or _clean(feed.get("language"))
    return Report(
        report_id(text, outlet, published),
        text,
        outlet,
        published,
        title=_clean(words_of_html(str(entry.get("title") or ""), place)),
        url=_clean(entry.get("link")),
        language=language,
        provenance=Provenance("feed@1", member=_clean(f"entry {number}, {entry.get('id') or 'without id'}"), guessed=tuple(guessed)),
    )


def _text(entry: Any, place: str) -> tuple[str, str]:
    """The longest of what the feed calls content, else the summary; and which of them it is."""
    forms = [(one, "content") for one in entry.get("content") or [] if isinstance(one, dict)]
    summary = entry.get("summary_detail")
    forms += [(summary, "summary")] if isinstance(summary, dict) else []
    found = [(_plain(form, place), of) for form, of in forms]
    contents = [each for each in found if each[1] == "content" and each[0]]
    return max(contents or found or [("", "summary")], key=lambda each: len(each[0]))


def _plain(form: Any, place: str) -> str:
    value = str(form.get("value") or "").encode("utf-8", "replace").decode()
    if form.get("type") == "text/plain" and not re.search(r"<\w+[^>]*>|&\w+;", value):
        return value.strip()
    return words_of_html(value, place)


def _published(entry: Any) -> tuple[date | None, str]:
    for name in ("published", "updated", "created"):
        day = written_day(str(dict.get(entry, name) or ""))  # its own `get` gives one of them for another
        if day is not None:
            return day, name
    return None, ""


def written_day(text: str) -> date | None:
    """The day of an ISO 8601 or RFC 822 date, as it is written."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  # loads what could open a connection

    day = iso_day(text)
    if day is not None:
        return day
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _dict(entry: Any, name: str) -> Any:
    value = entry.get(name)
    return value if isinstance(value, dict) else {}


def _clean(value: Any) -> str | None:
    text = " ".join(str(value).split()).encode("utf-8", "replace").decode() if value else ""
    return text or None


def _recognises(head: bytes) -> bool:
    return _FIRST_TAG.match(head) is not None


FEED = Format("feed", (".rss", ".atom"), _recognises, _read, unmistakable=True)
