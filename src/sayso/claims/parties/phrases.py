"""What the words of a source say about the party: its name, its office, the body it speaks for. One source at a time, without memory."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sayso.claims.lexicon import lexicon, phrases
from sayso.claims.parties.names import Name, find_names, spelt_as
from sayso.model.party import PartyKind

_LEXICON = lexicon("parties")
COLLECTIVE: tuple[PartyKind, ...] = ("outlet", "state", "force", "group", "body")  # kinds that are no single person
_KINDS: tuple[PartyKind, ...] = ("person", *COLLECTIVE)
_WORDS: dict[str, frozenset[str]] = {kind: frozenset(_LEXICON[kind]["words"]) for kind in (*_KINDS, "classes")}
CARRIERS = frozenset(_LEXICON["carriers"]["words"])
_MEN, _WOMEN = frozenset(_LEXICON["person"]["men"]), frozenset(_LEXICON["person"]["women"])
_PRONOUNS: dict[str, frozenset[str]] = {kind: frozenset(words) for kind, words in _LEXICON["pronouns"].items()}
_NOBODY = re.compile(rf"^{phrases(_LEXICON['nobody']['words']).pattern}", re.IGNORECASE)

_DETERMINER = re.compile(
    r"^(?:the|an?|one(?! of\b)|this|that|these|those|some|same|its|his|her|their|our|my|so-called|another)\s+(?:same\s+|so-called\s+)?",
    re.IGNORECASE,
)
_LED_NAME = re.compile(rf"(?:the|(?:{'|'.join(map(re.escape, _LEXICON['names']['titles']))})\.?)\s+", re.IGNORECASE)
_UMBRELLAS = ("united nations", "european union")
_BODIES_LIKE_PRONOUNS = ("WHO", "US")
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|its|his|her|their|same)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(its|his|her|their)\s+", re.IGNORECASE)
_LED_BY = re.compile(
    r"^(?:(?:an?|one|two|three|\d+) (?:hour|day|week|month|year)s? (?:later|earlier|ago|before|after),?"
    r"|\d+[/.)]|by|from|of|to|as|with|earlier|later|meanwhile|according to|and|but|that|while)\s+(?=\S)",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"[\s,;:(–—-]+(?:in|on|at|of|from|for|and|by|with|to|the|an?|also|has|have|had|is|was)?$", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*[,;:(\[–—].*$|\s+and\s+\d.*$|\s+(?:who|whom|which|that|whose|where|when|also|in an?|on (?:its|his|her|their)"
    r"|speaking|including|told|said|has|have|had|is|was|were|are|I|we|he|she|they)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_PREPOSITION = re.compile(
    r"\s+(?:of|in|at|for|from|on|to|with|near|inside|outside|within|among|under|behind|across|close|familiar"
    r"|posted|released|published|close to|by)\s+",
    re.IGNORECASE,
)
_SPEAKS_FOR = re.compile(r"^\s+(?:of|for|at|from|with|to)\s+", re.IGNORECASE)
_COMES_FROM = tuple(re.compile(rf"\s+{word}\s+", re.IGNORECASE) for word in ("by", "from", "of", "on"))
_OFFICE = (
    r"(?:head|director|director-general|chief|chairman|chairwoman|chair|leader|president|secretary|secretary-general|commander|spokes(?:man|woman|person|people)|"
    r"officials?|members?|representative|coordinator|founder|officer|envoy|ambassador|minister|adviser|advisor|researchers?|councillor|lawyer|prosecutor|"
    r"activists?|correspondents?|reporters?|journalists?|staff|workers?|volunteers?|doctors?|nurses?|medics?|deputy|sources?|investigators?)"
)
_RANKS = frozenset(lexicon("parties")["names"]["ranks"])
_IS_OFFICE = re.compile(rf"^{_OFFICE}$", re.IGNORECASE)
_NAMES_ITSELF = re.compile(
    r"(?<![\w-])(?:name as|named as|identified (?:\w+ )?as|whom I (?:will|shall) call|known (?:\w+ )?as"
    r"|calls? (?:him|her)self|called|goes by(?: the name)?|by the name of)\s+"
)
_PEOPLES = re.compile(r"(?:ian|ean|ish|ese|yan|can|pan|qi|ni|li|US|U\.S\.|UK|U\.K\.|EU|UN|U\.N\.)$")
_ABBREVIATED = frozenset({"TV", "NGO", "NGOs", "PM", "MP", "MPs", "FM", "I"})

_BODIES = frozenset().union(*(_WORDS[kind] for kind in COLLECTIVE))

_LONGEST = 400  # characters of a source that are looked at
_KEPT = 4096  # phrases whose parts are kept, since a report says them again and again

Pronoun = Literal["person", "thing", "many", "relative", "own"]
Gender = Literal["man", "woman"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source taken apart. `core` is its first noun phrase; `name` the party's own name in it, if it has one.

    `body` is the words for whom a person speaks for ("the League of Towns", "its"); `aside` whether `name` stood in an apposition.
    """

    core: str
    head: str
    name: str | None = None
    body: str | None = None
    pronoun: Pronoun | None = None
    person: bool = False
    gender: Gender | None = None
    nobody: bool = False

    @property
    def bare(self) -> str:
        """The core without its article."""
        return self.core[len(determiner(self.core)) :] or self.core

    @property
    def speaks(self) -> bool:
        """Whether the words can be a party's: a name, a pronoun, or a noun of the lexicon."""
        return bool(self.pronoun or self.name or kind_of(self.bare) != "unnamed") and not self.nobody

    @property
    def definite(self) -> bool:
        return bool(_DEFINITE.match(self.core))

    @property
    def described_by(self) -> tuple[str, ...]:
        """The proper names in a phrase that has none of its own, other than a people's: "the U.N. rights office"."""
        names = [name.words for name in find_names(self.bare) if not is_common(name.words)]
        return tuple(name for name in names if not _PEOPLES.search(name) or name.isupper())

    @property
    def plural(self) -> bool:
        return self.head.endswith("s") or self.head in ("people", "media", "troops", "police", "men", "women")


