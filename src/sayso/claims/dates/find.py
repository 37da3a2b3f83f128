"""When it is said to have happened: the dates of a text in EDTF, worked out from the report's date.

No value is guessed: without a publication date "on Saturday" keeps its words and gets no value.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sayso.claims.dates import edtf
from sayso.claims.dates.expressions import TimeExpression, exact_day, find_times
from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span
from sayso.model.place_and_time import When

_LEX = lexicon("dates")
_RELATIONS = {word: relation for relation, group in _LEX["relations"].items() for word in group}
_TIMES_OF_DAY = frozenset(_LEX["times_of_day"])
_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s")
_TO_OR_AND = re.compile(r"\s?[-–—]\s?|\s(?:to|and|until|till|through)\s")
# "since rebels took the town on Friday", but not "the worst attack since 2004".
_SINCE_THEN = re.compile(r"\b[Ss]ince\b[^.,;:!?\n]{0,80}$")
_TOP = 150  # characters of a first line
_COMPARED = re.compile(rf"\b(?:{'|'.join(_LEX['compared'])})\b[^.,;:!?\n]{{0,60}}$")


def dateline(text: str) -> date | None:
    """The day that a text's own first line gives as its date, in full ("Sunday 16 April 2017"); None where it gives none."""
    first = next((one for one in find_times(text[:_TOP], None) if one.dated), None)
    full = first is not None and first.form == "day" and not first.leads - {""} and re.search(r"\d{4}", first.span.of(text))
    return exact_day(first.edtf) if first is not None and full else None


def find_dates(text: str, published: date | None) -> tuple[When, ...]:
    """The time expressions of a text that can date an event, in order, none overlapping, each with its words and its value in EDTF.

    `published` is the report's day. The value is None where the words don't settle one, or would need a `published` that is None.
    """
    return tuple(_joined(text, (one for one in find_times(text, published) if one.dated)))


def _joined(text: str, times: Iterable[TimeExpression]) -> Iterator[When]:
    """Each expression under its preposition; two that make a range as one."""
    first: TimeExpression | None = None
    for one in times:
        if first is not None and _is_range(text, first, one):
            span = Span(first.phrase.start, one.span.end)
            yield When(_range(first, one), span.of(text), span)
            first = None
            continue
        if first is not None:
            yield _when(text, first)
        first = one
    if first is not None:
        yield _when(text, first)


def _when(text: str, one: TimeExpression) -> When:
    return When(_related(text, one), one.phrase.of(text), one.phrase)


def _is_range(text: str, first: TimeExpression, last: TimeExpression) -> bool:
    """ "from 3 May to 5 May", "between Friday and Sunday", "28 March – 22 April"."""
    led = bool(first.leads & {"from", "between"})
    if not led and (first.form not in ("day", "weekday") or last.form != first.form):
        return False
    return (_TO_OR_AND if "between" in first.leads else _TO).fullmatch(text, first.span.end, last.span.start) is not None


def _range(first: TimeExpression, last: TimeExpression) -> str | None:
    """Both ends; the first reckoned from the second, so that "from Friday to Sunday" is one weekend."""
    frame = replace(first.frame, published=exact_day(last.edtf) or first.frame.published, ahead=False)
    start, end = first.reckoned(frame), last.edtf
    return None if start and end and start.split("/")[0] > end.split("/")[-1] else edtf.interval(start, end)


def _related(text: str, one: TimeExpression) -> str | None:
    """The value under its preposition: since, until, before, after, about."""
    value, published = one.edtf, one.frame.published
    if value is None:
        return None
    relations = {_RELATIONS[word] for word in one.leads if word in _RELATIONS}
    if one.leads & _TIMES_OF_DAY:  # "before midnight on Saturday" is Saturday
        relations &= {"since"}
    start = one.phrase.start
    since = one.phrase if "since" in relations else _SINCE_THEN.search(text, max(0, start - 100), start)
    if since:
        since_from = since.start if isinstance(since, Span) else since.start()
        compared = _COMPARED.search(text, max(0, since_from - 100), since_from)
        return value if compared else edtf.until_publication(value, published)
    if relations & {"until", "before"}:
        return edtf.up_to(value.split("/")[-1 if "until" in relations else 0])
    if "after" in relations:
        return edtf.onward(value)
    return edtf.about(value) if "about" in relations and one.form in ("day", "month", "year") else value
