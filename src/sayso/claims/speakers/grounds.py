"""What a passage's speaker is read from: an attribution around it, the words of its own sentence, or nothing but its place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.claims.grammar import Grammar
from sayso.claims.quotations import is_quoted
from sayso.claims.speakers.implied import (
    Headline,
    according_speaker,
    bracketed_speaker,
    colon_speaker,
    counting_speaker,
    giving_speaker,
    other_speaker,
    saying_speaker,
)
from sayso.claims.speakers.tellers import Tellers
from sayso.claims.speakers.turns import Turn
from sayso.model.claim import SpeakerRule
from sayso.model.evidence import Span
from sayso.model.reading import Attribution, Reading

_OPENS_QUOTE = re.compile(r"\s*[\"“«„]")
_CLOSES_QUOTE = re.compile(r"[\"”»“]")
_OWN_WORDS = re.compile(r"\W*(?:I|We)\b")  # in a turn whoever begins a sentence so speaks again
_QUOTES = frozenset("\"'“”‘’«»")
_SAID_OF = frozenset(("say", "report", "believe", "think", "understand"))  # "said to be": nobody says so of themselves
_NO_SAYING = re.compile(r"claim\w*\s+(?:\S+\s+){0,4}?(?:life|lives)\b", re.IGNORECASE)  # an attack that claimed six lives has said nothing
_MARK = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[•*·–-])[ \t]")  # of an item in a list
_ITEM = re.compile(rf"\n{_MARK.pattern}")
_LINES = 100  # of a list, from one of its items up to what introduces it
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_GAP = 80  # characters between two pieces of a content that belong to it all the same
_SEEN = 1000  # characters of a sentence to either side that are looked at
_AFTER_CUE = 60  # characters that may follow the cue of an attribution which closes its sentence


@dataclass(frozen=True, slots=True)
class Ground:
    """`attribution` is an index into the reading's; `speaker` a span that names the speaker without one.

    With both, the speaker's word comes by way of the attribution's source. With neither, the turn's speaker or the outlet says it. `rule`
    is how it was found.
    """

    attribution: int | None = None
    speaker: Span | None = None
    rule: SpeakerRule = "outlet"


class Grounds:
    """Finds the ground of any span of one report."""

    def __init__(self, text: str, reading: Reading, turns: Sequence[Turn], headline: Headline | None, grammar: Grammar) -> None:
        self._grammar, self._tellers = grammar, Tellers(text, grammar)
        self._text, self._reading, self._turns, self._headline = text, reading, turns, headline
        self._sentence_starts = [sentence.start for sentence in reading.sentences]
        self._turn_starts = [turn.words.start for turn in turns]
        self._contents = sorted((span, number) for number, one in enumerate(reading.attributions) for span in self._whole(one))
        self._starts = [span.start for span, _ in self._contents]
        self._furthest: list[int] = []  # the furthest end of this content or any before it
        for span, _ in self._contents:
            self._furthest.append(max(span.end, self._furthest[-1] if self._furthest else 0))
        self._sources = sorted({one.source[0] for one in reading.attributions if one.source})
        self._by_cue = sorted((one.cue[0], number) for number, one in enumerate(reading.attributions) if one.cue)
        self._cue_starts = [cue.start for cue, _ in self._by_cue]

    def _whole(self, one: Attribution) -> list[Span]:
        """The content pieces, those after the cue completed by the tree, and with what lies between two near ones."""
        around = sorted(span.start for span in (*one.cue, *one.source))
        return [
            self._grammar.completed(piece, next((start for start in around if start >= piece.end), len(self._text)))
            if piece.start > one.cue[0].start
            else piece
            for piece in _filled(one)
        ]

    def of(self, span: Span) -> Ground:
        """The ground on which the words of `span` stand."""
        found = self._ground(span)
        return replace(found, speaker=self._fuller(self._grammar.without_adverbs(found.speaker))) if found.speaker else found

    def _fuller(self, speaker: Span) -> Span:
        """The speaker as the reader has it, where an attribution's source begins alike and tells more: "the head nurse, Ana Paz,"."""
        at = bisect_left(self._sources, Span(speaker.start, 0))
        longer = [source for source in self._sources[at : at + 4] if source.start == speaker.start and source.end > speaker.end]
        return longer[0] if longer else speaker

    def _ground(self, span: Span) -> Ground:
        headline = self._headline
        if headline and headline.speaker and headline.span.contains(span) and not headline.speaker.contains(Span(span.start, span.start)):
            return Ground(speaker=headline.speaker, rule="title")
        sentence = self.passage(span)
        giving = giving_speaker(self._text, sentence, span)
        if giving:
            return Ground(speaker=giving, rule="agent")
        inner = self._innermost(span)
        near = inner is not None and self._cue(inner).overlaps(sentence)
        sure = near and inner is not None and bool(self._attribution(inner).source)
        colon = colon_speaker(self._text, sentence, span)
        if colon and self._grammar.is_noun(colon) and not (near and inner is not None and self._cue(inner).start > colon.end):
            return Ground(speaker=colon, rule="sentence")
        counting = counting_speaker(self._text, sentence, span)
        if counting and (inner is None or not sure or self._holds(inner, counting)):
            return Ground(inner if sure else None, counting, "counting")
        if near and inner is not None:
            other = other_speaker(self._text, sentence, span)
            if other and self._holds(inner, other):
                return Ground(speaker=other, rule="clause")
            tellers = (self._tellers.of(span), self._according(sentence), self._tellers.owner(span))
            told = next((one for one in tellers if one and self._holds(inner, one)), None)
            return Ground(inner, told, "clause" if told else "attribution")
        saying = (
            saying_speaker(self._text, sentence, span)
            or self._tellers.of(span)
            or self._tellers.owner(span)
            or bracketed_speaker(self._text, sentence, span)
        )
        if saying:
            return Ground(speaker=saying, rule="sentence")
        if inner is not None and not self._is_own(sentence, turn=self.turn(span) is not None):
            return Ground(inner, rule="attribution")
        closing = self._closing(span, sentence)
        if closing is not None:
            return Ground(closing, rule="closing")
        before = self._continued(sentence, span)
        if before is not None:
            return Ground(before, rule="quotation")
        listing = self._listing(span)
        return Ground(listing, rule="list" if listing is not None else "outlet")

    def is_hearsay(self, cue: Span) -> bool:
        """Whether a cue tells what is said of its subject, not by it: "gunmen, said to number 150"."""
        grammar, at = self._grammar, self._grammar.verb(cue)
        to = at is not None and at + 1 < len(grammar.tokens) and grammar.word(at + 1) == "to" and grammar.tokens[at + 1].tag == "PART"
        return bool(at is not None and to and grammar.lemma(at) in _SAID_OF)

    def _is_own(self, sentence: Span, *, turn: bool) -> bool:
        """Whether a sentence begins with the "we" of whose text or turn it is: "The ministry says that travellers died. We struck none"."""
        begins = _OWN_WORDS.match(self._text, sentence.start)
        return begins is not None and (turn or not (set(begins[0]) & _QUOTES or is_quoted(self._text, begins.end())))

    def is_rejected(self, span: Span) -> bool:
        """Whether a figure belongs to a story that its sentence calls false."""
        return self._tellers.is_rejected(span)

    def _listing(self, span: Span) -> int | None:
        """The attribution that introduces the list in which a span stands as an item: "The council reports that:", and lines with marks."""
        line = self._text.rfind("\n", 0, span.start) + 1
        if not _MARK.match(self._text, line):
            return None
        for _ in range(_LINES):
            if not line or not (_MARK.match(self._text, line) or self._text[line : line + 1] == "\n"):
                break
            line = self._text.rfind("\n", 0, line - 1) + 1
        ends = self._text.find("\n", line)
        last = bisect_left(self._cue_starts, ends) - 1
        introduced = self._text[line:ends].rstrip().endswith(":") and last >= 0 and self._cue_starts[last] >= line
        return self._by_cue[last][1] if introduced else None

    def _according(self, sentence: Span) -> Span | None:
        return self._tellers.according(sentence) or according_speaker(self._text, sentence)

    def _continued(self, sentence: Span, span: Span) -> int | None:
        """The last attribution of the sentence before, where this one is a quotation in the same paragraph without a speaker of its own.

        No other sentence is taken to go on from a speaker: in the labelled reports, most of those are the outlet's own again.
        """
        at = bisect_left(self._sentence_starts, sentence.start) - 1
        quoted = _OPENS_QUOTE.match(self._text, sentence.start, span.start + 1)
        if at < 0 or not quoted or _CLOSES_QUOTE.search(self._text, quoted.end(), span.start):
            return None
        before = self._reading.sentences[at]
        last = bisect_left(self._cue_starts, before.end) - 1
        if last < 0 or self._cue_starts[last] < before.start or "\n" in self._text[before.end : sentence.start + 1]:
            return None
        return self._by_cue[last][1]

    def passage(self, span: Span) -> Span:
        """The part of its sentence on the same side of the title's edges as `span`: without a full stop the splitter sees none."""
        sentence = self.sentence(span)
        headline = self._headline.span if self._headline else None
        if headline is None or not headline.overlaps(sentence):
            return sentence
        if headline.contains(span):
            return Span(max(sentence.start, headline.start), min(sentence.end, headline.end))
        return Span(max(sentence.start, headline.end), sentence.end) if span.start >= headline.end else sentence

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span begins; of one without end, the part around the span."""
        at = bisect_right(self._sentence_starts, span.start) - 1
        found = self._reading.sentences[at] if at >= 0 else span
        return Span(max(found.start, span.start - _SEEN), min(found.end, span.end + _SEEN)) if found.overlaps(span) else found

    def turn(self, span: Span) -> Turn | None:
        """The turn of a transcript in which a span begins."""
        at = bisect_right(self._turn_starts, span.start) - 1
        return self._turns[at] if at >= 0 and self._turns[at].words.overlaps(span) else None

    def _attribution(self, number: int) -> Attribution:
        return self._reading.attributions[number]

    def _cue(self, number: int) -> Span:
        return self._attribution(number).cue[0]

    def _holds(self, number: int, speaker: Span) -> bool:
        """Whether a speaker is named within an attribution's content, after its cue: its word comes by way of the attribution's source."""
        one = self._attribution(number)
        sources = one.source or one.cue
        return any(content.contains(speaker) for content in one.content) and not any(source.overlaps(speaker) for source in sources)

    def _innermost(self, span: Span) -> int | None:
        around = [entry for entry in self._around(span) if self.reaches(entry[1], span)]
        return min(around, key=lambda entry: entry[0].end - entry[0].start)[1] if around else None

    def _around(self, span: Span) -> list[tuple[Span, int]]:
        middle = Span((span.start + span.end) // 2, (span.start + span.end) // 2 + 1)
        found = []
        at = bisect_right(self._starts, middle.start) - 1
        while at >= 0 and self._furthest[at] > middle.start:
            if self._contents[at][0].overlaps(middle):
                found.append(self._contents[at])
            at -= 1
        return found

    def reaches(self, number: int, span: Span) -> bool:
        """Whether an attribution may reach from its cue to `span`: not from one turn or item to another, nor out of the title."""
        cue = self._cue(number)
        turn, headline = self.turn(span), self._headline
        if self._leaves_paragraph(cue, span):
            return False
        if _NO_SAYING.match(self._text, cue.start) or (cue.start > span.end and _ITEM.search(self._text, span.end, cue.start)):
            return False
        sentence = self.sentence(span)
        if not sentence.overlaps(cue) and colon_speaker(self._text, sentence, span):
            return False
        if turn and not (turn.words.overlaps(cue) or turn.speaker.start <= cue.start < turn.words.start):
            return False
        return headline is None or headline.span.contains(span) == headline.span.contains(cue)

    def _leaves_paragraph(self, cue: Span, span: Span) -> bool:
        """Whether a blank line parts a cue from what it should tell, which isn't introduced by a colon, nor a quotation."""
        first, last = min(cue.end, span.end), max(cue.start, span.start)
        gaps = list(_BLANK_LINE.finditer(self._text, first, min(last, first + _SEEN)))
        if not gaps or cue.start > span.start:
            return bool(gaps)
        return not (self._text.endswith(":", cue.start, gaps[0].start()) or _OPENS_QUOTE.match(self._text, gaps[-1].end()))

    def _closing(self, span: Span, sentence: Span) -> int | None:
        """The attribution that closes the sentence, source and cue last: the whole sentence is said."""
        at = bisect_right(self._cue_starts, span.end)
        inside = []
        while at < len(self._by_cue) and self._by_cue[at][0].start < sentence.end:
            inside.append(self._by_cue[at][1])
            at += 1
        if len(inside) != 1 or sentence.end - self._cue(inside[0]).end > _AFTER_CUE:
            return None
        one = self._attribution(inside[0])
        before = [content for content in one.content if span.end <= content.start < one.cue[0].start]
        return inside[0] if one.source and before and one.source[0].start >= before[-1].start else None


def _filled(one: Attribution) -> list[Span]:
    """The content pieces, with what lies between two near ones unless the source or the cue parts them."""
    filled = [one.content[0]]
    for piece in one.content[1:]:
        gap = Span(filled[-1].end, piece.start)
        if gap.end - gap.start <= _GAP and not any(span.overlaps(gap) for span in (*one.source, *one.cue)):
            filled[-1] = Span(filled[-1].start, piece.end)
        else:
            filled.append(piece)
    return filled
