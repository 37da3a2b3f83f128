"""Who speaks in each of the reader's attributions, where its source is missing, a scrap, or another's."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from sayso.claims.grammar import Grammar
from sayso.claims.parties.names import find_names
from sayso.claims.parties.phrases import is_person, read_phrase
from sayso.claims.places.find import in_dateline
from sayso.claims.speakers.implied import speaker_at
from sayso.claims.speakers.tellers import Tellers
from sayso.claims.speakers.turns import Turn
from sayso.model.evidence import Span
from sayso.model.reading import Reading

_SCRAP = re.compile(r"(?:the|an?|one|another|some|many|several|two|three)$|(?:which|that|who)\s", re.IGNORECASE)  # of a noun phrase
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_SHORT = 60  # characters of a name before its apposition
_BESIDE = re.compile(r",?\s+(?:[A-Z][a-z]+\.?\s+){0,2}")  # with titles


class Sources:
    """Mends the sources of one report. `passage` gives the part of a sentence in which a span stands."""

    def __init__(self, text: str, reading: Reading, turns: Sequence[Turn], grammar: Grammar, passage: Callable[[Span], Span]) -> None:
        self._text, self._reading, self._turns, self._passage = text, reading, turns, passage
        self._grammar, self._tellers = grammar, Tellers(text, grammar)
        self._headers = [turn.speaker.start for turn in turns]

    def mended(self) -> dict[int, Span]:
        """By attribution, who speaks by the place of the cue, where the reader linked none, a scrap, or one of another sentence or turn."""
        found = {}
        for number, one in enumerate(self._reading.attributions):
            cue = one.cue[0]
            header = self._header(cue)
            sentence = self._passage(cue)
            if header is not None and not (one.source and header.overlaps(one.source[0])):
                found[number] = header
            elif header is None and not (one.source and sentence.overlaps(one.source[0]) and not in_dateline(self._text, one.source[0])):
                speaker = speaker_at(self._text, sentence, cue) or self._tellers.subject(cue)
                if speaker and not self._grammar.counts(speaker):
                    found[number] = speaker
            elif header is None and (mended := self._mended(cue, one.source[0])):
                found[number] = mended
        return found

    def _mended(self, cue: Span, source: Span) -> Span | None:
        """The speaker of a cue where the source is a scrap of a noun phrase, an apposition, a clause, or whom something is told."""
        named = self._apposed(source) or self._named_after(source)
        if named:
            return named
        subject = self._tellers.subject(cue)
        bare = self._grammar.without_adverbs(source)
        if subject is None:
            return None
        scrap = _SCRAP.match(self._text, *source) or (subject.contains(source) and self._text[source.start].islower())
        clause = self._grammar.is_clause(source) and not subject.overlaps(source)
        if scrap or clause or (not subject.overlaps(source) and self._tellers.is_told(cue, source)):
            return subject
        return bare if bare != source else None

    def _apposed(self, source: Span) -> Span | None:
        """The name before a source that is only its apposition: "Save the Rivers, a charity,"."""
        if not (_ARTICLE.match(self._text, source.start) and self._text[: source.start].endswith(", ")):
            return None
        closed = self._text[source.end - 1 : source.end + 1].find(",") >= 0
        name = next(
            (one for one in find_names(self._text, max(0, source.start - _SHORT), source.start) if one.end == source.start - 2), None
        )
        return Span(name.start, source.end) if name and closed else None

    def _named_after(self, source: Span) -> Span | None:
        """A person's office with the name that stands beside it: "the captain, Mr Roe,"."""
        phrase = read_phrase(source.of(self._text))
        if phrase.name or (not phrase.person and not is_person(phrase.head)):
            return None
        name = next(find_names(self._text, source.end, source.end + _SHORT), None)
        beside = name is not None and _BESIDE.fullmatch(self._text, source.end, name.start) is not None
        return Span(source.start, name.end) if name and beside and self._text[name.end : name.end + 1] == "," else None

    def _header(self, cue: Span) -> Span | None:
        """The speaker of the turn whose opening a cue stands in: the colon."""
        at = bisect_right(self._headers, cue.start) - 1
        return self._turns[at].speaker if at >= 0 and cue.start < self._turns[at].words.start else None
