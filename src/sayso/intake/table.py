"""A table (CSV): a report a row. Which column holds what is given by its heading, or by a mapping (`--columns`)."""

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sayso.errors import InputError, ReportError
from sayso.intake.dates import iso_day
from sayso.intake.decoding import decode, marked
from sayso.intake.shape import LARGEST_EXPORT, MIB, Columns, Format, Source, read_whole
from sayso.model.evidence import Provenance, Report, report_id

FIELDS = ("text", "id", "outlet", "published", "title", "url", "language")
_MOST_FIELD = 16 * MIB
_SAMPLE = 65536


def columns_of(written: str) -> Columns:
    """What `--columns` says: "text=Body,published=Date", or the name of a TOML file with the same as a table `columns`.

    Such a file may say with `date_format` how dates are written, as strptime has it. Raises InputError where it is neither.
    """
    if written.endswith(".toml"):
        return _from_file(written)
    pairs = [pair.partition("=") for pair in written.split(",")]
    if not all(sign and name.strip() and column.strip() for name, sign, column in pairs):
        raise InputError("--columns", f"{written!r} is no mapping", "Write it as: text=Body,published=Date; or name a .toml file")
    return Columns(_checked({name.strip(): column.strip() for name, _, column in pairs}, "--columns"))


def _from_file(path: str) -> Columns:
    try:
        written = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise InputError(path, f"it can't be read: {error.strerror}", "Check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(path, f"it is no TOML in UTF-8: {error}", 'Write it as: [columns] and below that text = "Body"') from error
    names, form = written.get("columns"), written.get("date_format")
    if not isinstance(names, dict) or not all(isinstance(column, str) for column in names.values()):
        raise InputError(path, "it has no table [columns] of names", 'Write [columns], and below it a line such as text = "Body"')
    if form is not None and not isinstance(form, str):
        raise InputError(path, "its date_format is no string", 'Write it as strptime has it, such as "%d/%m/%Y"')
    return Columns(_checked(names, path), form)


def _checked(names: dict[str, str], place: str) -> dict[str, str]:
    unknown = sorted(set(names) - set(FIELDS))
    if unknown:
        raise InputError(place, f"{', '.join(unknown)!a} is no field of a report", f"A report has: {', '.join(FIELDS)}")
    return names


def _read(source: Source) -> Iterator[Report | ReportError]:
    text = decode(read_whole(source, LARGEST_EXPORT), source.place)
    if not text.strip():
        raise ReportError(source.place, "it is empty", "Write a heading, and a row for each report")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    csv.field_size_limit(_MOST_FIELD)
    heading = _next(rows, source.place)
    places = _places(heading or [], source)
    seen = False
    while True:
        line = rows.line_num + 1
        try:
            row = _next(rows, source.place)
            if row is None:
                break
            if any(cell.strip() for cell in row):
                seen = True
                yield _report(row, heading or [], places, line, source)
        except ReportError as error:
            seen = True
            yield error
    if not seen:
        raise ReportError(source.place, "it has a heading, but no rows", "Write a row for each report")


def _next(rows: Any, place: str) -> list[str] | None:
    line = rows.line_num + 1
    try:
        row: list[str] | None = next(rows, None)
        return row
    except csv.Error as error:
        raise ReportError(
            f"{place}:{line}", f"its row is not CSV: {error}", "Put cells in quotation marks, and double those within"
        ) from error


def _delimiter(text: str) -> str:
    """What stands between the heading's cells: the most frequent of the usual four outside of quotation marks."""
    line = next((each for each in text[:_SAMPLE].splitlines() if each.strip()), "")
    bare = "".join(part for number, part in enumerate(line.split('"')) if number % 2 == 0)
    return max(",;\t|", key=bare.count)


def _places(heading: Sequence[str], source: Source) -> dict[str, int]:
    """Which cell each field stands in."""
    names = [cell.strip() for cell in heading]
    lower = [name.lower() for name in names]
    wanted = dict(source.columns.names) or {name: name for name in FIELDS if name in lower}
    missing = [column for column in wanted.values() if column not in names and column.lower() not in lower]
    has = ", ".join(names)[:200].encode("utf-8", "replace").decode()
    if missing:
        raise ReportError(f"{source.place}:1", f"it has no column {missing[0]!r} (it has: {has})", "Correct the mapping in --columns")
    if "text" not in wanted:
        raise ReportError(f"{source.place}:1", f'it has no column "text" (it has: {has})', "Say which it is: --columns text=NAME")
    return {name: names.index(column) if column in names else lower.index(column.lower()) for name, column in wanted.items()}


def _report(row: list[str], heading: Sequence[str], places: dict[str, int], line: int, source: Source) -> Report:
    place = f"{source.place}:{line}"
    if len(row) > len(heading) and any(cell.strip() for cell in row[len(heading) :]):
        problem = f"its row has {len(row)} cells, and the heading {len(heading)}"
        raise ReportError(place, problem, "Put cells that hold the separator in quotation marks")
    cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    text = cells["text"]
    if not text.strip():
        raise ReportError(place, f"its {heading[places['text']]!r} is blank", "Give the report's words, or take the row out")
    published = _day(cells.get("published", ""), source.columns, place) or source.published
    outlet = cells.get("outlet", "").strip() or source.outlet
    return Report(
        cells.get("id", "").strip() or report_id(text, outlet, published),
        text,
        outlet,
        published,
        title=cells.get("title", "").strip() or None,
        url=cells.get("url", "").strip() or None,
        language=cells.get("language", "").strip() or None,
        provenance=Provenance("CSV@1", member=f"line {line}"),
    )


def _day(cell: str, columns: Columns, place: str) -> date | None:
    written = cell.strip()
    if not written:
        return None
    if columns.date_format is not None:
        try:
            return datetime.strptime(written, columns.date_format).date()  # noqa: DTZ007 - the day as it is written
        except ValueError as error:
            problem = f"its date, {written[:40]!r}, is not written as {columns.date_format}"
            raise ReportError(place, problem, "Correct the date, or date_format in the mapping") from error
    day = iso_day(written)
    if day is None:
        problem = f"its date, {written[:40]!r}, is not year-month-day"
        raise ReportError(place, problem, 'Say how it is written in a mapping file: date_format = "%d/%m/%Y"')
    return day


def _recognises(head: bytes) -> bool:
    """Only a heading that names our fields can be told from a text."""
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    cells = [cell.strip().strip('"').lower() for cell in first.split(_delimiter(first))]
    return marked(head)[1] is None and "text" in cells and len(cells) > 1 and set(cells) & (set(FIELDS) - {"text"}) != set()


CSV = Format("table", (".csv", ".tsv"), _recognises, _read)
