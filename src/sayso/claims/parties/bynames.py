"""What else a text calls those whom it names: "the rebels", "both sides", "US-led", "the rebel movement Red Dawn"."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import dropwhile

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.actors import ALLIES, CRAFT, GENERIC, Actors
from sayso.claims.parties.names import Names
from sayso.claims.parties.phrases import determiner, kind_of
from sayso.model.evidence import Span
from sayso.model.reading import Entity

NAMED = ("organisation", "force", "group")
_DEEDS = frozenset(lexicon("blame")["nouns"]["deeds"])
_SIDES = frozenset(["side", "party"])
_BOTH = ("both", "two")
_QUANTIFIERS = frozenset(["no", "any", "every", "each", "some", "not", "this", "that", "these", "those", "such"])
_PAIR = 6  # words between the heads of "between the army and the rebels"
_CALLING = ("call", "name", "know", "dub", "style")
_TIED = ("loyal", "allied", "ally", "link", "linked", "affiliate", "affiliated", "faithful", "aligned", "align", "back", "backed")
_HIGHEST = 3  # heads within one name
_DESCRIBED = 6  # words between a noun and what describes it


class Bynames:
    """The names that one report has for what it calls by general words; each kind is looked for when first asked for."""

    def __init__(self, text: str, grammar: Grammar, actors: Actors, entities: Sequence[Entity], names: Names) -> None:
        self._text, self._grammar, self._actors, self._names = text, grammar, actors, names
        self._entities = entities

    def fullest(self, name: str) -> str:
        """The longest form of a name, not of one that only holds it: "Soldiers of the Third Company"."""
        full = self._names.fullest(name)
        if " of " in full[: max(0, len(full) - len(name))]:
            return name
        # A headline's capitals join names and verbs ("Senn Army Kills Nine"): a longer name stands twice, or was seen as such.
        return full if full == name or full in self._seen or self._names.times(full) > 1 else name

    def group(self, noun: str) -> str | None:
        """The one armed group that the text calls so ("rebels" after "the rebels of the Senn Front"), or by any such noun."""
        found = self._called.get(noun) or self._called_anything
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _called_anything(self) -> set[str]:
        return set().union(*self._called.values())

    @cached_property
    def only_group(self) -> str | None:
        """The armed group that the text names, if it names no other group; an outlet or a club may be read as one too."""
        names = {self.fullest(_bare(one.span.of(self._text))) for one in self._entities if one.kind == "group"}
        return next((name for name in names if kind_of(name) in ("group", "force") or name.isupper()), None) if len(names) == 1 else None

    def last_group(self, mention: Span) -> str | None:
        """The armed group named last before a mention: whom "the group" means."""
        at = bisect_left(self._groups, mention)
        return self.fullest(_bare(self._groups[at - 1].of(self._text))) if at else None

    @cached_property
    def _groups(self) -> list[Span]:
        return sorted(one.span for one in self._entities if one.kind == "group")

    def longer(self, bare: str) -> str:
        """ "army" where the text only knows one army, the Velmoran; "US-led" where that is the coalition."""
        found = self._described.get(bare.lower(), Counter())
        return next(iter(found)) if len(found) == 1 else bare

    def beside(self, doer: int) -> str | None:
        """The name that stands beside what it is: "the rebel movement Red Dawn", "“Red Dawn”, a rebel group"."""
        if self._actors.kind(doer) in NAMED or self._actors.noun(doer) not in GENERIC:
            return None
        return next((name for one in self._beside(doer) if (name := self._name(one))), None)

    def _beside(self, at: int) -> list[int]:
        """What stands in apposition to a noun, or it to them; of a name that goes on ("Front for the Liberation of Senn") its head."""
        grammar, over = self._grammar, self._grammar.tokens[at].head if self._grammar.relation(at) == "appos" else None
        for _ in range(_HIGHEST):
            head = grammar.tokens[over].head if over is not None and grammar.relation(over) in ("nmod", "obl") else None
            if head is None or not grammar.word(head)[:1].isupper():
                break
            over = head
        return [*grammar.dependents(at, "appos"), *([over] if over is not None else [])]

    def _name(self, at: int) -> str | None:
        """The name of an armed group or a body that a word heads."""
        words = _bare(naming_words(self._text, self._grammar, at).of(self._text).partition(" (")[0]).split()
        name = self.fullest(" ".join(dropwhile(str.islower, words)))
        named = self._actors.kind(at) in NAMED or kind_of(name) in ("group", "force", "body")
        return name if named and self._grammar.word(at)[:1].isupper() else None

    def both(self, doer: int) -> str | None:
        """Who "both sides" are: those that a truce, a war or a clash before it is "between"."""
        near = self._grammar.dependents(doer)
        if self._actors.noun(doer) not in _SIDES or not any(self._grammar.word(one).lower() in _BOTH for one in near):
            return None
        at = bisect_left(self._pairs, self._grammar.tokens[doer].span)
        return _bare(self._pairs[at - 1].of(self._text)) if at else None

    def force(self, doer: int) -> str | None:
        """The force that machines of a people belong to, if the text names one: "Velmoran jets" are the Velmoran air force's."""
        if self._actors.noun(doer) not in CRAFT:
            return None
        owners = [self._grammar.word(one) for one in self._grammar.dependents(doer, "amod", "compound")]
        found = {name for owner in owners for name in self._forces.get(owner, ())}
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _seen(self) -> frozenset[str]:
        return frozenset(_bare(one.span.of(self._text)) for one in self._entities)

    @cached_property
    def _forces(self) -> dict[str, set[str]]:
        """Air forces by the people whose they are."""
        found: dict[str, set[str]] = {}
        for name in self._seen:
            people, _, kind = name.partition(" ")
            if kind.lower() in ("air force", "air forces"):
                found.setdefault(people, set()).add(name)
        return found

    @cached_property
    def _pairs(self) -> list[Span]:
        """The phrases for two who act, in text order: "[between] the army and the rebels"."""
        return sorted(self._between())

    def _between(self) -> Iterator[Span]:
        grammar = self._grammar
        for at in range(len(grammar.tokens)):
            if grammar.case(at) != "between" or not self._actors.can_act(at):
                continue
            joined = (number for number in range(at + 1, min(at + _PAIR, len(grammar.tokens))) if grammar.word(number).lower() == "and")
            other = next((grammar.tokens[number].head for number in joined), None)
            if other is not None and other > at and self._actors.can_act(other):
                yield Span(grammar.phrase(at, alone=True).start, grammar.phrase(other, alone=True).end)

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """By a general noun for armed people, the names of those whom the text calls so."""
        grammar = self._grammar
        found: dict[str, set[str]] = {}
        for at, token in enumerate(grammar.tokens):
            noun = self._actors.noun(at)
            if token.tag not in ("NOUN", "PROPN") or noun not in GENERIC:
                continue
            near = [
                *self._beside(at),
                *(one for one in grammar.dependents(at, "nmod") if one > at and grammar.case(one) in ("of", "from", "")),
                *self._calling(at),
                *([head] if (head := token.head) is not None and grammar.relation(at) in ("compound", "amod") else []),
            ]
            for name in filter(None, map(self._name, near)):
                found.setdefault(noun, set()).add(name)
        return found

    def _calling(self, at: int) -> Iterator[int]:
        """What "calling itself X", "known as X", "called X" names."""
        for verb in self._grammar.dependents(at, "acl"):
            if self._grammar.lemma(verb) in _CALLING:
                yield from (one for one in self._grammar.dependents(verb, "obj", "xcomp", "obl") if one > verb)

    @cached_property
    def _described(self) -> dict[str, Counter[str]]:
        """By a noun, or by what describes it with a hyphen, the longer phrases in which the text has it."""
        grammar = self._grammar
        found: dict[str, Counter[str]] = {}
        for at, token in enumerate(grammar.tokens):
            if token.tag not in ("NOUN", "PROPN") or not self._actors.can_act(at):
                continue
            for one in grammar.dependents(at, "compound", "amod", "nmod"):
                if one > at or at - one > _DESCRIBED:
                    continue
                led = grammar.lemma(one) in ("led", "lead")
                if led or self._actors.kind(one) in ("nationality", *NAMED):
                    own = naming_words(self._text, grammar, one) if led else None
                    start = own.start if own else grammar.phrase(one, alone=True).start
                    words = _bare(Span(start, token.span.end).of(self._text))
                    for key in [grammar.word(at).lower(), *([own.of(self._text).lower()] if own else [])]:
                        found.setdefault(key, Counter())[words] += 1
        return found


