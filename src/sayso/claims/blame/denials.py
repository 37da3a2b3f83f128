"""Denials of what was said before: they tell no deed of their own ("denied these allegations", "said the report was a lie")."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.blame.deeds import is_of_deed, subject_of
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.actors import Actors
from sayso.claims.speakers.cues import stance_of
from sayso.claims.unreal import negated
from sayso.model.evidence import Span
from sayso.model.reading import Attribution

_WORDS = {name: frozenset(words) for name, words in lexicon("blame")["blame"].items()}
ALLEGATIONS = _WORDS["allegations"]
_CLAUSES = ("acl", "ccomp", "advcl")


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial by the verb `at`, of the words `of`; with `own` the denier clears itself ("denied any involvement")."""

    at: int
    denier: Span | None
    of: Span
    own: bool


def find_denials(
    text: str, grammar: Grammar, actors: Actors, attributions: Sequence[Attribution], speakers: Mapping[int, Span]
) -> Iterator[Denial]:
    """Every denial of something said before, by attributions and by verbs of denial that the reader attributed to nobody.

    `speakers` are the spans that name who speaks in the attributions.
    """
    seen = set()
    for number, one in enumerate(attributions):
        head = grammar.head(one.content[0])
        at = grammar.verb(one.cue[0])
        if head is None or at is None:
            continue
        denies = stance_of(text, one) == "denies"
        own = denies and _is_part(grammar, head)
        if own or (denies and _was_said(grammar, head)) or _is_untrue(grammar, head):
            seen.add(at)
            yield Denial(at, speakers.get(number), one.content[0], own)
    for at, token in enumerate(grammar.tokens):
        if token.tag == "VERB" and at not in seen and (found := _by_verb(grammar, actors, at)):
            yield found


def _by_verb(grammar: Grammar, actors: Actors, at: int) -> Denial | None:
    """ "denied these allegations", "denied any role", "called this a fable"."""
    about = next(iter(grammar.dependents(at, "obj")), None)
    if about is None or negated(grammar, at):
        return None
    own = _is_part(grammar, about)
    denies = grammar.lemma(at) in _WORDS["denies"] and not grammar.dependents(at, "ccomp", "parataxis")
    calls = grammar.lemma(at) in _WORDS["calls"] and any(
        grammar.lemma(one) in _WORDS["lies"] for one in grammar.dependents(at, "xcomp", "obj", "obl", "advcl", "ccomp")
    )
    if not (denies and (own or _was_said(grammar, about))) and not (calls and _was_said(grammar, about)):
        return None
    subject = subject_of(grammar, actors, at)
    return None if subject is None else Denial(at, grammar.phrase(subject), grammar.phrase(about), own)


def _is_part(grammar: Grammar, at: int) -> bool:
    """Whether a word means a part in a deed: "any role in it"."""
    return grammar.lemma(at) in _WORDS["involvement"] and is_of_deed(grammar, at)


def _was_said(grammar: Grammar, at: int) -> bool:
    """Whether a word means something said before: "the claims", "it", with no clause that says what the claims are."""
    clauses = (
        one for one in grammar.dependents(at, *_CLAUSES) if all(grammar.lemma(mark) != "as" for mark in grammar.dependents(one, "mark"))
    )
    return grammar.lemma(at) in ALLEGATIONS and next(clauses, None) is None


def _is_untrue(grammar: Grammar, at: int) -> bool:
    """Whether a predicate calls something said before untrue: "the report was a lie", "that is not so"."""
    words = [grammar.lemma(one) for one in (at, *grammar.dependents(at, "amod"))]
    false = words[0] in _WORDS["true"] if negated(grammar, at) else any(word in _WORDS["lies"] for word in words)
    return false and any(_was_said(grammar, one) for one in grammar.dependents(at, "nsubj", "obj"))
