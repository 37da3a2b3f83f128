"""Which figures a text gives as earlier ones that hold no longer: "rose to 112 from 100", "earlier put at 16"."""

from itertools import pairwise

from sayso.claims.figures.field import Field, Item
from sayso.claims.lexicon import lexicon

_CHANGES = frozenset(lexicon("numbers")["words"]["changes"])
_WORDS = {name: frozenset(words) for name, words in lexicon("figures")["past"].items()}
_DETERMINERS = ("a", "an", "its", "their", "his", "her")
_FROM_WITHIN = 12  # tokens from a change to what it was from
_EARLIER_WITHIN = 6  # tokens between "earlier" and its number
_BEHIND = 4  # tokens behind a figure in which "reported earlier" stands


def is_replaced(field: Field, item: Item) -> bool:
    """Whether the words at a figure say that another has taken its place."""
    return _is_start_of_change(field, item) or _is_called_earlier(field, item) or _is_reported_earlier(field, item)


def _is_start_of_change(field: Field, item: Item) -> bool:
    """ "up from 16", "rose to 112 from 100", "revised down from 21 to 19"."""
    tokens, first = field.tokens, item.first
    if tokens.at(first - 1) != "from":
        return False
    change = next((index for index in range(first - 2, first - 2 - _FROM_WITHIN, -1) if tokens.at(index) in _CHANGES | _WORDS["up"]), None)
    if change is None:
        return False
    goes_on = tokens.low[item.last + 1 : item.last + _FROM_WITHIN]
    return change >= first - 3 or "to" in tokens.low[change:first] or "to" in goes_on


def _is_called_earlier(field: Field, item: Item) -> bool:
    """ "earlier put at 16", "a previous toll of 43", "an earlier 30,000"; but not "earlier 12 people fled"."""
    tokens, first = field.tokens, item.first
    for index in range(first - 1, max(first - 1 - _EARLIER_WITHIN, -1), -1):
        if tokens.at(index) in _WORDS["earlier"]:
            return index < first - 1 or tokens.at(index - 1) in _DETERMINERS
        if tokens.at(index) not in _WORDS["counting"]:
            return False
    return False


def _is_reported_earlier(field: Field, item: Item) -> bool:
    """ "the 16 reported earlier", "fewer than the 14 first announced"."""
    behind = field.tokens.low[item.last + 1 : item.last + 1 + _BEHIND]
    return any(
        (word in _WORDS["reported"] and after in _WORDS["earlier"]) or (word in _WORDS["earlier"] and after in _WORDS["reported"])
        for word, after in pairwise(behind)
    )
