"""How many: numbers in English news text, with bounds, approximation, ranges and exact spans.

The grammar works on tokens: a core number ("1.2 million", "a hundred and twenty", "several dozen", "no one"), a second
one where both make a range, the modifiers before them ("at least some") and those after ("or more"). What is counted is
not its business.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from sayso.claims.figure_tokens import Tokens, tokenise
from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span

Form = Literal["digits", "words", "vague", "zero", "article"]

_UNIT_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
)
_LATE_UNIT_WORDS = ("fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: value for value, word in enumerate((*_UNIT_WORDS, *_LATE_UNIT_WORDS))}
_TENS = {word: 10 * tens for tens, word in enumerate(_TEN_WORDS, 2)} | {"fourty": 40}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SHORT_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000}
_DOZEN = 12
_LISTS = lexicon("numbers")
_VAGUE: dict[str, int] = _LISTS["vague"]  # the least that each vague word can mean
_VAGUE_TENS = ("tens", "dozens", "scores", "hundreds", "thousands")  # "tens of thousands": these times a scale
_PLURAL_SCALES = {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_NEEDS_ARTICLE = ("handful", "few", "number", "couple")
_ZERO_WORDS = ("no", "none", "nobody", "no-one", "zero")
_ARTICLES = ("a", "an")
_WIDEST = 20  # the ends of a range lie no further apart than this factor
_MOST_DIGITS = 12  # longer runs of digits are identifiers, not counts of people

_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*\Z")
_DECIMAL = re.compile(r"\d+\.\d{1,2}\Z")

# What a modifier makes of a number: an open end, a strict one, or an approximate value.
Bound = Literal["least", "above", "most", "below", "approximate", "neutral"]


def _by_words(lists: dict[Bound, list[str]]) -> dict[tuple[str, ...], Bound]:
    return {tuple(phrase.split()): bound for bound, phrases in lists.items() for phrase in phrases}


_BEFORE = _by_words(_LISTS["before"])
_LONGEST_BEFORE = max(map(len, _BEFORE))
_LAST_BEFORE = frozenset(phrase[-1] for phrase in _BEFORE)
_AFTER = _by_words(_LISTS["after"])
_CHANGES = frozenset(_LISTS["words"]["changes"])
_MONTHS = frozenset(_LISTS["words"]["months"])
_MODIFIER_NOUNS = frozenset(_LISTS["words"]["after_article"])
_DASHES = ("-", "–", "—", "‐", "‑")
_QUOTES = ('"', "“", "”", "'", "‘", "’", "«", "»", "„")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as read: `low` and `high` inclusive, None open. Tokens `first`..`last` hold it with its modifiers,
    `core_first`..`core_last` without them. `form` says how it is written."""

    low: int | None
    high: int | None
    approximate: bool
    form: Form
    first: int
    last: int
    core_first: int
    core_last: int

    @property
    def value(self) -> int:
        """One number to compare sizes with."""
        if self.low is not None:
            return self.low
        return self.high if self.high is not None else 0


@dataclass(frozen=True, slots=True)
class _Core:
    value: int
    form: Form
    last: int
    scale: int = 1  # of the last word: a range carries it over ("two to three hundred")


def find_numbers(text: str) -> tuple[tuple[Span, Quantity], ...]:
    """Every number of a text with the span of its characters, modifiers included, in text order."""
    tokens = tokenise(text)
    return tuple((tokens.span(quantity.first, quantity.last), quantity) for quantity in find_quantities(tokens))


def find_quantities(tokens: Tokens) -> list[Quantity]:
    """Every number of a tokenised text, in text order, never overlapping."""
    found: list[Quantity] = []
    after = 0
    for index, word in enumerate(tokens.low):
        if index < after or not (word in _STARTS or word[0].isdecimal() or "-" in word):
            continue
        quantity = _quantity(tokens, index, after)
        if quantity is not None:
            found.append(quantity)
            after = quantity.last + 1
    return found


