"""Who speaks: the sources of a reading gathered into parties.

parties@1 goes by nearness and shared words: a name stands for the fullest name that holds its words, "he" for the last
person, "it" for the last body, "the monitor" for the last party whose words fit.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from sayso.claims.lexicon import lexicon
from sayso.claims.names import NAME, Names, acronym, bare_name, same_name, significant
from sayso.model.evidence import Span
from sayso.model.ids import content_id
from sayso.model.party import Party, PartyKind

_LEXICON = lexicon("parties")
_WORDS: dict[str, frozenset[str]] = {
    kind: frozenset(_LEXICON[kind]["words"]) for kind in ("person", "body", "force", "state", "group", "outlet")
}
_PRONOUNS: dict[str, frozenset[str]] = {kind: frozenset(words) for kind, words in _LEXICON["pronouns"].items()}
_STANDS_FOR: dict[str, list[str]] = _LEXICON["stands_for"]

_DETERMINER = re.compile(
    r"^(?:the|an?|one|this|that|these|those|some|same|its|his|her|their|our|my|so-called)\s+(?:same\s+|so-called\s+)?", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"^(its|his|her|their)\s+", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|its|his|her|their|same)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*[,;:(\[–—].*$|\s+(?:who|which|that|whose|where|when|also|in an?|on (?:its|his|her|their))\b.*$", re.IGNORECASE | re.DOTALL
)
_OFFICE = (
    r"(?:head|director|director-general|chief|chairman|chairwoman|chair|leader|president|secretary|secretary-general|commander|spokes(?:man|woman|person|people)|"
    r"officials?|members?|representative|coordinator|founder|officer|envoy|ambassador|minister)"
)
_SPEAKS_FOR = re.compile(rf"\b{_OFFICE}\s+(?:of|for|at|from|with|to)\s+((?:the\s+)?[^,;(]+)", re.IGNORECASE)
_SPOKEN_FOR = re.compile(rf"^(?:the\s+)?(.+?)(?:[’']s?)?\s+(?:[a-z]+\s+){{0,2}}{_OFFICE}(?=[\s,]+[^\W\d_a-z])", re.IGNORECASE)
_OFFICE_BEFORE = re.compile(
    rf"(?i:{_OFFICE})\s+(?:of|for|at)\s+(?:[a-z]+\s+)?(?P<of>{NAME.pattern}),?\s+$|(?P<whose>{NAME.pattern})(?:[’']?s)?\s+(?:[a-z]+\s+){{0,2}}(?i:{_OFFICE}),?\s+$"
)
_OFFICE_AFTER = re.compile(
    rf"^[\s,]*(?:the|an?|its)?\s*(?:[a-z]+\s+)?{_OFFICE}\s+(?:of|for|at|with)\s+(?:the\s+)?(?P<of>[^,;(.]+)", re.IGNORECASE
)
_NEARBY = 60  # the parties heard of last; a pronoun or a noun looks no further back
_AND = re.compile(r"\s+and\s+(?=(?:the|a|an|two|three|several|other|some|local|its)\b|\w+\s+\w+)", re.IGNORECASE)


@dataclass
class _Entity:
    """A party while its mentions are gathered."""

    name: str
    kind: PartyKind
    named: bool
    words: set[str]
    plural: bool
    affiliation: "_Entity | None" = None
    mentions: list[Span] = field(default_factory=list)


class Parties:
    """The parties of one report. `of` takes sources in text order, since "he" looks back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names = Names(text)
        self._entities: list[_Entity] = []
        self._recent: dict[int, _Entity] = {}  # by identity, the one heard of last at the end
        self._by_word: dict[str, list[_Entity]] = {}
        self._at: dict[Span, list[_Entity]] = {}

    def add(self, source: Span) -> None:
        """Decide whom the source span refers to."""
        if source in self._at:
            return
        parts = self._joined(source)
        self._at[source] = [self._resolve(part.of(self._text), part) for part in parts]

    def of(self, source: Span) -> Party:
        """The party of an added source; where two speak together, the first."""
        return self._party(self._at[source][0])

    def shown(self, source: Span) -> str:
        """The name to show: a person's with the body spoken for in brackets; two who speak together joined by "and"."""
        return " and ".join(dict.fromkeys(map(self._shown, self._at[source])))

    def all(self) -> tuple[Party, ...]:
        """Every party, in order of first mention."""
        return tuple(map(self._party, self._entities))

    def look_around(self) -> None:
        """Once all sources are added: find the body that a person speaks for where the text says so elsewhere ("Observatory head Jane Roe")."""
        for entity in self._entities:
            if entity.kind == "person" and entity.named and entity.affiliation is None:
                at = self._text.find(entity.name)
                if at >= 0:
                    before, after = self._text[max(0, at - 80) : at], self._text[at + len(entity.name) : at + len(entity.name) + 90]
                    found = self._office_around(before, after)
                    entity.affiliation = found if found is not entity else None

    def _office_around(self, before: str, after: str) -> _Entity | None:
        found = _OFFICE_BEFORE.search(before)
        later = _OFFICE_AFTER.match(after)
        body = (found["of"] or found["whose"]) if found else later["of"] if later else ""
        name = NAME.search(_TAIL.sub("", body))
        if name is None:
            return None
        full = self._names.fullest(bare_name(name.group()))
        return self._known(full) or self._entity(full, _kind(full, named=True), full, named=True)

    def name_at(self, name: str, span: Span) -> None:
        """Add a party that is named outright: the speaker of a transcript's turn, an account's handle."""
        if span not in self._at:
            self._at[span] = [self._named(self._names.fullest(name.title() if name.isupper() else name), name, span)]

    def _joined(self, source: Span) -> list[Span]:
        quote = source.of(self._text)
        cut = _AND.search(quote)
        if not cut or _SPEAKS_FOR.search(quote[: cut.start()]):
            return [source]
        return [Span(source.start, source.start + cut.start()), Span(source.start + cut.end(), source.end)]

    def _resolve(self, mention: str, span: Span) -> _Entity:
        phrase = _TAIL.sub("", mention.strip()).strip("\"'“”‘’ ")
        bare = phrase.lower()
        if bare in _PRONOUNS["relative"]:
            return self._named_before(span) or self._pronoun(bare) or self._described(mention, span)
        if not bare or any(bare in words for words in _PRONOUNS.values()):
            found = self._pronoun(bare)
            return self._seen(found, span) if found else self._described(mention, span)
        affiliation = self._affiliation(mention, phrase)
        bare = phrase[len(_determiner(phrase)) :]
        proper = list(NAME.finditer(bare))
        if proper and (len(bare) < len(phrase) or proper[0].start() or not _only_capital_by_position(phrase, proper[0])):
            last = self._names.parted(bare_name(proper[-1].group()))[1]
            ends_in_name = not bare[proper[-1].end() :].strip(" '’s")
            if ends_in_name and not (affiliation and affiliation.name.endswith(last)):
                return self._named(self._names.fullest(last), phrase, span, affiliation)
            if affiliation and len(proper) > 1:
                return self._named(self._names.fullest(bare_name(proper[0].group())), phrase, span, affiliation)
        return self._described(phrase, span, affiliation)

    def _pronoun(self, bare: str) -> _Entity | None:
        if bare in _PRONOUNS["person"]:
            return self._latest(lambda entity: entity.kind == "person") or self._latest(
                lambda entity: entity.kind == "unnamed" and not entity.plural
            )
        if bare in _PRONOUNS["thing"]:
            return self._latest(lambda entity: entity.kind not in ("person", "unnamed")) or self._latest(lambda entity: not entity.plural)
        if bare in _PRONOUNS["many"]:
            return self._latest(lambda entity: entity.plural) or self._latest(lambda entity: entity.kind in ("group", "body", "force"))
        return None

    def _named_before(self, span: Span) -> _Entity | None:
        """Whom "who" or "which" follows: the name that ends just before it."""
        before = self._text[max(0, span.start - 120) : span.start]
        names = [match for match in NAME.finditer(before) if not before[match.end() :].strip(" ,")]
        return self._named(self._names.fullest(names[-1].group()), names[-1].group(), span) if names else None

    def _affiliation(self, mention: str, phrase: str) -> _Entity | None:
        """The body that a person speaks for: "head of X", "X's spokesman", "its director"."""
        if _POSSESSIVE.match(phrase) and _kind(phrase) == "person":
            return self._pronoun("it" if phrase[0] in "iI" else "he")
        match = _SPEAKS_FOR.search(mention) or _SPOKEN_FOR.search(phrase)
        if not match:
            return None
        body = _TAIL.sub("", match[1]).strip()
        name = NAME.search(body)
        if name and name.start() > len(_determiner(body)) and _head(body[: name.start()]) in _STANDS_FOR:
            return self._standing_for(body[: name.start()])  # "head of the group Jane Roe": the name is the person's
        if name is None or _describes_only(body):
            return self._standing_for(body)
        first, rest = self._names.parted(bare_name(name.group()))
        full = self._names.fullest(first or rest)
        return self._known(full) or self._entity(full, _kind(full, named=True), body, named=True)

    def _named(self, full: str, phrase: str, span: Span, affiliation: _Entity | None = None) -> _Entity:
        entity = self._known(full)
        if entity is None:
            entity = self._entity(full, _kind(phrase, named=True), phrase, named=True)
        elif len(significant(full)) > len(significant(entity.name)):
            entity.name = full
        entity.words |= set(significant(phrase))
        entity.affiliation = entity.affiliation or (affiliation if affiliation is not entity else None)
        return self._seen(entity, span)

    def _described(self, phrase: str, span: Span, affiliation: _Entity | None = None) -> _Entity:
        """A source without a name of its own: an earlier party if the words fit, else a new one."""
        name = phrase[len(_determiner(phrase)) :] or phrase
        found = self._standing_for(phrase) or self._same_words(name, definite=bool(_DEFINITE.match(phrase)))
        if found is None:
            kind = _kind(name)
            found = self._entity(name, "unnamed" if kind == "person" or not _definite_body(phrase, kind) else kind, name, named=False)
            found.affiliation = affiliation
        return self._seen(found, span)

    def _standing_for(self, phrase: str) -> _Entity | None:
        """The named party that "the group" or "a monitoring group" stands for; in a lead, one that is named only later."""
        head = _head(phrase)
        fits = _STANDS_FOR.get(head)
        if fits is None or NAME.search(phrase, len(_determiner(phrase))) and not _describes_only(phrase):
            return None
        watching = "monitor" in phrase.lower() or "rights" in phrase.lower()
        wanted = set(_STANDS_FOR["monitor"] if watching else fits)
        if not watching and not _DEFINITE.match(phrase):
            return None
        found = self._latest(lambda entity: entity.named and entity.kind != "person" and ("*" in wanted or bool(wanted & entity.words)))
        if found is None and watching:
            later = self._names.holding(wanted - {"monitor", "monitoring"}) or self._names.holding(wanted)
            return self._entity(later, _kind(later, named=True), later, named=True) if later else None
        return found

    def _same_words(self, name: str, *, definite: bool) -> _Entity | None:
        words, head = set(significant(name)), _head(name)
        return self._latest(
            lambda entity: words == set(significant(entity.name)) or (definite and len(words) == 1 and head in entity.words)
        )

    def _known(self, name: str) -> _Entity | None:
        """The party already heard of that this name may name."""
        keys = [*significant(name), name.lower(), acronym(name).lower()]
        found = {id(entity): entity for key in keys for entity in self._by_word.get(key, ())}
        return next((entity for entity in reversed(found.values()) if entity.named and same_name(name, entity.name)), None)

    def _latest(self, fits: Callable[[_Entity], bool]) -> _Entity | None:
        return next((entity for entity in islice(reversed(self._recent.values()), _NEARBY) if fits(entity)), None)

    def _entity(self, name: str, kind: PartyKind, phrase: str, *, named: bool) -> _Entity:
        entity = _Entity(name, kind, named, set(significant(phrase)), _head(phrase).endswith("s"))
        self._entities.append(entity)
        self._recent[id(entity)] = entity
        for word in {*significant(name), acronym(name).lower()}:
            self._by_word.setdefault(word, []).append(entity)
        return entity

    def _seen(self, entity: _Entity, span: Span) -> _Entity:
        self._recent[id(entity)] = self._recent.pop(id(entity))
        entity.mentions.append(span)
        return entity

    def _shown(self, entity: _Entity) -> str:
        return f"{entity.name} ({entity.affiliation.name})" if entity.affiliation else entity.name

    def _party(self, entity: _Entity) -> Party:
        affiliation = entity.affiliation.name if entity.affiliation else None
        return Party(
            content_id("party", entity.kind, entity.name), entity.name, entity.kind, tuple(sorted(set(entity.mentions))), affiliation
        )


