"""Names of places within other names: "Kenya Red Cross", "Dabrek City Council", "the University of Michigan".

No claim is about such a place, but they tell what the report's places lie around, and a building lies in the place that it is named after.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from sayso.claims.lexicon import lexicon
from sayso.claims.places.countries import country_named
from sayso.model.evidence import Span
from sayso.model.gazetteer import Gazetteer
from sayso.model.place_and_time import Where
from sayso.model.reading import Entity

_KINDS = ("organisation", "force", "group", "facility")
_OF = re.compile(r"\sof\s(?:the\s)?(?=\S)")
_WORD = re.compile(r"[^\s-]+")
_MOST_WORDS = 8  # of a name that are looked at
_DIVISIONS = ("country", "region")
_DIRECTIONS = frozenset(lexicon("places")["directions"])
_ENDS = frozenset(lexicon("places")["settlements"])


def inner_names(text: str, places: Sequence[Where], entities: Sequence[Entity], gazetteer: Gazetteer) -> Iterator[Where]:
    """The first, or after "of" the last, words of names of other kinds that are a place's: a country's, a division's, one that the report
    names by itself too, or one that ends in "County" or the like."""
    known = {place.name for place in places}
    for entity in entities:
        if entity.kind in _KINDS:
            yield from _inner(text, entity.span, known, gazetteer)


def _inner(text: str, whole: Span, known: Collection[str], gazetteer: Gazetteer) -> Iterator[Where]:
    words = [Span(*word.span()) for word in _WORD.finditer(text, *whole)][:_MOST_WORDS]
    after = [match.end() for match in _OF.finditer(text, *whole)][:1]
    for start in (whole.start, *after):
        for end in sorted((word.end for word in words if start < word.end and (start, word.end) != whole), reverse=True):
            name = text[start:end]
            if _is_place(name, known, gazetteer):
                yield Where(name, Span(start, end))
                break


def _is_place(name: str, known: Collection[str], gazetteer: Gazetteer) -> bool:
    if not name[:1].isupper() or name.lower() in _DIRECTIONS:
        return False
    if country_named(name):
        return True
    found = [place for place in gazetteer.find(name) if not place.alike]
    if not found:
        return False
    return name in known or found[0].kind in _DIVISIONS or (" " in name and name.rpartition(" ")[2].lower() in _ENDS)
