"""Who is said to have done an attack, a killing, a siege or a breach of a truce, by the verbs and nouns that tell it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import inflected, lexicon
from sayso.claims.parties.actors import CRAFT, GENERIC, Actors
from sayso.claims.parties.phrases import is_person
from sayso.claims.unreal import TOLD, Standing, negated, standing

_LEXICON = lexicon("blame")
_FAMILIES: dict[str, str] = {
    verb: family
    for family in ("light", "answer", "fire", "breach", "strike", "seize", "maul", "attack", "harm")
    for verb in _LEXICON["verbs"][family]
}
# By their regular forms, for those that a lemmatizer gets wrong: "looted" as "loote".
_FORMS = {form: verb for verb in _FAMILIES if " " not in verb for form in inflected(verb)}
_SOMEONE = frozenset("them us me him her who whom anyone anybody someone somebody everyone".split())
_OF_PEOPLE = ("seize", "maul")  # families of what is done to people
_OBJECTS = {name: frozenset(words) for name, words in _LEXICON["objects"].items()}
_DEEDS = frozenset(_LEXICON["nouns"]["deeds"])
_DONE = _DEEDS | frozenset(_LEXICON["nouns"]["of_victims"])
_OPENS, _GATES = (frozenset(_LEXICON["idioms"][name]) for name in ("opens", "gates"))  # helping in it
_EVENTS = _DONE | frozenset(_LEXICON["nouns"]["events"])
_ACCUSES = frozenset(_LEXICON["blame"]["accuses"] + _LEXICON["blame"]["blames"])
_SPOKEN = frozenset(_LEXICON["spoken"]["words"])
_CIVIL = frozenset(_LEXICON["spoken"]["civil"])
_HOSTAGE = frozenset(["hold", "take", "seize", "keep"])
_OF_SOMETHING = frozenset(_LEXICON["blame"]["of_something"])
_DENIES = frozenset(_LEXICON["blame"]["denies"])
PRONOUNS = ("it", "this", "that", "them", "these", "those", "which")  # for a deed told before
LEADING = ("obj", "conj", "nmod", "obl", "xcomp")  # down to the deed in "accused of having ordered the raid"
_DEEPEST = 4  # steps down there
_HIGHEST = 4  # verbs up to that which has the subject
_SAYS = frozenset(["say", "claim", "report", "add", "state"])
_AT = ("at", "on", "upon", "into", "towards", "toward", "against", "over")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed as told by the verb or noun `at`, with the heads of those who are said to have done it; `rule` names how it was found.

    `accuser` heads the words for who says so, where a verb of blame or denial has them as its subject.
    """

    at: int
    doers: tuple[int, ...]
    rule: str
    standing: Standing = TOLD
    accuser: int | None = None


def is_deed(grammar: Grammar, at: int) -> bool:
    """Whether a noun or verb tells a deed or what one leads to, where a word of blame goes with it."""
    family = _FAMILIES.get(_verb(grammar, at), "light")
    opened = grammar.lemma(at) in _OPENS and any(grammar.lemma(one) in _GATES for one in grammar.dependents(at, "obj"))
    return opened or grammar.lemma(at) in _EVENTS or (family != "light" and (is_passive(grammar, at) or _fits_active(grammar, at, family)))


def find_deeds(grammar: Grammar, actors: Actors) -> Iterator[Deed]:
    """Every deed with someone who did it, in text order; those only planned, feared or asked about are left out."""
    for at, token in enumerate(grammar.tokens):
        if token.tag == "VERB" and _is_noun(grammar, at):
            found = _by_noun(grammar, actors, at) or _by_verb(grammar, actors, at)
        elif token.tag == "VERB" or (token.tag in ("ADJ", "NOUN") and _compound_doer(grammar, actors, at) is not None):
            found = _by_verb(grammar, actors, at)
        elif token.tag in ("NOUN", "PROPN") and grammar.lemma(at) in _DONE and not _is_ceasing(grammar, at):
            found = _by_noun(grammar, actors, at)
        else:
            continue
        if found:
            stands = standing(grammar, actors, at)
            doers = found.doers
            if not doers and stands.denier is not None:
                # Of what is denied without a doer it is the denier: "that any market had been struck", "accusations of shooting".
                subject = subject_of(grammar, actors, stands.denier)
                own = subject is not None and (actors.is_armed(subject) or _is_controlled(grammar, at))
                doers = actors.doers(subject) if own and subject is not None else ()
            if not stands.negated:
                doers = tuple(one for one in doers if not negated(grammar, one))  # "no group"
            if doers and not stands.unreal and not is_spoken(grammar, actors, at, doers):
                yield Deed(at, doers, found.rule, stands)


