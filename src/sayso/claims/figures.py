"""Figures of people in English news text: what is a count of people, what befell them, who they are.

Rules over words and their neighbours, from the text and its sentences alone; the words are in data/figures.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.figure_measure import FAR, Field, Hit, Item, best_measure, survey
from sayso.claims.figure_nouns import counted
from sayso.claims.figure_parts import total_of
from sayso.claims.figure_rejects import counts_no_people, is_year
from sayso.claims.figure_tokens import Tokens, tokenise
from sayso.claims.figure_whom import own_whom
from sayso.claims.figure_words import Lexicon, figure_lexicon
from sayso.claims.numbers import Quantity, find_quantities
from sayso.model.evidence import Span
from sayso.model.figure import Figure, Measure, Whom

_HARM: tuple[Measure, ...] = ("killed", "injured", "casualties")
# The most that a cue may cost to settle the measure, by how surely the number counts people at all.
_NEAR, _SURE_NOUN, _BARE, _UNKNOWN = 1.3, 9.0, 4.6, 1.0
# What going on from the figure before costs: less than a far cue, more than one at hand.
_GO_ON_PART, _GO_ON_BARE, _GO_ON_NOUN, _GO_ON_NEXT_SENTENCE = 1.2, 2.8, 5.5, 4.0


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A count of people in a text.

    `part_of` is the index, in the same tuple, of the total that counts it in ("86, among them 30 children"), or None.
    `denied` is true only where the words right there negate the figure ("not 14 but 9"). `score` is 0 to 1.
    """

    figure: Figure
    part_of: int | None
    denied: bool
    score: float


@dataclass(frozen=True, slots=True)
class _Accepted:
    item: Item
    measure: Measure
    whom: Whom
    score: float


def find_figures(text: str, sentences: Sequence[Span]) -> tuple[FoundFigure, ...]:
    """Every count of people harmed, moved, held, trapped or taking part, in text order.

    `sentences` are spans of `text` in text order; numbers outside of them are not looked at. Never raises for any text.
    """
    tokens, lex = tokenise(text), figure_lexicon()
    field = survey(tokens, lex)
    quantities = find_quantities(tokens)
    found: list[FoundFigure] = []
    previous: list[_Accepted] = []
    index = 0
    for sentence in sentences:
        window = (tokens.index_at(sentence.start), tokens.index_at(sentence.end))
        mine: list[Quantity] = []
        while index < len(quantities) and quantities[index].first < window[1]:
            if quantities[index].first >= window[0]:
                mine.append(quantities[index])
            index += 1
        items = _items(tokens, mine, lex, window)
        if not items:
            continue
        accepted, parents = _read_sentence(field, items, window, previous)
        found.extend(_found(tokens, accepted, parents, len(found)))
        previous = accepted or previous
    return tuple(found)


def _items(tokens: Tokens, quantities: Sequence[Quantity], lex: Lexicon, window: tuple[int, int]) -> list[Item]:
    """The numbers of one sentence with what they count, without those that can't count people."""
    items = []
    for place, quantity in enumerate(quantities):
        end = min(window[1], quantities[place + 1].first if place + 1 < len(quantities) else window[1])
        if counts_no_people(tokens, quantity, lex, window[0]):
            continue
        item = Item(quantity, counted(tokens, quantity, lex, end))
        if item.counted.counts == "bare" and is_year(tokens, quantity):
            continue
        if item.counted.counts != "thing" and not (quantity.form == "article" and item.counted.counts != "people"):
            items.append(item)
    return items


def _read_sentence(
    field: Field, items: Sequence[Item], window: tuple[int, int], previous: Sequence[_Accepted]
) -> tuple[list[_Accepted], list[int | None]]:
    """The figures of one sentence, and for each the place of its total among them."""
    accepted: list[_Accepted] = []
    kept: list[Item] = []
    parents: list[int | None] = []
    for at, item in enumerate(items):
        measure, cost, hit = best_measure(field, items, at, window)
        parent = total_of(field, [*kept, *items[at:]], len(kept), parents)
        total = accepted[parent] if parent is not None and parent < len(accepted) else None
        before = accepted[-1] if accepted else None
        choice = _choose(field, item, (measure, cost), total or before, is_part=total is not None, last=previous)
        if not _accepts(field, item, choice, hit, window):
            continue
        measure, cost = choice
        whom = own_whom(field, item, window[1], measure) or _inherited_whom(item, cost, total, accepted, previous)
        if measure == "other" and whom == "fighters" and cost > _SURE_NOUN:
            measure = "fighters"
        kept.append(item)
        parents.append(parent)
        accepted.append(_Accepted(item, measure, whom, _score(item, cost)))
    return accepted, [parent if parent is not None and parent < len(kept) else None for parent in parents]


def _choose(
    field: Field, item: Item, best: tuple[Measure, float], before: _Accepted | None, *, is_part: bool, last: Sequence[_Accepted]
) -> tuple[Measure, float]:
    """The measure from the best cue or from the figure gone on from, whichever is cheaper, with its cost."""
    counted = item.counted
    if before is not None:
        named = counted.counts == "people" and not counted.follow_up and not counted.of_group
        cost = _GO_ON_PART if is_part else _GO_ON_NOUN if named else _GO_ON_BARE
        if cost < best[1]:
            return before.measure, cost
    elif last and (counted.of_group or counted.follow_up or (counted.counts == "bare" and _is_subject(field, item))):
        if best[1] > _GO_ON_NEXT_SENTENCE:
            return last[-1].measure, _GO_ON_NEXT_SENTENCE
    return best


