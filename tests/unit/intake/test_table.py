"""Tables: which column is which field, quoting, encodings, and what is wrong in which line."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from sayso.errors import InputError, ReportError
from sayso.intake import read_stream
from sayso.intake.table import columns_of
from sayso.model.evidence import Report
from tests.unit.intake.made_files import TABLE

OWN = 'Body,Day,Paper\n"Twelve died, it was said.",14/05/2031,Marlow Post\nFourteen died.,15/05/2031,\n'


def _read(data: str | bytes, columns: str | None = None, name: str = "a.csv") -> list[Report | ReportError]:
    stream = BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read_stream(name, stream, columns=columns_of(columns) if columns else None))


def _error(found: list[Report | ReportError]) -> ReportError:
    (error,) = [each for each in found if isinstance(each, ReportError)]
    return error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.csv", "a"])
def test_a_heading_with_our_names_needs_no_mapping(encoding: str, name: str) -> None:
    first, second = _read(TABLE.encode(encoding), name=name)
    assert first == Report("a-1", 'Twelve died; so it was said.\r\nA "second" line', "Marlow Post", date(2031, 5, 14))
    assert isinstance(second, Report)
    assert (second.text, second.outlet, second.published) == ("Fourteen died.", None, None)
    assert second.provenance is not None
    assert second.provenance.member == "line 4"


def test_a_table_in_a_legacy_encoding_is_read() -> None:
    data = "text,outlet\nМинистерство обороны заявило о гибели не менее сорока человек.,Вести\n".encode("cp1251")
    (report,) = _read(data)
    assert isinstance(report, Report)
    assert (report.text[:12], report.outlet) == ("Министерство", "Вести")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    (report,) = _read(f'"text"{separator}"title, or; so"{separator}outlet\nTwelve died.{separator}x{separator}Marlow\n')
    assert isinstance(report, Report)
    assert (report.text, report.outlet) == ("Twelve died.", "Marlow")


def test_a_saved_mapping_names_columns_and_how_dates_are_written(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('date_format = "%d/%m/%Y"\n[columns]\ntext = "body"\npublished = "Day"\noutlet = "Paper"\n')
    first, second = _read(OWN, str(path))
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, first.outlet, first.published) == ("Twelve died, it was said.", "Marlow Post", date(2031, 5, 14))
    assert (second.outlet, second.published) == (None, date(2031, 5, 15))


def test_a_mapping_may_be_written_out() -> None:
    first, _ = _read(OWN, "text=Body, outlet=Paper")
    assert isinstance(first, Report)
    assert (first.outlet, first.published) == ("Marlow Post", None)


@pytest.mark.parametrize(
    ("data", "columns", "place", "problem"),
    [
        (OWN, None, "a.csv:1", 'no column "text" (it has: Body, Day, Paper)'),
        (OWN, "text=Words", "a.csv:1", "no column 'Words' (it has: Body, Day, Paper)"),
        (OWN.splitlines()[0], "text=Body", "a.csv", "no rows"),
        ("text,published\nTwelve died.,14 May\n", None, "a.csv:2", "its date, '14 May', is not year-month-day"),
        ("text,outlet\n ,Marlow\n", None, "a.csv:2", "'text' is blank"),
        ("text,outlet\nTwelve died, it was said,Marlow\n", None, "a.csv:2", "3 cells, and the heading 2"),
        ('text,outlet\na,b\n"never closed,x\n', None, "a.csv:3", "not CSV"),
        ("", None, "a.csv", "empty"),
        ("text\n\n", None, "a.csv", "no rows"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(data: str, columns: str | None, place: str, problem: str) -> None:
    error = _error(_read(data, columns))
    assert error.place == place
    assert problem in error.problem
    assert error.remedy


def test_a_bad_row_stops_no_other() -> None:
    first, error, last = _read("text,published\nOne died.,2031-05-14\nTwo died.,tomorrow\nThree died.,2031-05-15\n")
    assert isinstance(first, Report)
    assert isinstance(error, ReportError)
    assert isinstance(last, Report)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("text", "is no mapping"),
        ("text=", "is no mapping"),
        ("body=Text", "is no field of a report"),
        ("none.toml", "can't be read"),
    ],
)
def test_a_bad_mapping_is_refused_with_how_to_write_it(written: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        columns_of(written)


@pytest.mark.parametrize(
    ("content", "problem"),
    [("= no", "no TOML"), ("a = 1", r"no table \[columns\]"), ("date_format = 1\n[columns]\ntext = 'a'", "date_format is no string")],
)
def test_so_is_a_bad_file_of_one(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(content)
    with pytest.raises(InputError, match=problem):
        columns_of(str(path))
