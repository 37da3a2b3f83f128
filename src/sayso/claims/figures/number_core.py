"""One number of English news text, without what bounds it: digits, number words, fractions, vague words, none at all."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sayso.claims.figures.tokens import Tokens
from sayso.claims.lexicon import lexicon

Form = Literal["digits", "words", "fraction", "vague", "zero", "article"]

_LISTS = lexicon("numbers")
_SPELT: dict[str, dict[str, int]] = _LISTS["spelt"]
_UNITS, _TENS, _SCALES, _SHORT_SCALES = (_SPELT[name] for name in ("units", "tens", "scales", "short_scales"))
_PARTS = _SPELT["fractions"]  # "thirds": what they divide by
_SCALES_AND_DOZEN = {**_SCALES, "dozen": 12}
_VAGUE: dict[str, int] = _LISTS["vague"]  # the least that each vague word can mean
_VAGUE_TENS = ("tens", "dozens", "scores", "hundreds", "thousands")  # "tens of thousands": these times a scale
_PLURAL_SCALES = {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}
_NEEDS_ARTICLE = ("handful", "few", "number", "couple")
_ZERO_WORDS = ("no", "none", "nobody", "no-one", "zero")
_ARTICLES = ("a", "an")
_MOST_DIGITS = 12  # longer runs of digits are identifiers
_MONTHS = frozenset(_LISTS["words"]["months"])
_MODIFIER_NOUNS = frozenset(_LISTS["words"]["after_article"])
CURRENCY_BEFORE = frozenset(_LISTS["units"]["currency_before"])
PERCENT = frozenset(_LISTS["units"]["percent"])
MEASURES = frozenset(_LISTS["units"]["measures"])

_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?\Z")
_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+\Z")
_DECIMAL = re.compile(r"\d+\.\d+\Z")
_POWERS = ("2", "3", "²", "³")
_LENGTHS = ("long", "wide", "high", "tall", "deep", "away", "above", "below", "sprint", "race", "freestyle")
_SLASHES = ("/", "⁄")
_DIVISORS = (2, 3, 4, 5, 8, 16)  # of fractions in digits; others are dates or scores


@dataclass(frozen=True, slots=True)
class Core:
    """A number that ends at token `last`; `scale` is that of its last word, which a range carries over."""

    value: float
    form: Form
    last: int
    scale: int = 1


def core_at(tokens: Tokens, index: int) -> Core | None:
    """The number that starts at a token, or None."""
    word = tokens.at(index)
    if not word:
        return None
    if word[0].isdecimal():
        return _digits(tokens, index)
    reader = _READERS.get(word)
    if reader is not None and (core := reader(tokens, index)) is not None:
        return core
    if word not in STARTS and "-" not in word:
        return Core(unicodedata.numeric(word), "fraction", index) if _is_sign(word) else None
    return _halves(tokens, _words(tokens, index)) or _hyphened(tokens, index)


def starts_number(word: str) -> bool:
    """Whether a number, other than none at all, starts with this word."""
    return bool(word) and (word[0].isdecimal() or (word in STARTS and word not in _ZERO_WORDS))


def _is_sign(word: str) -> bool:
    return len(word) == 1 and not word.isascii() and unicodedata.category(word) == "No" and 0 < unicodedata.numeric(word) < 1


def _digits(tokens: Tokens, index: int) -> Core | None:
    word = tokens.at(index)
    if len(word) > _MOST_DIGITS and sum(map(str.isdecimal, word)) > _MOST_DIGITS:
        return None
    if _goes_on_from_letters(tokens, index):
        return None
    last = index
    if word.isdecimal() and tokens.at(index - 1) == "." and tokens.joined(index - 1) and not tokens.joined(index - 2):
        word = f"0.{word}"  # ".25 inches"
    elif word.isdecimal():
        while _continues_group(tokens, index, last):
            last += 1
            word += tokens.at(last)
        if tokens.has(last + 1, (",", "000")) and tokens.joined(last) and len(tokens.at(last)) < 4:
            last, word = last + 2, word + "000"  # "80, 000", as tokenised corpora write it
    value = _written(word, decimal=_DOTS.match(word) is not None and _is_decimal_there(tokens, index, last))
    if value is None:
        return None
    if (part := _fraction_after(tokens, last)) is not None:
        whole = value if part[1] > last + 3 or not tokens.joined(last) else 0
        return Core(whole + part[0], "fraction", part[1])
    scale, last = _scale_after(tokens, last)
    return _halves(tokens, Core(_whole(value * scale), "digits", last, scale))


def _goes_on_from_letters(tokens: Tokens, index: int) -> bool:
    """ "B52"; but "US$40", "Rs40" and "$A40" are money."""
    if not tokens.joined(index - 1) or not tokens.at(index - 1)[-1:].isalpha() or tokens.at(index - 1) in CURRENCY_BEFORE:
        return False
    return not (tokens.at(index - 2) == "$" and tokens.joined(index - 2))


def _written(word: str, *, decimal: bool) -> float | None:
    """The value of a run of digits; "1.300" is thirteen hundred unless it stands where a decimal does."""
    if word.isdecimal():
        return int(word)
    if _COMMAS.match(word):
        return _whole(float(word.replace(",", "")))
    if _DOTS.match(word) and not decimal and word[0] != "0":
        return int(word.replace(".", ""))
    return float(word) if _DECIMAL.match(word) else None


def _whole(value: float) -> float:
    """Whole values as integers: "1.2 million" is 1200000, whatever the sum in floating point."""
    return round(value) if abs(value - round(value)) < 1e-6 * max(1.0, abs(value)) and value >= 1 else value


def _is_decimal_there(tokens: Tokens, first: int, last: int) -> bool:
    """Whether money, a share, a measure or a scale stands beside, with which a point is a decimal one."""
    after = tokens.at(last + 1)
    return (
        tokens.at(first - 1) in CURRENCY_BEFORE
        or after in PERCENT
        or after in MEASURES
        or after in _SCALES
        or (tokens.joined(last) and after in _SHORT_SCALES)
    )


def _continues_group(tokens: Tokens, first: int, last: int) -> bool:
    """Whether "20 000" goes on: groups of three after one space, and no date just before ("March 11 120 people")."""
    following = tokens.at(last + 1)
    return (
        len(following) == 3
        and following.isdecimal()
        and len(tokens.at(first)) <= 3
        and tokens.at(first)[0] != "0"
        and (last == first or len(tokens.at(last)) == 3)
        and last - first < 2
        and tokens.starts[last + 1] - tokens.ends[last] == 1
        and tokens.at(first - 1) not in _MONTHS
    )


def _fraction_after(tokens: Tokens, last: int) -> tuple[float, int] | None:
    """The fraction that starts at `last` or behind it ("3/4", the "3/4" of "7 3/4", the "½" of "2½") and where it ends."""
    after = tokens.at(last + 1)
    if not after.isascii() and _is_sign(after) and tokens.joined(last):
        return unicodedata.numeric(after) + _value(tokens.at(last)), last + 1
    start = last if after in _SLASHES else last + 1
    above, sign, below = (tokens.at(start + step) for step in range(3))
    if sign not in _SLASHES or not (above.isdecimal() and below.isdecimal() and tokens.joined(start) and tokens.joined(start + 1)):
        return None
    plain = len(above) < 4 and len(below) < 4 and 0 < int(above) < int(below) and tokens.at(start + 3) != "/"
    return (int(above) / int(below), start + 2) if plain and (sign == "⁄" or int(below) in _DIVISORS) else None


def _value(word: str) -> int:
    return int(word) if word.isdecimal() else 0


def _scale_after(tokens: Tokens, last: int) -> tuple[int, int]:
    scale = 1
    if tokens.joined(last) and tokens.at(last + 1) in _SHORT_SCALES and not _is_length(tokens, last + 1):
        return _SHORT_SCALES[tokens.at(last + 1)], last + 1
    if tokens.at(last + 1) == "-" and tokens.joined(last) and tokens.at(last + 2) in _SCALES:
        return _SCALES[tokens.at(last + 2)], last + 2  # "a $3-million grant"
    if (leading := tokens.at(last + 1).partition("-")) and leading[1] and leading[0] in _SCALES:
        return _SCALES[leading[0]], last  # "a 2 million-year-old tool"
    while tokens.at(last + 1) in _SCALES_AND_DOZEN and scale < 10**12:
        scale *= _SCALES_AND_DOZEN[tokens.at(last + 1)]
        last += 1
    return scale, last


def _is_length(tokens: Tokens, index: int) -> bool:
    """Whether an "m" is metres: "40m long", "a 40m (130ft) mast", "40m2"."""
    if tokens.raw(index) != "m":
        return False
    if tokens.joined(index) and tokens.at(index + 1) in _POWERS:
        return True
    following = index + 2 if tokens.at(index + 1) in ("-", "(") else index + 1
    return tokens.at(following) in _LENGTHS or (tokens.at(index + 1) == "(" and tokens.at(following + 1) in MEASURES)


def _words(tokens: Tokens, index: int) -> Core | None:
    """Number words: "twenty-two", "one thousand two hundred", "a hundred and twenty", "two dozen"."""
    total, current, last, scale = 0, 0, index - 1, 1
    position, room = index, 10**15  # a part that follows is smaller than the one before it
    if tokens.at(index) in _ARTICLES:
        if tokens.at(index + 1) not in _SCALES_AND_DOZEN:
            return None
        current, position = 1, index + 1
    while position < len(tokens) and total < 10**15:
        word = tokens.at(position)
        if word == "and" and scale > 1 and _small(tokens.at(position + 1)):
            position += 1
            continue
        parts = _parts(word)
        if not parts:
            break
        for part in parts:
            if part in _SCALES_AND_DOZEN:
                scale = _SCALES_AND_DOZEN[part]
                current = (current or 1) * scale
                if scale >= 1_000:
                    total, current = total + current, 0
                room = scale
            else:
                value = _UNITS.get(part, _TENS.get(part, 0))
                if value >= room:
                    return Core(total + current, "words", last, scale) if last >= index else None
                current, room = current + value, 10 if part in _TENS else 1
        last = position
        if room == 1 and tokens.at(position + 1) not in _SCALES_AND_DOZEN:
            break
        position += 1
        room = 10**15 if tokens.at(position) in _SCALES else room
    return Core(total + current, "words", last, scale) if last >= index else None


def _parts(word: str) -> list[str]:
    parts = word.split("-")
    return parts if all(part in _UNITS or part in _TENS or part in _SCALES_AND_DOZEN for part in parts) else []


def _small(word: str) -> bool:
    parts = _parts(word)
    return bool(parts) and all(part in _UNITS or part in _TENS for part in parts)


def _halves(tokens: Tokens, core: Core | None) -> Core | None:
    """Take in "two thirds", "two and a half", "two and a half million"."""
    if core is None:
        return None
    word = tokens.at(core.last + 1)
    if word in _PARTS and core.value < _PARTS[word] <= 10 and (word.endswith("s") or core.value == 1):
        return Core(core.value / _PARTS[word], "fraction", core.last + 1)
    if not tokens.has(core.last + 1, ("and", "a", "half")):
        return core
    scale, last = _scale_after(tokens, core.last + 3)
    value = _whole((core.value + core.scale / 2) * scale)
    return Core(value, core.form if value == round(value) else "fraction", last, scale)


def _hyphened(tokens: Tokens, index: int) -> Core | None:
    """ "two-thirds", "half-a-million", "half-dozen", "a two-and-a-half"; other words with a hyphen are no numbers."""
    first, *rest = tokens.at(index).split("-")
    if len(rest) == 1 and first in _UNITS and rest[0] in _PARTS:
        return Core(_UNITS[first] / _PARTS[rest[0]], "fraction", index)
    if first == "half" and rest and rest[-1] in _SCALES_AND_DOZEN and rest[:-1] in ([], ["a"]):
        return Core(_SCALES_AND_DOZEN[rest[-1]] // 2, "words", index, _SCALES_AND_DOZEN[rest[-1]])
    return None


def _vague(tokens: Tokens, index: int) -> Core | None:
    word = tokens.at(index)
    value, last = _VAGUE[word], index
    following = tokens.at(index + 1)
    if word == "couple" and following == "of" and tokens.at(index + 2) in _SCALES_AND_DOZEN:
        index += 1  # "a couple of hundred"
    if word in ("several", "few", "couple") and tokens.at(index + 1) in _SCALES_AND_DOZEN:
        scale, last = _scale_after(tokens, index)
        return Core(value * scale, "vague", last)
    if word in _VAGUE_TENS and following in ("of", "upon") and tokens.at(index + 2) in _PLURAL_SCALES:
        return Core(value * _PLURAL_SCALES[tokens.at(index + 2)] if following == "of" else value, "vague", index + 2)
    return Core(value, "vague", last)


def _article(tokens: Tokens, index: int) -> Core | None:
    """ "a handful", "a few hundred", "a number of", "a couple of", "a third of", "a half million"; a bare article is one."""
    word = tokens.at(index + 1)
    if word in ("quarter", "half", "half-dozen", "half-million") and (core := core_at(tokens, index + 1)) is not None:
        return core
    if word in _PARTS and tokens.at(index + 2) == "of" and _PARTS[word] > 2:
        return Core(1 / _PARTS[word], "fraction", index + 1)
    skip = 1 if word in ("small", "large", "good", "mere") else 0
    word = tokens.at(index + 1 + skip)
    if word in _NEEDS_ARTICLE and (
        word in ("few", "handful")
        or tokens.at(index + 2 + skip) == "of"
        or (word == "couple" and tokens.at(index + 2 + skip) in _SCALES_AND_DOZEN)
    ):
        return _vague(tokens, index + 1 + skip)
    if (core := _words(tokens, index)) is not None:
        return _halves(tokens, core)
    return None if word in _MODIFIER_NOUNS else Core(1, "article", index)


def _another(tokens: Tokens, index: int) -> Core | None:
    """ "another was hurt"; but "another six" is six."""
    return None if starts_number(tokens.at(index + 1)) else Core(1, "article", index)


def _half(tokens: Tokens, index: int) -> Core | None:
    skip = 1 if tokens.at(index + 1) in _ARTICLES else 0
    scale = _SCALES_AND_DOZEN.get(tokens.at(index + 1 + skip))
    if scale:
        return Core(scale // 2, "words", index + 1 + skip, scale)
    return Core(0.5, "fraction", index) if tokens.at(index + 1) in ("of", "the", "its", "their", "his", "her") else None


def _quarter(tokens: Tokens, index: int) -> Core | None:
    if tokens.at(index + 1) in ("million", "billion"):
        scale = _SCALES[tokens.at(index + 1)]
        return Core(scale // 4, "words", index + 1, scale)
    if tokens.at(index + 1) != "of":
        return None
    if tokens.at(index + 2) == "a" and tokens.at(index + 3) in _SCALES:
        scale = _SCALES[tokens.at(index + 3)]
        return Core(scale // 4, "words", index + 3, scale)
    return Core(0.25, "fraction", index) if tokens.at(index + 2) != "an" else None


def _zero(tokens: Tokens, index: int) -> Core | None:
    if tokens.at(index) == "no" and tokens.at(index + 1) in (".", "fewer", "less", "more", "longer", "doubt", "matter"):
        return None  # "No. 7", "no fewer than 40"
    return Core(0, "zero", index + 1 if tokens.has(index, ("no", "one")) else index)


def _not(tokens: Tokens, index: int) -> Core | None:
    """ "not a single person", "not one civilian"."""
    if tokens.has(index + 1, ("a", "single")):
        return Core(0, "zero", index + 2)
    if tokens.at(index + 1) == "one" and tokens.at(index + 2) not in ("but", "hundred", "thousand", "million"):
        return Core(0, "zero", index + 1)
    return None


_READERS: dict[str, Callable[[Tokens, int], Core | None]] = {
    **dict.fromkeys([word for word in _VAGUE if word not in _NEEDS_ARTICLE], _vague),
    **dict.fromkeys(_ARTICLES, _article),
    **dict.fromkeys(_ZERO_WORDS, _zero),
    "another": _another,
    "half": _half,
    "quarter": _quarter,
    "not": _not,
}
STARTS = frozenset(_READERS) | frozenset(_UNITS) | frozenset(_TENS) | frozenset(_SCALES)
