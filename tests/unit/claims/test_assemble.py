"""A whole report: parties, attributions and claims fit together, whatever the text and the reading."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims import read_claims
from sayso.model.evidence import Report, Span
from sayso.model.reading import Attribution, Reading
from tests.unit.claims.handmade import at, claim_on, read, sentences

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


def test_a_quote_around_its_cue_is_one_statement_and_a_far_piece_another() -> None:
    text = "“We saw smoke,” said Jane Roe, “and then we ran.” It was noon in Dabrek. “Nobody came.”"
    pieces = ("“We saw smoke,”", "“and then we ran.”", "“Nobody came.”")
    said = Attribution((at(text, "Jane Roe"),), (at(text, "said"),), tuple(at(text, piece) for piece in pieces), 0.9)
    claims = read_claims(Report("r", text), Reading(sentences(text), (said,), "attribution@1")).claims
    assert [claim.quote for claim in claims] == ["“We saw smoke,” said Jane Roe, “and then we ran.”", "“Nobody came.”"]


def test_who_is_cited_is_no_claim_but_whose_word_it_is() -> None:
    text = "The Herald, the state daily, citing the police, said on Monday that six people had died."
    source = at(text, "The Herald, the state daily, citing")
    found = (
        Attribution((source,), (at(text, "citing"),), (at(text, "the police"),), 0.9),
        Attribution((source,), (at(text, "said"),), (at(text, "that six people had died"),), 0.9),
    )
    claims = read_claims(Report("r", text), Reading(sentences(text), found, "attribution@1")).claims
    assert [(claim.kind, claim.said_by.name, claim.said_by.via) for claim in claims] == [("count", "police", ("Herald",))]


def test_a_bare_pronoun_is_nothing_said_but_may_be_denied() -> None:
    text = "Jane Roe knew it. The army denied it."
    claims = read(text, ("Jane Roe", "knew", "it"), ("The army", "denied", "it")).claims
    assert [(claim.kind, claim.said_by.name, claim.stance) for claim in claims] == [("statement", "army", "denies")]


def test_what_no_one_says_is_no_claim() -> None:
    text = "No group has claimed responsibility for the blast. Jane Roe blamed rebels."
    said = (("No group", "has claimed", "responsibility for the blast"), ("Jane Roe", "blamed", "rebels"))
    assert [claim.said_by.name for claim in read(text, *said).claims] == ["Jane Roe"]


def test_who_says_that_she_counted_is_not_by_way_of_herself() -> None:
    text = "Jane Roe said she had counted six bodies."
    said = (("Jane Roe", "said", "she had counted six bodies"), ("she", "had counted", "six bodies"))
    assert [(claim.kind, claim.said_by.name, claim.said_by.via) for claim in read(text, *said).claims] == [("count", "Jane Roe", ())]


def _said_in_pieces(text: str, source: str, cue: str, *pieces: str) -> list[str]:
    one = Attribution((at(text, source),), (at(text, cue),), tuple(at(text, piece) for piece in pieces), 0.9)
    return [claim.quote for claim in read_claims(Report("r", text), Reading(sentences(text), (one,), "attribution@1")).claims]


def test_a_piece_that_only_names_the_speaker_is_nothing_said() -> None:
    text = "The army denied that its guns had fired."
    assert _said_in_pieces(text, "The army", "denied", "The army", "that its guns had fired") == ["that its guns had fired"]


def test_a_dateline_is_nothing_said() -> None:
    text = "ORVEST, Zarendia (MNA) — The well is dry, a guard said."
    assert _said_in_pieces(text, "a guard", "said", "ORVEST, Zarendia", "The well is dry") == ["The well is dry"]
