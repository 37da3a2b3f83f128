"""Which event a claim is about."""

from bisect import bisect_left, bisect_right
from itertools import islice

from sayso.claims.events.find import FoundEvent, as_event, find_events, main_event
from sayso.claims.grammar import Grammar
from sayso.model.event import Event
from sayso.model.evidence import Span
from sayso.model.figure import Figure
from sayso.model.reading import Reading

_HARM = ("killed", "injured", "casualties")
_WIDEST = 60  # events to either side of a figure that are looked at
_HIGHEST = 20  # heads up which two words are looked for a common one
_ASIDE = 3  # steps that an event counts as farther for being told as background, and for being unreal
_AS_NEAR = 2  # steps by which an event may be farther than another and still go before it by its kind


class ClaimEvents:
    """The events of one report, to ask for the one of a figure or of a passage."""

    def __init__(self, grammar: Grammar, reading: Reading) -> None:
        self._grammar = grammar
        self._found = find_events(grammar, reading)
        self._starts = [one.span.start for one in self._found]
        self._tokens = [token.span.start for token in grammar.tokens]
        self._sentences = [sentence.start for sentence in reading.sentences]

    def of_passage(self, span: Span) -> Event | None:
        """The main event of what is said in a span."""
        return main_event(self._found[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)])

    def of_figure(self, figure: Figure) -> Event | None:
        """The event nearest to a figure in the tree of its sentence; of two about as near, the one whose kind goes before.

        Nobody is killed or injured by an event of a harmless kind.
        """
        at = self._head(figure.span)
        if at is None:
            return None
        harmed = figure.measure in _HARM
        steps = {one: number for number, one in enumerate((at, *islice(self._grammar.upwards(at), _HIGHEST)))}
        near = [
            (self._distance(steps, one), one.pattern, one)
            for one in self._near(figure.span)
            if one.pattern is not None and not (harmed and one.pattern.kind.harmless)
        ]
        least = min((distance for distance, *_ in near), default=0)
        as_near = [(pattern.rank, number) for number, (distance, pattern, _) in enumerate(near) if distance <= least + _AS_NEAR]
        if not as_near:
            return None
        _, pattern, one = near[min(as_near)[1]]
        return as_event(pattern.kind, one)

    def _head(self, span: Span) -> int | None:
        """The token of a figure that hangs on none of its others."""
        first, last = bisect_left(self._tokens, span.start), bisect_left(self._tokens, span.end)
        heads = ((at, self._grammar.tokens[at].head) for at in range(first, last))
        return next((at for at, head in heads if head is None or not first <= head < last), None)

    def _near(self, span: Span) -> tuple[FoundEvent, ...]:
        """The events of a figure's sentence."""
        sentence = max(0, bisect_right(self._sentences, span.start) - 1)
        at = bisect_left(self._starts, span.start)
        return tuple(one for one in self._found[max(0, at - _WIDEST) : at + _WIDEST] if one.sentence == sentence)

    def _distance(self, steps: dict[int, int], one: FoundEvent) -> int:
        """Steps in the tree between a figure, whose heads with their own steps are given, and an event."""
        aside = _ASIDE * (one.background + (not one.real))
        for number, at in enumerate((one.token, *islice(self._grammar.upwards(one.token), _HIGHEST))):
            if at in steps:
                return number + steps[at] + aside
        return 2 * _HIGHEST + aside
