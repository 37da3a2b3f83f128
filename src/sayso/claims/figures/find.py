"""Figures of people in English news text: what is a count of people, what befell them, who they are.

Rules over words and their neighbours, from the text and its sentences alone; the words are in data/figures.toml.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.claims.figures.accept import counts_people
from sayso.claims.figures.anaphora import Memory, across_sentences, going_on, inherited_whom, joins_on, main_figure
from sayso.claims.figures.articles import with_articles
from sayso.claims.figures.field import GO_ON_PART, PART_TO_TOTAL, SURE, Accepted, Choice, Field, Item, accept, survey
from sayso.claims.figures.measure import best_measure, included
from sayso.claims.figures.nouns import counted
from sayso.claims.figures.number_kinds import is_year, kind_of
from sayso.claims.figures.numbers import Quantity, find_quantities
from sayso.claims.figures.parts import Around, is_negated, total_of
from sayso.claims.figures.past import is_replaced
from sayso.claims.figures.tokens import Tokens, tokenise
from sayso.claims.figures.totals import with_totals
from sayso.claims.figures.whom import in_setting, own_whom
from sayso.claims.figures.words import figure_lexicon
from sayso.claims.grammar import Grammar
from sayso.model.evidence import Span
from sayso.model.figure import Figure, Measure, Whom

_QUOTES = frozenset('"“”«»')
_SHOWN: dict[str, Measure] = {
    "dead": "killed",
    "killed": "killed",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "detained": "detained",
    "arrested": "detained",
}
_HARM = ("killed", "injured", "casualties", "missing", "detained")


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A count of people in a text.

    `part_of` is the index, in the same tuple, of the total that counts it in ("86, among them 30 children"), or None.
    `denied` is true only where the words right there negate the figure ("not 14 but 9"). `score` is 0 to 1. `rule` names
    the lexicon entry that gave the measure, as list and words ("past:killed"), or the way in which it follows from another
    figure ("goes-on", "again"); "noun" where nothing but the counted noun speaks.
    """

    figure: Figure
    part_of: int | None
    denied: bool
    score: float
    rule: str


def find_figures(text: str, sentences: Sequence[Span], grammar: Grammar | None = None) -> tuple[FoundFigure, ...]:
    """Every count of people harmed, moved, held, trapped or taking part, in text order.

    `sentences` are spans of `text` in text order; numbers outside of them are not looked at. Never raises for any text.
    """
    tokens, lex = tokenise(text), figure_lexicon()
    place = survey(tokens, lex, grammar)
    quantities = find_quantities(tokens)
    found: list[FoundFigure] = []
    memory = Memory()
    index = 0
    for window in _windows(place, quantities, sentences):
        mine: list[Quantity] = []
        while index < len(quantities) and quantities[index].first < window[1]:
            if quantities[index].first >= window[0]:
                mine.append(quantities[index])
            index += 1
        if not mine:
            continue
        accepted = _read_sentence(place, mine, window, memory)
        found.extend(_found(tokens, accepted, len(found)))
    return tuple(found)