def naming_words(text: str, grammar: Grammar, doer: int) -> Span:
    """The words that name a doer, by the token that heads them."""
    if grammar.tokens[doer].tag in ("PRON", "DET"):
        return grammar.tokens[doer].span
    if grammar.lemma(doer) in ("led", "lead"):
        return Span(grammar.tokens[max(0, doer - 2)].span.start, grammar.tokens[doer].span.end)
    joint = any(grammar.lemma(one) in ALLIES for one in grammar.dependents(doer, "conj"))
    span = grammar.phrase(doer, alone=not joint)
    if any(one > doer and grammar.tokens[one].tag == "ADJ" for one in grammar.dependents(doer, "amod")):
        span = Span(span.start, grammar.tokens[doer].span.end)  # "holds the army responsible"
    first = grammar.at(span)
    while first is not None and first < doer and grammar.tokens[first].tag == "ADV":
        first += 1  # "Separately Russian and Syrian planes"
        span = Span(grammar.tokens[first].span.start, span.end)
    while first is not None and first > 0 and _is_beside(grammar, first - 1, doer):
        first -= 1  # "[Kasari] army helicopters"
        span = Span(grammar.tokens[first].span.start, span.end)
    for one in grammar.dependents(doer, "amod", "acl"):
        if one == doer + 1 and grammar.lemma(one) in _TIED and (to := grammar.dependents(one, "obl")):
            span = Span(span.start, grammar.phrase(to[0]).end)  # "troops loyal to the governor"
    for one in grammar.dependents(doer, "nmod"):
        if one > doer and grammar.case(one) == "of" and grammar.lemma(one) in _DEEDS:
            span = Span(span.start, grammar.tokens[doer].span.end)  # "accused the army of gas attacks"
    if first is not None and first > 0 and _shares(grammar, first - 1, doer):
        span = Span(grammar.tokens[first - 1].span.start, span.end)  # "Rebel fighters", read as two subjects
    span = Span(span.start, max(span.end, _name_end(grammar, doer)))
    article = len(determiner(span.of(text)))
    while first is not None and first < doer and grammar.word(first).lower() in _QUANTIFIERS:
        first += 1  # "No naval unit"
        article = max(article, grammar.tokens[first].span.start - span.start)
    return Span(span.start + article, span.end) if article < span.end - span.start else span


def _name_end(grammar: Grammar, at: int) -> int:
    """The end of a name that goes on with "for": "Front for the Liberation of Senn"."""
    behind = [one for one in grammar.dependents(at, "nmod", "obl") if one > at and grammar.case(one) == "for"]
    named = grammar.word(at)[:1].isupper() and behind and grammar.word(behind[0])[:1].isupper()
    return grammar.phrase(behind[0]).end if named else 0


def _is_beside(grammar: Grammar, at: int, doer: int) -> bool:
    """Whether a capitalised word describes the same machine as its owner does."""
    one, other = grammar.tokens[at], grammar.tokens[doer]
    both = other.relation == "compound" and one.relation in ("compound", "amod") and one.head == other.head
    return both and grammar.word(at)[:1].isupper()


def _shares(grammar: Grammar, at: int, other: int) -> bool:
    one, two = grammar.tokens[at], grammar.tokens[other]
    return one.relation == two.relation == "nsubj" and one.head == two.head and one.tag in ("NOUN", "PROPN", "ADJ")


def _bare(words: str) -> str:
    """Words without their article."""
    return words[len(determiner(words)) :]
