"""Which of a text's dates a claim is about.

A date belongs to the clause that it stands in. One in the claim's own clause, or in one around it, dates the claim. Else a date told before
goes on to hold, if it dates what mattered then: not what was said, not an aside ("which rebels had seized on Friday"), not the report.
Figures of the dead look for a date at which people were harmed, those of the displaced for one at which people moved.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from sayso.claims.dates import edtf
from sayso.claims.dates.roles import TOLLS, DateRole, DateRoles
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span
from sayso.model.place_and_time import When

_LEX = lexicon("dates")
_TOPIC_OF = {measure: topic for topic, measures in _LEX["topic_measures"].items() for measure in measures}
_CONFLICTS = frozenset(_LEX["conflicts"])
_HAS = re.compile(r"\b(?:has|have)\b|['’]ve\b")
_HAS_SINCE = re.compile(r"\bha(?:s|ve)\s(?:\w+\s)?since\b")
_CLOSE, _NEAR = 250, 500  # characters back to the sentence or two before, and to the few before those
_SEEN = 200  # characters to either side of a figure in which its verb is looked for
# How much a mention of a day says that the report's harm happened then; found on labelled reports (docs/decisions/0009-dates.md).
_DAY, _OF_HARM, _FIRST_DAY, _IN_LEAD = 1, 3, 1, 1
_SAYING, _ASIDE, _BEGAN, _PUBLISHED = -2, -1, -1, -1
_LEAD = 6  # line breaks
_AROUND, _FIRST = 20, 8  # dates before and after a claim, and at the text's top, that are looked at: one claim costs the same in any text


class EventDates:
    """The dates of one report, to ask which a claim is about. `dates` come from `find_dates`, in order."""

    def __init__(self, text: str, grammar: Grammar, dates: Sequence[When], published: date | None) -> None:
        self._text = text
        self._grammar = grammar
        self._published = published
        self._roles = DateRoles(text, grammar, dates, published)
        self._starts = [when.span.start for when in dates]

    def of(self, position: Span, sentence: Span, measure: str | None = None, *, lasting: bool = False) -> When | None:
        """The date that a claim at `position` in `sentence` is most likely about; None where the text tells none.

        `measure` is that of a figure. Of other claims a date told further off says nothing; of what lasts ("is held by rebels"), no date of
        something else.
        """
        index = bisect_left(self._starts, position.start)
        roles = self._roles.all
        near = [*roles[: min(_FIRST, max(0, index - _AROUND))], *roles[max(0, index - _AROUND) : index + _AROUND]]
        inside = [one for one in near if not one.stamp and sentence.contains(one.when.span)]
        own = self._own(position, inside, _TOPIC_OF.get(measure or ""))
        perfect = _HAS.search(self._text, *_around(position, sentence)) is not None
        began = self._beginning(position, inside, near, perfect) if all(one.began for one in own) else None
        if began is not None:
            return self._lasting(began.when)
        if not own and perfect and self._is_of_conflict(position):
            return None  # the toll of a war of which the text doesn't tell when it began
        chosen = next(iter(own), None)
        if chosen is None and not lasting and not self._roles.is_ahead(position):
            far = self._likeliest(position, inside, near, _TOPIC_OF.get(measure)) if measure else self._told_near(position, inside, near)
            chosen = next(far, None)
        if chosen is None:
            return None
        since = _HAS_SINCE.search(self._text, *_around(position, sentence))  # "have since left"
        return self._lasting(chosen.when) if since else chosen.when

    def _lasting(self, when: When) -> When:
        """From a date up to publication."""
        return replace(when, edtf=when.edtf and edtf.until_publication(when.edtf, self._published))

    def _own(self, position: Span, inside: Sequence[DateRole], topic: str | None) -> list[DateRole]:
        """The dates of a claim's own sentence that hold in its clauses, the nearest first.

        No aside may stand between a date and the claim, unless it tells of what the claim counts ("nine men who died in July"). Beside a
        toll stands when it was counted.
        """
        head = self._roles.head(position)
        clauses = self._roles.clauses(head)
        about = {head, *clauses[:1]}
        if topic == "harm" and self._roles.has_noun(clauses[:1], TOLLS):
            inside = [one for one in inside if one.topic == topic]
        own = [
            one
            for one in inside
            if not one.saying
            and not any(
                self._roles.is_aside(clause, one.topic) and self._grammar.tokens[clause].head not in about
                for clause in one.clauses
                if clause not in clauses
            )
        ]
        return sorted(own, key=lambda one: _distance(position, one.when.span))

    def _beginning(self, position: Span, inside: Sequence[DateRole], near: Sequence[DateRole], perfect: bool) -> DateRole | None:
        """When that began of which a figure is the toll: "an offensive which began on Friday", "the war has killed"."""
        told = next((one for one in inside if one.began and not one.since), None)
        if told or not perfect:
            return told
        if self._is_of_conflict(position):
            coarse = [one for one in near if one.coarse]
            began = [one for one in coarse if one.began and self._is_conflicts(one)] or [
                one for one in coarse if _reaches(one, position, _NEAR)
            ]
            return min(began, key=lambda one: _distance(position, one.when.span), default=None)
        before = [one for one in near if not one.stamp and one not in inside and one.when.span.start < position.start]
        last = before[-1] if before else None
        return last if last and last.began and _reaches(last, position, _CLOSE) else None

    def _likeliest(self, position: Span, inside: Sequence[DateRole], near: Sequence[DateRole], topic: str | None) -> Iterator[DateRole]:
        """Dates that a claim without one of its own may be about, the likeliest first.

        What is said lies not ahead of when it is said, nor of the report.
        """
        told = [one for one in near if not one.stamp and not _is_after(one.when, self._latest(inside))]
        before = [one for one in told if one.when.span.start < position.start]
        held = [one for one in before if one.holds]
        here: list[DateRole] = []
        if topic == "harm":
            here = [one for one in held if "\n" not in self._text[one.when.span.end : position.start]]
            yield from reversed([one for one in here if one.topic == topic])
            if here and not self._is_publication(here[-1]):
                yield here[-1]
        if topic:
            yield from reversed([one for one in held if one.topic == topic])
        yield from here[-1:]
        if topic == "harm" and not inside:
            yield from self._main_days(self._latest(inside))
        yield from reversed(held)
        yield from (one for one in told if one.holds and one.topic == topic)
        yield from sorted((one for one in inside if not one.saying), key=lambda one: _distance(position, one.when.span))
        yield from (one for one in before if one.saying and one.spreads)
        yield from (one for one in told if one.holds and (one.topic is None or not topic))
        yield from sorted(inside, key=lambda one: (one.saying, _distance(position, one.when.span)))
        yield from (one for one in told if one.spreads)

    def _main_days(self, latest: str | None) -> Iterator[DateRole]:
        """The day on which most of the report's harm happened, as far as its dates tell; none where none is likelier than not."""
        days = [one for one in self._weighed if not _is_after(one.when, latest)]
        if days and self._weights[days[0].when.edtf] > 0:
            yield days[0]

    def _is_publication(self, one: DateRole) -> bool:
        return self._published is not None and one.when.edtf == self._published.isoformat()

    @cached_property
    def _weighed(self) -> list[DateRole]:
        """The first mention of each day, those of most weight first."""
        firsts = {one.when.edtf: one for one in reversed(self._days)}
        return sorted(firsts.values(), key=lambda one: (-self._weights[one.when.edtf], one.when.span))

    @cached_property
    def _days(self) -> list[DateRole]:
        return [one for one in self._roles.all if one.spreads and one.when.edtf and not one.stamp]

    @cached_property
    def _weights(self) -> dict[str | None, int]:
        """By value, how much all mentions of a day say that it is the day of the report's harm."""
        lead = len("\n".join(self._text.split("\n", _LEAD + 1)[: _LEAD + 1]))
        weights: dict[str | None, int] = defaultdict(int)
        for number, one in enumerate(self._days):
            harm = one.topic == "harm"
            weights[one.when.edtf] += (
                _DAY
                + _OF_HARM * harm
                + _FIRST_DAY * (number == 0)
                + _IN_LEAD * (one.when.span.start <= lead)
                + _SAYING * one.saying
                + _ASIDE * one.aside
                + _BEGAN * one.began
                + _PUBLISHED * (self._is_publication(one) and not harm)
            )
        return weights

    def _told_near(self, position: Span, inside: Sequence[DateRole], near: Sequence[DateRole]) -> Iterator[DateRole]:
        """Dates that what is said without one may be about: of its sentence, or a deed's day told shortly before."""
        yield from sorted((one for one in inside if not one.saying), key=lambda one: _distance(position, one.when.span))
        latest = self._latest(inside)
        before = [one for one in near if one.holds and _reaches(one, position, _NEAR) and not _is_after(one.when, latest)]
        yield from reversed(before)
        yield from sorted(inside, key=lambda one: _distance(position, one.when.span))

    def _latest(self, inside: Sequence[DateRole]) -> str | None:
        """The day that no date told outside of a claim's sentence may lie after."""
        said = [one.when.edtf for one in inside if one.saying and one.when.edtf]
        return min((*said, self._published.isoformat()) if self._published else said, default=None)

    def _is_conflicts(self, one: DateRole) -> bool:
        """Whether what began at a date is a lasting conflict: "the war began in March"."""
        return self._tell_of_conflict(one.clauses[:2])

    def _is_of_conflict(self, position: Span) -> bool:
        """Whether a clause around a figure tells of a lasting conflict: "the war has killed", "killed in the war", "the war's toll"."""
        return self._tell_of_conflict(self._roles.clauses(self._roles.head(position))[:2])

    def _tell_of_conflict(self, clauses: Sequence[int]) -> bool:
        return self._roles.has_noun(clauses, _CONFLICTS) or self._roles.is_within(clauses, _CONFLICTS)


def _reaches(one: DateRole, position: Span, characters: int) -> bool:
    return 0 <= position.start - one.when.span.end <= characters


def _is_after(when: When, said: str | None) -> bool:
    return bool(said and when.edtf and when.edtf.lstrip("./") > said)


def _around(position: Span, sentence: Span) -> Span:
    """The part of a sentence near a claim, so that a sentence without end costs no more than another."""
    return Span(max(sentence.start, position.start - _SEEN), min(sentence.end, position.end + _SEEN))


def _distance(position: Span, other: Span) -> int:
    return max(0, other.start - position.end, position.start - other.end)