@lru_cache(maxsize=_KEPT)
def read_phrase(mention: str) -> Phrase:
    """Take a source's words apart."""
    whole = _LEFT_OVER.sub("", _LED_BY.sub("", mention[:_LONGEST].strip(" \t\n\"'“”‘’«»"))).strip(" \t\n\"'“”‘’«»")
    pronoun = pronoun_of(whole)
    if pronoun:
        return Phrase(whole, whole.lower(), pronoun=pronoun, gender=gender_of(whole))
    if _NOBODY.match(whole) and not re.match(r"(?:both|each|all)\s+(?:of\s+)?(?:the\s+)?\w", whole):
        return Phrase(whole, whole.lower(), nobody=True)
    core = _TAIL.sub("", whole) or whole
    if pronoun := pronoun_of(core):
        return Phrase(core, core.lower(), pronoun=pronoun, gender=gender_of(core))
    aside = whole[len(core) :].strip(" ,;:(\n")
    if head_of(core) in CARRIERS:
        carried = _carried(core)
        if carried:
            return read_phrase(carried)
    return _read_core(core, aside, whole)


def _carried(core: str) -> str | None:
    """Whom footage or a report comes from: "Footage on state TV", "Reports by foreign media"."""
    found = [match for pattern in _COMES_FROM if (match := pattern.search(core))]
    return core[found[0].end() :] if found else None


def _read_core(core: str, aside: str, whole: str) -> Phrase:
    head = head_of(core)
    own = _NAMES_ITSELF.search(whole)
    called = next(find_names(whole, own.end()), None) if own else None
    if called and own and called.start - own.end() < 6:
        return Phrase(core, head, called.words, _body_of(core), person=True, gender=gender_of(whole))
    name, body = _name_and_body(core)
    is_office = is_person(head)
    beside = _named_aside(aside)
    if beside and name and is_office and not core.endswith(name):
        body = re.sub(r"['’]s?$", "", core[core.find(name) :].rpartition(" ")[0])  # "the Open Door clinic's director, Jane Roe"
        name = None
    if name is None and beside:
        if is_office:
            return Phrase(core, head, beside, body or _body_of(core), person=True, gender=gender_of(whole))
        if beside in (aside.rstrip(" ,"), _LED_NAME.sub("", aside.rstrip(" ,"), count=1)):
            return Phrase(core, head, beside, gender=gender_of(whole))
    if name is not None and body is None and aside:
        body = _office_in(aside)
    person = name is None or kind_of(name) in ("unnamed", "person")
    told = body is not None or is_office or (name is not None and bool(set(_before(core, name)) & _WORDS["person"]))
    return Phrase(core, head, name, body if body != name else None, person=person and told, gender=gender_of(whole))


