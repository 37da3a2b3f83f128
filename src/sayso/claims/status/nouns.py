"""What a clause says of a truce, an evacuation, a siege or an offensive that it names."""

from collections.abc import Iterator, Sequence

from sayso.claims.grammar import Grammar
from sayso.claims.parties.actors import Actors
from sayso.claims.status.control import takes_place
from sayso.claims.status.told import LEAVING, LEXICON, Told, is_armed, is_unreal
from sayso.claims.unreal import negated
from sayso.model.claim import State, StatusType
from sayso.model.reading import Chain

_WORDS = {name: frozenset(words) for name, words in LEXICON["nouns"].items()}
_TYPES: tuple[StatusType, ...] = ("offensive", "siege", "evacuation", "ceasefire")
_NOUNS: dict[str, StatusType] = {noun: type_ for type_ in _TYPES for noun in _WORDS[type_]}
_STATES: tuple[State, ...] = ("denied", "ended", "breached", "halted", "under_way", "started", "agreed")  # the last wins
_BY_VERB: dict[str, State] = {verb: state for state in _STATES for verb in LEXICON["states"][state]}
_BY_NOUN: dict[str, State] = {noun: state for state in _STATES for noun in LEXICON["nominal"].get(state, ())}
_BY_PREDICATE: dict[str, State] = {word: state for state in _STATES for word in LEXICON["predicates"].get(state, ())}
_LEAVING = frozenset(LEXICON["control"]["withdrawing"])
_PARTLY, _JOINING, _UNDER, _ENGAGED = (frozenset(LEXICON["predicates"][name]) for name in ("partly", "joining", "under", "engaged"))
_PARTS, _TIMES = frozenset(LEXICON["nominal"]["parts"]), frozenset(LEXICON["nominal"]["times"])
_OPPOSITE: dict[State, State] = {
    "agreed": "denied", "started": "denied", "ended": "under_way", "breached": "under_way", "halted": "under_way", "under_way": "halted",
}  # fmt: skip
_FIT: dict[StatusType, frozenset[State]] = {
    "ceasefire": frozenset(("denied", "agreed", "started", "under_way", "breached", "ended", "halted")),
    "evacuation": frozenset(("denied", "agreed", "started", "under_way", "halted", "ended")),
    "siege": frozenset(("started", "under_way", "ended")),
    "offensive": frozenset(("started", "under_way", "halted", "ended")),
}