def _quantity(tokens: Tokens, index: int, floor: int) -> Quantity | None:
    core = _core(tokens, index)
    if core is None:
        return None
    low, high, last = core.value, core.value, core.last
    second = _range_end(tokens, index, core, floor)
    if second is not None:
        low, high, last = second
    vague = core.form == "vague"
    quantity = Quantity(low, None if vague else high, vague, core.form, index, last, index, last)
    return _with_before(tokens, _with_after(tokens, quantity), floor)


def _core(tokens: Tokens, index: int) -> _Core | None:
    word = tokens.at(index)
    if not word:
        return None
    if word[0].isdecimal():
        return _digits(tokens, index)
    reader = _READERS.get(word)
    if reader is not None and (core := reader(tokens, index)) is not None:
        return core
    return _words(tokens, index)


def _digits(tokens: Tokens, index: int) -> _Core | None:
    word = tokens.at(index)
    if len(word) > _MOST_DIGITS or (index and tokens.joined(index - 1) and tokens.at(index - 1)[-1].isalpha()):
        return None
    last = index
    grouped = bool(_GROUPED.match(word))
    if grouped:
        value = float(word.replace(",", "").replace(".", ""))
    elif word.isdecimal():
        while _continues_group(tokens, index, last):
            last += 1
            word += tokens.at(last)
        value = float(word)
    elif _DECIMAL.match(word):
        value = float(word)
    else:
        return None
    scale, last = _scale_after(tokens, last)
    if not (value * scale).is_integer() and scale == 1:
        return None
    return _Core(round(value * scale), "digits", last, scale)


def _continues_group(tokens: Tokens, first: int, last: int) -> bool:
    """Whether "20 000" goes on: groups of three after one space, and no date just before ("March 11 120 people")."""
    following = tokens.at(last + 1)
    return (
        len(tokens.at(first)) <= 3
        and tokens.at(first)[0] != "0"
        and (last == first or len(tokens.at(last)) == 3)
        and last - first < 2
        and len(following) == 3
        and following.isdecimal()
        and tokens.starts[last + 1] - tokens.ends[last] == 1
        and tokens.at(first - 1) not in _MONTHS
    )


def _scale_after(tokens: Tokens, last: int) -> tuple[int, int]:
    scale = 1
    if tokens.joined(last) and tokens.at(last + 1) in _SHORT_SCALES:
        return _SHORT_SCALES[tokens.at(last + 1)], last + 1
    while tokens.at(last + 1) in _SCALES:
        scale *= _SCALES[tokens.at(last + 1)]
        last += 1
    if tokens.at(last + 1) == "dozen":
        return scale * _DOZEN, last + 1
    return scale, last


def _words(tokens: Tokens, index: int) -> _Core | None:
    """Number words: "twenty-two", "one thousand two hundred", "a hundred and twenty", "two dozen"."""
    total, current, last, scale = 0, 0, index - 1, 1
    position, room = index, 10**12  # a part that follows is smaller than the one before it
    if tokens.at(index) in _ARTICLES:
        if tokens.at(index + 1) not in _SCALES and tokens.at(index + 1) != "dozen":
            return None
        current, position = 1, index + 1
    while position < len(tokens):
        word = tokens.at(position)
        if word == "and" and scale > 1 and _small(tokens.at(position + 1)):
            position += 1
            continue
        parts = _parts(word)
        if not parts:
            break
        for part in parts:
            if part in _SCALES or part == "dozen":
                scale = _SCALES.get(part, _DOZEN)
                current = (current or 1) * scale
                if scale >= 1_000:
                    total, current = total + current, 0
                room = scale
            else:
                value = _UNITS.get(part, _TENS.get(part, 0))
                if value >= room:
                    return _Core(total + current, "words", last, scale) if last >= index else None
                current, room = current + value, 10 if part in _TENS else 1
        last = position
        if room == 1 and tokens.at(position + 1) not in _SCALES and tokens.at(position + 1) != "dozen":
            break
        position += 1
        room = 10**12 if tokens.at(position) in _SCALES else room
    return _Core(total + current, "words", last, scale) if last >= index else None


