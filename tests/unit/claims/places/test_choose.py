"""Which of a report's places a claim is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.grammar import Grammar
from sayso.claims.places.choose import Scenes
from sayso.claims.places.find import find_places
from sayso.model.evidence import Report, Span
from sayso.model.place_and_time import Where
from sayso.model.reading import Attribution, Reading
from tests.unit.claims.handmade import sentences, tree


def where(text: str, figure: str, *, title: str | None = None, moved: bool | None = None, sources: tuple[str, ...] = ()) -> str | None:
    """The name of the place of the figure, which the text has once."""
    said = tuple(Attribution((Span(at := text.index(source), at + len(source)),), (Span(0, 1),), (), 0.9) for source in sources)
    reading = Reading(sentences(text), said)
    scenes = Scenes(Report("r", text, title=title), reading, Grammar(text, ()), find_places(text, title=title or ""), {})
    start = text.index(figure)
    found = scenes.of(Span(start, start + len(figure)), moved=moved)
    return found.name if found else None


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
    # a treatment place and a way out are not where it happened
    ("A mine went off in Dabrek. At Sarn hospital 7 died.", "7", "Dabrek"),
    ("A shell hit the town of Dabrek. 7 were wounded at the road through Qell Gate.", "7", "Dabrek"),
    # the noun alone means the place called so
    ("Shells hit a village and killed 7. The village of Dabrek lies by Orvest.", "7", "Dabrek"),
    ("Shells hit the town of Dabrek. Rain fell in Orvest. The army killed 7 in the town.", "7", "Dabrek"),
    # a quarter lies in the town named last
    ("A bomb went off in Orvest and killed 7. It hit the Qell district.", "7", "Orvest"),
    # a state, a province and a college say less than the town
    ("Shells fell in Dabrek. Rain fell in Zarendia. Zarendia's army came. In the end 7 died.", "7", "Dabrek"),
    ("Shells fell near Dabrek. They came from Senn province. In Senn province nobody spoke. In the end 7 died.", "7", "Dabrek"),
    ("Men with guns came to Sarn College in Dabrek. Nobody slept. They took 7 away.", "7", "Dabrek"),
    # a clinic of a town is no scene, nor is where the report was written
    ("Shells fell in Dabrek. 7 lay in the clinic of Orvest.", "7", "Dabrek"),
    ("Orvest, 3 March 2024\nShells fell in Dabrek. 7 died.", "7", "Dabrek"),
    ("By Ada Sorn in Orvest\n7 died. Shells fell in Dabrek.", "7", "Dabrek"),
    # what it lies by
    ("Men burned huts in Dabrek, a village in the hills above the Sarn river. 7 died.", "7", "Dabrek"),
    # lists and headings
    ("The week.\n- 14:30, Dabrek: shells killed 7.\n- In Orvest nobody died.", "7", "Dabrek"),
    ("The week. Rain fell in Orvest. It fell again. It fell in Orvest for days.\n2. Dabrek - Flood\n7 drowned.", "7", "Dabrek"),
    # behind the lead, what the same paragraph told before
    (
        "Rain fell in Orvest. It fell. It fell. It fell.\nMen went to Dabrek. At noon shells fell near Hallin. It was calm. 7 died.",
        "7",
        "Hallin",
    ),
    ("Rain fell in Orvest. It fell. It fell. It fell in Orvest.\nAt noon shells fell near Hallin.\n7 died.", "7", "Orvest"),
    ("Toll of the week\n- 3 March, Dabrek: shells killed 7.\n- In Orvest nobody died.", "7", "Dabrek"),
]


@pytest.mark.parametrize(("text", "figure", "name"), CHOICES)
def test_claim_takes_the_likeliest_place(text: str, figure: str, name: str | None) -> None:
    assert where(text, figure) == name


def test_a_toll_is_not_where_the_dead_came_from_and_the_moved_are() -> None:
    text = "A blast hit the road near Dabrek. 7 evacuees from Hallin and Orvest were on the bus."
    assert where(text, "7", moved=False) == "Dabrek"
    assert where(text, "7", moved=True) == "Hallin"


def test_the_title_names_the_main_scene() -> None:
    text = "A teacher in Dabrek keeps a list, in the camp at Orvest. He has counted for a year. They found 7 dead."
    assert where(text, "7 dead", title="The list of Dabrek") == "Dabrek"


def test_a_place_that_only_the_title_shows_to_be_one_is_the_main_scene() -> None:
    text = "The Dabrek Emergency Room has a list. In Orvest nobody knows of it. They found 7 dead."
    assert where(text, "7 dead", title="What we know about the Dabrek market") == "Dabrek"


def test_a_name_that_never_stands_as_a_place_is_no_scene() -> None:
    text, grammar = tree(
        ("Sarnov", "PROPN", 1, "nsubj"), ("drove", "VERB", None, "root"), ("and", "CCONJ", 4, "cc"), ("7", "NUM", 4, "nsubj"),
        ("died", "VERB", 1, "conj"), ("at", "ADP", 6, "case"), ("Dabrek", "PROPN", 4, "obl"),
    )  # fmt: skip
    places = [Where(name, Span(text.index(name), text.index(name) + len(name))) for name in ("Sarnov", "Dabrek")]
    found = Scenes(Report("r", text), Reading((Span(0, len(text)),)), grammar, places, {}).of(Span(0, 0))
    assert found == places[1]


def test_where_a_speaker_sits_is_no_scene() -> None:
    text = "Shells fell in Dabrek. A diplomat in Orvest said that 7 died."
    assert where(text, "7", sources=("A diplomat in Orvest",)) == "Dabrek"


_WORDS = "In the town of Dabrek Hallin and Orvest 7 killed village : \n . from to Qell district since the war said".split(" ")


@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_text_gives_one_of_its_places(text: str) -> None:
    places = find_places(text)
    scenes = Scenes(Report("r", text), Reading(sentences(text)), Grammar(text, ()), places, {})
    for position in range(0, len(text) + 1, 5):
        found = scenes.of(Span(position, position))
        assert (found is None) == (not places)
        assert found is None or found in places


def test_a_wide_place_gives_way_to_the_main_scene_in_it() -> None:
    text = "Shells killed 7 in Zarendia. They fell on Dabrek."
    country, town = Span(text.index("Zarendia"), text.index("Zarendia") + 8), Span(text.index("Dabrek"), text.index("Dabrek") + 6)
    places = [Where("Zarendia", country, 1, 1.0, 1.0, "country"), Where("Dabrek", town, 2, 1.0, 1.0, "town")]
    scenes = Scenes(Report("r", text), Reading(sentences(text)), Grammar(text, ()), places, {"Dabrek": (1,)})
    found = scenes.of(Span(text.index("7"), text.index("7") + 1))
    assert found == places[1]
