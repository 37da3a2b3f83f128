"""What is known of the names in a text, and what the words of a name tell of its kind."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from training.documents import Place, moved_spans

Name = tuple[int, int, tuple[str, ...]]  # start, end, and the kinds that it may be, the usual one first

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
HEADS: dict[str, frozenset[str]] = {kind: frozenset(words.split()) for kind, words in WORDS["heads"].items()}
KNOWN: dict[str, frozenset[str]] = {kind: frozenset(" ".join(names.split()).split(", ")) for kind, names in WORDS["known"].items()}
PEOPLES = frozenset(form for name in WORDS["peoples"]["names"].split() for form in (name, f"{name}s"))
PEOPLES_OF_MORE_WORDS = frozenset(WORDS["peoples"]["more"].split(", "))
BEFORE_PEOPLES = frozenset(WORDS["peoples"]["first"].split())
TITLES = frozenset(WORDS["titles"]["names"].split())
COMMON = frozenset(WORDS["common"]["names"].split())

HEAD = re.compile(r"(?P<head>\w+)\W+(?:of|for|in|against)\b|(?P<last>\w+)\W*$")
LETTERS = re.compile(r"[^\W\d_]+")
JOINED = re.compile(r" (?=[,.!?:;)%]|'(?:s|m|d|re|ve|ll)\b|n't\b)|(?<=[(#$]) ")

BODIES = ("organisation", "force", "group")
SPOTS = ("place", "facility")


@dataclass(frozen=True)
class EntityLabels:
    """Names in text order and none inside another; where it isn't known whether a name stands, characters are `unknown`.

    A name hides what is unknown under it. `trust` is the weight of its tags: where hardly anything in capitals is known but
    names, they would teach that all that is in capitals is one.
    """

    names: list[Name]
    unknown: list[tuple[int, int]]
    trust: float = 1.0

    def moved(self, place: Place) -> "EntityLabels":
        names = [(place(start), place(end), kinds) for start, end, kinds in self.names]
        return EntityLabels([name for name in names if name[0] < name[1]], moved_spans(self.unknown, place), self.trust)


Loaded = list[tuple[str, str, EntityLabels]]  # name, text, labels


def narrowed(name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `kinds` that the words of the name speak for; all of them where they say nothing."""
    plain = " ".join(name.lower().replace("’", "'").replace(" 's", "'s").split())
    plain = re.sub(r"^the |'s$|[.,]$", "", plain)
    for kind in kinds:
        if plain in KNOWN.get(kind, ()):
            return (kind,)
    found = HEAD.search(plain)
    head = (found["head"] or found["last"]) if found else ""
    for kind, heads in HEADS.items():
        if kind in kinds and head in heads:
            return (kind,)
    return kinds


def is_people(name: str) -> bool:
    """Whether a name is that of a people: "Russian", "South Koreans", "non-Arab"."""
    plain = name.lower()
    words = re.findall(r"\w+", plain)
    return plain in PEOPLES_OF_MORE_WORDS or (bool(words) and words[-1] in PEOPLES and set(words[:-1]) <= BEFORE_PEOPLES | PEOPLES)


def peoples(text: str, known: Iterable[Name]) -> list[tuple[int, int]]:
    """Where words for peoples stand outside of the known names."""
    taken = [(start, end) for start, end, _ in known]
    spots = [match.span() for match in LETTERS.finditer(text) if match.group().lower() in PEOPLES]
    return [(start, end) for start, end in spots if not any(start < other_end and begin < end for begin, other_end in taken)]


def detokenised(text: str, labels: EntityLabels) -> tuple[str, EntityLabels]:
    """Without the blanks that stand before a sign or a clitic, or after an opening bracket, because tokens were joined by blanks."""
    lost = {at for match in JOINED.finditer(text) for at in range(*match.span())}
    before = list(accumulate((at not in lost for at in range(len(text))), initial=0))
    return "".join(sign for at, sign in enumerate(text) if at not in lost), labels.moved(before.__getitem__)
