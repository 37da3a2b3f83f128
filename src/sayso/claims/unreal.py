"""Whether a told deed is told as done: not planned, feared, asked about or denied."""

from dataclasses import dataclass

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.actors import Actors

_LEXICON = lexicon("blame")
_UNREAL = {name: frozenset(words) for name, words in _LEXICON["unreal"].items()}
PLANS = _UNREAL["governors"]
_NEGATIONS = frozenset(_LEXICON["denial"]["words"])
_NONE = frozenset(_LEXICON["denial"]["quantities"])
_DENIES = frozenset(_LEXICON["blame"]["denies"])


@dataclass(frozen=True, slots=True)
class Standing:
    """How a text stands to a deed that it tells: is it only thought of, negated, governed by a verb of denial, said to be possible?

    `denier` is that verb; `denied` is False where it is itself negated ("did not deny that …").
    """

    unreal: bool = False
    negated: bool = False
    denier: int | None = None
    denied: bool = False
    possible: bool = False


TOLD = Standing()


def standing(grammar: Grammar, actors: Actors, at: int) -> Standing:
    """How the text stands to the deed that the verb or noun `at` tells."""
    possible = False
    for one in _joined(grammar, at):
        words = [grammar.word(number).lower() for number in grammar.dependents(one, "aux")]
        if any(word in _UNREAL["auxiliaries"] for word in words):
            if "have" not in words or not any(word in _UNREAL["possible"] for word in words):
                return Standing(unreal=True)
            possible = True
        if any(grammar.lemma(number) in _UNREAL["marks"] for number in grammar.dependents(one, "mark")) or _is_purpose(grammar, one):
            return Standing(unreal=True)
    if any(grammar.lemma(number) in _UNREAL["describing"] for number in grammar.dependents(at, "amod", "compound")):
        return Standing(unreal=True)
    return _governed(grammar, actors, at, Standing(negated=negated(grammar, at), possible=possible))


def _is_purpose(grammar: Grammar, at: int) -> bool:
    """Whether an infinitive tells what something is for: "troops to storm the town", not "continued to storm it"."""
    head = grammar.tokens[at].head
    if head is None or grammar.relation(at) not in ("xcomp", "acl", "advcl") or grammar.dependents(at, "nsubj"):
        return False
    return grammar.lemma(head) not in _UNREAL["begun"] and any(grammar.word(one).lower() == "to" for one in grammar.dependents(at, "mark"))


def _joined(grammar: Grammar, at: int) -> list[int]:
    """A verb, and above it those with which it shares its subject and so what they depend on: "would succeed in taking"."""
    found = [at]
    while grammar.relation(found[-1]) in ("conj", "xcomp", "advcl") and len(found) < 5 and not grammar.dependents(found[-1], "nsubj"):
        head = grammar.tokens[found[-1]].head
        if head is None:
            break
        found.append(head)
    return found


def _governed(grammar: Grammar, actors: Actors, at: int, found: Standing) -> Standing:
    one = at
    for head in actors.upwards(at):
        relation = grammar.relation(one)
        lemma = grammar.lemma(head)
        if relation in ("xcomp", "ccomp", "obj", "nmod", "csubj", "obl") or grammar.tokens[one].relation == "acl":
            if lemma in _DENIES and relation != "nmod":
                return Standing(False, found.negated, head, not negated(grammar, head), found.possible)
            # "Called the raid a crime", not "called for a raid"; "considers that they did it", not "considers doing it".
            named = (lemma, relation) in (("call", "obj"), ("consider", "ccomp"))
            if lemma in _UNREAL["proof"] and negated(grammar, head):
                return Standing(False, True, None, False, found.possible)  # "no truth to claims that", "no evidence that"
            if lemma in _UNREAL["governors"] and not named and not (relation == "obl" and grammar.tokens[one].tag == "NOUN"):
                return Standing(unreal=True)
        elif relation != "conj" or grammar.dependents(one, "nsubj"):
            return found
        if relation == "ccomp":
            return found
        one = head
    return found


def negated(grammar: Grammar, at: int) -> bool:
    """Whether a verb or noun is negated by its own words: "not", "never", or "no" with subject or object."""
    near = grammar.dependents(at, "advmod", "det", "cc", "aux")
    if any(grammar.word(number).lower() in _NEGATIONS for number in near):
        return True
    head = grammar.tokens[at].head
    without = grammar.relation(at) == "acl" and head is not None and grammar.case(head) == "without"
    if without or any(grammar.word(number).lower() == "without" for number in grammar.dependents(at, "mark", "case")):
        return True  # "without a shot being fired"
    parts = grammar.dependents(at, "nsubj", "obj", "obl")
    return any(
        grammar.word(number).lower() in _NONE
        or any(grammar.word(one).lower() in _NONE | {"not"} and number - one < 4 for one in grammar.dependents(number, "det", "advmod"))
        or any(
            grammar.word(one).lower() == "not"
            for inner in grammar.dependents(number, "nummod")
            for one in grammar.dependents(inner, "advmod")
        )
        for number in parts
        if grammar.relation(number) != "obl" or grammar.tokens[number].relation == "obl:agent"
    )
