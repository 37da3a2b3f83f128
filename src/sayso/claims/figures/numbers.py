"""How many: numbers in English news text, with bounds, approximation, ranges and exact spans.

The grammar works on tokens: a core number ("1.2 million", "a hundred and twenty", "several dozen", "no one"), a second
one where both make a range, the modifiers before them ("at least some") and those after ("or more"). What is counted is
not its business.
"""

from dataclasses import dataclass, replace
from typing import Literal

from sayso.claims.figures.number_core import CURRENCY_BEFORE, MEASURES, PERCENT, STARTS, Core, Form, core_at, starts_number
from sayso.claims.figures.tokens import Tokens
from sayso.claims.lexicon import lexicon

_LISTS = lexicon("numbers")
_WIDEST = 20  # the ends of a range lie no further apart than this factor, unless they are said or priced to be one

# What a modifier makes of a number: an open end, a strict one, or an approximate value. "Nearly 40" has no lower end, as "up to 40".
Bound = Literal["least", "above", "most", "nearly", "below", "approximate", "neutral"]


def _by_words(lists: dict[Bound, list[str]]) -> dict[tuple[str, ...], Bound]:
    return {tuple(phrase.split()): bound for bound, phrases in lists.items() for phrase in phrases}


_BEFORE = _by_words(_LISTS["before"])
_LONGEST_BEFORE = max(map(len, _BEFORE))
_LAST_BEFORE = frozenset(phrase[-1] for phrase in _BEFORE)
_AFTER = _by_words(_LISTS["after"])
_FIRST_AFTER = frozenset(phrase[0] for phrase in _AFTER)
_CHANGES = frozenset(_LISTS["words"]["changes"])
_UNIT_PAIRS: dict[str, list[str]] = _LISTS["units"]["pairs"]
_DASHES = ("-", "–", "—", "‐", "‑")
_JOINTS = frozenset([*_DASHES, "to", "and", "or"])
_QUOTES = ('"', "“", "”", "'", "‘", "’", "«", "»", "„")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as read. Tokens `first`..`last` hold it with its modifiers, `core_first`..`core_last` without them.

    `written` is one number twice, or the two of a range; `bound` is what the nearest modifier makes of it, and `form`
    how it is written.
    """

    written: tuple[float, float]
    form: Form
    first: int
    last: int
    core_first: int
    core_last: int
    bound: Bound = "neutral"
    approximate: bool = False

    @property
    def low(self) -> float | None:
        """The least that it can be, inclusive; None where that is open."""
        if self.bound == "neutral":
            return self.written[0]
        if self.bound in ("most", "nearly", "below"):
            return None
        return _next(self.written[0], 1) if self.bound == "above" else self.written[0]

    @property
    def high(self) -> float | None:
        """The most that it can be, inclusive; None where that is open, as it is for "dozens"."""
        if self.bound in ("least", "above") or self.form == "vague":
            return None
        return max(_next(self.written[1], -1), 0) if self.bound == "below" else self.written[1]

    @property
    def value(self) -> float:
        """One number to compare sizes with."""
        low, high = self.low, self.high
        return low if low is not None else high if high is not None else 0

    @property
    def is_whole(self) -> bool:
        """Whether it can count people."""
        return self.form != "fraction" and self.written[0] == int(self.written[0]) and self.written[1] == int(self.written[1])


def find_quantities(tokens: Tokens) -> list[Quantity]:
    """Every number of a tokenised text, in text order, never overlapping."""
    found: list[Quantity] = []
    after = 0
    for index, word in enumerate(tokens.low):
        if index < after or not (word in STARTS or word[0].isdecimal() or "-" in word or not word.isascii()):
            continue
        quantity = _quantity(tokens, index, after)
        if quantity is not None:
            found.append(quantity)
            after = quantity.last + 1
    return found


def _quantity(tokens: Tokens, index: int, floor: int) -> Quantity | None:
    core = core_at(tokens, index)
    if core is None:
        return None
    if core.form in ("zero", "article"):  # nothing bounds these
        return Quantity((core.value, core.value), core.form, index, core.last, index, core.last)
    low, high, last = _range_end(tokens, index, core, floor) or (core.value, core.value, core.last)
    quantity = Quantity((low, high), core.form, index, last, index, last, approximate=core.form == "vague")
    return _with_before(tokens, _with_after(tokens, quantity), floor)


def unit_end(tokens: Tokens, last: int) -> int:
    """The last token of a measure or percentage right behind a number's, or `last` where there is none."""
    after = last + 2 if tokens.at(last + 1) == "-" and tokens.joined(last) else last + 1
    word = tokens.at(after)
    if word in PERCENT and (word != "per" or tokens.at(after + 1) == "cent"):
        return after + 1 if word == "per" else after
    if word not in MEASURES:
        return last
    return after + 1 if tokens.at(after + 1) in _UNIT_PAIRS.get(word, ()) else after


