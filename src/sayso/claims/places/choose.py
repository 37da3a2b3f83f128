"""Which of a report's places a claim is about: what its own clause names, else what the report was just telling of, else its main scene.

A place may be named for another reason: because a speaker sits there, people come from it or go to it, or a nearer place lies in it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sayso.claims.grammar import Grammar
from sayso.claims.places.mentions import PLACE_KIND, UNKNOWN, Mention, find_mentions, singular, told_inside
from sayso.model.evidence import Report, Span
from sayso.model.place_and_time import Where
from sayso.model.reading import Reading

_MOVED = re.compile(r"\b(?:evacuat|left\b|leav|fled\b|flee|displac|safe passage|transported|bused|moved out|crossed)")
_WAR = re.compile(
    r"\bsince\s(?:the\s)?(?:\w+\s){0,4}?(?:war|conflict|uprising|revolt|unrest|protests|insurgency|crisis)\b"
    r"|\b(?:war|conflict|uprising|insurgency)\s(?:has|had|have|that)\b|\b[Ss]ince then\b"
)
_LONG = re.compile(r"\bsince\s(?:\w+\s)?(?:19|20)\d\d\b|\b(?:past|last)\s(?:\w+\s)?(?:days|weeks|months|years)\b|\bthis year\b")
_HARM = re.compile(r"\b(?:kill|wound|injur|dead\b|died|attack|bomb|blast|explosion|strike|raid|shell|massacre|hit\b|clash)", re.IGNORECASE)
_UNNAMED = re.compile(rf"\b({PLACE_KIND})\b(?!\s(?:of\s|called\s)?[A-Z])")
_PASSED_NOUN = re.compile(r"\b(?i:from|to|left|fled|leaving|out\sof|residents\sof|people\sof)\s(?:[\w-]+\s){0,4}$")
_FIRST_TOLD = re.compile(r"\b(?:a|an|two|three|four|several)\s(?:[\w-]+\s){0,3}$|\b(?:on|in)\s(?:[\w-]+\s)?$")
_HUGE = re.compile(r"\b\d{3},?\d{3}\b|\bmillion|\bhundreds of thousands\b")
_IN_TOWN = re.compile(r"\b(?:in|inside|within)\sthe\s(?:city|town|village)\b")
_TOWNS = ("city", "town", "village")
_BREAK = re.compile(r"\n")
_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"[^.!?\n:]{2,60}:\s")
_SHORT_LINE = 50  # characters; a line that says no more is a heading
_AROUND = 40  # places before and after a claim that are looked at, so that one claim costs the same in any text
_BESIDE = 60  # characters on either side of a claim in which a verb of moving is about its people
_BACK = 5  # sentences before a claim's own that are looked at
_DEEPEST = 3  # steps from a country to a place in it
_TITLE = 4  # as many sentences tell of a place that the title names
_SEEN = 1000  # characters of a sentence that are looked through
_HEAD = 20  # sentences among which the lead is looked for
_LEAD = 4  # sentences that end as such and open a report; the rest tells them in full
_TOP = 2  # more sentences' weight for a mention in the lead
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)]*\s*$")


class _Heading(NamedTuple):
    """Where a heading begins, what it says, and the place that it names, if it is one."""

    start: int
    words: str
    place: Where | None


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
        self._named = find_mentions(text, reading, grammar, places)
        self._inner = told_inside(text, self._named)
        self._places = [named.place.span.start for named in self._named]
        self._lead = self._leads()
        self._weights = self._weighed(report.title or "")
        self._headings = self._headed()
        self._lines = [0, *(match.end() for match in _BREAK.finditer(text))]
        self._most = self._most_told()
        self._called: dict[str, list[Mention]] = defaultdict(list)
        for named in self._named:
            self._called[named.kind].append(named)
        self._stage: Mention | None = None

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
        if self._is_huge(position) and not any(named.level for named in stays) and not self._tells(_IN_TOWN, here):
            return self._country(own)
        if (meant := self._unnamed(here, moved=moved)) and not any(named.level >= meant.level for named in stays):
            return meant.place
        if stays:
            return self._narrowed(self._chosen(position, stays), here)
        return self._told_before(here, position) or self._section(position) or self._main()

    def _leads(self) -> int:
        """The first sentence behind the report's lead: what stands above its first sentences that end as such is its title and head."""
        told = [
            number
            for number, span in enumerate(self._sentences[:_HEAD])
            if _SENTENCE_END.search(self._text, max(span.start, span.end - 4), span.end)
        ]
        return told[:_LEAD][-1] + 1 if told else _LEAD

    def _at(self, position: int) -> int:
        """The number of the sentence at a position."""
        return max(0, bisect_right(self._starts, position) - 1)

    def _sentence(self, number: int) -> Span:
        return self._sentences[number] if self._sentences else Span(0, len(self._text))

    def _mentions(self, sentence: int, position: Span) -> list[Mention]:
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

    def _country(self, own: Sequence[Mention]) -> Where | None:
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

    def _unnamed(self, sentence: int, *, moved: bool) -> Mention | None:
        """The place that a sentence means by "the village": the last one called so, else the next."""
        span = self._sentence(sentence)
        found = _UNNAMED.search(self._text, span.start, min(span.end, span.start + _SEEN))
        if found is None or (not moved and _PASSED_NOUN.search(self._text, span.start, found.start())):
            return None
        called = self._called.get(singular(found[1]), [])
        before = bisect_left(called, found.start(), key=lambda named: named.place.span.start)
        if before:
            return called[before - 1]
        first = _FIRST_TOLD.search(self._text, max(span.start, found.start() - 40), found.start())
        if called:
            return called[0] if first else None
        return None if first else self._last_town(found)

    def _last_town(self, noun: re.Match[str]) -> Mention | None:
        """The town told of last before "the city" that the text calls none by that noun."""
        if singular(noun[1]) not in _TOWNS or noun[1] != singular(noun[1]):
            return None
        before = bisect_left(self._places, noun.start())
        near = reversed(self._named[max(0, before - _AROUND) : before])
        return next((named for named in near if named.stays and named.level == UNKNOWN and named.place.geonames is not None), None)

    def _chosen(self, position: Span, mentions: Sequence[Mention]) -> Mention:
        """Of the places in a claim's sentence the one in its clause, the more precise one first, then the nearest."""
        inner = [named for named in mentions if not any(other.place.name in self._inner[named.place.name] for other in mentions)]
        mentions = inner or mentions
        precise = [named for named in mentions if named.level > 1] or mentions
        return _nearest(position, precise)

    def _told_before(self, sentence: int, position: Span) -> Where | None:
        """The last place that the sentences before on the same line, behind the lead, tell of, as precise as a town."""
        line = self._line(sentence)
        for number in range(sentence - 1, max(self._lead, sentence - _BACK) - 1, -1):
            if self._line(number) != line:
                break
            if scene := self._scene(number, position):
                return self._closer(scene.place)
        return None

    def _line(self, sentence: int) -> int:
        """The number of the line that a sentence begins in."""
        return bisect_right(self._lines, self._sentence(sentence).start)

    def _scene(self, sentence: int, position: Span) -> Mention | None:
        """The last place in a sentence that it tells of, if it is as precise as a town, or is only called so."""
        precise = [named for named in self._mentions(sentence, position) if named.stays and named.level > 1]
        return precise[-1] if precise else self._unnamed(sentence, moved=False)

    def _section(self, position: Span) -> Where | None:
        """The place that the heading above names, below the lead."""
        heading = self._heading(position)
        named = heading.place if heading and self._at(heading.start) >= self._lead else None
        return self._closer(named) if named else None

    def _main(self) -> Where:
        """The report's main scene: the place of most of what it tells."""
        return self._closer(self._best().place)

    def _best(self) -> Mention:
        self._stage = self._stage or max(self._named, key=self._scene_order)
        return self._stage

    def _weighed(self, title: str) -> dict[str, float]:
        """By name, how much of the report is told of a place."""
        weights: dict[str, float] = defaultdict(float)
        for named in self._named:
            if not named.spoken:
                told = 1 + self._tells(_HARM, named.sentence) + _TOP * (named.sentence < self._lead)
                weights[named.place.name] += told * named.weight
        for named in {named.place.name: named for named in self._named}.values():
            weights[named.place.name] += _TITLE * named.precise if named.place.name in title else 0
        return weights

    def _narrowed(self, named: Mention, sentence: int) -> Where:
        """The place of a sentence that names only a country, or at the top a region: the report's main scene if it may lie there."""
        if self._tells(_LONG, sentence):
            return named.place
        closer = self._closer(named.place)
        if closer != named.place or named.level > (1 if sentence < self._lead else 0):
            return closer
        main = self._best()
        unknown = main.place.geonames is None and main.level == UNKNOWN and not self._inside.get(main.place.name)
        return main.place if unknown and self._weights[main.place.name] > 0 else closer

    def _scene_order(self, named: Mention) -> tuple[float, int, int]:
        return self._weights[named.place.name], named.level, -named.place.span.start

    def _closer(self, place: Where) -> Where:
        """The place in this one that the report tells of most; else this one."""
        for _ in range(_DEEPEST):
            inner = [named for key in (place.name, place.geonames) if (named := self._most.get(key))]
            if not inner:
                break
            place = max(inner, key=self._telling).place
        return place

    def _telling(self, named: Mention) -> tuple[float, int]:
        return self._weights[named.place.name], -named.place.span.start

    def _most_told(self) -> dict[str | int | None, Mention]:
        """By the name and by the GeoNames id of a place, the place in it that the report tells of most."""
        around: dict[str, list[str | int]] = {name: list(inside) for name, inside in self._inside.items()}
        for wide, inner in self._inner.items():
            for name in inner:
                around.setdefault(name, []).append(wide)
        most: dict[str | int | None, Mention] = {}
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
        heading = self._heading(position)
        return heading.place if heading and heading.place and heading.place.name == heading.words else None

    def _heading(self, position: Span) -> _Heading | None:
        """The last heading above."""
        at = bisect_right(self._headings, position.start, key=lambda heading: heading.start) - 1
        return self._headings[at] if at >= 0 else None

    def _headed(self) -> list[_Heading]:
        """The short lines that end as no sentence does, each with the place that it names, if it is one."""
        if "\n" not in self._text:
            return []
        found = []
        for line in _LINE.finditer(self._text):
            words = line[0].strip(" \\t#*:")
            if 1 < len(words) <= _SHORT_LINE and words[-1] not in ".!…,;" and words.lstrip("0123456789.) ")[:1].isupper():
                first, last = (bisect_left(self._places, at) for at in line.span())
                within = [named.place for named in self._named[first:last] if named.level > 1]
                found.append(_Heading(line.start(), words, within[0] if len(within) == 1 else None))
        return found


def _nearest(position: Span, mentions: Sequence[Mention]) -> Mention:
    return min(mentions, key=lambda named: max(0, named.place.span.start - position.end, position.start - named.place.span.end))
