"""Who is blamed or cleared by a turn of phrase: "pinned the blame on X", "the shots came from X's lines", "no unit of X was there"."""

from collections.abc import Callable, Iterator

from sayso.claims.blame.deeds import PRONOUNS, Deed, is_deed, subject_of
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.actors import CRAFT, GENERIC, Actors
from sayso.claims.parties.phrases import is_person
from sayso.claims.unreal import TOLD, Standing, negated, standing

_LEXICON = lexicon("blame")
_WORDS = {name: frozenset(words) for name, words in _LEXICON["idioms"].items()}
_FIRED = frozenset(_LEXICON["objects"]["weapons"]) | {"fire", "gunfire"}
_NAMED = ("person", "organisation", "force", "group", "nationality")
ONLY = "only"  # rules that blame for what is told near by
_ATTRIBUTES = frozenset(_LEXICON["blame"]["attributes"])
_LISTED = 14  # words before "to" in which breaches are attributed
_DEEPEST = 3  # "from the direction of the positions of X"
_Rule = Callable[[Grammar, Actors, int], Iterator[Deed]]


def find_idioms(grammar: Grammar, actors: Actors) -> Iterator[Deed]:
    """Everyone whom a turn of phrase blames or clears, in text order."""
    for at in range(len(grammar.tokens)):
        for rule in _RULES.get(grammar.lemma(at), ()):
            yield from rule(grammar, actors, at)


def accused_of(grammar: Grammar, actors: Actors, at: int) -> tuple[int, ...]:
    """Who is accused by a phrase, also one not known to do such things, by name ("a rival, Red Dawn") or as a person ("the mayor")."""
    beside = [*grammar.dependents(at, "appos")] if actors.kind(at) is None else []
    found = next((doers for one in beside if (doers := actors.doers(one)) and _is_named(grammar, actors, doers[0])), ())
    return found or actors.doers(at) or ((at,) if grammar.tokens[at].tag == "NOUN" and is_person(grammar.lemma(at)) else ())


def is_where(grammar: Grammar, actors: Actors, at: int) -> bool:
    """Whether a noun tells a place: "Orvest", "the village"; "the Senn Front" doesn't."""
    named = grammar.tokens[at].tag == "PROPN"
    return actors.is_place(at) and (actors.kind(at) not in (None, *_NAMED) if named else True)


def _is_named(grammar: Grammar, actors: Actors, at: int) -> bool:
    return any(actors.kind(one) in _NAMED or grammar.tokens[one].tag == "PROPN" for one in (at, *grammar.dependents(at, "compound")))


def _real(grammar: Grammar, actors: Actors, at: int) -> Standing | None:
    found = standing(grammar, actors, at)
    return None if found.unreal else found


def _beside(grammar: Grammar, at: int, *cases: str) -> list[int]:
    """What stands with one of these prepositions beside a verb or behind what it is done to."""
    objects = grammar.dependents(at, "obj", "nsubj")
    behind = [one for inner in objects for one in grammar.dependents(inner, "nmod")]
    near = [*grammar.dependents(at, "obl"), *behind, *(one for inner in behind for one in grammar.dependents(inner, "nmod"))]
    return [one for one in near if grammar.case(one) in cases and one > at]


