"""Turns of transcripts and threads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.speakers.turns import find_turns

TURNS = [
    ("ROE: It fell.\nPOLE: It did not.\n", [("ROE", " It fell.\n"), ("POLE", " It did not.\n")]),
    ("PRESENTER: Good evening.\n\nROE (by phone): Hello.", [("PRESENTER", " Good evening.\n\n"), ("ROE", " Hello.")]),
    ("@kelm_now: Six dead.\n@norland_gov: False.", [("@kelm_now", " Six dead.\n"), ("@norland_gov", " False.")]),
    ("Jane Roe: It fell.\nA. Pole: No.\nJane Roe: Yes.\nA. Pole: No.", [("Jane Roe", " It fell.\n"), ("A. Pole", " No.\n")] * 0
     + [("Jane Roe", " It fell.\n"), ("A. Pole", " No.\n"), ("Jane Roe", " Yes.\n"), ("A. Pole", " No.")]),
    ("1/ I saw it.\n2/ @norland_gov spox: \"Nine fell.\" Nobody can explain that.\n", [("@norland_gov", ' "Nine fell."')]),
    ("Note: one line only.", []),
    ("The toll: six.\nThe cost: none.", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "turns"), TURNS)
def test_lines_that_open_with_a_speaker_are_turns(text: str, turns: list[tuple[str, str]]) -> None:
    assert [(turn.name, turn.words.of(text)) for turn in find_turns(text)] == turns


@pytest.mark.parametrize(("name", "host"), [("PRESENTER", True), ("ANCHOR", True), ("HOST", True), ("ROE", False)])
def test_a_presenter_speaks_for_the_outlet(name: str, host: bool) -> None:
    assert find_turns(f"{name}: Good evening.\nPOLE: Hello.")[0].host is host


@given(st.text(alphabet='AB@ab:1/. \n"“”()é', max_size=80))
def test_turns_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for turn in find_turns(text):
        assert end <= turn.speaker.start < turn.speaker.end < turn.words.start <= turn.words.end <= len(text)
        end = turn.words.end
