"""Who speaks: the sources of a reading gathered into parties.

parties@1 goes by shared words, the reader's chains and nearness: a name stands for the fullest name that holds its words, "he" and "it" for
the name that the chain of mentions has before them, else for the last person or body, "the monitor" for the last party whose words fit,
"the colonel" for the last who was named with that title, "the statement" for whoever issued it.
"""

import re
from collections.abc import Callable, Sequence
from itertools import islice

from sayso.claims.lexicon import lexicon
from sayso.claims.parties.antecedents import Antecedents
from sayso.claims.parties.documents import Documents
from sayso.claims.parties.known import Entities, Entity
from sayso.claims.parties.names import Names, find_names, significant
from sayso.claims.parties.phrases import Gender, Phrase, Pronoun, gender_of, head_of, kind_of, read_phrase
from sayso.claims.places.countries import government_of
from sayso.model.evidence import Span
from sayso.model.party import Party, PartyKind
from sayso.model.reading import Chain

_LEXICON = lexicon("parties")
_STANDS_FOR: dict[str, list[str]] = _LEXICON["stands_for"]
_TITLES = frozenset(_LEXICON["names"]["titles"])
_OFFICE_BEFORE = re.compile(r"[^.!?\n\"“”]{0,80}$")
_AND = re.compile(r"\s+and\s+(?=(?:the|a|an|two|three|several|other|some|local|its)\b|[^\W\d_A-Z]\w+(?:\s|$)|[^\W\d_a-z]\w+\s+\w+)")
_SPOKEN_AS = re.compile(r"^spokes(?:man|woman|person)$")
_AGED = re.compile(r"\d{1,3}[- ]year[- ]old\b")
_DEEPEST = 8  # mentions that refer to each other in a row: "its statement", of "the group", …
_NEARBY = 20  # sources before a pronoun among which its antecedent is looked for
_OWNERS: dict[str, Pronoun] = {"its": "thing", "his": "person", "her": "person", "their": "many"}
_LONGEST_WORD = 20
_LONGEST_MENTION = 80
_REACH_OF_TITLE = 3000  # characters before "the colonel" in which one is looked for


