"""Which of a text's dates a claim is about.

A date belongs to the clause that it stands in. One in the claim's own clause, or in one around it, dates the claim. Else a date told before
goes on to hold, if it dates what mattered then: not what was said, not an aside ("which rebels had seized on Friday"), not the report.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.claims import edtf
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.time_words import any_case_start
from sayso.model.evidence import Span
from sayso.model.place_and_time import When

_LEX = lexicon("dates")
_SAYING = rf"(?:{'|'.join(_LEX['saying'])})"
_COUNTING = rf"(?:{'|'.join(_LEX['counting'])})"
_TOLL = rf"(?:\s(?:{'|'.join(_LEX['toll_words'])}|[0-9][0-9,]*)){{0,9}}"
_AUDIENCE = r"(?:\s(?!that\b)[\w’'.]+){1,4}"
_SAID_BEFORE = re.compile(rf"\b(?:{_SAYING}(?:\s(?:in|to|by|during|at|through){_AUDIENCE})?|told{_AUDIENCE}|{_COUNTING}{_TOLL})\s$")
_SAID_AFTER = re.compile(rf",?\s(?:[\w’',-]+\s){{1,6}}?{_SAYING}\b")
_BEGAN = rf"(?:{any_case_start(_LEX['beginning'])})"
_BEGAN_BEFORE = re.compile(rf"\b{_BEGAN}\b[^.;!?\n]{{0,60}}$")
_HAS = re.compile(r"\b(?:has|have)\b|['’]ve\b")
_SINCE_WORD = re.compile(r"since\b", re.IGNORECASE)
_SEEN = 200  # characters to either side of a figure in which its verb is looked for
_CAPTION = re.compile(r"\.?\s?\([^()\n]{0,40}\b(?:[Pp]hoto|PHOTO|[Ff]ile|[Ii]mages?|[Pp]icture|Reuters|AFP|AP|EPA)\b")
_TOPICS = {word: topic for topic, words in _LEX["topics"].items() for word in words}
_TOPIC_OF = {measure: topic for topic, measures in _LEX["topic_measures"].items() for measure in measures}
_CONFLICTS = frozenset(_LEX["conflicts"])
_SINCE = re.compile(r"\b(?:ha(?:s|ve)\s(?:\w+\s)?since|[Ss]ince\sthen)\b")
_CLAUSES = ("root", "ccomp", "advcl", "acl", "csubj", "parataxis")
_CLOSE = 250  # characters back to a date of the sentence or two before
_NEAR = 800  # characters that a day told before reaches: a paragraph or two
_AROUND, _FIRST = 20, 8  # dates before and after a claim, and at the text's top, that are looked at: one claim costs the same in any text
_OPEN = re.compile(r"(?:since|until|till|by|before|after)\b", re.IGNORECASE)
_SAYS = frozenset(_LEX["saying"]) | frozenset(_LEX["counting"])
_TOP = 80  # characters of a dateline
_DEEP = 40  # words upwards in a tree that are looked at


@dataclass(frozen=True, slots=True)
class _Told:
    """A date with its place in the tree: the heads of the clauses around it, innermost first (none without a tree)."""

    when: When
    clauses: tuple[int, ...]
    stamp: bool  # dates the report, or a picture
    saying: bool  # dates when something was said
    aside: bool  # stands in a relative or adverbial clause, or before what the sentence tells
    spreads: bool  # a day or days, which go on to hold
    period: bool  # the beginning of something that lasts, in a month or a year: "since 2011", "the war, which began in May 2011"
    topic: str | None  # "harm", "move", "siege", "detention"

    @property
    def holds(self) -> bool:
        return self.spreads and not (self.stamp or self.saying or self.aside)


ORDER = 1


class EventDates:
    """The dates of one report, to ask which a claim is about. `dates` come from `find_dates`, in order."""

    def __init__(self, text: str, grammar: Grammar, dates: Sequence[When], published: date | None) -> None:
        self._text = text
        self._grammar = grammar
        self._published = published
        self._tokens = [token.span.start for token in grammar.tokens]
        self._told = [self._read(when) for when in dates]
        self._starts = [when.span.start for when in dates]

    def of(self, position: Span, sentence: Span, measure: str | None = None) -> When | None:
        """The date that a claim at `position` in `sentence` is most likely about; None where the text tells none."""
        topic = _TOPIC_OF.get(measure or "")
        index = bisect_left(self._starts, position.start)
        near = [*self._told[: min(_FIRST, max(0, index - _AROUND))], *self._told[max(0, index - _AROUND) : index + _AROUND]]
        total = self._total(position, sentence, near)
        if total is not None:
            return total
        chosen = next(self._likeliest(position, sentence, near, topic), None)
        return chosen and self._counted_since(chosen.when, sentence)

    def _total(self, position: Span, sentence: Span, near: Sequence[_Told]) -> When | None:
        """What a war "has killed" is counted since it began, wherever the text tells that."""
        periods = [one for one in near if one.period]
        if not periods or not _HAS.search(self._text, *self._around(position, sentence)):
            return None
        before = [one for one in near if one.when.span.start < position.start and not one.stamp]
        inside = [one for one in periods if sentence.contains(one.when.span)]
        if inside:
            found = inside[0]
        elif self._is_of_conflict(position):
            found = min(periods, key=lambda one: _distance(position, one.when.span))
        elif before and before[-1].period and position.start - before[-1].when.span.end <= _CLOSE:
            found = before[-1]
        else:
            return None
        return replace(found.when, edtf=found.when.edtf and edtf.until_publication(found.when.edtf, self._published))

    def _around(self, position: Span, sentence: Span) -> Span:
        return Span(max(sentence.start, position.start - _SEEN), min(sentence.end, position.end + _SEEN))

    def _is_of_conflict(self, position: Span) -> bool:
        """Whether a clause around a figure has a lasting conflict among its nouns."""
        clauses = self._clauses(self._head(position))
        return any(self._grammar.lemma(noun) in _CONFLICTS for clause in clauses[:2] for noun in self._nouns_of(clause))

    def _likeliest(self, position: Span, sentence: Span, near: Sequence[_Told], topic: str | None) -> Iterator[_Told]:
        """Dates that a claim may be about, the likeliest first."""
        inside = [one for one in near if not one.stamp and sentence.contains(one.when.span)]
        said = min((one.when.edtf for one in inside if one.saying and one.when.edtf), default=None)
        told = [one for one in near if not one.stamp and not _is_after(one.when, said)]
        head = self._head(position)
        clauses = self._clauses(head)
        own = [one for one in inside if not one.saying and self._governs(one, clauses, head)]
        before = [one for one in told if one.when.span.start < position.start and one.holds]
        yield from sorted(own, key=lambda one: _distance(position, one.when.span))
        if ORDER == 1:
            yield from _latest(one for one in before if position.start - one.when.span.end <= _NEAR and topic and one.topic == topic)
        yield from _latest(one for one in before if position.start - one.when.span.end <= _CLOSE)
        yield from _latest(one for one in before if position.start - one.when.span.end <= _NEAR and topic in (None, one.topic))
        yield from (one for one in told if topic and one.topic == topic and (one.holds or topic in ("siege",)))
        yield from _latest(one for one in before if position.start - one.when.span.end <= _NEAR)
        yield from (one for one in told if one.saying and one.spreads and one.when.span.start < position.start)
        yield from (one for one in told if one.holds)
        yield from sorted(inside, key=lambda one: (one.saying, _distance(position, one.when.span)))
        yield from (one for one in told if one.spreads)
        yield from near

    # --- what a date dates ----------------------------------------------------------------------------------------------

    def _read(self, when: When) -> _Told:
        head = self._head(when.span)
        clauses, topic = self._clauses(head), self._topic(head)
        return _Told(
            when=when,
            clauses=clauses,
            stamp=self._is_stamp(when),
            saying=self._is_said(head, when) if head is not None else self._is_saying(when),
            aside=any(self._is_aside(clause, topic) for clause in clauses),
            spreads=_spreads(when, self._published),
            period=self._is_period(when),
            topic=topic,
        )

    def _is_stamp(self, when: When) -> bool:
        """The report's own date ("Sun 16 Apr 2017", "MARCH 11 (Agency)"), told with its year or at the very top; or a picture's."""
        if re.search(r"\d{4}", when.verbatim) and _CAPTION.match(self._text, when.span.end):
            return True
        if self._published is None or when.edtf != self._published.isoformat():
            return False
        return re.search(r"\d{4}" if when.span.start > _TOP else r"\d", when.verbatim) is not None

    def _is_saying(self, when: When) -> bool:
        """Whether the date tells when something was said: "said on Sunday that", "On Sunday the ministry said"."""
        text, (start, end) = self._text, when.span
        if _SAID_BEFORE.search(text, max(0, start - 60), start):
            return True
        return self._opens(when) and _SAID_AFTER.match(text, end) is not None

    def _is_said(self, head: int, when: When) -> bool:
        """Whether the date hangs on a verb of saying or counting before it, or opens the sentence of one."""
        above = self._grammar.tokens[head].head
        if above is None or self._grammar.tokens[above].tag != "VERB" or self._grammar.word(above).lower() not in _SAYS:
            return False
        return above < head or self._opens(when)

    def _opens(self, when: When) -> bool:
        start = when.span.start
        return start == 0 or re.search(r"[.!?\n][\"”’]?\s*$", self._text[max(0, start - 4) : start]) is not None

    def _is_aside(self, clause: int, topic: str | None) -> bool:
        """Whether a clause tells something beside: of harm only what came before or after ("rose after three died overnight")."""
        relation = self._grammar.tokens[clause].relation
        if topic == "harm":
            return relation == "advcl" and self._mark(clause) in ("after", "before", "since")
        return relation in ("acl:relcl", "advcl", "advcl:relcl", "acl")

    def _mark(self, clause: int) -> str:
        return next((self._grammar.word(one).lower() for one in self._grammar.dependents(clause)[:8] if self._grammar.relation(one) == "mark"), "")

    def _is_period(self, when: When) -> bool:
        """ "since 2011", or "began in March 2011": what lasts from then on."""
        if when.edtf is None or not re.match(r"\d{4}(?:-\d\d)?(?:/|$)", when.edtf):
            return False
        return _SINCE_WORD.match(when.verbatim) is not None or self._began(when) is not None

    def _began(self, when: When) -> re.Match[str] | None:
        return _BEGAN_BEFORE.search(self._text, max(0, when.span.start - 80), when.span.start)

    def _topic(self, head: int | None) -> str | None:
        """By the words that the date hangs on, and the nouns that hang on those."""
        if head is None:
            return None
        above = self._grammar.tokens[head].head
        if above is None:
            return None
        words = [above, *self._nouns_of(above)]
        return next((topic for word in words if (topic := _TOPICS.get(self._grammar.lemma(word)))), None)

    def _nouns_of(self, at: int) -> list[int]:
        return [one for one in self._grammar.dependents(at)[:8] if self._grammar.relation(one) in ("nsubj", "obj", "compound")]

    # --- clauses --------------------------------------------------------------------------------------------------------

    def _head(self, span: Span) -> int | None:
        """The word of a span that hangs on one outside of it."""
        first, last = bisect_left(self._tokens, span.start), bisect_left(self._tokens, span.end)
        inside = range(first, min(last, first + _DEEP))
        heads = [at for at in inside if self._grammar.tokens[at].head not in inside and self._grammar.tokens[at].tag not in ("ADP", "PUNCT")]
        return heads[0] if heads else None

    def _clauses(self, at: int | None) -> tuple[int, ...]:
        """The heads of the clauses that a word stands in, innermost first."""
        if at is None:
            return ()
        upwards = [at, *(one for one, _ in zip(self._grammar.upwards(at), range(_DEEP), strict=False))]
        return tuple(one for one in upwards if self._heads_clause(one))

    def _heads_clause(self, at: int) -> bool:
        relation = self._grammar.relation(at)
        return relation in _CLAUSES or (relation == "conj" and self._grammar.tokens[at].tag in ("VERB", "AUX"))

    def _governs(self, one: _Told, clauses: tuple[int, ...], head: int | None) -> bool:
        """Whether a date of the sentence holds in a claim's clauses: no aside stands between them, unless it tells of what is counted."""
        between = (clause for clause in one.clauses if clause not in clauses)
        counted = {head, *clauses[:1]}
        return not any(self._is_aside(clause, one.topic) and self._grammar.tokens[clause].head not in counted for clause in between)

    def _counted_since(self, when: When, sentence: Span) -> When:
        """ "have since left": from then up to publication."""
        if when.edtf is None or not _SINCE.search(self._text, *sentence):
            return when
        return replace(when, edtf=edtf.until_publication(when.edtf, self._published))


def _is_after(when: When, said: str | None) -> bool:
    """Whether a date lies after something was said, so that it can't have been about it."""
    return bool(said and when.edtf and when.edtf.lstrip("./") > said)


def _spreads(when: When, published: date | None) -> bool:
    """Whether a date goes on to hold for later sentences: a day or days do; a month, a year or "since 2011" are background."""
    if when.edtf is None:
        return published is None
    return re.match(r"\d{4}-\d\d-\d\d", when.edtf) is not None and not _OPEN.match(when.verbatim)


def _latest(told: Iterator[_Told]) -> Iterator[_Told]:
    return iter([*told][-1:])


def _distance(position: Span, other: Span) -> int:
    return max(0, other.start - position.end, position.start - other.end)
