"""What kind of number one is by its surroundings: money, a share, a date, an age, a label, or a count of something."""

from collections.abc import Sequence
from typing import Literal

from sayso.claims.figures.number_core import CURRENCY_BEFORE, PERCENT
from sayso.claims.figures.numbers import Quantity, currency_start, unit_end
from sayso.claims.figures.tokens import Tokens
from sayso.claims.figures.words import Lexicon
from sayso.claims.lexicon import lexicon

Kind = Literal["count", "money", "share", "measure", "date", "age", "label"]

_WORDS = {name: frozenset(words) for name, words in lexicon("numbers")["rejects"].items()}
_MONTHS = frozenset(lexicon("numbers")["words"]["months"])
_WORDS_LIKE_MONTHS = frozenset(lexicon("numbers")["words"]["words_like_months"])
_AGED = _WORDS["aged_one"] | _WORDS["aged_many"]
# "between the ages of 18 and 29", and from the second number back.
_AGES_OF = ((2, ("ages", "of")), (2, ("age", "of")), (4, ("ages", "of")), (3, ("aged", "between")), (2, ("aged", "between")))
_GROUP_OF = frozenset(["the", "them", "these", "those", "whom", "our", "their", "its", "his", "her", "my", "your"])
_YEARS = range(1800, 2101)


def kind_of(tokens: Tokens, quantities: Sequence[Quantity], index: int, lex: Lexicon, sentence_start: int) -> Kind:
    """What `quantities[index]` is by its own surroundings, before the noun behind it is looked at."""
    quantity = quantities[index]
    if currency_start(tokens, quantity.core_first) < quantity.core_first:
        return "money"
    if _is_percentage(tokens, quantity) or is_share(quantities, index, tokens):
        return "share"
    if _is_compound(tokens, quantity.last) or (tokens.joined(quantity.last) and unit_end(tokens, quantity.last) > quantity.last):
        return "measure"  # "40km", "a 30-kilometre front"
    if _is_date_or_time(tokens, quantity):
        return "date"
    if _is_age(tokens, quantity, lex):
        return "age"
    return "label" if _is_label(tokens, quantity, lex, sentence_start) else "count"


def is_year(tokens: Tokens, quantity: Quantity) -> bool:
    """A bare number in the form of a year, where a year would stand."""
    word = tokens.at(quantity.core_first)
    if quantity.form != "digits" or len(word) != 4 or not word.isdecimal() or int(word) not in _YEARS:
        return False
    before = tokens.at(quantity.first - 1)
    if quantity.last > quantity.core_first and quantity.high in _YEARS:
        return True  # "1999-2003"
    return before in _WORDS["year_before"] or before in _MONTHS


def is_negative(tokens: Tokens, quantity: Quantity) -> bool:
    """ "minus 5", "-0.2%", "$-4m"."""
    first = quantity.core_first
    if tokens.at(first - 1) not in ("-", "−"):
        return tokens.at(first - 1) == "minus"
    before = tokens.at(first - 2)
    return tokens.joined(first - 1) and (before == "minus" or before in CURRENCY_BEFORE or not tokens.joined(first - 2))


def is_share(quantities: Sequence[Quantity], index: int, tokens: Tokens) -> bool:
    """Either number of "one in five children", "four out of ten"."""
    pairs = ((place, place + 1) for place in (index - 1, index) if place >= 0 and place + 1 < len(quantities))
    return any(_is_ratio(quantities[left], quantities[right], tokens) for left, right in pairs)


def _is_ratio(left: Quantity, right: Quantity, tokens: Tokens) -> bool:
    between = tuple(tokens.low[left.last + 1 : right.core_first])
    exact = left.written[0] == left.written[1] and right.written[0] == right.written[1]
    return (
        between in (("in",), ("in", "every"), ("out", "of"), ("out", "of", "every")) and exact and left.written[0] < right.written[0] <= 100
    )


def _is_percentage(tokens: Tokens, quantity: Quantity) -> bool:
    after = tokens.at(quantity.last + 1)
    second = tokens.at(quantity.last + 3)
    if after in ("to", "and", "or") and tokens.at(quantity.last + 2)[:1].isdecimal() and second in PERCENT and second != "per":
        return True  # "46 to 40 percent"
    if after in PERCENT and (after != "per" or tokens.at(quantity.last + 2) in ("cent", "head")):
        return True
    return (after in ("°", "′", "″") and tokens.at(quantity.last + 2) != "s") or (after == "x" and quantity.form == "digits")


