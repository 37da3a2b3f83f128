"""PDF files as Chromium and LibreOffice make them."""

from io import BytesIO

import pypdfium2
import pytest

from sayso.errors import ReportError
from sayso.intake import read_stream
from sayso.model.evidence import Report, Span
from tests.unit.intake.held import mapped
from tests.unit.intake.made_files import FILES

PARAGRAPHS = [
    "PORT SARN — At least 31 people were killed when a rocket struck the grain market of Orvel on Wednesday, the director of the town’s "
    "hospital, Ilse Maren, said. “We have nine children among the dead,” she told the agency.",
    "The monitor, which relies on volunteers in the surrounding neighbourhoods, put the toll at 34 and could not say which of the warring "
    "parties had fired the rockets.",
    "Negotiators from the international commission announced on Thursday that an unconditional humanitarian ceasefire had begun, according "
    "to representatives of both administrations.",
]


def _read(name: str, data: bytes | None = None) -> list[Report | ReportError]:
    return list(read_stream(name, BytesIO((FILES / name).read_bytes() if data is None else data)))


def _report(name: str) -> Report:
    (report,) = _read(name)
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("name", ["chromium.pdf", "writer.pdf"])
def test_lines_become_paragraphs_over_columns_and_words_divided_between_lines_are_whole(name: str) -> None:
    report = _report(name)
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in report.text.split("\n")] == []
    assert report.text.startswith("Market strike kills at least 31 in Orvel\n")
    assert report.title == "Market strike kills at least 31 in Orvel"
    assert report.published is None


def test_every_word_has_a_box_on_its_page_that_holds_it() -> None:
    report = _report("chromium.pdf")
    text_page = pypdfium2.PdfDocument(FILES / "chromium.pdf")[0].get_textpage()
    start = report.text.index("representatives")
    boxes = mapped(report).page_boxes(Span(start, start + len("representatives")))
    assert [text_page.get_text_bounded(one.left - 1, one.bottom, one.right + 1, one.top).strip() for one in boxes] == [
        "representa\u2010",
        "tives",
    ]
    with_box = {place for run in mapped(report).boxes for place in range(run.start, run.end)}
    assert {letter for place, letter in enumerate(report.text) if place not in with_box} == {" ", "\n"}


def test_right_to_left_script_is_marked_unreliable() -> None:
    arabic, english = _report("arabic.pdf").provenance, _report("chromium.pdf").provenance
    assert arabic is not None
    assert english is not None
    assert (arabic.reliable, english.reliable) == (False, True)
    assert "31" in _report("arabic.pdf").text


@pytest.mark.parametrize(
    ("name", "problem", "remedy"), [("locked.pdf", "protected by a password", "qpdf --decrypt"), ("scan.pdf", "images", "ocrmypdf")]
)
def test_a_pdf_that_gives_no_text_says_why_and_what_to_do(name: str, problem: str, remedy: str) -> None:
    (error,) = _read(name)
    assert isinstance(error, ReportError)
    assert problem in error.problem
    assert remedy in error.remedy


def test_pages_that_are_images_are_named_beside_what_could_be_read() -> None:
    joined = pypdfium2.PdfDocument.new()
    for name in ("chromium.pdf", "scan.pdf"):
        joined.import_pages(pypdfium2.PdfDocument(FILES / name))
    out = BytesIO()
    joined.save(out)
    report, error = _read("a.pdf", out.getvalue())
    assert isinstance(report, Report)
    assert isinstance(error, ReportError)
    assert error.place == "a.pdf, page 2"


def test_a_cut_pdf_is_damaged() -> None:
    (error,) = _read("a.pdf", (FILES / "chromium.pdf").read_bytes()[:500])
    assert isinstance(error, ReportError)
    assert "damaged" in error.problem


def test_a_title_that_is_no_text_is_unknown_and_costs_no_report() -> None:
    data = (FILES / "writer.pdf").read_bytes()
    (report,) = _read("a.pdf", data.replace(b"/Title<FEFF004D", b"/Title<FEFFD800"))
    assert isinstance(report, Report)
    assert report.title is None