def _name_and_body(core: str) -> tuple[str | None, str | None]:
    """The name that the phrase ends in or is about, and the words for the body that this person speaks for."""
    names = [name for name in find_names(core) if name.words not in _ABBREVIATED]
    if not names:
        return None, _body_of(core)
    cut = _cut(core, names)
    front = core[: cut.start()] if cut else core
    last = next((name for name in reversed(names) if name.end <= len(front)), None)
    if last and not front[last.end :].strip(" '’s\"”"):
        if _only_common(last):
            return None, None
        first, of, rest = last.words.partition(" of ")
        if of and (set(_before(core, last.words)) & _WORDS["person"]) and kind_of(first) == "unnamed":
            return first, rest  # "Colonel Jane Roe of the Northern Brigade"
        if kind_of(last.words) != "unnamed":
            return last.words, None
        behind = (
            core[cut.end() :]
            if cut and _SPEAKS_FOR.match(cut.group()) and kind_of(core[cut.end() :]) not in ("unnamed", "person")
            else None
        )
        return last.words, _before_office(front[: last.start]) or behind
    if names[0].start <= len(determiner(core)) and " " in names[0].words and re.match(r",? (?:an?|the) ", core[names[0].end :]):
        return names[0].words, _office_in(core[names[0].end :])  # "Jane Roe a local activist", which lost its comma
    if last and _is_classed(front, last):
        return last.words, None
    if last and " " in last.words and (body := _office_in(core[last.end :])):
        return last.words, body  # "Jane Roe the fund's director", without the comma
    if cut and _SPEAKS_FOR.match(cut.group()) and _IS_OFFICE.match(head_of(front)):
        name, body = _ends_in_person(core[cut.end() :])
        return name, (body if name else _body_of(core))
    return None, _body_of(core)


def _ends_in_person(rest: str) -> tuple[str | None, str | None]:
    """Body and person in what follows "head of": "the Kelm-based monitoring group Jane Roe" ends in the person's name."""
    names = list(find_names(rest))
    if (
        names
        and not rest[names[-1].end :].strip(" '’s")
        and re.search(r"[a-z]\s+$", rest[: names[-1].start])
        and len(names[-1].words.split()) > 1
    ):
        before = rest[: names[-1].start].strip()
        if head_of(before) in _WORDS["classes"] | _WORDS["body"] | _WORDS["force"] | _WORDS["state"]:
            return names[-1].words, before
    return None, rest


def _cut(core: str, names: list[Name]) -> re.Match[str] | None:
    """The first preposition that isn't within a name."""
    return next(
        (cut for cut in _PREPOSITION.finditer(core) if not any(name.start <= cut.start() and cut.end() <= name.end for name in names)), None
    )


def _only_common(name: Name) -> bool:
    """Whether the capital only marks the first word: "Activists", "Rebel commanders"."""
    opens = name.start == 0 and " " not in name.words and not name.words.isupper() and name.words[0] != "@"
    return opens and is_common(name.words) and spelt_as(name.words) is None


def _is_classed(front: str, name: Name) -> bool:
    """Whether the words after a name only say what it is: "the Hezbollah group", but not "the British monitoring group"."""
    after = re.findall(r"[^\W_]+", front[name.end :].lower())
    if not after or after[-1] not in _WORDS["classes"] or front[name.end : name.end + 1] != " " or len(after) > 4:
        return False
    if len(after) > 1 and spelt_as(name.words) in _UMBRELLAS:
        return False  # "the UN migration agency" is one of several
    known = any(word in words for word in name.words.lower().split() for words in (_WORDS["body"], _WORDS["group"], _WORDS["force"]))
    return known or not _PEOPLES.search(name.words)


def _before(core: str, name: str) -> list[str]:
    return re.findall(r"[^\W_]+", core[: max(0, core.find(name))].lower())


def _before_office(front: str) -> str | None:
    """The body in the words before a person's name: "Observatory head", "the League's spokeswoman", "its director"."""
    words = front.strip(" ,").split()
    if not words or not _IS_OFFICE.match(words[-1]):
        return None
    office, words = words[-1].lower(), words[:-1]
    while words and words[-1].lower() in _RANKS:
        words = words[:-1]
    while words and words[-1].islower() and words[-1] not in _PRONOUNS["owner"]:
        if re.search(r"[’']s?$", words[-1]) or _singular(words[-1]) in _BODIES:
            break
        words = words[:-1]
    body = re.sub(r"[’']s?$", "", " ".join(words))
    name = next((name.words for name in reversed(list(find_names(body))) if not _PEOPLES.search(name.words) or name.words.isupper()), None)
    told = body.lower() in _PRONOUNS["owner"] or head_of(body) in _BODIES or body != " ".join(words)
    if office in ("minister", "secretary") and name and kind_of(name) == "unnamed":
        return None  # "Trade Minister Jane Roe": the capital word is her portfolio
    return name or (body if told and not is_person(head_of(body)) else None)


