"""Proper names in running text, found by their capitals, and when two of them may name one party."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from sayso.claims.lexicon import lexicon

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚЀ-Я"
# "Britain-based", "US-led": they describe the party whose name follows.
_DESCRIBES = (
    r"(?![\w.]+-(?:based|led|backed|linked|held|run|allied|aligned|controlled|affiliated|born|funded|supported|brokered|wide|style|era)\b)"
)
# The stop of an initial or a shortened title is part of a name: "J. Roe", "Dr. Roe".
_STOP = (
    "(?:(?:"
    + "|".join(rf"(?<=\b{title})" for title in (r"\w", *"Mr Dr Ms St Lt Mrs Gen Col Maj Sgt Rev Gov Sen Capt Prof".split()))
    + r")\.)?"
)
_WORD = rf"{_DESCRIBES}(?:(?:al|el|an|ar|as|ash|at|ad|az|en|de|di|bin|ibn|abu|umm)-)?[{_CAPITAL}][\w’'.\-]*(?<![.'’\-]){_STOP}"
_JOINT = r"(?:of|for|in|the|de|del|della|di|da|dos|van|von|der|bin|ibn|al|el|zu|y|et|on|to)"
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
_RUN = re.compile(rf"(?<![\w@])(?:{_ORDINAL.pattern}[ \u00a0]+)?@?{_WORD}(?:[ \u00a0]+(?:{_JOINT}[ \u00a0]+){{0,2}}{_WORD})*|(?<!\w)@\w+")
_TOKEN = re.compile(r"[^ \u00a0]+")
_POSSESSIVE = re.compile(r"[’']s?$")
_INITIALS = re.compile(r"^(?:\w\.)+$|^(?:Mr|Mrs|Ms|Dr|Gen|Col|Capt|Lt|Maj|Sgt|Prof|St|Rev|Jr|Sr)\.$")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:…\"“”‘•\n*\-–—])[\s\"“”‘’'(]*$")
_LONGEST = 10  # words; a longer run of capitals is a headline
_SPELT_OUT = {"tv": "television", "centre": "center", "defense": "defence", "organization": "organisation"}
_FULL, _FULL_OF_PERSON = 6, 4  # telling words of a body's and of another name; a longer one must stand twice
_KEPT = 4096  # names and phrases whose parts are kept, since a report says them again and again
_SHORT = 3  # letters of a name that counts in capitals only
_MOST = 200  # names that share a word which are looked at


class Name(NamedTuple):
    """A name as written, without what a capital has drawn into it, and where it stands."""

    words: str
    start: int
    end: int


def find_names(text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """Every proper name in that part of the text, in order. Offices, days and a sentence's first small word are left out."""
    for run in _RUN.finditer(text, start, len(text) if end is None else end):
        for part in _parts([(token.group(), run.start() + token.start()) for token in _TOKEN.finditer(run.group())]):
            first, last = part[0], part[-1]
            end_at = last[1] + len(last[0])
            if last[0].endswith(".") and not _INITIALS.match(last[0]):
                end_at -= 1
            whole = text[first[1] : end_at]
            bare = _POSSESSIVE.sub("", whole) if len(whole) > 2 else whole
            yield Name(bare, first[1], first[1] + len(bare))


