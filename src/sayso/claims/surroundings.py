"""What a report names around each of its places, told before any name is resolved: every name counts for all that it may mean.

A name's one vote is shared out over its candidates by how likely they are by themselves. So "Hallin", of which there are five, speaks a
little for each of five districts, and a report that names three such places speaks for the district that has them all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import cos, floor, radians
from typing import NamedTuple

from sayso.model.gazetteer import Place

_DIVISIONS = ("country", "region")
_Key = int | tuple[int, int]  # a GeoNames id, or a cell of a degree of latitude and as many kilometres of longitude


class Around(NamedTuple):
    """How many other names of a report speak for a candidate: those that may lie in its division, near it, and in its country (a share)."""

    division: float
    near: float
    country: float


class Surroundings:
    """The votes of all names of a report. `shares` has by name its candidates, each with its part of the vote."""

    def __init__(self, shares: Mapping[str, Sequence[tuple[Place, float]]], countries: Iterable[Place]) -> None:
        self._own = {name: _votes(candidates) for name, candidates in shares.items()}
        self._all: Counter[_Key] = Counter()
        for votes in self._own.values():
            self._all.update(votes)
        peoples = {place.geonames for place in countries}
        self._all.update(peoples)
        self._voters = sum(map(bool, self._own.values())) + len(peoples)

    def around(self, name: str, place: Place) -> Around:
        """What speaks for one of a name's candidates, the name's own vote left out."""
        own = self._own[name]

        def others(key: _Key) -> float:
            return max(0.0, self._all[key] - own[key])

        lies_in = (place.geonames, *place.inside) if place.kind in _DIVISIONS else place.inside
        if not lies_in:
            return Around(0.0, 0.0, 0.0)
        division = lies_in[-2] if len(lies_in) > 1 else lies_in[-1]
        near = 0.0 if place.kind in _DIVISIONS else sum(map(others, _cells(place)))
        return Around(others(division), near, others(lies_in[-1]) / max(1, self._voters - 1))


def _votes(candidates: Sequence[tuple[Place, float]]) -> Counter[_Key]:
    votes: Counter[_Key] = Counter()
    for place, share in candidates:
        for around in place.inside:
            votes[around] += share
        votes[place.geonames if place.kind in _DIVISIONS else _cell(place.lat, place.lon)] += share
    return votes


def _cell(lat: float, lon: float) -> tuple[int, int]:
    row = floor(lat)
    return row, floor(lon * cos(radians(row + 0.5)))


def _cells(place: Place) -> list[_Key]:
    """The cell that a place lies in, and the eight around it."""
    found: list[_Key] = []
    for lat in (place.lat - 1, place.lat, place.lat + 1):
        row, column = _cell(lat, place.lon)
        found += [(row, column - 1), (row, column), (row, column + 1)]
    return found