def _windows(place: Field, quantities: Sequence[Quantity], sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) tokens of each sentence; one that breaks off in mid-phrase goes on in the next ("Around 900 | Kurds")."""
    tokens, function = place.tokens, place.lex.grammar["function"]
    bounded = {(quantity.first, quantity.last) for quantity in quantities if quantity.first < quantity.core_first}
    first: int | None = None
    for sentence in sentences:
        start, end = tokens.index_at(sentence.start), tokens.index_at(sentence.end)
        first = start if first is None else first
        gap = tokens.text[tokens.ends[end - 1] : tokens.starts[end]] if 0 < end < len(tokens) else "\n"
        if gap == " " and ((first, end - 1) in bounded or tokens.at(end - 1) in function):
            continue
        yield first, end
        first = None
    if first is not None:
        yield first, end


def _read_sentence(place: Field, quantities: Sequence[Quantity], window: tuple[int, int], memory: Memory) -> list[Accepted]:
    """The figures of one sentence; `parent` is the place of a figure's total among them."""
    items, articles, things = _items(place, quantities, window)
    accepted: list[Accepted] = []
    kept: list[Item] = []
    parents: list[int | None] = []
    for at, item in enumerate(items):
        parent = total_of(place, Around(kept, parents, item, items[at + 1] if at + 1 < len(items) else None))
        total = accepted[parent] if parent is not None and parent < len(accepted) else None
        replaced = is_replaced(place, item)
        best = _best(place, items, at, window, like_next=parent == len(accepted) + 1 or replaced)
        choice = going_on(place, item, best, total or main_figure(accepted), total is not None)
        choice = (included(place, item, window) or choice) if not accepted and choice.cost > GO_ON_PART else choice
        choice = across_sentences(place, item, choice, memory) if not accepted else choice
        if not counts_people(place, item, choice, is_part=total is not None or joins_on(place, item, accepted)):
            continue
        if choice.cost > SURE:
            choice = replace(choice, measure="other", source="cue")
        whom = own_whom(place, item, window[1], choice.measure)
        if whom is None and parent == len(accepted) + 1 and items[at + 1].counted.counts == "people":
            whom = own_whom(place, items[at + 1], window[1], choice.measure)  # "27 of the 42 boys"
        whom = whom or inherited_whom(place, item, choice, total, accepted, memory)
        kept.append(item)
        parents.append(parent)
        accepted.append(accept(item, _force(place, item, choice, whom), whom, parent, replaced=replaced))
    told = with_articles(place, _without_lost_parents(accepted), articles, window) if accepted or articles else []
    told = with_totals(place, told, memory.last, window[0]) if told else []
    memory.keep(told, things=things)
    return told


def _best(place: Field, items: Sequence[Item], at: int, window: tuple[int, int], *, like_next: bool) -> Choice:
    """The best cue; "11 children were among the 26 killed" takes that of the 26, "not 14 but nine died" of the nine."""
    best = best_measure(place, items, at, window)
    if at + 1 >= len(items) or not (like_next or is_negated(place.tokens, items[at])):
        return best
    following = best_measure(place, items, at + 1, window)
    return replace(following, cost=following.cost + GO_ON_PART) if following.cost + GO_ON_PART < best.cost else best


def _items(place: Field, quantities: Sequence[Quantity], window: tuple[int, int]) -> tuple[list[Item], list[Item], bool]:
    """The numbers of one sentence that may count people; those of "a child", "a nurse"; and whether others count things."""
    tokens, lex = place.tokens, place.lex
    items, articles, things = [], [], False
    for index, number in enumerate(quantities):
        one_more = number.form == "article" and _is_one_more(place, number)
        quantity = replace(number, form="words") if one_more else number
        end = min(window[1], _next_number(quantities, index, window[1]))
        if quantity.form == "article" and not any(word in lex.people for word in tokens.low[quantity.last + 1 : quantity.last + 7]):
            continue
        if not quantity.is_whole or kind_of(tokens, quantities, index, lex, window[0]) != "count":
            continue
        item = Item(quantity, counted(tokens, quantity, lex, end))
        if quantity.form == "article":
            articles.extend([item] if item.counted.counts == "people" else [])
        elif item.counted.counts == "thing":
            things = True
        elif not (item.counted.counts == "bare" and is_year(tokens, quantity)):
            things = things or item.counted.counts == "unknown"
            items.append(item)
    pairs = zip(items, (*items[1:], None), strict=False)
    return [item for item, following in pairs if not _group_is_gone(place, item, following)], articles, things


