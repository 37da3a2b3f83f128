"""Every quantity that a text states, over the package's numbers: what corpora of quantities are measured with.

Which numbers are names, what unit they have and whether something rose or fell by them is nothing that claims ask for; it is
written here, its words in amounts.toml.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sayso.claims.figures.number_kinds import Kind, is_negative, is_year, kind_of
from sayso.claims.figures.numbers import Quantity, currency_start, find_quantities, unit_end
from sayso.claims.figures.tokens import Tokens, tokenise
from sayso.claims.figures.words import Lexicon, figure_lexicon
from sayso.model.evidence import Span

Trend = Literal["up", "down"]

_LISTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("amounts.toml").read_text(encoding="utf-8"))
_TRENDS: dict[str, Trend] = {**dict.fromkeys(_LISTS["rises"], "up"), **dict.fromkeys(_LISTS["falls"], "down")}
_PARTICLE_VERBS = frozenset(_LISTS["particle_verbs"])
_PEOPLES = ("s", "an", "ish", "ese", "i", "men", "people", "ch")  # endings of those who, or whose people, are counted
_STOPS = frozenset('.!?:;"“”•|')
_LONGEST_UNIT = 3  # words of a noun phrase behind a number
_TREND_BACK = 3  # words between a rise and its number


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity: `quantity` holds value and bounds, `span` it and its unit. `unit` is as written, "" where there is none.

    `trend` says that something rose or fell by it.
    """

    quantity: Quantity
    kind: Kind
    span: Span
    unit: str
    trend: Trend | None


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every quantity of a text, in text order. Dates, ages and labels ("Brigade 47") are among them, each by its kind."""
    tokens, lex = tokenise(text), figure_lexicon()
    quantities = find_quantities(tokens)
    found: list[Amount] = []
    for index in range(len(quantities)):
        amount = _amount(tokens, quantities, index, lex)
        found.append(_converted(tokens, found[-1], amount) if found else amount)
    return tuple(found)


def _converted(tokens: Tokens, before: Amount, amount: Amount) -> Amount:
    """ "more than 5 miles (8km)": what is said again in another unit is bounded as it was."""
    bracket = amount.quantity.first - 1
    plain = amount.quantity.bound == "neutral" and not amount.quantity.approximate and amount.trend is None
    if not plain or tokens.at(bracket) not in ("(", "/") or not 0 <= tokens.starts[bracket] - before.span.end <= 1:
        return amount
    if before.kind in ("date", "label"):
        return amount
    quantity = replace(amount.quantity, bound=before.quantity.bound, approximate=before.quantity.approximate)
    return replace(amount, quantity=quantity, trend=before.trend)


def _amount(tokens: Tokens, quantities: Sequence[Quantity], index: int, lex: Lexicon) -> Amount:
    quantity = quantities[index]
    kind = kind_of(tokens, quantities, index, lex, -1)
    if kind == "count" and _is_name(tokens, quantity, lex):
        kind = "label"
    if kind == "count" and unit_end(tokens, quantity.last) > quantity.last:
        kind = "measure"
    if is_negative(tokens, quantity):
        quantity = replace(quantity, written=(-quantity.written[1], -quantity.written[0]))
    last, unit = _unit(tokens, quantity, kind, lex)
    return Amount(quantity, kind, tokens.span(quantity.first, last), unit, _trend(tokens, quantity))


def _unit(tokens: Tokens, quantity: Quantity, kind: Kind, lex: Lexicon) -> tuple[int, str]:
    """The last token of a quantity with its unit, and the unit's words: those before it for money, else those behind."""
    money = currency_start(tokens, quantity.core_first)
    if money < quantity.core_first:
        return quantity.last, tokens.span(money, quantity.core_first - 1).of(tokens.text)
    if kind in ("date", "label"):
        return quantity.last, ""
    last = unit_end(tokens, quantity.last)
    if last == quantity.last:
        last = _noun_end(tokens, quantity, lex)
    return last, tokens.span(quantity.last + 1, last).of(tokens.text) if last > quantity.last else ""


