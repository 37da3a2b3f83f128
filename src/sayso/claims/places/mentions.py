"""The mentions of a report's places: how precise each is, and whether it is named as where something happened or for another reason.

A speaker may sit there, people come from it or go to it, the hurt are taken there, or the name is no place's at all ("the Isuzu truck").
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.places.find import CAP_WORD, alternatives, in_dateline, in_head, named_as_place
from sayso.model.evidence import Span
from sayso.model.place_and_time import Where
from sayso.model.reading import Reading

_LEX = lexicon("places")
_STEP = rf"(?:(?:{alternatives('directions', 'nouns')}|a|an|the|small|just|some|about|[0-9]+|km|kilometres|kilometers|miles)\s)"
_LIES_IN = re.compile(
    rf"(?:['’]?s?,?\s{_STEP}{{0,4}}?(?:of|in|near|outside|on|at|around|from)\s{_STEP}{{0,2}}(?:\w+-\w+\s)?|,\s|\s\(|,\s(?:a|an|the)\s(?:[\w-]+\s){{1,7}})"
)
_HOLDS = re.compile(rf"['’]?s?\s(?:\w+-\w+\s)?{_STEP}{{0,2}}")
_PASSED_BEFORE = re.compile(
    r"\b(?i:from|to|through|via|left|fled|leaving|out\sof|residents\sof|people\sof)\s(?:the\s|both\s)?"
    rf"(?:(?!(?:in|at|near|outside|where)\b)[\w-]+\s){{0,4}}?(?:of\s)?(?:{CAP_WORD}\s(?:and|or)\s)?$"
)
PLACE_KIND = r"(?:village|town|city|cities|suburb|neighbou?rhood|district|province|hamlet|camp|island|port)s?"
_KIND_OF = re.compile(rf"\b({PLACE_KIND})\s(?:of\s|called\s)?(?:{CAP_WORD}\s(?:and|or)\s)?$")
_KIND_AFTER = re.compile(rf"(?:\sand\s{CAP_WORD})?\s({PLACE_KIND})\b")
_CARE = re.compile(r"\b(?:hospital|clinic|morgue|medical cent(?:re|er))s?\b", re.IGNORECASE)
_CARE_BEFORE = re.compile(rf"{_CARE.pattern}\s(?:of|in|at|for)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
_COMPOUND = re.compile(r"-[a-z]|-?\s(?:based|backed)\b")
_KINDS = {noun: level for level, nouns in _LEX["levels"].items() for noun in nouns}
_LEVEL_AFTER = re.compile(rf"\s(?:{'|'.join(_KINDS)})\b", re.IGNORECASE)
_LEVEL_BEFORE = re.compile(rf"\b({'|'.join(_KINDS)})\s(?:of\s)?$", re.IGNORECASE)
_CAPITALISED = re.compile(CAP_WORD)
_PEOPLE_ENDS = ("n", "an", "ian", "ese", "ns", "ans", "ians")
_AFTER_PLACE = re.compile(r",\s$")
_OWNS = re.compile(rf"['’]s?\s(?:\w+\s)?(?:{'|'.join(_LEX['state_bodies'])})\b")
_JOINED = 5  # names on a list
_LOCATIVE, _AGAINST = frozenset(_LEX["locative"]), frozenset(_LEX["against"])
_INSTITUTIONS = frozenset(_LEX["institutions"])
_UNDERGOES, _OFFICIALS = frozenset(_LEX["undergoing"]), frozenset(_LEX["officials"])
_FEATURE = frozenset(_LEX["features"]) | frozenset(_KINDS)
_QUARTERS = ("neighbourhood", "neighborhood", "district", "quarter", "suburb")
_NOUN = 12  # characters after a name in which its noun stands
_REACH = 60  # characters between two names of which one tells more closely where
_LEVELS = {"area": 0, "country": 0, "region": 1, "district": 2, "town": 3, "site": 4}
UNKNOWN = 3  # how precise a name is of which nothing is known
_LITTLE = 0.25  # how much a mention says of where something happened that names a wide place, or that people only pass


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a place: how precise it is, in which sentence, whether people only pass it or are cared for there, and whether it is
    none of where things happen, because who tells it sits there or the name is no place's."""

    place: Where
    level: int
    sentence: int
    passed: bool
    care: bool
    spoken: bool
    kind: str  # the noun that stands with it: "village"

    @property
    def stays(self) -> bool:
        return not (self.passed or self.care or self.spoken)

    @property
    def institution(self) -> bool:
        """Whether it is a body that lies in a town, so that the town is told for it: "Dabrek College"."""
        return self.place.name.rpartition(" ")[2].lower() in _INSTITUTIONS

    @property
    def precise(self) -> float:
        """How much its name says of where something happened: little where it is wide or a body's."""
        return _LITTLE if self.level < _LEVELS["district"] or self.institution else 1

    @property
    def weight(self) -> float:
        return self.precise * (_LITTLE if self.passed or self.care else 1)


