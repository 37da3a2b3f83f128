"""Proper names in running text, found by their capitals, and when two of them may name one party."""

import re
from collections import Counter
from functools import cache

from sayso.claims.lexicon import lexicon

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚЀ-Я"
# "Britain-based", "US-led": they describe the party whose name follows.
_DESCRIBES = (
    r"(?![\w.]+-(?:based|led|backed|linked|held|run|allied|aligned|controlled|affiliated|born|funded|supported|brokered|wide|style|era)\b)"
)
_WORD = rf"{_DESCRIBES}(?:(?:al|el|an|ar|as|ash|at|ad|az|en|de|di|bin|ibn|abu|umm)-)?[{_CAPITAL}][\w’'.\-]*(?<![.'’\-])"
_JOINT = r"(?:of|for|in|the|de|del|della|di|da|dos|van|von|der|bin|ibn|al|el|zu|y|et|on|to)"
NAME = re.compile(rf"(?<![\w@])@?{_WORD}(?:[ \u00a0]+(?:{_JOINT}[ \u00a0]+){{0,2}}{_WORD})*|(?<!\w)@\w+")
_EMPTY = frozenset("a an the of for in and de del al el bin ibn on to s at by new mr mrs ms dr sir".split())
_LONGEST = 10  # words; a longer run of capitals is a headline


def significant(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from another, lower case: no articles, prepositions or bare titles."""
    words = re.findall(r"[^\W_]+", name.lower())
    return tuple(word for word in words if word not in _EMPTY) or tuple(words)


def acronym(name: str) -> str:
    """The initials of a name's capitalised words: "Syrian Observatory for Human Rights" → "SOHR"."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper())


def same_name(one: str, other: str) -> bool:
    """Whether two names of one report may name one party: the words of one all stand in the other, or it is its acronym."""
    if any(short.isupper() and len(short) > 1 and acronym(long) == short for short, long in ((one, other), (other, one))):
        return True
    short, long = sorted((set(significant(one)), set(significant(other))), key=len)
    return bool(short) and short <= long


def bare_name(name: str) -> str:
    """A name as found in running text, without the article or the office that a capital has drawn into it."""
    words = name.split()
    while len(words) > 1 and words[0].lower().strip(".") in _leading():
        words = words[1:]
        while len(words) > 1 and words[0] in ("of", "for", "the", "in", "to"):
            words = words[1:]
    return " ".join(words)


@cache
def _leading() -> frozenset[str]:
    return frozenset(lexicon("parties")["person"]["words"]) | {
        "the",
        "a",
        "an",
        "this",
        "that",
        "his",
        "her",
        "its",
        "their",
        "our",
        "vice",
        "foreign",
        "prime",
    }


class Names:
    """All proper names of one text, to find the fullest form of one of them."""

    def __init__(self, text: str) -> None:
        counts = Counter(bare_name(match.group()) for match in NAME.finditer(text))
        self._holding: dict[str, list[tuple[str, ...]]] = {}
        self._spelt: dict[tuple[str, ...], str] = {}
        for name, _ in counts.most_common():
            words = significant(name)
            if len(name.split()) <= _LONGEST and words not in self._spelt and not name.isupper():
                self._spelt[words] = name
                for word in set(words):
                    self._holding.setdefault(word, []).append(words)

    def fullest(self, name: str) -> str:
        """The longest name of the text that has all of this one's words, the commoner first; the name itself if none."""
        words = significant(name)
        if not words:
            return name
        found = [longer for longer in self._holding.get(words[-1], ()) if set(words) < set(longer) and _extends(words, longer)]
        if found:
            return self._spelt[max(found, key=len)]
        if name.isupper() and len(name) > 2:
            for spelt in self._spelt.values():
                if acronym(spelt) == name:
                    return spelt
        return name

    def holding(self, wanted: set[str]) -> str | None:
        """The commonest name of two words or more that has one of the wanted words (lower case)."""
        return next((spelt for words, spelt in self._spelt.items() if len(words) > 1 and wanted & set(words)), None)

    def parted(self, name: str) -> tuple[str, str]:
        """Two names that lost the comma between them, where the first stands alone elsewhere; ("", name) if it is one."""
        words = name.split()
        for end in range(len(words) - 1, 1, -1):
            if words[end][0].isupper() and self._spelt.get(significant(first := " ".join(words[:end]))) == first:
                return first, " ".join(words[end:])
        return "", name


def _extends(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """A surname is extended by given names before it; a body's name on either side, if it keeps the body's own noun."""
    if long[-len(short) :] == short:
        return True
    return any(word in _bodies() for word in short)


@cache
def _bodies() -> frozenset[str]:
    tables = lexicon("parties")
    return frozenset(word for table in ("body", "force", "group") for word in tables[table]["words"])
