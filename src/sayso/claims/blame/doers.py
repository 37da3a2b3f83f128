"""Whom a report blames, by the fullest name that it has for them."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from sayso.claims.grammar import Grammar
from sayso.claims.lexicon import lexicon
from sayso.claims.parties.actors import GENERIC, NOBODIES, VAGUE, Actors
from sayso.claims.parties.antecedents import Antecedents
from sayso.claims.parties.bynames import NAMED, Bynames, naming_words
from sayso.claims.parties.names import Names
from sayso.claims.parties.phrases import determiner, head_of, is_person, kind_of, pronoun_of, read_phrase
from sayso.claims.quotations import is_quoted
from sayso.model.claim import SaidBy
from sayso.model.evidence import Span
from sayso.model.reading import Reading

_CLASSES = frozenset(lexicon("parties")["classes"]["words"]) | {"rebel", "terrorist", "jihadist", "extremist", "militia", "armed"}
_POSSESSIVE = re.compile(r"[’']s?$")
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)(?: same)? $", re.IGNORECASE)
_ONE = ("group", "movement", "militia", "faction", "grouping", "gang", "organisation", "organization")  # that one which was named last
_ARTICLE = 12  # characters before a noun in which its article stands
_WORDS = 8  # words of a speaker's name
_BARE = 2  # words of "eleven men"
_CLOSE = 3  # words from "his" to "boys"
_FURTHEST = 50  # mentions of a chain that are looked at
_LONGEST = 90  # characters of a mention that a pronoun is taken to stand for


def _may_be(pronoun: str, name: str) -> bool:
    """Whether a pronoun may stand for a speaker of that name: "he" for a person and no other for one."""
    person = kind_of(name.partition(" (")[0], named=True) == "person" or is_person(head_of(name))
    return person == (pronoun == "person")


def acting(name: str | None) -> str | None:
    """Who acts where a speaker says "we": the body in brackets after a person's name, else the name."""
    person, _, body = (name or "").partition(" (")
    return body.removesuffix(")") or person or None


def _is_nobody(name: str) -> bool:
    """Whether a phrase doesn't say who: "the attackers", "men", "eleven men"."""
    head = head_of(name)
    return head in NOBODIES or (head in VAGUE and len(name.split()) <= _BARE)


@dataclass(frozen=True, slots=True)
class Naming:
    """What names those in a report: its proper names, and whom its pronouns stand for by grammar."""

    names: Names
    antecedents: Antecedents


