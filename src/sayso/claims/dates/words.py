"""The words of English time expressions: patterns of single expressions ("4 April", "last week", "two years"), each with its meaning.

`times.py` looks for them in a text, `dates.py` joins those that date events into ranges and relations.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sayso.claims.dates import values
from sayso.claims.lexicon import lexicon

_LEX = lexicon("dates")
Kind = Literal["date", "time", "duration", "set", "past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Expression:
    """One form of expression, of a kind as TimeML knows them; "past", "present" and "future" only point that way.

    `value` makes its date in EDTF; without one it dates no event ("daily", "two years", "at noon"). `needs`: words of which one
    must stand before it, where it would be too weak alone.
    """

    form: str
    kind: Kind
    pattern: re.Pattern[str]
    value: values.Value | None
    needs: frozenset[str] = frozenset()


def any_case_start(words_: Iterable[str]) -> str:
    """An alternation, longest first, of lower-case words or phrases that may begin with a capital; blanks match any white space."""
    ordered = sorted(words_, key=lambda word: (-len(word), word))
    return "|".join(f"[{word[0].upper()}{word[0]}]{_spaced(word[1:])}" for word in ordered)


def names(words_: Iterable[str]) -> str:
    """An alternation of names, each word Capitalised or ALL CAPITALS: "march" is no month."""
    ordered = sorted(words_, key=lambda word: (-len(word), word))
    capitalised = (" ".join(part.capitalize() for part in word.split(" ")) for word in ordered)
    return "|".join(f"{_spaced(word)}|{_spaced(word.upper())}" for word in capitalised)


def _spaced(phrase: str) -> str:
    return r"\s".join(re.escape(word) for word in phrase.split(" "))


# --- parts of patterns --------------------------------------------------------------------------------------------------

_MONTH = rf"(?P<month>(?:{names(_LEX['months'])})(?!\w)|(?:{names(_LEX['short_months'])})(?![\w-])\.?)"
_SURE_MONTH = rf"(?P<month>(?:{names(set(_LEX['months']) - {'march', 'may'})})(?!\w))"
_WEEKDAY = rf"(?P<weekday>(?:{names(_LEX['weekdays'])}))"
_LED_BY_WEEKDAY = rf"(?:(?P<weekday>(?:{names(_LEX['weekdays'])}|{names(_LEX['short_weekdays'])}))\.?,?\s)?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![\d.:%°]*\d|\w)"
_DAY_NUMBER = _DAY.replace("(?:0?", "(?P<day>0?", 1)
_LAST_DAY = _DAY.replace("(?:0?", "(?P<last>0?", 1)
_TO = r"(?:\s?[-–—]\s?|\s(?:to|and|until|till|through)\s)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![\w-]*\d|[,.:]\d|\w)"
_THEN_YEAR = rf"(?:,?\s{_YEAR})?"
_COUNTED = rf"(?!\s(?:{'|'.join(_LEX['counted'])})\b)"
_NO_NAME = rf"(?!['’]?s?\s(?:{'|'.join(_LEX['names_after'])})\b)"
_TENS = [word for word, number in _LEX["numbers"].items() if number >= 20 and " " not in word]
_ONES = [word for word, number in _LEX["numbers"].items() if number < 10 and word not in ("a", "an") and " " not in word]
_NUMBER = rf"(?:{any_case_start(_TENS)})[-\s](?:{'|'.join(_ONES)})|[0-9]{{1,4}}|{any_case_start(_LEX['numbers'])}"
_COUNT = rf"(?P<count>{_NUMBER}|{any_case_start(_LEX['vague'])})"
_EXACT_COUNT = rf"(?P<count>{_NUMBER})"
_ANY_UNIT = "hour|minute|day|night|week|fortnight|month|quarter|year|decade|centur(?:y(?!s)|ie(?=s))"
_UNIT = rf"(?P<unit>{_ANY_UNIT})"
_CALENDAR_UNIT = r"(?P<unit>week|month|quarter|year|decade|century)(?!\w)"
_POSSESSIVE = r"(?=['’]s\b|s?\b)"
_WHICH_WEEKDAY = r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\s(?:coming|past))?|[Tt]he\s(?:previous|following|next))\s)?"
_WHICH = "[Ll]ast|[Nn]ext|[Tt]his"
_THIS_PAST = _WHICH + r"(?:\spast)?"
_NOT_SAID = "(?P<which>(?!))?"
_PARTS = "|".join(_LEX["parts_of_day"])
_PART_OF_DAY = rf"(?:\s(?:{_PARTS})(?!\w))?"
_WHOLE_DAY_WORDS = [word for word in _LEX["days"] if not word.endswith(("night", *_LEX["parts_of_day"]))]
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,3}(?:st|nd|rd|th))(?:\s(?:straight|consecutive))?"
_NO_DAY = rf"(?!\s[0-9]{{1,2}}\b(?!\s(?:{'|'.join(_LEX['counted'])})\b))"
_ALONE = rf"{_NO_DAY}(?!\s[A-Z][a-z]){_NO_NAME}"
# "on Thursdays and Fridays" is a habit; "Saturdays attack" lost its apostrophe.
_NO_HABIT = r"(?!s\s(?:and|or|now|at|when|to|for|in|the|is|are|was|were|but|as|on)\b|s\s?[.,;:!?)])"
_SEASON = rf"(?P<season>{any_case_start(_LEX['seasons'])})(?!\w)"
_MORE = r"(?:\s(?:more|straight|consecutive|full|whole|long|further|additional|working|trading))?"
_OR_SO = r"(?:\sor\s(?:so|two|more))?"
_NO_AGE = r"(?![-\s]olds?\b|\sof\sage\b)"
_COUNTED_OUT = rf"(?!\w|-?long\b){_OR_SO}{_NO_AGE}"
_OCLOCK = rf"[0-9]{{1,2}}(?:[:.][0-5][0-9])?\sin\sthe\s(?:{_PARTS})"
_ZONE = r"(?:\s(?:GMT|UTC|[ECMP][SD]?T|local\stime))?"
_HALF_DAY = r"[0-9]{1,2}(?:[:.][0-5][0-9])?\s?[ap](?:m\b|\.m\.?)"
CLOCK = rf"(?:{_OCLOCK}|{_HALF_DAY}|[0-2]?[0-9]:[0-5][0-9]|[0-2][0-9][0-5][0-9](?=\s(?:GMT|UTC))){_ZONE}"
# A year alone is one where a preposition leads it, or where no noun follows that it could count.
_NO_COUNT_BEFORE = r"(?<!than\s)(?<!least\s)(?<!some\s)(?<!about\s)(?<!nearly\s)(?<!almost\s)(?<!around\s)(?<!over\s)(?<![$£€])"
# "the 1992 protests"
_DESCRIBING = r"(?:(?<=\bthe\s)|(?<=\ba\s)|(?<=\bits\s)|(?<=\bhis\s)|(?<=\btheir\s)|(?<=['’]s\s))"
_NO_NOUN_AFTER = r"(?=\s?(?:[.,;:!?)’'\"”–—-]|$)|\s(?:and|or|but|when|as|to|was|is|has|had|period|election|elections|war|season)\b)"


def _expression(form: str, kind: Kind, pattern: str, value: values.Value | None, needs: Iterable[str] = ()) -> Expression:
    return Expression(form, kind, re.compile(pattern), value, frozenset(needs))


def _date(form: str, pattern: str, value: values.Value, needs: Iterable[str] = ()) -> Expression:
    return _expression(form, "date", pattern, value, needs)


# --- the expressions ----------------------------------------------------------------------------------------------------

_NUMERIC = r"(?P<first>[0-9]{1,2})(?P<mark>[./-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>(?:19|20)[0-9]{2})(?!\d)"
_QUARTER = r"(?P<number>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[\s-]quarter(?!\w)"
_STORY_UNIT = rf"(?P<unit>day|week|month|year|{_PARTS})(?!\w)"
_SURE_FEASTS = names(name for name in _LEX["feasts"] if " " in name)
_ORDINAL_DAY = _DAY_NUMBER.replace("th)?", "th)", 1) + r"(?!\s[\w’'-]+)"
_LAST_YEAR = r"(?P<last>(?:19|20)[0-9]{2}|1[3-9]|[2-9][0-9])(?![\w-]*\d|\w)"
_NO_NUMBER = "(?P<count>(?!))?"
_RECURRING = rf"(?:(?P<count>{_NUMBER})\s)?(?:(?P<unit>{_ANY_UNIT})s?|{_WEEKDAY}|{_MONTH}|{_PARTS})(?!\w)"
_NO_PLURAL = rf"(?![Aa]n?\s(?:{_ANY_UNIT})s\b)"  # "a months-long siege"
# "the day before", but not "the day before the vote"
_BESIDE = r"(?P<side>before|after|earlier)(?!\w)(?!\s(?:the|an?|his|her|its|their|that|this|these|those|they|he|she|it|we|I|[A-Z]\w+)\b)"
_SIDE = "(?P<side>last|past|previous|next|coming|following)"
_HALF = r"(?P<half>\sand\sa\shalf|\s1/2)?"
_VAGUE_UNITS = r"(?P<unit>days|weeks|months|years|hours)(?!\w)"

_CALENDAR_DATES = (
    _date("day", r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?!\d)", values.iso_day),
    _date("day", _NUMERIC, values.numeric_day),
    _date("days", rf"{_DAY_NUMBER}{_TO}{_LAST_DAY}\s(?:of\s)?{_MONTH}{_THEN_YEAR}{_NO_NAME}", values.day_of_month),
    _date("day", rf"{_LED_BY_WEEKDAY}(?:the\s)?{_DAY_NUMBER}[\s-](?:of\s)?{_MONTH}(?:(?:,?\s|-){_YEAR})?{_NO_NAME}", values.day_of_month),
    _date("days", rf"{_MONTH}\s{_DAY_NUMBER}{_TO}{_LAST_DAY}{_COUNTED}{_THEN_YEAR}{_NO_NAME}", values.day_of_month),
    _date("day", rf"{_LED_BY_WEEKDAY}{_MONTH}\s{_DAY_NUMBER}{_COUNTED}{_THEN_YEAR}{_NO_NAME}", values.day_of_month),
    _date("month", rf"{_MONTH},?\s(?:of\s)?{_YEAR}{_COUNTED}", values.month_of_year),
    _date("month", rf"{_MONTH}\s(?P<which>last|this|next)\syear(?!\w)", values.month_of_year),
    _date("weekday", rf"{_WHICH_WEEKDAY}{_WEEKDAY}{_NO_HABIT}{_POSSESSIVE}{_NO_NAME}{_PART_OF_DAY}", values.weekday),
)  # fmt: skip

_FROM_PUBLICATION = (
    _date("today", rf"(?P<day>{any_case_start(_WHOLE_DAY_WORDS)})(?!\w){_PART_OF_DAY}", values.relative_day),
    _date("today", rf"(?P<day>{any_case_start(_LEX['days'])})(?!\w)", values.relative_day),
    _date("overnight", r"[Oo]vernight(?!\w)", values.overnight),
    _date("ago", rf"{_COUNT}{_MORE}\s{_UNIT}s?{_OR_SO}\s[Aa]go(?!\w)", values.ago),
    _date("calendar", rf"(?P<which>{_WHICH}|[Tt]he\s(?:current|coming|present))\s{_CALENDAR_UNIT}", values.calendar),
    _date("calendar", rf"(?P<which>[Tt]he)\s{_CALENDAR_UNIT}", values.calendar, _LEX["calendar_needs"]),
    _date("weekend", rf"(?P<which>{_THIS_PAST}|[Tt]he(?:\spast)?)\sweekend(?!\w)", values.weekend),
    _expression("span", "duration", rf"[Tt]he\s{_SIDE}\s{_COUNT}\s{_UNIT}s?(?!\w){_OR_SO}", values.span),
    _date("span", rf"[Tt]he\s(?P<side>last|past|coming)\s{_NO_NUMBER}{_UNIT}s?(?!\w)", values.span),
    _date("span", rf"[Tt]he\s(?P<side>next|following)\s{_NO_NUMBER}{_UNIT}s?(?!\w)", values.span, ("over", "within", "in", "during")),
    _expression("span", "duration", rf"(?P<side>[Ll]ast|[Pp]ast|[Nn]ext)\s{_COUNT}\s{_UNIT}s?(?!\w)", values.span),
    _expression("span", "past", r"(?P<side>[Rr]ecent)\s" + _NO_NUMBER + _VAGUE_UNITS, values.span),
    _expression("span", "future", r"(?P<side>[Cc]oming)\s" + _NO_NUMBER + _VAGUE_UNITS, values.span),
    _date("quarter", rf"(?:[Tt]he\s)?(?:fiscal\s)?{_QUARTER}(?:\sof\s{_YEAR})?", values.quarter),
)  # fmt: skip

_FROM_THE_STORY = (
    _date("story", rf"{_COUNT}{_MORE}\s{_UNIT}s?\s(?P<side>later|earlier)(?!\w)", values.from_story),
    _date("story", rf"(?:[Tt]he|[Tt]hat(?=\ssame))\s(?P<side>next|following|previous|same)\s{_STORY_UNIT}", values.story_neighbour),
    _date("story", rf"[Tt](?P<side>hat)\s{_STORY_UNIT}", values.story_neighbour),
    _date("story", r"then(?!\w)", values.told, ("since",)),
    _date("story", rf"(?<!to\s)[Tt]he\s(?P<unit>day|week|month|year)\s{_BESIDE}", values.story_neighbour),
)  # fmt: skip

_LOOSE_DATES = (
    _date("nth", rf"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s{_ORDINAL}\s(?:{_ANY_UNIT})(?=\s(?:of|in|since|running)\b)", values.unknown),
    _date("nth", rf"[Dd]ay\s(?:[0-9]{{1,4}}|{'|'.join(_ONES)})(?=\sof\b)", values.unknown),
    _date("season", rf"(?:[Tt]he\s)?{_SEASON}\s(?:of\s)?{_YEAR}", values.season),
    _date("season", rf"(?P<which>{_THIS_PAST})\s{_SEASON}", values.season),
    _date("season", rf"(?P<which>[Tt]he)\s(?!fall){_SEASON}(?!\s(?:of|in)\b)", values.season),
    _date("decade", r"(?:the\s)?(?P<year>19|20)(?P<tens>[0-9])0['’]?s(?!\w)", values.decade),
    _date("decade", r"the\s(?P<year>(?!))?['’]?(?P<tens>[2-9])0['’]?s(?!\w)", values.decade),
    _date("century", r"(?:the\s)?(?P<number>1?[0-9]|2[01])(?:st|nd|rd|th)[\s-]century(?!\w)", values.century),
    _date("feast", rf"(?P<feast>{_SURE_FEASTS})(?!\w)(?:,?\s{_YEAR})?", values.feast),
    _date("feast", rf"[Ll]ast\s(?P<feast>{names(_LEX['feasts'])})(?P<year>(?!))?(?!\w)", values.feast),
    _date("feast", rf"(?P<feast>{names(_LEX['feasts'])})(?!\w)(?:\s{_YEAR})?", values.feast, _LEX["feast_needs"]),
    _date("month", rf"(?P<which>{_WHICH})\s{_MONTH}{_NO_NAME}", values.month_alone),
    _date("month", rf"{_NOT_SAID}{_MONTH}{_ALONE}", values.month_alone, _LEX["month_needs"]),
    _date("month", rf"{_NOT_SAID}{_SURE_MONTH}{_ALONE}", values.month_alone),
    _date("day", rf"the\s{_ORDINAL_DAY}", values.day_alone, _LEX["feast_needs"]),
    _date("years", r"(?P<year>(?:19|20)[0-9]{2})[-–]" + _LAST_YEAR, values.years),
    _date("year", rf"(?:the\syear\s)?(?:fiscal\s)?{_YEAR}{_COUNTED}", values.year, _LEX["year_needs"]),
    _date("year", rf"{_DESCRIBING}{_YEAR}(?=\s[A-Za-z]){_COUNTED}", values.year),
    _date("year", rf"{_NO_COUNT_BEFORE}(?:the\syear\s)?(?:fiscal\s)?{_YEAR}{_NO_NOUN_AFTER}", values.year),
)  # fmt: skip

_UNDATED = (
    _expression("clock", "time", CLOCK + r"(?![\w:])", None),
    _expression("clock", "time", rf"(?:{any_case_start(_LEX['times_of_day'])})(?!\w)", None, _LEX["clock_needs"]),
    _expression("part", "time", rf"[Tt]he\s(?:early\s|late\s)?(?:{_PARTS})(?!\w)(?!\sof)", None),
    _expression("set", "set", rf"(?:{any_case_start(_LEX['sets'])})(?!\w)", None),
    _expression("set", "set", rf"(?:[Ee]very|[Ee]ach)\s{_RECURRING}", None),
    _expression("set", "set", rf"{_WEEKDAY}(?:s|\s(?:{_PARTS})s)(?!\w)", None),
    _expression("pointing", "present", rf"(?:{any_case_start(_LEX['pointing']['present'])})(?![\w-])", None),
    _expression("pointing", "past", rf"(?:{any_case_start(_LEX['pointing']['past'])})(?![\w-])(?!\s(?:{_ANY_UNIT})s?\b)", None),
    _expression("pointing", "future", rf"(?:{any_case_start(_LEX['pointing']['future'])})(?![\w-])", None),
    _expression("length", "duration", rf"{_NO_PLURAL}(?:[Tt]he\s)?(?:first\s)?{_COUNT}{_HALF}{_MORE}\s{_UNIT}s?{_COUNTED_OUT}", None),
    _expression("length", "duration", rf"(?![Aa]n?\s){_EXACT_COUNT}[-\s]{_UNIT}(?:[-\s]long)?(?!\w){_NO_AGE}", None),
    _expression("length", "duration", rf"{_NO_NUMBER}(?P<unit>{_ANY_UNIT})s?-?long(?!\w)", None),
    _expression("length", "duration", rf"{_NO_NUMBER}(?P<unit>{_ANY_UNIT})s(?!\w)(?!\sold\b)", None, ("for", "within", "in")),
    _expression("length", "duration", rf"(?<=\bthe\s){_NO_NUMBER}(?P<unit>{_ANY_UNIT})s(?!\w)", None),
)  # fmt: skip

# Tried in this order at each place: the longer before the shorter.
EXPRESSIONS: tuple[Expression, ...] = (*_CALENDAR_DATES, *_FROM_PUBLICATION, *_FROM_THE_STORY, *_LOOSE_DATES, *_UNDATED)
