"""The attribution head, on outputs made by hand: which tags give which spans, and which links which attributions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.reading import Attribution, Reading
from sayso.reader import read_text
from sayso.reader.arrays import FloatArray
from sayso.reader.bundle import Bundle
from sayso.reader.heads.attribution import GROUNDS, ROLES, decode
from sayso.reader.heads.seen import Seen
from sayso.reader.links import FEATURES, LINK_WIDTH, LINKS
from sayso.reader.wordpiece import WordPiece

MARKS = ".BI"  # outside, begin, inside
STRONG = 12.0
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]"]


SPLITTER = WordPiece(VOCABULARY)


def numbers(**given: FloatArray) -> dict[str, FloatArray]:
    none = np.zeros(FEATURES, dtype=np.float32)
    made: dict[str, FloatArray] = {"cue_bias": none, "source_bias": none, "readiness": np.zeros(len(ROLES)), "least": np.zeros(1)}
    made |= {"calibration": np.ones(GROUNDS)} | given
    return {f"attribution.{name}": values.astype(np.float32) for name, values in made.items()}


def decoded(text: str, made_tags: FloatArray, made_links: FloatArray, **given: FloatArray) -> tuple[Attribution, ...]:
    seen = Seen(text, SPLITTER.encode(text), {"tags": made_tags, "links": made_links}, numbers(**given), {})
    return decode(seen, Reading())


def tags(*rows: str) -> FloatArray:
    """The `tags` output for one string of marks a role, one mark a piece."""
    made = np.zeros((len(rows[0]), len(ROLES), len(MARKS)), dtype=np.float32)
    for role, marks in enumerate(rows):
        for piece, mark in enumerate(marks):
            made[piece, role, MARKS.index(mark)] = STRONG
    return made.reshape(len(rows[0]), -1)


def links(pieces: int, cues: dict[int, int] | None = None, sources: dict[int, int] | None = None) -> FloatArray:
    """The `links` output where the content piece at each key of `cues` points to the cue at its value, and each cue to its source.

    A cue that no source is given for says that it has none. All other links score zero.
    """
    made = np.zeros((pieces, len(LINKS) * LINK_WIDTH + 1), dtype=np.float32)
    part = {name: made[:, at * LINK_WIDTH : (at + 1) * LINK_WIDTH] for at, name in enumerate(LINKS)}
    for axis, (content, cue) in enumerate((cues or {}).items()):
        part["content_first"][content, axis] = part["cue_key"][cue, axis] = STRONG
    made[:, -1] = 1
    for axis, (cue, source) in enumerate((sources or {}).items()):
        part["cue_query"][cue, axis] = part["source_key"][source, axis] = STRONG
        made[cue, -1] = 0
    return made


def read(text: str, made_tags: FloatArray, made_links: FloatArray, **given: FloatArray) -> list[tuple[list[str], ...]]:
    """Source, cue and content of each attribution, in words."""
    found = decoded(text, made_tags, made_links, **given)
    return [tuple([span.of(text) for span in spans] for spans in (one.source, one.cue, one.content)) for one in found]


PLAIN = "Mina Okoro said twelve people died"
CASES = {
    "source, cue and content": (
        PLAIN,
        ("BI....", "..B...", "...BII"),
        ({3: 2}, {2: 0}),
        [(["Mina Okoro"], ["said"], ["twelve people died"])],
    ),
    "no source": (PLAIN, ("......", "..B...", "...BII"), ({3: 2}, {}), [([], ["said"], ["twelve people died"])]),
    "a source that the cue doesn't point to": (
        PLAIN,
        ("BI....", "..B...", "...BII"),
        ({3: 2}, {}),
        [([], ["said"], ["twelve people died"])],
    ),
    "no content": (PLAIN, ("BI....", "..B...", "......"), ({}, {2: 0}), []),
    "no cue": (PLAIN, ("BI....", "......", "...BII"), ({}, {}), []),
    "nothing": (PLAIN, ("......", "......", "......"), ({}, {}), []),
    "content on both sides of its cue": (
        "twelve died , she said , and more fled",
        ("...B.....", "....B....", "BI....BII"),
        ({0: 4, 6: 4}, {4: 3}),
        [(["she"], ["said"], ["twelve died", "and more fled"])],
    ),
    "content parts with only blank space between them are one": (
        PLAIN,
        ("BI....", "..B...", "...BBI"),
        ({3: 2, 4: 2}, {2: 0}),
        [(["Mina Okoro"], ["said"], ["twelve people died"])],
    ),
    "one source for two cues": (
        "she said ten died and denied guilt",
        ("B......", ".B...B.", "..BI..B"),
        ({2: 1, 6: 5}, {1: 0, 5: 0}),
        [(["she"], ["said"], ["ten died"]), (["she"], ["denied"], ["guilt"])],
    ),
    "one statement inside another": (
        "he said she claimed ten died",
        ("B.B...", ".B.B..", "....BI"),
        ({4: 3}, {3: 2, 1: 0}),
        [(["she"], ["claimed"], ["ten died"])],
    ),
    "attributions come in the order of their cues": (
        "ten died he said she claimed nine died",
        ("..B.B...", "...B.B..", "BI....BI"),
        ({0: 3, 6: 5}, {3: 2, 5: 4}),
        [(["he"], ["said"], ["ten died"]), (["she"], ["claimed"], ["nine died"])],
    ),
    "content further on than another cue": (
        "he said she claimed ten died",
        ("B.B...", ".B.B..", "....BI"),
        ({4: 1}, {1: 0, 3: 2}),
        [(["he"], ["said"], ["ten died"])],
    ),
    "a cue of several words": (
        "it has been claimed that ten died",
        ("B......", ".BII...", "....BII"),
        ({4: 1}, {1: 0}),
        [(["it"], ["has been claimed"], ["that ten died"])],
    ),
    "a span that begins with inside begins all the same": (
        PLAIN,
        ("II....", "..I...", "...III"),
        ({3: 2}, {2: 0}),
        [(["Mina Okoro"], ["said"], ["twelve people died"])],
    ),
    "a line break in a span": (
        "Mina\nOkoro said twelve\r\n\r\npeople died",
        ("BI....", "..B...", "...BII"),
        ({3: 2}, {2: 0}),
        [(["Mina\nOkoro"], ["said"], ["twelve\r\n\r\npeople died"])],
    ),
}


@pytest.mark.parametrize(("text", "marks", "pointers", "expected"), CASES.values(), ids=CASES.keys())
def test_tags_and_links_give_attributions(
    text: str, marks: tuple[str, str, str], pointers: tuple[dict[int, int], dict[int, int]], expected: list[tuple[list[str], ...]]
) -> None:
    assert read(text, tags(*marks), links(len(marks[0]), *pointers)) == expected


def test_where_links_say_nothing_the_bias_for_what_lies_between_decides() -> None:
    text, marks = "he said ten died she claimed", ("B...B.", ".B...B", "..BI..")
    for gap, cue in ((8, "said"), (1, "claimed")):  # features: the cue ends where the content begins; one word between
        bias = np.zeros(FEATURES, dtype=np.float32)
        bias[gap] = STRONG
        assert [words[1] for words in read(text, tags(*marks), links(6), cue_bias=bias)] == [[cue]]


def test_readiness_opens_a_span_that_is_nearly_likely_enough() -> None:
    made = tags("BI....", "..B...", "......")
    for piece, mark in ((3, 1), (4, 2), (5, 2)):
        made[piece, 6:9] = (0, -STRONG, -STRONG)
        made[piece, 6 + mark] = -0.5  # a little less likely than outside
    assert read(PLAIN, made, links(6, {3: 2}, {2: 0})) == []
    ready = np.array([role == "content" for role in ROLES])
    assert read(PLAIN, made, links(6, {3: 2}, {2: 0}), readiness=ready) == [(["Mina Okoro"], ["said"], ["twelve people died"])]
    assert made[3, 6] == 0  # what was handed in stays as it is


def test_scores_are_chances_and_fall_with_doubt() -> None:
    made = tags("BI....", "..B...", "...BII")
    scores = [decoded(PLAIN, made * np.float32(doubt), links(6, {3: 2}, {2: 0}))[0].score for doubt in (1.0, 0.5, 0.2)]
    assert 1 >= scores[0] > scores[1] > scores[2] > 0


def test_calibration_says_what_grounds_are_worth() -> None:
    made = tags("BI....", "..B...", "...BII")
    sure = np.zeros(GROUNDS)
    sure[-1] = np.log(3)  # whatever the grounds, three to one
    assert decoded(PLAIN, made, links(6, {3: 2}, {2: 0}), calibration=sure)[0].score == 0.75


def test_attributions_with_too_low_a_score_are_left_out() -> None:
    made = tags("BI....", "..B...", "...BII"), links(6, {3: 2}, {2: 0})
    (one,) = decoded(PLAIN, *made)
    assert decoded(PLAIN, *made, least=np.array([one.score - 0.01])) == (one,)
    assert decoded(PLAIN, *made, least=np.array([one.score + 0.01])) == ()


@settings(deadline=None)  # a busy processor is no failure
@given(st.text("ab .\n\u00ad\u0301é", max_size=60), st.integers(0, 2**32 - 1))
def test_any_outputs_give_spans_inside_the_text_in_order(text: str, seed: int) -> None:
    pieces = SPLITTER.encode(text)
    random = np.random.default_rng(seed)
    made_tags = random.normal(0, 3, (len(pieces), 9)).astype(np.float32)
    made_links = random.normal(0, 1, (len(pieces), len(LINKS) * LINK_WIDTH + 1)).astype(np.float32)
    for one in decoded(text, made_tags, made_links):
        assert len(one.source) <= len(one.cue) == 1 <= len(one.content)
        assert 0 <= one.score <= 1
        for spans in (one.source, one.cue, one.content):
            bounds = [0, *(at for span in spans for at in span), len(text)]
            assert bounds == sorted(bounds)
            assert all(span.of(text).strip() for span in spans)


def test_the_shipped_reader_reads_a_plain_sentence(bundle: Bundle) -> None:
    text = "Mina Okoro, the mayor, said at least 12 people were killed."
    (one,) = read_text(text, bundle).attributions
    assert "Okoro" in one.source[0].of(text)
    assert [span.of(text) for span in one.cue] == ["said"]
    assert "12 people" in one.content[0].of(text)
