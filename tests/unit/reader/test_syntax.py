"""The syntax head, on outputs made by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.evidence import Span
from sayso.model.reading import Reading, Token
from sayso.reader.arrays import FloatArray
from sayso.reader.heads import syntax
from sayso.reader.heads.seen import Seen
from sayso.reader.heads.syntax import ARC, DISTANCES, LONGEST, OUTPUTS, RELATION, decode, distance_class, first_pieces, parse
from sayso.reader.tokens import tokenise
from sayso.reader.wordpiece import WordPiece

SPLITTER = WordPiece(["[UNK]", "[CLS]", "[SEP]", "can", "##not", "fire", "##d", "don", "t", "'"])
RELATIONS = ("nsubj", "obj", "punct")
RULES = ("- NOUN * * lower", "-s NOUN * * lower:s>", "irregular VERB * * irregular", "- PUNCT * * keep")
TAGS = ("NOUN", "VERB", "PUNCT", *(f"T{number}" for number in range(14)))


def seen(text: str, outputs: dict[str, FloatArray] | None = None, numbers: dict[str, FloatArray] | None = None) -> Seen:
    """A text of which the network says nothing but what is given."""
    pieces = SPLITTER.encode(text)
    blank = {name: np.zeros((len(pieces), width), dtype=np.float16) for name, width in OUTPUTS.items()}
    none: dict[str, FloatArray] = {
        "syntax.root": np.zeros(ARC, dtype=np.float32),
        "syntax.distance": np.zeros(DISTANCES, dtype=np.float32),
        "syntax.relation": np.zeros((RELATION + 1, len(RELATIONS)), dtype=np.float32),
        "syntax.second": np.zeros(syntax.WIDTH, dtype=np.float32),
    }
    labels = {"syntax.relations": RELATIONS, "syntax.tags": TAGS, "syntax.lemma_rules": RULES}
    return Seen(text, pieces, blank | (outputs or {}), none | (numbers or {}), labels)


def arcs(heads: list[int]) -> dict[str, FloatArray]:
    """Outputs of texts with one piece a token by which each has the given head, −1 for the root, which is column 0 of an arc."""
    asked, given = (np.zeros((len(heads), ARC), dtype=np.float16) for _ in range(2))
    for at, head in enumerate(heads):
        asked[at, head + 1] = 50
        given[at, at + 1] = 10
    return {"arc_dependent": asked, "arc_head": given}


ROOT = {"syntax.root": np.array([10] + [0] * (ARC - 1), dtype=np.float32)}


def heads(tokens: tuple[Token, ...]) -> list[int | None]:
    return [token.head for token in tokens]


def is_tree(found: list[int | None]) -> bool:
    for at in range(len(found)):
        node: int | None = at
        for _ in found:
            node = None if node is None else found[node]
        if node is not None:
            return False
    return found.count(None) == 1


def test_tokens_take_their_best_heads_relations_tags_and_lemmas() -> None:
    text = "Guns struck shells ."
    outputs = arcs([1, -1, 1, 1])
    outputs["relation_dependent"] = np.zeros((4, RELATION), dtype=np.float16)
    outputs["relation_dependent"][[0, 2, 3], [0, 1, 2]] = 1
    outputs["tag"] = np.eye(17, dtype=np.float16)[[0, 1, 0, 2]]
    weights = np.zeros((RELATION + 1, 3), dtype=np.float32)
    weights[:3] = np.eye(3)
    found = parse(seen(text, outputs, ROOT | {"syntax.relation": weights}), tokenise(text), [(0, 4)])
    assert [(token.span.of(text), *token[1:]) for token in found] == [
        ("Guns", "gun", "NOUN", 1, "nsubj"),
        ("struck", "strike", "VERB", None, "root"),
        ("shells", "shell", "NOUN", 1, "obj"),
        (".", ".", "PUNCT", 1, "punct"),
    ]


def test_what_is_no_tree_becomes_one() -> None:
    text = "a b c d"
    found = parse(seen(text, arcs([1, 0, -1, -1]), ROOT), tokenise(text), [(0, 4)])
    assert is_tree(heads(found))
    assert found[0].head == 1 or found[1].head == 0


def test_heads_are_of_the_same_sentence() -> None:
    text = "a b . c d ."
    found = parse(seen(text, arcs([1, -1, 1, 1, -1, 1]), ROOT), tokenise(text), [(0, 3), (3, 6)])
    assert heads(found)[:3] == [1, None, 1]
    assert all(head is None or head >= 3 for head in heads(found)[3:])
    assert is_tree([None if head is None else head - 3 for head in heads(found)[3:]])


def test_a_near_head_is_taken_where_the_bias_says_so() -> None:
    bias = np.zeros(DISTANCES, dtype=np.float32)
    bias[0] = 5  # the token before
    text = "a b c d"
    found = parse(seen(text, numbers={"syntax.distance": bias}), tokenise(text), [(0, 4)])
    assert heads(found) == [None, 0, 1, 2]


def test_classes_of_distance() -> None:
    distances = np.array([-300, -40, -2, -1, 1, 2, 9, 10, 300])
    assert distance_class(distances).tolist() == [12, 12, 1, 0, 13, 14, 20, 21, 25]


FIRST = [
    ("fired", [(0, 5)], [0], [False]),
    ("don't", [(0, 2), (2, 5)], [0, 1], [False, False]),  # n't is seen through its apostrophe
    ("cannot", [(0, 3), (3, 6)], [0, 1], [False, False]),
    ("cannot", [(0, 2), (2, 3), (3, 6)], [0, 0, 1], [False, True, False]),
    ("fire", [(0, 2), (2, 4)], [0, 0], [False, True]),
]


@pytest.mark.parametrize(("text", "tokens", "pieces", "shared"), FIRST)
def test_a_token_is_seen_through_the_first_piece_that_begins_in_it(
    text: str, tokens: list[tuple[int, int]], pieces: list[int], shared: list[bool]
) -> None:
    found = first_pieces(SPLITTER.encode(text), *np.array(tokens).T)
    assert [side.tolist() for side in found] == [pieces, shared]


def test_the_second_token_of_a_piece_is_told_from_the_first() -> None:
    second = np.zeros(syntax.WIDTH, dtype=np.float32)
    second[syntax.COLUMNS["tag"].start + 4] = 1
    found = parse(seen("fire", numbers={"syntax.second": second}), [Span(0, 2), Span(2, 4)], [(0, 2)])
    assert [token.tag for token in found] == [TAGS[0], TAGS[4]]


def test_a_long_sentence_is_cut() -> None:
    text = "a " * (2 * LONGEST + 5)
    found = decode(seen(text), Reading(sentences=(Span(0, len(text) - 1),)))
    assert len(found) == 2 * LONGEST + 5
    for first in range(0, len(found), LONGEST):
        part = [None if head is None else head - first for head in heads(found)[first : first + LONGEST]]
        assert is_tree(part)


@settings(deadline=None)  # a busy processor is no failure
@given(st.text("ab .,'’-!\n\r\u00ad\u200b\u0301é中"), st.integers(0, 2**32 - 1))
def test_any_text_becomes_trees_within_its_sentences(text: str, seed: int) -> None:
    chance = np.random.default_rng(seed)
    pieces = SPLITTER.encode(text)
    if not len(pieces):
        return
    outputs = {name: chance.normal(0, 3, (len(pieces), width)).astype(np.float16) for name, width in OUTPUTS.items()}
    cuts = sorted({0, *(at for at in range(1, len(text)) if text[at - 1].isspace() and not text[at].isspace() and chance.random() < 0.3)})
    sentences = tuple(Span(start, end) for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True))
    found = decode(seen(text, outputs), Reading(sentences=sentences))
    assert [token.span for token in found] == tokenise(text)
    for start, end in sentences:
        inside = [at for at, token in enumerate(found) if start <= token.span.start < end]
        if inside:
            own = [found[at].head for at in inside]
            assert is_tree([None if head is None else head - inside[0] for head in own])
    assert all((token.head is None) == (token.relation == "root") for token in found)