def _parts(word: str) -> list[str]:
    parts = word.split("-")
    return parts if all(part in _UNITS or part in _TENS or part in _SCALES or part == "dozen" for part in parts) else []


def _small(word: str) -> bool:
    parts = _parts(word)
    return bool(parts) and all(part in _UNITS or part in _TENS for part in parts)


def _vague(tokens: Tokens, index: int) -> _Core | None:
    word = tokens.at(index)
    value, last = _VAGUE[word], index
    following = tokens.at(index + 1)
    if word in ("several", "few") and (following in _SCALES or following == "dozen"):
        scale, last = _scale_after(tokens, index)
        return _Core(value * scale, "vague", last)
    if word in _VAGUE_TENS and following in ("of", "upon") and tokens.at(index + 2) in _PLURAL_SCALES:
        return _Core(value * _PLURAL_SCALES[tokens.at(index + 2)] if following == "of" else value, "vague", index + 2)
    return _Core(value, "vague", last)


def _article(tokens: Tokens, index: int) -> _Core | None:
    """ "a handful", "a few hundred", "a number of", "a couple of", "a quarter of a million"; a bare article is one."""
    if tokens.has(index + 1, ("quarter", "of", "a", "million")):
        return _Core(250_000, "words", index + 4, 1_000_000)
    if tokens.has(index + 1, ("half", "million")):
        return _Core(500_000, "words", index + 2, 1_000_000)
    skip = 1 if tokens.at(index + 1) in ("small", "large", "good", "mere") else 0
    word = tokens.at(index + 1 + skip)
    if word in _NEEDS_ARTICLE and (word in ("few", "handful") or tokens.at(index + 2 + skip) == "of"):
        return _vague(tokens, index + 1 + skip)
    if (core := _words(tokens, index)) is not None:
        return core
    return None if word in _MODIFIER_NOUNS else _Core(1, "article", index)