class Doers:
    """Names those whom one report blames."""

    def __init__(self, text: str, grammar: Grammar, actors: Actors, reading: Reading, naming: Naming) -> None:
        self._text, self._grammar, self._actors = text, grammar, actors
        self._bynames = Bynames(text, grammar, actors, reading.entities, naming.names)
        self._antecedents = naming.antecedents
        self._chains = {mention: chain for chain in reading.chains for mention in chain.mentions}

    def span(self, doer: int) -> Span:
        """The words that name a doer, by the token that heads them."""
        return naming_words(self._text, self._grammar, doer)

    def is_own(self, doer: int) -> bool:
        """Whether a doer is whoever speaks: "us"."""
        return pronoun_of(self.span(doer).of(self._text)) == "own"

    def name(self, doer: int, said_by: SaidBy, *, denies: bool = False) -> str | None:
        """The name for a doer; None where nobody can be named. `denies` is whether it is the speaker who denies the deed."""
        span = self.span(doer)
        words = span.of(self._text)
        pronoun = pronoun_of(words) if self._grammar.tokens[doer].tag in ("PRON", "DET") else None
        if pronoun == "own":
            unnamed = said_by.outlet and is_quoted(self._text, span.start)  # who is quoted isn't the outlet
            return None if unnamed else acting(said_by.name)
        if pronoun in ("person", "thing", "many"):
            found = self._meant(span, pronoun, said_by, denies=denies)
            if found is None and self._grammar.tokens[doer].relation == "nmod:poss":
                return self._owned(doer)
            return found if found and not _is_nobody(found) else None
        return self._generic(span, doer) or self._full(words, doer)

    def _owned(self, owner: int) -> str | None:
        """Those whose owner can't be named by what they are: "his boys"."""
        head = self._grammar.tokens[owner].head
        close = head is not None and head - owner <= _CLOSE and self._actors.is_part(head)
        return self._grammar.phrase(head, alone=True).of(self._text) if close and head is not None else None

    def _generic(self, span: Span, doer: int) -> str | None:
        """The name of those for whom a noun stands: "the rebels", "this same grouping", "both sides"."""
        noun = self._actors.noun(doer)
        compound = self._text[span.end : span.end + 1] == "-"  # "the rebel-held town"
        definite = _DEFINITE.search(self._text, max(0, span.start - _ARTICLE), span.start) and span.of(self._text).islower()
        if definite and not compound and noun in GENERIC:
            found = self._bynames.group(noun) or self._chained(span) or self._bynames.only_group
            return found or (self._bynames.last_group(span) if span.of(self._text) in _ONE else None)
        return self._bynames.beside(doer) or self._bynames.both(doer) or self._bynames.force(doer)

    def _chained(self, span: Span) -> str | None:
        """The named group that "the rebels" are, by the reading's chains."""
        chain = self._chains.get(span) or self._chains.get(Span(span.start - len("the "), span.end))
        for mention in chain.mentions[:_FURTHEST] if chain else ():
            at = self._grammar.head(mention)
            if at is not None and self._actors.kind(at) in NAMED and self._actors.noun(at) not in GENERIC:
                return self._full(mention.of(self._text)[len(determiner(mention.of(self._text))) :], at)
        return None

    def _meant(self, pronoun: Span, kind: str, said_by: SaidBy, *, denies: bool) -> str | None:
        """Whom a pronoun means: who speaks, where they deny it for themselves or are armed and named last, else what stood before.

        In a quotation it isn't who is quoted: they say "we".
        """
        mention = self._mention(pronoun)
        if kind == "person" and mention is not None and self._is_thing(mention):
            mention = None  # "his" isn't a hospital's
        found = self._before(mention) if mention is not None else None
        if found is None and (other := self._antecedents.of(pronoun, read_phrase(pronoun.of(self._text)))):
            found = self._before(other)
        speaker = said_by.name if said_by.party and _may_be(kind, said_by.name or "") else None
        if speaker is None or said_by.span is None or is_quoted(self._text, pronoun.start):
            return found
        if kind == "person" and self._grammar.tokens[self._grammar.at(pronoun) or 0].relation == "nmod:poss":
            speaker = acting(speaker)  # "his men"
        if not denies and not self._is_armed(said_by.span):
            return found
        between = mention is None or mention.start < said_by.span.end <= pronoun.start
        return speaker if denies or between else found or speaker

    def _is_thing(self, mention: Span) -> bool:
        at = self._grammar.head(mention)
        return at is not None and self._actors.kind(at) in ("organisation", "facility") and not self._actors.can_strike(at)

    def _is_armed(self, mention: Span) -> bool:
        within = self._grammar.within(mention)[:_WORDS]
        return any(self._actors.is_armed(at) or self._actors.kind(at) == "place" for at in within)  # a state

    def _mention(self, pronoun: Span) -> Span | None:
        """The last mention before a pronoun of what it stands for by the reading's chains, if that is none itself."""
        chain = self._chains.get(pronoun)
        mentions = chain.mentions if chain else ()
        last = bisect_left(mentions, pronoun)
        for mention in reversed(mentions[max(0, last - _FURTHEST) : last]):
            words = mention.of(self._text)
            if mention.end <= pronoun.start and not pronoun_of(words) and len(words) <= _LONGEST:
                return mention
        return None

    def _before(self, mention: Span) -> str | None:
        words, at = mention.of(self._text), self._grammar.head(mention)
        if at is None or not self._actors.can_act(at) or words.lower().startswith("no "):
            return None
        owner = next(iter(self._actors.doers(at)), at)
        if owner != at and self._grammar.tokens[owner].tag != "PRON":
            return self._generic(self.span(owner), owner) or self._full(self.span(owner).of(self._text), owner)
        bare = Span(mention.start + len(determiner(words)), mention.end) if ", " not in words else self.span(at)
        return self._generic(bare, at) or self._full(bare.of(self._text) or words, at)

    def _full(self, words: str, doer: int) -> str:
        bare = _POSSESSIVE.sub("", words.strip(" \"“”'‘’"))
        named = self._named(bare, doer)
        if named:
            return self._bynames.fullest(named)
        if bare[:1].isupper() and (full := self._bynames.fullest(bare)) != bare:
            return full
        return self._bynames.longer(bare)

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
        return name if name[:1].isupper() and self._actors.kind(doer - 1) in NAMED else None
