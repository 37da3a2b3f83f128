"""JSON Lines: a report a line, and for a bad line an error in its place."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ReportError
from sayso.intake import read_source
from sayso.intake.shape import LARGEST_REPORT
from sayso.model.evidence import Report, report_id

GOOD = b'{"id": "good", "text": "Twelve died."}\n'


def _read(data: bytes, **given: Any) -> list[Report | ReportError]:
    return list(read_source("-", stdin=BytesIO(data), **given))


def _error(line: bytes) -> ReportError:
    """The error of `line`, between two good ones which come out all the same."""
    first, error, last = _read(GOOD + line + b"\n" + GOOD)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(error, ReportError), error
    assert error.place == "standard input:2"
    assert error.remedy
    return error


def test_all_fields_are_read() -> None:
    fields = {
        "id": "a-1",
        "outlet": "The Marlow Post",
        "published": "2031-05-14",
        "title": "Toll rises",
        "text": " Twelve died.\r\n",
        "url": "https://x.example/1",
        "language": "en",
        "more": [1],
    }
    assert _read(json.dumps(fields).encode()) == [
        Report("a-1", " Twelve died.\r\n", "The Marlow Post", date(2031, 5, 14), "Toll rises", "https://x.example/1", "en")
    ]


def test_what_is_unknown_is_filled_in_and_what_a_line_says_wins() -> None:
    lines = b'{"text": "a", "outlet": null, "published": ""}\n{"text": "b", "outlet": "Own", "published": "2031-01-01T10:00:00Z"}\n'
    day = date(2031, 5, 14)
    assert _read(lines, outlet="Given", published=day) == [
        Report(report_id("a", "Given", day), "a", "Given", day),
        Report(report_id("b", "Own", date(2031, 1, 1)), "b", "Own", date(2031, 1, 1)),
    ]


@pytest.mark.parametrize(("written", "read"), [('"x y"', "x y"), ("7", "7"), ("1.5", "1.5"), ("0", "0"), ('"0"', "0")])
def test_an_id_is_kept(written: str, read: str) -> None:
    (report,) = _read(f'{{"id": {written}, "text": "a"}}'.encode())
    assert isinstance(report, Report)
    assert report.id == read


@pytest.mark.parametrize("written", ["null", '""', '"  "'])
def test_a_missing_id_is_made_from_the_content(written: str) -> None:
    (report,) = _read(f'{{"id": {written}, "text": "a"}}'.encode())
    assert isinstance(report, Report)
    assert report.id == report_id("a", None, None)


BAD_LINES = [
    (b"not json", "not JSON"),
    (b'{"text": "cut', "not JSON: Unterminated string starting at character 10"),
    (b'{"text": "a"} trailing', "not JSON: Extra data"),
    (b'["text", "a"]', "not an object"),
    (b'"a"', "not an object"),
    (b"12", "not an object"),
    (b"null", "not an object"),
    (b"{}", 'no "text" (it has: nothing)'),
    (b'{"body": "a", "id": 1}', 'no "text" (it has: body, id)'),
    (b'{"text": null}', 'no "text"'),
    (b'{"text": 12}', '"text" is a number'),
    (b'{"text": ["a"]}', '"text" is a list'),
    (b'{"text": ""}', '"text" is blank'),
    (b'{"text": " \\n\\t\\u00a0"}', '"text" is blank'),
    (b'{"text": "a", "id": true}', '"id" is true or false'),
    (b'{"text": "a", "id": {}}', '"id" is an object'),
    (b'{"text": "a", "id": NaN}', "NaN"),
    (b'{"text": "a", "outlet": 3}', '"outlet" is a number'),
    (b'{"text": "a", "title": ["b"]}', '"title" is a list'),
    (b'{"text": "a", "published": "14 May 2031"}', '"14 May 2031", is not a date'),
    (b'{"text": "a", "published": "2031-02-30"}', "is not a date"),
    (b'{"text": "a", "published": 20310514}', '"published" is a number'),
    (b'{"text": "a \\ud800 b"}', '"text" has half a character, \\ud800, at character 2'),
    (b'{"text": "a", "title": "\\udc00"}', '"title" has half a character'),
    (b'{"text": "a", "published": "\\udc00"}', '"published" has half a character'),
    (b'{"\\ud800": "a"}', 'no "text" (it has: ?)'),
    (b'{"text": "caf\xe9"}', "byte 0xE9, the line's byte 14, is not UTF-8"),
    (b'{"text": "a", "x": ' + b"[" * 100_000, "nested"),
    (b'{"text": "a", "id": ' + b"9" * 5000 + b"}", "a number"),
    (b"\xff\xfe{\x00", "not UTF-8"),
]


@pytest.mark.parametrize(("line", "problem"), BAD_LINES, ids=[line[:30].decode("latin-1") for line, _ in BAD_LINES])
def test_a_bad_line_is_an_error_and_the_others_come_out(line: bytes, problem: str) -> None:
    error = _error(line)
    assert problem in error.problem
    str(error).encode()  # can be printed


def test_blank_lines_count_but_are_passed_over() -> None:
    good, bad = _read(b"\r\n  \n" + GOOD + b"\n{}\r\n\n")
    assert isinstance(good, Report)
    assert isinstance(bad, ReportError)
    assert bad.place == "standard input:5"


def test_a_byte_order_mark_is_dropped() -> None:
    assert _read(b"\xef\xbb\xbf" + GOOD) == _read(GOOD)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b'[\n  {"text": "a"},\n  {"text": "b"}\n]\n', "a JSON list"),
        (b'[{"text": "a"}, {"text": "b"}]', "a JSON list"),
        (b'{\n  "text": "a"\n}\n', "over several lines"),
        (GOOD.decode().encode("utf-16"), "UTF-16-LE"),
    ],
)
def test_a_file_that_is_no_json_lines_at_all_is_one_error(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    (error,) = read_source(str(path))
    assert isinstance(error, ReportError)
    assert problem in error.problem
    assert error.place == str(path)


def test_a_line_beyond_the_limit_is_an_error_and_the_next_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b'{"text": "' + b"a" * (LARGEST_REPORT) + b'"}\n' + GOOD)
    _, error, last = read_source(str(path))
    assert isinstance(error, ReportError)
    assert error.place == f"{path}:2"
    assert "longer than 64 MiB" in error.problem
    assert isinstance(last, Report)


@settings(deadline=None)  # a busy processor is no failure
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip), min_size=1), st.booleans())
def test_any_text_comes_back_character_for_character(texts: list[str], ascii_only: bool) -> None:
    data = "".join(json.dumps({"id": str(n), "text": text}, ensure_ascii=ascii_only) + "\n" for n, text in enumerate(texts))
    assert [report.text for report in _read(data.encode()) if isinstance(report, Report)] == texts


@settings(deadline=None)  # a busy processor is no failure
@given(st.binary())
def test_any_bytes_in_a_line_stop_nothing(line: bytes) -> None:
    *_, last = _read(GOOD + line + b"\n" + GOOD)
    assert isinstance(last, Report)


class Endless(BytesIO):
    """An input that goes on for `lines` lines, and counts those that were asked for."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.left, self.given = lines, 0

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.given == self.left:
            return b""
        self.given += 1
        return b'{"text": "' + b"word " * 2000 + b'"}\n'


def test_a_report_comes_out_before_the_next_line_is_asked_for() -> None:
    stream = Endless(10)
    reports: Iterator[Report | ReportError] = read_source("-", stdin=stream)
    next(reports)
    assert stream.given == 1


def test_memory_stays_constant() -> None:
    tracemalloc.start()
    count = sum(1 for _ in read_source("-", stdin=Endless(3000)))  # 30 MB in all
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 1_000_000