class Parties:
    """The parties of one report. `add` takes sources in text order, since "he" looks back."""

    def __init__(
        self, text: str, chains: Sequence[Chain] = (), documents: Documents | None = None, antecedents: Antecedents | None = None
    ) -> None:
        self._text, self._documents, self._antecedents = text, documents, antecedents
        self._chains = {mention: chain for chain in chains for mention in chain.mentions}
        self.names = Names(text)
        self._entities = Entities()
        self._at: dict[Span, list[Entity]] = {}
        self._nobody: set[Span] = set()
        self._open: set[Span] = set()  # mentions whose party is being looked for

    def add(self, source: Span) -> None:
        """Decide whom the source span refers to."""
        if source in self._at:
            return
        found = [self._resolve(read_phrase(part.of(self._text)), part) for part in _joined(self._text, _whole_words(self._text, source))]
        self._at[source] = [entity for entity in found if entity]

    def name_at(self, name: str, span: Span) -> None:
        """Add a party that is named outright: the speaker of a transcript's turn, an account's handle."""
        if span not in self._at:
            full = self.names.fullest(name)
            self._at[span] = [self._named(full.title() if full.isupper() and len(full) > 4 else full, Phrase(name, head_of(name)), span)]

    def of(self, source: Span) -> Party | None:
        """The party of an added source; where two speak together, the first; None where it can't be told or is nobody."""
        found = self._at.get(source)
        return self._entities.party(found[0]) if found else None

    def shown(self, source: Span) -> str | None:
        """The name to show: a person's with the body spoken for in brackets; two who speak together joined by "and"."""
        found = self._at.get(source)
        return " and ".join(dict.fromkeys(entity.shown for entity in found)) if found else None

    def has(self, source: Span) -> bool:
        """Whether the source was added and a party found for it."""
        return bool(self._at.get(source))

    def is_nobody(self, source: Span) -> bool:
        """Whether the source speaks for no party at all: "no one", "neither side"."""
        return source in self._nobody

    def all(self) -> tuple[Party, ...]:
        """Every party, in order of first mention."""
        return tuple(map(self._entities.party, self._entities))

    def look_around(self) -> None:
        """With all sources added: find whom a person speaks for where the text says so elsewhere ("Observatory head Jane Roe")."""
        for entity in self._entities:
            if entity.kind != "person" or not entity.named or entity.affiliation:
                continue
            places = [
                self.names.first.get(entity.name),
                next((one.start for one in entity.mentions if one.of(self._text) == entity.name), None),
            ]
            found = next((body for at in places if at is not None and (body := self._office_around(entity.name, at))), None)
            entity.affiliation = found if found is not entity else None
        self._entities.complete()

    def _office_around(self, name: str, at: int) -> Entity | None:
        before = _OFFICE_BEFORE.search(self._text, max(0, at - 80), at)
        for words in (f"{before.group().lstrip()}{name}" if before else "", f"{name}{self._text[at + len(name) : at + len(name) + 90]}"):
            phrase = read_phrase(words)
            spoken_for = (phrase.body or "").removesuffix(name)  # "head of the Relief Fund Jane Roe"
            named = phrase.name == name or (phrase.name is None and spoken_for != phrase.body)
            if named and (body := next(find_names(spoken_for), None)):
                return self._body_named(body.words)
        return None

    def _resolve(self, phrase: Phrase, span: Span) -> Entity | None:
        if phrase.nobody:
            self._nobody.add(span)
            return None
        if phrase.pronoun:
            found = self._antecedent(phrase, span) or self._in_chain(span) or self._spoken(phrase.pronoun, phrase.gender)
            return self._entities.seen(found, span) if found else None
        if not any(character.isalpha() for character in phrase.core):
            return None
        issuer = self._issuer(phrase, span)
        if issuer is not None:
            return issuer
        name, affiliation = phrase.name, self._body(phrase)
        if name is None and phrase.body:
            first, rest = self.names.parted(next((name.words for name in find_names(phrase.body)), ""))
            name, affiliation = (rest, self._body_named(first)) if first else (None, affiliation)
        if name and not _is_opening(self.names, name, phrase):
            first, rest = self.names.parted(name)
            if first and phrase.body is None and kind_of(first) != "unnamed":
                affiliation = self._body_named(first)
            return self._named(self.names.fullest(rest), phrase, span, affiliation)
        return self._described(phrase, span, affiliation)

    def _issuer(self, phrase: Phrase, span: Span) -> Entity | None:
        """Whoever speaks through a document: "The statement said"."""
        if self._documents is None or phrase.name:
            return None
        by = self._documents.issuer(span)
        found = self._referred(by) if by and not by.contains(span) else None
        return self._entities.seen(found, span) if found else None

    def _antecedent(self, phrase: Phrase, span: Span) -> Entity | None:
        """The party that a pronoun stands for by grammar, unless another that fits has spoken since."""
        if self._antecedents is None:
            return None
        noun, spoken = self._antecedents.of(span, phrase), self._spoken(phrase.pronoun, phrase.gender)
        since = next((one.start for one in reversed(spoken.mentions) if one < span), 0) if spoken and phrase.pronoun != "relative" else 0
        if noun is None or noun.end <= since:
            return None
        source = next((self._at[one] for one in islice(reversed(self._at), _NEARBY) if one.contains(noun)), None)
        return source[0] if source else self._referred(noun)

    def _referred(self, other: Span) -> Entity | None:
        """The party of the words that a mention refers to; None where these lead on and on, or back to themselves."""
        if other in self._open or len(self._open) >= _DEEPEST:
            return None
        self._open.add(other)
        found = self._resolve(read_phrase(other.of(self._text)), other)
        self._open.discard(other)
        return found

    def _spoken(self, pronoun: Pronoun | None, gender: Gender | None) -> Entity | None:
        """The last party heard of that a pronoun may stand for."""
        fits: tuple[Callable[[Entity], bool], ...] = {
            "person": (lambda one: one.person and not one.plural and gender in (None, one.gender or gender),),
            "thing": (lambda one: not one.person and one.kind != "unnamed", lambda one: not one.plural and not one.person),
            "many": (lambda one: one.plural, lambda one: one.kind in ("group", "body", "force")),
        }.get(pronoun or "", ())
        found = next(filter(None, map(self._entities.latest, fits)), None)
        if found and gender:
            found.gender = gender
        return found

    def _in_chain(self, pronoun: Span) -> Entity | None:
        """The party that the reader's chain names last before a pronoun."""
        named = _named_before(self._text, pronoun, self._chains.get(pronoun))
        return self._referred(named) if named else None

    def _longer(self, phrase: Phrase) -> str | None:
        """The full name of which a common noun with a capital is the short form: "Observatory"."""
        bare = phrase.bare
        full = self.names.fullest(bare) if bare[:1].isupper() and " " not in bare else bare
        return full if full != bare else None

    def _body(self, phrase: Phrase) -> Entity | None:
        """The body that a person speaks for: "head of X", "X's spokesman", "its director"."""
        if not phrase.body:
            spoken = _SPOKEN_AS.match(phrase.head) and phrase.name is None
            return self._entities.latest(lambda entity: entity.kind in ("body", "force", "state", "group")) if spoken else None
        of = read_phrase(phrase.body)
        if phrase.body.lower() in _OWNERS:
            return self._spoken(_OWNERS[phrase.body.lower()], gender_of(phrase.body))
        if of.pronoun or of.nobody:
            return None
        if of.name:
            first, rest = self.names.parted(of.name)
            return self._body_named(first or rest)
        if (full := self._longer(of)) is not None:
            return self._body_named(full)
        kind = kind_of(of.bare)
        found = self._standing_for(of) or self._same_words(of)
        return found or (self._entities.new(of.bare, kind, of, named=False) if kind not in ("unnamed", "person") else None)

    def _body_named(self, name: str) -> Entity:
        full = self.names.fullest(name)
        return self._entities.known(full) or self._entities.new(
            full, self._kind(full, person=False), Phrase(full, head_of(full), full), named=True
        )

    def _kind(self, name: str, *, person: bool) -> PartyKind:
        if person:
            return "person"
        if government_of(name):
            return "state"
        kind = kind_of(name, named=True)
        if name in self.names.classed and kind == "person":
            return "body"
        return "body" if kind == "person" and self.names.takes_article(name) else kind

    def _named(self, full: str, phrase: Phrase, span: Span, affiliation: Entity | None = None) -> Entity:
        entity = self._entities.known(full)
        if entity is None:
            entity = self._entities.new(full, self._kind(full, person=phrase.person), phrase, named=True)
        elif len(significant(full)) > len(significant(entity.name)):
            entity.name = full
        if phrase.person:
            entity.kind, entity.person = "person", True
        entity.words |= set(significant(phrase.core))
        entity.gender = entity.gender or phrase.gender
        entity.affiliation = entity.affiliation or (affiliation if affiliation is not entity else None)
        return self._entities.seen(entity, span)

    def _described(self, phrase: Phrase, span: Span, affiliation: Entity | None = None) -> Entity:
        """A source without a name of its own: an earlier party if the words fit, else a new one."""
        found = self._standing_for(phrase)
        if found is None and (full := self._longer(phrase)) is not None:
            return self._named(full, phrase, span, affiliation)
        found = found or self._same_words(phrase) or self._titled(phrase, span) or self._aged(phrase)
        if found is None:
            kind = kind_of(phrase.bare)
            telling = phrase.definite or phrase.core == phrase.bare or next(find_names(phrase.bare), None)
            found = self._entities.new(phrase.bare, kind if kind != "person" and telling else "unnamed", phrase, named=False)
            found.affiliation = affiliation
        elif not found.named and len(phrase.bare) > len(found.name) and significant(phrase.bare) == significant(found.name):
            found.name = phrase.bare  # "state TV", later spelt out
        found.gender = found.gender or phrase.gender
        return self._entities.seen(found, span)

    def _standing_for(self, phrase: Phrase) -> Entity | None:
        """The named party that "the group" or "a monitoring group" stands for; in a lead, one that is named only later."""
        fits = _STANDS_FOR.get(phrase.head)
        if fits is None or phrase.name or phrase.described_by:
            return None
        low = phrase.core.lower()
        watching = "monitor" in low or "rights" in low
        wanted = set(_STANDS_FOR["monitor"] if watching else fits)
        if not watching and not phrase.definite:
            return None
        found = self._entities.latest(lambda entity: entity.named and not entity.person and ("*" in wanted or bool(wanted & entity.words)))
        if found is None and watching and not phrase.plural:
            later = self.names.holding(wanted - {"monitor", "monitoring"}) or self.names.holding(wanted)
            return self._body_named(later) if later else None
        if found is None and phrase.definite and "*" not in wanted and len(phrase.bare.split()) == 1:
            named = self.names.holding({phrase.head})
            return self._body_named(named) if named else None
        return found

    def _titled(self, phrase: Phrase, span: Span) -> Entity | None:
        """Whom "the colonel" means: the last who was named with that title."""
        title = phrase.bare
        if not phrase.definite or title not in _TITLES:
            return None
        start = max(0, span.start - _REACH_OF_TITLE)
        at = self._text.rfind(f"{title.capitalize()} ", start, span.start)
        name = next(find_names(self._text, at + len(title) + 1, span.start), None) if at >= 0 else None
        if name is None or name.start != at + len(title) + 1:
            return None
        person = Phrase(name.words, head_of(name.words), name.words, person=True, gender=phrase.gender)
        return self._named(self.names.fullest(name.words), person, Span(name.start, name.end))

    def _aged(self, phrase: Phrase) -> Entity | None:
        """Whom "the 31-year-old" means: the last person spoken of."""
        return self._spoken("person", phrase.gender) if phrase.definite and _AGED.match(phrase.bare) else None

    def _same_words(self, phrase: Phrase) -> Entity | None:
        words = set(significant(phrase.bare))
        return self._entities.latest(lambda entity: words == set(significant(entity.name)) or (phrase.definite and words <= entity.words))


