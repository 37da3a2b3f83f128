"""What may be a mention, of what kind it is, and how the words of two of them compare."""

import re

import numpy as np
import pytest

from sayso.reader import mentions
from sayso.reader.arrays import IntArray
from sayso.reader.mentions import BARE, DEFINITE, INDEFINITE, NAME, NUMBER, OWNED, PRONOUN, THESE, WIDEST, Mentions
from sayso.reader.wordpiece import Pieces, WordPiece


def split(text: str) -> Pieces:
    return WordPiece(["[UNK]", "[CLS]", "[SEP]", *sorted(set(re.findall(r"\w+|[^\w\s]", text.lower())))]).encode(text)


def spans_of(pieces: Pieces, text: str, *quotes: str) -> IntArray:
    """Piece ranges of the quotes, each looked for after the one before it."""
    found, at = [], 0
    for quote in quotes:
        at = re.compile(rf"(?<!\w){re.escape(quote)}(?!\w)").search(text, at).start()  # type: ignore[union-attr]
        found.append((np.searchsorted(pieces.starts, at), np.searchsorted(pieces.starts, at + len(quote))))
    return np.array(found)


def described(text: str, *quotes: str) -> Mentions:
    pieces = split(text)
    starts = [0, *(match.end() for match in re.finditer(r"[.!?]['”\"]? ", text))]
    return mentions.described(text, pieces, spans_of(pieces, text, *quotes), mentions.frame(text, pieces, starts))


KINDS = [
    ("they", PRONOUN["they"]),
    ("Her", PRONOUN["her"]),
    ("that bridge", THESE),
    ("the old bridge", DEFINITE),
    ("The Orvel Bridge", NAME),
    ("a bridge", INDEFINITE),
    ("her bridge", OWNED),
    ("Orvel's bridge", OWNED),
    ("Mira Sandoval", NAME),
    ("Mira Sandoval, the mayor of Orvel", NAME),
    ("mayor of Orvel", BARE),
    ("Orvel bridges", BARE),
    ("40 villagers", NUMBER),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_kinds(words: str, kind: int) -> None:
    assert described(f"Then {words} fell.", words).kind.tolist() == [kind]


MATCHES = [
    ("Mira Sandoval", "Mira Sandoval", mentions.SAME),
    ("the bridge", "a bridge", mentions.SAME),
    ("Orvel", "Orvel's", mentions.SAME),
    ("Mira Sandoval", "Sandoval", mentions.NARROWER),
    ("Sandoval", "Mira Sandoval", mentions.WIDER),
    ("the old bridge", "the long bridge", mentions.SAME_HEAD),
    ("the bridge of Orvel", "that bridge", mentions.NARROWER),
    ("Mira Sandoval", "Mira", mentions.HEAD_INSIDE),
    ("Orvel council", "the Orvel garrison", mentions.SHARED_NAME),
    ("an old bridge", "the old gate", mentions.SHARED),
    ("Sana Relief Front", "SRF", mentions.INITIALS),
    ("Mira Sandoval", "she", mentions.NOTHING),
    ("he", "his", mentions.NARROWER),
    ("she", "he", mentions.NOTHING),
]


@pytest.mark.parametrize(("earlier", "later", "expected"), MATCHES)
def test_matches(earlier: str, later: str, expected: int) -> None:
    given = described(f"So {earlier} fell and {later} rose.", earlier, later)
    assert mentions.matches(given, np.array([1]), np.array([[0]])).tolist() == [[expected]]


def test_sorts() -> None:
    text = "Mr Orvel met the mayor, the woman, both soldiers and Mira and Tam at the ministry."
    given = described(text, "Mr Orvel", "the mayor", "the woman", "both soldiers", "Mira and Tam", "the ministry")
    assert given.sort.tolist() == [mentions.MALE, mentions.PERSON, mentions.FEMALE, mentions.MANY, mentions.MANY, mentions.THING]


def test_quotations_are_told_apart_and_end_with_the_line() -> None:
    text = 'A "b c" d “e” f "g\nh'
    places = np.array([text.index(letter) for letter in "abcdefgh".replace("a", "A")])
    assert mentions.quotations(text, places).tolist() == [0, 1, 1, 0, 2, 0, 3, 0]


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
