"""The lexicon that figures of people are read with, from data/figures.toml."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from sayso.claims.lexicon import lexicon as load
from sayso.model.figure import MEASURES, WHOM, Measure, Whom

# How a cue looks for its figure: see the comment above the measures in figures.toml. `act` is a transitive verb's
# active form, `past` its -ed form; `evacuating` phrases count only in a text that speaks of an evacuation.
CueKind = Literal["act", "past", "intransitive", "state", "noun", "toll", "before", "after", "weak"]
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people: whom it counts, and whether it is a plural."""

    whom: Whom
    plural: bool
    singular: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say what befell the people of a figure near them."""

    words: tuple[str, ...]
    measure: Measure
    kind: CueKind
    evacuating: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, lower case. `compounds` are the first words of nouns of several. `cues` is keyed by a cue's first word,
    longest first; `alone` are the cues of one word, `openings` the first two words of the others. `settings` tells where a word
    is at home (school, prison), `in_setting` whom nouns mean there."""

    people: dict[str, Noun]
    compounds: frozenset[str]
    things: frozenset[str]
    cues: dict[str, tuple[Cue, ...]]
    alone: frozenset[str]
    openings: frozenset[tuple[str, str]]
    grammar: dict[str, frozenset[str]]
    context: dict[str, frozenset[str]]
    endings: tuple[str, ...]
    illness: frozenset[str]
    numbered_by: frozenset[str]
    settings: dict[str, str]
    in_setting: dict[str, dict[str, Whom]]


@cache
def figure_lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = load("figures")
    things, context, cues = data["things"], data["people_context"], _cues(data["measures"])
    people = {word: noun for whom in WHOM for word, noun in _nouns(data["people"].get(whom, ()), whom)}
    return Lexicon(
        people=people,
        compounds=frozenset(word.partition(" ")[0] for word in people if " " in word),
        things=frozenset(form for noun in things["nouns"] for form in _both(noun)) | frozenset(context["not_endings"]),
        cues=cues,
        alone=frozenset(word for word, told in cues.items() if any(len(cue.words) == 1 for cue in told)),
        openings=frozenset((cue.words[0], cue.words[1]) for told in cues.values() for cue in told if len(cue.words) > 1),
        grammar={name: frozenset(words) for name, words in data["grammar"].items()},
        context={name: frozenset(words) for name, words in context.items()},
        endings=tuple(context["endings"]),
        illness=frozenset(data["measures"]["affected"]["illness"]),
        settings={word: name for name, words in data["settings"]["words"].items() for word in words},
        in_setting=data["settings"]["nouns"],
        numbered_by=frozenset(form for noun in things["numbered_by"] for form in (noun, pluralise(noun))),
    )


def _nouns(written: Iterable[str], whom: Whom) -> Iterator[tuple[str, Noun]]:
    for noun in written:
        singular, plural = _both(noun)
        yield singular, Noun(whom, plural == singular, singular)
        yield plural, Noun(whom, True, singular)


def _both(noun: str) -> tuple[str, str]:
    """Singular and plural of a noun as the lexicon writes it."""
    singular, _, plural = noun.partition("/")
    return singular, plural or pluralise(singular)


def pluralise(noun: str) -> str:
    """The regular plural."""
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(written: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Active forms (base, -s, -ing) and past forms of a verb written "base", "base/past" or "base/past/participle"."""
    base, *pasts = written.split("/")
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    if not pasts:
        pasts = [base[:-1] + "ied" if base.endswith("y") and base[-2] not in _VOWELS else stem + "ed"]
    doubled = pasts[0][:-2] if pasts[0].endswith("ed") and pasts[0][:-2] == base + base[-1] else stem
    return (base, pluralise(base), doubled + "ing"), tuple(dict.fromkeys(pasts))


def _cues(measures: dict[str, dict[str, list[str]]]) -> dict[str, tuple[Cue, ...]]:
    by_first: dict[str, list[Cue]] = {}
    for cue in (cue for measure in MEASURES for cue in _measure_cues(measure, measures.get(measure, {}))):
        by_first.setdefault(cue.words[0], []).append(cue)
    return {word: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for word, cues in by_first.items()}


def _measure_cues(measure: Measure, lists: dict[str, list[str]]) -> Iterator[Cue]:
    def cue(words: str, kind: str, evacuating: bool = False) -> Cue:
        return Cue(tuple(words.split()), measure, cast(CueKind, kind), evacuating)

    for verb in lists.get("transitive", ()):
        active, past = verb_forms(verb)
        yield from (cue(form, "act") for form in active if form not in past)
        yield from (cue(form, "past") for form in past)
    for verb in lists.get("intransitive", ()):
        active, past = verb_forms(verb)
        yield from (cue(form, "intransitive") for form in (*active, *past))
    yield from (cue(word, "state") for word in lists.get("state", ()))
    yield from (cue(form, "noun") for noun in lists.get("noun", ()) for form in _both(noun))
    yield from (cue(illness, "weak") for illness in lists.get("illness", ()))
    for kind in ("toll", "before", "after", "weak"):
        yield from (cue(phrase, kind) for phrase in lists.get(kind, ()))
        yield from (cue(phrase, kind, True) for phrase in lists.get(f"when_evacuating_{kind}", ()))
