"""RSS and Atom files."""

from datetime import date
from io import BytesIO

import pytest

from sayso.errors import ReportError
from sayso.intake import read_stream
from sayso.model.evidence import Report
from tests.unit.intake.made_files import ATOM, RSS


def _read(data: str | bytes, name: str = "a.xml") -> list[Report | ReportError]:
    return list(read_stream(name, BytesIO(data.encode() if isinstance(data, str) else data)))


def _guessed(report: Report | ReportError) -> dict[str, str]:
    assert isinstance(report, Report), report
    assert report.provenance is not None
    return dict(report.provenance.guessed)


def test_an_entry_is_a_report_with_its_full_content_and_its_own_day() -> None:
    first, second, third = _read(RSS)
    assert isinstance(first, Report)
    assert first.text == "Twelve people died in Orvel, the mayor said.\nThe monitor counted fourteen & more."
    assert (first.title, first.outlet, first.url, first.language) == (
        "Toll & truce in Orvel",
        "The Marlow Post",
        "https://marlow.example/1",
        "en-gb",
    )
    assert first.published == date(2031, 5, 14)  # in UTC it would be the 15th
    assert _guessed(first) == {"text": "content", "outlet": "the feed's title"}
    assert first.provenance is not None
    assert first.provenance.member == "entry 1, m-1"
    assert isinstance(second, Report)
    assert (second.text, second.published) == ("The ministry denied it.", None)
    assert _guessed(second)["text"] == "summary"
    assert isinstance(third, ReportError)
    assert third.place == "a.xml, entry 3"
    assert "only a headline" in third.problem


def test_atom_is_read_and_published_goes_before_updated() -> None:
    (report,) = _read(ATOM)
    assert isinstance(report, Report)
    assert (report.text, report.published, report.language) == ("Quarante personnes ont été tuées près de Lume.", date(2031, 5, 15), "fr")
    (other,) = _read(ATOM.replace("<published>2031-05-15T01:00:00+02:00</published>", ""))
    assert isinstance(other, Report)
    assert other.published == date(2031, 5, 16)
    assert _guessed(other)["published"] == "the entry's updated"


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-16"])
def test_the_encoding_is_the_one_that_is_declared(encoding: str) -> None:
    data = ATOM.replace("utf-8", encoding).replace("Quarante personnes ont été tuées près", "Погибли 12 человек близ").encode(encoding)
    (report,) = _read(data, "a.atom")
    assert isinstance(report, Report)
    assert report.text == "Погибли 12 человек близ de Lume."


def test_what_the_user_gave_stands_where_the_feed_says_nothing() -> None:
    _, second, _ = read_stream("a.rss", BytesIO(RSS.encode()), outlet="Marlow", published=date(2031, 1, 1))
    assert isinstance(second, Report)
    assert (second.outlet, second.published) == ("Marlow", date(2031, 1, 1))


def test_entities_are_refused() -> None:
    bomb = RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss', 1)
    (error,) = _read(bomb, "a.rss")
    assert isinstance(error, ReportError)
    assert "entities" in error.problem


def test_a_cut_feed_gives_what_is_whole_and_an_error() -> None:
    *reports, error = _read(RSS[: RSS.index("<item><title>Only")] + "<item><title>cut", "a.rss")
    assert isinstance(reports[0], Report)
    assert isinstance(error, ReportError)
    assert "cut short" in error.problem


def test_a_feed_of_endless_length_is_read_up_to_a_number() -> None:
    item = "<item><description>Twelve people died.</description></item>"
    *reports, error = _read(f'<rss version="2.0"><channel><title>t</title>{item * 10_001}</channel></rss>')
    assert len(reports) == 10_000
    assert isinstance(error, ReportError)
    assert "10001 entries" in error.problem


def test_no_feed_and_an_empty_one_are_errors() -> None:
    for data, problem in [('<rss version="2.0"><channel></channel></rss>', "without entries"), ("<rss <", "damaged feed")]:
        (error,) = _read(data, "a.rss")
        assert isinstance(error, ReportError)
        assert problem in error.problem
