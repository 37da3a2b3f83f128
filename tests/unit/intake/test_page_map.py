"""Characters of an article lead back to the bytes of the page: nearly all of them, and none to a wrong place."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import read_source
from sayso.intake.decoding import Decoded
from sayso.intake.offsets import byte_map
from sayso.intake.page_map import page_pieces
from sayso.model.evidence import Provenance, Report, Span
from tests.unit.intake.held import check_bytes, covered, mapped
from tests.unit.intake.made_pages import Page, pages

SAVED = sorted((Path(__file__).parent / "pages").glob("*.html"))
ADDED = " \n-|"  # what the extractor writes between blocks


def _read(data: bytes) -> Report:
    (report,) = read_source("-", stdin=BytesIO(data))
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_visible_character_of_a_page_has_its_bytes(page: Page) -> None:
    report = _read(page.data)
    check_bytes(report, page.data)
    missing = set(range(len(report.text))) - covered(report)
    assert {report.text[place] for place in missing} <= set(ADDED)


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.name)
def test_so_have_those_of_saved_pages(path: Path) -> None:
    report = _read(path.read_bytes())
    check_bytes(report, path.read_bytes())
    assert len(covered(report)) >= 0.98 * len(report.text)


def test_ninety_nine_in_a_hundred_characters_are_traced_blank_space_included() -> None:
    reports = [_read(page.data) for page in pages()]
    assert sum(mapped(report).mapped() for report in reports) >= 0.99 * sum(len(report.text) for report in reports)


def test_a_quote_gives_the_bytes_that_a_person_would_point_at() -> None:
    page = "<html><article><p>Twelve died.</p><p>“Caf\u00e9s &amp; bars were <b>hit</b>”, said the mayor of Orvel on Monday.</p></article>"
    data = page.encode("utf-16")
    report = _read(data)
    start = report.text.index("& bars were hit")
    ranges = mapped(report).byte_ranges(Span(start, start + len("& bars were hit")), report.text)
    assert [data[first:last].decode("utf-16-le") for first, last in ranges] == ["&amp; bars were ", "hit"]


def test_of_two_equal_lines_each_gets_its_own_place() -> None:
    repeated = "<p>No one was hurt, the ministry said on Monday in Orvel.</p>"
    data = f"<html><body><article>{repeated}<p>Then the monitor counted fourteen dead.</p>{repeated}</article></body></html>".encode()
    report = _read(data)
    places = [place for place in range(len(report.text)) if report.text.startswith("No one was hurt", place)]
    found = [mapped(report).byte_ranges(Span(place, place + 6), report.text)[0][0] for place in places]
    assert found == [data.index(b"No one"), data.rindex(b"No one")][: len(places)]


def test_a_menu_before_the_article_is_not_taken_for_it() -> None:
    data = b"<html><nav>Toll rises</nav><article><h1>Toll rises</h1><p>The number of dead in Orvel was now fourteen, the mayor said.</p>"
    report = _read(data)
    (first, _), *_ = mapped(report).byte_ranges(Span(0, 4), report.text)
    assert first >= data.index(b"<article>")


PARTS = st.sampled_from(
    "<p> </p> <b> </b> <br> <div> </div> <table> <tr> <td> </td> </table> <pre> </pre> <!--x--> <!-- <![CDATA[ ]]> <a <a> </ &amp; &amp "
    "&lt; &notit; &nbsp; &#8217; &#x1F600; &#0; &#13; &acE; &; & \r\n \r \n \0 \t é ж م \u200f \u0301 😀 𝕏 <script> </script> <textarea> "
    "</textarea> <select> <option> <svg> <math> <template> </template> <title> </title> <li> word Twelve died.".split(" ")
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PARTS, max_size=30).map("".join), st.sampled_from(["utf-8", "utf-16-le"]))
def test_no_character_of_any_page_is_given_the_bytes_of_another(page: str, encoding: str) -> None:
    text = "\n".join(" ".join(page.split()[n : n + 3]) for n in range(0, 6, 3)).replace("&amp;", "&")  # as if extracted
    pieces = page_pieces(page, text)
    assert pieces is not None
    data = page.encode(encoding)
    found = byte_map(data, Decoded(page, encoding), pieces)
    assert found is not None

    check_bytes(Report("x", text, provenance=Provenance("HTML@1", map=found)), data)


@pytest.mark.parametrize(
    "page",
    ["<p>x" * 20_000, "<a " * 50_000, "<b>" * 3_000 + "x", "<table><tr><td>" * 3_000 + "x", "&" * 100_000, "a b " * 50_000],
    ids=["paragraphs", "a tag without end", "bold", "tables", "ampersands", "words"],
)
def test_a_hostile_page_is_no_more_than_left_without_places(page: str) -> None:
    pieces = page_pieces(page, "x y z\n" * 200)
    assert pieces is None or all(page[one.first : one.last] == "x" or not one.verbatim for one in pieces if one.end - one.start == 1)
