"""Which country a party belongs to, by the words of its name: "the Syrian army", "Moscow", "the government of Mali"."""

import re
from functools import cache

from sayso.claims.lexicon import lexicon

_WORD = re.compile(r"[^\W_](?:[\w.&]|['’-](?=\w))*", re.UNICODE)
_OWNER = re.compile(r"['’]s?$")
_LONGEST = 5  # words of a country's name
_SHORT = 3  # letters of a word that must be written in capitals, since "us" is a word too
_OVER = frozenset(
    ("to", "in", "on", "for", "from", "at", "with", "near", "over", "against", "about")
)  # what follows is not what it belongs to


@cache
def _words() -> dict[str, str]:
    """Every name and people in small letters → code."""
    found, more = lexicon("countries"), lexicon("parties")["countries"]
    words: dict[str, str] = found["names"] | found["peoples"] | more["names"] | more["peoples"]
    return words


@cache
def _governments() -> dict[str, str]:
    """Countries, capitals and houses, which as a source stand for a government → code."""
    found, more = lexicon("countries"), lexicon("parties")["countries"]
    words: dict[str, str] = found["capitals"] | found["names"] | more["seats"] | more["names"]
    return words


@cache
def names_of(code: str) -> tuple[str, ...]:
    """The names of a country, in small letters."""
    return tuple(
        name for table in (lexicon("countries"), lexicon("parties")["countries"]) for name, of in table["names"].items() if of == code
    )


def country_named(name: str) -> str | None:
    """The country that a name, or that of a people, means by itself."""
    return _named(name, _words())


def government_of(name: str) -> str | None:
    """The country whose government a name stands for, itself, its capital or a seat ("the Kremlin"); None for any other name."""
    plain = _OWNER.sub("", name.strip()).removeprefix("the ").removeprefix("The ")
    return _named(plain, _governments())


def country_of(name: str) -> str | None:
    """The country of a party, an ISO 3166-1 alpha-2 code; None where its name tells none, or two."""
    if found := government_of(name):
        return found
    words = [match.group().rstrip(".") for match in _WORD.finditer(name)]
    cut = next((at for at, word in enumerate(words) if word.lower() in _OVER), len(words))
    return _told([_OWNER.sub("", word) for word in words[:cut]])


def _told(words: list[str]) -> str | None:
    """The one country that the words name; the longest of several that begin at one word counts."""
    codes = set()
    at = 0
    while at < len(words):
        sizes = range(min(_LONGEST, len(words) - at), 0, -1)
        found = next(((size, code) for size in sizes if (code := _named(" ".join(words[at : at + size]), _words()))), None)
        codes |= {found[1]} if found else set()
        at += found[0] if found else 1
    return codes.pop() if len(codes) == 1 else None


def _named(words: str, table: dict[str, str]) -> str | None:
    if not words[:1].isupper() or (len(words) <= _SHORT and not words.isupper()):
        return None
    plain = words.lower().replace(".", "")
    found = table.get(plain) or table.get(words.lower())
    if found is None and plain.endswith("s"):  # "Syrians", and "Syrias" that has lost its apostrophe
        found = table.get(plain[:-1])
    return found