def _is_one_more(place: Field, quantity: Quantity) -> bool:
    """ "one was killed and another wounded": behind a figure, with what befell this one right behind."""
    tokens, last = place.tokens, quantity.last
    if tokens.at(last) != "another" or tokens.at(quantity.first - 1) not in ("and", "while", ","):
        return False
    behind = last + 2 if tokens.at(last + 1) in ("was", "is") else last + 1
    return any(hit.cue.kind in ("past", "state", "intransitive") and hit.cue.measure in _HARM for hit in place.near(behind, behind + 1))


def _next_number(quantities: Sequence[Quantity], index: int, end: int) -> int:
    """Where a noun phrase must end: at the next number, but for the age in "a 19-year-old student"."""
    after = index + 1
    if quantities[index].form == "article" and after < len(quantities) and quantities[after].first == quantities[index].last + 1:
        after += 1
    return quantities[after].first if after < len(quantities) else end


def _without_lost_parents(accepted: Sequence[Accepted]) -> list[Accepted]:
    """A total that stands behind its part may itself be no figure; then the part has none."""

    def keeps(index: int, parent: int) -> bool:
        return parent < index or (parent < len(accepted) and accepted[parent].item.first - accepted[index].item.last <= PART_TO_TOTAL)

    return [
        replace(entry, parent=entry.parent if entry.parent is not None and keeps(index, entry.parent) else None)
        for index, entry in enumerate(accepted)
    ]


def _group_is_gone(place: Field, item: Item, following: Item | None) -> bool:
    """Whether "four of the" goes on with a number that counts no people ("six districts")."""
    tokens, last = place.tokens, item.last
    if (
        not item.counted.of_group
        or item.counted.head is not None
        or tokens.at(last + 1) != "of"
        or tokens.at(last) in place.lex.grammar["pronouns"]
    ):
        return False
    return following is None or following.first > item.last + 4


def _force(place: Field, item: Item, choice: Choice, whom: Whom) -> Choice:
    """Fighters whom nothing befell, or who take part, are counted for their strength; not so the guards of a prison."""
    partakes = choice.hit is not None and choice.hit.cue.words[0] in place.lex.context["forces_do"]
    counts = (
        whom == "fighters"
        and choice.measure == "other"
        and (choice.hit is None or choice.cost > SURE or partakes)
        and not in_setting(place, item.counted.noun)
    )
    return replace(choice, measure="fighters") if counts else choice


def _found(tokens: Tokens, accepted: Sequence[Accepted], offset: int) -> list[FoundFigure]:
    found = []
    for entry in accepted:
        quantity = entry.item.quantity
        span = _whole_quotes(tokens.text, tokens.span(entry.item.first, _last_shown(tokens, entry)))
        figure = Figure(span, span.of(tokens.text), *_ends(quantity), quantity.approximate, entry.measure, entry.whom, entry.replaced)
        found.append(
            FoundFigure(
                figure, None if entry.parent is None else entry.parent + offset, is_negated(tokens, entry.item), entry.score, entry.rule
            )
        )
    return found


def _ends(quantity: Quantity) -> tuple[int | None, int | None]:
    low, high = quantity.low, quantity.high
    return None if low is None else int(low), None if high is None else int(high)


def _whole_quotes(text: str, span: Span) -> Span:
    """The span with the quotation mark that closes what it opens ('14 "extremists"'), and without one that it doesn't ('dozens"')."""
    inside = span.of(text)
    if inside[-1:] in _QUOTES and sum(mark in _QUOTES for mark in inside) % 2:
        return Span(span.start, span.end - 1)
    if sum(mark in _QUOTES for mark in inside) % 2 and text[span.end : span.end + 1] in _QUOTES:
        return Span(span.start, span.end + 1)
    return span


def _last_shown(tokens: Tokens, entry: Accepted) -> int:
    """A bare number takes the participle behind it into its span: "22 wounded"."""
    last = entry.item.last
    shown = entry.item.counted.counts == "bare" and _SHOWN.get(tokens.at(last + 1)) == entry.measure
    return last + 1 if shown and tokens.text[tokens.ends[last] : tokens.starts[last + 1]] == " " else last
