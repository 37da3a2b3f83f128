"""A whole report: parties, attributions and claims fit together, whatever the text and the reading."""

import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims import read_claims
from sayso.model.evidence import Report, Span
from sayso.model.reading import Attribution, Reading
from tests.unit.claims.handmade import claim_on, read

TEXT = (
    "The Relief Fund said six people died in Kelm. Its director, Jane Roe, denied that the army had fired. "
    "“We buried nine people,” she said."
)
SAID = (
    ("The Relief Fund", "said", "six people died in Kelm"),
    ("Its director, Jane Roe,", "denied", "that the army had fired"),
    ("she", "said", "“We buried nine people,”"),
)


def test_parties_come_in_order_of_mention_with_whom_they_speak_for() -> None:
    parties = read(TEXT, *SAID).parties
    assert [(party.name, party.kind, party.affiliation) for party in parties] == [
        ("Relief Fund", "body", None),
        ("Jane Roe", "person", "Relief Fund"),
    ]
    assert [span.of(TEXT) for span in parties[1].mentions] == ["Its director, Jane Roe,", "she"]


def test_an_attribution_without_a_figure_is_a_statement() -> None:
    report = read(TEXT, *SAID)
    assert [(claim.kind, claim.said_by.name, claim.stance) for claim in report.claims] == [
        ("count", "Relief Fund", "asserts"),
        ("statement", "Jane Roe (Relief Fund)", "denies"),
        ("count", "Jane Roe (Relief Fund)", "asserts"),
    ]


def test_an_attribution_knows_what_it_is_nested_in() -> None:
    text = "Jane Roe said the army claimed six people died."
    report = read(text, ("Jane Roe", "said", "the army claimed six people died"), ("the army", "claimed", "six people died"))
    outer, inner = report.attributions
    assert (outer.within, inner.within) == (None, outer.id)
    assert claim_on(report, "six").said_by.via == ("Jane Roe",)


def test_ids_are_content_so_that_a_second_reading_changes_nothing() -> None:
    assert [claim.id for claim in read(TEXT, *SAID).claims] == [claim.id for claim in read(TEXT, *SAID).claims]


def test_a_report_without_attributions_speaks_for_itself() -> None:
    report = read("Six people died.")
    assert (report.parties, report.attributions) == ((), ())
    assert claim_on(report, "Six").said_by.outlet


_WORDS = "The army said that six people died in Kelm while Jane Roe , who citing it : “ ” . \n @kelm HOST: No one She we 24".split(" ")
_TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))


@st.composite
def _readings(draw: st.DrawFn) -> tuple[Report, Reading]:
    text = draw(_TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)) | {0, len(text)})
    sentences = tuple(Span(start, end) for start, end in itertools.pairwise(edges))
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: Span(min(ends), max(ends)))
    spans = st.lists(span.filter(lambda one: one.start < one.end), max_size=2).map(lambda found: tuple(sorted(found)))
    one = st.builds(Attribution, spans, spans.filter(bool), spans.filter(bool), st.floats(0, 1))
    found = draw(st.lists(one, max_size=4)) if text else []
    return Report("r", text, title=draw(st.sampled_from([None, text[:20]]))), Reading(sentences, tuple(found), "attribution@1")


@settings(max_examples=150)
@given(_readings())
def test_any_reading_gives_claims_whose_spans_lie_in_the_text(made: tuple[Report, Reading]) -> None:
    report, reading = made
    read_report = read_claims(report, reading)
    spans = [claim.span for claim in read_report.claims] + [claim.said_by.span for claim in read_report.claims if claim.said_by.span]
    spans += [span for party in read_report.parties for span in party.mentions]
    assert all(0 <= span.start < span.end <= len(report.text) for span in spans)
    assert all(claim.quote == claim.span.of(report.text) for claim in read_report.claims)
    assert len(read_report.attributions) == len(reading.attributions)
    known = {party.id for party in read_report.parties}
    assert all(one.party is None or one.party in known for one in read_report.attributions)


def _long(times: int) -> tuple[Report, Reading]:
    paragraph = (
        "Person{0} Roe{0} said six people died in Kelm{0}. He added that Open Door{0} counted nine dead. It denied that the army fired.\n"
    )
    text, sentences, found = "", [], []
    for number in range(times):
        start, text_here = len(text), paragraph.format(number)
        text += text_here
        at = 0
        for source, cue in ((f"Person{number} Roe{number}", "said"), ("He", "added"), ("It", "denied")):
            stop = text_here.index(".", at)
            sentences.append(Span(start + at, start + stop + 1))
            cue_at = text_here.index(cue, at)
            found.append(
                Attribution(
                    (Span(start + at, start + at + len(source)),),
                    (Span(start + cue_at, start + cue_at + len(cue)),),
                    (Span(start + cue_at + len(cue) + 1, start + stop),),
                    0.9,
                )
            )
            at = stop + 2
    return Report("r", text), Reading(tuple(sentences), tuple(found), "attribution@1")


def _seconds(times: int) -> float:
    report, reading = _long(times)
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read_claims(report, reading)
        best = min(best, time.process_time() - start)
    return best


def test_a_sentence_without_end_costs_no_more_than_many() -> None:
    report, reading = _long(200)
    text = report.text.replace(".", ",").replace("\n", " ")
    endless = Reading((Span(0, len(text)),), reading.attributions, reading.produced_by)
    start = time.process_time()
    read_claims(Report("r", text), endless)
    assert time.process_time() - start < 6 * _seconds(200) + 0.5


def _seconds_of_one_party(times: int) -> float:
    text = "The Army of Kelm said six people died. " * times
    report, reading = Report("r", text), Reading(tuple(Span(at, at + 38) for at in range(0, len(text), 39)), (), "attribution@1")
    start = time.process_time()
    read_claims(report, reading)
    return time.process_time() - start


def test_one_party_heard_again_and_again_costs_no_more_each_time() -> None:
    assert _seconds_of_one_party(2000) < 10 * _seconds_of_one_party(500) + 0.2


def test_the_cost_grows_with_the_length_and_no_faster() -> None:
    assert _seconds(400) < 10 * _seconds(100) + 0.2  # four times the text; a quadratic part would take 16 times
