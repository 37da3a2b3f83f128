"""The coreference head, on outputs made by hand."""

import re
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.evidence import Span
from sayso.model.reading import Reading
from sayso.reader import mentions, wording
from sayso.reader.arrays import FloatArray
from sayso.reader.heads import coreference
from sayso.reader.heads.coreference import FAR, FEATURES, HIDDEN, NEAR, OFFSETS, OUTPUTS, Found, decode, earlier_ones
from sayso.reader.heads.seen import Seen
from sayso.reader.wording import KINDS, SAME
from sayso.reader.wordpiece import WordPiece

SURE = 9.0


def numbers(table: FloatArray | None = None) -> dict[str, FloatArray]:
    return {
        "coreference.widths": np.zeros(mentions.WIDEST, dtype=np.float32),
        "coreference.shares": np.zeros(2, dtype=np.float32),
        "coreference.table": np.zeros((FEATURES, 1 + HIDDEN), dtype=np.float32) if table is None else table,
        "coreference.out": np.zeros(HIDDEN, dtype=np.float32),
        "coreference.bar": np.zeros(1, dtype=np.float32),
    }


def same_words() -> FloatArray:
    """A table that links mentions of the same words, and no others."""
    table = np.zeros((FEATURES, 1 + HIDDEN), dtype=np.float32)
    table[: OFFSETS[1], 0] = -1
    table[SAME * KINDS : (SAME + 1) * KINDS, 0] = 1
    return table


def seen(text: str, quotes: list[str]) -> Seen:
    """A text in which the network takes every occurrence of the quotes, and nothing else, for a mention."""
    splitter = WordPiece(["[UNK]", "[CLS]", "[SEP]", *sorted(set(re.findall(r"\w+|[^\w\s]", text.lower())))])
    pieces = splitter.encode(text)
    outputs = {name: np.zeros((len(pieces), width), dtype=np.float16) for name, width in OUTPUTS.items()}
    for number, quote in enumerate(quotes):
        for match in re.finditer(re.escape(quote), text):
            # A dimension of its own for each quote, so that one's beginning doesn't go with another's end.
            outputs["mention_start"][np.searchsorted(pieces.starts, match.start()), number] = SURE
            outputs["mention_end"][np.searchsorted(pieces.ends, match.end()), number] = SURE
    outputs["mention_start"][:, -1] = -SURE / 2
    return Seen(text, pieces, outputs, numbers(same_words()), {})


def chains(text: str, quotes: list[str]) -> list[list[str]]:
    ends = [0, *(match.end() for match in re.finditer(r"[.] ", text)), len(text)]
    reading = Reading(sentences=tuple(Span(start, end) for start, end in pairwise(ends)))
    return [[span.of(text) for span in chain.mentions] for chain in decode(seen(text, quotes), reading)]


@pytest.fixture(autouse=True)
def _all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "KEPT", 1.0)


def test_chains_of_two_and_more_mentions_in_text_order() -> None:
    text = "Tam Orvel saw the bridge. Mira saw a bridge. Tam Orvel left it. Tam Orvel rests."
    assert chains(text, ["Tam Orvel", "the bridge", "a bridge", "Mira"]) == [["Tam Orvel"] * 3, ["the bridge", "a bridge"]]


def test_a_mention_alone_is_no_chain() -> None:
    assert chains("Tam saw Mira.", ["Tam", "Mira"]) == []
    assert chains("Tam saw Mira.", []) == []


def test_mentions_may_lie_inside_each_other() -> None:
    text = "Mira and the son of Mira saw the son of Mira."
    assert chains(text, ["the son of Mira", "Mira"]) == [["Mira"] * 3, ["the son of Mira"] * 2]


