"""How it stands with a ceasefire, an evacuation, a siege or an offensive, and who takes, holds or loses a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.claims.actors import Actors
from sayso.claims.clauses import Clauses
from sayso.claims.deeds import agents, is_passive, subject_of
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.unreal import negated, standing
from sayso.model.claim import State, StatusType
from sayso.model.evidence import Span

_LEXICON = lexicon("status")
_NOUNS: dict[str, StatusType] = {noun: type_ for type_ in ("offensive", "siege", "evacuation", "ceasefire") for noun in _LEXICON["nouns"][type_]}
_WORDS = {name: frozenset(words) for table in ("nouns", "leaving", "control", "unreal") for name, words in _LEXICON[table].items()}
_BY_VERB: dict[str, State] = {verb: state for state in reversed(list(_LEXICON["states"])) for verb in _LEXICON["states"][state]}
_BY_PREDICATE: dict[str, State] = {word: state for state, words in _LEXICON["predicates"].items() if state != "partly" for word in words}
_PARTLY = frozenset(_LEXICON["predicates"]["partly"])
_OPPOSITE: dict[State, State] = {"agreed": "denied", "started": "denied", "ended": "under_way", "breached": "under_way", "halted": "under_way", "under_way": "halted"}
_FIT: dict[StatusType, frozenset[State]] = {
    "ceasefire": frozenset(("agreed", "started", "under_way", "breached", "ended", "halted")),
    "evacuation": frozenset(("agreed", "started", "under_way", "halted", "ended")),
    "siege": frozenset(("started", "under_way", "ended")),
    "offensive": frozenset(("started", "under_way", "halted", "ended")),
}


@dataclass(frozen=True, slots=True)
class FoundStatus:
    """A status as told by `word`, in the clause `span`; `holder` heads the words for who takes, holds or loses the place."""

    word: Span
    span: Span
    type: StatusType
    state: State
    rule: str
    holder: int | None = None


class Statuses:
    """Finds the statuses of one report."""

    def __init__(self, grammar: Grammar, actors: Actors, clauses: Clauses) -> None:
        self._grammar, self._actors, self._clauses = grammar, actors, clauses

    def find(self) -> list[FoundStatus]:
        """All of them, in text order; of what one clause says of one type, the first."""
        found: list[FoundStatus] = []
        for at, token in enumerate(self._grammar.tokens):
            if token.tag not in ("NOUN", "PROPN", "VERB", "ADJ"):
                continue
            for one in (*self._of_noun(at), *self._of_verb(at)):
                doubled = any(one.type == other.type and one.span.overlaps(other.span) and one.state == other.state for other in found[-4:])
                if not doubled and not self._clauses.asks(at):
                    found.append(one)
        return sorted(found, key=lambda one: (one.span, one.word))

    def _status(self, at: int, type_: StatusType, state: State, rule: str, holder: Sequence[int] = ()) -> FoundStatus:
        holder = next(iter(holder), None)
        return FoundStatus(self._grammar.tokens[at].span, self._clauses.around(at), type_, state, f"{rule}:{self._grammar.lemma(at)}", holder)

    def _of_noun(self, at: int) -> Iterator[FoundStatus]:
        """What a clause says of a truce, an evacuation, a siege, an offensive that it names."""
        grammar = self._grammar
        type_, head = self._type(at), grammar.tokens[at].head
        if type_ is None:
            return
        state = self._state(at, head, type_)
        if state is not None:
            yield self._status(at, type_, state, type_)

    def _type(self, at: int) -> StatusType | None:
        """What a noun has a state of: a deal is of what it is about."""
        grammar, lemma = self._grammar, self._grammar.lemma(at)
        if grammar.tokens[at].tag not in ("NOUN", "PROPN"):
            return None
        beside = {grammar.lemma(one) for one in grammar.dependents(at, "compound", "amod")}
        if lemma in _WORDS["only_military"]:
            return "offensive" if beside & _WORDS["military"] else "evacuation" if beside & _WORDS["moved"] else None
        if lemma in ("transfer", "swap", "departure"):
            return "evacuation" if beside & _WORDS["moved"] else None
        if lemma not in _WORDS["agreements"]:
            return _NOUNS.get(lemma)
        near = grammar.dependents(at, "compound", "amod", "nmod", "acl", "advcl")
        near += [inner for one in near for inner in grammar.dependents(one, "xcomp", "ccomp", "obj", "nmod")]
        types = [_NOUNS.get(grammar.lemma(one)) or self._moves(one) for one in near]
        return next((type_ for type_ in types if type_ in ("ceasefire", "evacuation")), None)

    def _moves(self, at: int) -> StatusType | None:
        return "evacuation" if self._grammar.lemma(at) in _WORDS["evacuates"] | {"leave"} and self._grammar.tokens[at].tag == "VERB" else None

    def _state(self, at: int, head: int | None, type_: StatusType) -> State | None:
        """The state that the verb or predicate over a noun puts it in."""
        grammar, case = self._grammar, self._grammar.case(at)
        if case == "under" and type_ == "siege":
            return None if self._is_unreal(at) else "under_way"
        if head is None or grammar.relation(at) not in ("nsubj", "obj") or self._is_unreal(head):
            return None
        if grammar.dependents(head, "expl"):
            there = "under_way" if type_ not in ("evacuation",) and grammar.lemma(at) not in _WORDS["agreements"] else "agreed"
            return "denied" if negated(grammar, head) or negated(grammar, at) else there
        copular = bool(grammar.dependents(head, "cop"))
        found = _BY_PREDICATE.get(grammar.lemma(head)) if copular or grammar.tokens[head].tag == "ADJ" else self._by_verb(head)
        if found == "breached" and type_ == "siege":
            found = "ended"
        if found is None or found not in _FIT[type_]:
            return None
        if negated(grammar, head) or negated(grammar, at):
            return _OPPOSITE[found]
        return "holds_partly" if type_ == "ceasefire" and found == "under_way" and self._is_partial(head) else found

    def _by_verb(self, at: int) -> State | None:
        grammar = self._grammar
        particle = next((one for one in grammar.dependents(at, "compound", "advmod") if one == at + 1), None)
        whole = f"{grammar.lemma(at)} {grammar.lemma(particle)}" if particle is not None else ""
        objects = [f"{grammar.lemma(at)} {grammar.lemma(one)}" for one in grammar.dependents(at, "obj")]
        return next((_BY_VERB[key] for key in (whole, *objects, grammar.lemma(at)) if key in _BY_VERB), None)

    def _is_partial(self, at: int) -> bool:
        """ "largely holding", "holding in four of six districts"."""
        grammar = self._grammar
        if any(grammar.lemma(one) in _PARTLY for one in grammar.dependents(at, "advmod")):
            return True
        return any(grammar.dependents(one, "nmod") and grammar.tokens[one].tag == "NUM" for one in grammar.dependents(at, "obl"))

    def _is_unreal(self, at: int) -> bool:
        """Whether a clause tells a plan, a wish, a fear or a try."""
        head = self._grammar.tokens[at].head
        tried = head is not None and self._grammar.relation(at) in ("xcomp", "acl", "advcl") and self._grammar.lemma(head) in _WORDS["tries"]
        return tried or standing(self._grammar, self._actors, at).unreal

    def _of_verb(self, at: int) -> Iterator[FoundStatus]:
        """What a verb says by itself: who took a town, who besieges it, who was evacuated."""
        grammar = self._grammar
        lemma, tag = grammar.lemma(at), grammar.tokens[at].tag
        if lemma in _WORDS["control_nouns"] and tag == "NOUN":
            yield from self._of_control(at)
        if tag != "VERB" or (grammar.relation(at) == "amod"):
            return
        if lemma in _WORDS["evacuates"] or lemma in _WORDS["verbs"]:
            yield from self._of_moving(at)
        if self._is_unreal(at):
            return
        if lemma in _WORDS["besieges"]:
            yield from self._of_siege(at)
        elif lemma in _WORDS["falling"] or lemma in _WORDS["driving"]:
            yield from self._of_fall(at)
        else:
            yield from self._of_holding(at)

    def _of_siege(self, at: int) -> Iterator[FoundStatus]:
        grammar = self._grammar
        lasting = any(grammar.lemma(one) in ("have", "be") for one in grammar.dependents(at, "aux"))
        state: State = "under_way" if is_passive(grammar, at) or lasting else "started"
        told = agents(grammar, self._actors, at) if is_passive(grammar, at) else grammar.dependents(at, "obj")
        if told or grammar.dependents(at, "aux"):
            yield self._status(at, "siege", "ended" if negated(grammar, at) else state, "siege")

    def _of_holding(self, at: int) -> Iterator[FoundStatus]:
        grammar, lemma = self._grammar, self._grammar.lemma(at)
        states: tuple[State, ...] = ("taken", "held", "lost")
        state = next((state for state in states if lemma in _WORDS[state]), None)
        if state is None:
            return
        passive = is_passive(grammar, at)
        place = self._place_of(at, "nsubj" if passive else "obj")
        if place is None or (negated(grammar, at) and state != "held"):
            return
        subject = None if passive else subject_of(grammar, self._actors, at)
        holder = agents(grammar, self._actors, at) if passive else self._actors.doers(subject) if subject is not None else ()
        if holder or (passive and state == "taken" and grammar.dependents(at, "aux")):
            yield self._status(at, "control", "lost" if negated(grammar, at) else state, "control", holder)

    def _place_of(self, at: int, relation: str) -> int | None:
        """The place that a verb has as subject or object, or that its clause describes."""
        grammar = self._grammar
        near = [one for one in grammar.dependents(at, relation) if grammar.word(one).lower() not in ("which", "that")]
        head = grammar.tokens[at].head
        if not near and grammar.relation(at) == "acl" and head is not None:
            near = [head]
        return next((one for one in near if self._is_place(one)), None)

    def _is_place(self, at: int) -> bool:
        return self._actors.kind(at) in ("place", "facility", "dateline") or self._grammar.lemma(at) in _WORDS["places"]

    def _of_fall(self, at: int) -> Iterator[FoundStatus]:
        """ "the town fell to the army", "drove the rebels from the town"."""
        grammar = self._grammar
        subject = subject_of(grammar, self._actors, at)
        away = [one for one in grammar.dependents(at, "obl") if grammar.case(one) in ("from", "out of", "to") and one > at]
        if subject is None:
            return
        if grammar.lemma(at) in _WORDS["falling"] and self._is_place(subject):
            holder = next((found for one in away if (found := self._actors.doers(one))), ())
            yield self._status(at, "control", "held" if negated(grammar, at) else "taken", "control", () if negated(grammar, at) else holder)
        elif grammar.lemma(at) in _WORDS["driving"] and any(self._is_place(one) for one in away) and not negated(grammar, at):
            if any(self._actors.doers(one) for one in grammar.dependents(at, "obj")):
                yield self._status(at, "control", "taken", "control", self._actors.doers(subject))

    def _of_control(self, at: int) -> Iterator[FoundStatus]:
        """ "took control of the town", "is under the control of the army", "in rebel hands"."""
        grammar, head = self._grammar, self._grammar.tokens[at].head
        if head is None or self._is_unreal(head if grammar.tokens[head].tag == "VERB" else at):
            return
        verb = grammar.lemma(head)
        tables: tuple[tuple[str, State], ...] = (("taking", "taken"), ("holding", "held"), ("losing", "lost"))
        state = next((state for table, state in tables if verb in _WORDS[table]), None)
        about = [one for one in grammar.dependents(at, "nmod") if grammar.case(one) in ("of", "over")]
        if grammar.relation(at) == "obj" and state and any(self._is_place(one) or grammar.tokens[one].tag in ("PRON", "PROPN") for one in about):
            subject = subject_of(grammar, self._actors, head)
            if subject is not None and not negated(grammar, head):
                yield self._status(at, "control", state, "control", self._actors.doers(subject))
        elif grammar.case(at) == "under" and not grammar.tokens[at].relation.startswith("amod"):
            holder = next((found for one in about if (found := self._actors.doers(one))), self._actors.authors(at))
            if holder:
                yield self._status(at, "control", "lost" if negated(grammar, at) else "held", "control", holder)

    def _of_moving(self, at: int) -> Iterator[FoundStatus]:
        """ "64 people were evacuated", "the buses left", "no one has been allowed to leave"."""
        grammar, lemma = self._grammar, self._grammar.lemma(at)
        subject = next(iter(grammar.dependents(at, "nsubj")), None)
        head = grammar.tokens[at].head
        allowed = head is not None and grammar.lemma(head) in ("allow", "let", "permit") and grammar.relation(at) == "xcomp"
        if allowed and head is not None and lemma == "leave" and negated(grammar, head):
            yield self._status(at, "evacuation", "halted", "evacuation")
        if subject is None or self._is_unreal(at):
            return
        moving = lemma in _WORDS["evacuates"] or self._actors.noun(subject) in _WORDS["who"]
        if negated(grammar, at) and (moving or (lemma == "leave" and self._actors.noun(subject) in ("person", "people", "civilian", "one", "nobody", "no"))):
            yield self._status(at, "evacuation", "halted", "evacuation")
        elif moving and not negated(grammar, at):
            yield self._status(at, "evacuation", "under_way", "evacuation")
