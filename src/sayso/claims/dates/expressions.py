"""Time expressions of a text: dates, times of day, durations, sets and words that only point to past, present or future."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sayso.claims.dates.counts import length
from sayso.claims.dates.values import Frame
from sayso.claims.dates.words import CLOCK, EXPRESSIONS, Expression, Kind, any_case_start
from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span

_LEX = lexicon("dates")

# What may stand before an expression: "late on Friday", "in the early hours of Tuesday", "since mid-March", "9 a.m. on Sunday".
_PREPOSITIONS = frozenset(_LEX["prepositions"])
_LEAD_NOUN = rf"(?:[Tt]he\s(?:(?:very\s)?(?:early|late|small|first|last|final)\s)?)?(?:{any_case_start(_LEX['lead_nouns'])})\sof"
_LEAD_WORDS = any_case_start({*_LEX["modifiers"], *_LEX["times_of_day"], *_PREPOSITIONS})
_LEAD = re.compile(rf"(?:{_LEAD_NOUN}|(?:{CLOCK}),?(?:\son)?|{_LEAD_WORDS})(?:\s{{1,2}}|-)")
_MOST_LEADS = 4

# The words that an expression may begin with, and those that may lead it; numbers in digits too begin both.
_LISTS = (
    "months", "weekdays", "seasons", "short_months", "short_weekdays", "feasts", "days", "times_of_day",
    "numbers", "vague", "sets", "units", "ordinals",
)  # fmt: skip
_FIRST_WORDS = "the last next that this past recent coming overnight its their fiscal every each day then".split()
_STARTS = frozenset(
    _FIRST_WORDS
    + [re.split(r"[\s-]", entry)[0] for key in _LISTS for entry in _LEX[key]]
    + [entry.split()[0] for words in _LEX["pointing"].values() for entry in words]
    + [weekday + "s" for weekday in _LEX["weekdays"]]  # "Saturdays attack", where the text lost its apostrophes
    + [unit + ending for unit in _LEX["units"] for ending in ("s", "long")]
    + ["centuries"]
)
_TRIGGERS = _STARTS | {re.split(r"[\s-]", entry)[0] for key in ("prepositions", "modifiers", "lead_nouns") for entry in _LEX[key]}
_WORD = re.compile(r"(?<![\w’'-])(?<![0-9][.,:])(?:[A-Za-z]+|[0-9])")
_POINT = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_LETTERS = re.compile(r"[A-Za-z]+|[0-9]")
_JOINT = re.compile(r"\s?[-–—/,]\s?|\s(?:to|and|or|until|till|through)\s")
_POSSESSIVE = re.compile(r"['’]?s\b")
_PAST = re.compile(r"\b(?:was|were|had|did|\w{2,}ed)\b")
_AHEAD = re.compile(rf"\b(?:(?:{any_case_start(_LEX['ahead'])})|would(?!\snot))\b")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression. `span` holds its own words ("late Tuesday"), `phrase` its prepositions too ("since late Tuesday").

    `kind` is one of TimeML's, or where it points; `form` names the pattern that found it. `dated`: whether it can date an event; then
    `edtf` is the value of its own words, None where it can't be known. `length` is what the words count, in ISO 8601. `leads` are the
    lower-case words of the phrase before the pattern's match.
    """

    span: Span
    phrase: Span
    kind: Kind
    form: str
    dated: bool
    edtf: str | None
    length: str | None
    leads: frozenset[str]
    frame: Frame
    reckoned: Callable[[Frame], str | None]


def find_times(text: str, published: date | None) -> Iterator[TimeExpression]:
    """The time expressions of a text in order, none overlapping. `published` is the report's day."""
    last: TimeExpression | None = None
    frame = Frame(published)
    vain: set[int] = set()  # where nothing was found behind more words than those that lead there from further on
    for word in _WORD.finditer(text):
        if (last and word.start() < last.span.end) or not (word[0].isdigit() or word[0].lower() in _TRIGGERS):
            continue
        found = _read(text, word.start(), frame, last, vain)
        if found is not None:
            yield found
            last = found
            frame = replace(frame, story_day=exact_day(found.edtf) or frame.story_day, told=_point(found.edtf) or frame.told)


