"""The sentence head, on scores made by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.evidence import Span
from sayso.model.reading import Reading
from sayso.reader import read_text
from sayso.reader.arrays import FloatArray
from sayso.reader.bundle import Bundle
from sayso.reader.heads.seen import Seen
from sayso.reader.heads.sentences import decode
from sayso.reader.wordpiece import WordPiece

SPLITTER = WordPiece(["[UNK]", "[CLS]", "[SEP]", "a", "##a"])


def decoded(text: str, scores: FloatArray, readiness: float = 0.0) -> tuple[Span, ...]:
    numbers = {"sentences.readiness": np.array([readiness], dtype=np.float32)}
    return decode(Seen(text, SPLITTER.encode(text), {"sentences": scores}, numbers, {}), Reading())


def sentences(text: str, begins: str) -> list[str]:
    """The sentences where a "|" stands for each piece that the network takes for a beginning, "." for any other."""
    yes = np.array([mark == "|" for mark in begins], dtype=np.float32)
    return [span.of(text) for span in decoded(text, np.stack([1 - yes, yes], axis=1))]


CASES = [
    ("One fell. Two rose.", "|..|..", ["One fell.", "Two rose."]),
    ("One fell. Two rose.", "...|..", ["One fell.", "Two rose."]),  # the first piece always begins one
    ("One fell. Two rose.", "......", ["One fell. Two rose."]),
    ("one fell two rose", "|.|.", ["one fell", "two rose"]),
    ("One fell.\n\nTwo rose.", "......", ["One fell.", "Two rose."]),  # a blank line always parts
    ("One fell.\r\n\r\nTwo rose.", "......", ["One fell.", "Two rose."]),
    ("One fell.\nTwo rose.", "......", ["One fell.\nTwo rose."]),  # a line break alone doesn't
    ("One fell.\nTwo rose.", "...|..", ["One fell.", "Two rose."]),
    ("One.Two", "|.|", ["One.Two"]),  # nothing begins inside of a run of characters
    ("aaa aaa", "||||||", ["aaa", "aaa"]),
    ("  One fell.  Two rose. \n", "|..|..", ["One fell.", "Two rose."]),
    ("One", ".", ["One"]),
]


def test_a_reader_that_is_readier_begins_more() -> None:
    scores = np.array([[0, 1], [1, 0], [1, 0], [1, 0.6], [1, 0], [1, 0]], dtype=np.float32)
    assert len(decoded("One fell. Two rose.", scores)) == 1
    assert len(decoded("One fell. Two rose.", scores, readiness=0.5)) == 2


@pytest.mark.parametrize(("text", "begins", "expected"), CASES)
def test_a_sentence_begins_where_the_score_or_a_blank_line_says_so(text: str, begins: str, expected: list[str]) -> None:
    assert sentences(text, begins) == expected


def test_scores_are_left_as_they_are() -> None:
    scores = np.array([[1, 0], [1, 0]], dtype=np.float32)
    decoded("One fell", scores)
    assert scores.tolist() == [[1, 0], [1, 0]]


@settings(deadline=None)  # a busy processor is no failure
@given(st.text("ab .!\n\r\u00ad\u0301é中").filter(lambda text: len(SPLITTER.encode(text)) > 0), st.integers(0, 2**32 - 1))
def test_sentences_of_any_text_are_in_order_and_hold_every_piece(text: str, seed: int) -> None:
    pieces = SPLITTER.encode(text)
    scores = np.random.default_rng(seed).normal(0, 1, (len(pieces), 2)).astype(np.float32)
    spans = decoded(text, scores)
    bounds = [0, *(at for span in spans for at in span), len(text)]
    assert bounds == sorted(bounds)
    held = [any(span.start <= start and end <= span.end for span in spans) for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert all(held)


def test_the_shipped_reader_parts_plain_sentences(bundle: Bundle) -> None:
    text = "Shells fell on the town of Orvest on Saturday. Twelve people died there, the mayor said.\n\nThe army denied it."
    spans = read_text(text, bundle).sentences
    assert [span.of(text) for span in spans] == [
        "Shells fell on the town of Orvest on Saturday.",
        "Twelve people died there, the mayor said.",
        "The army denied it.",
    ]