def _is_controlled(grammar: Grammar, at: int) -> bool:
    """Whether who denies is who would have done it: "denied having attacked the convoy", not "denied that shots were fired"."""
    ing = any(grammar.word(one).lower().endswith("ing") for one in (at, *grammar.dependents(at, "aux")))
    return ing and grammar.relation(at) in ("xcomp", "acl", "ccomp", "advcl") and not grammar.dependents(at, "nsubj")


def is_spoken(grammar: Grammar, actors: Actors, at: int, doers: tuple[int, ...]) -> bool:
    """Whether an attack may be one of words: by a person or a civil body, on nothing that only arms could hit ("attacked his rival")."""
    if grammar.lemma(at) not in _SPOKEN or any(actors.can_strike(doer) and actors.noun(doer) not in _CIVIL for doer in doers):
        return False
    targets = [one for one in grammar.dependents(at, "obj", "nmod", "obl", "nsubj") if one not in doers]
    return not any(actors.is_place(one) or actors.is_armed(one) for one in targets)


def is_of_deed(grammar: Grammar, *over: int) -> bool:
    """Whether what follows a noun like "part" or its verb is a deed, or a pronoun for one; or nothing is: "they had no part"."""
    level = [inner for one in over for inner in grammar.dependents(one, "nmod", "obl", "acl", "advcl", "xcomp") if inner > one]
    if not level:
        return grammar.lemma(over[-1]) not in _OF_SOMETHING
    for _ in range(_DEEPEST):
        if any(is_deed(grammar, one) or grammar.word(one).lower() in PRONOUNS for one in level):
            return True
        level = [inner for one in level for inner in grammar.dependents(one, *LEADING)]
    return False


def _is_ceasing(grammar: Grammar, at: int) -> bool:
    """Whether "fire" is that of a cease-fire."""
    return at > 1 and grammar.word(at - 1) in "-–" and grammar.lemma(at) == "fire"


def _is_noun(grammar: Grammar, at: int) -> bool:
    """Whether what was read as a verb is a deed's noun: "killed by army shelling"."""
    marks = [grammar.word(one).lower() for one in grammar.dependents(at, "mark")]
    return grammar.word(at).lower() in _DEEDS and "to" not in marks and not grammar.dependents(at, "obj", "nsubj", "aux", "xcomp")


def _verb(grammar: Grammar, at: int) -> str:
    """A verb's lemma with its particle: "carry out"."""
    near = grammar.dependents(at, "compound", "advmod")
    told = (one for one in near if one > at and f"{grammar.lemma(at)} {grammar.lemma(one)}" in _FAMILIES)  # "carried the students away"
    particle = next(told, None) or next((one for one in near if _is_particle(grammar, at, one)), None)
    objects = grammar.dependents(at, "obj")
    if grammar.lemma(at) in ("force", "drive", "chase") and any(
        grammar.case(one) in ("out of", "from") for one in grammar.dependents(at, "obl")
    ):
        return "drive out"  # "forced families out of the town"
    if grammar.lemma(at) == "open" and any(grammar.lemma(one) == "fire" for one in objects):
        return "open fire"
    whole = f"{grammar.lemma(at)} {grammar.lemma(particle)}" if particle is not None else ""
    if whole in _FAMILIES:
        return whole
    another = particle is not None and grammar.tokens[particle].relation == "compound:prt" and grammar.lemma(particle) not in _AT
    if another and _FAMILIES.get(grammar.lemma(at)) in ("strike", "fire"):
        return whole  # another verb: "struck down a law"
    return grammar.lemma(at) if grammar.lemma(at) in _FAMILIES else _FORMS.get(grammar.word(at).lower(), grammar.lemma(at))


def _is_particle(grammar: Grammar, verb: int, at: int) -> bool:
    return grammar.tokens[at].relation == "compound:prt" or (at == verb + 1 and grammar.tokens[at].tag in ("ADP", "ADV"))


