"""On whose word a passage stands: the innermost attribution around it, the speaker of its turn, or the outlet."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.lexicon import lexicon
from sayso.claims.parties import Parties
from sayso.claims.turns import Turn
from sayso.model.claim import Attributed, Certainty, SaidBy, Stance
from sayso.model.evidence import Report, Span

# "the ministry told Interfax": Interfax passes the word on.
_TOLD = re.compile(r"\b(?:told|tells|telling|informed)\s+(?:the\s+)?([A-Z][\w’'&-]*(?:\s+(?:[A-Z][\w’'&-]*|of|and|news|agency))*)")
UNNAMED = "unnamed source"
OWN_WORDS = frozenset(lexicon("parties")["pronouns"]["own"])


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a passage and how; `content` are the attribution's content spans, empty for the outlet or a turn."""

    said_by: SaidBy
    stance: Stance = "asserts"
    certainty: Certainty = "unstated"
    attribution: str | None = None
    content: tuple[Span, ...] = ()
    score: float = 1.0


class Voices:
    """Answers on whose word any span of one report stands."""

    def __init__(self, report: Report, attributed: Sequence[Attributed], turns: Sequence[Turn], parties: Parties) -> None:
        self._report, self._parties, self._turns = report, parties, turns
        self._by_id = {one.id: one for one in attributed}
        self._contents = sorted(((span, one) for one in attributed for span in one.content), key=lambda entry: entry[0])
        self._starts = [span.start for span, _ in self._contents]
        self._furthest: list[int] = []  # the furthest end of this content or any before it
        for span, _ in self._contents:
            self._furthest.append(max(span.end, self._furthest[-1] if self._furthest else 0))

    def at(self, span: Span) -> Voice:
        """The voice of the innermost attribution whose content holds most of `span`; else the turn's speaker; else the outlet."""
        around = self._around(span)
        if around:
            return self.of(min(around, key=lambda entry: entry[0].end - entry[0].start)[1])
        turn = self._turn(span)
        if turn:
            return Voice(self._by(turn.speaker))
        return Voice(SaidBy(None, self._report.outlet, True, None))

    def of(self, one: Attributed) -> Voice:
        """The voice of an attribution."""
        return Voice(self._said_by(one), one.stance, one.certainty, one.id, one.content, one.score)

    def _said_by(self, one: Attributed) -> SaidBy:
        via = tuple(self._passed_on(one))
        if one.source and one.source[0].of(self._report.text).lower() not in OWN_WORDS:
            return self._by(one.source[0], via)
        # "We believe": whoever is speaking there, in a quote, a turn, or the report itself.
        outer = self._by_id.get(one.within or "")
        if one.source and outer and outer.source:
            return self._said_by(outer)
        turn = self._turn(one.cue[0])
        if turn:
            return self._by(turn.speaker, via)
        return SaidBy(None, self._report.outlet, True, None, via) if one.source else SaidBy(None, UNNAMED, False, None, via)

    def _by(self, mention: Span, via: tuple[str, ...] = ()) -> SaidBy:
        return SaidBy(self._parties.of(mention).id, self._parties.shown(mention), False, mention, via)

    def _around(self, span: Span) -> list[tuple[Span, Attributed]]:
        middle = Span((span.start + span.end) // 2, (span.start + span.end) // 2 + 1)
        found = []
        at = bisect_right(self._starts, middle.start) - 1
        while at >= 0 and self._furthest[at] > middle.start:
            if self._contents[at][0].overlaps(middle):
                found.append(self._contents[at])
            at -= 1
        return found

    def _turn(self, span: Span) -> Turn | None:
        at = bisect_right([turn.words.start for turn in self._turns], span.start) - 1
        return self._turns[at] if at >= 0 and self._turns[at].words.overlaps(span) else None

    def _passed_on(self, one: Attributed) -> Sequence[str]:
        """Who passes the word on: whom it was told to, and the speakers of the attributions around it."""
        text = self._report.text
        cue = one.cue[0]
        told = _TOLD.match(text, cue.start) or _TOLD.search(text, cue.start, cue.end + 1)
        via = [told[1]] if told else []
        outer = self._by_id.get(one.within or "")
        while outer:
            if outer.source:
                via.append(self._parties.shown(outer.source[0]))
            outer = self._by_id.get(outer.within or "")
        return via
