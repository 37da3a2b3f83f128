"""Names from made-up outputs of a network."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.reading import Entity, Reading
from sayso.reader.arrays import FloatArray
from sayso.reader.heads.entities import KINDS, LONGEST, decode
from sayso.reader.heads.seen import Seen
from sayso.reader.wordpiece import WordPiece, begins_word

MARKS = ".BI"  # outside, begin, inside
STRONG = 12.0
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "a", "b", "##a", "##b", "mira", "##vale", "-", "."]
PLAIN = "Mira Sund left Oldvale for Eastham"


def made(text: str, tags: FloatArray, kinds: FloatArray, readiness: float = 0.0, least: float = 0.0) -> Seen:
    outputs = {"entity_tags": tags.astype(np.float16), "entity_kinds": kinds.astype(np.float16)}
    numbers = {"entities.readiness": np.array([readiness], dtype=np.float32), "entities.least": np.array([least], dtype=np.float32)}
    return Seen(text, WordPiece(VOCABULARY).encode(text), outputs, numbers, {"entities.kinds": KINDS})


def marked(marks: str) -> FloatArray:
    return STRONG * np.eye(3)[[MARKS.index(mark) for mark in marks]]


def kinds(names: str) -> FloatArray:
    """Kinds of the pieces by their first letters: (f)orce, (F)acility and so on; o for organisation, x for other."""
    letters = dict(zip("pofglFnx", KINDS, strict=True))
    return STRONG * np.eye(len(KINDS))[[KINDS.index(letters[name]) for name in names]]


def found(entities: tuple[Entity, ...], text: str) -> list[tuple[str, str]]:
    return [(entity.span.of(text), entity.kind) for entity in entities]


CASES = {
    "a person and a place": ("BI.B..", "pppllp", [("Mira Sund", "person"), ("Oldvale", "place")]),
    "neighbours apart": ("BB....", "oFpppp", [("Mira", "organisation"), ("Sund", "facility")]),
    "at the end": (".....B", "pppppn", [("Eastham", "nationality")]),
    "products are left out": ("B..B..", "xppfpp", [("Oldvale", "force")]),
    "no name": ("......", "pppppp", []),
}


# Each word of PLAIN but "Mira" is unknown to the vocabulary and so one piece.
@pytest.mark.parametrize(("marks", "letters", "expected"), CASES.values(), ids=CASES.keys())
def test_names_and_kinds(marks: str, letters: str, expected: list[tuple[str, str]]) -> None:
    assert found(decode(made(PLAIN, marked(marks), kinds(letters)), Reading()), PLAIN) == expected


def test_a_word_is_taken_whole_or_not_at_all() -> None:
    text = "aab mira"  # pieces a ##a ##b mira
    agreed = marked("BIIB")
    disputed = agreed.copy()
    disputed[2] = (5.0, 0.0, 0.0)  # one of three pieces would be outside
    assert found(decode(made(text, disputed, kinds("gggp")), Reading()), text) == [("aab", "group"), ("mira", "person")]
    disputed[:2] = (1.0, 0.0, 0.0)
    assert found(decode(made(text, disputed, kinds("gggp")), Reading()), text) == [("mira", "person")]


def test_the_kind_is_that_of_the_pieces_together() -> None:
    scores = kinds("pgg") * np.array([[1.5], [1.0], [1.0]])
    assert found(decode(made("mira a b", marked("BII"), scores), Reading()), "mira a b") == [("mira a b", "group")]


def test_the_family_decides_before_the_kind() -> None:
    scores = np.log([[0.05, 0.2, 0.3, 0.1, 0.34, 0.003, 0.003, 0.004]])
    (one,) = decode(made("mira", marked("B"), scores), Reading())
    assert one.kind == "force"  # bodies have 0.6 in all
    assert one.score == pytest.approx(0.6, abs=0.01)


def test_a_hyphen_parts_words() -> None:
    text = "mira-a."
    assert found(decode(made(text, marked("B.B."), kinds("pplp")), Reading()), text) == [("mira", "person"), ("a", "place")]


def test_doubt_lowers_the_score() -> None:
    scores = []
    for doubt in (1.0, 0.2, 0.1):
        (one,) = decode(made("mira", marked("B") * doubt, kinds("p") * doubt), Reading())
        scores.append(one.score)
    assert 1 >= scores[0] > scores[1] > scores[2] > 0


def test_readiness_opens_more_names() -> None:
    tags = np.array([[1.0, 0.0, 0.0]])
    assert decode(made("mira", tags, kinds("p")), Reading()) == ()
    assert len(decode(made("mira", tags, kinds("p"), readiness=2.0), Reading())) == 1


def test_what_is_too_doubtful_is_left_out() -> None:
    doubtful = marked("B") * 0.1, kinds("p") * 0.1
    (one,) = decode(made("mira", *doubtful, least=0.1), Reading())
    assert 0.1 < one.score < 0.9
    assert decode(made("mira", *doubtful, least=0.9), Reading()) == ()


def test_whatever_is_very_long_is_no_name() -> None:
    for count, names in ((LONGEST, 1), (LONGEST + 1, 0)):
        seen = made(" ".join("a" * count), marked("B" + "I" * (count - 1)), kinds("p" * count))
        assert len(decode(seen, Reading())) == names


@settings(deadline=None)  # a busy processor is no failure
@given(st.text("ab-. \n\u00ad\u0301é", min_size=1, max_size=60), st.integers(0, 2**32 - 1))
def test_any_outputs_give_whole_words_in_order(text: str, seed: int) -> None:
    pieces = WordPiece(VOCABULARY).encode(text)
    if not len(pieces):
        return
    random = np.random.default_rng(seed)
    entities = decode(made(text, random.normal(0, 3, (len(pieces), 3)), random.normal(0, 3, (len(pieces), len(KINDS)))), Reading())
    bounds = [at for entity in entities for at in entity.span]
    assert bounds == sorted(bounds)
    first = begins_word(text, pieces.starts, pieces.ends)
    assert {entity.span.start for entity in entities} <= set(pieces.starts[first].tolist())
    assert {entity.span.end for entity in entities} <= set(pieces.ends[np.append(first[1:], True)].tolist())
    assert all(0 <= entity.score <= 1 and entity.kind in KINDS[:-1] for entity in entities)
