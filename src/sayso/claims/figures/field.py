"""The tokens of a text with the cues of harm, flight and the like among them, and figures as they are read from it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Literal

from sayso.claims.figures.nouns import Counted
from sayso.claims.figures.numbers import Quantity
from sayso.claims.figures.syntax import Syntax
from sayso.claims.figures.tokens import Tokens
from sayso.claims.figures.words import Cue, Lexicon, figure_lexicon
from sayso.claims.grammar import Grammar
from sayso.model.figure import Measure, Whom

_EVACUATION = re.compile(r"\bevacu", re.IGNORECASE)
FAR = 99.0  # no cue at all
SURE = 9.0  # beyond this cost a cue says nothing of a named people count
GO_ON_PART = 1.2  # what it costs a part to go on from its total: less than a far cue, more than one at hand
NEAR_FIGURES = 16  # figures back to the main one of a sentence
PART_TO_TOTAL = 7  # tokens between a part and a total behind it
# What a token adds to the way between a figure and its cue.
_PLAIN, _CHEAP, _COMMA, _CLAUSE, _STOP = 1.0, 0.1, 0.7, 3.5, 5.0
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
    def core_word(self) -> int:
        return self.quantity.core_first

    @property
    def last(self) -> int:
        return self.counted.last


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure, what it costs to hold it for that of a figure, and where it is from: a cue, or another figure with its `whom`."""

    measure: Measure
    cost: float
    hit: Hit | None
    source: Literal["cue", "sentence", "before", "again"] = "cue"
    whom: Whom | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An item that is a figure. `parent` is the place of its total among the figures of its sentence, below nought in the one before."""

    item: Item
    measure: Measure
    whom: Whom
    score: float
    rule: str
    parent: int | None = None
    replaced: bool = False


def accept(item: Item, choice: Choice, whom: Whom, parent: int | None, *, replaced: bool = False) -> Accepted:
    """The figure that an item is with a measure, as sure as that is; a named people count with a cue at hand is surest."""
    base = {"people": 0.95, "harm": 0.95, "bare": 0.85, "unknown": 0.6}[item.counted.counts]
    score = round(base - 0.05 * min(choice.cost, 7.0) if choice.cost < FAR else base - 0.4, 3)
    return Accepted(item, choice.measure, whom, score, _rule(choice), parent, replaced)


def _rule(choice: Choice) -> str:
    if choice.hit is not None and choice.cost <= SURE:
        return f"{choice.hit.cue.kind}:{' '.join(choice.hit.cue.words)}"
    return {"sentence": "goes-on", "before": "goes-on", "again": "again"}.get(choice.source, "noun")


@dataclass(frozen=True, slots=True)
class Field:
    """All that measures are chosen in: the tokens, the cues in text order, and the summed cost of tokens before each."""

    tokens: Tokens
    lex: Lexicon
    hits: Sequence[Hit]
    hit_firsts: Sequence[int]
    costs: Sequence[float]
    evacuating: bool
    setting: str = ""
    theme: Measure = "other"
    syntax: Syntax | None = None

    def between(self, after: int, before: int) -> float:
        """The cost of the tokens after `after` and before `before`."""
        return self.costs[before] - self.costs[after + 1] if before > after + 1 else 0.0

    def near(self, first: int, last: int) -> Sequence[Hit]:
        """Cues that start at tokens `first` to `last` (exclusive)."""
        return self.hits[bisect_left(self.hit_firsts, first) : bisect_left(self.hit_firsts, last)]


def survey(tokens: Tokens, lex: Lexicon, grammar: Grammar | None = None) -> Field:
    """Find every cue of a text."""
    evacuating = _EVACUATION.search(tokens.text) is not None
    following = (*tokens.low[1:], "")
    hits = tuple(
        _as_toll(tokens, hit)
        for index, (word, after) in enumerate(zip(tokens.low, following, strict=False))
        if word in lex.cues and (word in lex.alone or (word, after) in lex.openings)
        for hit in _hits_at(tokens, lex, index, evacuating)
    )
    table = _cost_table()
    costs = [0.0, *accumulate([table.get(word, _PLAIN) for word in tokens.low])]
    return Field(
        tokens,
        lex,
        hits,
        [hit.first for hit in hits],
        costs,
        evacuating,
        _setting(tokens, lex),
        _theme(hits),
        Syntax(tokens, grammar) if grammar and grammar.tokens else None,
    )


def _setting(tokens: Tokens, lex: Lexicon) -> str:
    """Where a text plays: the setting that its words name oftenest, "" if none."""
    named = Counter(lex.settings[word] for word in tokens.low if word in lex.settings)
    return max(named, key=lambda name: (named[name], name), default="")


def _theme(hits: Sequence[Hit]) -> Measure:
    """What a text mostly tells of: for it, names stand on a list."""
    told: Counter[Measure] = Counter(hit.cue.measure for hit in hits if hit.cue.measure in ("killed", "detained", "missing"))
    return max(told, key=lambda measure: (told[measure], measure), default="other")


def _as_toll(tokens: Tokens, hit: Hit) -> Hit:
    """ "the number of people confirmed killed" is a toll, however far its number stands."""
    if hit.cue.kind not in ("act", "before", "toll") and tokens.at(hit.first - 1) not in ("of", "the"):
        around = [tokens.at(index) for index in range(hit.first - 6, hit.first)]
        if "number" in around and "of" in around[around.index("number") :]:
            return Hit(hit.first, hit.last, replace(hit.cue, kind="toll"))
    return hit


def _hits_at(tokens: Tokens, lex: Lexicon, index: int, evacuating: bool) -> list[Hit]:
    longest: int = 0
    found = []
    for cue in lex.cues[tokens.at(index)]:
        size = len(cue.words)
        if size < longest or (cue.evacuating and not evacuating):
            continue
        if size == 1 or (tokens.at(index + 1) == cue.words[1] and tokens.has(index, cue.words)):
            longest = len(cue.words)
            found.append(Hit(index, index + longest - 1, cue))
    return found


@cache
def _cost_table() -> dict[str, float]:
    """What a word adds to the way between a figure and its cue, where that isn't the plain cost."""
    grammar = figure_lexicon().grammar
    return {
        **dict.fromkeys(grammar["auxiliary"], _CHEAP),
        **dict.fromkeys(_CHEAP_WORDS, _CHEAP),
        **dict.fromkeys(grammar["clause"], _CLAUSE),
        **dict.fromkeys([",", "and", "&", "–", "—", "-", ":", ")"], _COMMA),
        **dict.fromkeys([";", ".", "?", "!", "•", "|"], _STOP),
    }
