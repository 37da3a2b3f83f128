"""Which total counts a figure in: "86 people, among them 30 children", "two of them", "47: 29 from shelling, 18 …"."""

from collections.abc import Sequence

from sayso.claims.figure_measure import Field, Item, opens_parts

_REACH = 8  # tokens between "including" and the first of its parts


def total_of(field: Field, items: Sequence[Item], at: int, parents: Sequence[int | None]) -> int | None:
    """The index of the item in `items` (one sentence's, in text order) that counts `items[at]` in, or None.

    `parents` holds the totals of the items before `at`.
    """
    item = items[at]
    before = _total_before(items, at, parents)
    if _among_next(field, items, at):
        return at + 1
    if before is None:
        return None
    if item.counted.of_group and item.counted.counts in ("bare", "people", "harm") and _fits_in(item, items[before]):
        return before
    if _opened_by(field, items[at - 1], item, field.lex.grammar["include"]) and _fits_in(item, items[before]):
        return before
    if opens_parts(field, items[before]) and _fits_in(item, items[before]):
        return before
    if _of_whom(field, item) and _fits_in(item, items[before]):
        return before
    if _in_brackets(field, items[before], item) and _fits_in(item, items[before]):
        return before
    joins = at > 0 and parents[at - 1] is not None and item.first - items[at - 1].last <= 4
    return parents[at - 1] if joins and _listed(field, items[at - 1], item) else None


def _total_before(items: Sequence[Item], at: int, parents: Sequence[int | None]) -> int | None:
    return next((index for index in range(at - 1, -1, -1) if parents[index] is None), None)


def _fits_in(part: Item, total: Item) -> bool:
    return part.quantity.value <= total.quantity.value


def _opened_by(field: Field, previous: Item, item: Item, words: frozenset[str]) -> bool:
    start = max(previous.last + 1, item.first - _REACH)
    return any(field.tokens.at(index) in words for index in range(start, item.first))


def _of_whom(field: Field, item: Item) -> bool:
    """ "of whom nine were children", "of which two in danger", "of the seventeen, thirteen …"."""
    tokens = field.tokens
    return any(
        tokens.at(index) == "of" and tokens.at(index + 1) in ("whom", "which", "them", "these", "those")
        for index in range(max(item.first - 3, 0), item.first)
    )


def _in_brackets(field: Field, total: Item, item: Item) -> bool:
    opened = [field.tokens.at(index) for index in range(total.last + 1, item.first)]
    return opened.count("(") > opened.count(")") and len(opened) < 30


def _listed(field: Field, previous: Item, item: Item) -> bool:
    """Whether nothing but a comma or an "and" stands between two parts."""
    between = [field.tokens.at(index) for index in range(previous.last + 1, item.first)]
    return all(word in (",", "and", "or", "&", ";", "from", "by", "shelling") for word in between)


def _among_next(field: Field, items: Sequence[Item], at: int) -> bool:
    """ "68 children were among the 126 people killed"."""
    if at + 1 >= len(items):
        return False
    item, following = items[at], items[at + 1]
    if item.counted.of_group and item.counted.head is None and field.tokens.at(item.last + 1) == "of" and following.first - item.last <= 4:
        return _fits_in(item, following)  # "4 of the 11 injured"
    between = [field.tokens.at(index) for index in range(item.last + 1, following.first)]
    return len(between) <= 5 and bool({"among", "amongst"} & set(between)) and _fits_in(item, following) and "," not in between