def _by_verb(grammar: Grammar, actors: Actors, at: int) -> Deed | None:
    verb = _verb(grammar, at)
    doer = _compound_doer(grammar, actors, at)
    if doer is not None:
        return Deed(at, (doer,), f"compound:{verb}")
    family = _FAMILIES.get(verb)
    if verb in _HOSTAGE and any(grammar.lemma(one) == "hostage" for one in grammar.dependents(at, "xcomp", "obj", "obl")):
        family, verb = "hostage", "hostage"
    if family is None or (grammar.dependents(at, "cop") and not grammar.dependents(at, "obj")):
        return None
    if is_passive(grammar, at):
        by = tuple(one for one in agents(grammar, actors, at) if _may(actors, family, one))
        done_to = [*grammar.dependents(at, "nsubj"), *([grammar.tokens[at].head] if grammar.relation(at) in ("acl", "amod") else [])]
        fits = _fits_passive(grammar, at, family) and (
            family not in _OF_PEOPLE or any(one and _is_people(grammar, actors, one) for one in done_to)
        )
        return Deed(at, by, f"passive:{verb}") if fits else None
    if not _fits_active(grammar, at, family):
        return None
    if family in _OF_PEOPLE and not any(_is_people(grammar, actors, one) for one in objects_of(grammar, at)):
        return None
    subject = subject_of(grammar, actors, at)
    if subject is None:
        return Deed(at, (), f"active:{verb}")
    if _is_asked_for(grammar, subject):
        return None  # "what planes did it"
    doers = tuple(one for one in actors.doers(subject) if family not in _OF_PEOPLE or _may(actors, family, one))
    if verb == "do" and objects_of(grammar, at)[0:1] and grammar.tokens[objects_of(grammar, at)[0]].tag == "PRON":
        doers = tuple(one for one in doers if actors.is_armed(one) or grammar.word(one).lower() in ("we", "us"))
        return Deed(at, doers, "cleft:did it") if doers else None
    vague = family == "strike" or (family == "attack" and not grammar.dependents(at, "obj") and grammar.tokens[at].relation != "acl:relcl")
    if doers == (subject,) and (actors.is_nobody(subject) or (vague and not actors.can_strike(subject))):
        return None  # "a bomber killed six", "the storm hit the town", "Girl attacked in park"
    return Deed(at, doers, f"active:{verb}")


def _may(actors: Actors, family: str, doer: int) -> bool:
    """Whether a verb of a family, said of a party, tells a deed: "hit" of who can strike, "held" of who is under arms and no police."""
    if family == "seize":
        return actors.kind(doer) == "group" or actors.noun(doer) in _LEXICON["actors"]["seizing"] or actors.is_force(doer)
    return family not in ("strike", "maul") or actors.can_strike(doer)


def _is_people(grammar: Grammar, actors: Actors, at: int) -> bool:
    if actors.noun(at) in GENERIC:
        return False  # to drive out rebels is war
    people = is_person(grammar.lemma(at)) or actors.kind(at) == "person" or grammar.lemma(at) in _LEXICON["objects"]["people"]
    return people or grammar.word(at).lower() in _SOMEONE


def _is_asked_for(grammar: Grammar, at: int) -> bool:
    asking = [*grammar.dependents(at, "det"), *([at - 1] if at else [])]
    return any(grammar.word(one).lower() in ("what", "which") for one in asking)


def _compound_doer(grammar: Grammar, actors: Actors, at: int) -> int | None:
    """The doer in "rebel-besieged"."""
    hyphen = at - 1
    if hyphen < 1 or grammar.word(hyphen) not in "-–" or _FAMILIES.get(grammar.lemma(at)) not in ("harm", "attack"):
        return None
    joined = grammar.tokens[hyphen].span.end == grammar.tokens[at].span.start and grammar.word(at).lower().endswith("ed")
    return hyphen - 1 if joined and (actors.can_act(hyphen - 1) or grammar.lemma(hyphen - 1) in _LEXICON["actors"]["describing"]) else None


def is_passive(grammar: Grammar, at: int) -> bool:
    """Whether a verb is in the passive, a bare participle after its noun among them: "towns besieged by rebels"."""
    relations = {grammar.tokens[one].relation for one in grammar.dependents(at)}
    if relations & {"aux:pass", "nsubj:pass", "obl:agent"}:
        return True
    ing = grammar.word(at).lower().endswith("ing")
    if not ing and "obj" not in relations and any(grammar.case(one) == "by" for one in grammar.dependents(at, "obl")):
        return True
    return grammar.tokens[at].relation in ("acl", "amod") and "nsubj" not in relations and not ing


def agents(grammar: Grammar, actors: Actors, at: int) -> tuple[int, ...]:
    """Those who did it by the "by" of a passive; parsers also hang it on what stands before it ("at the gate by police")."""
    near = grammar.dependents(at, "obl", "nmod", "nsubj")
    behind = [inner for one in near if one > at for inner in grammar.dependents(one, "nmod")]
    for one in (*near, *behind):
        # … and "by" on a name's first word, or on the name beside a noun.
        parts = (one, *grammar.dependents(one, "compound", "amod", "appos"))
        if one > at and any("by" in grammar.case(part).split() for part in parts):
            return actors.doers(one)
    return ()


