"""What texts lose when they have lost all punctuation, or come in capitals: attribution and names, before and after.

Marked spans move along with their characters. Where a lost sign joins a name to what followed it ("Orvests" for
"Orvest's"), a span ends in the middle of a word, which no name that is read does; so the figures for names widened to
whole words are shown beside.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest

from sayso.reader import read_text
from sayso.reader.bundle import Bundle
from tests.accuracy import names
from tests.accuracy.corpora import documents
from tests.accuracy.names import Name

pytestmark = pytest.mark.accuracy

Row = dict[str, Any]
MOST_LOST = 0.06
WORD = re.compile(r"[^\W_]+")


def unpunctuated(text: str) -> tuple[str, list[int]]:
    """The text without punctuation, and where each of its characters (and its end) went."""
    kept = [not category(sign).startswith("P") for sign in text]
    place = [0]
    for keep in kept:
        place.append(place[-1] + keep)
    return "".join(sign for sign, keep in zip(text, kept, strict=True) if keep), place


def capitals(text: str) -> tuple[str, list[int]]:
    """In capitals, but for letters whose capital is longer."""
    return "".join(sign.upper() if len(sign.upper()) == 1 else sign for sign in text), list(range(len(text) + 1))


CHANGES: dict[str, Callable[[str], tuple[str, list[int]]]] = {"unpunctuated": unpunctuated, "capitals": capitals}


def changed(document: Row, change: Callable[[str], tuple[str, list[int]]]) -> Row:
    """The document with its text changed and its spans moved along; those of which nothing is left are empty."""
    text, place = change(document["text"])
    spans = []
    for span in document["spans"]:
        start, end = place[span["start"]], place[span["end"]]
        moved = span | {"start": start, "end": end, "text": text[start:end]}
        if span.get("frags"):
            moved["frags"] = [[place[first], place[last]] for first, last in span["frags"]]
        spans.append(moved)
    return document | {"text": text, "spans": spans}


def attribution(gold: list[Row], bundle: Bundle, scorer: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Joint F1, and token F1 of each role."""
    marked, made = folder / "gold.jsonl", folder / "made.jsonl"
    marked.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    with made.open("w", encoding="utf-8") as output:
        for row in gold:
            found = read_text(row["text"], bundle).attributions
            roles = [{"source": one.source, "cue": one.cue, "content": one.content} for one in found]
            output.write(json.dumps({"id": row["id"], "attributions": roles}) + "\n")
    scored = subprocess.run([sys.executable, scorer, marked, made, "--json"], check=True, capture_output=True, text=True)
    for name, figure in json.loads(scored.stdout).items():
        if name == "joint" or name.endswith("/token"):
            yield name, figure["f1"]


def trimmed(text: str, spans: set[Name]) -> set[Name]:
    """Spans without white space at their ends; empty ones are gone."""
    found = set()
    for start, end, kind in spans:
        bare = text[start:end]
        first = start + len(bare) - len(bare.lstrip())
        if bare.strip():
            found.add((first, first + len(bare.strip()), kind))
    return found


def whole_words(text: str, spans: set[Name]) -> set[Name]:
    """Spans widened to the words that they cut."""
    words = [match.span() for match in WORD.finditer(text)]
    within = {at: word for word in words for at in range(*word)}
    return {(within.get(start, (start, 0))[0], within.get(end - 1, (0, end))[1], kind) for start, end, kind in spans}


def entities(gold: list[Row], bundle: Bundle) -> Iterator[tuple[str, float]]:
    rows = [(row["text"], trimmed(row["text"], names.marked(row)), names.found(row["text"], bundle)) for row in gold]
    yield "names", names.f1([(marked, found) for _, marked, found in rows])
    yield "names in whole words", names.f1([(whole_words(text, marked), whole_words(text, found)) for text, marked, found in rows])


def measured(rows: list[Row], figures: Callable[[list[Row]], Iterator[tuple[str, float]]]) -> tuple[dict[str, float], dict[str, float]]:
    """All figures of the rows as they are and changed, and what each change loses."""
    plain = dict(figures(rows))
    found, lost = dict(plain), {}
    for name, change in CHANGES.items():
        for figure, value in figures([changed(row, change) for row in rows]):
            found[f"{figure}, {name}"] = value
            found[f"{figure}, {name}: lost"] = lost[f"{figure}, {name}"] = plain[figure] - value
    return found, lost


@pytest.fixture(scope="module")
def attributions(bundle: Bundle, yardsticks: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, float], dict[str, float]]:
    folder = tmp_path_factory.mktemp("robustness")
    rows = documents(yardsticks / "attribution" / "polnear" / "dev.jsonl.gz")
    return measured(rows, lambda given: attribution(given, bundle, yardsticks / "attribution" / "score.py", folder))


def test_attribution(
    attributions: tuple[dict[str, float], dict[str, float]], floors: dict[str, dict[str, float]], compare: Callable[..., None]
) -> None:
    compare("PolNeAR dev, plain and changed, F1", attributions[0], floors["robustness"])


def test_attribution_loses_little(attributions: tuple[dict[str, float], dict[str, float]]) -> None:
    assert not {name: value for name, value in attributions[1].items() if value > MOST_LOST}


def test_names(bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    found, lost = measured(documents(yardsticks / "ner" / "uner_ewt" / "dev.jsonl.gz"), lambda given: entities(given, bundle))
    compare("UNER EWT dev, plain and changed, F1", found, floors.get("robust_names", {}))
    assert not {name: value for name, value in lost.items() if value > MOST_LOST}
