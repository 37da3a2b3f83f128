"""One person counted by an article: "a child", "a nurse", where harm befell them."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.figures.accept import article_counts
from sayso.claims.figures.field import GO_ON_PART, NEAR_FIGURES, PART_TO_TOTAL, Accepted, Choice, Field, Item, accept
from sayso.claims.figures.measure import best_measure
from sayso.claims.figures.whom import own_whom


def with_articles(place: Field, accepted: Sequence[Accepted], articles: Sequence[Item], window: tuple[int, int]) -> list[Accepted]:
    """Add "a child", "a nurse" where they were hurt; the places of totals move along."""
    found: list[tuple[Accepted, int | None]] = [(entry, index) for index, entry in enumerate(accepted)]
    for item in articles:
        joined = _included_in(place, item, accepted) or _joined_figure(place, item, [entry for entry, _ in found[-NEAR_FIGURES:]])
        choice = Choice(joined.measure, GO_ON_PART, None, "sentence") if joined else best_measure(place, [item], 0, window)
        if article_counts(place, item, choice, joined=joined is not None):
            whom = own_whom(place, item, window[1], choice.measure) or "people"
            found.append((accept(item, choice, whom, joined.parent if joined else None), None))
    if len(found) == len(accepted):
        return list(accepted)
    found.sort(key=lambda pair: pair[0].item.first)
    moved = {old: new for new, (_, old) in enumerate(found) if old is not None}
    return [replace(entry, parent=moved.get(entry.parent) if entry.parent is not None else None) for entry, _ in found]


def _included_in(place: Field, item: Item, accepted: Sequence[Accepted]) -> Accepted | None:
    """The total that "including a child" is a part of, made ready to hand its place on."""
    opened = place.tokens.at(item.first - 1) in place.lex.grammar["include"] or place.tokens.has(item.first - 2, ("of", "whom"))
    if not opened or item.counted.whoms[0] in ("people", "fighters"):
        return None
    for index in range(len(accepted) - 1, -1, -1):
        entry = accepted[index]
        if entry.item.last < item.first:
            near = item.first - entry.item.last <= PART_TO_TOTAL + 5 and entry.parent is None
            return replace(entry, parent=index) if near else None
    return None


def _joined_figure(place: Field, item: Item, accepted: Sequence[Accepted]) -> Accepted | None:
    """The figure that "a child" is joined to: "two women and a child", "a nurse and two newborns"."""
    joints = {
        "and",
        ",",
        "or",
        "plus",
        "her",
        "his",
        "their",
        "with",
        "as",
        "well",
        "also",
        "&",
        "(",
        "young",
        "of",
        "dead",
        "killed",
        "wounded",
    }
    for entry in reversed(accepted):
        first, last = (entry.item.last, item.first) if entry.item.first < item.first else (item.last, entry.item.first)
        between = [place.tokens.at(index) for index in range(first + 1, last)] if 0 < last - first <= 5 else []
        if between and joints.issuperset(between) and ({"and", "with"} & set(between) or entry.item.quantity.form == "article"):
            return entry
    return None
