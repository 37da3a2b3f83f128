"""Where it is said to have happened: names of places as a text gives them, told from other names by the words around them.

There is no list of the world's places here: a name is a place's where the text treats it as one ("in Dabrek", "the town of Hallin",
"Orvest airport", a dateline), and then wherever it stands again.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span
from sayso.model.place_and_time import Where
from sayso.model.reading import Entity

_LEX = lexicon("places")
_CALENDAR = lexicon("dates")


def alternatives(*keys: str) -> str:
    """A pattern for any word of these lists."""
    words = {word for key in keys for word in _LEX[key]}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_CAPITAL = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
_ARTICLE = r"(?:(?:al|el|ad|ar|as|ash|at|az|an|ed|es)-)"
CAP_WORD = rf"{_ARTICLE}?[{_CAPITAL}](?:\w|[-’'](?=[{_CAPITAL}])|\.(?=[{_CAPITAL}]))*"
_INNER = r"(?:(?:de|del|da|do|la|las|los|le|el|al|sur|bin|ibn|upon)[ -])"
_NAME = re.compile(rf"(?<![\w@#’'-]){CAP_WORD}(?:[ \u00a0]{_INNER}?{CAP_WORD}){{0,5}}")

_KIND_BEFORE = r"(?:town|city|village|hamlet|capital|province|district|suburb|region|port|neighbourhood|neighborhood|governorate|enclave)"
_ADJECTIVE = rf"(?:(?:{alternatives('directions')})(?:-(?:{alternatives('directions')}))?|\w+-\w+)\s"
_PREPOSITION_BEFORE = re.compile(
    rf"(?i:\b(?:(?P<strong>{alternatives('prepositions')})|(?P<weak>{alternatives('weak')})))\s(?P<the>(?:the|a|an|its|their)\s)?"
    rf"(?:{_ADJECTIVE}){{0,2}}$"
)
_KIND_OF_BEFORE = re.compile(
    rf"\b(?:(?:{alternatives('nouns')})\s(?:of|called|named|in)"
    rf"|(?:{alternatives('directions', 'of_nouns')})\sof|(?:battle|fight)\sfor"
    rf"|{_KIND_BEFORE}|{alternatives('taking')})\s(?:{_ADJECTIVE}){{0,2}}$"
)
_NOUN_AFTER = re.compile(
    rf"(?:['’]s)?\s(?:(?:{alternatives('directions')})\s)?"
    rf"(?!(?:city|cities|towns?|villages?|capital|port|province)\s(?:of\s)?{CAP_WORD})(?:{alternatives('nouns')})\b"
)
_FALLING_AFTER = re.compile(rf"\s(?:{alternatives('falling')})\b")
_DATED = re.compile(r"^[ \t•*–-]*(?:[^\n.:]*\d[^\n.:]*|\d\d?[:.]\d\d),\s$", re.MULTILINE)
_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
_SPEAKS_AFTER = re.compile(rf",?\s(?:\w+ly\s)?(?:{alternatives('speaks')})\b")
_PART_OF_COMPOUND = re.compile(r"-[a-z]")
_JOINED_BEFORE = re.compile(r"(?:,?\s(?:and|or)\s|,\s)$")
_LIST_GOES_ON = re.compile(rf"(?:,|,?\s(?:and|or))\s(?={CAP_WORD})")
_DATELINE = re.compile(
    rf"^[ \t]*(?P<place>[{_CAPITAL}][{_CAPITAL}’'.-]{{1,30}}(?:[ ][{_CAPITAL}’'.-]{{2,30}}){{0,3}})"
    rf"(?:,\s(?P<land>{CAP_WORD}(?:\s{CAP_WORD})?))?"
    r"(?:,?[ ][\w.]{1,9}[ ][\w.]{1,9}(?:,?[ ]\d{4})?)?[ ]?(?:\([^()\n]{2,40}\)[ ]?)?[-–—]{1,2}[ ]",
    re.MULTILINE,
)
_MONTH = "|".join(month.capitalize() for key in ("months", "short_months") for month in _CALENDAR[key])
_PLACE_AND_DATE = re.compile(
    rf"[ \t(]*{CAP_WORD}(?:[ ](?:{_INNER})?{CAP_WORD}){{0,3}}(?:(?:,\s|/){CAP_WORD}(?:\s{CAP_WORD})?)?,?\s"
    rf"(?:{CAP_WORD},?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH})\b|(?:{_MONTH})\.?\s\d)",
    re.MULTILINE,
)
_WHEN = "|".join(day.capitalize() for key in ("weekdays", "months") for day in _CALENDAR[key])
_BYLINE = re.compile(rf"[ \t]*By[ ](?!{_WHEN}){CAP_WORD}[^\n.;]{{0,100}}$", re.MULTILINE)
_HEADS = (_DATELINE, _PLACE_AND_DATE, _BYLINE)
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s$", re.MULTILINE)
_DASH = re.compile(r"\s[-–—]\s")
_OF_PARTY = re.compile(rf"[DRI]-(?=[{_CAPITAL}])")
_ROAD_NUMBER = re.compile(r"[ \u00a0-]\d{1,4}[A-Z]?\b")
_QUOTES = ("'", '"', "“", "”", "‘", "’", "«", "»")
_NOUN_FOLLOWS = re.compile(r"\W? [a-z]")
_ROADS = frozenset(_LEX["roads"])
_BODIES = frozenset(_LEX["bodies"])
_ONLY_BODIES = _BODIES - frozenset(_LEX["bodies_and_places"])
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
_DIRECTIONS = frozenset(_LEX["directions"])
_PLACES = ("place", "facility")
_MOST_WORDS = 4  # a longer run of capitals is a headline or a body's name


class _Candidate(NamedTuple):
    name: str
    span: Span


def find_places(text: str, entities: Sequence[Entity] = (), title: str = "", speakers: Collection[str] = ()) -> tuple[Where, ...]:
    """The names of places in a text, in order, each with its name as it stands there. None of them is looked up anywhere.

    `title` is the report's, which names places too. Where the reader saw names, those of places and buildings are taken as it saw them, and
    what it saw as another name isn't asked again. `speakers` are names that open turns of speech, which are no places'.
    """
    datelines = _datelines(text)
    seen = [] if not entities else [_Candidate(text[slice(*span)], span) for span in _seen(text, entities)]
    seen = [one for one in seen if one.name not in speakers]
    places = _Spans([line.span for line in (*datelines, *seen)])
    others = _Spans([entity.span for entity in entities if entity.kind not in _PLACES])
    surely: dict[int, _Candidate] = {}
    perhaps: list[_Candidate] = []
    for candidate in _candidates(text):
        if places.touch(candidate.span) or candidate.name in speakers:
            continue
        if _by_noun(text, candidate.span) or (
            not others.touch(candidate.span) and named_as_place(text, candidate.span, joined=_follows(text, candidate.span, surely))
        ):
            surely[candidate.span.end] = candidate
        elif not others.touch(candidate.span):
            perhaps.append(candidate)
    of_lines = _Spans([line.span for line in datelines])
    seen = [one for one in seen if not of_lines.touch(one.span)]
    known = Counter(candidate.name for candidate in (*surely.values(), *seen))
    seen = [one for one in seen if not _is_people_of(one.name, known)]
    known.update(name for line in datelines for name in (line.name, line.name.title()))
    again = [_trimmed(candidate, known) for candidate in (*surely.values(), *seen)]
    again += [place for candidate in perhaps if (place := _known_again(text, candidate, known))]
    found = [*datelines, *again]
    found = sorted([*found, *_titled(text, title, found)], key=lambda candidate: candidate.span)
    return tuple(Where(candidate.name, candidate.span) for candidate in found)


def _seen(text: str, entities: Sequence[Entity]) -> Iterator[Span]:
    """What the reader saw as a place or a building, but for a bare direction ("the North")."""
    for entity in entities:
        span = _whole(text, entity.span)
        name = span.of(text)
        if (
            entity.kind in _PLACES
            and name[0].isupper()
            and name not in _COMMON
            and not _is_no_name(name)
            and not _is_acronym(name)
            and not (" " in name and name.split()[-1] in _ONLY_BODIES)
            and not _is_shouted(text, span)
            and not ((_is_people(name.split()[-1]) or _is_quoted(text, span)) and _NOUN_FOLLOWS.match(text, span.end))
        ):
            yield span


def _whole(text: str, span: Span) -> Span:
    """A name as it is written, where the reader cut it: "Sask.", "Route 30", "R-Ohio" without the party of one who sits for it."""
    start, end = span
    if start + 2 < end and _OF_PARTY.match(text, start):
        start += 2
    if text[end : end + 1] == "." and text[start : end + 1] in _LEX["short"]:
        end += 1
    elif text[start:end] in _ROADS and (number := _ROAD_NUMBER.match(text, end)):
        end = number.end()
    return Span(start, end)


def _is_quoted(text: str, span: Span) -> bool:
    """A unit's or a ship's name before what it is: "the "Granite" brigade"."""
    return text[max(0, span.start - 1) : span.start] in _QUOTES and text[span.end : span.end + 1] in _QUOTES


def _is_no_name(name: str) -> bool:
    """Whether it only says what a place is, or in which direction: "the North", "South District"."""
    return set(re.split(r"[ -]", name.lower())) <= _NAME_ENDS | _DIRECTIONS


def _is_acronym(name: str) -> bool:
    """Whether it is a body's and not a place's short form."""
    plain = name.replace(".", "")
    return plain.isupper() and len(plain) < 5 and name not in _ACRONYMS and name not in _LEX["short"]


def _is_shouted(text: str, span: Span) -> bool:
    """Whether it only stands in a line of capitals: "HELL BLOCK" over a story, not "KELM FALLS" over one that tells of Kelm."""
    name = span.of(text)
    if not name.isupper() or re.search(rf"\b{re.escape(name.title())}\b", text):
        return False
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)].isupper()


def _titled(text: str, title: str, found: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Names that only the title shows to be places', where they stand in the text: "the Dabrek market" over "Dabrek Emergency Room"."""
    known = {candidate.name for candidate in found}
    names = {one.name for one in _candidates(title) if one.name not in known and named_as_place(title, one.span, joined=False)}
    if not names:
        return
    taken = _Spans([candidate.span for candidate in found])
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    for match in re.finditer(rf"(?<![\w’'-])(?:{longest_first})(?![\w-])", text):
        if not taken.touch(Span(*match.span())):
            yield _Candidate(match[0], Span(*match.span()))


