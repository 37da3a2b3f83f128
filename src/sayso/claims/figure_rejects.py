"""Numbers that count no people: dates, times, ages, money, shares, numbers of things, list numbers."""

from collections.abc import Sequence

from sayso.claims.figure_tokens import Tokens
from sayso.claims.figure_words import Lexicon
from sayso.claims.numbers import Quantity

_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_YEARS = range(1800, 2101)
_AGE_AFTER = ("year-old", "years-old", "month-old", "year-olds", "years", "yr-old", "day-old", "week-old")
_TIME_AFTER = ("am", "pm", "gmt", "a.m", "p.m", "hours", "hrs", "utc", "o'clock", "st", "nd", "rd", "th")
_ALWAYS_NUMBERED = ("no", "nr", "page", "day", "aged", "chapter", "bus", "line", "level", "magnitude", "grade")
_PREPOSITIONS = frozenset(
    [
        "in",
        "since",
        "until",
        "by",
        "during",
        "of",
        "before",
        "after",
        "from",
        "to",
        "mid",
        "early",
        "late",
        "around",
        "on",
        "at",
        "year",
        "till",
        "between",
        "and",
        "or",
    ]
)
_AGE_NOUNS = frozenset(
    [
        "woman",
        "man",
        "boy",
        "girl",
        "child",
        "baby",
        "infant",
        "teenager",
        "youth",
        "widow",
        "mother",
        "father",
        "grandmother",
        "toddler",
        "person",
    ]
)


_AGED_PEOPLE = _AGE_NOUNS | {"children", "those", "boys", "girls", "kids", "people", "men", "women", "anyone", "everyone", "population"}


def counts_no_people(tokens: Tokens, quantity: Quantity, lex: Lexicon, sentence_start: int) -> bool:
    """Whether the number by its own surroundings is no count: tested before its noun is looked at."""
    return (
        _measures_or_money(tokens, quantity, lex)
        or _is_date_or_time(tokens, quantity)
        or _is_age(tokens, quantity, lex)
        or _is_label(tokens, quantity, lex, sentence_start)
    )


def is_year(tokens: Tokens, quantity: Quantity) -> bool:
    """A bare number in the form of a year, where a year would stand."""
    word = tokens.at(quantity.core_first)
    if quantity.form != "digits" or len(word) != 4 or not word.isdecimal() or int(word) not in _YEARS:
        return False
    before = tokens.at(quantity.first - 1)
    return before in _PREPOSITIONS or before in _MONTHS or before in ("spring", "summer", "autumn", "winter", "fall", ",", "-", "–")


def is_share(quantities: Sequence[Quantity], index: int, tokens: Tokens) -> bool:
    """Either number of "one in five children", "four out of ten"."""
    pairs = ((place, place + 1) for place in (index - 1, index) if 0 <= place and place + 1 < len(quantities))
    return any(_is_ratio(quantities[left], quantities[right], tokens) for left, right in pairs)


def _is_ratio(left: Quantity, right: Quantity, tokens: Tokens) -> bool:
    between = tuple(tokens.low[left.last + 1 : right.core_first])
    exact = left.low == left.high and right.low == right.high
    return between in (("in",), ("in", "every"), ("out", "of"), ("out", "of", "every")) and exact and left.value < right.value <= 100


