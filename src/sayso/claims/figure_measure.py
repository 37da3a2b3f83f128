"""What befell the people of a figure: cues near it, weighed by how and how far they stand."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from sayso.claims.figure_nouns import Counted
from sayso.claims.figure_tokens import Tokens
from sayso.claims.figure_words import Cue, Lexicon
from sayso.claims.numbers import Quantity
from sayso.model.figure import Measure

FAR = 99.0  # no cue at all
_LOOK_BACK, _LOOK_AHEAD = 40, 25
# Costs by distance: what a token adds between a figure and its cue.
_PLAIN, _CHEAP, _COMMA, _CLAUSE, _STOP = 1.0, 0.1, 0.7, 3.5, 5.0
_OTHER_FIGURE = 2.5
_CHEAP_WORDS = frozenset(
    ['"', "“", "”", "'", "‘", "’", "(", "[", "]", "the", "of", "a", "an", "those", "people", "more", "others", "other"]
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found at tokens `first`..`last`."""

    first: int
    last: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Item:
    """A number with what it counts; tokens `first`..`last` hold both."""

    quantity: Quantity
    counted: Counted

    @property
    def first(self) -> int:
        return self.quantity.first

    @property
    def last(self) -> int:
        return self.counted.last


@dataclass(frozen=True, slots=True)
class Field:
    """All that measures are chosen in: the tokens, the cues in text order, and the summed cost of tokens before each."""

    tokens: Tokens
    lex: Lexicon
    hits: Sequence[Hit]
    hit_firsts: Sequence[int]
    costs: Sequence[float]
    evacuating: bool

    def between(self, after: int, before: int) -> float:
        """The cost of the tokens after `after` and before `before`."""
        return self.costs[before] - self.costs[after + 1] if before > after + 1 else 0.0

    def near(self, first: int, last: int) -> Sequence[Hit]:
        """Cues that start at tokens `first` to `last` (exclusive)."""
        return self.hits[bisect_left(self.hit_firsts, first) : bisect_left(self.hit_firsts, last)]


def survey(tokens: Tokens, lex: Lexicon) -> Field:
    """Find every cue of a text."""
    evacuating = any(word.startswith("evacu") for word in tokens.low)
    hits = tuple(
        _as_toll(tokens, hit)
        for index, word in enumerate(tokens.low)
        if word in lex.cues
        for hit in _hits_at(tokens, lex, index, evacuating)
    )
    costs = [0.0, *accumulate(_token_costs(tokens, lex))]
    return Field(tokens, lex, hits, [hit.first for hit in hits], costs, evacuating)


def _as_toll(tokens: Tokens, hit: Hit) -> Hit:
    """ "the number of people confirmed killed" is a toll, however far its number stands."""
    if hit.cue.kind in ("past", "state", "noun") and tokens.at(hit.first - 1) not in ("of", "the"):
        around = [tokens.at(index) for index in range(hit.first - 6, hit.first)]
        if "number" in around and "of" in around[around.index("number") :]:
            return Hit(hit.first, hit.last, replace(hit.cue, kind="toll"))
    return hit


def _hits_at(tokens: Tokens, lex: Lexicon, index: int, evacuating: bool) -> list[Hit]:
    longest: int = 0
    found = []
    for cue in lex.cues[tokens.at(index)]:
        if len(cue.words) >= longest and (evacuating or not cue.evacuating) and (len(cue.words) == 1 or tokens.has(index, cue.words)):
            longest = len(cue.words)
            found.append(Hit(index, index + longest - 1, cue))
    return found


def _token_costs(tokens: Tokens, lex: Lexicon) -> list[float]:
    table = {
        **dict.fromkeys(lex.grammar["auxiliary"], _CHEAP),
        **dict.fromkeys(_CHEAP_WORDS, _CHEAP),
        **dict.fromkeys(lex.grammar["clause"], _CLAUSE),
        **dict.fromkeys([",", "and", "&", "–", "—", "-", ":", ")"], _COMMA),
        **dict.fromkeys([";", ".", "?", "!", "•", "|"], _STOP),
    }
    return [table.get(word, _PLAIN) for word in tokens.low]


def best_measure(field: Field, items: Sequence[Item], at: int, window: tuple[int, int]) -> tuple[Measure, float, Hit | None]:
    """The measure of `items[at]` by the cheapest cue within `window` (tokens of its sentence), its cost, and the cue."""
    item = items[at]
    best: tuple[Measure, float, Hit | None] = ("other", FAR, None)
    for hit in field.near(max(window[0], item.first - _LOOK_BACK), min(window[1], item.last + _LOOK_AHEAD)):
        cost = _cost(field, items, at, hit)
        if cost < best[1] or (cost == best[1] and best[2] is not None and len(hit.cue.words) > len(best[2].cue.words)):
            best = (hit.cue.measure, cost, hit)
    return best


