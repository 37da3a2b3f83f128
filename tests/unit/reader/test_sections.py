"""Very long texts are read in sections, joined so that no seam shows in offsets and indices."""

from itertools import pairwise

import pytest

from sayso.model.evidence import Span
from sayso.model.reading import Attribution, Chain, Entity, Reading, Token
from sayso.reader import sections
from sayso.reader.sections import joined
from sayso.reader.windows import CORE
from sayso.reader.wordpiece import WordPiece

SPLITTER = WordPiece(["[UNK]", "[CLS]", "[SEP]", "."])


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sections.sections(text, SPLITTER.encode(text))]


def test_a_text_of_usual_length_is_one_section() -> None:
    text = "The mayor left. " * 2000
    assert cut(text) == [text]
    assert cut("") == [""]


@pytest.mark.parametrize("unit", ["The mayor left. ", "no stop in it ", "x" * 50 + " ", "line\n"])
def test_a_long_text_is_cut_without_loss(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "LEAST", 1000)
    text = unit * 4000
    parts = cut(text)
    assert "".join(parts) == text
    sizes = [len(SPLITTER.encode(part)) for part in parts]
    assert all(1000 <= size < 1000 + CORE for size in sizes[:-1])
    assert sizes[-1] <= 1000 + CORE


def test_cuts_stand_at_sentence_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "LEAST", 1000)
    parts = cut("The mayor left the town. " * 1000)
    assert len(parts) > 3
    assert all(part.startswith("The mayor") and part.endswith("town. ") for part in parts)


def reading(text: str, made_by: str = "made") -> Reading:
    """A reading of "A b." with one of everything."""
    first, last, stop = Span(0, 1), Span(2, 3), Span(3, 4)
    return Reading(
        sentences=(Span(0, len(text)),),
        attributions=(Attribution((first,), (last,), (stop,), 0.5),),
        produced_by=made_by,
        tokens=(Token(first, "a", "PRON", 1, "nsubj"), Token(last, "b", "VERB", None, "root"), Token(stop, ".", "PUNCT", 1, "punct")),
        entities=(Entity(first, "person", 0.5),),
        chains=(Chain((first, last)),),
    )


def test_readings_are_joined_with_their_places_moved() -> None:
    one, other = "A b.", "C d."
    whole = joined([(0, reading(one)), (4, reading(other))])
    text = one + other
    assert [span.of(text) for span in whole.sentences] == ["A b.", "C d."]
    assert [[span.of(text) for span in (*said.source, *said.cue, *said.content)] for said in whole.attributions] == [
        ["A", "b", "."],
        ["C", "d", "."],
    ]
    assert [(token.span.of(text), token.head) for token in whole.tokens] == [
        ("A", 1), ("b", None), (".", 1), ("C", 4), ("d", None), (".", 4),
    ]  # fmt: skip
    assert [entity.span.of(text) for entity in whole.entities] == ["A", "C"]
    assert [[mention.of(text) for mention in chain.mentions] for chain in whole.chains] == [["A", "b"], ["C", "d"]]
    assert whole.produced_by == "made"


def test_sections_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "LEAST", 500)
    text = "One fell. Two rose. " * 500
    spans = list(sections.sections(text, SPLITTER.encode(text)))
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(spans))
