"""Numbers that count nothing because they name or stand for something: years, models, sections, "the other one"."""

from sayso.claims.figure_tokens import Tokens
from sayso.claims.figure_words import Lexicon
from sayso.claims.lexicon import lexicon
from sayso.claims.number_kinds import is_year
from sayso.claims.numbers import Quantity, unit_end

_WORDS = {name: frozenset(words) for name, words in lexicon("numbers")["names"].items()}
_PEOPLES = ("s", "an", "ish", "ese", "i", "men", "people", "ch")  # endings of those who, or whose people, are counted
_STOPS = frozenset('.!?:;"“”•|')


def is_name(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """Whether a number that isn't money, a share, a date, an age or a label by its neighbours names something all the same."""
    if unit_end(tokens, quantity.last) > quantity.last:
        return False
    if quantity.form == "digits":
        return _is_bare_year(tokens, quantity, lex) or _is_model(tokens, quantity) or _stands_behind_name(tokens, quantity, lex)
    if quantity.form != "words":
        return False
    return _is_pronoun(tokens, quantity, lex) or _is_written_name(tokens, quantity, lex) or _is_numbered(tokens, quantity, lex)


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
    if after in _WORDS["behind_pronoun"] or before in _WORDS["before_pronoun"]:
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


def _is_numbered(tokens: Tokens, quantity: Quantity, lex: Lexicon) -> bool:
    """ "phase two", "day one"."""
    before = tokens.at(quantity.first - 1)
    return before in _WORDS["numbered_in_words"] and quantity.value < 20 and not _counts_something(tokens, quantity, lex)
