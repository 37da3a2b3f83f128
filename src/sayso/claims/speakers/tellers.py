"""Who tells something, by the tree of its sentence: the subject of a verb of saying or counting above it, or the owner of a count."""

from collections.abc import Iterator
from itertools import islice

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon, phrases
from sayso.claims.parties.phrases import pronoun_of, read_phrase
from sayso.model.evidence import Span

_LEXICON = lexicon("cues")["speaking"]
SAYS, COUNTS, HEARS = (phrases(_LEXICON[name]) for name in ("says", "counts", "hears"))
_NESTING = lexicon("cues")["nesting"]
_TOLD, _REJECTED = frozenset(_NESTING["told"]), phrases(_NESTING["rejected"])
_QUOTED = frozenset({"quote", "cite"})
_TALLIES = frozenset(_LEXICON["tallies"])
_NAMING = ("NOUN", "PROPN", "PRON")
_TOLD_OF = ("at", "to")  # "put the toll at six"
_BY = ("by", "on", "in", "according")
_HIGHEST, _DEEPEST = 6, 30  # heads above a word that are asked for whose count it is, and for who tells it


class Tellers:
    """Asks the trees of one report who says its words."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text, self._grammar = text, grammar

    def of(self, span: Span) -> Span | None:
        """Who says the word at the start of `span`, by the nearest verb of telling above it."""
        grammar = self._grammar
        at = grammar.nearest(span)
        for one in (at, *islice(grammar.upwards(at), _DEEPEST)) if at is not None else ():
            head = grammar.tokens[one].head
            told, own = self._told(one, head) if head is not None else (False, None)
            if told:
                return None if own is None or not self._may_tell(own) else grammar.phrase(own)
        return None

    def _may_tell(self, noun: int) -> bool:
        return self._grammar.tokens[noun].tag in ("NOUN", "PROPN") or pronoun_of(self._grammar.word(noun)) in ("person", "thing", "many")

    def owner(self, span: Span) -> Span | None:
        """Whose count the word at the start of `span` belongs to: "the army's figure of 54", "by police estimates 300 were hurt"."""
        grammar = self._grammar
        at = grammar.nearest(span)
        if at is None:
            return None
        above = [at]
        for one in grammar.upwards(at):
            above.append(one)
            if grammar.tokens[one].tag == "VERB" or len(above) > _HIGHEST:
                break
        verb = above[-1] if grammar.tokens[above[-1]].tag == "VERB" else None
        beside = [one for one in grammar.dependents(verb, "nsubj", "obl") if self._tells(one)] if verb is not None else []
        owners = (self._owned_by(one) for one in (*above[1:], *beside) if grammar.lemma(one) in _TALLIES)
        return next((owner for owner in owners if owner and not owner.contains(span)), None)

    def is_rejected(self, span: Span) -> bool:
        """Whether the word at the start of `span` belongs to a story that its sentence calls false: "The figure of 34 has no basis"."""
        grammar = self._grammar
        at = grammar.nearest(span)
        for one in islice(grammar.upwards(at), _HIGHEST) if at is not None else ():
            if grammar.lemma(one) in _TOLD and grammar.relation(one) == "nsubj" and (verb := grammar.tokens[one].head) is not None:
                clause = grammar.clause(verb)
                return _REJECTED.search(self._text, max(grammar.tokens[one].span.end, clause.start), clause.end) is not None
        return False

    def according(self, sentence: Span) -> Span | None:
        """Whom the "according to" of a sentence names; None where there is none, or more than one."""
        grammar = self._grammar
        found = [at for at in grammar.within(sentence) if grammar.case(at) == "according" and grammar.tokens[at].tag in ("NOUN", "PROPN")]
        return grammar.phrase(found[0]) if len(found) == 1 else None

    def subject(self, cue: Span) -> Span | None:
        """The noun phrase that is the subject of the first verb in `cue`; of "which said" the noun that this describes."""
        grammar = self._grammar
        for at in grammar.within(cue):
            if grammar.tokens[at].tag != "VERB":
                continue
            own = self._doer(at)
            if own is not None and grammar.lemma(own) in ("who", "which", "that") and grammar.relation(at) == "acl":
                own = grammar.tokens[at].head
            return None if own is None or grammar.tokens[own].tag not in _NAMING else grammar.phrase(own)
        return None

    def is_told(self, cue: Span, span: Span) -> bool:
        """Whether a span is what a verb of the cue has as its object: whom something is told, not who tells it."""
        grammar = self._grammar
        heads = ((grammar.relation(at), grammar.tokens[at].head) for at in grammar.within(span))
        return any(relation in ("obj", "iobj") and head is not None and cue.contains(grammar.tokens[head].span) for relation, head in heads)

    def _told(self, at: int, verb: int) -> tuple[bool, int | None]:
        """Whether a token is what the verb above it tells, and who tells it, if that is said."""
        grammar = self._grammar
        word, relation = grammar.word(verb), grammar.tokens[at].relation
        if HEARS.fullmatch(word) and relation in ("ccomp", "obj"):
            return True, self._with(verb, "from")
        if relation == "ccomp" and grammar.lemma(verb) in _QUOTED and (quoted := self._passive_subject(verb)) is not None:
            return True, quoted
        if SAYS.fullmatch(word) and relation == "ccomp":
            return True, self._doer(verb)
        if SAYS.fullmatch(word) and relation == "nsubj:pass" and (agent := self._with(verb, "by")) is not None:
            return True, agent
        counted = relation == "obj" or (relation == "obl" and grammar.case(at) in _TOLD_OF)
        passive = self._passive_subject(verb) is not None
        return counted and COUNTS.fullmatch(word) is not None, self._with(verb, "by") if passive else self._doer(verb)

    def _doer(self, verb: int) -> int | None:
        """The subject of an active verb, or of the one that it is joined to: "came and said", "spoke, giving a toll of six"."""
        grammar = self._grammar
        for one in (verb, *islice(grammar.upwards(verb), _DEEPEST)):
            own = min(self._children(one, "nsubj"), key=lambda child: abs(child - one), default=None)  # a dateline can seem to be a second
            if own is not None or grammar.relation(one) not in ("conj", "advcl"):
                return own
        return None

    def _passive_subject(self, verb: int) -> int | None:
        return next(self._children(verb, "nsubj:pass"), None)

    def _with(self, verb: int, preposition: str) -> int | None:
        """The noun that a verb has with a preposition: the doer of a passive verb with "by"."""
        return next((one for one in self._grammar.dependents(verb, "obl") if self._grammar.case(one) == preposition), None)

    def _children(self, at: int, relation: str) -> Iterator[int]:
        return (one for one in self._grammar.dependents(at) if self._grammar.tokens[one].relation == relation)

    def _tells(self, at: int) -> bool:
        """Whether a noun of a clause says by whose count it is: its subject, or "by …", "on the army's own account"."""
        return self._grammar.relation(at) == "nsubj" or self._grammar.case(at) in _BY

    def _owned_by(self, noun: int) -> Span | None:
        grammar = self._grammar
        owners = [one for one in grammar.dependents(noun, "nmod", "compound") if one < noun and not grammar.case(one)]
        return next((span for span in map(grammar.phrase, owners) if read_phrase(span.of(self._text)).speaks), None)