def _is_subject(field: Field, item: Item) -> bool:
    return field.tokens.at(item.last + 1) in ("were", "was", "are", "is")


def _accepts(field: Field, item: Item, choice: tuple[Measure, float], hit: Hit | None, window: tuple[int, int]) -> bool:
    """Whether the number counts people harmed, moved, held, trapped or taking part."""
    measure, cost = choice
    quantity, counts = item.quantity, item.counted.counts
    if quantity.form == "article":
        return _article_counts(field, item, measure, cost, window)
    if quantity.form == "zero":
        return cost <= _NEAR + 0.5 and measure not in ("other", "affected", "fighters", "besieged")
    if counts == "harm":
        return not _is_rate(field, item)
    if counts == "people":
        return _people_count(field, item, measure, cost)
    if counts == "unknown":
        return cost <= _UNKNOWN and measure in _HARM and hit is not None and hit.cue.kind in ("act", "past", "state", "intransitive")
    if quantity.value == 1 and quantity.form in ("words", "digits") and not item.counted.of_group:
        return cost <= _NEAR and measure != "other"
    return cost <= _BARE and _bare_stands_well(field, item, cost)


def _article_counts(field: Field, item: Item, measure: Measure, cost: float, window: tuple[int, int]) -> bool:
    return False


def _people_count(field: Field, item: Item, measure: Measure, cost: float) -> bool:
    tokens, lex, noun = field.tokens, field.lex, item.counted.noun
    if item.quantity.value == 1 and item.quantity.form in ("words", "digits") and not item.counted.of_group:
        return cost <= _NEAR + 1 and measure != "other"
    if cost <= _NEAR and measure != "other":
        return True
    if _is_rate(field, item) or _tells(field, item):
        return False
    if noun is not None and noun.singular in lex.context["tellers"]:
        return cost <= _NEAR
    before = tokens.at(item.first - 1)
    return not (
        before in ("interviewing", "interviewed", "interviews")
        or (before in ("to", "with") and tokens.at(item.first - 2) in ("according", "spoke", "talked", "speaking"))
    )


def _tells(field: Field, item: Item) -> bool:
    """ "two medics said", "two people who saw it told": those who speak are not those who are counted."""
    tokens, tell = field.tokens, field.lex.grammar["tell"]
    position = item.last + 1
    while tokens.at(position) in ("who", "have", "had", "also", ",", "later") and position < item.last + 3:
        position += 1
    return tokens.at(position) in tell


def _is_rate(field: Field, item: Item) -> bool:
    """ "9,000 passengers a day", "per week"."""
    tokens = field.tokens
    return tokens.at(item.last + 1) in ("a", "per", "each", "every") and tokens.at(item.last + 2) in field.lex.grammar["rate"]


def _bare_stands_well(field: Field, item: Item, cost: float) -> bool:
    """A bare number far from its cue must at least stand where a count would."""
    if cost <= _NEAR or item.counted.of_group or item.counted.follow_up:
        return True
    after = field.tokens.at(item.last + 1)
    return not after or not after[0].isalnum() or after in field.lex.grammar["function"] or item.quantity.form == "vague"


def _inherited_whom(item: Item, cost: float, total: _Accepted | None, accepted: Sequence[_Accepted], previous: Sequence[_Accepted]) -> Whom:
    """Whom a bare number counts: those of the figure it goes on from."""
    before = total or (accepted[-1] if accepted else None)
    counted = item.counted
    if before is not None:
        goes_on = cost in (_GO_ON_PART, _GO_ON_BARE, _GO_ON_NOUN) or counted.follow_up or counted.of_group or before.whom == "fighters"
        return before.whom if goes_on else "people"
    if cost == _GO_ON_NEXT_SENTENCE and previous:
        return previous[-1].whom
    return "people"


def _score(item: Item, cost: float) -> float:
    """How sure: a named people count with a cue at hand is surest."""
    base = {"people": 0.95, "harm": 0.95, "bare": 0.85, "unknown": 0.6}[item.counted.counts]
    return round(base - 0.05 * min(cost, 7.0) if cost < FAR else base - 0.4, 3)


def _found(tokens: Tokens, accepted: Sequence[_Accepted], parents: Sequence[int | None], offset: int) -> list[FoundFigure]:
    found = []
    for entry, parent in zip(accepted, parents, strict=True):
        quantity = entry.item.quantity
        span = tokens.span(entry.item.first, _last_shown(tokens, entry))
        figure = Figure(span, span.of(tokens.text), quantity.low, quantity.high, quantity.approximate, entry.measure, entry.whom)
        found.append(FoundFigure(figure, None if parent is None else parent + offset, _denied(tokens, entry.item), entry.score))
    return found


def _last_shown(tokens: Tokens, entry: _Accepted) -> int:
    """A bare number takes the participle behind it into its span: "22 wounded"."""
    last = entry.item.last
    shown = ("dead", "killed", "wounded", "injured", "missing", "displaced", "hurt", "detained", "arrested")
    return last + 1 if entry.item.counted.counts == "bare" and tokens.at(last + 1) in shown else last


def _denied(tokens: Tokens, item: Item) -> bool:
    """ "not 14 but 9"."""
    if tokens.at(item.first - 1) != "not":
        return False
    return any(tokens.at(index) == "but" for index in range(item.last + 1, item.last + 4))
