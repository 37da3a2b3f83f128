"""Names of persons, bodies and places: exact spans with their kinds, each sentence or post read as a text of its own.

Forces and groups are organisations here and facilities places, as the corpora have it. Of WNUT only persons, locations, and
groups and corporations (organisations) are counted: its products and works are names that the reader leaves out.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.reader.bundle import Bundle
from tests.accuracy import names
from tests.accuracy.corpora import documents
from tests.accuracy.names import Name

pytestmark = pytest.mark.accuracy

KINDS = ("PER", "ORG", "LOC")


def of_kind(found: set[Name], kind: str) -> set[Name]:
    return {name for name in found if name[2] == kind}


def genre_of(row: dict[str, Any]) -> str:
    """Of a sentence of the treebank: weblog, reviews and so on, which its document's name begins with."""
    return str(row["meta"]["doc"]).partition("-")[0]


def spans(found: set[Name]) -> set[Name]:
    return {(start, end, "") for start, end, _ in found}


def test_entities(bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    figures = {}
    for corpus in ("uner_ewt", "wnut17", "btc"):
        rows = documents(yardsticks / "ner" / corpus / "test.jsonl.gz")
        pairs = [(names.marked(row), names.found(row["text"], bundle)) for row in rows]
        figures[f"{corpus}_test"] = names.f1(pairs)
        for kind in KINDS:
            figures[f"{corpus}_test/{kind}"] = names.f1([(of_kind(marked, kind), of_kind(found, kind)) for marked, found in pairs])
        if corpus == "uner_ewt":
            for genre in sorted({genre_of(row) for row in rows}):
                some = [pair for row, pair in zip(rows, pairs, strict=True) if genre_of(row) == genre]
                figures[f"{corpus}_test, {genre}"] = names.f1(some)
        figures[f"{corpus}_test, whatever the kind"] = names.f1([(spans(marked), spans(found)) for marked, found in pairs])
    compare("Names, F1", figures, floors.get("entities", {}))
