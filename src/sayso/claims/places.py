"""Where it is said to have happened: names of places as a text gives them, told from other names by the words around them.

There is no list of the world's places here: a name is a place's where the text treats it as one ("in Dabrek", "the town of Hallin",
"Orvest airport", a dateline), and then wherever it stands again.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span
from sayso.model.place_and_time import Where

_LEX = lexicon("places")
_CALENDAR = lexicon("dates")


def _alternatives(*keys: str) -> str:
    words = {word for key in keys for word in _LEX[key]}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_CAPITAL = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
_ARTICLE = r"(?:(?:al|el|ad|ar|as|ash|at|az|an|ed|es)-)"
_CAP_WORD = rf"{_ARTICLE}?[{_CAPITAL}](?:\w|[-’'](?=[{_CAPITAL}])|\.(?=[{_CAPITAL}]))*"
_INNER = r"(?:(?:de|del|da|do|la|las|los|le|el|al|sur|bin|ibn|upon)[ -])"
_NAME = re.compile(rf"(?<![\w@#’'-]){_CAP_WORD}(?:[ \u00a0]{_INNER}?{_CAP_WORD}){{0,5}}")

_KIND_BEFORE = r"(?:town|city|village|hamlet|capital|province|district|suburb|region|port|neighbourhood|neighborhood|governorate|enclave)"
_ADJECTIVE = rf"(?:(?:{_alternatives('directions')})(?:-(?:{_alternatives('directions')}))?|\w+-\w+)\s"
_PREPOSITION_BEFORE = re.compile(
    rf"(?i:\b(?:(?P<strong>{_alternatives('prepositions')})|(?P<weak>{_alternatives('weak')})))\s(?P<the>(?:the|a|an|its|their)\s)?"
    rf"(?:{_ADJECTIVE}){{0,2}}$"
)
_KIND_OF_BEFORE = re.compile(
    rf"\b(?:(?:{_alternatives('nouns')})\s(?:of|called|named|in)"
    rf"|(?:{_alternatives('directions', 'of_nouns')})\sof|(?:battle|fight)\sfor"
    rf"|{_KIND_BEFORE}|{_alternatives('taking')})\s(?:{_ADJECTIVE}){{0,2}}$"
)
_NOUN_AFTER = re.compile(
    rf"(?:['’]s)?\s(?:(?:{_alternatives('directions')})\s)?"
    rf"(?!(?:city|cities|towns?|villages?|capital|port|province)\s(?:of\s)?{_CAP_WORD})(?:{_alternatives('nouns')})\b"
)
_FALLING_AFTER = re.compile(rf"\s(?:{_alternatives('falling')})\b")
_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
_SPEAKS_AFTER = re.compile(rf",?\s(?:\w+ly\s)?(?:{_alternatives('speaks')})\b")
_PART_OF_COMPOUND = re.compile(r"-[a-z]")
_JOINED_BEFORE = re.compile(r"(?:,?\s(?:and|or)\s|,\s)$")
_LIST_GOES_ON = re.compile(rf"(?:,|,?\s(?:and|or))\s(?={_CAP_WORD})")
_DATELINE = re.compile(
    rf"^[ \t]*(?P<place>[{_CAPITAL}][{_CAPITAL}’'.-]{{1,30}}(?:[ ][{_CAPITAL}’'.-]{{2,30}}){{0,3}})"
    rf"(?:,\s(?P<land>{_CAP_WORD}(?:\s{_CAP_WORD})?))?"
    r"(?:,?[ ][\w.]{1,9}[ ][\w.]{1,9}(?:,?[ ]\d{4})?)?[ ]?(?:\([^()\n]{2,40}\)[ ]?)?[-–—]{1,2}[ ]",
    re.MULTILINE,
)
_BODIES = frozenset(_LEX["bodies"])
_TITLES = frozenset(_LEX["titles"])
_COMMON = frozenset(_LEX["common"])
_ACRONYMS = frozenset(_LEX["acronyms"])
_CALENDAR_WORDS = frozenset(
    word.capitalize() for key in ("months", "weekdays", "short_months", "short_weekdays") for word in _CALENDAR[key]
)
_PEOPLES = tuple(_LEX["peoples"])
_EXTRA_PEOPLES = frozenset(_LEX["extra_peoples"])
_AGAINST = frozenset(_LEX["against"])
_MOTION = frozenset(_LEX["motion"])
_NAME_ENDS = frozenset(_LEX["nouns"]) | frozenset(_LEX["name_ends"])
_MOST_WORDS = 4  # a longer run of capitals is a headline or a body's name


class _Candidate(NamedTuple):
    name: str
    span: Span


def find_places(text: str) -> tuple[Where, ...]:
    """The names of places in a text, in order, each with its name as it stands there. None of them is looked up anywhere."""
    datelines = _datelines(text)
    taken = {position for line in datelines for position in range(*line.span)}
    candidates = [candidate for candidate in _candidates(text) if candidate.span.start not in taken]
    surely: dict[int, _Candidate] = {}
    perhaps: list[_Candidate] = []
    for candidate in candidates:
        if _named_as_place(text, candidate.span, joined=_follows(text, candidate.span, surely)):
            surely[candidate.span.end] = candidate
        else:
            perhaps.append(candidate)
    known = Counter(candidate.name for candidate in surely.values())
    known.update(name for line in datelines for name in (line.name, line.name.title()))
    again = [_trimmed(candidate, known) for candidate in surely.values()]
    again += [place for candidate in perhaps if (place := _known_again(text, candidate, known))]
    found = sorted([*datelines, *again], key=lambda candidate: candidate.span)
    return tuple(Where(candidate.name, candidate.span) for candidate in found)


def _datelines(text: str) -> list[_Candidate]:
    """The places of datelines ("DABREK, Zarendia (MNA) —"), which stand at the start of a line."""
    spans = [Span(*line.span(group)) for line in _DATELINE.finditer(text) for group in ("place", "land") if line[group]]
    return [_Candidate(span.of(text), span) for span in spans if span.of(text).capitalize() not in _CALENDAR_WORDS]


def in_dateline(text: str, span: Span) -> bool:
    """Whether a span lies wholly in the dateline that opens its line."""
    line = _DATELINE.match(text, text.rfind("\n", 0, span.start) + 1)
    return line is not None and line.end() >= span.end


def _candidates(text: str) -> Iterator[_Candidate]:
    """Runs of capitalised words that may be a place's name, without the words that only begin a sentence."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = match[0].split()
        while words and words[0] in _COMMON:
            start += len(words[0])
            start += len(text[start:end]) - len(text[start:end].lstrip())
            words = words[1:]
        if words and _may_be_place(words) and not _PART_OF_COMPOUND.match(text, end):
            yield _Candidate(text[start:end], Span(start, end))


