"""The archive of an account that X (Twitter) hands out: `tweets.js` and `note-tweet.js`, a post a report."""

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sayso.errors import ReportError
from sayso.intake.dates import iso_day
from sayso.intake.decoding import decode
from sayso.intake.export import fields, items, loaded, words
from sayso.intake.shape import LARGEST_EXPORT, Format, Source, read_whole
from sayso.model.evidence import Provenance, Report, report_id

_BEGINS = re.compile(r"\s*window\.YTD\.(\w+)\.part\d+\s*=\s*")
_READ = ("tweets", "tweet", "note_tweet", "community_tweet", "deleted_tweets")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DATE = re.compile(r"\w{3} (\w{3}) (\d{2}) \d\d:\d\d:\d\d \+0000 (\d{4})", re.ASCII)
_NO_LANGUAGE = ("und", "zxx", "qam", "qct", "qht", "qme", "qst")


def _read(source: Source) -> Iterator[Report | ReportError]:
    text = decode(read_whole(source, LARGEST_EXPORT), source.place)
    begins = _BEGINS.match(text)
    if begins is None or begins[1] not in _READ:
        raise ReportError(source.place, "it is a part of an X archive that holds no posts", "Name its tweets.js")
    posts = loaded(text[begins.end() :].rstrip().rstrip(";"), source.place, "a part of an X archive")
    if not items(posts):
        raise ReportError(source.place, "it holds no posts", "Name its tweets.js")
    for number, item in enumerate(posts, 1):
        try:
            yield _report(_post(item), f"{source.place}, post {number}", source)
        except ReportError as error:
            yield error


def _post(item: Any) -> dict[str, Any]:
    inner = next((value for value in fields(item).values() if isinstance(value, dict)), fields(item))
    note = fields(inner.get("core"))
    if note:
        return {"full_text": note.get("text"), "id_str": inner.get("noteTweetId"), "created_at": inner.get("createdAt")}
    return inner


def _report(post: dict[str, Any], place: str, source: Source) -> Report:
    written = words(post.get("full_text") or post.get("text"))
    if written is None:
        raise ReportError(place, "it has no words", "Leave it out, or describe what its picture says in a text of your own")
    text = html.unescape(written)  # "&amp;", "&lt;" and "&gt;" stand for what was typed
    number = words(post.get("id_str") or post.get("id"))
    published = _day(words(post.get("created_at"))) or source.published
    language = words(post.get("lang"))
    return Report(
        report_id(text, source.outlet, published),
        text,
        source.outlet,
        published,
        url=f"https://x.com/i/web/status/{number}" if number and number.isdigit() else None,
        language=language if language not in _NO_LANGUAGE else None,
        provenance=Provenance(
            "X archive@1",
            member=f"post {number or 'without id'}",
            guessed=(("url", "the post's id"),) if number and number.isdigit() else (),
        ),
    )


def _day(written: str | None) -> date | None:
    """The day in UTC, which is all that the archive has."""
    found = _DATE.fullmatch(written or "")
    if found is None or found[1] not in _MONTHS:
        return iso_day(written or "")
    return iso_day(f"{found[3]}-{_MONTHS.index(found[1]) + 1:02}-{found[2]}")


def _recognises(head: bytes) -> bool:
    return head.startswith(b"window.YTD.")


X_ARCHIVE = Format("X archive", (), _recognises, _read, unmistakable=True)
