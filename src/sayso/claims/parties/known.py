"""The parties heard of so far in one report, while their mentions are gathered: which was the last, which has a name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sayso.claims.parties.names import acronym, same_name, significant, spelt_as
from sayso.claims.parties.phrases import Gender, Phrase, head_of, is_person
from sayso.claims.places.countries import country_of
from sayso.model.evidence import Span
from sayso.model.ids import content_id
from sayso.model.party import Party, PartyKind

_NEARBY = 60  # the parties heard of last; a pronoun or a noun looks no further back


@dataclass
class Entity:
    """A party while its mentions are gathered."""

    name: str
    kind: PartyKind
    named: bool
    words: set[str]
    plural: bool
    person: bool
    gender: Gender | None = None
    affiliation: "Entity | None" = None
    mentions: list[Span] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The name, a person's with the body spoken for in brackets."""
        body = self.affiliation.name if self.affiliation else ""
        return f"{self.name} ({body})" if body and body.lower() not in self.name.lower() else self.name

    @property
    def country(self) -> str | None:
        """By its own name unless that is a person's, else that of the body spoken for."""
        own = None if self.person and self.named else country_of(self.name)
        return own or (country_of(self.affiliation.name) if self.affiliation else None)


def _keys(name: str) -> list[str]:
    """What a name is filed under: its telling words, its initials, the one of several spellings that stands for it."""
    return list(dict.fromkeys([*significant(name), acronym(name).lower(), *filter(None, [spelt_as(name)])]))


class Entities:
    """All of them in order of first mention, the last heard of, and those that share a word."""

    def __init__(self) -> None:
        self._all: list[Entity] = []
        self._recent: dict[int, Entity] = {}  # by identity, the one heard of last at the end
        self._by_word: dict[str, list[Entity]] = {}
        self._made: dict[int, Party] | None = None  # by identity, once nothing will change any more

    def __iter__(self) -> Iterator[Entity]:
        return iter(list(self._all))

    def new(self, name: str, kind: PartyKind, phrase: Phrase, *, named: bool) -> Entity:
        """A party not heard of before, by the words that bring it in."""
        person = kind == "person" or phrase.person or (kind == "unnamed" and is_person(head_of(name)))
        plural = not named and Phrase(name, head_of(name)).plural
        words = set(significant(phrase.core)) | set(significant(name))
        entity = Entity(name, kind, named, words, (phrase.plural and not person) or plural, person)
        self._all.append(entity)
        self._recent[id(entity)] = entity
        for word in _keys(name):
            self._by_word.setdefault(word, []).append(entity)
        return entity

    def seen(self, entity: Entity, span: Span) -> Entity:
        """The same party, now the last heard of."""
        self._recent[id(entity)] = self._recent.pop(id(entity))
        entity.mentions.append(span)
        return entity

    def known(self, name: str) -> Entity | None:
        """The party already heard of that this name may name."""
        found = {id(entity): entity for key in (*_keys(name), name.lower()) for entity in self._by_word.get(key, ())[-_NEARBY:]}
        return next((entity for entity in reversed(found.values()) if entity.named and same_name(name, entity.name)), None)

    def latest(self, fits: Callable[[Entity], bool]) -> Entity | None:
        """The last party heard of that fits."""
        return next((entity for entity in islice(reversed(self._recent.values()), _NEARBY) if fits(entity)), None)

    def complete(self) -> None:
        """Say that no party will change any more, so that each is made only once."""
        self._made = {}

    def party(self, entity: Entity) -> Party:
        """The party as its mentions have made it."""
        made = self._made.get(id(entity)) if self._made is not None else None
        if made is None:
            affiliation = entity.affiliation.name if entity.affiliation else None
            mentions = tuple(sorted(set(entity.mentions)))
            made = Party(content_id("party", entity.kind, entity.name), entity.name, entity.kind, mentions, affiliation, entity.country)
            if self._made is not None:
                self._made[id(entity)] = made
        return made
