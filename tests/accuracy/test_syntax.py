"""Tokens, parts of speech, lemmas and dependencies, counted as the CoNLL 2018 shared task did.

Two tokens are the same where their spans are; LAS compares relations without their subtypes, and a lemma "_" fits any. Given
the treebank's tokens and sentences, a figure is a share of tokens; from raw text it is F1.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.model.evidence import Span
from sayso.model.reading import Token
from sayso.reader import look, read_text
from sayso.reader.bundle import Bundle
from sayso.reader.heads import syntax
from tests.accuracy.corpora import documents

pytestmark = pytest.mark.accuracy


def marked(document: dict[str, Any]) -> list[Token]:
    """The tokens as the treebank has them."""
    columns = document["cols"]
    tokens = []
    for first, last in document["sents"]:
        for at in range(first, last):
            head = columns["head"][at]
            span = Span(*document["tokens"][at])
            parent = first + head - 1 if head else None
            tokens.append(Token(span, columns["lemma"][at], columns["upos"][at], parent, columns["deprel"][at]))
    return tokens


def parsed(document: dict[str, Any], bundle: Bundle) -> Sequence[Token]:
    """The treebank's own tokens and sentences, parsed."""
    seen = look(document["text"], bundle)
    return syntax.parse(seen, [Span(*token) for token in document["tokens"]], [(first, last) for first, last in document["sents"]])


def count(marked: Sequence[Token], found: Sequence[Token]) -> Counter[str]:
    """How many tokens there are, and how many were found right in each respect."""
    counts = Counter(marked=len(marked), found=len(found))
    place = {token.span: token for token in found}
    for gold in marked:
        token = place.get(gold.span)
        if token is None:
            continue
        heads = [None if one.head is None else side[one.head].span for one, side in ((gold, marked), (token, found))]
        attached = heads[0] == heads[1]
        counts["tokens"] += 1
        counts["UPOS"] += token.tag == gold.tag
        counts["lemma"] += gold.lemma in ("_", token.lemma)
        counts["UAS"] += attached
        counts["LAS"] += attached and token.relation.partition(":")[0] == gold.relation.partition(":")[0]
        counts["LAS, with subtypes"] += attached and token.relation == gold.relation
    return counts


def figures(pairs: Sequence[tuple[Sequence[Token], Sequence[Token]]], name: str) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for gold, found in pairs:
        counts += count(gold, found)
    return {
        f"{name}/{part}": 2 * right / (counts["marked"] + counts["found"])
        for part, right in counts.items()
        if part not in ("marked", "found")
    }


def test_syntax(bundle: Bundle, yardsticks: Path, floors: dict[str, dict[str, float]], compare: Callable[..., None]) -> None:
    ewt = documents(yardsticks / "parse" / "ud_ewt" / "test.jsonl.gz")
    gum = [document for part in ("dev", "test") for document in documents(yardsticks / "parse" / "ud_gum" / f"{part}.jsonl.gz")]
    measured: dict[str, float] = {}
    for name, corpus in (("ewt_test", ewt), ("gum_news", [document for document in gum if document["meta"]["genre"] == "news"])):
        gold = [marked(document) for document in corpus]
        trees = [(one, parsed(document, bundle)) for one, document in zip(gold, corpus, strict=True)]
        measured |= {part: share for part, share in figures(trees, name).items() if part != f"{name}/tokens"}
        genres = [document["meta"]["genre"] for document in corpus]
        for genre in sorted(set(genres)):
            some = [pair for pair, its in zip(trees, genres, strict=True) if its == genre]
            measured[f"{name}/LAS, {genre}"] = figures(some, name)[f"{name}/LAS"]
        raw = [(one, read_text(document["text"], bundle).tokens) for one, document in zip(gold, corpus, strict=True)]
        measured |= figures(raw, f"{name}_raw")
    compare("Syntax", measured, floors.get("syntax", {}))
