"""Where mentions may lie, and which of them are likely."""

import re

import numpy as np
import pytest

from sayso.reader import mentions
from sayso.reader.mentions import WIDEST
from sayso.reader.wordpiece import Pieces, WordPiece


def split(text: str) -> Pieces:
    return WordPiece(["[UNK]", "[CLS]", "[SEP]", *sorted(set(re.findall(r"\w+|[^\w\s]", text.lower())))]).encode(text)


def test_mentions_are_words_of_one_sentence() -> None:
    text = "Orvelian. He re-fell."
    pieces = WordPiece(["[UNK]", "[CLS]", "[SEP]", "orvel", "##ian", ".", "he", "re", "-", "fell"]).encode(text)
    allowed = mentions.allowed(mentions.frame(text, pieces, [0, 10]))
    spans = [text[pieces.starts[at] : pieces.ends[at + more]] for at, more in np.argwhere(allowed).tolist()]
    assert {"Orvelian", "He", "He re-fell", "re", "fell"} <= set(spans)
    assert not {"Orvel", "ian", "Orvelian. He", ". He"} & set(spans)


def test_scores_are_dot_products_and_biases_of_both_ends() -> None:
    chance = np.random.default_rng(5)
    starts, ends = (chance.normal(size=(150, 9)).astype(np.float32) for _ in range(2))
    widths = chance.normal(size=WIDEST).astype(np.float32)
    found = mentions.scores(starts, ends, widths)
    assert found.shape == (150, WIDEST)
    for begin, more in ((0, 0), (3, 29), (70, 12), (149, 0)):
        right = starts[begin, :8] @ ends[begin + more, :8] / 8**0.5 + starts[begin, 8] + ends[begin + more, 8] + widths[more]
        assert found[begin, more] == pytest.approx(right, abs=1e-4)


def test_candidates_do_not_depend_on_where_stretches_end(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "the mayor of Orvel said that she had seen the bridge fall. " * 20
    pieces = split(text)
    where = mentions.frame(text, pieces, [match.start() for match in re.finditer("the mayor", text)])
    chance = np.random.default_rng(6)
    starts, ends = (chance.normal(size=(len(pieces), 9)).astype(np.float32) for _ in range(2))
    widths = np.full(WIDEST, -1, dtype=np.float32)
    spans, values = mentions.candidates(starts, ends, widths, where)
    monkeypatch.setattr(mentions, "STRETCH", 17)
    again, same = mentions.candidates(starts, ends, widths, where)
    assert spans.tolist() == again.tolist()
    np.testing.assert_allclose(values, same, atol=1e-5)
    assert 10 < len(spans) <= mentions.KEPT * where.begins.sum()
    assert spans.tolist() == sorted(spans.tolist())