def _laid(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "pinned the blame on X", "pointed the finger at X", "responsibility was laid at X's door"."""
    verb = grammar.tokens[at].head
    if verb is None or grammar.relation(at) not in ("obj", "nsubj") or grammar.lemma(verb) not in _WORDS["lays"]:
        return
    stands = _real(grammar, actors, verb)
    if stands is None:
        return
    found: tuple[int, ...] = ()
    for one in _beside(grammar, verb, "on", "upon", "at", "with", "to", "towards", "toward"):
        owners = grammar.dependents(one, "nmod") if grammar.lemma(one) in _WORDS["doors"] else [one]
        found = next((doers for owner in owners if (doers := accused_of(grammar, actors, owner))), ())
        if found:
            break
    accuser = None if grammar.relation(at) == "nsubj" else subject_of(grammar, actors, verb)
    yield Deed(verb, found, f"accused:{grammar.lemma(verb)} {grammar.lemma(at)}", stands, accuser)


def _points(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "Residents point to X", "it points instead at X", "everything points to X": at someone, for what is told near by."""
    stands = _real(grammar, actors, at)
    if grammar.tokens[at].tag != "VERB" or stands is None or grammar.dependents(at, "obj"):
        return
    for one in grammar.dependents(at, "obl"):
        named = actors.kind(one) in ("person", "force", "group") or (actors.noun(one) in GENERIC and _is_named(grammar, actors, one))
        if grammar.case(one).split()[-1:] in (["to"], ["at"], ["towards"]) and named:
            yield Deed(at, actors.doers(one), f"{ONLY}:point", stands, subject_of(grammar, actors, at))


def _bears(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "bears the hallmarks of X", "died at the hands of X"."""
    verb, owners = grammar.tokens[at].head, grammar.dependents(at, "nmod")
    if verb is None or not owners or (stands := _real(grammar, actors, verb)) is None:
        return
    hands = grammar.lemma(at) == "hand" and grammar.case(at) == "at"
    marks = grammar.lemma(at) in _WORDS["marks"] and grammar.lemma(verb) in ("bear", "have", "carry")
    if hands or marks:
        who = next((doers for one in owners if (doers := accused_of(grammar, actors, one))), ())
        yield Deed(verb, who, f"{'blamed' if hands else ONLY}:{grammar.lemma(at)}", stands)


def _came(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "the shots came from X's lines", "rounds fired from the direction of X", "came under fire from X"."""
    stands = _real(grammar, actors, at)
    if grammar.tokens[at].tag != "VERB" or stands is None:
        return
    by = [one for one in grammar.dependents(at, "obl") if grammar.case(one) == "by"]  # "killed by fire from X's lines"
    subjects = [*(by or grammar.dependents(at, "nsubj")), *([grammar.tokens[at].head] if grammar.relation(at) == "acl" else [])]
    fired = any(one is not None and grammar.lemma(one) in _FIRED for one in subjects)
    under = any(grammar.case(one) == "under" and is_deed(grammar, one) for one in grammar.dependents(at, "obl"))
    if not fired and not under:
        return
    for one in _beside(grammar, at, "from"):
        if doers := _at_side(grammar, actors, one):
            yield Deed(at, doers, f"from:{grammar.lemma(at)}", stands)
            return


def _at_side(grammar: Grammar, actors: Actors, at: int, depth: int = 0) -> tuple[int, ...]:
    """Whose side or lines a phrase means; none where it only names a place."""
    if depth > _DEEPEST:
        return ()
    if grammar.lemma(at) not in _WORDS["sides"]:
        # A name that the reader doesn't know may be a place's: "from the direction of Orlo".
        known = actors.can_strike(at) or grammar.word(at).isupper()
        return actors.doers(at) if known and not is_where(grammar, actors, at) else ()
    behind = [one for one in grammar.dependents(at, "nmod") if one < at or grammar.case(one) in ("of", "held by")]
    for one in (*behind, *grammar.dependents(at, "compound", "amod")):
        owner = one > at or grammar.tokens[one].tag != "ADJ" or actors.kind(one) is not None
        if owner and (found := _at_side(grammar, actors, one, depth + 1)):
            return found
    return ()


def _absent(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "No unit of X was in the area", "no X troops were deployed there"."""
    head = at if grammar.lemma(at) == "none" else grammar.tokens[at].head
    if head is None or (head != at and grammar.relation(at) != "det") or grammar.relation(head) != "nsubj":
        return
    over = grammar.tokens[head].head
    if over is None or _real(grammar, actors, over) is None:
        return
    place = actors.is_place(over) or grammar.lemma(over) in _WORDS["grounds"]
    there = place and grammar.case(over) in _WORDS["where"] and grammar.dependents(over, "cop")
    if there or grammar.lemma(over) in _WORDS["present"]:
        yield Deed(over, _armed(grammar, actors, head), "denied:absent", Standing(negated=True))


def _nowhere(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "X's men had been nowhere near the village"."""
    if not grammar.dependents(at, "cop"):
        return
    subject = subject_of(grammar, actors, at)
    if subject is not None and grammar.tokens[subject].tag != "PRON" and _real(grammar, actors, at) is not None:
        yield Deed(at, _armed(grammar, actors, subject), "denied:nowhere", Standing(negated=True))


def _ordered(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "were shot on X's orders", "on the orders of X"."""
    verb = grammar.tokens[at].head
    if (
        verb is None
        or grammar.case(at) not in ("on", "under", "at")
        or not is_deed(grammar, verb)
        or (stands := _real(grammar, actors, verb)) is None
    ):
        return
    for one in grammar.dependents(at, "nmod"):
        yield Deed(verb, accused_of(grammar, actors, one), "blamed:on orders", stands)


def _opened(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "The guards opened the gates": helping in what is told near by."""
    stands, gates = _real(grammar, actors, at), [one for one in grammar.dependents(at, "obj") if grammar.lemma(one) in _WORDS["gates"]]
    gates = [one for one in gates if all(grammar.case(of) != "of" for of in grammar.dependents(one, "nmod"))]  # not "the gates of hell"
    subject = subject_of(grammar, actors, at)
    if stands and gates and subject is not None and actors.can_act(subject):
        yield Deed(at, actors.doers(subject), f"{ONLY}:{grammar.lemma(at)}", stands)


def _counted(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "31 by the army and 44 by the rebels", "eight attributed to the army and five to the rebels", of breaches told near by."""
    doer = grammar.tokens[at].head
    counts = at > 0 and grammar.tokens[at - 1].tag == "NUM" and grammar.relation(at - 1) in ("obj", "conj", "appos", "nsubj", "parataxis")
    if grammar.word(at).lower() == "to":
        counts = counts and any(grammar.lemma(one) in _ATTRIBUTES for one in range(max(0, at - _LISTED), at))
    if doer is not None and doer > at and counts and grammar.relation(at) == "case":
        doers = tuple(one for one in actors.doers(doer) if actors.is_armed(one) or grammar.word(one).isupper())
        yield Deed(at - 1, doers, f"{ONLY}:counted", TOLD)


def _distanced(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "X distanced itself from the bombing"."""
    subject = subject_of(grammar, actors, at)
    if subject is not None and _real(grammar, actors, at) and any(is_deed(grammar, one) for one in _beside(grammar, at, "from")):
        yield Deed(at, actors.doers(subject), "denied:distance", Standing(negated=True))


def _armed(grammar: Grammar, actors: Actors, at: int) -> tuple[int, ...]:
    """Who is meant by a party's men or machines, where it has any."""
    armed = (one for one in actors.doers(at) if actors.can_strike(one) or grammar.word(one)[:1].isupper())
    return tuple(one for one in armed if actors.noun(one) not in CRAFT)


def _attributed(grammar: Grammar, actors: Actors, at: int) -> Iterator[Deed]:
    """ "the deaths are attributable to X"."""
    stands, subject = _real(grammar, actors, at), subject_of(grammar, actors, at)
    if stands and subject is not None and (is_deed(grammar, subject) or grammar.word(subject).lower() in PRONOUNS):
        denied = stands.negated or negated(grammar, subject)
        for one in _beside(grammar, at, "to"):
            yield Deed(at, actors.doers(one), "blamed:attributable", Standing(negated=denied))


def _rules() -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, tuple[_Rule, ...]] = {}
    for rule, words in (
        (_laid, _WORDS["charges"]),
        (_points, frozenset(["point"])),
        (_bears, _WORDS["marks"] | {"hand"}),
        (_came, _WORDS["comes"]),
        (_absent, frozenset(["no", "none"])),
        (_nowhere, frozenset(["nowhere"])),
        (_ordered, _WORDS["orders"]),
        (_opened, _WORDS["opens"]),
        (_counted, frozenset(["by", "to"])),
        (_distanced, frozenset(["distance", "dissociate", "disassociate"])),
        (_attributed, frozenset(["attributable"])),
    ):
        for word in words:
            rules[word] = (*rules.get(word, ()), rule)
    return rules


_RULES = _rules()
