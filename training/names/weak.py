"""Names from corpora that mark some of them for another purpose, and names that say themselves what they are.

Only what is marked is a name, and only words in small letters, or common ones, are none; of the rest nothing is known.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.documents import read_rows
from training.names.labels import (
    BODIES,
    COMMON,
    HEADS,
    KNOWN,
    SPOTS,
    TITLES,
    EntityLabels,
    Loaded,
    Name,
    detokenised,
    is_people,
    narrowed,
    peoples,
)

WORD = re.compile(r"\w[\w.'’-]*")
CAPITALS = r"[A-Z][\w'’-]*(?<!'s)(?<!’s)"
RUN = re.compile(rf"{CAPITALS}(?: (?:of |for |the |of the |and )?{CAPITALS})*")
LEADING = re.compile(r"(?:(?:[a-z]\w*|The|the|A|An|In|At|On|From) )+")
DESCRIBED = re.compile(
    r"\b(?:GOVERNMENT|REGIME|DICTATORSHIP|DRUG|\w+ISTS|\w*TRAFFICK\w+|TROOPS|SQUADS?|CARTELS|GROUPS?|MAFIAS|GUERRILLAS?|ORGANIZATIONS?)\b"
)
SMALL_HEADS = ("army", "navy", "police", "military", "air force", "troops", "coast guard")
LEAD = r"(?:(?:The|In|On|At|A|But|And|For|From|Meanwhile|However|[\w’']+-(?:backed|led|linked|affiliated)) )+"
UNSURE = frozenset(("house", "center", "centre", "club", "hall", "plant", "headquarters", "base", "command", "gate", "shop", "store"))
EITHER = frozenset(("university", "college", "coalition"))  # also bodies
FAMOUS_KINDS = {name: kind for kind, names in KNOWN.items() for name in names if len(name) > 3 or name in ("fsa", "sdf", "ypg", "pkk")}
FAMOUS = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(FAMOUS_KINDS, key=len, reverse=True)))})\b", re.IGNORECASE)
TRUST = 0.2
ONE_IN = 5  # reports of which names are taken; there are more than are needed


def load_ecb(path: Path) -> Loaded:
    """ECB+: those of the marked persons, bodies and places that are names, in the sentences that hold one."""
    kinds = {"HUMAN_PART_PER": ("person",), "HUMAN_PART_ORG": BODIES, "LOC_FAC": ("facility",), "LOC_GEO": ("place",)}
    loaded = []
    for number, document in enumerate(read_rows(path)[::2]):
        marked = [(span["start"], span["end"], kinds[span["label"]]) for span in document["spans"] if span["label"] in kinds]
        names = [found for start, end, allowed in marked if (found := _name(document["text"], start, end, allowed))]
        lines = [match.span() for match in re.finditer(r"[^\n]+", document["text"])]
        text, labels = _kept(document["text"], _disjoint(names), lines)
        if text:
            loaded.append((document["id"], *(detokenised(text, labels) if number % 2 else (text, labels))))
    return loaded


def _name(text: str, start: int, end: int, kinds: tuple[str, ...]) -> Name | None:
    """What is a name of a marked phrase: capitalised words to its end, without title or article; None where there's more to it."""
    phrase = text[start:end]
    lead = LEADING.match(phrase)
    start += lead.end() if lead else 0
    words = text[start:end].split()
    while words and words[0].lower().strip(".") in TITLES | {"."}:
        start += len(words[0]) + 1
        words = words[1:]
    phrase = text[start:end]
    if not RUN.fullmatch(phrase) or phrase.lower() in COMMON or is_people(phrase):
        return None
    if kinds == ("person",) and len(words) < 2 and phrase.isupper():
        return None
    if kinds == ("facility",) and len(words) < 2:
        return None
    return start, end, narrowed(phrase, kinds)


def load_muc(path: Path) -> Loaded:
    """MUC-4, in capitals throughout: perpetrating bodies and victims with a name, wherever their strings stand in the report."""
    loaded = []
    for document in read_rows(path)[::6]:
        text = document["text"]
        strings = {name: kinds for span in document["spans"] for name, kinds in _capital_name(span)}
        names = [(*match.span(), kinds) for name, kinds in strings.items() for match in re.finditer(rf"\b{re.escape(name)}\b", text)]
        paragraphs = [match.span() for match in re.finditer(r"(?:[^\n]+\n?)+", text)]
        text, labels = _kept(text, _disjoint(names), paragraphs)
        if text:
            loaded.append((document["id"], text, labels))
    return loaded


