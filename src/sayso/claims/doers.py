"""The fullest name that a text has for those who are said to have done a deed."""

import re
from collections import Counter
from collections.abc import Iterator

from sayso.claims.actors import ALLIES, CRAFT, GENERIC, NOBODIES, VAGUE, Actors
from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.names import Names
from sayso.claims.phrases import determiner, head_of, is_person, kind_of, pronoun_of
from sayso.model.claim import SaidBy
from sayso.model.evidence import Span
from sayso.model.reading import Reading

_CLASSES = frozenset(lexicon("parties")["classes"]["words"]) | {"rebel", "terrorist", "jihadist", "extremist", "militia", "armed"}
_DEEDS = frozenset(lexicon("blame")["nouns"]["deeds"])
_POSSESSIVE = re.compile(r"[’']s?$")
_LONGEST = 90  # characters of a mention that a pronoun is taken to stand for
_NAMED = ("organisation", "force", "group")
_PAIR = 6  # words between the heads of "between the army and the rebels"
_SIDES = frozenset(["side", "party"])


def _shares(grammar: Grammar, at: int, other: int) -> bool:
    one, two = grammar.tokens[at], grammar.tokens[other]
    return one.relation == two.relation == "nsubj" and one.head == two.head and one.tag in ("NOUN", "PROPN", "ADJ")


def _may_be(pronoun: str, name: str) -> bool:
    """Whether a pronoun may stand for a speaker of that name: "he" for a person and no other for one."""
    person = kind_of(name.partition(" (")[0], named=True) == "person" or is_person(head_of(name))
    return person == (pronoun == "person")


def acting(name: str | None) -> str | None:
    """Who acts where a speaker says "we": the body in brackets after a person's name, else the name."""
    person, _, body = (name or "").partition(" (")
    return body.removesuffix(")") or person or None


