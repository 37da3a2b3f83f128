"""Sources gathered into parties: who is meant, of what kind, speaking for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.parties.gather import Parties
from sayso.model.evidence import Span
from tests.unit.claims.handmade import read

Resolved = list[tuple[str, str | None]]

REFERENCES: list[tuple[str, Resolved]] = [
    # text, (source, name shown) in text order; None where it is nobody or can't be told
    ("Jane Roe spoke. Roe left.", [("Jane Roe", "Jane Roe"), ("Roe", "Jane Roe")]),
    ("JANE ROE SPEAKS\nJane Roe spoke.", [("JANE ROE", "Jane Roe")]),
    ("Ann Pole, Lake Watch's Executive Director, spoke.", [("Ann Pole, Lake Watch's Executive Director,", "Ann Pole (Lake Watch)")]),
    ("Jane Roe spoke. She left.", [("Jane Roe", "Jane Roe"), ("She", "Jane Roe")]),
    ("The fund's spokeswoman, Ann Pole, spoke. Mr Roe spoke. She left.", [
        ("The fund's spokeswoman, Ann Pole,", "Ann Pole (fund)"), ("Mr Roe", "Mr Roe"), ("She", "Ann Pole (fund)")]),
    ("Norland Casualty Watch spoke. The monitor left. It spoke.", [
        ("Norland Casualty Watch", "Norland Casualty Watch"), ("The monitor", "Norland Casualty Watch"), ("It", "Norland Casualty Watch")]),
    ("A monitoring group spoke. The Norland Observatory watches the war.", [("A monitoring group", "Norland Observatory")]),
    ("The U.N. rights office spoke. Norland Watch left.", [("The U.N. rights office", "U.N. rights office")]),
    ("The Ministry of Trade was shut. The ministry spoke.", [("The ministry", "Ministry of Trade")]),
    ("The Office for Records spoke. Its director, Jane Roe, left.", [
        ("The Office for Records", "Office for Records"), ("Its director, Jane Roe,", "Jane Roe (Office for Records)")]),
    ("The defence ministry was asked. A spokesman spoke.", [
        ("The defence ministry", "defence ministry"), ("A spokesman", "spokesman (defence ministry)")]),
    ("a monitor and two medics spoke", [("a monitor and two medics", "monitor and two medics")]),
    ("Government and rebel forces spoke", [("Government and rebel forces", "Government and rebel forces")]),
    ("No one spoke.", [("No one", None)]),
    ("He spoke.", [("He", None)]),
    ("24 said so.", [("24", None)]),
    ("Rebels spoke. They left.", [("Rebels", "Rebels"), ("They", "Rebels")]),
    ("State TV spoke. Later state television spoke.", [("State TV", "State TV"), ("state television", "State TV")]),
    ("The army spoke. The Relief Fund takes no side; it left.", [
        ("The army", "army"), ("The Relief Fund", "Relief Fund"), ("it", "Relief Fund")]),
    ("The head of the Relief Fund Jane Roe said so. Jane Roe left. Roe spoke.", [
        ("Jane Roe", "Jane Roe (Relief Fund)"), ("Roe", "Jane Roe (Relief Fund)")]),
    ("Relief Fund head Jane Roe was there. Roe spoke.", [("Roe", "Jane Roe (Relief Fund)")]),
]  # fmt: skip
KINDS = [
    ("Rebels spoke.", "Rebels", "group"),
    ("The defence ministry in Kelm spoke.", "The defence ministry in Kelm", "body"),
    ("A western diplomat in Kelm spoke.", "A western diplomat in Kelm", "unnamed"),
    ("Activists spoke.", "Activists", "unnamed"),
    ("Critics spoke.", "Critics", "unnamed"),
    ("Footage on state TV showed it.", "Footage on state TV", "outlet"),
    ("Jane Roe spoke.", "Jane Roe", "person"),
    ("The rights group Open Door spoke.", "The rights group Open Door", "body"),
    ("The United States spoke.", "The United States", "state"),
    ("The Norland army spoke.", "The Norland army", "force"),
]


def _parties(text: str, sources: list[str]) -> tuple[Parties, list[Span]]:
    parties, spans, start = Parties(text), [], 0
    for source in sources:
        at = text.index(source, start)
        spans.append(Span(at, at + len(source)))
        start = at + 1
    for span in spans:
        parties.add(span)
    parties.look_around()
    return parties, spans


@pytest.mark.parametrize(("text", "resolved"), REFERENCES)
def test_a_source_stands_for_its_party(text: str, resolved: Resolved) -> None:
    parties, spans = _parties(text, [source for source, _ in resolved])
    assert [parties.shown(span) for span in spans] == [name for _, name in resolved]


@pytest.mark.parametrize(("text", "source", "kind"), KINDS)
def test_the_kind_follows_from_the_words(text: str, source: str, kind: str) -> None:
    parties, (span,) = _parties(text, [source])
    party = parties.of(span)
    assert party is not None
    assert party.kind == kind


def test_the_speaker_of_a_turn_takes_the_fuller_name() -> None:
    text = "With me is Jane Roe.\nROE: It fell."
    parties = Parties(text)
    span = Span(text.index("ROE"), text.index("ROE") + 3)
    parties.name_at("ROE", span)
    assert (parties.shown(span), [party.kind for party in parties.all()]) == ("Jane Roe", ["person"])


def test_nobody_is_no_party_and_told_from_an_unknown_one() -> None:
    parties, (nobody, unknown) = _parties("No one spoke. He left.", ["No one", "He"])
    assert parties.is_nobody(nobody)
    assert not parties.is_nobody(unknown)
    assert parties.all() == ()


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_any_spans_can_be_sources(text: str, edges: list[tuple[int, int]]) -> None:
    parties = Parties(text)
    spans = sorted({Span(start, min(len(text), start + length)) for start, length in edges if start < len(text)})
    for span in spans:
        parties.add(span)
    parties.look_around()
    assert all((parties.of(span) is None) == (parties.shown(span) is None) for span in spans)
    assert all(mention.end <= len(text) for party in parties.all() for mention in party.mentions)


def test_spellings_of_one_party_are_one_party() -> None:
    report = read(
        "Daesh said six people died. ISIL said nine people were hurt. Islamic State said it was behind the attack.",
        ("Daesh", "said", "six people died"),
        ("ISIL", "said", "nine people were hurt"),
        ("Islamic State", "said", "it was behind the attack"),
    )  # fmt: skip
    (party,) = [party for party in report.parties if party.kind != "unnamed"]
    assert (party.name, len(party.mentions)) == ("Islamic State", 3)
