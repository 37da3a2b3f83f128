"""The Python API: `sayso.read` and `sayso.read_many`."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso import ReadReport, Report, Span

TEXT = "Mina Okoro, the mayor, said at least 12 people were killed in Orvest on Saturday. The army denied that it had shelled the town."
PARTS = (
    *("Mina Okoro said twelve died.", "“At least 40 civilians”,", "according to the ministry", "he denied", "hundreds were injured"),
    *("on Monday", "in Orvest", "no one", "50,000 to 100,000 people", "SPEAKER: hello", "@kel: says", "RT", "…", "قالت الوزارة"),
    *("\n\n", "\r\n", "\t", "\u00ad", "👩\u200d👧", "e\u0301", "İ", "\ud800", "\u202e", "\x00"),
)
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=200),
    st.lists(st.one_of(st.sampled_from(PARTS), st.text(st.characters(codec=None), max_size=8)), max_size=30).map(" ".join),
)


def reports(count: int) -> list[Report]:
    return [Report(f"r{number}", f"{TEXT} A spokesman put the toll at {number}.", outlet="Post") for number in range(count)]


def spans_in(value: Any) -> Iterator[Span]:
    """Every span anywhere in a result."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))


def test_a_text_gives_who_says_what() -> None:
    read = sayso.read(TEXT)
    (count,) = [claim for claim in read.claims if claim.kind == "count"]
    assert count.figure is not None
    assert (count.figure.low, count.figure.high, count.figure.measure) == (12, None, "killed")
    assert "Okoro" in (count.said_by.name or "")
    assert read.report.language == "en"


@pytest.mark.parametrize("published", [date(2016, 12, 14), "2016-12-14", datetime(2016, 12, 14, 10, 30), "2016-12-14T10:30:00Z"])  # noqa: DTZ001
def test_the_day_of_publication_may_be_a_date_or_be_written(published: date | str) -> None:
    read = sayso.read(TEXT, published=published)
    assert read.report.published == date(2016, 12, 14)
    assert type(read.report.published) is date
    assert read == sayso.read(TEXT, published="2016-12-14")
    assert "2016-12-10" in [claim.when.edtf for claim in read.claims if claim.when]


def test_without_a_day_words_for_one_stay_unknown() -> None:
    read = sayso.read(TEXT)
    assert read.report.published is None
    assert {claim.when.edtf for claim in read.claims if claim.when} == {None}


@pytest.mark.parametrize("published", ["", "yesterday", "2016-13-01", "2016-02-30", "14/12/2016", "2016", "２０１６-12-14"])
def test_what_is_no_date_is_an_error_that_says_how_to_write_one(published: str) -> None:
    with pytest.raises(sayso.DateError) as caught:
        sayso.read(TEXT, published=published)
    assert repr(published) in str(caught.value)
    assert "2016-12-14" in caught.value.remedy
    assert isinstance(caught.value, sayso.SaysoError)


def test_outlet_and_title_are_the_reports() -> None:
    read = sayso.read("Twelve people died.", outlet="The Marlow Post", title="Toll rises")
    assert (read.report.outlet, read.report.title) == ("The Marlow Post", "Toll rises")
    assert [(claim.said_by.outlet, claim.said_by.name) for claim in read.claims] == [(True, "The Marlow Post")]


def test_the_report_id_follows_from_text_outlet_and_day() -> None:
    ids = [
        sayso.read(text, outlet=outlet, published=day).report.id
        for text, outlet, day in (("a", None, None), ("a", None, None), ("b", None, None), ("a", "Post", None), ("a", None, "2016-12-14"))
    ]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 4


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00ad"])
def test_an_empty_text_claims_nothing(text: str) -> None:
    read = sayso.read(text)
    assert (read.report.text, read.claims, read.attributions, read.parties) == (text, (), (), ())


@settings(deadline=None, max_examples=150)  # a busy processor is no failure
@given(TEXTS)
def test_every_span_of_any_text_lies_in_it_and_is_what_it_quotes(text: str) -> None:
    read = sayso.read(text, outlet="Post", published="2016-12-14")
    assert read.report.text == text
    for span in spans_in(read):
        assert 0 <= span.start < span.end <= len(text)
    for claim in read.claims:
        assert claim.span.of(text) == claim.quote
        if claim.figure is not None:
            assert claim.figure.span.of(text) == claim.figure.verbatim
            assert claim.span.contains(claim.figure.span)
        if claim.when is not None:
            assert claim.when.span.of(text) == claim.when.verbatim


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_ids_are_unique_in_a_report_and_what_they_name_is_there(text: str) -> None:
    read = sayso.read(text)
    claims, attributions, parties = ([one.id for one in some] for some in (read.claims, read.attributions, read.parties))
    for ids in (claims, attributions, parties):
        assert len(set(ids)) == len(ids)
    for claim in read.claims:
        assert claim.attribution is None or claim.attribution in attributions
        assert claim.said_by.party is None or claim.said_by.party in parties
        assert claim.part_of is None or (claim.part_of in claims and claim.part_of != claim.id)
    for one in read.attributions:
        assert one.within is None or (one.within in attributions and one.within != one.id)
        assert one.party is None or one.party in parties


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_reading_again_changes_nothing(text: str) -> None:
    assert sayso.read(text) == sayso.read(text)


def test_a_batch_is_read_in_order_and_lazily() -> None:
    asked: list[str] = []

    def source() -> Iterator[Report]:
        for report in reports(5):
            asked.append(report.id)
            yield report

    results = sayso.read_many(source())
    assert iter(results) is results
    assert asked == []
    assert next(results).report.id == "r0"
    assert asked == ["r0"]
    assert [read.report.id for read in results] == ["r1", "r2", "r3", "r4"]


def test_an_endless_batch_can_be_begun() -> None:
    def endless() -> Iterator[Report]:
        while True:
            yield from reports(1)

    assert len(list(islice(sayso.read_many(endless()), 3))) == 3


def test_several_processes_read_the_same() -> None:
    batch = reports(20)
    alone: list[ReadReport] = list(sayso.read_many(batch))
    assert list(sayso.read_many(batch, workers=2)) == alone
    assert alone == [sayso.read_many([report]).__next__() for report in batch]


def test_a_batch_keeps_what_a_report_says_of_itself() -> None:
    report = Report("r", TEXT, "Post", date(2016, 12, 14), "A title", "https://x.example/1", "fr")
    (read,) = sayso.read_many([report])
    assert read.report == report


def test_a_bundle_that_is_none_is_an_error(tmp_path: Any) -> None:
    with pytest.raises(sayso.BundleError, match="no such file"):
        sayso.read(TEXT, bundle=tmp_path)
    for workers in (1, 2):
        with pytest.raises(sayso.BundleError, match="no such file"):
            list(sayso.read_many(reports(1), workers=workers, bundle=tmp_path))