def _noun_end(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> int:
    """The last of the words behind a number up to the noun that it counts."""
    last = quantity.last
    for index in range(quantity.last + 1, quantity.last + 1 + _LONGEST_UNIT):
        word = tokens.at(index)
        if not word or not word[0].isalpha() or word in lex.grammar["function"]:
            break
        last = index
        if word.endswith("s"):
            break
    return last


def _trend(tokens: Tokens, quantity: Quantity) -> Trend | None:
    """Whether something rose or fell by a quantity: a word for that stands right before, with "by" also a little further off."""
    first, seen = quantity.first, _TREND_BACK
    if tokens.at(first - 1) == "=":
        first -= 2  # "by Y=40 billion"
    if tokens.at(first - 1) == "+" and tokens.joined(first - 1):
        return "up"
    if tokens.at(first - 1) == "by":
        return next((_TRENDS[tokens.at(index)] for index in range(first - 2, first - 2 - seen, -1) if tokens.at(index) in _TRENDS), None)
    for index in range(first - 1, first - 1 - seen, -1):
        word = tokens.at(index)
        if word in _TRENDS:
            return None if tokens.at(index - 1) in _PARTICLE_VERBS else _TRENDS[word]
        if word not in ("another", "-", "further") and not word.endswith("ly"):
            return None
    return None


def _is_name(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """Whether a number that isn't money, a share, a date, an age or a label by its neighbours names something all the same."""
    if unit_end(tokens, quantity.last) > quantity.last:
        return False
    if quantity.form == "digits":
        return _is_bare_year(tokens, quantity, lex) or _is_model(tokens, quantity) or _stands_behind_name(tokens, quantity, lex)
    if quantity.form != "words":
        return False
    return _is_pronoun(tokens, quantity, lex) or _is_written_name(tokens, quantity, lex)


def _counts_something(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    after = tokens.raw(quantity.last + 1)
    return after[:1].islower() and after not in lex.grammar["function"]


def _is_bare_year(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """A year where one would stand, or any that nothing is counted by; one of the middle ages only between two ("from 1066 to 1154")."""
    if is_year(tokens, quantity):
        return True
    number = tokens.at(quantity.core_first)
    first = 1800 if quantity.written[0] == quantity.written[1] else 1000
    years = len(number) == 4 and all(first <= end <= 2200 for end in quantity.written)
    counts = tokens.at(quantity.core_last + 1).endswith("s") and (number[0] != "2" or tokens.at(quantity.core_last + 1) in lex.people)
    return years and not counts


def _is_model(tokens: Tokens, quantity: Quantity) -> bool:
    """ "a 42 Cruiser": a short number before a name that isn't a people's."""
    number, after = tokens.at(quantity.core_first), tokens.raw(quantity.last + 1)
    named = after[:1].isupper() and after[1:].islower() and not after.endswith(_PEOPLES)
    return named and number.isdecimal() and len(number) < 5


def _stands_behind_name(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """ "Section 427", "Galaxy 9": behind a name and with nothing behind it that is counted; not behind "All"."""
    before = tokens.raw(quantity.core_first - 1)
    named = before != before.lower() and before.lower() not in lex.grammar["function"]
    return quantity.first == quantity.core_first and named and not _counts_something(tokens, quantity, lex)


def _is_pronoun(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """ "one another", "each one", "a new one", "one should": no count of one."""
    if tokens.at(quantity.core_first) != "one" or quantity.written[1] != 1 or tokens.at(quantity.last + 1) == "of":
        return False
    before, after = tokens.at(quantity.core_first - 1), tokens.at(quantity.last + 1)
    if after in _LISTS["behind_pronoun"] or before in _LISTS["before_pronoun"]:
        return True
    if before == "the" and not _counts_something(tokens, quantity, lex):
        return True
    content = before.isalpha() and before not in lex.grammar["function"]
    return content and not _counts_something(tokens, quantity, lex) and tokens.at(quantity.first - 2) in ("a", "an", "the", "this", "that")


def _is_written_name(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """ "Channel Four", "the Group of Eight": a capital where no sentence starts and no headline goes on."""
    first = quantity.core_first
    if tokens.raw(first).islower() or tokens.raw(first).isupper() or tokens.raw(quantity.last + 1)[:1].isupper():
        return False
    if _counts_something(tokens, quantity, lex):
        return False
    before = tokens.at(first - 1)
    return before.isalpha() and before not in _STOPS and tokens.starts[first] - tokens.ends[first - 1] == 1
