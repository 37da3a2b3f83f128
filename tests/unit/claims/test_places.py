"""Places: names told from other names by the words around them, exact spans, and which place a claim is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.lexicon import lexicon
from sayso.claims.places import find_places, in_dateline, where_of
from sayso.model.evidence import Span

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
    for position in range(0, len(text) + 1, 7):
        where = where_of(Span(position, position), Span(0, len(text)), places, text=text)
        assert (where is None) == (not places)


CHOICES = [
    # the nearest in the sentence, the more exact before the wider
    ("In Dabrek 3 drowned and in Orvest 5 burned.", "5", "Orvest"),
    ("The flood killed 7 in Dabrek in Senn province.", "7", "Dabrek"),
    ("The flood killed 7 in Dabrek, west of Orvest.", "7", "Dabrek"),
    ("The flood hit Zarendia. It hit Dabrek in Senn province. In Senn province 7 drowned.", "7", "Dabrek"),
    # where people come from and go to
    ("The 7 residents of Orvest drowned in Dabrek.", "7", "Dabrek"),
    ("Buses took 7 evacuees to Orvest from Hallin.", "7", "Orvest"),
    ("In Orvest they said that 7 left Hallin.", "7", "Hallin"),
    # told before, or first
    ("The flood hit in Dabrek. Nobody was warned. 7 drowned.", "7", "Dabrek"),
    ("7 drown. The flood came in Dabrek.", "7", "Dabrek"),
    ("DABREK, Zarendia (MNA) — A flood came. 7 drowned.", "7", "DABREK"),
    ("7 drowned.", "7", None),
]


@pytest.mark.parametrize(("text", "figure", "name"), CHOICES)
def test_claim_takes_the_likeliest_place(text: str, figure: str, name: str | None) -> None:
    start = text.index(figure)
    left = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    right = text.find(". ", start) + 1 or len(text)
    where = where_of(Span(start, start + len(figure)), Span(left, right), find_places(text), text=text)
    assert (where.name if where else None) == name


def test_what_a_dateline_covers() -> None:
    text = "The well.\nDABREK, Zarendia (MNA) — DABREK is dry."
    assert in_dateline(text, Span(10, 26))
    assert not in_dateline(text, Span(10, 44))
    assert not in_dateline(text, Span(text.rindex("DABREK"), len(text)))
    assert not in_dateline(text, Span(0, 8))