def _may_be_place(words: Sequence[str]) -> bool:
    """Whether nothing in a name itself is against it."""
    if len(words) > _MOST_WORDS or words[0].rstrip(".") in _TITLES:
        return False
    if any(word in _BODIES or word in _CALENDAR_WORDS or word in _COMMON for word in words):
        return False
    if all(word.isupper() for word in words):
        return len(words) == 1 and (words[0] in _ACRONYMS or len(words[0]) > 5)
    return not _is_people(words[-1])


@cache
def _is_people(word: str) -> bool:
    """ "Zarendian", "Turkish": of a people, not a place."""
    return word in _EXTRA_PEOPLES or (len(word) > 5 and word.endswith(_PEOPLES))


def _follows(text: str, span: Span, surely: dict[int, _Candidate]) -> bool:
    """Whether a name goes on a list that a place began: "in Hallin and Dabrek"."""
    joint = _JOINED_BEFORE.search(text, max(0, span.start - 6), span.start)
    if joint is None or joint.start() not in surely:
        return False
    return joint[0] != ", " or (_LIST_GOES_ON.match(text, span.end) is not None and " " not in span.of(text))


def _named_as_place(text: str, span: Span, *, joined: bool) -> bool:
    """Whether the words around a name show it to be a place's."""
    left = max(0, span.start - 60)
    noun_after = _NOUN_AFTER.match(text, span.end) is not None
    if noun_after or _FALLING_AFTER.match(text, span.end) or _ends_in_noun(span.of(text)) or _KIND_OF_BEFORE.search(text, left, span.start):
        return True
    if joined:
        return _SPEAKS_AFTER.match(text, span.end) is None
    before = _PREPOSITION_BEFORE.search(text, left, span.start)
    if before is None or before["the"]:
        return False
    word = _WORD_BEFORE.search(text, max(0, before.start() - 30), before.start())
    previous = word[1].lower() if word else ""
    if before["strong"]:
        return previous not in ("according",)
    return previous in _MOTION and _SPEAKS_AFTER.match(text, span.end) is None


def _ends_in_noun(name: str) -> bool:
    """ "Qell Gate", "Dabrek Airport": the noun of the place belongs to its name."""
    first, _, last = name.rpartition(" ")
    return bool(first) and last.lower() in _NAME_ENDS


def _known_again(text: str, candidate: _Candidate, known: Mapping[str, int]) -> _Candidate | None:
    """A name found to be a place's elsewhere in the text."""
    trimmed = _trimmed(candidate, known)
    return trimmed if trimmed.name in known and not _SPEAKS_AFTER.match(text, candidate.span.end) else None