def test_names_are_found_again_far_away() -> None:
    others = [f"villager{letter}" for letter in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"]
    others = [other + str(number) for number, other in enumerate(others)]
    text = f"Tam saw {', '.join(others)}. Then Tam left."
    quotes = ["Tam", *others[: coreference.MENTION - 1]]
    assert len(quotes) > NEAR + 1
    assert chains(text, quotes) == [["Tam", "Tam"]]


def test_earlier_ones_are_the_near_and_the_last_of_ones_head() -> None:
    heads = np.array([7, 7, 7, 7, 7, 7, *range(100, 100 + NEAR), 7])
    empty = np.zeros(len(heads), dtype=np.int64)
    words = np.full((len(heads), wording.SLOTS), -1)
    given = wording.Mentions(empty, empty, heads, heads, words, words > 0, empty, empty, empty, empty)
    found = earlier_ones(given)
    assert found.shape == (len(heads), NEAR + FAR)
    assert found[-1, :NEAR].tolist() == list(range(6, 6 + NEAR))
    assert found[-1, NEAR:].tolist() == [5, 4, 3, 2]
    assert found[2].tolist() == [-1] * (NEAR - 2) + [0, 1] + [-1] * FAR


@given(st.integers(1, 200), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=10)  # a busy processor is no failure
def test_features_stay_in_their_tables_and_dots_are_those_of_the_pairs(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    spans = np.sort(chance.integers(0, 400, size=(count, 2)), axis=1)
    spans[:, 1] += 1
    spans = spans[np.lexsort((spans[:, 1], spans[:, 0]))]

    def drawn(top: int, *more: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return chance.integers(0, top, size=(count, *more))

    words = drawn(9, wording.SLOTS) - 1
    given = wording.Mentions(
        drawn(KINDS), drawn(wording.SORTS), drawn(20), drawn(9), words, words > 4, drawn(5), drawn(9) - 1, np.sort(drawn(30)), drawn(4)
    )
    found = earlier_ones(given)
    likely = Found(spans, np.zeros(count, dtype=np.float32), given)
    index = coreference.features(likely, np.arange(count), found)
    assert ((index >= OFFSETS[:-1]) & (index < OFFSETS[1:])).all()
    table = chance.normal(size=(FEATURES, 3)).astype(np.float32)
    told = coreference.tell(likely, np.arange(count), found)
    merged = [rows[coreference.index_of(told, names)] for names, rows in coreference.merge(table)]
    np.testing.assert_allclose(sum(np.broadcast_to(rows, (*found.shape, 3)) for rows in merged), table[index].sum(2), atol=1e-4)
    queries, keys = (chance.normal(size=(count, coreference.PAIR)).astype(np.float32) for _ in range(2))
    half = np.arange(count // 2, count)
    dots = coreference.dots(queries[half], keys, half, found[half])
    for row, number in enumerate(half):
        for column in np.flatnonzero(found[number] >= 0):
            right = queries[number] @ keys[found[number, column]] / coreference.PAIR**0.5
            assert dots[row, column] == pytest.approx(right, abs=1e-3)


def noise(count: int) -> tuple[Seen, Reading]:
    """A text of `count` words, in which what is a mention is left to chance, and all is one sentence."""
    words = "Tam the mayor of Orvel said that she had seen a bridge fall near his house and it was theirs".split()
    chance = np.random.default_rng(9)
    text = " ".join(words[at] for at in chance.integers(0, len(words), size=count))
    pieces = WordPiece(["[UNK]", "[CLS]", "[SEP]", *sorted({word.lower() for word in words})]).encode(text)
    outputs = {name: chance.normal(size=(len(pieces), width)).astype(np.float16) for name, width in OUTPUTS.items()}
    outputs["mention_start"][:, -1] -= 3
    return Seen(text, pieces, outputs, numbers(same_words()), {}), Reading(sentences=(Span(0, len(text)),))


def test_cost_grows_with_the_length_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "KEPT", 0.35)
    seconds = {}
    for count in (2_000, 20_000):
        given_text, reading = noise(count)
        started = time.process_time()
        found = decode(given_text, reading)
        seconds[count] = time.process_time() - started
        assert found
        places = [span for chain in found for span in chain.mentions]
        assert len(places) == len(set(places))
        assert all(list(chain.mentions) == sorted(chain.mentions, key=lambda span: (span.start, span.end)) for chain in found)
    assert seconds[20_000] < 40 * seconds[2_000]