def subject_of(grammar: Grammar, actors: Actors, at: int) -> int | None:
    """The subject of a verb in the active: its own, or that of the verb which it goes on from or depends on."""
    one = at
    for _ in range(_HIGHEST):
        head = grammar.tokens[one].head
        own = _own_subject(grammar, actors, one)
        if own is None and head is not None:
            own = _raised(grammar, one, head)
        if own is not None or head is None or any(grammar.tokens[number].relation == "nsubj:pass" for number in grammar.dependents(one)):
            return own
        told = _told_before(grammar, one, head)
        if told is not None:
            return told
        if grammar.relation(one) == "acl":
            described = _described(grammar, one, head)
            if described is None or not actors.is_place(described):
                return described
            over = next((number for number in actors.upwards(head) if grammar.tokens[number].tag == "VERB"), None)
        else:
            over = _over(grammar, one, head)
        if over is None:
            return None
        one = over
    return None


def _own_subject(grammar: Grammar, actors: Actors, at: int) -> int | None:
    subjects = [number for number in grammar.dependents(at, "nsubj") if grammar.tokens[number].relation == "nsubj"]
    subjects = [number for number in subjects if grammar.tokens[number].tag != "DET"]
    # The nearest before it, since misread ones stand farther off: "North of the city the army …", "Casualties as rebels shell".
    subjects = [number for number in subjects if number < at] or subjects
    own = next((number for number in reversed(subjects) if not actors.is_place(number)), next(iter(subjects), None))
    objects = grammar.dependents(at, "obj")
    if own is None and len(objects) > 1 and objects[0] < at < objects[1]:
        return objects[0]  # quotation marks mislead parsers: 'army planes "targeted the school"'
    return own


def _raised(grammar: Grammar, at: int, head: int) -> int | None:
    """ "The rebels were said to have shot them"."""
    subjects = grammar.dependents(head, "nsubj") if grammar.relation(at) == "xcomp" else []
    return subjects[-1] if subjects and grammar.tokens[subjects[-1]].relation == "nsubj:pass" else None


def _described(grammar: Grammar, at: int, head: int) -> int | None:
    """The noun that a participle describes: "rebels shelling the town"; a place is only where it was: "shelled Kolar killing nine"."""
    parted = any(grammar.word(number) == ":" for number in range(head, min(at, head + 4)))
    return head if not parted and grammar.word(at).lower().endswith("ing") and grammar.lemma(head) not in _ACCUSES else None


def _over(grammar: Grammar, at: int, head: int) -> int | None:
    """The verb whose subject does what this one tells too; not in "accused the police of shooting"."""
    relation = grammar.relation(at)
    goes_on = relation in ("conj", "xcomp", "advcl") and grammar.tokens[head].tag in ("VERB", "NOUN", "ADJ", "AUX")
    return head if goes_on and (relation == "conj" or grammar.lemma(head) not in _ACCUSES) else None


def _told_before(grammar: Grammar, at: int, verb: int) -> int | None:
    """The subject of what stands before who says it, where parsers take it for one of saying: "Rebels killed nine, the mayor said"."""
    relation, subjects = grammar.relation(at), grammar.dependents(verb, "nsubj")
    if relation == "ccomp" and at < verb:
        before = [one for one in subjects if one < at]
        return before[-1] if before and subjects[-1] > at else None
    if relation == "ccomp" and grammar.lemma(verb) in _SAYS:  # "said the rebels are responsible", where they are taken for what is said
        return next((one for one in grammar.dependents(verb, "obj") if one < at), None)
    if relation == "conj" and subjects:  # "A jet came in low, witnesses said, and bombed the market"
        first = next((one for one in grammar.dependents(verb, "ccomp") if one < subjects[0]), None)
        return next(iter(grammar.dependents(first, "nsubj")), None) if first is not None and subjects[-1] < verb else None
    return None


