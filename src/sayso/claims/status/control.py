"""Who takes, holds or loses a place, by the verbs and nouns that tell it."""

from collections.abc import Iterator

from sayso.claims.blame.deeds import agents, is_passive, subject_of
from sayso.claims.grammar import Grammar
from sayso.claims.parties.actors import Actors
from sayso.claims.status.told import LEXICON, Told, is_armed, is_unreal, names_place
from sayso.claims.unreal import negated
from sayso.model.claim import State

_WORDS = {name: frozenset(words) for name, words in LEXICON["control"].items()}
_STATES: tuple[State, ...] = ("taken", "held", "lost")
_BY_VERB: dict[str, State] = {verb: state for state in reversed(_STATES) for verb in LEXICON["control"][state]}
_OF_CONTROL: dict[str, State] = {
    verb: state
    for table, state in (("taking", _STATES[0]), ("holding", _STATES[1]), ("losing", _STATES[2]))
    for verb in LEXICON["control"][table]
}
_PLURAL = frozenset(("we", "our", "ours", "they", "their"))
_BY_NOUN: dict[str, State] = {noun: state for state in _STATES for noun in LEXICON["captures"].get(state, ())}
# The verbs and nouns that tell who has a place.
CONTROLLING = frozenset().union(
    (verb.split()[0] for verb in _BY_VERB),
    _BY_NOUN,
    *(_WORDS[name] for name in ("control_nouns", "falling", "driving", "withdrawing", "flying")),
    ("hand",),
)


def takes_place(grammar: Grammar, actors: Actors, at: int) -> bool:
    """Whether a verb tells that its object, a place, is taken."""
    return _BY_VERB.get(_key(grammar, at)) == "taken" and _place(grammar, actors, at, "obj") is not None