def find_mentions(text: str, reading: Reading, grammar: Grammar, places: Sequence[Where]) -> list[Mention]:
    """All mentions of a report's places, in text order as they are."""
    starts = [sentence.start for sentence in reading.sentences]
    levels, placed = _levels(text, places), _placed(text, places, grammar)
    spoken = {place.span for place, source in _overlapping(places, _sources(reading)) if source.contains(place.span)}
    return [
        Mention(
            place,
            levels[place.name],
            max(0, bisect_right(starts, place.span.start) - 1),
            _is_passed(place, text),
            _is_care(place, text),
            place.span in spoken
            or place.name not in placed
            or in_head(text, place.span)
            or _COMPOUND.match(text, place.span.end) is not None
            or grammar.describes(place.span)
            or (levels[place.name] == _LEVELS["country"] and _acts(grammar, place.span)),
            _kind(place, text),
        )
        for place in places
    ]


def told_inside(text: str, mentions: Sequence[Mention]) -> dict[str, Counter[str]]:
    """By name, the places that the text tells to lie in or by it, with how often: "Hass in Idlib", "Aleppo's Salahin district".

    A quarter that isn't told to lie anywhere lies in the town named last.
    """
    inner = _told_inside(text, [mention.place for mention in mentions], {mention.place.name: mention.level for mention in mentions})
    told = {name for inside in inner.values() for name in inside}
    town: Mention | None = None
    for mention in mentions:
        name = mention.place.name
        if mention.kind in _QUARTERS and town and name not in told and name != town.place.name:
            inner[town.place.name][name] += 1
        elif mention.level == UNKNOWN and mention.place.geonames is not None:
            town = mention
    return inner


def _levels(text: str, places: Sequence[Where]) -> dict[str, int]:
    """By name, how precise it is: as the gazetteer knows it, else by the noun that the text gives it."""
    levels: dict[str, int] = {}
    words = set(_CAPITALISED.findall(text))
    for place in places:
        if place.geonames is not None:
            levels[place.name] = _LEVELS.get(place.precision or "", UNKNOWN)
            continue
        noun = _LEVEL_AFTER.match(text, place.span.end) or _LEVEL_BEFORE.search(text, max(0, place.span.start - 30), place.span.start)
        last = place.name.rpartition(" ")[2].lower()
        first = place.name.partition(" ")[0].lower()
        told = _KINDS.get(noun[0].split()[0].lower()) if noun else None
        told = told or _KINDS.get(last) or _KINDS.get(first)
        if told is None and _AFTER_PLACE.search(text, max(0, place.span.start - 3), place.span.start) and in_dateline(text, place.span):
            told = "country"
        if told is None and (_OWNS.match(text, place.span.end) or any(place.name + end in words for end in _PEOPLE_ENDS)):
            told = "country"
        if told:
            levels[place.name] = min(levels.get(place.name, 9), _LEVELS[told])
    return {place.name: levels.get(place.name, UNKNOWN) for place in places}