def _capital_name(span: dict[str, Any]) -> Iterable[tuple[str, tuple[str, ...]]]:
    kinds = {"perpetrator_organisation": ("group", "force"), "human_target_name": ("person",)}.get(span["label"])
    name = re.sub(r"^THE ", "", span["text"])
    plain = name.lower() not in COMMON and re.fullmatch(r"[A-Z]+(?:[ -][A-Z]+)*", name) and not DESCRIBED.search(name)
    if kinds and plain:
        yield name, narrowed(name, kinds)


def load_places(path: Path, one_in: int = 1) -> Loaded:
    """News with marked places, those in the form of a people's name left out."""
    loaded = []
    for document in read_rows(path)[::one_in]:
        text = document["text"]
        spans = [(span["start"], span["end"]) for span in document["spans"] if not is_people(span["text"])]
        names = [(start, end, narrowed(text[start:end], SPOTS)) for start, end in spans]
        names = [(start, end, kinds if len(kinds) == 1 else ("place",)) for start, end, kinds in names]
        paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
        loaded.append((document["id"], *_kept(text, _disjoint(names), paragraphs)))
    return [row for row in loaded if row[1]]


def load_reports(path: Path) -> Loaded:
    """Reports of a war, with names that end in "Brigade", "Hospital" and the like, well-known bodies, and peoples."""
    loaded = []
    for document in read_rows(path)[::ONE_IN]:
        text = document["text"]
        alone = [(start, end) for start, end in peoples(text, ()) if not re.match(r"[ -][A-Z]|-", text[end : end + 2])]
        names = _disjoint(
            [*_told(text), *_famous(text), *((start, end, ("nationality",)) for start, end in alone if text[start].isupper())]
        )
        sentences = [match.span() for match in re.finditer(r".+?(?:[.!?](?= [A-Z\"])|\n|$)\s*", text)]
        text, labels = _kept(text, names, sentences)
        if text:
            loaded.append((document["id"], text, labels))
    return loaded


def _told(text: str) -> Iterable[Name]:
    """Names of two to five words whose last says what they are, and "Syrian army" with a small letter."""
    for match in RUN.finditer(text):
        for part in re.finditer(rf"{CAPITALS}(?: {CAPITALS})+", match.group()):
            lead = re.match(LEAD, part.group())
            name, start = part.group()[lead.end() if lead else 0 :], match.start() + part.start() + (lead.end() if lead else 0)
            head = name.split()[-1].lower() if name else ""
            for kind in ("force", "facility", "group"):
                if 1 <= name.count(" ") <= 4 and head in HEADS[kind] - UNSURE:
                    yield start, start + len(name), (kind, "organisation") if head in EITHER else (kind,)
    for match in re.finditer(rf"\b(?P<people>{CAPITALS}) (?:{'|'.join(SMALL_HEADS)})\b", text):
        if is_people(match["people"]) or match["people"] in ("US", "NATO"):
            yield *match.span(), ("force",)


def _famous(text: str) -> Iterable[Name]:
    """Well-known bodies, where written with a capital."""
    for match in FAMOUS.finditer(text):
        if not match.group().islower():
            yield *match.span(), (FAMOUS_KINDS[match.group().lower()],)


def _disjoint(names: Iterable[Name]) -> list[Name]:
    """The longest of those that overlap, in text order."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (name[0] - name[1], name[0])):
        if taken.isdisjoint(range(name[0], name[1])):
            kept.append(name)
            taken.update(range(name[0], name[1]))
    return sorted(kept)


def _kept(text: str, names: list[Name], parts: list[tuple[int, int]]) -> tuple[str, EntityLabels]:
    """The parts of a text that hold a name, and the labels in them. Words of which nothing is known are found here."""
    kept, moved, length = [], [], 0
    for start, end in parts:
        inside = [name for name in names if start <= name[0] and name[1] <= end]
        if inside:
            moved += [(first - start + length, last - start + length, kinds) for first, last, kinds in inside]
            kept.append(text[start:end].rstrip() + "\n")
            length += len(kept[-1])
    joined = "".join(kept)
    return joined, EntityLabels(moved, _unknown(joined, moved), TRUST)


def _unknown(text: str, names: list[Name]) -> list[tuple[int, int]]:
    """Words in capitals outside of the names, with what joins them, but for common ones."""
    covered = bytearray(len(text))
    for start, end, _ in names:
        covered[start:end] = b"\1" * (end - start)
    spots: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        word = match.group()
        if covered[match.start()] or word.lower() in COMMON or not (word[0].isupper() or any(sign.isdigit() for sign in word)):
            continue
        if (
            spots
            and re.fullmatch(r"[\W_]*(?:of|for|and|the|al|de|del|la)?[\W_]*", text[spots[-1][1] : match.start()])
            and "\n" not in text[spots[-1][1] : match.start()]
        ):
            spots[-1] = (spots[-1][0], match.end())
        else:
            spots.append(match.span())
    return spots
