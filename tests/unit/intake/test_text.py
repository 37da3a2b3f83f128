"""Plain text comes out character for character."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ReportError
from sayso.intake import read_source
from sayso.intake.decoding import Decoded
from sayso.intake.offsets import Piece, byte_map
from sayso.model.evidence import Report, report_id
from tests.unit.intake.held import check_bytes, covered

# Every character but the zero byte, which marks a binary file, in texts that aren't blank.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(str.strip)


def _only(path: Path) -> Report | ReportError:
    (found,) = read_source(str(path))
    return found


def _text(path: Path) -> str:
    report = _only(path)
    assert isinstance(report, Report), report
    return report.text


@pytest.mark.parametrize(
    "text",
    [
        "One line",
        "Windows\r\nline\r\nends\r\n",
        "old Mac\rline ends",
        "soft\u00adhyphen, zero\u200bwidth, no-break\u00a0space, line\u2028separator, form\x0cfeed",
        "emoji 👨‍👩‍👧‍👦 🇺🇦, e\u0301 is not \u00e9",
        "قالت الوزارة \u200f(82) إن\u202c",
        "  leading and trailing blanks \n\n",
        "\ufeffonly a leading mark is dropped: \ufeff",
        '{"text": "in a .txt file this is text"}',
        "<html><body><p>and so is this</p></body></html>",
    ],
)
def test_nothing_is_altered(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8-sig"))
    assert _text(path) == text


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("text") / "a.txt"


@settings(deadline=None)  # a busy disk is no failure
@given(text=TEXTS, encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_with_a_byte_order_mark_comes_back(scratch: Path, text: str, encoding: str) -> None:
    scratch.write_bytes(text.encode(encoding))
    assert _text(scratch) == text


@settings(deadline=None)  # a busy disk is no failure
@given(text=TEXTS)
def test_any_text_in_utf8_comes_back(scratch: Path, text: str) -> None:
    scratch.write_bytes(text.encode())
    assert _text(scratch) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251"])
def test_every_character_has_its_bytes(tmp_path: Path, encoding: str) -> None:
    text = "Министерство обороны заявило о гибели не менее сорока человек.\r\nNo one else spoke."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    report = _only(path)
    assert isinstance(report, Report)
    check_bytes(report, path.read_bytes())
    assert covered(report) == set(range(len(report.text)))


def test_an_encoding_with_shift_states_has_no_map() -> None:
    page = Decoded("同省", "iso2022_jp")
    assert byte_map("同省".encode("iso2022_jp"), page, [Piece(0, 1, 0, 1, True)]) is None


@settings(deadline=None)  # a busy disk is no failure
@given(data=st.binary())
def test_any_bytes_give_a_report_or_an_error(scratch: Path, data: bytes) -> None:
    scratch.write_bytes(data)
    found = _only(scratch)
    assert isinstance(found, ReportError) or found.text.strip()


def test_a_text_has_no_title_and_an_id_of_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Headline?\nPORT SARN — Twelve died.")
    report = _only(path)
    assert report == Report(report_id("Headline?\nPORT SARN — Twelve died.", None, None), "Headline?\nPORT SARN — Twelve died.")


@pytest.mark.parametrize(
    ("data", "problem"), [(b"", "it is empty"), (b" \r\n\t\n", "it holds only blank space"), (b"\xef\xbb\xbf", "blank")]
)
def test_a_file_without_words_is_an_error(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    error = _only(path)
    assert isinstance(error, ReportError)
    assert problem in error.problem
    assert error.place == str(path)
