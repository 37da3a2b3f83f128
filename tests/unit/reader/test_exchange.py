"""Another encoder with another vocabulary takes the shipped one's place: a tiny one, made here."""

from pathlib import Path

import numpy as np
import pytest

from sayso.bootstrap import read
from sayso.publish.contract import to_contract
from sayso.reader import read_text
from sayso.reader.arrays import FloatArray
from sayso.reader.bundle import open_bundle
from sayso.reader.heads import HEADS, OUTPUTS
from tests.unit.reader.made import make_bundle

# A tongue of five words, in which every "tala" says what stands after it up to the stop, on the word of what stands before.
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "mira", "tala", "dom", "kul", "."]
TEXT = "Mira tala dom kul."


def tables(**rows: dict[str, list[float]]) -> dict[str, FloatArray]:
    """For each output the rows of some words; all others are zero."""
    made = {}
    for output, words in rows.items():
        made[output] = np.zeros((len(VOCABULARY), OUTPUTS[output]), dtype=np.float32)
        for word, row in words.items():
            made[output][VOCABULARY.index(word)] = row
    return made


def tagged(role: int, mark: int) -> list[float]:
    """Outside for all roles but one, and the mark (1 begin, 2 inside) for that."""
    row = np.zeros((3, 3))
    row[:, 0] = 20
    row[role] = 0
    row[role, mark] = 20
    return [float(value) for value in row.reshape(-1)]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    outside = [20.0, 0, 0] * 3
    tags = {"mira": tagged(0, 1), "tala": tagged(1, 1), "dom": tagged(2, 1), "kul": tagged(2, 2), ".": outside}
    sentences = {word: [1.0, 0.0] for word in VOCABULARY}
    return make_bundle(tmp_path / "tiny", VOCABULARY, tables(tags=tags, sentences=sentences))


def test_another_encoder_is_read_with(tiny: Path) -> None:
    reading = read_text(TEXT, open_bundle(tiny))
    (said,) = reading.attributions
    assert [[span.of(TEXT) for span in part] for part in (said.source, said.cue, said.content)] == [["Mira"], ["tala"], ["dom kul"]]
    assert reading.produced_by == " ".join(["tiny", *(head.NAME for head in HEADS)])


def test_its_claims_are_made_as_any_others(tiny: Path) -> None:
    made = to_contract(read(TEXT, bundle=tiny))
    assert [claim["said_by"]["name"] for claim in made["claims"]] == ["Mira"]
    assert [claim["quote"] for claim in made["claims"]] == ["dom kul"]