class NamedThings:
    """The truces, evacuations, sieges and offensives that one report names, asked for in text order."""

    def __init__(self, grammar: Grammar, actors: Actors, chains: Sequence[Chain]) -> None:
        self._grammar, self._actors = grammar, actors
        self._chains = {mention: chain for chain in chains for mention in chain.mentions}
        self._last_deal: StatusType | None = None

    def of_noun(self, at: int) -> Iterator[Told]:
        """The state, if one is told, of what a noun names or a pronoun stands for."""
        type_ = self._type(at)
        if type_ is None:
            if self._last_deal and self._is_its_delay(at):
                yield Told(self._last_deal, "halted")
            return
        if type_ in ("ceasefire", "evacuation"):
            self._last_deal = type_
        state = self._of_clause(at, type_) or self._beside(at, type_)
        if state is not None:
            yield Told(type_, state)

    def _type(self, at: int) -> StatusType | None:
        """What a noun has a state of: a deal is of what it is about, or of what the last one was."""
        grammar, lemma = self._grammar, self._grammar.lemma(at)
        if grammar.tokens[at].tag == "PRON":
            return self._of_pronoun(at)
        if grammar.tokens[at].tag == "VERB":
            lemma = grammar.word(at).lower()  # "Fighting broke out"
        beside = {grammar.lemma(one) for one in grammar.dependents(at, "compound", "amod")}
        if any(grammar.lemma(one) in _WORDS["civil"] for one in grammar.dependents(at, "nmod", "compound")):
            return None
        if beside & _WORDS["moved"] and lemma in _WORDS["only_moved"] | _WORDS["only_military"]:
            return "evacuation"
        if lemma in _WORDS["only_moved"]:
            return None
        if lemma in _WORDS["only_military"]:
            return "offensive" if beside & _WORDS["military"] or self._is_aimed(at) else None
        if lemma in _WORDS["only_arms"]:
            beside |= {grammar.lemma(one) for one in grammar.dependents(at, "nmod")}
            return "ceasefire" if beside & _WORDS["arms"] else None
        if lemma in _WORDS["agreements"]:
            return self._of_deal(at)
        head = grammar.tokens[at].head
        within = (
            head is not None
            and grammar.relation(at) in ("nmod", "compound")
            and grammar.lemma(head) in _NOUNS.keys() | _WORDS["agreements"]
        )
        return None if within else _NOUNS.get(lemma)  # "cessation of hostilities", "evacuation deal"

    def _is_aimed(self, at: int) -> bool:
        """ "an operation against militants", "the advance on the port", "the battle for the town", "the operation to retake it"."""
        grammar, actors = self._grammar, self._actors
        over = _WORDS["over"] if grammar.lemma(at) == "battle" else _WORDS["aimed"]
        at_whom = (one for one in grammar.dependents(at, "nmod") if grammar.case(one) in over)
        return any(actors.is_place(one) or is_armed(actors, one) for one in at_whom) or any(
            takes_place(grammar, actors, one) for one in grammar.dependents(at, "acl")
        )

    def _is_its_delay(self, at: int) -> bool:
        """Whether it is "the delay" of what was named before."""
        grammar = self._grammar
        if _BY_NOUN.get(grammar.lemma(at)) != "halted" or grammar.relation(at) not in ("nsubj", "obj") or grammar.dependents(at, "nmod"):
            return False
        return any(grammar.word(one).lower() in ("the", "this") for one in grammar.dependents(at, "det"))

    def _of_pronoun(self, at: int) -> StatusType | None:
        grammar = self._grammar
        chain = self._chains.get(grammar.tokens[at].span) if grammar.word(at).lower() == "it" else None
        before = [mention for mention in (chain.mentions if chain else ()) if mention.end <= grammar.tokens[at].span.start]
        for mention in reversed(before[-3:]):
            first = grammar.at(mention)
            while first is not None and first < at and grammar.tokens[first].span.start < mention.end:
                if grammar.lemma(first) in _NOUNS:
                    return _NOUNS[grammar.lemma(first)]
                first += 1
        return None

    def _of_deal(self, at: int) -> StatusType | None:
        grammar = self._grammar
        near, head = grammar.dependents(at, "compound", "amod", "nmod", "acl", "advcl"), grammar.tokens[at].head
        if head is not None and grammar.tokens[head].tag == "VERB":
            near += grammar.dependents(head, "advcl", "xcomp")  # "a deal was made to let them leave"
        near += [inner for one in near for inner in grammar.dependents(one, "xcomp", "ccomp", "obj", "nmod")]
        loose = grammar.lemma(at) in _WORDS["loose_agreements"]  # "plans to leave", "no plan B"
        for one in near:
            if grammar.tokens[one].tag == "VERB" and self._moves_out(one) and not loose:
                return "evacuation"
            if (type_ := _NOUNS.get(grammar.lemma(one))) in ("ceasefire", "evacuation"):
                return type_
        definite = any(grammar.word(one).lower() in ("the", "this", "such", "no") for one in grammar.dependents(at, "det", "amod"))
        return self._last_deal if definite and not loose else None

    def _moves_out(self, at: int) -> bool:
        """ "evacuate", "leave", "take them out of the city"."""
        grammar, lemma = self._grammar, self._grammar.lemma(at)
        out = lemma in LEAVING["carries"] and any(grammar.case(one) == "out of" for one in grammar.dependents(at, "obl"))
        return out or lemma in LEAVING["evacuates"] | {"leave"}

    def _of_clause(self, at: int, type_: StatusType) -> State | None:
        """The state that the verb or predicate over a noun puts it in."""
        grammar, noun = self._grammar, self._whole(at)
        head, relation = grammar.tokens[noun].head, grammar.relation(noun)
        if head is None or grammar.case(noun) == "for":
            return None  # "pressed for a truce"
        over = grammar.tokens[head].head
        if is_unreal(grammar, self._actors, head):
            failed = over is not None and grammar.lemma(over) == "fail" and self._by_verb(head) == "agreed"
            return "denied" if failed and "agreed" in _FIT[type_] else None  # "failed to agree on a truce"
        if over is not None and relation == "obj" and _BY_NOUN.get(grammar.lemma(over)) in _FIT[type_] & {"halted"}:
            return "halted"  # "the delay in completing the evacuation"
        denied = negated(grammar, head) or negated(grammar, noun)
        if relation in ("nsubj", "obj") and (grammar.dependents(head, "expl") or (denied and grammar.lemma(head) == "exist")):
            return "denied" if denied else "agreed" if grammar.lemma(at) in _WORDS["agreements"] else "under_way"
        found = self._by_head(head, noun)
        if found == "breached" and type_ == "siege":
            found = "ended"
        if found == "ended" and noun != at:
            found = "under_way"  # the first stage is complete, not the whole
        if found is None or found not in _FIT[type_]:
            return None
        if denied:
            return _OPPOSITE.get(found)
        return "holds_partly" if type_ == "ceasefire" and found == "under_way" and self._is_partial(head) else found

    def _by_head(self, head: int, noun: int) -> State | None:
        """The state that a verb or predicate tells of its subject or object, or of what it is "agreed to" or "involved in"."""
        grammar, relation = self._grammar, self._grammar.relation(noun)
        if relation == "obl":
            agreed = grammar.lemma(head) == "agree" and grammar.case(noun) in ("to", "on", "upon")
            engaged = grammar.lemma(head) in _ENGAGED and grammar.case(noun) == "in"
            left = grammar.lemma(head) in _LEAVING and grammar.case(noun) in ("from", "out of")
            put = (_BY_NOUN.get(grammar.lemma(one)) for one in grammar.dependents(head, "obj") if grammar.case(noun) == "to")
            return "agreed" if agreed else "under_way" if engaged else "ended" if left else next(put, None)  # "put an end to the truce"
        if relation not in ("nsubj", "obj"):
            return None
        if grammar.lemma(head) in _JOINING:
            joined = (_BY_PREDICATE.get(grammar.lemma(one)) for one in grammar.dependents(head, "obl"))
            if found := next((one for one in joined if one not in (None, "under_way")), None):
                return found  # "came to an end", but "came into force"
        made = grammar.dependents(head, "xcomp", "advcl") if relation == "obj" else []
        found = next((state for one in made if (state := self._made(one))), self._by_verb(head))
        if grammar.tokens[head].tag == "NOUN" and not grammar.case(head):
            return None  # "the truce is only a pause", not "is on pause"
        if grammar.dependents(head, "cop") or grammar.tokens[head].tag == "ADJ" or found is None:
            return _BY_PREDICATE.get(grammar.lemma(head)) or _BY_PREDICATE.get(grammar.word(head).lower()) or found
        return found

    def _made(self, at: int) -> State | None:
        """What something is made to be: "forced the deal to be halted", "declared the ceasefire over"."""
        if self._grammar.relation(at) == "xcomp" or self._grammar.dependents(at, "aux"):
            return self._by_verb(at) or _BY_PREDICATE.get(self._grammar.lemma(at))
        return None

    def _whole(self, at: int) -> int:
        """The noun that a clause has for it: "dozens of truces", "the first phase of the deal"."""
        head = self._grammar.tokens[at].head
        part = head is not None and self._grammar.relation(at) == "nmod" and self._grammar.lemma(head) in _PARTS
        return head if part and head is not None else at

    def _beside(self, at: int, type_: StatusType) -> State | None:
        """The state by the words beside a noun: "under siege", "the suspension of the truce", "a truce brokered by Oslo"."""
        grammar, head, case = self._grammar, self._grammar.tokens[at].head, self._grammar.case(at)
        if is_unreal(grammar, self._actors, at):
            return None
        if type_ == "siege" and case == "under":
            return "under_way"
        parties = grammar.dependents(at, "nmod") if grammar.lemma(at) in _WORDS["agreements"] else []
        between = any(grammar.case(one) == "between" for one in parties)
        if (case in _UNDER or between) and "agreed" in _FIT[type_]:
            return "agreed"
        if head is not None and grammar.relation(at) in ("nmod", "compound") and grammar.tokens[head].tag == "NOUN":
            if type_ == "siege" and case == "of" and grammar.lemma(head) in _TIMES:
                return "under_way"
            within = grammar.relation(at) == "compound" or case in ("of", "in", "to")  # "the truce's breach", "ceasefire violations"
            found = _BY_NOUN.get(grammar.lemma(head)) if within else None
            if found in _FIT[type_] and not is_unreal(grammar, self._actors, head):
                return _OPPOSITE.get(found) if found is not None and self._is_none(head) else found
        for one in grammar.dependents(at, "acl"):
            found = self._by_verb(one)
            if (
                grammar.tokens[one].relation == "acl"
                and found in ("agreed", "started")
                and found in _FIT[type_]
                and not grammar.word(one).endswith("ing")
            ):
                return "under_way" if found == "started" else found
        return None

    def _is_none(self, at: int) -> bool:
        """ "no violation", "not a single violation"."""
        grammar = self._grammar
        near = (at, *grammar.dependents(at, "amod", "det"))
        return any(negated(grammar, one) for one in near)

    def _by_verb(self, at: int) -> State | None:
        grammar = self._grammar
        lemma, following = grammar.lemma(at), grammar.dependents(at, "compound", "advmod", "obj", "obl")
        keys = (*(f"{lemma} {grammar.lemma(one)}" for one in following if one > at), lemma)
        return next((_BY_VERB[key] for key in keys if key in _BY_VERB), None)

    def _is_partial(self, at: int) -> bool:
        """ "largely holding", "holding in four of six districts"."""
        grammar = self._grammar
        if any(grammar.lemma(one) in _PARTLY for one in grammar.dependents(at, "advmod")):
            return True
        return any(grammar.tokens[one].tag == "NUM" and grammar.dependents(one, "nmod") for one in grammar.dependents(at, "obl"))
