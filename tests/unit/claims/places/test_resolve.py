"""Which place of the world a name means, by invented places."""

import pytest

from sayso.claims.places.find import find_places
from sayso.claims.places.resolve import Resolver, resolved
from sayso.model.evidence import Span
from sayso.model.gazetteer import Place
from sayso.model.place_and_time import Where
from sayso.model.reading import Entity

ZARENDIA = Place(1, "country", 10.0, 20.0, 5_000_000, "ZR", (), ())
MARLOW = Place(2, "country", 40.0, -20.0, 9_000_000, "MW", (), ())
SENN = Place(3, "region", 11.0, 21.0, 500_000, "ZR", ("Zarendia",), (1,))
NORTH = Place(4, "region", 41.0, -20.0, 500_000, "MW", ("Marlow",), (2,))
PLACES = {
    "Zarendia": (ZARENDIA,),
    "Zarendian": (ZARENDIA,),
    "Marlow": (MARLOW,),
    "Senn": (SENN,),
    "North Shore": (NORTH,),
    "Orvest": (Place(5, "town", 11.1, 21.1, 400_000, "ZR", ("Senn", "Zarendia"), (3, 1)),),
    "Dabrek": (
        Place(6, "town", 41.1, -20.1, 20_000, "MW", ("North Shore", "Marlow"), (4, 2)),
        Place(7, "town", 11.2, 21.2, 3_000, "ZR", ("Senn", "Zarendia"), (3, 1)),
    ),
    "Hallin": (Place(8, "town", 60.0, 60.0, 2_000, "XX", (), ()),),
    "Roke": (
        Place(9, "region", 12.0, 22.0, 9_000, "ZR", ("Zarendia",), (1,)),
        Place(10, "town", 12.0, 22.1, 5_000, "ZR", ("Roke", "Zarendia"), (9, 1)),
    ),
    "Vell": (
        Place(20, "town", 50.0, 50.0, 90_000, "MW", ("Marlow",), (2,)),
        Place(21, "town", 11.3, 21.3, 1_000, "ZR", ("Senn", "Zarendia"), (3, 1)),
    ),
    "Lone": (Place(22, "town", 11.2, 21.1, 900, "ZR", ("Senn", "Zarendia"), (3, 1)),),
    "Kark": (Place(23, "town", 11.1, 21.0, 900, "ZR", ("Senn", "Zarendia"), (3, 1)),),
    "California": (
        Place(26, "country", 0.0, 0.0, 90_000_000, "CX", (), ()),
        Place(24, "region", 37.0, -120.0, 39_000_000, "US", ("United States",), (9,)),
    ),
    "kenya": (Place(25, "country", 1.0, 38.0, 50_000_000, "KE", (), ()),),
    "Tarn": (Place(11, "town", 11.15, 21.1, 2_000, "ZR", ("Senn", "Zarendia"), (3, 1), alike=True),),
}  # fmt: skip


class Made:
    def find(self, name: str) -> tuple[Place, ...]:
        return PLACES.get(name, ())


def resolve(text: str, name: str, entities: tuple[Entity, ...] = ()) -> Where:
    places, _ = resolved(text, find_places(text), entities, Made())
    return next(place for place in places if place.name == name)


CHOICES = [
    ("In Dabrek it rained.", "Dabrek", None),  # nothing tells
    ("In Dabrek in Senn it rained.", "Dabrek", 7),
    ("In Dabrek in Senn province it rained.", "Dabrek", 7),
    ("In Dabrek it rained. The capital of Zarendia is in Zarendia.", "Dabrek", 7),
    ("In Dabrek it rained. So it did in Orvest.", "Dabrek", 7),
    ("In Dabrek it rained, and in Marlow.", "Dabrek", 6),
    ("In Orvest it rained.", "Orvest", 5),  # large, and no other
    ("In Hallin it rained.", "Hallin", None),  # small, and nothing around it is named
    ("In Hallin in Zarendia it rained.", "Hallin", None),  # that one lies elsewhere
    ("In Roke it rained.", "Roke", None),
    ("In Roke it rained, in Zarendia.", "Roke", 10),
    ("In Roke province it rained, in Zarendia.", "Roke", 9),
    ("In Tarn it rained.", "Tarn", None),
    ("In Tarn it rained. So it did in Orvest in Zarendia.", "Tarn", 11),
]


@pytest.mark.parametrize(("text", "name", "geonames"), CHOICES)
def test_a_name_means_the_place_that_fits_the_report(text: str, name: str, geonames: int | None) -> None:
    assert resolve(text, name).geonames == geonames


def test_candidates_are_kept_with_their_reasons() -> None:
    unresolved, chosen = resolve("In Dabrek it rained.", "Dabrek"), resolve("In Dabrek in Senn it rained.", "Dabrek")
    assert (unresolved.lat, unresolved.lon, unresolved.precision, unresolved.within) == (None, None, None, ())
    assert [one.geonames for one in unresolved.candidates] == [6, 7]
    assert (chosen.lat, chosen.lon, chosen.precision, chosen.within) == (11.2, 21.2, "town", ("Senn", "Zarendia"))
    assert chosen.candidates[0].geonames == 7
    assert "Senn is told beside it" in chosen.candidates[0].reason
    assert all(one.reason for one in unresolved.candidates)


def test_what_an_unknown_place_is_told_to_lie_in_is_kept() -> None:
    text = "In Kessat, west of Orvest, it rained."
    places, inside = resolved(text, find_places(text), (), Made())
    assert places[0].geonames is None
    assert places[0].within == ("Senn", "Zarendia")  # by Orvest, not in it
    assert inside["Kessat"] == (5, 3, 1)


def test_a_people_speaks_for_its_country() -> None:
    text = "In Dabrek the Zarendian army waited."
    people = Entity(Span(14, 23), "nationality", 0.9)
    assert resolve(text, "Dabrek", (people,)).geonames == 7


AROUND = [
    ("In Vell it rained. So it did in Lone and Kark.", "Vell", 21),  # of two, the one near what else is named, though the smaller one
    ("In Vell it rained.", "Vell", 20),  # by its people alone
]


@pytest.mark.parametrize(("text", "name", "geonames"), AROUND)
def test_all_other_names_speak_for_what_one_means(text: str, name: str, geonames: int | None) -> None:
    assert resolve(text, name).geonames == geonames


def test_an_abbreviation_is_a_divisions_never_that_of_a_country_of_its_name() -> None:
    (place,), _ = resolved("In Calif. it rained.", [Where("Calif.", Span(3, 9))], (), Made())
    assert place.geonames == 24


def test_a_name_within_a_bodys_name_speaks_for_its_country() -> None:
    text = "In Dabrek the Zarendia Red Cross waited."
    assert resolve(text, "Dabrek", (Entity(Span(14, 32), "organisation", 0.9),)).geonames == 7


def test_a_people_means_its_country_whatever_the_gazetteer_calls_it() -> None:
    text = "The Kenyan army waited."
    resolver = Resolver(text, Made(), (), (Entity(Span(4, 10), "nationality", 0.9),))
    assert [resolver.of(other).geonames for other in resolver.others] == [25]


def test_a_lost_apostrophe_is_no_part_of_a_name() -> None:
    text = "In Zarendias Dabrek it rained."
    (place, *_) = resolved(text, [Where("Zarendias", Span(3, 12))], (), Made())[0]
    assert (place.name, place.span, place.geonames) == ("Zarendia", Span(3, 11), 1)


def test_without_a_gazetteer_places_stay_names() -> None:
    places = find_places("In Dabrek it rained.")
    assert resolved("In Dabrek it rained.", places, (), None) == (places, {})
