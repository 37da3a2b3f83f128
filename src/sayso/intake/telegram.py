"""An export of Telegram Desktop (result.json): a message with words is a report, in one chat or in all of them."""

import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import ReportError
from sayso.intake.dates import iso_day
from sayso.intake.decoding import decode
from sayso.intake.export import fields, items, loaded, utc_day, words
from sayso.intake.shape import LARGEST_EXPORT, Format, Source, read_whole
from sayso.model.evidence import Provenance, Report, report_id

_CHAT = re.compile(rb'\{\s*(?:"(?:name|type|id)"\s*:\s*(?:"(?:[^"\\]|\\.)*"|-?\d+|null)\s*,\s*){1,3}"messages"\s*:\s*\[')
_ALL_CHATS = re.compile(rb'\{\s*"about"\s*:\s*"[^"]*Telegram|\{\s*"chats"\s*:\s*\{\s*"about"\s*:')


def _read(source: Source) -> Iterator[Report | ReportError]:
    export = fields(loaded(decode(read_whole(source, LARGEST_EXPORT), source.place), source.place, "an export of Telegram"))
    chats = [export] if "messages" in export else [fields(chat) for chat in items(fields(export.get("chats")).get("list"))]
    found = 0
    for chat in chats:
        for message in items(chat.get("messages")):
            report = _report(fields(message), chat, source)
            if report is not None:
                found += 1
                yield report
    if not found:
        raise ReportError(source.place, "it is an export of Telegram without messages that have words", "Export the chat again, as JSON")


def _report(message: dict[str, Any], chat: dict[str, Any], source: Source) -> Report | None:
    text = _text(message.get("text"))
    if message.get("type") != "message" or text is None:
        return None
    is_channel = "channel" in str(chat.get("type"))
    outlet = source.outlet or (words(chat.get("name")) if is_channel else words(message.get("from")))
    day, dated = utc_day(message.get("date_unixtime")), "date_unixtime, in UTC"
    if day is None:
        day, dated = iso_day(words(message.get("date")) or ""), "date, by the clock of the machine that exported it"
    published = day or source.published
    guessed = [("published", dated)] if day is not None else []
    if outlet and not source.outlet:
        guessed.append(("outlet", "the channel's name" if is_channel else "the sender's name"))
    return Report(
        report_id(text, outlet, published),
        text,
        outlet,
        published,
        provenance=Provenance("Telegram@1", member=_member(message), guessed=tuple(guessed)),
    )


def _member(message: dict[str, Any]) -> str:
    origin = words(message.get("forwarded_from"))
    return f"message {str(message.get('id'))[:40]!a}".replace("'", "") + (f", forwarded from {origin[:80]}" if origin else "")


def _text(value: Any) -> str | None:
    """The words of a message: a string, or a list of strings and of objects (links, bold type) that hold one."""
    parts = [value] if isinstance(value, str) else [part if isinstance(part, str) else fields(part).get("text") for part in items(value)]
    return words("".join(part for part in parts if isinstance(part, str)))


def _recognises(head: bytes) -> bool:
    return _CHAT.match(head) is not None or _ALL_CHATS.match(head) is not None


TELEGRAM = Format("Telegram export", (), _recognises, _read, unmistakable=True)
