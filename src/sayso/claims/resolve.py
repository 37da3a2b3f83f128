"""Which place of the world a name means: candidates from a gazetteer, chosen by what else the report names.

A name stays unresolved, without coordinates, where nothing in the report tells its candidates apart; they are then kept all the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import asin, cos, log10, radians, sin, sqrt
from typing import NamedTuple

from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span
from sayso.model.gazetteer import Gazetteer, Place
from sayso.model.place_and_time import Candidate, Where
from sayso.model.reading import Entity

_LEX = lexicon("places")
_SHORT: dict[str, str] = _LEX["short"]
_STRIPPED = re.compile(rf"^(?:(?:{'|'.join(_LEX['directions'])})(?:-(?:{'|'.join(_LEX['directions'])}))?\s)+", re.IGNORECASE)
_DIVISION_AFTER = re.compile(
    r"(?:['’]?s)?\s(?:province|governorate|state|county|district|region|countryside|oblast|provinces|states)\b", re.IGNORECASE
)
_DIVISION_BEFORE = re.compile(r"\b(?:province|governorate|state|county|district|region|countryside)\sof\s$", re.IGNORECASE)
_TOWN_BEFORE = re.compile(r"\b(?:city|town|village)\s(?:of\s)?$", re.IGNORECASE)
_TOWN_AFTER = re.compile(r"\s(?:city|town|village)\b", re.IGNORECASE)
_IN = re.compile(r",\s|\s\(|\sin\s(?:the\s)?(?:[\w-]+\s){0,2}")
_BY_IT = re.compile(r",?\s(?:\w+\s){0,3}?(?:of|near|on|outside)\s(?:the\s)?(?:[\w-]+\s){0,2}")
_REACH = 40  # characters between two names of which one tells where the other lies
_OWN = re.compile(r"(?:['’]?s)?\s(?:[\w-]+\s)?")
_MOST = 3  # candidates that are kept
_NEAR = 150.0  # km within which two places of a report speak for each other
_BY = 300.0  # km within which a place may be told to be "near" another, or "east of" it
_ENOUGH = 0.5  # by how much the best candidate must lead those that lie elsewhere
_ELSEWHERE = 100.0  # km
_KNOWN = 100_000  # people; a smaller place isn't meant by a report that names nothing around it


class _Beside(NamedTuple):
    """A name told beside another, and whether that place lies in this one, or only by it."""

    name: str
    holds: bool


class _Scored(NamedTuple):
    place: Place
    score: float
    reason: str
    told: bool


def resolved(
    text: str, places: Sequence[Where], entities: Sequence[Entity], gazetteer: Gazetteer | None
) -> tuple[tuple[Where, ...], dict[str, tuple[int, ...]]]:
    """The places with what they mean, and by name the GeoNames ids of what each lies in."""
    if gazetteer is None:
        return tuple(places), {}
    places = [_whole(place, gazetteer) for place in places]
    resolver = Resolver(text, gazetteer, places, (entity.span for entity in entities if entity.kind == "nationality"))
    return tuple(resolver.of(place) for place in places), {place.name: resolver.inside(place.name) for place in places}


def _whole(place: Where, gazetteer: Gazetteer) -> Where:
    """A name without the s of a lost apostrophe ("Syrias"), where only so it is known."""
    name = place.name.removesuffix("s")
    if name == place.name or gazetteer.find(place.name) or not gazetteer.find(name):
        return place
    return Where(name, Span(place.span.start, place.span.end - 1))


class Resolver:
    """The names of one report's places and what they mean, each name once for the whole report."""

    def __init__(self, text: str, gazetteer: Gazetteer, places: Sequence[Where], peoples: Iterable[Span] = ()) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._mentions: dict[str, list[Span]] = defaultdict(list)
        for place in places:
            self._mentions[place.name].append(place.span)
        self._found = {name: self._find(name) for name in self._mentions}
        self._beside = self._told_beside(places)
        self._countries = self._told_countries(peoples)
        self._regions = self._told_regions()
        self._anchors = self._surely()
        self._resolved: dict[str, tuple[Place | None, tuple[Candidate, ...]]] = {}

    def of(self, where: Where) -> Where:
        """A place as the report names it, with its candidates, and its coordinates if one of them is meant."""
        if where.name not in self._resolved:
            self._resolved[where.name] = self._choose(where.name)
        place, candidates = self._resolved[where.name]
        if place is None:
            return replace(where, within=self._told_within(where.name), candidates=candidates)
        return replace(
            where, geonames=place.geonames, lat=place.lat, lon=place.lon, precision=place.kind, within=place.within, candidates=candidates
        )

    def inside(self, name: str) -> tuple[int, ...]:
        """The GeoNames ids of what the place lies in or, where it is unresolved, is told to lie in or by."""
        place = self._resolved[name][0] if name in self._resolved else None
        if place:
            return place.inside
        _, around = self._around(name)
        return (around.geonames, *around.inside) if around else ()

    def _told_within(self, name: str) -> tuple[str, ...]:
        """What an unresolved place lies in, by the report and by what the gazetteer knows of the place that the report tells it by."""
        beside, around = self._around(name)
        if beside is None or around is None:
            return ()
        return (beside.name, *around.within) if beside.holds else around.within

    def _around(self, name: str) -> tuple[_Beside | None, Place | None]:
        """What the report tells an unresolved place to lie in or by."""
        for beside in self._beside.get(name, ()):
            if (place := self._resolved.setdefault(beside.name, self._choose(beside.name))[0]) is not None:
                return beside, place
        return None, None

    def _find(self, name: str) -> tuple[Place, ...]:
        for spelt in (_SHORT.get(name, name), _STRIPPED.sub("", name)):
            if found := self._gazetteer.find(spelt):
                return found
        return ()

    def _told_beside(self, places: Sequence[Where]) -> dict[str, list[_Beside]]:
        """By name, what the report tells the place to lie in or by: "Hass, Idlib", "Idlib's Hass", "Hass, west of Idlib"."""
        beside = defaultdict(list)
        for one, other in pairwise(places):
            between = self._text[one.span.end : min(other.span.start, one.span.end + _REACH)]
            if _IN.fullmatch(between) or _BY_IT.fullmatch(between):
                beside[one.name].append(_Beside(other.name, _IN.fullmatch(between) is not None))
            elif _OWN.fullmatch(between):
                beside[other.name].append(_Beside(one.name, True))
        return beside

    def _told_countries(self, peoples: Iterable[Span]) -> Counter[str]:
        """How often the report names each country, or a people."""
        told: Counter[str] = Counter()
        for name, spans in self._mentions.items():
            for place in self._found[name][:2]:
                if place.kind == "country":
                    told[place.country] += len(spans)
        for span in peoples:
            for place in self._gazetteer.find(span.of(self._text)):
                if place.kind == "country":
                    told[place.country] += 1
        return told

    def _told_regions(self) -> dict[int, set[str]]:
        """By the GeoNames ids of regions that the report may name, the names that may be theirs."""
        told = defaultdict(set)
        for name, places in self._found.items():
            for place in places:
                if place.kind in ("region", "district"):
                    told[place.geonames].add(name)
        return told

    def _surely(self) -> list[tuple[str, Place]]:
        """Places of the report whose names have one candidate only, countries left out."""
        found = ((name, places[0]) for name, places in self._found.items() if places and _one_spot(places))
        return [(name, place) for name, place in found if place.kind != "country"][:20]

    def _choose(self, name: str) -> tuple[Place | None, tuple[Candidate, ...]]:
        scored = sorted((self._scored(name, place) for place in self._found[name]), key=lambda one: (-one.score, one.place.geonames))
        if not scored:
            return None, ()
        best = scored[0]
        rival = next((one for one in scored[1:] if distance(one.place, best.place) > _ELSEWHERE), None)
        sure = best.score > 0 and (rival is None or best.score - rival.score >= _ENOUGH) and (best.told or best.place.people >= _KNOWN)
        return best.place if sure else None, tuple(_candidate(name, one) for one in scored[:_MOST])

    def _scored(self, name: str, place: Place) -> _Scored:
        """How much speaks for a candidate: its people, as powers of ten, and what of the report fits it."""
        score = log10(place.people + 100) + self._by_noun(name, place)
        reasons = []
        if place.kind == "country":
            score += 4
            reasons.append("a country")
        elif place.country in self._countries:
            score += 1.5 + 2 * self._countries[place.country] / self._countries.total()
            reasons.append("its country is named")
        beside = next((one.name for one in self._beside.get(name, ()) if self._holds(one.name, place)), None)
        far = beside is None and self._is_told_elsewhere(name, place)
        if beside:
            score += 6
            reasons.append(f"{beside} is told beside it")
        elif far:
            score -= 6
        elif any(self._regions.get(one, set()) - {name} for one in place.inside):
            score += 2
            reasons.append("its region is named")
        near = [other for other, anchor in self._anchors if other != name and distance(place, anchor) < _NEAR]
        if near and not far and place.kind != "country":
            score += min(3.0, 2 + 0.5 * len(near))
            reasons.append(f"{near[0]} is near")
        if place.alike:
            reasons = ["the name sounds like its own", *reasons] if len(reasons) > 1 else []
        elif len(self._found[name]) == 1:
            reasons.append("no other has this name")
        told = len(reasons) > (len(self._found[name]) == 1 and not place.alike)
        return _Scored(place, score, "; ".join(reasons) or "by its people alone", told)

    def _holds(self, wide: str, place: Place) -> bool:
        """Whether a name may be that of a place around another."""
        return any(one.geonames in place.inside for one in self._found.get(wide, ()))

    def _is_told_elsewhere(self, name: str, place: Place) -> bool:
        """Whether the report puts the name in or by a place that this one is far from."""
        told = [wide for beside in self._beside.get(name, ()) for wide in self._found.get(beside.name, ())[:3]]
        return (
            bool(told)
            and place.kind in ("town", "district", "site")
            and all(wide.geonames not in place.inside and distance(wide, place) > _BY for wide in told)
        )

    def _by_noun(self, name: str, place: Place) -> float:
        """What the nouns beside a name say of its kind."""
        division = town = 0
        for span in self._mentions[name][:20]:
            left = max(0, span.start - 20)
            division += bool(_DIVISION_AFTER.match(self._text, span.end) or _DIVISION_BEFORE.search(self._text, left, span.start))
            town += bool(_TOWN_AFTER.match(self._text, span.end) or _TOWN_BEFORE.search(self._text, left, span.start))
        if place.kind in ("region", "district"):
            return 1.0 if division > town else -0.8
        return -1.0 if division > town else 0.0


def _one_spot(places: Sequence[Place]) -> bool:
    return all(distance(place, places[0]) < _ELSEWHERE for place in places[1:])


def _candidate(name: str, one: _Scored) -> Candidate:
    place = one.place
    return Candidate(place.geonames, place.kind, place.lat, place.lon, place.within, one.reason)


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places."""
    lat, lat_other = radians(one.lat), radians(other.lat)
    half = sin((lat_other - lat) / 2) ** 2 + cos(lat) * cos(lat_other) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