def of_control(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """Who has a place after what the verb or noun at a token tells."""
    lemma = grammar.lemma(at)
    if grammar.tokens[at].tag == "NOUN":
        if lemma in _WORDS["control_nouns"]:
            yield from _by_control(grammar, actors, at)
        elif lemma == "hand":
            yield from _in_hands(grammar, actors, at)
        elif lemma in _BY_NOUN:
            yield from _by_noun(grammar, actors, at)
    elif lemma in _WORDS["falling"]:
        yield from _fall(grammar, actors, at)
    elif lemma in _WORDS["driving"]:
        yield from _driving(grammar, actors, at)
    elif lemma in _WORDS["flying"]:
        yield from _raising_flag(grammar, actors, at)
    elif lemma in _WORDS["withdrawing"]:
        yield from _withdrawing(grammar, actors, at)
    else:
        yield from _holding(grammar, actors, at)


def _key(grammar: Grammar, at: int) -> str:
    """A verb's lemma with the particle that follows it: "take over"."""
    particle = next((one for one in grammar.dependents(at, "compound", "advmod") if one == at + 1), None)
    whole = f"{grammar.lemma(at)} {grammar.lemma(particle)}" if particle is not None else ""
    return whole if whole in _BY_VERB else grammar.lemma(at)


def _holding(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "captured the town", "the town was captured", "still holds the town", "has not been captured"."""
    state = _BY_VERB.get(_key(grammar, at))
    passive, denied = is_passive(grammar, at), negated(grammar, at)
    if state is None or (place := _place(grammar, actors, at, "nsubj" if passive else "obj")) is None:
        return
    subject = None if passive else subject_of(grammar, actors, at)
    holders = agents(grammar, actors, at) if passive else actors.doers(subject) if subject is not None else ()
    lasting = passive and bool(grammar.dependents(at, "aux"))
    if denied and (state != "held" or _is_nobody(grammar, at)):
        if lasting and not holders and state == "taken":
            yield Told("control", "held")
    elif (holders and _can_have(grammar, actors, holders, place, state)) or (not holders and lasting and state == "taken"):
        yield Told("control", "lost" if denied else state, next(iter(holders), None))


def _can_have(grammar: Grammar, actors: Actors, holders: tuple[int, ...], place: int, state: State) -> bool:
    """Whether what is taken, held or lost is so in war: "he lost his post" and "she lost Ohio" are not."""
    unnamed = actors.kind(place) is None
    surely = actors.is_place(place) and not (unnamed and grammar.lemma(place) in _WORDS["only_armed"])
    nameless = all(actors.kind(one) is None and grammar.tokens[one].tag != "PRON" and grammar.word(one).islower() for one in holders)
    won = state == "lost" and (nameless or any(actors.kind(one) in ("person", "organisation") for one in holders))
    surely = surely and not (unnamed and nameless)
    return (surely and not won) or any(is_armed(actors, one) or grammar.word(one).lower() in _PLURAL for one in holders)


def _is_nobody(grammar: Grammar, at: int) -> bool:
    """Whether a verb's subject is "neither side" or "no one"."""
    subjects = grammar.dependents(at, "nsubj")
    words = (*subjects, *(other for one in subjects for other in grammar.dependents(one, "det")))
    return any(grammar.word(one).lower() in ("no", "neither", "none", "nobody") for one in words)


def _place(grammar: Grammar, actors: Actors, at: int, relation: str) -> int | None:
    """The place that a verb has as subject or object, or that its clause describes."""
    near = [one for one in grammar.dependents(at, relation) if grammar.word(one).lower() not in ("which", "that")]
    head = grammar.tokens[at].head
    subjects = {grammar.word(one).lower() for one in grammar.dependents(at, "nsubj")}
    describes = relation == "nsubj" or not subjects or bool(subjects - {"which", "that", "who"})  # not "the river that runs south"
    if not near and grammar.relation(at) == "acl" and head is not None and describes:
        near = [head]
    over = " " in _key(grammar, at)  # "it was taken over"
    surely = grammar.lemma(at) in _WORDS["only_places"]
    return next((one for one in near if names_place(grammar, actors, one, surely) or (over and grammar.word(one).lower() == "it")), None)


def _fall(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "the town fell to the army", "the town has not fallen"."""
    subject = subject_of(grammar, actors, at)
    if subject is None:
        return
    to = [one for one in grammar.dependents(at, "obl") if one > at and grammar.case(one) in ("to", "into the hands of")]
    holders = next((found for one in to if (found := actors.doers(one))), ())
    if not names_place(grammar, actors, subject, surely=any(is_armed(actors, one) for one in holders)):
        return
    if negated(grammar, at):
        yield Told("control", "held")
    elif holders or grammar.dependents(at, "aux") or _falls(grammar, at):
        yield Told("control", "taken", next(iter(holders), None))


def _falls(grammar: Grammar, at: int) -> bool:
    """Whether it is told of a fall and, at most, of when and after what: "the town fell in June", not "fell silent"."""
    others = grammar.dependents(at, "xcomp", "obj", "advmod", "obl", "ccomp", "compound")
    return all(grammar.case(one) in _WORDS["when"] and grammar.relation(one) == "obl" for one in others)


def _raising_flag(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "raised their flag over the town"."""
    flag = next((one for one in grammar.dependents(at, "obj") if grammar.lemma(one) in ("flag", "banner", "colour", "color")), None)
    subject = subject_of(grammar, actors, at) if flag is not None and not negated(grammar, at) else None
    holders = actors.doers(subject) if subject is not None else ()
    if any(is_armed(actors, one) for one in holders):
        yield Told("control", "taken", holders[0])


def _driving(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "drove the rebels from the town", "the rebels were driven from the town"."""
    passive = is_passive(grammar, at)
    if not passive and (cleared := _cleared(grammar, actors, at)):
        yield cleared
    driven = next((one for one in grammar.dependents(at, "nsubj" if passive else "obj") if actors.doers(one)), None)
    if driven is None or negated(grammar, at) or not _leaves(grammar, actors, at):
        return
    subject = None if passive else subject_of(grammar, actors, at)
    if passive and is_armed(actors, holder := actors.doers(driven)[0]):
        yield Told("control", "lost", holder)
    elif subject is not None and (holders := actors.doers(subject)):
        yield Told("control", "taken", holders[0])


def _cleared(grammar: Grammar, actors: Actors, at: int) -> Told | None:
    """ "cleared the town of fighters"."""
    subject, objects = subject_of(grammar, actors, at), grammar.dependents(at, "obj")
    holders = actors.doers(subject) if subject is not None and not negated(grammar, at) else ()
    for one in objects if grammar.lemma(at) == "clear" and holders else ():
        of = [other for other in (*grammar.dependents(one, "nmod"), *grammar.dependents(at, "obl")) if grammar.case(other) == "of"]
        if names_place(grammar, actors, one, surely=True) and any(is_armed(actors, other) for other in of):
            return Told("control", "taken", holders[0])
    return None


def _leaves(grammar: Grammar, actors: Actors, at: int) -> bool:
    """Whether it is "from" or "out of" a place."""
    away = (one for one in grammar.dependents(at, "obl") if grammar.case(one) in ("from", "out of"))
    return any(names_place(grammar, actors, one, surely=True) for one in away)


def _withdrawing(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "the army withdrew from the town", "pulled its troops out of the town"."""
    subject = subject_of(grammar, actors, at)
    holders = actors.doers(subject) if subject is not None and not negated(grammar, at) else ()
    moved = grammar.dependents(at, "obj") or holders[:1]
    if holders and _leaves(grammar, actors, at) and all(is_armed(actors, one) for one in moved):
        yield Told("control", "lost", holders[0])


def _by_control(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "took control of the town", "is under the control of the army", "under rebel control", "is in control of the town"."""
    head, case = grammar.tokens[at].head, grammar.case(at)
    about = [one for one in grammar.dependents(at, "nmod", "obl") if grammar.case(one) in ("of", "over")]
    if case == "under":
        holders = next((found for one in about if (found := actors.doers(one))), actors.authors(at))
        if holders and not negated(grammar, at):
            yield Told("control", _becoming(grammar, at), holders[0])
    elif case == "in":
        subject = next(iter(grammar.dependents(at, "nsubj")), None)
        holders = actors.doers(subject) if subject is not None and not negated(grammar, at) else ()
        if holders and any(actors.is_place(one) for one in about):
            yield Told("control", "held", holders[0])
    elif head is not None and grammar.relation(at) == "obj" and (state := _OF_CONTROL.get(grammar.lemma(head))):
        over = [one for one in grammar.dependents(head, "obl") if one > at and grammar.case(one) in ("of", "over")]
        place = any(actors.is_place(one) or grammar.word(one) == "it" for one in (*about, *over)) or _describes_place(grammar, actors, head)
        subject = subject_of(grammar, actors, head)
        if place and subject is not None and not negated(grammar, head):
            yield Told("control", state, next(iter(actors.doers(subject)), None))


def _becoming(grammar: Grammar, at: int) -> State:
    """What a place becomes by the verb over "under the control of" or "in the hands of"."""
    head = grammar.tokens[at].head
    return "taken" if head is not None and grammar.relation(at) == "obl" and grammar.lemma(head) in _WORDS["becoming"] else "held"


def _describes_place(grammar: Grammar, actors: Actors, verb: int) -> bool:
    head = grammar.tokens[verb].head
    return grammar.relation(verb) == "acl" and head is not None and actors.is_place(head)


def _in_hands(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "the town is in army hands", "the town fell into the hands of the rebels"."""
    if grammar.case(at).split()[-1:] not in (["in"], ["into"]) or negated(grammar, at):
        return
    head = grammar.tokens[at].head
    clause = at if grammar.dependents(at, "cop") or head is None else head
    subject = next(iter(grammar.dependents(clause, "nsubj")), None)
    owners = [one for one in grammar.dependents(at, "nmod") if grammar.case(one) == "of"]
    holders = next((found for one in owners if (found := actors.doers(one))), actors.authors(at))
    owned = holders and grammar.tokens[holders[0]].tag != "PRON"
    if owned and subject is not None and names_place(grammar, actors, subject, surely=True) and not negated(grammar, clause):
        yield Told("control", _becoming(grammar, at), holders[0])


def _by_noun(grammar: Grammar, actors: Actors, at: int) -> Iterator[Told]:
    """ "the capture of the town by the army", "the town's fall to the rebels", "the army's withdrawal from the town"."""
    head, case = grammar.tokens[at].head, grammar.case(at)
    under = head is not None and grammar.relation(at) in ("nsubj", "obj") and is_unreal(grammar, actors, head)
    if under or case in _WORDS["not_yet"] or negated(grammar, at):
        return
    state, near = _BY_NOUN[grammar.lemma(at)], grammar.dependents(at, "nmod")
    near += [inner for one in near for inner in grammar.dependents(one, "nmod") if grammar.case(inner) == "from"]
    of = "from" if grammar.lemma(at) in _WORDS["nouns_from"] else "of"
    places = [one for one in near if grammar.case(one) == of or grammar.tokens[one].relation == "nmod:poss"]
    place = next((one for one in places if actors.is_place(one)), None)
    if place is None:
        return
    others = [one for one in near if one != place and (grammar.case(one) in ("by", "to", "of") or one < at)]
    holders = next((found for one in others if not actors.is_place(one) and (found := actors.doers(one))), ())
    yield Told("control", state, next(iter(holders), None))
