"""What the words of a mention say, and how those of two compare."""

import re

import numpy as np
import pytest

from sayso.reader import mentions, wording
from sayso.reader.arrays import IntArray
from sayso.reader.wording import BARE, DEFINITE, INDEFINITE, NAME, NUMBER, OWNED, PRONOUN, THESE, Mentions
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
    return wording.described(text, pieces, spans_of(pieces, text, *quotes), mentions.frame(text, pieces, starts))


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
    ("Mira Sandoval", "Mira Sandoval", wording.SAME),
    ("the bridge", "a bridge", wording.SAME),
    ("Orvel", "Orvel's", wording.SAME),
    ("Mira Sandoval", "Sandoval", wording.NARROWER),
    ("Sandoval", "Mira Sandoval", wording.WIDER),
    ("the old bridge", "the long bridge", wording.SAME_HEAD),
    ("the bridge of Orvel", "that bridge", wording.NARROWER),
    ("Mira Sandoval", "Mira", wording.HEAD_INSIDE),
    ("Orvel council", "the Orvel garrison", wording.SHARED_NAME),
    ("an old bridge", "the old gate", wording.SHARED),
    ("Sana Relief Front", "SRF", wording.INITIALS),
    ("Mira Sandoval", "she", wording.NOTHING),
    ("Mira Sandoval", "Tam Sandoval", wording.RIVALS),
    ("Mira T. Sandoval", "Tam Sandoval", wording.RIVALS),
    ("Mira Sandoval", "Mira Lund Sandoval", wording.WIDER),
    ("Mira Sandoval", "President Sandoval", wording.SAME_HEAD),
    ("Sen. Mira Sandoval", "the senator", wording.HEAD_INSIDE),
    ("he", "his", wording.NARROWER),
    ("she", "he", wording.NOTHING),
]


@pytest.mark.parametrize(("earlier", "later", "expected"), MATCHES)
def test_matches(earlier: str, later: str, expected: int) -> None:
    given = described(f"So {earlier} fell and {later} rose.", earlier, later)
    assert wording.matches(given, np.array([1]), np.array([[0]])).tolist() == [[expected]]


def test_sorts() -> None:
    text = "Mr Orvel met the mayor, the woman, both soldiers and Mira and Tam at the ministry."
    given = described(text, "Mr Orvel", "the mayor", "the woman", "both soldiers", "Mira and Tam", "the ministry")
    assert given.sort.tolist() == [wording.MALE, wording.PERSON, wording.FEMALE, wording.MANY, wording.MANY, wording.THING]


def test_quotations_are_told_apart_and_end_with_the_line() -> None:
    text = 'A "b c" d “e” f "g\nh'
    places = np.array([text.index(letter) for letter in "abcdefgh".replace("a", "A")])
    assert wording.quotations(text, places).tolist() == [0, 1, 1, 0, 2, 0, 3, 0]
