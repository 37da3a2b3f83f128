"""Names of places in news of the world (TR-News) and of small towns (LGL), and where the shipped gazetteer puts them.

The corpora mark whatever stands for a place: towns and countries, peoples ("Kenyan"), and names within other names ("Kenya" in "Kenya Red
Cross"). So the names compared are a report's places, and its peoples and inner names as far as the gazetteer has them; spans must be
exact. Buildings are in, though the corpora leave most of them out. A name is put right within 161 km (100 miles) of where the corpus
puts it, or where both mean the same GeoNames place, since the middles of large countries differ from year to year; names without
coordinates don't count.
"""

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest

from sayso.claims.places.find import find_places
from sayso.claims.places.resolve import Resolver, resolved
from sayso.gazetteer import Gazetteers, open_gazetteer, shipped
from sayso.model.evidence import Span
from sayso.model.place_and_time import Where
from sayso.model.reading import Entity
from sayso.reader import read_text
from sayso.reader.bundle import Bundle
from tests.accuracy.corpora import documents

pytestmark = pytest.mark.accuracy

Row = dict[str, Any]
_REACH = 161.0  # km


@pytest.mark.parametrize("corpus", ["tr_news", "lgl"])
def test_places(corpus: str, bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    gazetteer = open_gazetteer([shipped()])
    marked_all = found_all = both = put = right = right_given = 0
    for row in documents(yardsticks / "geo" / corpus / "test.jsonl.gz"):
        text, entities = row["text"], read_text(row["text"], bundle).entities
        marked = {Span(span["start"], span["end"]): span for span in row["spans"] if span["label"] == "toponym"}
        found = _by_span(_found(text, entities, gazetteer))
        given = [Where(span.of(text), span) for span in sorted(marked)]
        of_given = {where.span.start: where for where in resolved(text, given, entities, gazetteer)[0]}
        marked_all, found_all, both = marked_all + len(marked), found_all + len(found), both + len(marked.keys() & found.keys())
        for span, label in marked.items():
            if label["attrs"].get("lat") is not None:
                put += 1
                right += _is_right(found.get(span), label["attrs"])
                right_given += _is_right(of_given.get(span.start), label["attrs"])
    figures = {
        "F1": 2 * both / (marked_all + found_all),
        "precision": both / found_all,
        "recall": both / marked_all,
        "within 161 km": right / put,
        "within 161 km, names given": right_given / put,
    }
    compare(f"Places, {corpus} test", figures, floors.get(f"places_{corpus}", {}))


def _found(text: str, entities: tuple[Entity, ...], gazetteer: Gazetteers) -> Iterable[Where]:
    """Every name of a report that stands for a place, and what it means."""
    places = find_places(text, entities)
    resolver = Resolver(text, gazetteer, places, entities)
    others = [where for where in map(resolver.of, resolver.others) if where.candidates]
    return [*map(resolver.of, places), *others]


def _by_span(places: Iterable[Where]) -> dict[Span, Where]:
    return {where.span: where for where in places}


def _is_right(where: Where | None, marked: Row) -> bool:
    if where is None or where.lat is None or where.lon is None:
        return False
    return str(where.geonames) == str(marked.get("geonameid")) or _km(where.lat, where.lon, marked["lat"], marked["lon"]) <= _REACH


def _km(lat: float, lon: float, lat_other: float, lon_other: float) -> float:
    one, other = radians(lat), radians(lat_other)
    half = sin((other - one) / 2) ** 2 + cos(one) * cos(other) * sin(radians(lon_other - lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