def exact_day(value: str | None) -> date | None:
    """The day that a value in EDTF is, if it is one day exactly."""
    return date.fromisoformat(value) if value and len(value) == len("2017-04-15") and value[4] == "-" and value[7] == "-" else None


def _point(value: str | None) -> str | None:
    """A value in EDTF that is one day, month or year exactly."""
    return value if value and _POINT.fullmatch(value) else None


def _read(text: str, start: int, frame: Frame, last: TimeExpression | None, vain: set[int]) -> TimeExpression | None:
    """The expression whose phrase begins at `start`: behind as many words that lead it as there are."""
    ends = _leads(text, start)
    for count in range(len(ends) - 1, -1, -1):
        joined_to = last.form if not count and last and _JOINT.fullmatch(text, last.span.end, start) else None
        if ends[count] in vain and joined_to is None:
            continue
        leads = frozenset(re.split(r"[\s-]+", text[start : ends[count]].lower()))
        found = _expression_at(text, ends[count], leads, joined_to)
        if found is not None:
            return _made(text, ends[: count + 1], found, leads, frame)
        vain.add(ends[count])
    return None


def _leads(text: str, start: int) -> list[int]:
    """Where the pattern may begin: at `start`, or after each of the words that lead on from there."""
    ends = [start]
    while len(ends) <= _MOST_LEADS and (lead := _LEAD.match(text, ends[-1])):
        ends.append(lead.end())
    return ends


def _expression_at(text: str, position: int, leads: frozenset[str], joined_to: str | None) -> tuple[Expression, re.Match[str]] | None:
    """The first of EXPRESSIONS that matches at `position`; weak ones only after words they need, or joined to one of their own form."""
    word = _LETTERS.match(text, position)
    if word is None or not (word[0].isdigit() or word[0].lower() in _STARTS):
        return None
    for expression in EXPRESSIONS:
        if expression.needs and not expression.needs & leads and expression.form != joined_to:
            continue
        match = expression.pattern.match(text, position)
        if match is not None:
            return expression, match
    return None


def _made(text: str, ends: list[int], found: tuple[Expression, re.Match[str]], leads: frozenset[str], frame: Frame) -> TimeExpression:
    expression, match = found
    ahead, back = _outlook(text, ends[0], match.end(), leads)
    frame = replace(frame, ahead=ahead, back=back)
    value = expression.value
    reckoned = partial(value, match) if value else _no_value
    groups = match.groupdict()
    own = next((at for at in ends[:-1] if _first_word(text, at) not in _PREPOSITIONS), ends[-1])
    return TimeExpression(
        span=Span(own, match.end()),
        phrase=Span(ends[-1] if leads <= {"of", ""} else ends[0], match.end()),
        kind=expression.kind,
        form=expression.form,
        dated=value is not None,
        edtf=reckoned(frame),
        length=length(match) if groups.get("unit") and "count" in groups else None,
        leads=leads,
        frame=frame,
        reckoned=reckoned,
    )


def _no_value(frame: Frame) -> None:
    return None


def _first_word(text: str, at: int) -> str:
    word = _LETTERS.match(text, at)
    return word[0].lower() if word else ""


def _outlook(text: str, start: int, end: int, leads: frozenset[str]) -> tuple[bool, bool]:
    """Whether the clause looks ahead ("will begin on Saturday") or back ("fell on Saturday"); "Saturday's attack" never looks ahead."""
    clause = re.split(r"[.,;:!?\n]", text[max(0, start - 120) : start])[-1]
    back = _PAST.search(clause) is not None
    until = bool(leads & {"until", "till"}) or (text.startswith("by", start) and not back)
    ahead = not _POSSESSIVE.match(text, end) and (until or _AHEAD.search(text, start - len(clause), end) is not None)
    return ahead, back
