"""What a report names around each of its places, told before any name is resolved: every name counts for all that it may mean.

A name's one vote is shared out over its candidates by how likely they are by themselves. So "Hallin", of which there are five, speaks a
little for each of five districts, and a report that names three such places for the district that has them all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, floor, radians
from typing import NamedTuple

from sayso.model.gazetteer import Place

_DIVISIONS = ("country", "region")
_EVERYWHERE = 0
_Key = int | tuple[int, int]  # a GeoNames id, or a cell of a degree of latitude and as many kilometres of longitude


class Around(NamedTuple):
    """How many other names of a report speak for a candidate: those that may lie in its division, near it, and in its country (a share)."""

    division: float
    near: float
    country: float


class Surroundings:
    """The votes of all names of a report: by name its candidates, each with its part of the vote."""

    def __init__(self, votes: Mapping[str, Sequence[tuple[Place, float]]]) -> None:
        self._own = {name: _counted(candidates) for name, candidates in votes.items()}
        self._all: dict[_Key, float] = defaultdict(float)
        for own in self._own.values():
            for key, vote in own.items():
                self._all[key] += vote

    def around(self, name: str, place: Place) -> Around:
        """What speaks for one of a name's candidates, the name's own vote left out."""
        lies_in = (place.geonames, *place.inside) if place.kind in _DIVISIONS else place.inside
        if not lies_in:
            return Around(0.0, 0.0, 0.0)
        own = self._own[name]

        def others(key: _Key) -> float:
            return max(0.0, self._all.get(key, 0.0) - own.get(key, 0.0))

        near = 0.0 if place.kind in _DIVISIONS else sum(map(others, _cells(place)))
        return Around(others(lies_in[-2:][0]), near, others(lies_in[-1]) / max(1.0, others(_EVERYWHERE)))


def _counted(candidates: Sequence[tuple[Place, float]]) -> dict[_Key, float]:
    counted: dict[_Key, float] = defaultdict(float)
    for place, vote in candidates:
        for around in (_EVERYWHERE, *place.inside):
            counted[around] += vote
        counted[place.geonames if place.kind in _DIVISIONS else _cell(place.lat, place.lon)] += vote
    return counted


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
