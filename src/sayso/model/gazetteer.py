"""What a gazetteer is to those who ask it. How one is kept doesn't matter to them."""

from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """One place of the world.

    `kind` tells how precise it is: "country", "region" (a first division: state, province), "district" (any smaller one), "town" (or
    village), "site" (building, base, crossing), "area" (river, mountains, continent). `lat` and `lon` are WGS 84 degrees of its middle.
    `people` is roughly how many live there, 0 where unknown. `country` is an ISO 3166-1 alpha-2 code, or empty. `within` names what it
    lies in, the nearest first; `inside` has their GeoNames ids. `alike` says that it was found by a name that only sounds like its own.
    """

    geonames: int
    kind: str
    lat: float
    lon: float
    people: int
    country: str
    within: tuple[str, ...]
    inside: tuple[int, ...]
    alike: bool = False


class Gazetteer(Protocol):
    """Finds places by name."""

    def find(self, name: str) -> tuple[Place, ...]:
        """All places of a name, those with the most people first; empty where there is none. Accents and case don't matter; where no
        place has the name, those are found whose names sound like it."""
