"""When it is said to have happened: time expressions of a text, in EDTF worked out from the report's date; and which a claim is about.

No value is guessed: without a publication date "on Saturday" keeps its words and gets no value.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sayso.claims import edtf
from sayso.claims.lexicon import lexicon
from sayso.claims.time_words import EXPRESSIONS, Expression, Frame, any_case_start
from sayso.model.evidence import Span
from sayso.model.place_and_time import When

_LEX = lexicon("dates")
_RELATIONS = {word: relation for relation, group in _LEX["relations"].items() for word in group}

# What may stand before an expression and belong to it: "late on Friday", "in the early hours of Tuesday", "since mid-March".
_TIMES_OF_DAY = frozenset(_LEX["times_of_day"])
_LEAD_WORDS = [*_LEX["lead_words"], *_TIMES_OF_DAY]
_LEAD_PHRASE = rf"(?:[Tt]he\s)?(?:early\s|late\s|small\s)?(?:{'|'.join(_LEX['lead_nouns'])})\sof"
_LEAD = re.compile(rf"(?:(?:{_LEAD_PHRASE}|{any_case_start([*_LEAD_WORDS, *_RELATIONS])})(?:\s{{1,2}}|-)){{0,6}}")

# The words that an expression or its lead may begin with, but for numbers in digits.
_LISTS = (
    "lead_words",
    "lead_nouns",
    "months",
    "weekdays",
    "seasons",
    "short_months",
    "short_weekdays",
    "feasts",
    "days",
    "numbers",
    "vague",
)
_FIRST_WORDS = {"the", "last", "next", "this", "past", "recent", "coming", "overnight", "its", "their", "small"}
_TRIGGERS = frozenset(
    _FIRST_WORDS
    | set(_RELATIONS)
    | {entry.split()[0] for key in _LISTS for entry in _LEX[key]}
    | {weekday + "s" for weekday in _LEX["weekdays"]}  # "Saturdays attack", where the text lost its apostrophes
)
_WORD = re.compile(r"(?<![\w’'-])(?<![0-9][.,:])(?:[A-Za-z]+|[0-9])")

_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s")
_TO_OR_AND = re.compile(r"\s?[-–—]\s?|\s(?:to|and|until|till|through)\s")
_POSSESSIVE = re.compile(r"['’]?s\b")
_AHEAD = re.compile(rf"\b(?:(?:{any_case_start(_LEX['ahead'])})|would(?!\snot))\b")
_BEGAN = rf"(?:{any_case_start(_LEX['beginning'])})"
_SINCE_BEGAN = re.compile(rf"\b[Ss]ince\b[^.;!?\n]{{0,60}}\b{_BEGAN}\b[^.;!?\n]{{0,25}}$")


class _Found(NamedTuple):
    span: Span
    expression: Expression
    match: re.Match[str]


def find_dates(text: str, published: date | None) -> tuple[When, ...]:
    """The time expressions of a text in order, none overlapping, each with its words and its value in EDTF.

    `published` is the report's day. The value is None where the words don't settle one, or would need a `published` that is None.
    """
    found: list[When] = []
    story: date | None = None
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end or not (word[0].lower() in _TRIGGERS or word[0].isdigit()):
            continue
        when = _read(text, word.start(), Frame(published, story))
        if when is None:
            continue
        found.append(when)
        end = when.span.end
        story = _exact_day(when.edtf) or story
    return tuple(found)


def _read(text: str, start: int, frame: Frame) -> When | None:
    """The expression that begins at `start`, with its lead words and, for a range, its other end."""
    lead = _LEAD.match(text, start)
    after = lead.end() if lead else start
    lead_words = frozenset(re.split(r"[\s-]+", text[start:after].lower()))
    first = _expression_at(text, after, lead_words)
    if first is None:
        return None
    frame = replace(frame, ahead=_looks_ahead(text, start, first.span.end, lead_words))
    last = _range_end(text, first, lead_words)
    value = _related(first, lead_words, text, start, frame) if last is None else _range(first, last, frame)
    span = Span(after if lead_words <= {"of", ""} else start, (last or first).span.end)
    return When(value, span.of(text), span)


def _expression_at(text: str, position: int, lead_words: frozenset[str] | None) -> _Found | None:
    """The first of EXPRESSIONS that matches at `position`; `lead_words` None asks for none of the words that weak ones need."""
    for expression in EXPRESSIONS:
        if lead_words is not None and expression.needs and not expression.needs & lead_words:
            continue
        match = expression.pattern.match(text, position)
        if match is not None:
            return _Found(Span(match.start(), match.end()), expression, match)
    return None


def _range_end(text: str, first: _Found, lead_words: frozenset[str]) -> _Found | None:
    """The second expression of "from 3 May to 5 May", "between Friday and Sunday", "28 March – 22 April"."""
    led = bool(lead_words & {"from", "between"})
    if not led and first.expression.name not in ("day", "weekday"):
        return None
    joint = (_TO_OR_AND if "between" in lead_words else _TO).match(text, first.span.end)
    last = _expression_at(text, joint.end(), None) if joint else None
    if last is None or (not led and last.expression.name != first.expression.name):
        return None
    return last


def _range(first: _Found, last: _Found, frame: Frame) -> str | None:
    """Both ends; the first reckoned from the second, so that "from Friday to Sunday" is one weekend."""
    end = last.expression.value(last.match, frame)
    start = first.expression.value(first.match, replace(frame, published=_exact_day(end) or frame.published, ahead=False))
    value = edtf.interval(start, end)
    return None if start and end and start.split("/")[0] > end.split("/")[-1] else value


def _related(first: _Found, lead_words: frozenset[str], text: str, start: int, frame: Frame) -> str | None:
    """The value under its preposition: since, until, before, after, about."""
    value, name = first.expression.value(first.match, frame), first.expression.name
    if value is None:
        return None
    relations = {_RELATIONS[word] for word in lead_words if word in _RELATIONS}
    if lead_words & _TIMES_OF_DAY:  # "before midnight on Saturday" is Saturday
        relations &= {"since"}
    if "since" in relations or _SINCE_BEGAN.search(text, max(0, start - 100), start):
        return edtf.until_publication(value, frame.published)
    if relations & {"until", "before"}:
        return edtf.up_to(value.split("/")[-1 if "until" in relations else 0])
    if "after" in relations:
        return edtf.onward(value)
    return edtf.about(value) if "about" in relations and name in ("day", "month", "year") else value


def _looks_ahead(text: str, start: int, end: int, lead_words: frozenset[str]) -> bool:
    """Whether the clause speaks of what is to come ("will begin on Saturday"); "Saturday's attack" never does."""
    if _POSSESSIVE.match(text, end):
        return False
    if lead_words & {"until", "till"} or text.startswith("by", start):
        return True
    clause = re.split(r"[.,;:!?\n]", text[max(0, start - 120) : start])[-1]
    return _AHEAD.search(clause) is not None


def _exact_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == len("2017-04-15") and value[4] == "-" and value[7] == "-" else None


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
