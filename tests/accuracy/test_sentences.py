"""Sentence starts, on treebanks of web text and of news, as they are and with all punctuation and capitals gone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.reader import read_text
from sayso.reader.bundle import Bundle
from tests.accuracy.corpora import documents

pytestmark = pytest.mark.accuracy

Prose = tuple[str, list[int]]
TERMINAL = re.compile(r"[.!?][\"'”’)]*\s+|\n\s*")


def prose(document: dict[str, Any]) -> Prose:
    return document["text"], [document["tokens"][first][0] for first, _ in document["sents"]]


def unpunctuated(text: str, starts: list[int]) -> Prose:
    """The text in lower case, without punctuation and on one line; starts moved along."""
    kept: list[str] = []
    moved: list[int] = []
    first = set(starts)
    for at, sign in enumerate(text):
        if at in first:
            moved.append(len(kept))
        if sign.isalnum() or sign.isspace():
            kept.append(" " if sign.isspace() else sign.lower() if len(sign.lower()) == 1 else sign)
    return "".join(kept), moved


def after_space(text: str, starts: list[int]) -> set[int]:
    """Starts that can be compared: at the next visible character, the text's own first one left out."""
    found = set()
    for start in starts:
        while start < len(text) and text[start].isspace():
            start += 1  # noqa: PLW2901 - walks on to what is seen
        found.add(start)
    first = len(text) - len(text.lstrip())
    return found - {first, len(text)}


def f1(pairs: list[tuple[set[int], set[int]]]) -> float:
    right = sum(len(gold & found) for gold, found in pairs)
    return 2 * right / max(1, sum(len(gold) + len(found) for gold, found in pairs))


def starts_of(text: str, bundle: Bundle) -> list[int]:
    return [sentence.start for sentence in read_text(text, bundle).sentences]


def test_sentences(bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    ewt = [prose(document) for document in documents(yardsticks / "parse" / "ud_ewt" / "test.jsonl.gz")]
    gum = [document for part in ("dev", "test") for document in documents(yardsticks / "parse" / "ud_gum" / f"{part}.jsonl.gz")]
    news = [prose(document) for document in gum if document["meta"]["genre"] == "news"]
    figures = {}
    for name, corpus in (("ewt_test", ewt), ("gum_news", news)):
        for variant, texts in (("", corpus), ("_unpunctuated", [unpunctuated(*one) for one in corpus])):
            gold = [after_space(*one) for one in texts]
            figures[name + variant] = f1(
                [(one, after_space(text, starts_of(text, bundle))) for (text, _), one in zip(texts, gold, strict=True)]
            )
            ruled = [[match.end() for match in TERMINAL.finditer(text)] for text, _ in texts]
            by_rule = [(one, after_space(text, starts)) for (text, _), starts, one in zip(texts, ruled, gold, strict=True)]
            figures[f"{name}{variant}, by rule"] = f1(by_rule)
    compare("Sentence starts, F1", figures, floors["sentences"])
