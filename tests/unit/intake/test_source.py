"""Files, standard input, folders and what can't be opened."""

import gzip
import os
import tracemalloc
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from sayso.errors import ReportError
from sayso.intake import read_source, read_stream
from sayso.intake.source import Rewound
from sayso.model.evidence import Report

PAGE = b"<html lang=en><body><article><p>Twelve people died in Orvel on Monday, the ministry said.</p></article></body></html>"
LINES = b'{"text": "one"}\n{"text": "two"}\n'


def _texts(found: list[Report | ReportError]) -> list[str]:
    return [each.text if isinstance(each, Report) else str(each) for each in found]


def _error(path: str) -> ReportError:
    (error,) = read_source(path)
    assert isinstance(error, ReportError)
    return error


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"Twelve died.\nSo it was said.", ["Twelve died.\nSo it was said."]),
        (b"{curly} words", ["{curly} words"]),
        (b'{"text": "one"} is how it looks', ['{"text": "one"} is how it looks']),
        (b"<3 said the mayor", ["<3 said the mayor"]),
        (b"<b>Toll</b> rises", ["<b>Toll</b> rises"]),
        (PAGE, ["Twelve people died in Orvel on Monday, the ministry said."]),
        (b"\n\n<!-- saved from url=(0017)http://x.example/ -->\n" + PAGE, ["Twelve people died in Orvel on Monday, the ministry said."]),
        (b"\xef\xbb\xbf  <!DOCTYPE html>\n" + PAGE, ["Twelve people died in Orvel on Monday, the ministry said."]),
        (PAGE.decode().encode("utf-16"), ["Twelve people died in Orvel on Monday, the ministry said."]),
        (LINES, ["one", "two"]),
        (b"\n \n" + LINES, ["one", "two"]),
    ],
)
def test_standard_input_goes_by_its_first_bytes(data: bytes, texts: list[str]) -> None:
    assert _texts(list(read_source("-", stdin=BytesIO(data)))) == texts


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "A.JSONL", "a.dat", "a", "a.jsonl.gz", "a.gz"])
def test_json_lines_go_by_name_or_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(LINES) if name.endswith("gz") else LINES)
    assert _texts(list(read_source(str(path)))) == ["one", "two"]


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a", "a.html.gz"])
def test_pages_go_by_name_or_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(PAGE) if name.endswith("gz") else PAGE)
    assert _texts(list(read_source(str(path)))) == ["Twelve people died in Orvel on Monday, the ministry said."]


def test_compressed_standard_input_is_read() -> None:
    assert _texts(list(read_source("-", stdin=BytesIO(gzip.compress(LINES))))) == ["one", "two"]


def test_cut_compressed_data_is_an_error_after_what_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = b"".join(b'{"text": "%d", "x": "%s"}\n' % (n, os.urandom(400).hex().encode()) for n in range(500))
    path.write_bytes(gzip.compress(lines)[:-2000])
    *reports, error = read_source(str(path))
    assert len(reports) > 300
    assert isinstance(error, ReportError)
    assert "damaged or cut short" in error.problem


def test_options_fill_in_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Twelve died.")
    (report,) = read_source(str(path), outlet="The Marlow Post", published=date(2031, 5, 14))
    assert isinstance(report, Report)
    assert (report.outlet, report.published) == ("The Marlow Post", date(2031, 5, 14))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    assert "no such file" in _error(str(tmp_path / "none.txt")).problem


def test_a_folder_is_an_error_that_names_its_files(tmp_path: Path) -> None:
    error = _error(f"{tmp_path}/")
    assert error.problem == "it is a folder"
    assert f"{tmp_path}/*" in error.remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert "may not be read" in _error(str(path)).problem


def test_a_refused_permission_is_an_error_also_where_it_comes_late() -> None:
    class Refusing(BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise PermissionError

    (error,) = read_source("-", stdin=Refusing())
    assert isinstance(error, ReportError)
    assert error.place == "standard input"


@pytest.mark.parametrize("path", ["a\0b", "a\ud800b", "x" * 5000, "/dev/null/x"])
def test_an_odd_path_is_an_error(path: str) -> None:
    assert _error(path).remedy


def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    error = _error(str(tmp_path / "caf\udce9.txt"))
    str(error).encode()


def test_a_binary_file_is_refused_whatever_its_name(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.html", "a.txt", "a"):
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        assert "PDF" in _error(str(path)).problem


def test_standard_input_that_nobody_hands_in_is_an_error() -> None:
    assert str(_error("-")).startswith("standard input: there is none. ")


def test_empty_standard_input_is_named() -> None:
    (error,) = read_source("-", stdin=BytesIO(b""))
    assert isinstance(error, ReportError)
    assert str(error).startswith("standard input: it is empty. ")


@pytest.mark.parametrize("taken", [0, 1, 2, 3, 5, 9])
def test_a_rewound_stream_reads_like_the_whole_one(taken: int) -> None:
    data = b"ab\ncd\n\nefg"
    steps = [("readline", -1), ("read", 1), ("readline", 3), ("readline", 1), ("read", 2), ("readline", 50), ("read", -1), ("read", 1)]
    whole, rest = BytesIO(data), BytesIO(data)
    rewound = Rewound(rest.read(taken), rest)
    assert [getattr(rewound, name)(size) for name, size in steps] == [getattr(whole, name)(size) for name, size in steps]


class Failing(BytesIO):
    """A stream whose disk breaks after its first line."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_stream_is_read_like_a_file_of_its_name() -> None:
    assert _texts(list(read_stream("a.txt", BytesIO(LINES)))) == [LINES.decode()]
    assert _texts(list(read_stream("a.jsonl.gz", BytesIO(gzip.compress(LINES))))) == ["one", "two"]
    (report,) = read_stream("a.txt", BytesIO(b"Twelve died."), outlet="Post", published=date(2031, 5, 14))
    assert isinstance(report, Report)
    assert (report.outlet, report.published) == ("Post", date(2031, 5, 14))


def test_nothing_is_raised_of_a_stream_that_fails() -> None:
    (error,) = read_stream("a.txt", Failing(b"Twelve died.\n"))
    assert isinstance(error, ReportError)
    assert "Input/output error" in error.problem


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.txt", b"Twelve died.\n"),
        ("a.html", b"<html>\n"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.docx", b"PK\x03\x04\n"),
        ("a.csv", b"text,outlet\n"),
        ("a.eml", b"From: a\nTo: b\nSubject: c\n\n"),
        ("a.rss", b"<rss>\n"),
        ("a.js", b"window.YTD.tweets.part0 = [\n"),
        ("a.car", b"\x3a\xa2eroots\n"),
    ],
)
def test_two_gigabytes_are_refused_in_little_memory(tmp_path: Path, name: str, begins: bytes) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(begins)
        file.truncate(2 << 30)  # takes no room on the disk
    tracemalloc.start()
    error = _error(str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.remedy
    assert peak < 450_000_000
