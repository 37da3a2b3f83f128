"""What a verb says by itself: who besieges a town, who advances on it, who was evacuated."""

from collections.abc import Iterator

from sayso.claims.blame.deeds import agents, is_passive, subject_of
from sayso.claims.grammar import Grammar
from sayso.claims.parties.actors import Actors
from sayso.claims.status.control import CONTROLLING, of_control, takes_place
from sayso.claims.status.told import LEAVING, LEXICON, Told, is_armed, is_unreal, names_place
from sayso.claims.unreal import negated
from sayso.model.claim import State

_WORDS = {name: frozenset(words) for name, words in LEXICON["advancing"].items()}
_TELLING = frozenset(
    verb.split()[0] for name in ("besieges", "evacuates", "verbs", "carries", "held_up") for verb in LEAVING[name]
) | frozenset().union(*(_WORDS[name] for name in ("advancing", "entering", "going", "laying_down")), CONTROLLING, ("cut",))
_STATES: tuple[State, ...] = ("agreed", "started", "ended", "under_way")
_WITHIN: dict[str, State] = {verb: state for state in _STATES for verb in LEXICON["evacuating"][state]}


class Verbs:
    """The verbs of one report, asked for what each tells."""

    def __init__(self, grammar: Grammar, actors: Actors) -> None:
        self._grammar, self._actors = grammar, actors
        evacuates = LEAVING["evacuates"] | LEAVING["evacuations"]
        self._evacuating = any(grammar.lemma(at) in evacuates for at in range(len(grammar.tokens)))

    def tell(self, at: int) -> Iterator[Told]:
        """What the verb at a token tells; at a noun, who has a place."""
        grammar, actors = self._grammar, self._actors
        verb = grammar.tokens[at].tag == "VERB"
        if grammar.lemma(at) not in _TELLING:
            return
        if verb and (grammar.relation(at) == "amod" or (at and grammar.word(at - 1) in "-–")):
            return  # "the rebel-held town"
        if verb and (tried := self._tried(at)):
            yield tried
        elif verb and (told := self._within(at) or self._lays_down_arms(at)):
            yield told
        else:
            if verb:
                yield from self._moving(at)
            if not is_unreal(grammar, actors, at):
                yield from of_control(grammar, actors, at)
                yield from (one for one in (self._siege(at), self._advance(at)) if verb and one is not None)

    def _tried(self, at: int) -> Told | None:
        """An offensive under way: "fighters trying to capture the town"."""
        grammar, actors = self._grammar, self._actors
        head = grammar.tokens[at].head
        if head is None or grammar.relation(at) not in ("xcomp", "advcl") or grammar.lemma(head) not in _WORDS["trying"]:
            return None
        real = not is_unreal(grammar, actors, head) and not negated(grammar, head)
        return Told("offensive", "under_way") if real and takes_place(grammar, actors, at) else None

    def _siege(self, at: int) -> Told | None:
        """ "the town is besieged", "rebels surrounded the town", "the town has been cut off"."""
        grammar, actors = self._grammar, self._actors
        only_places = grammar.lemma(at) == "surround"
        cut = grammar.lemma(at) == "cut" and any(grammar.word(one).lower() == "off" for one in grammar.dependents(at, "compound", "advmod"))
        if not cut and grammar.lemma(at) not in LEAVING["besieges"]:
            return None
        passive, auxiliaries = is_passive(grammar, at), grammar.dependents(at, "aux")
        besieged = next(iter(grammar.dependents(at, "nsubj" if passive else "obj")), None)
        if besieged is None and grammar.relation(at) == "acl":
            besieged = grammar.tokens[at].head
        if cut or only_places:
            if besieged is not None and grammar.word(besieged).lower() in ("which", "that"):
                besieged = actors.antecedent(besieged)
            if besieged is None or not names_place(grammar, actors, besieged):
                return None
        subject = None if passive else subject_of(grammar, actors, at)
        told = agents(grammar, actors, at) if passive else actors.doers(subject) if subject is not None else ()
        if not told and not (passive and auxiliaries):
            return None
        lasting = passive or any(grammar.lemma(one) in ("have", "be") for one in auxiliaries)
        return Told("siege", "ended" if negated(grammar, at) else "under_way" if lasting else "started")

    def _advance(self, at: int) -> Told | None:
        """ "troops are advancing on the town", "entered the town", "are fighting their way into it"."""
        grammar, actors = self._grammar, self._actors
        subject = subject_of(grammar, actors, at)
        doers = actors.doers(subject) if subject is not None else ()
        if not doers or is_passive(grammar, at):
            return None
        lemma, objects, into = grammar.lemma(at), grammar.dependents(at, "obj"), grammar.dependents(at, "obl")
        armed = any(is_armed(actors, one) for one in doers)
        if lemma in _WORDS["advancing"] and (armed or any(grammar.tokens[one].tag != "NOUN" for one in doers)):
            aimed = not objects and any(actors.is_place(one) for one in into)
        elif lemma in _WORDS["entering"] and armed and objects:
            aimed = any(names_place(grammar, actors, one) for one in objects)
        elif lemma in _WORDS["going"] and armed:
            way = all(grammar.lemma(one) == "way" for one in objects)  # "fought their way into"
            aimed = way and any(actors.is_place(one) and grammar.case(one) in _WORDS["into"] for one in into)
        else:
            aimed = False
        return Told("offensive", "halted" if negated(grammar, at) else "under_way") if aimed else None

    def _within(self, at: int) -> Told | None:
        """ "began evacuating the wounded", "agreed to evacuate them"."""
        head = self._grammar.tokens[at].head
        evacuates = self._grammar.lemma(at) in LEAVING["evacuates"]
        if not evacuates or head is None or self._grammar.relation(at) != "xcomp" or is_unreal(self._grammar, self._actors, head):
            return None
        state = _WITHIN.get(self._grammar.lemma(head))
        return Told("evacuation", state) if state and not negated(self._grammar, head) else None

    def _lays_down_arms(self, at: int) -> Told | None:
        """ "agreed to stop fighting", "agreed to lay down their arms"."""
        grammar, head = self._grammar, self._grammar.tokens[at].head
        stops = any(grammar.lemma(one) in _WORDS["arms"] for one in grammar.dependents(at, "obj", "xcomp"))
        if not stops or head is None or grammar.lemma(at) not in _WORDS["laying_down"] or grammar.relation(at) != "xcomp":
            return None
        agreed = grammar.lemma(head) == "agree" and not negated(grammar, head) and not is_unreal(grammar, self._actors, head)
        return Told("ceasefire", "agreed") if agreed else None

    def _moving(self, at: int) -> Iterator[Told]:
        """ "64 people were evacuated", "the buses left", "no one has been allowed to leave", "the convoy was blocked"."""
        grammar, actors = self._grammar, self._actors
        lemma, head = grammar.lemma(at), grammar.tokens[at].head
        allowed = head is not None and grammar.lemma(head) in LEAVING["allows"] and grammar.relation(at) == "xcomp"
        if allowed and head is not None and negated(grammar, head) and lemma in LEAVING["verbs"]:
            yield Told("evacuation", "halted")
        if lemma in LEAVING["verbs"] and head is not None and self._keeps_from(head, at):
            yield Told("evacuation", "halted")
        subject = next(iter(grammar.dependents(at, "nsubj")), None)
        if subject is None and grammar.relation(at) == "acl" and grammar.word(at).lower().endswith("ing"):
            subject = head  # "a convoy evacuating residents"
        if subject is None or is_unreal(grammar, actors, at):
            return
        denied, vehicles = negated(grammar, at), self._moves(subject)
        if lemma in LEAVING["evacuates"]:
            out = is_passive(grammar, at) or any(grammar.case(one) in ("from", "out of") for one in grammar.dependents(at, "obl", "nmod"))
            moving = lemma == "evacuate" or out
        elif lemma in LEAVING["verbs"]:
            nobody = denied and lemma == "leave" and actors.noun(subject) in LEAVING["nobody"]
            moving = vehicles or nobody or self._people_leave(subject, at)
        elif lemma in LEAVING["carries"]:
            moving = vehicles and any(grammar.case(one) == "out of" for one in grammar.dependents(at, "obl"))
        else:
            held = lemma in LEAVING["held_up"] and not denied and is_passive(grammar, at) and vehicles
            yield from [Told("evacuation", "halted")] if held else []
            return
        if moving:
            yield Told("evacuation", "halted" if denied else "ended" if self._is_last(subject, at) else "under_way")

    def _keeps_from(self, head: int, at: int) -> bool:
        """ "prevents residents from leaving"."""
        grammar, actors = self._grammar, self._actors
        kept = grammar.dependents(head, "nsubj" if is_passive(grammar, head) else "obj") if grammar.lemma(head) in LEAVING["keeps"] else []
        away = any(grammar.word(one).lower() == "from" for one in grammar.dependents(at, "mark", "case"))
        people = any(actors.noun(one) in LEAVING["people"] | LEAVING["who"] for one in kept)
        return away and people and not negated(grammar, head) and not is_unreal(grammar, actors, head)

    def _moves(self, subject: int) -> bool:
        """Whether buses or the like are the subject, and not those with aid; a single one only where the report tells of an evacuation."""
        grammar, actors = self._grammar, self._actors
        parts = [one for one in grammar.dependents(subject, "nmod") if grammar.case(one) == "of"]
        return any(
            actors.noun(one) in LEAVING["who"]
            and (self._evacuating or grammar.lemma(one) != grammar.word(one).lower() or grammar.lemma(one) not in LEAVING["single"])
            and not any(grammar.lemma(beside) in LEAVING["cargo"] for beside in grammar.dependents(one, "compound", "amod", "nmod"))
            for one in (subject, *parts)
        )

    def _people_leave(self, subject: int, at: int) -> bool:
        """ "5,000 people left the two towns", where the report tells of an evacuation."""
        grammar, actors = self._grammar, self._actors
        if not self._evacuating or actors.noun(subject) not in LEAVING["people"]:
            return False
        objects = [one for one in grammar.dependents(at, "obl") if grammar.case(one) in ("from", "out of", "through")]
        return any(names_place(grammar, actors, one, surely=True) for one in (*grammar.dependents(at, "obj"), *objects))

    def _is_last(self, subject: int, at: int) -> bool:
        """Whether the last have gone: "the last buses left", "all have been evacuated"."""
        grammar = self._grammar
        near = (subject, *grammar.dependents(subject, "amod", "det"))
        words = {grammar.lemma(one) for one in near}
        every = "all" in words and any(grammar.lemma(one) == "have" for one in grammar.dependents(at, "aux"))
        return every or bool(words & LEAVING["last"])
