"""What a verb says by itself: who took a town, who besieges it, who advances, who was evacuated."""

from collections.abc import Iterator

from sayso.claims.actors import Actors
from sayso.claims.deeds import agents, is_passive, subject_of
from sayso.claims.grammar import Grammar
from sayso.claims.statuses import LEAVING, LEXICON, Told, is_unreal
from sayso.claims.unreal import negated
from sayso.model.claim import State

_CONTROL = {name: frozenset(words) for name, words in LEXICON["control"].items()}
_STATES: tuple[State, ...] = ("taken", "held", "lost")
_BY_VERB: dict[str, State] = {verb: state for state in reversed(_STATES) for verb in LEXICON["control"][state]}
_OF_CONTROL: dict[str, State] = {
    verb: state
    for table, state in (("taking", _STATES[0]), ("holding", _STATES[1]), ("losing", _STATES[2]))
    for verb in LEXICON["control"][table]
}


def of_verb(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """What the verb at a token tells; at a noun, whether it is one for control ("took control of the town")."""
    lemma = grammar.lemma(at)
    if grammar.tokens[at].tag == "NOUN":
        if lemma in _CONTROL["control_nouns"]:
            yield from _by_control(grammar, actors, at)
        return
    if grammar.relation(at) == "amod":
        return
    if lemma in LEAVING["evacuates"] or lemma in LEAVING["verbs"]:
        yield from _moving(grammar, actors, at)
    tried = _is_tried(grammar, actors, at)
    if tried or is_unreal(grammar, actors, at):
        yield from tried
    elif lemma in LEAVING["besieges"]:
        yield from _siege(grammar, actors, at)
    elif lemma in _CONTROL["falling"]:
        yield from _fall(grammar, actors, at)
    elif lemma in _CONTROL["driving"] and (driven := [*_driving(grammar, actors, at)]):
        yield from driven
    elif lemma in _CONTROL["advancing"]:
        yield from _advance(grammar, actors, at)
    else:
        yield from _holding(grammar, actors, at)


def _key(grammar: Grammar, at: int) -> str:
    """A verb's lemma with the particle that follows it: "take over"."""
    particle = next((one for one in grammar.dependents(at, "compound", "advmod") if one == at + 1), None)
    whole = f"{grammar.lemma(at)} {grammar.lemma(particle)}" if particle is not None else ""
    return whole if whole in _BY_VERB else grammar.lemma(at)


def _siege(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    passive = is_passive(grammar, at)
    auxiliaries = grammar.dependents(at, "aux")
    subject = None if passive else subject_of(grammar, actors, at)
    told = agents(grammar, actors, at) if passive else actors.doers(subject) if subject is not None else ()
    if told or (passive and auxiliaries):
        lasting = passive or any(grammar.lemma(one) in ("have", "be") for one in auxiliaries)
        yield Told("siege", "ended" if negated(grammar, at) else "under_way" if lasting else "started")


def _is_tried(grammar: Grammar, actors: Actors, at: int) -> list[Told]:
    """An offensive under way: "fighters trying to capture the town"."""
    head = grammar.tokens[at].head
    if head is None or grammar.relation(at) not in ("xcomp", "advcl") or _BY_VERB.get(_key(grammar, at)) != "taken":
        return []
    tries = grammar.lemma(head) in _CONTROL["trying"] and not is_unreal(grammar, actors, head) and not negated(grammar, head)
    return [Told("offensive", "under_way")] if tries and _place(grammar, actors, at, "obj") is not None else []


def _advance(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    subject = subject_of(grammar, actors, at)
    aimed = any(actors.is_place(one) for one in grammar.dependents(at, "obl"))
    if subject is not None and aimed and actors.doers(subject) and not grammar.dependents(at, "obj"):
        yield Told("offensive", "halted" if negated(grammar, at) else "under_way")


def _holding(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    state = _BY_VERB.get(_key(grammar, at))
    passive, denied = is_passive(grammar, at), negated(grammar, at)
    if state is None or (denied and state != "held") or _place(grammar, actors, at, "nsubj" if passive else "obj") is None:
        return
    subject = None if passive else subject_of(grammar, actors, at)
    holders = agents(grammar, actors, at) if passive else actors.doers(subject) if subject is not None else ()
    if holders or (passive and state == "taken" and grammar.dependents(at, "aux")):
        yield Told("control", "lost" if denied else state, next(iter(holders), None))


def _place(grammar: Grammar, actors: Actors, at: int, relation: str) -> int | None:
    """The place that a verb has as subject or object, or that its clause describes."""
    near = [one for one in grammar.dependents(at, relation) if grammar.word(one).lower() not in ("which", "that")]
    head = grammar.tokens[at].head
    if not near and grammar.relation(at) == "acl" and head is not None:
        near = [head]
    over = " " in _key(grammar, at)  # "it was taken over"
    return next((one for one in near if actors.is_place(one) or (over and grammar.word(one).lower() == "it")), None)


def _fall(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "the town fell to the army", "the town has not fallen"."""
    subject = subject_of(grammar, actors, at)
    if subject is None or not (actors.is_place(subject) or (grammar.tokens[subject].tag == "PROPN" and actors.kind(subject) != "person")):
        return
    if negated(grammar, at):
        yield Told("control", "held")
        return
    to = [one for one in grammar.dependents(at, "obl") if one > at and grammar.case(one) in ("to", "into the hands of")]
    holders = next((found for one in to if (found := actors.doers(one))), ())
    if holders or grammar.dependents(at, "aux"):
        yield Told("control", "taken", next(iter(holders), None))


def _driving(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "drove the rebels from the town"."""
    subject = subject_of(grammar, actors, at)
    away = any(grammar.case(one) in ("from", "out of") and actors.is_place(one) for one in grammar.dependents(at, "obl"))
    driven = any(actors.doers(one) for one in grammar.dependents(at, "obj"))
    if subject is not None and away and driven and not negated(grammar, at) and (holders := actors.doers(subject)):
        yield Told("control", "taken", holders[0])


def _by_control(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "took control of the town", "is under the control of the army", "under rebel control"."""
    head = grammar.tokens[at].head
    verb = head is not None and grammar.tokens[head].tag == "VERB"
    if is_unreal(grammar, actors, head if head is not None and verb else at):
        return
    about = [one for one in grammar.dependents(at, "nmod") if grammar.case(one) in ("of", "over")]
    if grammar.case(at) == "under":
        holders = next((found for one in about if (found := actors.doers(one))), actors.authors(at))
        if holders and not negated(grammar, at):
            yield Told("control", "held", holders[0])
    elif head is not None and grammar.relation(at) == "obj" and (state := _OF_CONTROL.get(grammar.lemma(head))):
        over = [one for one in grammar.dependents(head, "obl") if one > at and grammar.case(one) in ("of", "over")]
        place = any(actors.is_place(one) or grammar.word(one) == "it" for one in (*about, *over)) or _describes_place(grammar, actors, head)
        subject = subject_of(grammar, actors, head)
        if place and subject is not None and not negated(grammar, head):
            yield Told("control", state, next(iter(actors.doers(subject)), None))


def _describes_place(grammar: Grammar, actors: Actors, verb: int) -> bool:
    head = grammar.tokens[verb].head
    return grammar.relation(verb) == "acl" and head is not None and actors.is_place(head)


def _moving(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "64 people were evacuated", "the buses left", "no one has been allowed to leave"."""
    lemma, head = grammar.lemma(at), grammar.tokens[at].head
    allowed = head is not None and grammar.lemma(head) in ("allow", "let", "permit") and grammar.relation(at) == "xcomp"
    if allowed and head is not None and lemma == "leave" and negated(grammar, head):
        yield Told("evacuation", "halted")
    subject = next(iter(grammar.dependents(at, "nsubj")), None)
    if subject is None or is_unreal(grammar, actors, at):
        return
    moving = lemma in LEAVING["evacuates"] or actors.noun(subject) in LEAVING["who"]
    if negated(grammar, at) and (moving or (lemma == "leave" and actors.noun(subject) in LEAVING["nobody"])):
        yield Told("evacuation", "halted")
    elif moving and not negated(grammar, at):
        yield Told("evacuation", "under_way")
