"""What each date of a text dates: the report, a picture, what was said, a deed, an aside; and what is told to have happened then."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.claims.dates.words import any_case_start
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.model.evidence import Span
from sayso.model.place_and_time import When

_LEX = lexicon("dates")
_SAYING = rf"(?:{'|'.join(_LEX['saying'])})"
_COUNTING = rf"(?:{'|'.join(_LEX['counting'])})"
_TOLL = rf"(?:\s(?:{'|'.join(_LEX['toll_words'])}|[0-9][0-9,]*)){{0,9}}"
_AUDIENCE = r"(?:\s(?!that\b)[\w’'.]+){1,4}"
_SAID_BEFORE = re.compile(rf"\b(?:{_SAYING}(?:\s(?:in|to|by|during|at|through){_AUDIENCE})?|told{_AUDIENCE}|{_COUNTING}{_TOLL})\s$")
_SAID_AFTER = re.compile(rf",?\s(?:[\w’',-]+\s){{1,6}}?{_SAYING}\b")
_SAYS, _COUNTS = frozenset(_LEX["saying"]), frozenset(_LEX["counting"])
TOLLS = frozenset(_LEX["tolls"])
_UTTERANCES = frozenset(_LEX["utterances"])
_AFTERWARDS = frozenset(_LEX["afterwards"])
_ACCORDING = re.compile(r"\b(?:according to|as per|per)\s[^,.;:\n]{2,60}\s(?:on\s|late\s|early\s)?$")
_JOINED = 12  # characters between a date and the verb after it: "this morning also announced"
_SINCE = re.compile(r"\b[Ss]ince\b[^.,;:!?\n]*$")
_BEGAN = re.compile(rf"\b(?:{any_case_start(_LEX['beginning'])})\b[^.;!?\n]{{0,60}}$")
_AHEAD, _SET = frozenset(("will", "shall", "'ll", "’ll", "wo")), frozenset(("set", "due", "scheduled", "expected"))
_WITHIN = frozenset(("in", "during", "of", "from", "throughout"))
_CAPTION = re.compile(rf"\.?\s?\([^()\n]{{0,40}}\b(?:{'|'.join(_LEX['credits'])})\b", re.IGNORECASE)
_BOUND = re.compile(r"(?:since|by)\b", re.IGNORECASE)
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-\d\d)?(?:/|$)")
_FULL = re.compile(r"(?!(?:on|in|since|by|from|of|until)\b).*\d.*\d{4}$", re.IGNORECASE | re.DOTALL)
_DAYS = re.compile(r"\d{4}-\d\d-\d\d~?(?:/\d{4}-\d\d-\d\d)?")
_TOPICS = {word: topic for topic, words in _LEX["topics"].items() for word in words}
_CLAUSES = ("root", "ccomp", "advcl", "acl", "csubj", "parataxis")
_TOP = 80  # characters of a dateline
_DEEP = 40  # words upwards in a tree, or of a phrase, that are looked at
_FEW = 8  # dependents of a word that are looked at


@dataclass(frozen=True, slots=True)
class DateRole:
    """A date and what it dates. `clauses` are the heads of those around it, innermost first; none without a tree.

    `stamp`: the report or a picture; `saying`: when something was said; `aside`: it stands in a clause that tells something beside;
    `spreads`: a day or days, which go on to hold for what is told next; `began`: something that lasts began then;
    `topic`: what its words tell, as the lexicon's topics have it ("harm").
    """

    when: When
    clauses: tuple[int, ...]
    stamp: bool
    saying: bool
    aside: bool
    spreads: bool
    began: bool
    topic: str | None

    @property
    def since(self) -> bool:
        return self.when.verbatim.lower().startswith("since")

    @property
    def coarse(self) -> bool:
        """Whether it is a month or a year, or an interval from one."""
        return self.when.edtf is not None and _MONTH_OR_YEAR.match(self.when.edtf) is not None

    @property
    def holds(self) -> bool:
        """Whether it dates a deed that the text goes on to tell of."""
        return self.spreads and not (self.stamp or self.saying or self.aside)


class DateRoles:
    """The dates of one text with their roles, in order, and the clauses that they and other spans stand in."""

    def __init__(self, text: str, grammar: Grammar, dates: Sequence[When], published: date | None) -> None:
        self._text = text
        self._grammar = grammar
        self._published = published
        self._starts = [token.span.start for token in grammar.tokens]
        self.all = [self._role(when) for when in dates]

    def head(self, span: Span) -> int | None:
        """The word of a span that hangs on one outside of it."""
        first = bisect_left(self._starts, span.start)
        inside = range(first, min(bisect_left(self._starts, span.end), first + _DEEP))
        tokens = self._grammar.tokens
        return next((at for at in inside if tokens[at].head not in inside and tokens[at].tag not in ("ADP", "PUNCT")), None)

    def clauses(self, at: int | None) -> tuple[int, ...]:
        """The heads of the clauses that a word stands in, innermost first."""
        if at is None:
            return ()
        upwards = (one for one, _ in zip(self._grammar.upwards(at), range(_DEEP), strict=False))
        return tuple(one for one in (at, *upwards) if self._heads_clause(one))

    def nouns(self, at: int) -> list[int]:
        """The subject, object and compounds of a word."""
        return [one for one in self._grammar.dependents(at)[:_FEW] if self._grammar.relation(one) in ("nsubj", "obj", "compound")]

    def has_noun(self, clauses: Sequence[int], lemmas: frozenset[str]) -> bool:
        """Whether one of some clauses has such a noun."""
        return any(self._grammar.lemma(noun) in lemmas for clause in clauses for noun in self.nouns(clause))

    def is_within(self, clauses: Sequence[int], lemmas: frozenset[str]) -> bool:
        """Whether clauses describe such a noun, or have it as where something was: "were killed in the war", "the toll from the war"."""
        grammar = self._grammar
        described = (grammar.tokens[one].head for one in clauses if grammar.relation(one) == "acl")
        nouns = (noun for clause in clauses for noun in (clause, *self.nouns(clause)))
        about = (one for noun in nouns for one in grammar.dependents(noun, "obl", "nmod")[:_FEW] if grammar.case(one) in _WITHIN)
        return any(one is not None and grammar.lemma(one) in lemmas for one in (*described, *about))

    def is_aside(self, clause: int, topic: str | None) -> bool:
        """Whether a clause tells something beside, not what went on at the same time ("when rebels took the town"). Harm never is."""
        if topic == "harm" or self._grammar.tokens[clause].relation not in ("acl:relcl", "advcl", "advcl:relcl"):
            return False
        return not any(self._grammar.word(one).lower() in ("when", "as", "while") for one in self._grammar.dependents(clause)[:_FEW])

    def is_ahead(self, position: Span) -> bool:
        """Whether a claim's own clause tells of what is to come: "will be evacuated", "are set for evacuation"."""
        clause = next(iter(self.clauses(self.head(position))), None)
        if clause is None:
            return False
        words = {self._grammar.word(one).lower() for one in self._grammar.dependents(clause, "aux")[:_FEW]}
        return bool(words & _AHEAD) or self._grammar.word(clause).lower() in _SET

    def _heads_clause(self, at: int) -> bool:
        relation = self._grammar.relation(at)
        return relation in _CLAUSES or (relation == "conj" and self._grammar.tokens[at].tag in ("VERB", "AUX"))

    def _role(self, when: When) -> DateRole:
        head = self.head(when.span)
        above = None if head is None else self._grammar.tokens[head].head
        clauses, topic, began = self.clauses(head), self._topic(above), self._began(when)
        return DateRole(
            when=when,
            clauses=clauses,
            stamp=self._is_stamp(when),
            saying=self._is_saying(when) or (above is not None and self._says(above) and self._is_beside(when, above)),
            aside=not began and any(self.is_aside(clause, topic) for clause in clauses),
            spreads=_spreads(when, self._published),
            began=began,
            topic=topic,
        )

    def _is_stamp(self, when: When) -> bool:
        """The report's own date ("Sun 16 Apr 2017", "MARCH 11 (Agency)"), told with its year or at the very top; or a picture's."""
        if _FULL.match(when.verbatim) and (when.span.start < _TOP or _CAPTION.match(self._text, when.span.end)):
            return True
        if self._published is None or when.edtf != self._published.isoformat():
            return False
        return re.search(r"\d{4}" if when.span.start > _TOP else r"\d", when.verbatim) is not None

    def _says(self, at: int) -> bool:
        """Whether a word is a verb of saying, a noun beside one ("said in a statement"), or a verb of counting with a toll."""
        token = self._grammar.tokens[at]
        if self._grammar.lemma(at) in _UTTERANCES and token.head is not None:
            return self._says(token.head)
        word = self._grammar.word(at).lower()
        return token.tag == "VERB" and (word in _SAYS or word in _AFTERWARDS or (word in _COUNTS and self.has_noun([at], TOLLS)))

    def _is_beside(self, when: When, verb: int) -> bool:
        """Whether a date follows its verb, stands right before it, or opens the sentence; any other is within what is said."""
        start = self._grammar.tokens[verb].span.start
        return start < when.span.start or start - when.span.end <= _JOINED or self._opens(when)

    def _opens(self, when: When) -> bool:
        start = when.span.start
        return (
            start == 0
            or re.search(r"[.!?\n][\"”’]?\s*(?:(?:And|But|Then|Also|Meanwhile),?\s+)?$", self._text[max(0, start - 16) : start]) is not None
        )

    def _is_saying(self, when: When) -> bool:
        """Whether the words around tell when something was said or counted: "said on Sunday that", "On Sunday the ministry said"."""
        text, (start, end) = self._text, when.span
        if _SAID_BEFORE.search(text, max(0, start - 60), start) or _ACCORDING.search(text, max(0, start - 80), start):
            return True
        return self._opens(when) and _SAID_AFTER.match(text, end) is not None

    def _began(self, when: When) -> bool:
        """ "since 2011", "since rebels took it on Friday", "began in March 2011"."""
        start = when.span.start
        before = max(0, start - 80)
        return when.verbatim.lower().startswith("since") or any(led.search(self._text, before, start) for led in (_SINCE, _BEGAN))

    def _topic(self, above: int | None) -> str | None:
        """By the word that the date hangs on, and the nouns that hang on that."""
        words = () if above is None else (above, *self.nouns(above))
        return next((topic for word in words if (topic := _TOPICS.get(self._grammar.lemma(word)))), None)


def _spreads(when: When, published: date | None) -> bool:
    """Days do; a month, a year or "since Friday" are background; without a day of publication nobody knows."""
    if when.edtf is None:
        return published is None
    return _DAYS.fullmatch(when.edtf) is not None and not _BOUND.match(when.verbatim)