def currency_start(tokens: Tokens, first: int) -> int:
    """The first token of a currency's sign or code right before a number ("US $", "HK$"), or `first` where there is none."""
    while tokens.at(first - 1) in CURRENCY_BEFORE:
        first -= 1
    letters = len(tokens.at(first - 1)) < 3 and tokens.joined(first - 1) and tokens.joined(first - 2)
    return first - 2 if letters and tokens.at(first - 2) == "$" else first  # "$A40"


def _range_end(tokens: Tokens, index: int, core: Core, floor: int) -> tuple[float, float, int] | None:
    """Low, high and last token, where a second number makes a range of the first."""
    if core.form not in ("digits", "words"):
        return None
    joint = unit_end(tokens, core.last) + 1
    if tokens.at(joint) not in _JOINTS:
        return None
    start = joint + 1
    while tokens.at(start) in CURRENCY_BEFORE or (tokens.at(start) == "-" and tokens.joined(start) and start == joint + 1):
        start += 1  # "to $93 billion", also "to-93"
    if not _joins_range(tokens, index, core, floor, joint):
        return None
    second = core_at(tokens, start)
    if second is None or second.form not in ("digits", "words") or not _same_unit(tokens, (index, core.last), (start, second.last)):
        return None
    low = core.value
    carried = second.scale > 1 and core.scale == 1 and core.value < second.value / second.scale
    if carried:
        low *= second.scale
    elif tokens.at(joint) == "to" and low > 0 and tells_change(tokens, index, floor):
        measured = unit_end(tokens, second.last) > second.last  # "fell by 1 to 2 degrees", but "rose by 12 to 112"
        if not measured or tokens.at(index - 1) != "by" or second.value > 2 * core.value:
            return None
    said = start > joint + 1 or tokens.at(index - 1) in ("between", "from") or low == 0
    return (low, second.value, second.last) if low < second.value and (said or second.value <= _WIDEST * max(low, 1)) else None


def _same_unit(tokens: Tokens, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two numbers can be the ends of one range: "up 9% to $84" isn't one."""
    priced = [currency_start(tokens, start) < start for start, _ in (first, second)]
    if priced[1] and not priced[0]:
        return False
    behind = unit_end(tokens, first[1])
    return behind == first[1] or tokens.at(behind) == tokens.at(unit_end(tokens, second[1]))


def tells_change(tokens: Tokens, index: int, floor: int = 0) -> bool:
    """Whether the words just before `index` make two figures of "from 43 to 112": something rose from one to the other."""
    return any(tokens.at(position) in _CHANGES for position in range(max(floor, index - 6), index))


def _joins_range(tokens: Tokens, index: int, core: Core, floor: int, joint: int) -> bool:
    word = tokens.at(joint)
    if word == "and":
        return any(tokens.at(position) == "between" for position in range(max(floor, index - 3), index))
    if word in _DASHES:
        spaced = not tokens.joined(joint - 1) or not tokens.joined(joint)
        return core.form == "digits" and not (spaced and word in ("-", "—"))
    return word == "to" or (word == "or" and joint == core.last + 1)


def _with_after(tokens: Tokens, quantity: Quantity) -> Quantity:
    start = quantity.last + 1
    if tokens.at(start) not in _FIRST_AFTER:
        return quantity
    for phrase, bound in _AFTER.items():
        if tokens.at(start) == phrase[0] and tokens.has(start, phrase) and not starts_number(tokens.at(start + len(phrase))):
            if phrase[0] in ("-", "+") and not tokens.joined(quantity.last):
                continue
            return _bounded(replace(quantity, last=start + len(phrase) - 1), bound)
    return quantity


def _with_before(tokens: Tokens, quantity: Quantity, floor: int) -> Quantity:
    """Take in the modifiers that stand before, nearest first; the nearest bound counts."""
    position = max(currency_start(tokens, quantity.first), floor)
    if tokens.at(position - 1) == "minus" and position > floor:
        position -= 1  # "about minus 40"
    bounded = False
    if tokens.at(position - 1) in ("between", "from") and quantity.written[0] != quantity.written[1]:
        position -= 1
    if position < quantity.first:
        quantity = replace(quantity, first=position)
    while position > floor:
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
    if bound == "neutral" or quantity.form == "vague":
        return quantity  # "nearly dozens" says no more than "dozens"
    if bound == "approximate":
        return replace(quantity, approximate=True)
    return replace(quantity, bound=bound)


def _next(value: float, step: int) -> float:
    """The whole number above or below; a fraction has none and stays."""
    return value + step if value == int(value) else value