def _is_date_or_time(tokens: Tokens, quantity: Quantity) -> bool:
    if _is_hour(tokens, quantity):
        return True
    if quantity.form != "digits":
        return False
    number = tokens.at(quantity.core_first)
    if len(number) == 4 and number.isdecimal() and quantity.value in _YEARS and _is_after_day(tokens, quantity.first):
        return True
    if number[0] == "0" and number.isdecimal() and len(number) > 1:
        return True
    if len(number) == 4 and tokens.joined(quantity.last) and tokens.at(quantity.last + 1) == "s":
        return True  # "the 1990s"
    return _is_day(tokens, quantity) or _is_clock(tokens, quantity) or _is_inside_date(tokens, quantity)


def _is_after_day(tokens: Tokens, first: int) -> bool:
    """Whether a month or a day of one stands before: "15 April 2017", "July 2, 2016"."""
    before = first - 2 if tokens.at(first - 1) == "," else first - 1
    if tokens.at(before) in _MONTHS:
        return _names_month(tokens, before)
    return tokens.at(before)[:1].isdecimal() and tokens.at(before - 1) in _MONTHS


def _is_day(tokens: Tokens, quantity: Quantity) -> bool:
    """ "12 March", "March 12", "the 12th of March", "28 and 29 October"."""
    first, last = quantity.core_first, quantity.last
    if quantity.value > 31:
        return False
    after = tokens.at(last + 1)
    if _names_month(tokens, last + 2 if after in ("of", "-") else last + 1):
        return True
    if after in ("and", "to", "-", "–") and tokens.at(last + 2)[:1].isdecimal() and tokens.at(last + 3) in _MONTHS:
        return True
    before = first - 2 if tokens.at(first - 1) == "." else first - 1  # "Feb. 21"
    return _names_month(tokens, before)


def _names_month(tokens: Tokens, index: int) -> bool:
    """Whether a word is a month: in lower case only where it means nothing else ("12 sept", but not "12 march home")."""
    word = tokens.at(index)
    return word in _MONTHS and (word not in _WORDS_LIKE_MONTHS or tokens.raw(index)[0].isupper())


def _is_hour(tokens: Tokens, quantity: Quantity) -> bool:
    """ "four in the afternoon", "at 3 in the morning"."""
    last = quantity.last
    of_day = tokens.at(last + 1) == "in" and tokens.at(last + 2) == "the" and tokens.at(last + 3) in ("morning", "afternoon", "evening")
    return of_day and quantity.value <= 12


def _is_clock(tokens: Tokens, quantity: Quantity) -> bool:
    """ "6 am", "1130 GMT", "5.20"."""
    first, last = quantity.core_first, quantity.last
    before, after, number = tokens.at(first - 1), tokens.at(last + 1), tokens.at(first)
    if after in _WORDS["time_after"] and (tokens.joined(last) or after not in ("st", "hours")):
        return True
    minute = number.partition(".")[2]
    return (
        first == last
        and len(minute) == 2
        and quantity.value < 25
        and minute < "60"
        and before in _WORDS["clock_before"]
        and not after.isalpha()
    )


def _is_inside_date(tokens: Tokens, quantity: Quantity) -> bool:
    """A part of "11:42", "15/07/2016", "15.04.2017", "15-07-2016", "4-3"; a true range was read as one number already."""
    first, last = quantity.core_first, quantity.last
    after, before = tokens.at(last + 1), tokens.at(first - 1)
    follows = tokens.joined(last) and tokens.joined(last + 1) and tokens.at(last + 2)[:1].isdecimal()
    precedes = tokens.joined(first - 1) and tokens.joined(first - 2) and tokens.at(first - 2)[:1].isdecimal()
    return (follows and after in (":", "/", ".", "-", "–")) or (precedes and before in (":", "/", "."))


def _is_compound(tokens: Tokens, last: int) -> bool:
    """ "a 17-year-old", "a two-day visit"; but "a 2,000-strong force" counts people."""
    word = tokens.at(last + 2)
    if tokens.at(last + 1) != "-" or not word[:1].isalpha() or word in ("strong", "odd", "plus", "member"):
        return False
    return tokens.joined(last) or word in ("year", "month", "week", "day")  # "59 - year - old", as tokenised corpora write it


def _is_age(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    first, last = quantity.core_first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last + 1)
    if after in _WORDS["age_after"] or (after in ("year", "years", "month", "months") and tokens.at(last + 2) == "old"):
        return True
    if {before, tokens.at(quantity.first - 1)} & _WORDS["age_before"]:
        return True
    if before in ("of", "between", "and") and any(tokens.has(first - step, words) for step, words in _AGES_OF):
        return True
    return _is_age_of_one(tokens, quantity, lex) or _is_age_of_many(tokens, quantity)


