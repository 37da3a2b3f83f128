"""Which of a report's places a claim is about: what its own clause names, else what the report was just telling of, else its main scene.

A place may be named for another reason: because a speaker sits there, people come from it or go to it, or a nearer place lies in it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.places import CAP_WORD, _named_as_place, alternatives, in_dateline
from sayso.model.evidence import Report, Span
from sayso.model.place_and_time import Where
from sayso.model.reading import Reading

_LEX = lexicon("places")
_STEP = rf"(?:(?:{alternatives('directions', 'nouns')}|a|an|the|small|just|some|about|[0-9]+|km|kilometres|kilometers|miles)\s)"
_LIES_IN = re.compile(rf"(?:['’]?s?,?\s{_STEP}{{0,4}}?(?:of|in|near|outside|on|at|around|from)\s{_STEP}{{0,2}}(?:\w+-\w+\s)?|,\s|\s\(|,\s(?:a|an|the)\s(?:[\w-]+\s){{1,7}})")
_HOLDS = re.compile(rf"['’]?s?\s(?:\w+-\w+\s)?{_STEP}{{0,2}}")
_PASSED_BEFORE = re.compile(
    r"\b(?i:from|to|through|via|left|fled|leaving|out\sof|residents\sof|people\sof)\s(?:the\s|both\s)?"
    rf"(?:(?!(?:in|at|near|outside|where)\b)[\w-]+\s){{0,4}}?(?:of\s)?(?:{CAP_WORD}\s(?:and|or)\s)?$"
)
_MOVED = re.compile(r"\b(?:evacuat|left\b|leav|fled\b|flee|displac|safe passage|transported|bused|moved out|crossed)")
_WAR = re.compile(
    r"\bsince\s(?:the\s)?(?:\w+\s){0,4}?(?:war|conflict|uprising|revolt|unrest|protests|insurgency|crisis)\b"
    r"|\b(?:war|conflict|uprising|insurgency)\s(?:has|had|have|that)\b|\b[Ss]ince then\b"
)
_LONG = re.compile(r"\bsince\s(?:\w+\s)?(?:19|20)\d\d\b|\b(?:past|last)\s(?:\w+\s)?(?:days|weeks|months|years)\b|\bthis year\b")
_HARM = re.compile(r"\b(?:kill|wound|injur|dead\b|died|attack|bomb|blast|explosion|strike|raid|shell|massacre|hit\b|clash)", re.IGNORECASE)
_KIND = r"(?:village|town|city|cities|suburb|neighbou?rhood|district|province|hamlet|camp|island|port)s?"
_KIND_OF = re.compile(rf"\b({_KIND})\s(?:of\s|called\s)?(?:{CAP_WORD}\s(?:and|or)\s)?$")
_KIND_AFTER = re.compile(rf"(?:\sand\s{CAP_WORD})?\s({_KIND})\b")
_UNNAMED = re.compile(rf"\b({_KIND})\b(?!\s(?:of\s|called\s)?[A-Z])")
_PASSED_NOUN = re.compile(r"\b(?i:from|to|left|fled|leaving|out\sof|residents\sof|people\sof)\s(?:[\w-]+\s){0,4}$")
_FIRST_TOLD = re.compile(r"\b(?:a|an|two|three|four|several)\s(?:[\w-]+\s){0,3}$|\b(?:on|in)\s(?:[\w-]+\s)?$")
_QUARTERS = ("neighbourhood", "neighborhood", "district", "quarter", "suburb")
_HUGE = re.compile(r"\b\d{3},?\d{3}\b|\bmillion|\bhundreds of thousands\b")
_BREAK = re.compile(r"\n")
_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"[^.!?\n:]{2,60}:\s")
_CARE = re.compile(r"\b(?:hospital|clinic|morgue|medical cent(?:re|er))s?\b", re.IGNORECASE)
_CARE_BEFORE = re.compile(rf"{_CARE.pattern}\s(?:of|in|at|for)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
_COMPOUND = re.compile(r"-[a-z]|-?\s(?:based|backed)\b")
_NOUN = 12  # characters after a name in which its noun stands
_SHORT_LINE = 50  # characters; a line that says no more is a heading
_REACH = 60  # characters between two names of which one tells more closely where
_AROUND = 40  # places before and after a claim that are looked at, so that one claim costs the same in any text
_BESIDE = 60  # characters on either side of a claim in which a verb of moving is about its people
_DEEPEST = 3  # steps from a country to a place in it
_TOP = 2
_PASSED, _WIDE = 0.25, 0.25
_TITLE = 4  # as many sentences tell of a place that the title names
_SEEN = 1000  # characters of a sentence that are looked through
_HEAD = 20
_ENDS = re.compile(r"[.!?…]['\"”’)]*\s*$")
_LEAD = 4  # sentences at the top, which the rest tells in full
_LEVELS = {"area": 0, "country": 0, "region": 1, "district": 2, "town": 3, "site": 4}
_UNKNOWN = 3  # how precise a name is that no gazetteer knows


@dataclass(frozen=True, slots=True)
class _Named:
    """One mention of a place: how precise it is, in which sentence, whether people only pass it, or only who tells it sits there."""

    place: Where
    level: int
    sentence: int
    passed: bool
    care: bool
    spoken: bool
    kind: str  # the noun that stands with it: "village"

    @property
    def share_by_level(self) -> float:
        """How much a mention says of where it happened: little where it names only a country, a region or a body."""
        return _WIDE if self.level < _LEVELS["district"] or self.institution else 1

    @property
    def share(self) -> float:
        return self.share_by_level * (_PASSED if self.passed or self.care else 1)

    @property
    def institution(self) -> bool:
        return self.place.name.rpartition(" ")[2].lower() in _WORDS["institutions"]

    @property
    def stays(self) -> bool:
        return not (self.passed or self.care or self.spoken)


class Scenes:
    """The places of one report as those that its claims are about. `places` are in text order; `inside` has, by name, the GeoNames ids of
    what a place lies in."""

    def __init__(
        self, report: Report, reading: Reading, grammar: Grammar, places: Sequence[Where], inside: Mapping[str, Collection[int]]
    ) -> None:
        text = self._text = report.text
        self._tell: dict[tuple[re.Pattern[str], int], bool] = {}
        self._sentences = reading.sentences
        self._starts = [sentence.start for sentence in reading.sentences]
        self._grammar = grammar
        self._inside = inside
        levels = _levels(f"{text}\n{report.title or ''}", places)
        placed = _placed(text, places, grammar)
        self._inner = _told_inside(text, places, levels)
        spoken = {place.span for place, source in _overlapping(places, _sources(reading)) if source.contains(place.span)}
        self._named = [
            _Named(
                place,
                levels[place.name],
                self._at(place.span.start),
                _is_passed(place, text),
                _is_care(place, text),
                place.span in spoken
                or in_dateline(text, place.span)
                or _COMPOUND.match(text, place.span.end) is not None
                or self._describes(place)
                or place.name not in placed,
                _kind(place, text),
            )
            for place in places
        ]
        self._put_quarters()
        self._places = [named.place.span.start for named in self._named]
        self._lead = self._leads()
        self._weights = self._weighed(report.title or "")
        self._headings = self._headed()
        self._lines = [0, *(match.end() for match in _BREAK.finditer(text))]
        self._most = self._most_told()
        self._called: dict[str, list[_Named]] = defaultdict(list)
        for named in self._named:
            self._called[named.kind].append(named)
        self._stage: _Named | None = None

    def of(self, position: Span, *, moved: bool | None = None) -> Where | None:
        """The place that what stands at `position` is most likely about; None where the report names none.

        `moved` says whether people who move are counted there; where it is None, the words around tell.
        """
        if not self._named:
            return None
        here = self._at(position.start)
        own = self._mentions(here, position)
        if self._tells(_WAR, here):
            return self._country(own)
        if label := self._label(position):
            return label
        if moved is None:
            moved = self._moved(here, position)
        if moved and (passed := [named for named in own if named.passed]):
            return _nearest(position, passed).place
        stays = [named for named in own if named.stays]
        if self._is_huge(position) and not any(named.level for named in stays):
            return self._country(own)
        if (meant := self._unnamed(here, moved=moved)) and not any(named.level >= meant.level for named in stays):
            return meant.place
        if stays:
            return self._narrowed(self._chosen(position, stays), here)
        return self._told_before(here, position) or self._section(position) or self._main()

    def _put_quarters(self) -> None:
        """A quarter that isn't told to lie anywhere lies in the town named last."""
        town: _Named | None = None
        told = {name for inside in self._inner.values() for name in inside}
        for named in self._named:
            if named.kind in _QUARTERS and town and named.place.name not in told and named.place.name != town.place.name:
                self._inner[town.place.name][named.place.name] += 1
            elif named.level == _UNKNOWN and named.place.geonames is not None:
                town = named

    def _leads(self) -> int:
        """The first sentence behind the report's lead: what stands above its first sentences that end as such is its title and head."""
        told = [number for number, span in enumerate(self._sentences[:_HEAD]) if _ENDS.search(self._text, max(span.start, span.end - 4), span.end)]
        return told[:_LEAD][-1] + 1 if told else _LEAD

    def _describes(self, place: Where) -> bool:
        """Whether the word only describes another: "a Damascan suburb"."""
        return self._grammar.describes(place.span)

    def _at(self, position: int) -> int:
        """The number of the sentence at a position."""
        return max(0, bisect_right(self._starts, position) - 1)

    def _sentence(self, number: int) -> Span:
        return self._sentences[number] if self._sentences else Span(0, len(self._text))

    def _mentions(self, sentence: int, position: Span) -> list[_Named]:
        """The places named in a sentence, those around the position where it has very many."""
        at = bisect_left(self._places, position.start)
        return [named for named in self._named[max(0, at - _AROUND) : at + _AROUND] if named.sentence == sentence]

    def _moved(self, sentence: int, position: Span) -> bool:
        """Whether the people counted at the position move."""
        span = self._sentence(sentence)
        return _MOVED.search(self._text, max(span.start, position.start - _BESIDE), min(span.end, position.end + _BESIDE)) is not None

    def _tells(self, words: re.Pattern[str], sentence: int) -> bool:
        told = self._tell.get((words, sentence))
        if told is None:
            span = self._sentence(sentence)
            told = words.search(self._text, span.start, min(span.end, span.start + _SEEN)) is not None
            self._tell[words, sentence] = told
        return told

    def _country(self, own: Sequence[_Named]) -> Where | None:
        """The country of a sentence, else the one that the report names most."""
        here = [named.place for named in own if named.level == 0]
        if here:
            return here[0]
        return self._most_named or self._main()

    @cached_property
    def _most_named(self) -> Where | None:
        """The country that the report names most."""
        counts = Counter(named.place.name for named in self._named if named.level == 0)
        most = max(counts, key=lambda name: counts[name], default=None)
        return next((named.place for named in self._named if named.place.name == most), None)

    def _is_huge(self, position: Span) -> bool:
        return _HUGE.search(self._text, *position) is not None

    def _unnamed(self, sentence: int, *, moved: bool) -> _Named | None:
        """The place that a sentence means by "the village": the last one called so, else the next."""
        span = self._sentence(sentence)
        found = _UNNAMED.search(self._text, span.start, min(span.end, span.start + _SEEN))
        if found is None or (not moved and _PASSED_NOUN.search(self._text, span.start, found.start())):
            return None
        called = self._called.get(_singular(found[1]), [])
        before = bisect_left(called, found.start(), key=lambda named: named.place.span.start)
        if before:
            return called[before - 1]
        first = _FIRST_TOLD.search(self._text, max(span.start, found.start() - 40), found.start())
        return called[0] if called and first else None

    def _chosen(self, position: Span, mentions: Sequence[_Named]) -> _Named:
        """Of the places in a claim's sentence the one in its clause, the more precise one first, then the nearest."""
        inner = [named for named in mentions if not any(other.place.name in self._inner[named.place.name] for other in mentions)]
        mentions = inner or mentions
        precise = [named for named in mentions if named.level > 1] or mentions
        return _nearest(position, precise)

    def _told_before(self, sentence: int, position: Span) -> Where | None:
        """The last place that the sentences just before tell of, as precise as a town."""
        for number in range(sentence - 1, max(-1, sentence - 5 - 1), -1):
            if self._parted(number, sentence):
                break
            if number < self._lead:
                continue
            if scene := self._scene(number, position):
                return self._closer(scene.place)
        return None

    def _parted(self, number: int, sentence: int) -> bool:
        one, other = self._sentence(number), self._sentence(sentence)
        return "\n" in self._text[one.end - 1 : other.start] or "\n" in self._text[one.start : one.end].rstrip()

    def _scene(self, sentence: int, position: Span) -> _Named | None:
        """The last place in a sentence that it tells of, if it is as precise as a town, or is only called so."""
        precise = [named for named in self._mentions(sentence, position) if named.stays and named.level > 1]
        return precise[-1] if precise else self._unnamed(sentence, moved=False)

    def _section(self, position: Span) -> Where | None:
        """The place in the heading above, if there is one."""
        at = bisect_right(self._headings, position.start, key=lambda heading: heading[0]) - 1
        named = self._headings[at][2] if at >= 0 else None
        return self._closer(named) if named and self._at(self._headings[at][0]) >= self._lead else None

    def _main(self) -> Where:
        """The report's main scene: the place of most of what it tells."""
        return self._closer(self._best().place)

    def _best(self) -> _Named:
        self._stage = self._stage or max(self._named, key=self._scene_order)
        return self._stage

    def _weighed(self, title: str) -> dict[str, float]:
        """By name, how much of the report is told of a place."""
        weights: dict[str, float] = defaultdict(float)
        for named in self._named:
            if not named.spoken:
                told = 1 + self._tells(_HARM, named.sentence) + (_TOP if named.sentence < self._lead else 0)
                weights[named.place.name] += told * named.share
        for named in {named.place.name: named for named in self._named}.values():
            weights[named.place.name] += _TITLE * named.share_by_level if named.place.name in title else 0
        return weights

    def _narrowed(self, named: _Named, sentence: int) -> Where:
        """The place of a sentence that names only a country, or at the top a region: the report's main scene if it may lie there."""
        if self._tells(_LONG, sentence):
            return named.place
        closer = self._closer(named.place)
        if closer != named.place or named.level > (1 if sentence < self._lead else 0):
            return closer
        main = self._best()
        unknown = main.place.geonames is None and main.level == _UNKNOWN and not self._inside.get(main.place.name)
        return main.place if unknown and self._weights[main.place.name] > 0 else closer

    def _scene_order(self, named: _Named) -> tuple[float, int, int]:
        return self._weights[named.place.name], named.level, -named.place.span.start

    def _closer(self, place: Where) -> Where:
        """The place in this one that the report tells of most; else this one."""
        for _ in range(_DEEPEST):
            inner = [named for key in (place.name, place.geonames) if (named := self._most.get(key))]
            if not inner:
                break
            place = max(inner, key=self._telling).place
        return place

    def _telling(self, named: _Named) -> tuple[float, int]:
        return self._weights[named.place.name], -named.place.span.start

    def _most_told(self) -> dict[str | int | None, _Named]:
        """By the name and by the GeoNames id of a place, the place in it that the report tells of most."""
        around: dict[str, list[str | int]] = {name: list(inside) for name, inside in self._inside.items()}
        for wide, inner in self._inner.items():
            for name in inner:
                around.setdefault(name, []).append(wide)
        most: dict[str | int | None, _Named] = {}
        for named in self._named:
            for key in around.get(named.place.name, ()) if not named.spoken and not named.institution else ():
                if key not in most or self._telling(named) > self._telling(most[key]):
                    most[key] = named
        return most

    def _label(self, position: Span) -> Where | None:
        """The place that the line of a list begins with ("17 January, Dabrek: 3 killed"), or the heading over it."""
        line = self._lines[bisect_right(self._lines, position.start) - 1]
        label = _LABEL.match(self._text, line)
        if label and label.end() <= position.start:
            named = [
                named for named in self._mentions(self._at(line), Span(line, line)) if Span(line, label.end()).contains(named.place.span)
            ]
            if named and named[-1].place.span.end == label.end() - 2:
                return named[-1].place
        at = bisect_right(self._headings, position.start, key=lambda heading: heading[0]) - 1
        return self._headings[at][1] if at >= 0 else None

    def _headed(self) -> list[tuple[int, Where | None, Where | None]]:
        """Where each heading begins, and the place that it names, if it names nothing else."""
        if "\n" not in self._text:
            return []
        by_span = {named.place.span: named.place for named in self._named}
        found = []
        for line in _LINE.finditer(self._text):
            words = line[0].strip(" \\t#*:")
            if 1 < len(words) <= _SHORT_LINE and words[-1] not in ".!…,;" and words.lstrip("0123456789.) ")[:1].isupper():
                start = line.start() + line[0].index(words)
                within = [named.place for named in self._named if line.start() <= named.place.span.start < line.end() and named.level > 1]
                found.append((line.start(), by_span.get(Span(start, start + len(words))), within[0] if len(within) == 1 else None))
        return found


