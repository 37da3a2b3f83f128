"""Totals and parts that only show once it is known what each figure counts: lists that add up, what a colon opens, the sentence before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.claims.figures.field import NEAR_FIGURES, Accepted, Field
from sayso.claims.figures.parts import of_those

_OPENS = (":", "(", "-", "–", "—")
_OPENED_WITHIN = 8  # tokens from a colon to the first of the parts
_BACK = frozenset(["them", "those", "these", "victims", "dead", "wounded", "injured", "killed"])
_PLACES = ("in", "at", "from", "near", "on", "around")
_BE = ("was", "were", "is", "are")
_VAGUE_SPAN = 10  # "thousands" may be so many times the least that they can be
_SENTENCE_HEAD = 6  # tokens in which a sentence says that it goes on about those before


def with_totals(field: Field, told: Sequence[Accepted], earlier: Sequence[Accepted], start: int) -> list[Accepted]:
    """The figures of a sentence that starts at token `start`, those with no total yet given one where they have it.

    `earlier` are those of the sentence before; a total among them has its place counted back from the first of `told`.
    """
    near = earlier[-NEAR_FIGURES:]
    line = _Line(field, [*near, *told], len(near), start)
    for index in range(len(near), len(line.figures)):
        line.find(index)
    line.add_up()
    return [
        entry if entry.parent == parent else replace(entry, parent=parent)
        for entry, parent in zip(told, line.parents[len(near) :], strict=True)
    ]


class _Line:
    """Figures in text order: those of the sentence before, and from place `base` on those of a sentence; `parents` count from there."""

    def __init__(self, field: Field, figures: Sequence[Accepted], base: int, start: int) -> None:
        self._tokens, self._field = field.tokens, field
        self.figures, self._base, self._start = figures, base, start
        self.parents = [entry.parent for entry in figures]

    def find(self, index: int) -> None:
        """Give a figure of the sentence the total that its words tell, and those the same that it is listed with."""
        entry = self.figures[index]
        if self.parents[index] is not None or entry.replaced or entry.item.counted.follow_up:
            return
        first = self._list_start(index)
        total = self._with_previous(index)
        if total is None:
            total = self._behind(index, first) if self._points_back(entry) else self._counted_in(index)
        if total is not None:
            for one in range(first if self._is_among(entry) else index, index + 1):
                self.parents[one] = total - self._base

    def add_up(self) -> None:
        """Neighbours that add up to a figure before or behind them: "18 residents dead, ten women and eight men"."""
        for total in range(self._base, len(self.figures)):
            for step in (1, -1) if self.parents[total] is None else ():
                run = self._run(total, step)
                if run and self._is_parted(min(total, total + step)):
                    for part in run:
                        self.parents[part] = total - self._base

    def _mains(self, before: int) -> Iterator[int]:
        """The places of figures that are no parts, and that hold still, backwards."""
        near = range(before - 1, max(before - NEAR_FIGURES, 0) - 1, -1)
        return (one for one in near if self.parents[one] is None and not self.figures[one].replaced)

    def _fits(self, part: int, total: int) -> bool:
        """Whether a figure can be a part of another: not as many, and counting the same."""
        one, whole = self.figures[part], self.figures[total]
        most = whole.item.quantity.value * (_VAGUE_SPAN if whole.item.quantity.form == "vague" else 1)
        return 0 < one.item.quantity.value < most and whole.measure in (one.measure, "casualties")

    def _between(self, left: int, right: int) -> Sequence[str]:
        return self._tokens.low[self.figures[left].item.last + 1 : self.figures[right].item.first]

    def _list_start(self, index: int) -> int:
        """The first of those that a figure is listed with: "three children and two women were among the dead"."""
        joints = {"and", "&"}
        for first in range(index, max(index - NEAR_FIGURES, self._base), -1):
            gap = {*self._between(first - 1, first)}
            if self.parents[first - 1] is not None or not joints & gap or not gap <= {",", "and", "&"}:
                return first
            joints = {",", "and", "&"}
        return max(index - NEAR_FIGURES, self._base)

    def _with_previous(self, index: int) -> int | None:
        """The total of the figure before, where this one goes on with the list: after a comma or an "and", a place at both or neither."""
        parent = self.parents[index - 1] if index > self._base else None
        if parent is None or not self._fits(index, parent + self._base):
            return None
        gap = self._between(index - 1, index)
        places = [self._tokens.at(self.figures[one].item.last + 1) in _PLACES for one in (index - 1, index)]
        joined = gap[-1:] in ([","], ["and"], [";"]) and len(gap) < NEAR_FIGURES and places[0] == places[1]
        return parent + self._base if joined and self.figures[index].rule in ("goes-on", self.figures[index - 1].rule) else None

    def _behind(self, index: int, first: int) -> int | None:
        """The total that a figure which points back is a part of; failing that, a toll right after it."""
        back = next((one for one in self._mains(first) if self._fits(index, one)), None)
        if back is not None:
            return None if self.figures[back].item.counted.follow_up else back
        toll = index + 1 < len(self.figures) and self.figures[index + 1].rule.startswith("toll:")
        return index + 1 if toll and self._fits(index, index + 1) else None

    def _counted_in(self, index: int) -> int | None:
        """The total before in the sentence that a figure is a part of by what stands between them."""
        main = next(self._mains(index), None)
        if main is None or main < self._base or not self._fits(index, main):
            return None
        entry, gap = self.figures[index], self._between(main, index)
        sum_so_far = sum(one.item.quantity.value for one in self.figures[main + 1 : index + 1])
        if _opens(gap) and sum_so_far <= self.figures[main].item.quantity.value:
            return main
        bare = entry.item.counted.counts == "bare" and (gap[-1:] in ([","], [";"], ["with"]))
        return main if bare and (self._tells_how_badly(entry) or (gap[-1] == "," and self._tells_where(entry, gap))) else None

    def _tells_how_badly(self, entry: Accepted) -> bool:
        """ "seven critically", "with six in intensive care"."""
        return self._tokens.at(entry.item.last + 1).endswith("ly") or (entry.measure == "injured" and entry.rule.startswith("after:"))

    def _tells_where(self, entry: Accepted, gap: Sequence[str]) -> bool:
        """ "were displaced, 3,000 from Palma": a place at the part, and none at the total, which would make both parts of a list."""
        return self._tokens.at(entry.item.last + 1) in _PLACES and not any(word in _PLACES for word in gap)

    def _points_back(self, entry: Accepted) -> bool:
        """ "Nine of them", "Six were officers", "Among them are two nurses", "The dead include 14 children"."""
        tokens, item = self._tokens, entry.item
        if of_those(tokens, item):
            return True
        if item.first == self._start and item.counted.counts == "bare" and entry.rule == "goes-on" and tokens.at(item.last + 1) in _BE:
            return True
        head = tokens.low[self._start : item.first] if item.first - self._start <= _SENTENCE_HEAD else ()
        goes_on = tokens.at(self._start) == "of" or any(word in self._field.lex.grammar["include"] for word in head)
        return (goes_on and any(word in _BACK for word in head)) or self._is_among(entry)

    def _is_among(self, entry: Accepted) -> bool:
        """ "two nurses are among them", "three women included"."""
        low, last = self._tokens.low, entry.item.last
        if self._tokens.at(last + 1) == "included":
            return True
        behind = low[last + 1 : last + 6]
        return any(word in ("among", "amongst") and bool(_BACK & {*behind[at + 1 : at + 3]}) for at, word in enumerate(behind[:3]))

    def _run(self, total: int, step: int) -> list[int]:
        """The neighbours on one side that add up to a figure, none if they don't."""
        run: list[int] = []
        left, at = self.figures[total].item.quantity.value, total + step
        while self._base <= at < len(self.figures) and len(run) < NEAR_FIGURES and self.parents[at] is None and self._fits(at, total):
            run.append(at)
            left -= self.figures[at].item.quantity.value
            if left <= 0:
                break
            at += step
        return run if left == 0 and len(run) > 1 else []

    def _is_parted(self, left: int) -> bool:
        """Whether a cue or a sign stands between a figure and the next, so that they are no plain list."""
        first, last = self.figures[left].item.last, self.figures[left + 1].item.first
        return bool(self._field.near(first, last)) or any(word in _OPENS for word in self._between(left, left + 1))


def _opens(gap: Sequence[str]) -> bool:
    """Whether a colon or a dash stands in the gap, with nothing between that would make it one of many."""
    at = next((place for place, word in enumerate(gap) if word in _OPENS), None)
    if at is None or "," in gap[:at] or ";" in gap:
        return False
    return len(gap) - at <= (_OPENED_WITHIN if gap[at] == ":" else 2)