class Doers:
    """Names those whom one report blames."""

    def __init__(self, text: str, grammar: Grammar, actors: Actors, reading: Reading, names: Names) -> None:
        self._text, self._grammar, self._actors, self._names = text, grammar, actors, names
        self._chains = {mention: chain for chain in reading.chains for mention in chain.mentions}
        self._seen = {words[len(determiner(words)) :] for entity in reading.entities if (words := entity.span.of(text))}
        self._armed = {
            words[len(determiner(words)) :] for entity in reading.entities if entity.kind == "group" and (words := entity.span.of(text))
        }
        self._fuller: dict[str, Counter[str]] | None = None
        self._groups: dict[str, set[str]] | None = None
        self._pairs: list[Span] | None = None

    def span(self, doer: int) -> Span:
        """The words that name a doer, by the token that heads them."""
        grammar = self._grammar
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
        while first is not None and first > 0 and self._is_beside(first - 1, doer):
            first -= 1  # "[Kasari] army helicopters"
            span = Span(grammar.tokens[first].span.start, span.end)
        for one in grammar.dependents(doer, "nmod"):
            if one > doer and grammar.case(one) == "of" and grammar.lemma(one) in _DEEDS:
                span = Span(span.start, grammar.tokens[doer].span.end)  # "accused the army of gas attacks"
        if first is not None and first > 0 and _shares(grammar, first - 1, doer):
            span = Span(grammar.tokens[first - 1].span.start, span.end)  # "Rebel fighters", read as two subjects
        article = len(determiner(span.of(self._text)))
        return Span(span.start + article, span.end) if article < span.end - span.start else span

    def _is_beside(self, at: int, doer: int) -> bool:
        """Whether a capitalised word describes the same machine as its owner does."""
        one, other = self._grammar.tokens[at], self._grammar.tokens[doer]
        both = other.relation == "compound" and one.relation in ("compound", "amod") and one.head == other.head
        return both and self._grammar.word(at)[:1].isupper()

    def name(self, doer: int, said_by: SaidBy, *, denies: bool = False) -> str | None:
        """The name for a doer; None where nobody can be named. `denies` is whether it is the speaker who denies the deed."""
        span = self.span(doer)
        words = span.of(self._text)
        pronoun = pronoun_of(words) if self._grammar.tokens[doer].tag in ("PRON", "DET") else None
        if pronoun == "own":
            return acting(said_by.name) if said_by.outlet or said_by.party else None
        if pronoun in ("person", "thing", "many"):
            found = self._meant(span, pronoun, said_by, denies=denies)
            return found if found and head_of(found) not in NOBODIES and found.lower() not in VAGUE else None
        noun = words.lower().removesuffix("s")
        compound = self._text[span.end : span.end + 1] == "-"  # "the rebel-held town"
        definite = self._text[max(0, span.start - 4) : span.start].lower() == "the " and not compound
        if definite and noun in GENERIC:
            found = self._group(noun) or self._chained(span) or self._only()
        else:
            found = self._apposed(doer) or self._both(doer) or self._of_its_force(doer)
        return found or self._full(words, doer)

    def _apposed(self, doer: int) -> str | None:
        """The name that stands beside what it is: "the rebel movement Red Dawn", "“Red Dawn”, a rebel group"."""
        grammar = self._grammar
        if self._actors.kind(doer) in _NAMED or self._actors.noun(doer) not in GENERIC:
            return None
        for one in (
            *grammar.dependents(doer, "appos"),
            *([head] if grammar.relation(doer) == "appos" and (head := grammar.tokens[doer].head) else []),
        ):
            if grammar.tokens[one].tag == "PROPN" and self._actors.kind(one) in _NAMED:
                return self._fullest(self._named_at(one))
        return None

    def _named_at(self, at: int) -> str:
        words = self._grammar.phrase(at, alone=True).of(self._text).partition(" (")[0]
        return words[len(determiner(words)) :]

    def _both(self, doer: int) -> str | None:
        """Who "both sides" are: those that a truce, a war or a clash before it is "between"."""
        grammar = self._grammar
        if self._actors.noun(doer) not in _SIDES or not any(
            grammar.word(one).lower() in ("both", "two") for one in grammar.dependents(doer)
        ):
            return None
        if self._pairs is None:
            self._pairs = list(self._between())
        pair = next((pair for pair in reversed(self._pairs) if pair.start < grammar.tokens[doer].span.start), None)
        return pair.of(self._text).removeprefix("the ") if pair else None

    def _between(self) -> Iterator[Span]:
        """The phrases for two who act: "[between] the army and the rebels"."""
        grammar = self._grammar
        for at in range(len(grammar.tokens)):
            if grammar.case(at) != "between" or not self._actors.can_act(at):
                continue
            joined = (number for number in range(at + 1, min(at + _PAIR, len(grammar.tokens))) if grammar.word(number).lower() == "and")
            other = next((grammar.tokens[number].head for number in joined), None)
            if other is not None and other > at and self._actors.can_act(other):
                yield Span(grammar.phrase(at, alone=True).start, grammar.phrase(other, alone=True).end)

    def _of_its_force(self, doer: int) -> str | None:
        """The force that machines of a people belong to, if the text names one: "Velmoran jets" are the Velmoran air force's."""
        if self._actors.noun(doer) not in CRAFT:
            return None
        owners = [word for one in self._grammar.dependents(doer, "amod", "compound") if (word := self._grammar.word(one))[:1].isupper()]
        forces = [name for name in self._seen if any(name.startswith(f"{owner} air") for owner in owners)]
        return forces[0] if len(forces) == 1 else None

    def _only(self) -> str | None:
        """The armed group that the text names, if it names no other group; an outlet or a club may be read as one too."""
        names = {self._fullest(words) for words in self._armed}
        return next((name for name in names if kind_of(name) in ("group", "force") or name.isupper()), None) if len(names) == 1 else None

    def _chained(self, span: Span) -> str | None:
        """The named group that "the rebels" are, by the reading's chains."""
        chain = self._chains.get(span) or self._chains.get(Span(span.start - len("the "), span.end))
        for mention in chain.mentions if chain else ():
            at = self._grammar.head(mention)
            if at is not None and self._actors.kind(at) in _NAMED and self._actors.noun(at) not in GENERIC:
                return self._full(mention.of(self._text)[len(determiner(mention.of(self._text))) :], at)
        return None

    def _meant(self, pronoun: Span, kind: str, said_by: SaidBy, *, denies: bool) -> str | None:
        """Whom a pronoun means: who speaks, where they deny it for themselves or are armed and named last, else what stood before."""
        speaker = said_by.name if said_by.party and _may_be(kind, said_by.name or "") else None
        if speaker and kind == "person" and self._grammar.tokens[self._grammar.at(pronoun) or 0].relation == "nmod:poss":
            speaker = acting(speaker)  # "his men"
        mention = self._mention(pronoun)
        head = self._grammar.head(mention) if mention is not None else None
        if (
            kind == "person"
            and head is not None
            and self._actors.kind(head) in ("organisation", "facility")
            and not self._actors.can_strike(head)
        ):
            mention = None  # "his" isn't a hospital's
        if speaker and said_by.span and (denies or (self._is_armed(said_by.span) and said_by.span.end <= pronoun.start)):
            between = mention is not None and mention.start >= said_by.span.end
            if denies or not between:
                return speaker
        found = self._before(mention) if mention is not None else None
        return found or speaker

    def _is_armed(self, mention: Span) -> bool:
        at = self._grammar.head(mention)
        return at is not None and self._actors.is_armed(at)

    def _mention(self, pronoun: Span) -> Span | None:
        """The last mention before a pronoun of what it stands for by the reading's chains, if that is none itself."""
        chain = self._chains.get(pronoun)
        for mention in reversed(chain.mentions if chain else ()):
            words = mention.of(self._text)
            if mention.end <= pronoun.start and not pronoun_of(words) and len(words) <= _LONGEST:
                return mention
        return None

    def _before(self, mention: Span) -> str | None:
        words, at = mention.of(self._text), self._grammar.head(mention)
        return self._full(words[len(determiner(words)) :] or words, at) if at is not None and self._actors.can_act(at) else None

    def _full(self, words: str, doer: int) -> str:
        bare = _POSSESSIVE.sub("", words.strip(" \"“”'‘’"))
        named = self._named(bare, doer)
        if named:
            return self._fullest(named)
        if bare[:1].isupper() and (full := self._fullest(bare)) != bare:
            return full
        return self._longer(bare)

    def _fullest(self, name: str) -> str:
        """The longest form of a name, not of one that only holds it: "Soldiers of the Third Company"."""
        full = self._names.fullest(name)
        if " of " in full[: max(0, len(full) - len(name))]:
            return name
        # A headline's capitals join names and verbs ("Senn Army Kills Nine"): a longer name stands twice, or was seen as such.
        return full if full == name or full in self._seen or self._names.times(full) > 1 else name

    def _named(self, bare: str, doer: int) -> str | None:
        """The name in a phrase that says no more than what it is: "the key Senn Front rebel group"."""
        words = bare.split()
        while len(words) > 1 and words[-1] in _CLASSES:
            words = words[:-1]
        if len(words) == len(bare.split()):
            return None
        while len(words) > 1 and words[0].islower() and "-" not in words[0]:
            words = words[1:]
        name = " ".join(words)
        return name if name[:1].isupper() and self._actors.kind(doer - 1) in _NAMED else None

    def _group(self, noun: str) -> str | None:
        """The one armed group that the text calls so: "rebels" after "the rebels of the Senn Front"."""
        if self._groups is None:
            self._groups = self._called()
        found = self._groups.get(noun, set())
        return next(iter(found)) if len(found) == 1 else None

    def _called(self) -> dict[str, set[str]]:
        """By a general noun for armed people, the names of those whom the text calls so."""
        grammar = self._grammar
        found: dict[str, set[str]] = {}
        for at, token in enumerate(grammar.tokens):
            noun = self._actors.noun(at)
            if token.tag not in ("NOUN", "PROPN") or noun not in GENERIC:
                continue
            near = [
                *grammar.dependents(at, "appos"),
                *(one for one in grammar.dependents(at, "nmod") if one > at and grammar.case(one) in ("of", "from", "")),
            ]
            for one in near:
                name = self._fullest(grammar.phrase(one, alone=True).of(self._text).removeprefix("the ").removeprefix("The "))
                if grammar.tokens[one].tag == "PROPN" and (self._actors.kind(one) in _NAMED or kind_of(name) in ("group", "force", "body")):
                    found.setdefault(noun, set()).add(name)
        return found

    def _longer(self, bare: str) -> str:
        """ "army" where the text only knows one army, the Velmoran; "US-led" where that is the coalition."""
        if self._fuller is None:
            self._fuller = self._described()
        found = self._fuller.get(bare.lower(), Counter())
        return next(iter(found)) if len(found) == 1 else bare

    def _described(self) -> dict[str, Counter[str]]:
        """By a noun, or by what describes it with a hyphen, the longer phrases in which the text has it."""
        grammar = self._grammar
        found: dict[str, Counter[str]] = {}
        for at, token in enumerate(grammar.tokens):
            if token.tag not in ("NOUN", "PROPN") or not self._actors.can_act(at):
                continue
            for one in grammar.dependents(at, "compound", "amod", "nmod"):
                if one > at or at - one > 6:
                    continue
                led = grammar.lemma(one) in ("led", "lead")
                if led or self._actors.kind(one) in ("nationality", *_NAMED):
                    span = Span(self.span(one).start if led else grammar.phrase(one, alone=True).start, token.span.end)
                    words = span.of(self._text)
                    words = words[len(determiner(words)) :]
                    for key in [grammar.word(at).lower(), *([self.span(one).of(self._text).lower()] if led else [])]:
                        found.setdefault(key, Counter())[words] += 1
        return found
