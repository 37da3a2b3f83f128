"""Places: names told from other names by the words around them, exact spans, and which place a claim is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.lexicon import lexicon
from sayso.claims.places.find import find_places, in_dateline, in_head
from sayso.model.evidence import Span
from sayso.model.reading import Entity

FOUND = [
    # datelines
    ("DABREK, Zarendia (MNA) — The well is dry.", ["DABREK", "Zarendia"]),
    ("PORT ISSEL, Zarendia, March 11 (MNA) - The well is dry.", ["PORT ISSEL", "Zarendia"]),
    ("ORVEST, 8 March (Zarnews) – The well is dry.", ["ORVEST"]),
    ("ORVEST – The well is dry.", ["ORVEST"]),
    # prepositions
    ("The well in Dabrek is dry.", ["Dabrek"]),
    ("In Dabrek the well is dry.", ["Dabrek"]),
    ("It dried up near Upper Senn and outside Orvest.", ["Upper Senn", "Orvest"]),
    ("It dried up in rebel-held Dabrek and in nearby Orvest.", ["Dabrek", "Orvest"]),
    ("Herders fled Dabrek for good.", ["Dabrek"]),
    ("A convoy from Orvest went to Kessat.", ["Orvest", "Kessat"]),
    # nouns of places
    ("The town of Hallin has a well.", ["Hallin"]),
    ("the towns of Hallin, Orvest and Dabrek", ["Hallin", "Orvest", "Dabrek"]),
    ("The wells of Senn province are dry.", ["Senn"]),
    ("The outskirts of Hallin are dry.", ["Hallin"]),
    ("Hallin's outskirts are dry.", ["Hallin"]),
    ("the Zarendian city of Orvest", ["Orvest"]),
    ("It landed at Dabrek airport.", ["Dabrek"]),
    ("through the Qell Gate", ["Qell Gate"]),
    ("the Salah al-Qell district of Orvest", ["Salah al-Qell", "Orvest"]),
    ("in Porto de Issel", ["Porto de Issel"]),
    ("in Üsküp and Çatal", ["Üsküp", "Çatal"]),
    ("20 miles west of Hallin", ["Hallin"]),
    ("Hallin has fallen.", ["Hallin"]),
    ("inside the US and Zarendia", []),
    ("He lives in the UK now, she in Orvest.", ["Orvest"]),
    # a place once is a place again, with or without what clings to it
    ("The well in Dabrek is dry. Dabrek has one well. Dabreks well is old.", ["Dabrek", "Dabrek", "Dabrek"]),
]

NO_PLACES = [
    "It rained in March and on Saturday, in Ramadan and at Christmas.",
    "according to Edra Molin",
    "He spoke to President Dost and to Colonel Bastan Orlu.",
    "loyal to Dost, a letter from Molin",
    "Molin said so. Dost denied it.",
    "in the Council, at Amnesty, in the United Nations, near the Red Cross",
    "through Telegram and on Twitter, in Zarendian hands, in Turkish waters",
    "in the UN and at NATO",
    "The ministry in a statement. The Observatory in an update.",
    "Zarendian-held wells, US-led talks",
    "ROKE (through interpreter): The well is dry.",
    "HEALTH\n- 3 wells are dry.",
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_places_are_told_by_the_words_around_them(text: str, names: list[str]) -> None:
    assert [place.name for place in find_places(text)] == names


@pytest.mark.parametrize("text", NO_PLACES)
def test_other_names_are_no_places(text: str) -> None:
    assert find_places(text) == ()


def test_places_are_not_looked_up() -> None:
    (place,) = find_places("The well in Dabrek is dry.")
    assert (place.geonames, place.lat, place.lon, place.precision) == (None, None, None, None)


_LEX = lexicon("places")
_PIECES = [
    *_LEX["prepositions"], *_LEX["weak"], *_LEX["nouns"], *_LEX["titles"], *_LEX["bodies"], *_LEX["speaks"],
    *"Dabrek Hallin al-Qell DABREK Zarendia Zarendias Zarendian U.S. UN and , of the said . ( ) — - : \n #Dabrek ’s Éire Ⅷ".split(" "),
]  # fmt: skip


@given(st.text() | st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join))
def test_any_text_gives_exact_spans_in_order(text: str) -> None:
    places = find_places(text)
    for place in places:
        assert place.span.of(text) == place.name
        assert place.name
    assert [place.span for place in places] == sorted({place.span for place in places})


def entity(text: str, name: str, kind: str) -> Entity:
    return Entity(Span(text.index(name), text.index(name) + len(name)), kind, 0.9)


def test_what_the_reader_saw_as_a_place_is_one_and_what_it_saw_as_another_name_is_none() -> None:
    text = "Dabrek burned. Molin was in Bastan when the Sarn Clinic near the town of Orlu fell."
    seen = [entity(text, *one) for one in (("Dabrek", "place"), ("Bastan", "person"), ("Sarn Clinic", "facility"), ("Orlu", "person"))]
    assert [place.name for place in find_places(text, seen)] == ["Dabrek", "Sarn Clinic", "Orlu"]  # "the town of" says more than the reader


def test_directions_short_forms_of_bodies_and_peoples_are_no_places() -> None:
    text = "The North and the UNX met in Dabrek, said a Dabrekan."
    seen = [entity(text, *one) for one in (("North", "place"), ("UNX", "place"), ("Dabrek", "place"), ("Dabrekan", "place"))]
    assert [place.name for place in find_places(text, seen)] == ["Dabrek"]


def test_what_a_dateline_covers() -> None:
    text = "The well.\nDABREK, Zarendia (MNA) — DABREK is dry."
    assert in_dateline(text, Span(10, 26))
    assert not in_dateline(text, Span(10, 44))
    assert not in_dateline(text, Span(text.rindex("DABREK"), len(text)))
    assert not in_dateline(text, Span(0, 8))


HEADS = [
    ("DABREK, Zarendia (MNA) — The well is dry.", "DABREK", True),
    ("(Dabrek, 3 March 2024) – The well is dry.", "Dabrek", True),
    ("Dabrek, Sunday 3 March\nThe well is dry.", "Dabrek", True),
    ("By Ada Sorn in Dabrek\nThe well is dry.", "Dabrek", True),
    ("By Monday the well in Dabrek was dry", "Dabrek", False),
    ("Dabrek has been dry since 3 March.", "Dabrek", False),
]


@pytest.mark.parametrize(("text", "name", "inside"), HEADS)
def test_what_tells_where_a_report_was_written(text: str, name: str, *, inside: bool) -> None:
    start = text.index(name)
    assert in_head(text, Span(start, start + len(name))) == inside


def test_a_title_shows_names_to_be_places() -> None:
    text = "The Hallin Emergency Room keeps a list. Hallins are no place."
    assert [place.span for place in find_places(text, title="The fire at Hallin market")] == [Span(4, 10)]
    assert find_places(text) == find_places(text, title="The Hallin Emergency Room") == ()


SEEN = [
    ("He lives in Melk, Sask. with her.", "Sask", ["Melk", "Sask."]),
    ("The car left Route 30 at noon.", "Route", ["Route 30"]),
    ("Jane Roe, D-Dabrek, spoke.", "D-Dabrek", ["Dabrek"]),
    ("They met in South District again.", "South District", []),
    ('The "Granite" brigade advanced.', "Granite", []),
    ("They call it “Granite”.", "Granite", ["Granite"]),
    ("The Dabrekian army left.", "Dabrekian", []),
    ("The well in Dabrek is in Dabrek County.", "Dabrek County", ["Dabrek", "Dabrek County"]),
]


@pytest.mark.parametrize(("text", "seen", "names"), SEEN)
def test_what_the_reader_saw_is_taken_whole_and_only_if_it_is_a_name(text: str, seen: str, names: list[str]) -> None:
    start = text.index(seen)
    assert [place.name for place in find_places(text, (Entity(Span(start, start + len(seen)), "place", 0.9),))] == names


def test_who_opens_a_turn_is_no_place() -> None:
    text = "ANCHOR: We go to Dabrek.\n\nORLO: In Dabrek nine are dead."
    assert {place.name for place in find_places(text, speakers={"ANCHOR", "ORLO"})} == {"Dabrek"}


def test_a_headline_in_capitals_names_a_place_only_where_the_text_does() -> None:
    text = "STREET OF HORROR\n\nNine people died in Dabrek.\n\nIN DABREK, NO BREAD"
    seen = [Entity(Span(0, 6), "place", 0.9), Entity(Span(text.index("DABREK"), text.index(", NO")), "place", 0.9)]
    assert {place.name for place in find_places(text, seen)} == {"Dabrek", "DABREK"}
