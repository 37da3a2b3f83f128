"""Names as the corpora mark them and as the reader finds them, in the three kinds that all of them share."""

from collections.abc import Iterable
from typing import Any

from sayso.reader import read_text
from sayso.reader.bundle import Bundle

Name = tuple[int, int, str]
COARSE = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC",
    "person": "PER", "organisation": "ORG", "force": "ORG", "group": "ORG", "place": "LOC", "facility": "LOC",
    "location": "LOC", "corporation": "ORG",
}  # fmt: skip
# What the reader calls a nationality, and a corpus a product, is none of the three.


def marked(document: dict[str, Any]) -> set[Name]:
    return {(span["start"], span["end"], COARSE[span["label"]]) for span in document["spans"] if span["label"] in COARSE}


def found(text: str, bundle: Bundle) -> set[Name]:
    entities = read_text(text, bundle).entities
    return {(*entity.span, COARSE[entity.kind]) for entity in entities if entity.kind in COARSE}


def f1(pairs: Iterable[tuple[set[Name], set[Name]]]) -> float:
    """Micro F1 of exact spans with their kinds over (marked, found) of each text."""
    counts = [(len(gold & names), len(gold) + len(names)) for gold, names in pairs]
    return 2 * sum(right for right, _ in counts) / max(1, sum(total for _, total in counts))