_WORDS = lexicon("places")
_KINDS = {noun: level for level, nouns in _WORDS["levels"].items() for noun in nouns}
_LEVEL_AFTER = re.compile(rf"\s(?:{'|'.join(_KINDS)})\b", re.IGNORECASE)
_LEVEL_BEFORE = re.compile(rf"\b({'|'.join(_KINDS)})\s(?:of\s)?$", re.IGNORECASE)
_CAPITALISED = re.compile(CAP_WORD)
_PEOPLE_ENDS = ("n", "an", "ian", "ese", "ns", "ans", "ians")
_AFTER_PLACE = re.compile(r",\s$")
_OWNS = re.compile(rf"['’]s?\s(?:\w+\s)?(?:{'|'.join(_WORDS['state_bodies'])})\b")


_JOINED = 5  # names on a list
_LOCATIVE, _AGAINST = frozenset(_WORDS["locative"]), frozenset(_WORDS["against"])
_FEATURE = frozenset(_WORDS["features"]) | frozenset(_KINDS)


def _levels(text: str, places: Sequence[Where]) -> dict[str, int]:
    """By name, how precise it is: as the gazetteer knows it, else by the noun that the text gives it."""
    levels: dict[str, int] = {}
    words = set(_CAPITALISED.findall(text))
    for place in places:
        if place.geonames is not None:
            levels[place.name] = _LEVELS.get(place.precision or "", _UNKNOWN)
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
    return {place.name: levels.get(place.name, _UNKNOWN) for place in places}


def _placed(text: str, places: Sequence[Where], grammar: Grammar) -> set[str]:
    """The names that the gazetteer knows, or that stand anywhere as a place does."""
    found = set()
    for place in places:
        if (
            place.geonames is not None
            or _named_as_place(text, place.span, joined=False)
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


def _nearest(position: Span, mentions: Sequence[_Named]) -> _Named:
    return min(mentions, key=lambda named: max(0, named.place.span.start - position.end, position.start - named.place.span.end))


def _kind(place: Where, text: str) -> str:
    """The noun that tells what a place is, as one: "the villages of Hass and Dabrek"."""
    before = _KIND_OF.search(text, max(0, place.span.start - 40), place.span.start)
    found = before or _KIND_AFTER.match(text, place.span.end)
    return _singular(found[1]) if found else ""


def _singular(noun: str) -> str:
    return noun.replace("cities", "city").removesuffix("s")