class _Spans:
    """Spans, to ask whether another one touches any of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def touch(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.start)
        return any(other.overlaps(span) for other in self._spans[max(0, at - 1) : at + 1])


def _datelines(text: str) -> list[_Candidate]:
    """The places of datelines ("DABREK, Zarendia (MNA) —"), which stand at the start of a line."""
    spans = [Span(*line.span(group)) for line in _DATELINE.finditer(text) for group in ("place", "land") if line[group]]
    return [_Candidate(span.of(text), span) for span in spans if span.of(text).capitalize() not in _CALENDAR_WORDS]


def in_dateline(text: str, span: Span) -> bool:
    """Whether a span lies wholly in the dateline that opens its line."""
    line = _DATELINE.match(text, text.rfind("\n", 0, span.start) + 1)
    return line is not None and line.end() >= span.end


def in_head(text: str, span: Span) -> bool:
    """Whether a span lies in what tells where and by whom a report was written: a dateline, a place with a date, a byline."""
    start = text.rfind("\n", 0, span.start) + 1
    return any(head is not None and head.end() >= span.end for head in (form.match(text, start) for form in _HEADS))


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
    if len(words) > _MOST_WORDS or words[0].rstrip(".") in _TITLES or _is_no_name(" ".join(words)):
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


def _is_people_of(name: str, known: Mapping[str, int]) -> bool:
    """ "Ostrayan" beside "Ostraya": the people of a place that the text names."""
    return any(name.endswith(end) and name.removesuffix(end) in known for end in ("n", "an", "ian", "i", "ns", "ans", "ians", "is"))


def _follows(text: str, span: Span, surely: dict[int, _Candidate]) -> bool:
    """Whether a name goes on a list that a place began: "in Hallin and Dabrek"."""
    joint = _JOINED_BEFORE.search(text, max(0, span.start - 6), span.start)
    if joint is None or joint.start() not in surely:
        return False
    return joint[0] != ", " or (_LIST_GOES_ON.match(text, span.end) is not None and " " not in span.of(text))


def named_as_place(text: str, span: Span, *, joined: bool) -> bool:
    """Whether the words around a name show it to be a place's."""
    left = max(0, span.start - 60)
    if _by_noun(text, span) or _is_label(text, span):
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