def _determiner(phrase: str) -> str:
    match = _DETERMINER.match(phrase)
    return match.group() if match else ""


def _describes_only(phrase: str) -> bool:
    """Whether the phrase's capitals belong to a description ("the Britain-based group") and its head noun is a common one."""
    return not _head_is_name(phrase)


def _head_is_name(phrase: str) -> bool:
    names = list(NAME.finditer(phrase))
    return bool(names) and _head(phrase) in names[-1].group().lower()


def _only_capital_by_position(phrase: str, name: re.Match[str]) -> bool:
    """Whether a capital may only mark the sentence's first word: "Activists in the town"."""
    first = name.group()
    return " " not in first and not first.isupper() and not first.startswith("@") and len(phrase.split()) > 1 and _is_common(first)


def _is_common(word: str) -> bool:
    low = word.lower()
    return any(low in words or low.rstrip("s") in words for words in _WORDS.values()) or bool(_DETERMINER.match(f"{low} "))


def _head(phrase: str) -> str:
    """The noun that a phrase is about: the last word before "of", "in", "who" and the like, lower case."""
    before = re.split(r"\s+(?:of|in|at|for|from|on|with|who|which|that|near|inside|close)\b|,", phrase.strip(), maxsplit=1)[0]
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", before.lower())
    return words[-1] if words else ""


def _kind(phrase: str, *, named: bool = False) -> PartyKind:
    """What kind of party the words speak of; a name with no telling word is a person's if it has two or three words."""
    head = _head(phrase)
    words = [head, *reversed(re.findall(r"[^\W_]+", phrase.lower()))]
    for word in words:
        for kind in ("person", "outlet", "state", "force", "group", "body"):
            if word in _WORDS[kind] or word.rstrip("s") in _WORDS[kind]:
                return kind
    proper = NAME.search(phrase)
    return "person" if named and proper and 2 <= len(proper.group().split()) <= 4 else "body" if named else "unnamed"


def _definite_body(phrase: str, kind: PartyKind) -> bool:
    return kind != "unnamed" and bool(_DEFINITE.match(phrase) or NAME.search(phrase))