def _is_age_of_one(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """ "Anna Berg, 52, a farmer", "Omar 24 said", "a woman of 67"."""
    first, last = quantity.core_first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last + 1)
    if before in ("was", "is", "turned") and tokens.at(first - 2) in ("he", "she", "i") and quantity.value < 110:
        return True  # "when she was six"
    name = tokens.raw(first - 1) if before != "," else tokens.raw(first - 2)
    alone = (before == "," and after in (",", ".", ";", "of", "and")) or after in lex.grammar["tell"]
    if before == "," and tokens.at(first - 2) == "." and len(tokens.raw(first - 3)) == 1:
        name = tokens.raw(first - 3)  # "Petra K., 58,"
    if after == "of" and tokens.at(last + 2) in _GROUP_OF:
        return False  # "says Rosa Lind, 35 of our miners"
    if alone and name[:1].isupper() and 10 < quantity.value < 110 and quantity.form == "digits":
        return True
    start = quantity.first
    if tokens.at(start - 1) != "of" or tokens.at(start - 2) not in _WORDS["aged_one"] or quantity.value >= 110 or quantity.form == "vague":
        return False
    return not after.isalpha() or after in _WORDS["after_age"]


def _is_age_of_many(tokens: Tokens, quantity: Quantity) -> bool:
    """ "children under five", "were under 18"."""
    first = quantity.core_first
    if tokens.at(first - 1) not in ("under", "over", "below", "above") or quantity.value > 75 or quantity.last != quantity.core_last:
        return False
    young = tokens.at(first - 1) in ("under", "below") and tokens.at(first - 2) in ("is", "are", "be", "all", "mostly")
    return young or tokens.at(first - 2) in _AGED or tokens.at(first - 2) in ("was", "were", "aged")


def _is_label(tokens: Tokens, quantity: Quantity, lex: Lexicon, sentence_start: int) -> bool:
    """Numbers that name: "Brigade 47", "No. 7", "#3", "G7", "1." at the head of a list, "bus 4"."""
    if quantity.first != quantity.core_first or (
        quantity.form != "digits" and tokens.at(quantity.first - 1) not in (*_WORDS["always_numbers"], "number")
    ):
        return False
    first, last = quantity.first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last + 1)
    if (
        not is_negative(tokens, quantity)
        and tokens.joined(first - 1)
        and (before in ("#", "@", "_", "/") or (before in ("-", "–") and tokens.joined(first - 2)))
    ):
        return True
    if tokens.joined(last) and (after[:1].isalpha() or after in ("_", "@", "/")):
        return True
    if before == "." and tokens.at(first - 2) in ("no", "nos", "nr", "vol", "art", "p", "pp"):
        return True
    if first == sentence_start and after in (".", ")", "/", "]") and quantity.value < 100:
        return True
    if quantity.form == "digits" and after.isalpha() and tokens.raw(last + 1)[0].isupper() and _is_address(tokens, last):
        return True
    if _is_one_of_two(tokens, first, lex):
        return True
    if before not in lex.numbered_by or _is_verb(tokens, first - 1, lex):
        return False
    if before == "number" and tokens.at(first - 2) in lex.things:
        return True  # "gate number four"
    if before == "top" and quantity.value < 20 and after in lex.people:
        return False  # "the top three commanders"
    if before in _WORDS["always_numbers"] or tokens.raw(first - 1)[0].isupper():
        return True
    return after not in lex.grammar["function"] and not _counts_people(tokens, last, lex)


def _is_one_of_two(tokens: Tokens, at: int, lex: Lexicon) -> bool:
    """Either number of "posts 12 and 13"."""
    second = tokens.at(at - 1) == "and" and tokens.at(at - 2).isdecimal() and tokens.at(at - 3) in lex.numbered_by
    before = tokens.at(at - 1)
    return second or (before.endswith("s") and before in lex.numbered_by and tokens.at(at + 1) == "and" and tokens.at(at + 2).isdecimal())


def _counts_people(tokens: Tokens, last: int, lex: Lexicon) -> bool:
    """ "in a week 30 young men were held", "medics report 2 killed", "hospitals report 40 suspected measles cases"."""
    if any(tokens.at(index) in lex.people for index in (last + 1, last + 2)):
        return True
    befallen = any(cue.kind in ("past", "state") for cue in lex.cues.get(tokens.at(last + 1), ()) if len(cue.words) == 1)
    return befallen or any(tokens.at(index) in lex.illness for index in range(last + 1, last + 4))


def _is_verb(tokens: Tokens, index: int, lex: Lexicon) -> bool:
    """Whether "number" tells how many there are: "the dead number 61", "refugees now number 300"."""
    before = tokens.at(index - 1)
    noun = lex.people.get(before)
    return tokens.at(index) == "number" and (before in _WORDS["before_number"] or (noun is not None and noun.plural))


def _is_address(tokens: Tokens, last: int) -> bool:
    """ "49 Cedar Hill Road"."""
    return any(tokens.at(index) in _WORDS["streets"] for index in range(last + 2, last + 5))