def _is_label(text: str, span: Span) -> bool:
    """Whether a line of a list begins with the name after a date or a number: "- 3 March, Dabrek: …", "2. Dabrek - Flood"."""
    if _NUMBERED.search(text, max(0, span.start - 10), span.start) and _DASH.match(text, span.end):
        return True
    return text[span.end : span.end + 2] == ": " and _DATED.search(text, max(0, span.start - 60), span.start) is not None


def _by_noun(text: str, span: Span) -> bool:
    """Whether a noun of places stands with the name: "the town of Hallin", "Dabrek airport"."""
    if _NOUN_AFTER.match(text, span.end) or _FALLING_AFTER.match(text, span.end) or _ends_in_noun(span.of(text)):
        return True
    return _KIND_OF_BEFORE.search(text, max(0, span.start - 60), span.start) is not None


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
    if rest and (first in known or first[:-1] in known) and known.get(name, 0) <= 1 and not _ends_in_noun(name):
        if first not in known and first.endswith("s"):
            return _Candidate(rest, Span(start + len(first) + 1, candidate.span.end))
        if first in known:
            return _Candidate(first, Span(start, start + len(first)))
    if name.endswith("s") and known.get(name[:-1], 0):
        return _Candidate(name[:-1], Span(start, candidate.span.end - 1))
    return candidate