def _cost(field: Field, items: Sequence[Item], at: int, hit: Hit) -> float:
    item = items[at]
    if hit.first >= item.first and hit.last <= item.last:
        return _inside(field, item, hit)
    if hit.last < item.first:
        crossed = sum(1 for other in items[max(at - 6, 0) : at] if other.first > hit.last and other.counted.counts != "thing")
        cost = _looking_right(field, items, at, hit)
        if hit.cue.kind == "toll":
            return _toll(field, item, hit, crossed)
        return cost + field.between(hit.last, item.first) * (0.5 if hit.cue.kind == "before" else 1.0) + _OTHER_FIGURE * crossed
    if hit.first > item.last:
        crossed = sum(1 for other in items[at + 1 : at + 7] if other.last < hit.first and other.counted.counts != "thing")
        scale = 0.6 if hit.cue.kind == "past" and _is_passive(field, hit) else 1.0
        return _looking_left(field, items, at, hit) + scale * field.between(item.last, hit.first) + _OTHER_FIGURE * crossed
    return FAR


def _toll(field: Field, item: Item, hit: Hit, crossed: int) -> float:
    """A toll's number may stand far from it, above all after "reached", "at" or "to"."""
    tokens = field.tokens
    linked = any(tokens.at(index) in field.lex.grammar["toll_links"] for index in range(item.first - 2, item.first))
    named = item.counted.counts == "people"
    return (0.2 if linked else 2.5 if named else 0.8) + 0.12 * (item.first - hit.last) + 0.4 * crossed


def _inside(field: Field, item: Item, hit: Hit) -> float:
    """A cue in the noun phrase itself: "12 deaths" settles it, "64 wounded people" and "98 evacuees" are weaker."""
    if hit.cue.kind == "noun":
        return 5.0 if item.counted.counts == "people" else 0.0
    if hit.cue.kind in ("state", "past"):
        return 1.6 if item.counted.counts == "people" and not item.counted.of_group else 1.0
    return FAR


def _is_passive(field: Field, hit: Hit) -> bool:
    """Whether a past form has a passive's auxiliary before it, adverbs aside."""
    tokens, lex = field.tokens, field.lex
    for index in range(hit.first - 1, max(hit.first - 5, -1), -1):
        word = tokens.at(index)
        if word in lex.grammar["passive_marks"]:
            return True
        if word not in lex.grammar["auxiliary"] and not word.endswith("ly"):
            return False
    return False


def _looking_right(field: Field, items: Sequence[Item], at: int, hit: Hit) -> float:
    kind = hit.cue.kind
    if kind == "act":
        return 0.3
    if kind == "before":
        return 0.2 if len(hit.cue.words) > 1 else 0.5
    if kind == "past":
        if _closes_figure(items, at, hit) or _is_passive(field, hit):
            return 5.0
        return 0.4
    return {"noun": 6.0, "state": 3.0, "intransitive": 5.0}.get(kind, FAR)


def _closes_figure(items: Sequence[Item], at: int, hit: Hit) -> bool:
    """Whether the cue stands right after another figure, and so belongs to that ("15 killed 20 injured")."""
    before = next((other for other in reversed(items[:at]) if other.last < hit.first and other.counted.counts != "thing"), None)
    return before is not None and hit.first - before.last <= 1


def _looking_left(field: Field, items: Sequence[Item], at: int, hit: Hit) -> float:
    kind = hit.cue.kind
    opens = at + 1 < len(items) and items[at + 1].first - hit.last <= 1
    adjacent = hit.first - items[at].last <= 1
    if kind in ("intransitive", "state"):
        return 8.0 if opens and not adjacent and kind == "state" and not _is_passive(field, hit) else 0.2
    if kind == "after":
        return 0.1 if len(hit.cue.words) > 1 else 0.3
    if kind == "past":
        if _is_passive(field, hit):
            return 0.2
        if adjacent:
            return 0.2 if not opens or not _has_active_before(field, items[at]) else 3.0
        return 8.0 if opens else 1.5
    return 7.0 if kind in ("noun", "act") else FAR


def _has_active_before(field: Field, item: Item) -> bool:
    """Whether a verb has this figure as its object already: "killed 15 injured 20"."""
    for hit in field.near(item.first - 2, item.first):
        if hit.last == item.first - 1 and (hit.cue.kind == "act" or (hit.cue.kind == "past" and not _is_passive(field, hit))):
            return True
    return False