def _named_before(text: str, pronoun: Span, chain: Chain | None) -> Span | None:
    """The last mention with a name that the reader has in one chain with a pronoun, before it."""
    before = (one for one in reversed(chain.mentions if chain else ()) if one.end <= pronoun.start)
    return next((one for one in before if one.end - one.start <= _LONGEST_MENTION and next(find_names(one.of(text)), None)), None)


def _whole_words(text: str, source: Span) -> Span:
    """The span with the rest of a word that it ends or begins in."""
    start, end = source
    while start > 0 and source.start - start < _LONGEST_WORD and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and end - source.end < _LONGEST_WORD and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    return Span(start, end)


def _joined(text: str, source: Span) -> list[Span]:
    quote = source.of(text)
    cut = _AND.search(quote)
    if not cut or cut.start() < 2 or "," in quote[: cut.start()] or re.search(r"\b(?:of|for)\s", quote[: cut.start()]):
        return [source]
    first = quote[: cut.start()]
    if " " not in first and first[:1].isupper() and not read_phrase(first).plural and not read_phrase(first).name:
        return [source]  # "Government and opposition forces" share their noun
    return [Span(source.start, source.start + cut.start()), Span(source.start + cut.end(), source.end)]


def _is_opening(names: Names, name: str, phrase: Phrase) -> bool:
    """Whether the name is a common noun in the plural that only opens its sentence: "Critics", "Islamists"."""
    plural = " " not in name and name.endswith("s") and len(name) > 4 and not name.endswith("ss")
    return plural and phrase.core == name and names.only_opens(name) and names.fullest(name) == name