def _fits_active(grammar: Grammar, at: int, family: str) -> bool:
    objects = [grammar.lemma(one) for one in objects_of(grammar, at)]
    own = [grammar.word(one).lower() for one in grammar.dependents(at, "nsubj")]
    relative = grammar.tokens[at].relation == "acl:relcl" and not {"that", "which", "who"}.intersection(own)
    aimed = any(grammar.case(one) in _AT for one in grammar.dependents(at, "obl"))
    if family == "fire":
        of = [
            grammar.lemma(inner) for one in grammar.dependents(at, "obj") for inner in grammar.dependents(one, "nmod")
        ]  # "tonnes of explosives"
        bare = grammar.lemma(at) == "fire" and not objects and (aimed or _is_denied(grammar, at))
        told = bare or (bool(objects) and objects[0] in PRONOUNS and negated(grammar, at))  # "did not plant it"
        return told or any(lemma in _OBJECTS["weapons"] for lemma in (*objects, *of))
    if family == "light":
        done = grammar.lemma(at) == "do" and bool(objects) and objects[0] in ("it", "this", "that")
        to = grammar.lemma(at) == "subject" and any(
            grammar.case(one) == "to" and grammar.lemma(one) in _DONE for one in _beside(grammar, at)
        )
        return done or to or any(lemma in _DONE for lemma in objects)
    if family == "answer":
        return any(grammar.case(one) == "with" and grammar.lemma(one) in _DONE for one in grammar.dependents(at, "obl"))
    if family == "breach":
        described = grammar.tokens[at].head if grammar.relation(at) == "acl" else None
        of = [
            grammar.lemma(one) for what in grammar.dependents(at, "obj") for one in grammar.dependents(what, "nmod")
        ]  # "regime of silence"
        return any(lemma in _OBJECTS["truces"] for lemma in (*objects, *of)) or (
            relative and grammar.lemma(described or 0) in _OBJECTS["truces"]
        )
    craft = family == "strike" and any(grammar.lemma(one) in CRAFT for one in grammar.dependents(at, "nsubj"))
    if family in ("harm", "strike", *_OF_PEOPLE) and not craft:
        return (bool(objects) or relative) and not any(lemma in _OBJECTS["peaceful"] for lemma in objects)
    return True


def _beside(grammar: Grammar, at: int) -> list[int]:
    """What stands with a preposition beside a verb or behind its object."""
    return [*grammar.dependents(at, "obl"), *(one for what in grammar.dependents(at, "obj") for one in grammar.dependents(what, "nmod"))]


def objects_of(grammar: Grammar, at: int) -> list[int]:
    """What a verb is done to; parsers also take an object behind "to death" or "at least" for a time or place."""
    bare = (one for one in grammar.dependents(at, "obl") if one > at and grammar.tokens[one].relation == "obl" and not grammar.case(one))
    return grammar.dependents(at, "obj") or list(bare)[:1]


def _is_denied(grammar: Grammar, at: int) -> bool:
    """Whether "fire" alone tells a deed, since it is denied: "did not fire", "denied firing"."""
    head = grammar.tokens[at].head if grammar.relation(at) in ("xcomp", "ccomp") else None
    return negated(grammar, at) or (head is not None and grammar.lemma(head) in _DENIES and not negated(grammar, head))


def _fits_passive(grammar: Grammar, at: int, family: str) -> bool:
    if family not in ("light", "answer", "breach", "fire"):
        return True
    first = grammar.tokens[at].head if grammar.relation(at) == "conj" and not grammar.dependents(at, "nsubj") else None
    at = at if first is None else first  # "was planned and carried out by"
    subject = next(iter(grammar.dependents(at, "nsubj")), grammar.tokens[at].head if grammar.relation(at) in ("acl", "amod") else None)
    if subject is None:
        return False
    if grammar.lemma(subject) in ("which", "that"):
        subject = grammar.tokens[at].head if grammar.relation(at) == "acl" else subject
    lemma = grammar.lemma(subject) if subject is not None else ""
    wanted = {"light": _EVENTS, "answer": frozenset[str](), "breach": _OBJECTS["truces"], "fire": _OBJECTS["weapons"]}[family]
    numbered = family == "light" and subject is not None and grammar.tokens[subject].tag == "NUM"  # "30 were carried out by the army"
    return numbered or lemma in wanted or lemma in ("it", "this", "which", "that") or (family == "fire" and grammar.lemma(at) == "fire")


def _by_noun(grammar: Grammar, actors: Actors, at: int) -> Deed | None:
    """A deed that a noun names; "their siege" is that of the one whose act it is the object of."""
    found = actors.authors(at)
    head = grammar.tokens[at].head
    if found and grammar.tokens[found[0]].tag == "PRON" and grammar.relation(at) == "obj" and head is not None:
        subject = subject_of(grammar, actors, head)
        found = actors.doers(subject) if subject is not None else found
    return Deed(at, found, f"noun:{grammar.lemma(at)}") if found else None