def _placed(text: str, places: Sequence[Where], grammar: Grammar) -> set[str]:
    """The names that the gazetteer knows, or that stand anywhere as a place does."""
    found = set()
    for place in places:
        if (
            place.geonames is not None
            or named_as_place(text, place.span, joined=False)
            or not _FEATURE.isdisjoint(place.name.lower().split())
            or _stands_as_place(grammar, place.span)
        ):
            found.add(place.name)
    return found


def _stands_as_place(grammar: Grammar, span: Span) -> bool:
    """Whether a name, or the name that it is joined to, stands with a preposition of places: "at Dabrek", "the landing of Dabrek"."""
    at = grammar.head(span)
    for _ in range(_JOINED):
        if at is None or grammar.case(at) or grammar.relation(at) not in ("conj", "appos", "flat"):
            break
        at = grammar.tokens[at].head
    if at is None:
        return False
    head = grammar.tokens[at].head
    case = grammar.case(at)
    return case in _LOCATIVE or (case == "of" and head is not None and not {grammar.lemma(head), grammar.word(head).lower()} & _AGAINST)


def _acts(grammar: Grammar, span: Span) -> bool:
    """Whether a country is named as who does something, or whose official does: "Iran broke the truce", "Norland's envoy"."""
    at = grammar.head(span)
    for _ in range(_JOINED):
        if at is None or grammar.relation(at) != "conj":
            break
        at = grammar.tokens[at].head
    head = grammar.tokens[at].head if at is not None else None
    if at is None or head is None:
        return False
    does = grammar.tokens[at].relation == "nsubj" and grammar.tokens[head].tag == "VERB" and grammar.lemma(head) not in _UNDERGOES
    return does or (grammar.tokens[at].relation == "nmod:poss" and grammar.lemma(head) in _OFFICIALS)


def _sources(reading: Reading) -> list[Span]:
    return sorted(source for attribution in reading.attributions for source in attribution.source)


def _overlapping(places: Sequence[Where], spans: Sequence[Span]) -> Iterable[tuple[Where, Span]]:
    """Each place with each span around it that begins last before it."""
    starts = [span.start for span in spans]
    for place in places:
        at = bisect_right(starts, place.span.start) - 1
        if at >= 0 and spans[at].overlaps(place.span):
            yield place, spans[at]


def _told_inside(text: str, places: Sequence[Where], levels: Mapping[str, int]) -> dict[str, Counter[str]]:
    """By name, the places that the text tells to lie in or by it, with how often: "Hass in Idlib", "Aleppo's Salahin district"."""
    inner: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in pairwise(places):
        if other.span.start - one.span.end > _REACH or one.name == other.name:
            continue
        holds = _HOLDS.fullmatch(text, one.span.end, other.span.start) is not None
        if not holds and not _LIES_IN.fullmatch(text, one.span.end, other.span.start):
            continue
        near, wide = (other, one) if holds and levels[other.name] >= levels[one.name] else (one, other)
        if levels[near.name] >= levels[wide.name]:
            inner[wide.name][near.name] += 1
    return inner


def _is_passed(place: Where, text: str) -> bool:
    """Whether people only come from the place or go to it."""
    return _PASSED_BEFORE.search(text, max(0, place.span.start - 70), place.span.start) is not None


def _is_care(place: Where, text: str) -> bool:
    """Whether it is where the hurt and the dead are taken to: "Dabrek hospital", "the clinic of Dabrek"."""
    return (
        _CARE.search(text, place.span.start, min(place.span.end + _NOUN, len(text))) is not None
        or _CARE_BEFORE.search(text, max(0, place.span.start - 40), place.span.start) is not None
    )


def _kind(place: Where, text: str) -> str:
    """The noun that tells what a place is, as one: "the villages of Hass and Dabrek"."""
    before = _KIND_OF.search(text, max(0, place.span.start - 40), place.span.start)
    found = before or _KIND_AFTER.match(text, place.span.end)
    return singular(found[1]) if found else ""


def singular(noun: str) -> str:
    return noun.replace("cities", "city").removesuffix("s")