def _trimmed(candidate: _Candidate, known: Mapping[str, int]) -> _Candidate:
    """A name without what clings to it where a text lost apostrophes and line breaks: "Hallins", "Zarendias Dabrek", "Dabrek Rises"."""
    name, start = candidate.name, candidate.span.start
    first, _, rest = name.partition(" ")
    if rest and (first in known or first[:-1] in known) and known.get(name, 0) <= 1:
        if first not in known and first.endswith("s"):
            return _Candidate(rest, Span(start + len(first) + 1, candidate.span.end))
        if first in known:
            return _Candidate(first, Span(start, start + len(first)))
    if name.endswith("s") and known.get(name[:-1], 0):
        return _Candidate(name[:-1], Span(start, candidate.span.end - 1))
    return candidate


# --- which place a claim is about ---------------------------------------------------------------------------------------

_STEP = rf"(?:(?:{_alternatives('directions', 'nouns')}|a|an|the|small|just|some|about|[0-9]+|km|kilometres|kilometers|miles)\s)"
_LIES_IN = re.compile(rf"(?:['’]?s?,?\s{_STEP}{{0,4}}?(?:of|in|near|outside|on|at|around|from)\s{_STEP}{{0,2}}(?:\w+-\w+\s)?|,\s)")
_PASSED_BEFORE = re.compile(
    r"\b(?i:from|to|left|fled|leaving|out\sof|residents\sof|people\sof)\s(?:the\s|both\s)?"
    rf"(?:(?!(?:in|at|near|outside|where)\b)[a-z][\w-]*\s){{0,3}}(?:of\s)?(?:{_CAP_WORD}\s(?:and|or)\s)?$"
)
_MOVED = re.compile(r"\b(?:evacuat|left\b|leav|fled\b|flee|displac|safe passage|transported|bused|moved out|crossed)")
_REACH = 40  # characters between two names of which one tells more closely where
_AROUND, _FIRST = 40, 8  # places before and after a claim, and at the text's top, that are looked at: one claim costs the same in any text
_BESIDE = 60  # characters on either side of a claim in which a verb of moving is about its people


def where_of(position: Span, sentence: Span, places: Sequence[Where], *, text: str = "") -> Where | None:
    """The place that a claim at `position` in `sentence` is most likely about; None where the text names none.

    `places` come from `find_places`, in order. With the `text` they were found in, "Rashid west of Hallin" is Rashid, and a place that
    people come from or go to counts for those who moved only.
    """
    index = bisect_left(places, position.start, key=lambda place: place.span.start)
    places = [*places[: min(_FIRST, max(0, index - _AROUND))], *places[max(0, index - _AROUND) : index + _AROUND]]
    inside = [place for place in places if sentence.contains(place.span)]
    if _MOVED.search(text, max(sentence.start, position.start - _BESIDE), min(sentence.end, position.end + _BESIDE)):
        passed = [place for place in inside if _is_passed(place, text)]
        if passed:
            return _nearest(position, passed)
    stays = [place for place in places if not _is_passed(place, text)]
    wide = {wide.name for near, wide in pairwise(places) if _is_link(near, wide, text)}
    here = [place for place in stays if sentence.contains(place.span)]
    if here:
        narrow = [place for place in here if place.name not in wide]
        return _closer(_nearest(position, narrow or here), places, text)
    narrow = [place for place in stays if place.name not in wide] or stays or places
    before = [place for place in narrow if place.span.end <= position.start]
    return _closer(before[-1], places, text) if before else next(iter(narrow), None)


def _nearest(position: Span, places: Sequence[Where]) -> Where:
    return min(places, key=lambda place: _distance(position, place))


def _distance(position: Span, place: Where) -> int:
    return max(0, place.span.start - position.end, position.start - place.span.end)


@lru_cache(maxsize=512)  # every claim asks of the places around it
def _is_passed(place: Where, text: str) -> bool:
    """Whether people only come from the place or go to it."""
    return _PASSED_BEFORE.search(text, max(0, place.span.start - 70), place.span.start) is not None


@lru_cache(maxsize=512)
def _is_link(near: Where, wide: Where, text: str) -> bool:
    """Whether the first of two places in turn lies in or by the second: "Hass in Idlib province", "Rashid west of Hallin"."""
    gap = Span(near.span.end, wide.span.start)
    return gap.end - gap.start <= _REACH and near.name != wide.name and _LIES_IN.fullmatch(text, *gap) is not None


def _closer(place: Where, places: Sequence[Where], text: str) -> Where:
    """The place that the text tells to lie in or by this one, most often so; else this one."""
    inner = [
        near for near, wide in pairwise(places) if wide.name == place.name and _is_link(near, wide, text) and not _is_passed(near, text)
    ]
    counts = Counter(near.name for near in inner)
    return max(inner, key=lambda near: (counts[near.name], -near.span.start), default=place)