def _body_of(core: str) -> str | None:
    """The body for which a nameless person speaks: "its director", "a spokesman for the ministry", "the army's spokesman"."""
    cut = _PREPOSITION.search(core)
    front = core[: cut.start()] if cut else core
    if not _IS_OFFICE.match(head_of(front)):
        return None
    if cut and _SPEAKS_FOR.match(cut.group()):
        sent = _before_office(front) if cut.group().strip() == "to" else None  # "Norland's ambassador to the United Nations"
        return sent or core[cut.end() :]
    owner = _POSSESSIVE.match(front)
    return owner[1] if owner and len(front.split()) < 4 else _before_office(front)


def _named_aside(aside: str) -> str | None:
    """The name that an apposition consists of or opens with."""
    name = next(find_names(aside, 0, 80), None)
    return name.words if name and re.match(r"^(?:the\s+|an?\s+)?(?:[\w.]+\s+){0,2}$", aside[: name.start]) else None


def _office_in(aside: str) -> str | None:
    """The body of an apposition that is an office: "the group's director", "head of the Relief Fund"."""
    return _body_of(_TAIL.sub("", aside.strip(" ,")))


def pronoun_of(words: str) -> Pronoun | None:
    """What kind of pronoun the words are, with or without a contracted verb ("she's"); None if they are none, as "WHO" is."""
    if words in _BODIES_LIKE_PRONOUNS:
        return None
    low = re.sub(r"[’'](?:s|d|ll|ve|re|m)$", "", words.lower())
    kinds: tuple[Pronoun, ...] = ("person", "thing", "many", "relative", "own")
    return next((kind for kind in kinds if low in _PRONOUNS[kind]), None)


def gender_of(words: str) -> Gender | None:
    """Of the person that the words' own nouns speak of: "spokeswoman", "gave his name"."""
    for word in re.findall(r"[^\W_]+", words.lower()):
        if word in _MEN or word in _WOMEN:
            return "man" if word in _MEN else "woman"
    return None


def determiner(phrase: str) -> str:
    """The article or the like that opens a phrase, with the space after it."""
    match = _DETERMINER.match(phrase)
    return match.group() if match else ""


@lru_cache(maxsize=_KEPT)
def head_of(phrase: str) -> str:
    """The noun that a phrase is about: the last word before "of", "in", "who" and the like, lower case."""
    before = re.split(
        r"\s+(?:of|in|at|for|from|on|with|by|who|which|that|near|inside|close|to|posted|familiar)\b|,", phrase.strip(), maxsplit=1
    )[0]
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", before.lower())
    return re.sub(r"[’']s?$", "", words[-1]) if words else ""


def is_person(word: str) -> bool:
    """Whether a noun, in either number, is a person's."""
    return word in _WORDS["person"] or (word.endswith("s") and word not in _WORDS["group"] and _singular(word) in _WORDS["person"])


def is_common(word: str) -> bool:
    """Whether a word is a noun or article of the lexicon, and so no name."""
    low = word.lower()
    return any(low in words or _singular(low) in words for words in _WORDS.values()) or bool(_DETERMINER.match(f"{low} "))


@lru_cache(maxsize=_KEPT)
def kind_of(words: str, *, named: bool = False) -> PartyKind:
    """What kind of party the words speak of; a name with no telling word is a person's if it has two to four words."""
    for word in (head_of(words), *reversed(re.findall(r"[^\W_]+", words.lower()))):
        for kind in _KINDS:
            if word in _WORDS[kind] and not (kind == "person" and word in _WORDS["group"]):
                return kind
        if is_person(word):
            return "person"
    if not named:
        return "unnamed"
    return "person" if 2 <= len(words.split()) <= 4 and not words.startswith("@") else "body"


def _singular(word: str) -> str:
    if word.endswith(("nesses", "sses")):
        return word[:-2]
    return word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") and not word.endswith("ss") else word