def _half(tokens: Tokens, index: int) -> _Core | None:
    skip = 1 if tokens.at(index + 1) in _ARTICLES else 0
    scale = {**_SCALES, "dozen": _DOZEN}.get(tokens.at(index + 1 + skip))
    return _Core(scale // 2, "words", index + 1 + skip, scale) if scale else None


def _quarter(tokens: Tokens, index: int) -> _Core | None:
    return _Core(250_000, "words", index + 3, 1_000_000) if tokens.has(index + 1, ("of", "a", "million")) else None


def _zero(tokens: Tokens, index: int) -> _Core | None:
    if tokens.at(index) == "no" and tokens.at(index + 1) in (".", "fewer", "less", "more", "longer", "doubt", "matter"):
        return None  # "No. 7", "no fewer than 40"
    return _Core(0, "zero", index + 1 if tokens.has(index, ("no", "one")) else index)


def _not(tokens: Tokens, index: int) -> _Core | None:
    """ "not a single person", "not one civilian"."""
    if tokens.has(index + 1, ("a", "single")):
        return _Core(0, "zero", index + 2)
    if tokens.at(index + 1) == "one" and tokens.at(index + 2) not in ("but", "hundred", "thousand", "million"):
        return _Core(0, "zero", index + 1)
    return None


_READERS: dict[str, Callable[[Tokens, int], _Core | None]] = {
    **dict.fromkeys([word for word in _VAGUE if word not in _NEEDS_ARTICLE], _vague),
    **dict.fromkeys(_ARTICLES, _article),
    **dict.fromkeys(_ZERO_WORDS, _zero),
    "half": _half,
    "quarter": _quarter,
    "not": _not,
}
_STARTS = frozenset(_READERS) | frozenset(_UNITS) | frozenset(_TENS) | frozenset(_SCALES)


def _range_end(tokens: Tokens, index: int, core: _Core, floor: int) -> tuple[int, int, int] | None:
    """Low, high and last token, where a second number makes a range of the first."""
    if core.form not in ("digits", "words") or not _joins_range(tokens, index, core, floor):
        return None
    second = _core(tokens, core.last + 2)
    if second is None or second.form not in ("digits", "words"):
        return None
    low = core.value
    if second.scale > 1 and core.scale == 1 and core.value < second.value // second.scale:
        low *= second.scale
    return (low, second.value, second.last) if low < second.value <= _WIDEST * max(low, 1) else None


def _joins_range(tokens: Tokens, index: int, core: _Core, floor: int) -> bool:
    joint = core.last + 1
    word = tokens.at(joint)
    if word == "and":
        return any(tokens.at(position) == "between" for position in range(max(floor, index - 2), index))
    if word == "to":
        return not any(tokens.at(position) in _CHANGES for position in range(max(floor, index - 6), index))
    if word in _DASHES:
        spaced = not tokens.joined(core.last) or not tokens.joined(joint)
        return core.form == "digits" and not (spaced and word in ("-", "—"))
    return word == "or"


def _with_after(tokens: Tokens, quantity: Quantity) -> Quantity:
    if quantity.form in ("zero", "article"):
        return quantity
    start = quantity.last + 1
    for phrase, bound in _AFTER.items():
        if tokens.at(start) == phrase[0] and tokens.has(start, phrase) and not _starts_number(tokens, start + len(phrase)):
            if phrase[0] in ("-", "+") and not tokens.joined(quantity.last):
                continue
            return _bounded(replace(quantity, last=start + len(phrase) - 1), bound)
    return quantity


def _starts_number(tokens: Tokens, index: int) -> bool:
    word = tokens.at(index)
    return bool(word) and (word[0].isdecimal() or (word in _STARTS and word not in _ZERO_WORDS))


def _with_before(tokens: Tokens, quantity: Quantity, floor: int) -> Quantity:
    """Take in the modifiers that stand before, nearest first; the nearest bound counts."""
    position, bounded = quantity.first, False
    if tokens.at(position - 1) in ("between", "from") and quantity.low != quantity.high and quantity.high is not None:
        position -= 1
        quantity = replace(quantity, first=position)
    while position > floor and quantity.form not in ("zero", "article"):
        if tokens.at(position - 1) in _QUOTES and tokens.at(position - 2) in _LAST_BEFORE and position - 1 > floor:
            position -= 1
        phrase = _phrase_before(tokens, position, floor)
        if phrase is None:
            break
        bound = _BEFORE[phrase]
        position -= len(phrase)
        opens = bound not in ("approximate", "neutral")
        quantity = _bounded(replace(quantity, first=position), "neutral" if bounded and opens else bound)
        bounded = bounded or opens
    return quantity


def _phrase_before(tokens: Tokens, position: int, floor: int) -> tuple[str, ...] | None:
    if tokens.at(position - 1) not in _LAST_BEFORE:
        return None
    for length in range(min(_LONGEST_BEFORE, position - floor), 0, -1):
        phrase = tuple(tokens.low[position - length : position])
        if phrase in _BEFORE and not (phrase == ("up", "to") and tokens.at(position - 3) in _CHANGES):
            return phrase
    return None


def _bounded(quantity: Quantity, bound: Bound) -> Quantity:
    low, high = quantity.low, quantity.high
    if quantity.form == "vague":
        return quantity  # "nearly dozens" says no more than "dozens"
    if bound == "approximate":
        return replace(quantity, approximate=True)
    if bound == "least":
        high = None
    elif bound == "above":
        low, high = (None if low is None else low + 1), None
    elif bound == "most":
        low = None
    elif bound == "below":
        low, high = None, (None if high is None else max(high - 1, 0))
    return replace(quantity, low=low, high=high)
