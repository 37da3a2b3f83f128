"""Every quantity that a text states, of whatever kind: value, bounds, unit, whether something rose or fell by it, exact span.

Counts of people are a part of them, which `figures` reads on; here the number's own surroundings are looked at only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.claims.figure_tokens import Tokens, tokenise
from sayso.claims.figure_words import Lexicon, figure_lexicon
from sayso.claims.lexicon import lexicon
from sayso.claims.number_kinds import Kind, is_negative, kind_of
from sayso.claims.number_names import is_name
from sayso.claims.numbers import Quantity, currency_start, find_quantities, unit_end
from sayso.model.evidence import Span

Trend = Literal["up", "down"]

_WORDS = lexicon("numbers")["words"]
_TRENDS: dict[str, Trend] = {**dict.fromkeys(_WORDS["rises"], "up"), **dict.fromkeys(_WORDS["falls"], "down")}
_PARTICLE_VERBS = frozenset(_WORDS["particle_verbs"])
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
    if kind == "count" and is_name(tokens, quantity, lex):
        kind = "label"
    if kind == "count" and unit_end(tokens, quantity.last) > quantity.last:
        kind = "measure"
    if is_negative(tokens, quantity):
        quantity = replace(quantity, written=(-quantity.written[1], -quantity.written[0]))
    last, unit = _unit(tokens, quantity, kind, lex)
    return Amount(quantity, kind, tokens.span(quantity.first, last), unit, trend_of(tokens, quantity))


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


def trend_of(tokens: Tokens, quantity: Quantity) -> Trend | None:
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