def _measures_or_money(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    before, after = tokens.at(quantity.first - 1), tokens.at(quantity.last + 1)
    if before in lex.money_before or tokens.at(quantity.core_first - 1) in lex.money_before:
        return True
    if after in lex.percent and (after != "per" or tokens.at(quantity.last + 2) in ("cent", "head")):
        return True
    return after in ("°", "′", "″") or (after == "x" and quantity.form == "digits")


def _is_date_or_time(tokens: Tokens, quantity: Quantity) -> bool:
    if quantity.form != "digits":
        return False
    first, last = quantity.core_first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last + 1)
    month_after = after in _MONTHS or (after in ("of", "-") and tokens.at(last + 2) in _MONTHS)
    if month_after and quantity.value <= 31 and tokens.raw(last + 1)[0].isupper():
        return True
    if before in _MONTHS and quantity.value <= 31 and tokens.raw(first - 1)[0].isupper():
        return after not in ("people", "civilians") or quantity.value <= 31
    if after in _TIME_AFTER and (tokens.joined(last) or after not in ("st", "hours")):
        return True
    joined_before, joined_after = tokens.joined(first - 1), tokens.joined(last)
    beyond = tokens.at(last + 2)[:1].isdecimal()
    if joined_after and after in (":", "/", ".") and beyond and last + 2 < len(tokens) and tokens.joined(last + 1):
        return True
    if joined_before and before in (":", "/", ".") and tokens.at(first - 2)[:1].isdecimal() and tokens.joined(first - 2):
        return True
    if joined_after and after in ("-", "–") and beyond and tokens.joined(last + 1):
        return True  # "15-07-2016", "4-3": a range was read as one number already
    dotted = tokens.at(first).count(".") == 1 and len(tokens.at(first)) <= 5
    return dotted and quantity.core_first == quantity.last and quantity.value < 25 and "." in tokens.at(first)


def _is_age(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    first, last = quantity.core_first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last + 1)
    if after == "-" and tokens.at(last + 2) in _AGE_AFTER:
        return True
    if (
        after == "-"
        and tokens.joined(last)
        and tokens.at(last + 2)[:1].isalpha()
        and tokens.at(last + 2) not in ("strong", "odd", "plus", "member")
    ):
        return True  # "a 30-kilometre front", "a two-day visit"
    name = tokens.raw(first - 1) if before != "," else tokens.raw(first - 2)
    alone = before == after == "," or after in lex.grammar["tell"]
    if alone and name[:1].isupper() and 10 < quantity.value < 110 and quantity.form == "digits":
        return True  # "Anna Berg, 52, a farmer"
    if before in ("youngest", "oldest", "eldest") or tokens.at(quantity.first - 1) in ("aged", "age", "ages") or before in ("aged", "age", "ages"):
        return True
    if before == "of" and tokens.at(first - 2) in _AGE_NOUNS and quantity.value < 110 and quantity.form in ("digits", "words"):
        return not tokens.at(last + 1).isalpha() or tokens.at(last + 1) in (
            "was",
            "were",
            "and",
            "who",
            "in",
            "died",
            "killed",
            "from",
            "by",
        )
    if before in ("under", "over", "below", "above") and quantity.value <= 75 and quantity.last == quantity.core_last:
        return tokens.at(first - 2) in _AGED_PEOPLE or tokens.at(first - 2) in ("was", "were", "aged")
    return False


def _is_label(tokens: Tokens, quantity: Quantity, lex: Lexicon, sentence_start: int) -> bool:
    """Numbers that name: "Brigade 47", "No. 7", "#3", "G7", "1." at the head of a list, "bus 4"."""
    if quantity.first != quantity.core_first or (quantity.form != "digits" and tokens.at(quantity.first - 1) not in _ALWAYS_NUMBERED):
        return False
    first, last = quantity.first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last + 1)
    if first and tokens.joined(first - 1) and (before in ("#", "@", "_", "/") or (before in ("-", "–") and tokens.joined(first - 2))):
        return True
    if tokens.joined(last) and (after[:1].isalpha() or after in ("_", "@", "/")):
        return True
    if before == "." and tokens.at(first - 2) in ("no", "nos", "nr", "vol", "art", "p", "pp"):
        return True
    if first == sentence_start and after in (".", ")", "/", "]") and quantity.value < 100:
        return True
    if before in lex.numbered_by:
        return tokens.raw(first - 1)[0].isupper() or after not in lex.grammar["function"] or before in _ALWAYS_NUMBERED
    return False
