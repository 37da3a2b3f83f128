"""Which total counts a figure in: "86 people, among them 30 children", "two of them", "47: 29 from shelling, 18 …"."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.figures.field import Field, Item
from sayso.claims.figures.measure import opens_parts
from sayso.claims.figures.numbers import tells_change
from sayso.claims.figures.tokens import Tokens

_MOST_PARTS = 16  # parts of one total
_BRACKET = 30  # tokens from a total to the last of its parts in brackets
_WHOSE = ("his", "her", "their", "its", "our", "your", "my")
_REACH = 8  # tokens between "including" and the first of its parts


@dataclass(frozen=True, slots=True)
class Around:
    """A figure with its neighbours: those before it in the sentence, each with the place of its own total, and the next."""

    before: Sequence[Item]
    parents: Sequence[int | None]
    item: Item
    following: Item | None


def total_of(field: Field, around: Around) -> int | None:
    """The place, among the sentence's figures, of the one that counts `around.item` in, or None.

    A total behind its part ("68 children were among the 126 killed") has the place after the part's own.
    """
    item, own = around.item, len(around.before)
    if _among_next(field, item, around.following) or _rises_to_next(field, item, around.following):
        return own + 1
    total = next((index for index in range(own - 1, max(own - _MOST_PARTS, 0) - 1, -1) if around.parents[index] is None), None)
    if total is None:
        return None
    if _fits_in(item, around.before[total]) and _is_part(field, around.before[total], around.before[-1], item):
        return total
    joins = around.parents[-1] is not None and item.first - around.before[-1].last <= 4
    return around.parents[-1] if joins and _listed(field, around.before[-1], item) else None


def _is_part(field: Field, total: Item, previous: Item, item: Item) -> bool:
    return (
        of_those(field.tokens, item)
        or _opened_by(field, previous, item, field.lex.grammar["include"])
        or opens_parts(field, total)
        or of_whom(field, item)
        or _in_brackets(field, total, item)
    )


def of_those(tokens: Tokens, item: Item) -> bool:
    """ "three of them", "five of the dead"; "four of his guards" may count no one of those told before."""
    if not item.counted.of_group:
        return False
    at = next((index for index in range(item.quantity.last + 1, item.last + 1) if tokens.at(index) == "of"), None)
    return at is not None and tokens.at(at + 1) not in _WHOSE


def _fits_in(part: Item, total: Item) -> bool:
    return part.quantity.value <= total.quantity.value


def _opened_by(field: Field, previous: Item, item: Item, words: frozenset[str]) -> bool:
    """Whether one of `words` stands before the figure, and no deed between: "including a girl, and killed two soldiers"."""
    start = max(previous.last + 1, item.first - _REACH)
    opening = next((index for index in range(item.first - 1, start - 1, -1) if field.tokens.at(index) in words), None)
    return opening is not None and not any(hit.cue.kind in ("act", "past") for hit in field.near(opening, item.first))


def of_whom(field: Field, item: Item) -> bool:
    """ "of whom nine were children", "of which two in danger", "of the seventeen, thirteen …"."""
    tokens = field.tokens
    return any(
        tokens.at(index) == "of" and tokens.at(index + 1) in ("whom", "which", "them", "these", "those")
        for index in range(max(item.first - 3, 0), item.first)
    )


def _in_brackets(field: Field, total: Item, item: Item) -> bool:
    opened = field.tokens.low[total.last + 1 : min(item.first, total.last + _BRACKET)]
    return item.first - total.last < _BRACKET and opened.count("(") > opened.count(")")


def _listed(field: Field, previous: Item, item: Item) -> bool:
    """Whether nothing but a comma or an "and" stands between two parts."""
    between = [field.tokens.at(index) for index in range(previous.last + 1, item.first)]
    return all(word in (",", "and", "or", "&", ";", "from", "by", "shelling") for word in between)


def _among_next(field: Field, item: Item, following: Item | None) -> bool:
    """ "68 children were among the 126 people killed", "4 of the 11 injured"."""
    if following is None or following.first - item.last > _REACH or not _fits_in(item, following):
        return False
    if item.counted.of_group and item.counted.head is None and field.tokens.at(item.last + 1) == "of" and following.first - item.last <= 4:
        return True
    between = [field.tokens.at(index) for index in range(item.last + 1, following.first)]
    return len(between) <= 5 and bool({"among", "amongst"} & set(between)) and "," not in between


def _rises_to_next(field: Field, item: Item, following: Item | None) -> bool:
    """ "the toll rose by 12 to 112": the twelve are among the 112."""
    if following is None or not 2 <= following.first - item.last <= 4 or not _fits_in(item, following):
        return False
    return (
        field.tokens.at(following.first - 1) == "to"
        and field.tokens.at(item.first - 1) == "by"
        and tells_change(field.tokens, item.first - 1)
    )


def is_negated(tokens: Tokens, item: Item) -> bool:
    """Whether the words right there deny the figure: "not 14 but 9"."""
    if tokens.at(item.first - 1) != "not":
        return False
    return "but" in tokens.low[item.last + 1 : item.last + 4]