def _parts(tokens: list[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    """A run of capitals cut where one name ends and another begins."""
    words = _names_words()
    part: list[tuple[str, int]] = []
    for number, token in enumerate(tokens):
        low = token[0].lower().strip(".’'")
        before = part[-1][0].lower() if part else ""
        following = tokens[number + 1][0] if number + 1 < len(tokens) else ""
        cuts = (
            low in words["calendar"]
            or (not part and low in words["opening"])
            or (low in words["loose"] and before not in words["led_on"])
            or (low == "the" and before not in words["joints"] and not (len(part) == 1 and before in words["calls"]))
        )
        if cuts:
            yield from _trimmed(part)
            part = []
            continue
        titled = low in words["titles"] and following[:1].isupper() and following.lower() not in words["bodies"]
        if part and (titled or _owns(part[-1][0], low)) and before not in words["joints"]:
            yield from _trimmed(part)
            part = []
        part.append(token)
    yield from _trimmed(part)


def _owns(word: str, following: str) -> bool:
    """Whether a name ends in this possessive: "Norland's Coastal Office" but not "the People's Front"."""
    return bool(re.search(r"[’']s$", word)) and word[:-2].lower() not in _names_words()["owners"] and following != "s"


def _trimmed(part: list[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    """The part without small words at its ends and without leading offices; nothing if that is all there was."""
    words = _names_words()
    while part and (part[-1][0].lower() in words["joints"]):
        part = part[:-1]
    if part and _ORDINAL.fullmatch(part[0][0]) and not any(word.lower() in words["bodies"] for word, _ in part):
        part = part[1:]  # "5th Avenue", but "18th Brigade"
    while part and part[0][0].lower().strip(".") in words["leading"]:
        if len(part) == 2 and part[0][0].lower().strip(".") in words["honorifics"]:
            break  # "Mr Roe", who is given no other name
        if len(part) > 1 and part[1][0].lower() in words["bodies"] and part[0][0].lower() in words["titles"]:
            break  # "General Command"
        if len(part) > 1 and part[1][0].lower() in words["bodies"] and part[0][0].lower() in words["portfolios"]:
            break  # "Interior Ministry"
        part = part[1:]
        while part and part[0][0].lower() in words["joints"] and part[0][0][0].islower():
            part = part[1:]
    if part:
        yield part


@lru_cache(maxsize=_KEPT)
def significant(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from another, lower case: no articles, prepositions or bare titles."""
    words = [_SPELT_OUT.get(word, word) for word in re.findall(r"[^\W_]+", name.lower())]
    return tuple(word for word in words if word not in _names_words()["empty"]) or tuple(words)


def same_name(one: str, other: str) -> bool:
    """Whether two names of one report may name one party: the words of one all stand in the other, or it is its acronym."""
    if (spelling := spelt_as(one)) is not None and spelling == spelt_as(other):
        return True
    if any(short.isupper() and len(short) > 1 and acronym(long) == short for short, long in ((one, other), (other, one))):
        return True
    short, long = sorted((significant(one), significant(other)), key=lambda words: len(set(words)))
    return bool(short) and set(short) <= set(long) and (set(short) == set(long) or _extends(short, long))


@lru_cache(maxsize=_KEPT)
def acronym(name: str) -> str:
    """The initials of a name's capitalised words: "Office for Human Rights" → "OHR"."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper())


def spelt_as(name: str) -> str | None:
    """The one of several known spellings that stands for them all: "Daesh" → "islamic state"; None for any other name."""
    plain = name.lower().replace("’", "'").removeprefix("the ")
    return _spellings().get(plain) if len(plain) > _SHORT or name.isupper() else None


@cache
def _spellings() -> dict[str, str]:
    return {spelling: name for name, others in lexicon("parties")["spellings"].items() for spelling in (name, *others)}


@cache
def _names_words() -> dict[str, frozenset[str]]:
    tables = lexicon("parties")
    kinds = frozenset(word for table in ("body", "force", "group", "outlet") for word in tables[table]["words"])
    names = {key: frozenset(words) for key, words in tables["names"].items()}
    return {**names, "bodies": kinds, "classes": frozenset(tables["classes"]["words"]), "leading": names["titles"] | names["leading"]}


class Names:
    """All proper names of one text, to find the fullest form of one of them."""

    def __init__(self, text: str) -> None:
        counts: Counter[str] = Counter()
        self.first: dict[str, int] = {}  # where a name stands first
        self._with_article: Counter[str] = Counter()
        self.classed: set[str] = set()  # names after a noun that says what they are: "the rights group Open Door"
        self._within: set[str] = set()  # names that a capital marks as such, since they don't open a sentence
        for name in find_names(text):
            counts[name.words] += 1
            self.first.setdefault(name.words, name.start)
            before = text[max(0, name.start - 12) : name.start]
            self._with_article[name.words] += before.lower().endswith(("the ", "the so-called "))
            if (noun := re.search(r"([^\W_]+) $", before)) and noun[1] in _names_words()["classes"]:
                self.classed.add(name.words)
            if not _STARTS_SENTENCE.search(before) and before:
                self._within.add(name.words)
        self._counts = counts
        self._holding: dict[str, list[tuple[str, ...]]] = {}
        self._spelt: dict[tuple[str, ...], str] = {}
        self._acronyms: dict[str, str] = {}
        self._by_word: dict[str, str] = {}
        for spelt, _ in counts.most_common():
            self._index(spelt)

    def _index(self, spelt: str) -> None:
        words = significant(spelt)
        if len(spelt.split()) > _LONGEST or words in self._spelt or spelt.isupper():
            return
        self._spelt[words] = spelt
        self._acronyms.setdefault(acronym(spelt), spelt)
        for word in set(words):
            self._holding.setdefault(word, []).append(words)
            if len(words) > 1:
                self._by_word.setdefault(word, spelt)

    def fullest(self, name: str) -> str:
        """The longest name of the text that has all of this one's words, the commoner first; the name itself if none."""
        words = significant(name)
        if not words:
            return name
        near = islice(self._holding.get(words[-1], ()), _MOST)
        found = [longer for longer in near if set(words) < set(longer) and _extends(words, longer) and self._is_plausible(longer)]
        whole = [longer for longer in found if not self.parted(self._spelt[longer])[0]]
        if whole:
            return self._spelt[max(whole, key=len)]
        if name.isupper() and len(name) > 2:
            return self._acronyms.get(name.replace(".", "")) or self._spelt.get(words) or name
        return name

    def _is_plausible(self, words: tuple[str, ...]) -> bool:
        """Whether this is no mere row of capitals, such as a line of tags."""
        body = any(word in _names_words()["bodies"] for word in words)
        return len(words) <= (_FULL if body else _FULL_OF_PERSON) or self._counts[self._spelt[words]] > 1

    def holding(self, wanted: set[str]) -> str | None:
        """The commonest name of two words or more that has one of the wanted words (lower case)."""
        found = [self._by_word[word] for word in sorted(wanted) if word in self._by_word]
        return max(found, key=lambda spelt: self._counts[spelt], default=None)

    def parted(self, name: str) -> tuple[str, str]:
        """Two names that lost the comma between them, where the first stands alone elsewhere; ("", name) if it is one."""
        words = name.split()
        if len(words) > 2 * _LONGEST:
            return "", name
        for end in range(len(words) - 1, 1, -1):
            first, rest = " ".join(words[:end]), " ".join(words[end:])
            if words[end][0].isupper() and (
                self._spelt.get(significant(first)) == first or (end + 1 < len(words) and self._spelt.get(significant(rest)) == rest)
            ):
                return first, rest
        return "", name

    def times(self, name: str) -> int:
        """How often the text has this name."""
        return self._counts[name]

    def takes_article(self, name: str) -> bool:
        """Whether the text mostly says "the" before this name, as it does of bodies and not of persons."""
        return 2 * self._with_article[name] > self._counts[name]

    def only_opens(self, name: str) -> bool:
        """Whether the name's capital may only mark the first word of a sentence."""
        return name not in self._within


def _extends(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """A surname is extended by given names before it; a body's name on either side, if it keeps the body's own noun."""
    bodies = _names_words()["bodies"]
    if any(word in bodies for word in short):
        return True
    if long[-len(short) :] == short:
        return not any(word in bodies for word in long)
    return len(short) > 1 and long[: len(short)] == short and any(word in bodies for word in long)
