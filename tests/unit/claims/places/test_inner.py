"""Names of places within other names."""

import pytest

from sayso.claims.places.inner import inner_names
from sayso.model.evidence import Span
from sayso.model.gazetteer import Place
from sayso.model.place_and_time import Where
from sayso.model.reading import Entity

TOWN = Place(1, "town", 1.0, 1.0, 900, "KE", (), ())
PLACES = {
    "Dabrek": (TOWN,),
    "Orvest": (TOWN,),
    "Orvest County": (TOWN,),
    "Senn": (Place(2, "region", 1.0, 1.0, 900, "KE", (), ()),),
    "Western": (Place(3, "region", 1.0, 1.0, 900, "KE", (), ()),),
    "Hallin": (TOWN._replace(alike=True),),
}


class Made:
    def find(self, name: str) -> tuple[Place, ...]:
        return PLACES.get(name, ())


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("Kenya Red Cross", ["Kenya"]),
        ("Peruvian Navy", ["Peruvian"]),
        ("Senn State University", ["Senn"]),
        ("University of Senn", ["Senn"]),
        ("Senn", []),  # the whole name is none within it
        ("Dabrek City Council", ["Dabrek"]),  # named as a place elsewhere
        ("Orvest Times", []),  # a town, but this report doesn't name it
        ("Orvest County Jail", ["Orvest County"]),
        ("Dabrek-Senn Railway", ["Dabrek"]),
        ("Western Star", []),
        ("Hallin Bank", []),  # it only sounds so
    ],
)
def test_a_place_is_found_in_a_bodys_name(name: str, inner: list[str]) -> None:
    text = f"The {name} waited in Dabrek."
    at = text.rindex("Dabrek")
    found = inner_names(text, [Where("Dabrek", Span(at, at + 6))], (Entity(Span(4, 4 + len(name)), "organisation", 0.9),), Made())
    assert [where.name for where in found] == inner


def test_places_and_persons_hold_no_other_names() -> None:
    text = "The Senn Valley and Senn Orlu"
    entities = (Entity(Span(4, 15), "place", 0.9), Entity(Span(20, 29), "person", 0.9))
    assert list(inner_names(text, [], entities, Made())) == []
