"""When it is said to have happened: the dates of a text in EDTF, worked out from the report's date.

No value is guessed: without a publication date "on Saturday" keeps its words and gets no value.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sayso.claims import edtf
from sayso.claims.lexicon import lexicon
from sayso.claims.time_words import any_case_start
from sayso.claims.times import TimeExpression, exact_day, find_times
from sayso.model.evidence import Span
from sayso.model.place_and_time import When

_LEX = lexicon("dates")
_RELATIONS = {word: relation for relation, group in _LEX["relations"].items() for word in group}
_TIMES_OF_DAY = frozenset(_LEX["times_of_day"])
_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s")
_TO_OR_AND = re.compile(r"\s?[-–—]\s?|\s(?:to|and|until|till|through)\s")
_BEGAN = rf"(?:{any_case_start(_LEX['beginning'])})"
_SINCE_BEGAN = re.compile(rf"\b[Ss]ince\b[^.;!?\n]{{0,60}}\b{_BEGAN}\b[^.;!?\n]{{0,25}}$")


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
    if "since" in relations or _SINCE_BEGAN.search(text, max(0, start - 100), start):
        return edtf.until_publication(value, published)
    if relations & {"until", "before"}:
        return edtf.up_to(value.split("/")[-1 if "until" in relations else 0])
    if "after" in relations:
        return edtf.onward(value)
    return edtf.about(value) if "about" in relations and one.form in ("day", "month", "year") else value


# --- which date a claim is about ---------------------------------------------------------------------------------------

_SAYING = rf"(?:{'|'.join(_LEX['saying'])})"
_COUNTING = rf"(?:{'|'.join(_LEX['counting'])})"
_TOLL = rf"(?:\s(?:{'|'.join(_LEX['toll_words'])}|[0-9][0-9,]*)){{0,9}}"
_AUDIENCE = r"(?:\s(?!that\b)[\w’'.]+){1,4}"
_SAID_BEFORE = re.compile(rf"\b(?:{_SAYING}(?:\s(?:in|to|by|during|at|through){_AUDIENCE})?|told{_AUDIENCE}|{_COUNTING}{_TOLL})\s$")
_SAID_AFTER = re.compile(rf",?\s(?:[\w’',-]+\s){{1,6}}?{_SAYING}\b")
_BEGAN_BEFORE = re.compile(rf"\b{_BEGAN}\b[^.;!?\n]{{0,60}}$")
_PERFECT = re.compile(r"\b(?:has|have|had)\b|['’]ve\b")
_CLOSE = 250  # characters back to a date of the sentence or two before
_NEAR = 800  # characters that a day told before reaches: a paragraph or two
_AROUND, _FIRST = 20, 8  # dates before and after a claim, and at the text's top, that are looked at: one claim costs the same in any text
_TOP = 80  # characters of a dateline


def when_of(position: Span, sentence: Span, dates: Sequence[When], published: date | None, *, text: str = "") -> When | None:
    """The date that a claim at `position` in `sentence` is most likely about; None where the text tells none.

    `dates` come from `find_dates`, in order. With the `text` they were found in, dates of saying ("said on Sunday") give way to dates of
    deeds, and "the war, which began in 2011, has killed …" counts from 2011 on.
    """
    index = bisect_left(dates, position.start, key=lambda when: when.span.start)
    dates = [*dates[: min(_FIRST, max(0, index - _AROUND))], *dates[max(0, index - _AROUND) : index + _AROUND]]
    told = [when for when in dates if not _is_stamp(when, published)]
    deeds = [when for when in told if not _is_saying(when, text)]
    spreading = [when for when in deeds if _spreads(when)]
    near = [when for when in spreading if when.span.start - position.end <= _NEAR]
    chosen = (
        _nearest_within(position, sentence, deeds)
        or _nearest_before(position, deeds, _CLOSE)
        or _nearest_before(position, spreading, _NEAR)
        or _lead(near)
        or _nearest_within(position, sentence, told)
        or _lead([when for when in told if _spreads(when)])
        or _lead(dates)
    )
    return chosen and _counted_since(chosen, sentence, published, text)


def _is_stamp(when: When, published: date | None) -> bool:
    """The report's own date ("Sun 16 Apr 2017", "MARCH 11 (Agency)"), told with its year or at the very top: it dates the report."""
    if published is None or when.edtf != published.isoformat():
        return False
    return re.search(r"\d{4}" if when.span.start > _TOP else r"\d", when.verbatim) is not None


def _spreads(when: When) -> bool:
    """Whether a date goes on to hold for later sentences: a day or days do; a month, a year or "since 2011" are background."""
    return when.edtf is None or re.match(r"\d{4}-\d\d-\d\d(?!.*\.\.)", when.edtf) is not None


@lru_cache(maxsize=512)  # every claim asks of all dates
def _is_saying(when: When, text: str) -> bool:
    """Whether the date tells when something was said: "said on Sunday that", "On Sunday the ministry said"."""
    start, end = when.span
    if _SAID_BEFORE.search(text, max(0, start - 60), start):
        return True
    opens = start == 0 or re.search(r"[.!?\n][\"”’]?\s*$", text[max(0, start - 4) : start]) is not None
    return opens and _SAID_AFTER.match(text, end) is not None


def _nearest_within(position: Span, sentence: Span, dates: Sequence[When]) -> When | None:
    inside = [when for when in dates if sentence.contains(when.span)]
    return min(inside, key=lambda when: _distance(position, when.span), default=None)


def _distance(position: Span, other: Span) -> int:
    return max(0, other.start - position.end, position.start - other.end)


def _nearest_before(position: Span, dates: Sequence[When], reach: int) -> When | None:
    index = bisect_left(dates, position.start, key=lambda when: when.span.start)
    return dates[index - 1] if index and position.start - dates[index - 1].span.end <= reach else None


def _lead(dates: Sequence[When]) -> When | None:
    """The first date of the text: what a headline, which comes before it, is about."""
    return dates[0] if dates else None


def _counted_since(when: When, sentence: Span, published: date | None, text: str) -> When:
    """A war that began in a month or a year "has killed": from then up to publication."""
    if when.edtf is None or not re.fullmatch(r"\d{4}(-\d{2})?", when.edtf):
        return when
    began = _BEGAN_BEFORE.search(text, max(0, when.span.start - 80), when.span.start)
    if not began or not _PERFECT.search(text, *sentence):
        return when
    return replace(when, edtf=edtf.until_publication(when.edtf, published))
