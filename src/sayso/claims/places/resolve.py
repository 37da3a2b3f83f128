"""Which place of the world a name means: candidates from a gazetteer, chosen by what else the report names.

A name stays unresolved, without coordinates, where nothing in the report tells its candidates apart; they are then kept all the same.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import asin, cos, exp, log1p, log10, radians, sin, sqrt
from typing import NamedTuple

from sayso.claims.lexicon import lexicon
from sayso.claims.places.countries import country_named, names_of
from sayso.claims.places.inner import inner_names
from sayso.claims.places.surroundings import Around, Surroundings
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
_MOST_BESIDE = 5  # names told beside one that are looked at
_BY = 300.0  # km within which a place may be told to be "near" another, or "east of" it
_ELSEWHERE = 100.0  # km
_KNOWN = 30_000  # people; a smaller place isn't meant by a report that names nothing around it
_SURE = 0.5  # how likely the best candidate must be, with those that lie where it lies
_SPEAKS = 0.5  # votes of other names, or the share of them in its country, from which on they are a reason
# What speaks for a candidate, as logarithms of odds: fitted to the training parts of TR-News and LGL (docs/decisions/0008-places.md).
_PEOPLE = 1.25  # for each power of ten
_IN_DIVISION, _NEAR, _IN_COUNTRY = 2.6, 1.5, 2.8
_TOLD, _ELSE = 3.0, 1.0
_NOUN, _DISTRICT = 1.0, 2.6
_ROUNDS = 2


class _Beside(NamedTuple):
    """A name told beside another, and whether that place lies in this one, or only by it."""

    name: str
    holds: bool


class _Scored(NamedTuple):
    """A candidate, how much speaks for it, as a logarithm of odds, and what. `told` says whether that is more than its size."""

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
    resolver = Resolver(text, gazetteer, places, entities)
    return tuple(map(resolver.of, places)), {place.name: resolver.inside(place.name) for place in places}


def _whole(place: Where, gazetteer: Gazetteer) -> Where:
    """A name without the s of a lost apostrophe ("Syrias"), where only so it is known."""
    name = place.name.removesuffix("s")
    if name == place.name or gazetteer.find(place.name) or not gazetteer.find(name):
        return place
    return Where(name, Span(place.span.start, place.span.end - 1))


class Resolver:
    """The names of one report's places and what they mean, each name once for the whole report."""

    def __init__(self, text: str, gazetteer: Gazetteer, places: Sequence[Where], entities: Sequence[Entity] = ()) -> None:
        self._text = text
        self._gazetteer = gazetteer
        peoples = [Where(entity.span.of(text), entity.span) for entity in entities if entity.kind == "nationality"]
        inner = list(inner_names(text, places, entities, gazetteer))
        self.others = (*peoples, *inner)
        self._mentions: dict[str, list[Span]] = defaultdict(list)
        for place in (*places, *self.others):
            self._mentions[place.name].append(place.span)
        self._found = {name: self._find(name) for name in self._mentions} | {people.name: self._country(people.name) for people in peoples}
        self._beside = self._told_beside(places)
        self._alone = {name: [self._by_itself(name, place) for place in found] for name, found in self._found.items()}
        self._surroundings = self._around_all()
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
        if name in _SHORT:
            meant = self._gazetteer.find(_SHORT[name])
            regions = tuple(place for place in meant if place.kind == "region")
            return regions or tuple(place for place in meant if place.kind == "country")
        found = self._gazetteer.find(name) or self._gazetteer.find(_STRIPPED.sub("", name))
        country = self._country(name)
        return found if not country or country[0] in found else (*country, *(place for place in found if not place.alike))

    def _told_beside(self, places: Sequence[Where]) -> dict[str, list[_Beside]]:
        """By name, what the report tells the place to lie in or by: "Hass, Idlib", "Idlib's Hass", "Hass, west of Idlib"."""
        beside: dict[str, dict[_Beside, None]] = defaultdict(dict)
        for one, other in pairwise(places):
            between = self._text[one.span.end : min(other.span.start, one.span.end + _REACH)]
            if _IN.fullmatch(between) or _BY_IT.fullmatch(between):
                beside[one.name][_Beside(other.name, _IN.fullmatch(between) is not None)] = None
            elif _OWN.fullmatch(between):
                beside[other.name][_Beside(one.name, True)] = None
        return {name: list(told)[:_MOST_BESIDE] for name, told in beside.items()}

    def _country(self, name: str) -> tuple[Place, ...]:
        """The country that a name, or a people, means; empty where it means none."""
        code = country_named(name)
        for spelt in (name, *(names_of(code) if code else ())):
            for place in self._gazetteer.find(spelt):
                if place.kind == "country" and not place.alike and code in (None, place.country):
                    return (place,)
        return ()

    def _around_all(self) -> Surroundings:
        """What the report names around each place: first by what each name means by itself, then by what it means among the others."""
        scores = self._alone
        for again in reversed(range(_ROUNDS)):
            votes = {}
            for name, found in self._found.items():
                vote = sqrt(len(self._mentions[name]))
                votes[name] = [(place, vote * share) for place, share in zip(found, _shares(scores[name]), strict=True)]
            surroundings = Surroundings(votes)
            if again:
                scores = {
                    name: [
                        alone + _weighed(surroundings.around(name, place)) for place, alone in zip(found, self._alone[name], strict=True)
                    ]
                    for name, found in self._found.items()
                }
        return surroundings

    def _choose(self, name: str) -> tuple[Place | None, tuple[Candidate, ...]]:
        scored = [self._scored(name, place, alone) for place, alone in zip(self._found[name], self._alone[name], strict=True)]
        if not scored:
            return None, ()
        shares = _shares([one.score for one in scored])
        best = min(scored, key=lambda one: (-one.score, one.place.geonames))
        here = sum(share for one, share in zip(scored, shares, strict=True) if distance(one.place, best.place) < _ELSEWHERE)
        sure = here > _SURE and (best.told or (best.place.people >= _KNOWN and not best.place.alike))
        kept = sorted(scored, key=lambda one: (-one.score, one.place.geonames))[:_MOST]
        return best.place if sure else None, tuple(_candidate(one) for one in kept)

    def _by_itself(self, name: str, place: Place) -> float:
        """What speaks for a candidate whatever else the report names: its people, its kind, and the words beside the name."""
        score = _PEOPLE * log10(place.people + 100) + self._by_noun(name, place)
        if self._holder(name, place):
            score += _TOLD
        elif self._is_told_elsewhere(name, place):
            score -= _ELSE
        return score

    def _scored(self, name: str, place: Place, alone: float) -> _Scored:
        around = self._surroundings.around(name, place)
        score = alone + _weighed(around)
        holder = self._holder(name, place)
        reasons = [f"{holder} is told beside it"] if holder else []
        if place.kind == "country":
            reasons.append("a country")
        if around.division >= _SPEAKS and place.inside:
            reasons.append("others lie in its region")
        if around.near >= _SPEAKS:
            reasons.append("others lie near")
        if around.country >= _SPEAKS and place.inside:
            reasons.append("others lie in its country")
        if place.alike:
            reasons = ["the name sounds like its own", *reasons] if len(reasons) > 1 else []
        told = bool(reasons) and (bool(holder) or not self._is_told_elsewhere(name, place))
        if len(self._found[name]) == 1 and not place.alike:
            reasons.append("no other has this name")
        return _Scored(place, score, "; ".join(reasons) or "by its people alone", told)

    def _holder(self, name: str, place: Place) -> str | None:
        """What the report tells beside the name that is, or may be, around this place."""
        return next((one.name for one in self._beside.get(name, ()) if self._holds(one.name, place)), None)

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
        """What the nouns beside a name say of its kind. A district is seldom meant where nothing says so."""
        division = town = 0
        for span in self._mentions[name][:20]:
            left = max(0, span.start - 20)
            division += bool(_DIVISION_AFTER.match(self._text, span.end) or _DIVISION_BEFORE.search(self._text, left, span.start))
            town += bool(_TOWN_AFTER.match(self._text, span.end) or _TOWN_BEFORE.search(self._text, left, span.start))
        if place.kind in ("region", "district"):
            return _NOUN if division > town else -_NOUN if place.kind == "region" else -_DISTRICT
        return -_NOUN if division > town else 0.0


def _weighed(around: Around) -> float:
    return _IN_DIVISION * log1p(around.division) + _NEAR * log1p(around.near) + _IN_COUNTRY * around.country


def _shares(scores: Sequence[float]) -> list[float]:
    """How likely each of some candidates is, all together 1."""
    most = max(scores, default=0.0)
    odds = [exp(score - most) for score in scores]
    return [one / sum(odds) for one in odds]


def _candidate(one: _Scored) -> Candidate:
    place = one.place
    return Candidate(place.geonames, place.kind, place.lat, place.lon, place.within, one.reason)


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places."""
    lat, lat_other = radians(one.lat), radians(other.lat)
    half = sin((lat_other - lat) / 2) ** 2 + cos(lat) * cos(lat_other) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
