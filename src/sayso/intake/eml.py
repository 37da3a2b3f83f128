"""A mail (.eml) or a page saved as MHTML: its body is a report, and so is each attachment that can be one.

Of a body in several forms the plain text is taken, and HTML only where there is none, or where the plain text only says to look at that.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sayso.errors import ReportError
from sayso.intake.plain_html import words_of_html
from sayso.intake.shape import Format, Source, filled, read_whole
from sayso.model.evidence import Provenance, Report, report_id

# Imported at first use: the standard library's mail loads what could open a connection.
if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

_MOST_PARTS = 500
# Attachments that hold reports, by ending; images, signatures, calendars and the like are passed over.
_REPORTS = re.compile(
    r"\.(txt|text|html?|xhtml|pdf|docx|docm|odt|eml|mht|mhtml|jsonl|ndjson|json|csv|tsv|rss|atom|warc|wacz)(\.gz)?$", re.IGNORECASE
)
_ENDINGS = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf", "message/rfc822": ".eml", "text/csv": ".csv"}
_FIRST_HEADERS = re.compile(
    rb"(?:(?:from|to|cc|date|subject|received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|"
    rb"x-[\w-]{1,60}|dkim-signature|reply-to|sender|arc-[\w-]{1,40}|authentication-results|snapshot-content-location)"
    rb":[^\n]*(?:\n[ \t][^\n]*)*\n){3}",
    re.IGNORECASE,
)
_AGAIN = "Save the mail again from the mail program"


def _read(source: Source) -> Iterator[Report | ReportError]:
    from email import message_from_bytes  # noqa: PLC0415
    from email.policy import default  # noqa: PLC0415

    data = read_whole(source)
    try:
        message = message_from_bytes(data, policy=default)
        parts = _parts(message)
        body, kind = _body(message)
    except Exception as error:  # the parser of headers stumbles over some broken ones, and that is that mail's fault
        raise ReportError(source.place, f"it is a mail that is damaged ({type(error).__name__})", _AGAIN) from error
    count = 0
    if kind == "text/html" and _header(message, "Snapshot-Content-Location"):
        for found in source.within("page.html", _page(message), "page"):
            yield found if isinstance(found, ReportError) else filled(found, _of_snapshot(message))
        return
    text = (words_of_html(body, source.place) if kind == "text/html" else body).strip("\r\n")
    if text.strip():
        count += 1
        yield _report(message, text, source)
    for number, part in enumerate(parts, 1):
        for found in _attached(part, number, source):
            count += 1
            yield (
                found
                if isinstance(found, ReportError)
                else filled(found, {"published": (_day(message), "Date of the mail that it came with")})
            )
    if not count:
        raise ReportError(source.place, "neither its body nor an attachment is a report", _AGAIN)


def _page(message: "EmailMessage") -> bytes:
    """The bytes of a saved page, which says its charset itself."""
    part = message.get_body(("html",))
    payload = part.get_payload(decode=True) if part is not None else None
    return payload if isinstance(payload, bytes) else b""


def _of_snapshot(message: "EmailMessage") -> dict[str, tuple[object, str]]:
    return {
        "url": (_header(message, "Snapshot-Content-Location"), "Snapshot-Content-Location"),
        "title": (_header(message, "Subject"), "Subject of the saved page"),
    }


def _parts(message: "EmailMessage") -> "list[EmailMessage]":
    """The attachments, but not what stands within another mail."""
    found: list[EmailMessage] = []
    waiting = [(message, 0)]
    while waiting and len(found) <= _MOST_PARTS:
        part, depth = waiting.pop(0)
        if part.get_content_type() == "message/rfc822":
            found.append(part)
        elif part.is_multipart():
            if depth < 20:
                waiting[:0] = [(inner, depth + 1) for inner in part.get_payload() if isinstance(inner, type(message))]
        elif part.is_attachment() or (part.get_filename() and part.get_content_maintype() != "image"):
            found.append(part)
    return found


def _body(message: "EmailMessage") -> tuple[str, str]:
    """The body's text and its type."""
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    text = _content(plain) if plain is not None else ""
    markup = _content(rich) if rich is not None else ""
    if markup.strip() and len(text.strip()) < 200 and len(markup) > 20 * len(text.strip()):
        return markup, "text/html"
    return text, "text/plain"


def _content(part: "MIMEPart") -> str:
    """A part's characters; those that its charset doesn't have come as U+FFFD."""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):  # a charset that there is none of
        content = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
    # Lines of a mail end with CR and LF on their way, whatever they ended with where it was written.
    return str(content).replace("\r\n", "\n").replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _report(message: "EmailMessage", text: str, source: Source) -> Report:
    from email.utils import parseaddr  # noqa: PLC0415

    sender = parseaddr(_header(message, "From") or "")
    published = source.published or _day(message)
    outlet = source.outlet or sender[0] or sender[1] or None
    title = _header(message, "Subject")
    guessed = {
        "outlet": "From of the mail" if outlet and not source.outlet else None,
        "published": "Date of the mail" if published and not source.published else None,
        "title": "Subject of the mail" if title else None,
    }
    return Report(
        report_id(text, outlet, published),
        text,
        outlet,
        published,
        title=title,
        provenance=Provenance(
            "mail@1", member="body", guessed=tuple((name, of) for name, of in guessed.items() if of), reliable="\ufffd" not in text
        ),
    )


def _attached(part: "EmailMessage", number: int, source: Source) -> Iterator[Report | ReportError]:
    if number > _MOST_PARTS:
        yield ReportError(
            source.place, f"it has more than {_MOST_PARTS} attachments", "Save those that are reports, and read them by themselves"
        )
        return
    try:
        name, data = _file(part)
        charset = part.get_content_charset()
    except Exception as error:  # noqa: BLE001 - a broken header or encoding, which is that attachment's fault
        yield ReportError(f"{source.place}, attachment {number}", f"it is damaged ({type(error).__name__})", _AGAIN)
        return
    if name is not None:
        yield from source.within(name, data, f"attachment {number} ({name[:80]})", charset)


def _file(part: "EmailMessage") -> tuple[str | None, bytes]:
    """An attachment's name, and its bytes; None where it can be no report."""
    kind = part.get_content_type()
    name = re.sub(r"[\x00-\x1f/\\]", "_", part.get_filename() or "attachment").encode("utf-8", "replace").decode()
    if kind == "message/rfc822":
        inner = part.get_payload(0)
        return name if name.endswith(".eml") else f"{name}.eml", inner.as_bytes()  # type: ignore[union-attr]
    if not _REPORTS.search(name):
        if kind not in _ENDINGS:
            return None, b""
        name += _ENDINGS[kind]
    payload = part.get_payload(decode=True)
    return name, payload if isinstance(payload, bytes) else b""


def _header(message: "EmailMessage", name: str) -> str | None:
    try:
        value = message[name]
    except Exception:  # noqa: BLE001 - the parser of headers stumbles over some that are broken; such a one is unknown
        return None
    text = re.sub(r"\s+", " ", str(value or "")).encode("utf-8", "replace").decode().strip()
    return text or None


def _day(message: "EmailMessage") -> date | None:
    """The day by the sender's clock."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    try:
        return parsedate_to_datetime(_header(message, "Date") or "").date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _recognises(head: bytes) -> bool:
    return _FIRST_HEADERS.match(head.replace(b"\r\n", b"\n")) is not None


EML = Format("mail", (".eml", ".mht", ".mhtml"), _recognises, _read, refuses_binary=False)
