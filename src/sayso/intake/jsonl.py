"""JSON Lines: one report a line, as an object whose `text` is required.

    {"id": …, "outlet": …, "published": …, "title": …, "text": …, "url": …, "language": …}

A line's own outlet and date win over those that the user gave for the whole file. Null, a missing field and one that is
blank (as exports from tables write it) all mean unknown. Other fields are passed over.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NoReturn

from sayso.errors import ReportError
from sayso.intake.dates import iso_day
from sayso.intake.decoding import Decoded, marked
from sayso.intake.json_strings import string_pieces
from sayso.intake.offsets import byte_map
from sayso.intake.shape import LARGEST_REPORT, MIB, ByteStream, Format, Source
from sayso.model.evidence import Provenance, Report, TextMap, report_id

_ONE_A_LINE = "Write one JSON object on each line"


def _read(source: Source) -> Iterator[Report | ReportError]:
    seen = False
    for number, offset, raw in _lines(source.stream):
        line = _without_mark(raw, source.place) if number == 1 else raw
        begin = offset + len(raw) - len(line)
        if not line.strip():
            continue
        if not seen:
            _refuse_document(line, source.place)
        seen = True
        try:
            yield _report(line, number, begin, source)
        except ReportError as error:
            yield error
    if not seen:
        raise ReportError(source.place, "it is empty", "Write one JSON object for each report, on a line of its own")


def _lines(stream: ByteStream) -> Iterator[tuple[int, int, bytes]]:
    """Line numbers from 1, offsets and lines. Of a line longer than the largest report comes one byte more than that size."""
    number = offset = 0
    while line := stream.readline(LARGEST_REPORT + 1):
        number += 1
        yield number, offset, line
        offset += len(line)
        while len(line) > LARGEST_REPORT and not line.endswith(b"\n"):
            line = stream.readline(LARGEST_REPORT + 1)
            offset += len(line)


def _without_mark(line: bytes, place: str) -> bytes:
    mark, encoding = marked(line)
    if encoding not in (None, "utf-8"):
        problem = f"it is in {encoding.upper()}, and JSON Lines are in UTF-8"
        raise ReportError(place, problem, f"Convert it: iconv -f {encoding[:6]} -t utf-8 FILE > NEW")
    return line[len(mark) :]


def _refuse_document(line: bytes, place: str) -> None:
    """Raises ReportError where the first line begins a document over several lines: one error then, not one for each line."""
    start = line.strip()
    if start.startswith(b"["):
        raise ReportError(place, "it is a JSON list, not JSON Lines", f"{_ONE_A_LINE}: jq -c '.[]' FILE > NEW")
    if start == b"{":
        raise ReportError(place, "its JSON goes over several lines, so it is not JSON Lines", f"{_ONE_A_LINE}: jq -c . FILE > NEW")


def _report(line: bytes, number: int, offset: int, source: Source) -> Report:
    place = f"{source.place}:{number}"
    fields = _object(line, place)
    text = _text(fields, place)
    outlet = _string(fields, "outlet", place) or source.outlet
    published = _published(fields, place) or source.published
    return Report(
        id=_id(fields, place) or report_id(text, outlet, published),
        text=text,
        outlet=outlet,
        published=published,
        title=_string(fields, "title", place),
        url=_string(fields, "url", place),
        language=_string(fields, "language", place),
        provenance=Provenance("JSON Lines@1", member=f"line {number}", map=_map(line, offset)),
    )


def _map(line: bytes, offset: int) -> TextMap | None:
    text = line.decode("utf-8")
    return byte_map(line, Decoded(text, "utf-8"), string_pieces(text, "text"), offset)


def _object(line: bytes, place: str) -> dict[str, Any]:
    if len(line) > LARGEST_REPORT:
        raise ReportError(place, f"the line is longer than {LARGEST_REPORT // MIB} MiB", "Split it: one object for each report")
    try:
        value = json.loads(line.decode("utf-8").rstrip(), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        problem = f"byte 0x{line[error.start]:02X}, the line's byte {error.start + 1}, is not UTF-8"
        raise ReportError(place, problem, "Save the file in UTF-8") from error
    except json.JSONDecodeError as error:
        raise ReportError(place, f"it is not JSON: {error.msg.removesuffix(' at')} at character {error.colno}", _ONE_A_LINE) from error
    except (ValueError, RecursionError) as error:
        problem = "it is not JSON: it holds NaN or Infinity, a number of thousands of digits, or brackets nested too deep"
        raise ReportError(place, problem, _ONE_A_LINE) from error
    if not isinstance(value, dict):
        raise ReportError(place, "it is JSON, but not an object", _ONE_A_LINE)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _text(fields: dict[str, Any], place: str) -> str:
    text = fields.get("text")
    if text is None:
        has = ", ".join(sorted(fields)[:8]) or "nothing"
        raise ReportError(place, f'its object has no "text" (it has: {_printable(has)})', 'Give the report\'s words as "text"')
    if not isinstance(text, str):
        raise ReportError(place, f'its "text" is {_kind(text)}, not a string', "Put it in quotation marks")
    if not text.strip():
        raise ReportError(place, 'its "text" is blank', "Give the report's words, or leave the line out")
    return _whole(text, "text", place)


def _string(fields: dict[str, Any], name: str, place: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReportError(place, f'its "{name}" is {_kind(value)}, not a string', "Put it in quotation marks, or write null")
    return _whole(value, name, place) if value.strip() else None


def _id(fields: dict[str, Any], place: str) -> str | None:
    value = fields.get("id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise ReportError(place, f'its "id" is {_kind(value)}, neither a string nor a number', "Give a string, or leave it out")
    return _string(fields, "id", place)


def _published(fields: dict[str, Any], place: str) -> date | None:
    text = _string(fields, "published", place)
    day = iso_day(text) if text else None
    if text and day is None:
        problem = f'its "published", "{_printable(text[:40])}", is not a date'
        raise ReportError(place, problem, "Write it as year-month-day, such as 2016-12-14, or null")
    return day


def _whole(value: str, name: str, place: str) -> str:
    """`value`, unless it has half a surrogate pair, which JSON can write but no text can hold: it has no bytes to hash or print."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        problem = f'its "{name}" has half a character, \\u{ord(value[error.start]):04x}, at character {error.start}'
        raise ReportError(place, problem, "Export it again with whole surrogate pairs") from error
    return value


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", str: "a string"}
    return names[type(value)]


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _recognises(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0].rstrip()
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


JSONL = Format("JSON Lines", (".jsonl", ".ndjson", ".json"), _recognises, _read)
