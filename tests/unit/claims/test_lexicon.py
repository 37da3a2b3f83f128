"""What a user's word list adds to the shipped one, and what is said where it doesn't fit."""

from pathlib import Path
from typing import Any

import pytest

from sayso.claims import lexicon as lists
from sayso.errors import LexiconError

SHIPPED: dict[str, Any] = {"words": ["one", "two"], "shown": {"tv": "television"}, "mixed": {"words": ["x"], "most": 3}}


def test_words_are_added_and_taken_out() -> None:
    added = {"words": ["three", "!one", "two"], "shown": {"radio": "wireless", "tv": "box"}, "mixed": {"most": 4}}
    assert lists.overlaid(SHIPPED, added, "mine.toml") == {
        "words": ["two", "three"],
        "shown": {"tv": "box", "radio": "wireless"},
        "mixed": {"words": ["x"], "most": 4},
    }
    assert SHIPPED["words"] == ["one", "two"]


def test_a_list_of_tables_is_added_to() -> None:
    shipped = {"order": [{"kind": "x"}]}
    assert lists.overlaid(shipped, {"order": [{"kind": "y"}]}, "mine.toml") == {"order": [{"kind": "x"}, {"kind": "y"}]}


@pytest.mark.parametrize(
    ("added", "place", "problem"),
    [
        ({"wrods": ["three"]}, "mine.toml: wrods", "no such entry"),
        ({"words": "three"}, "mine.toml: words", "a word in quotes where the shipped list has a list"),
        ({"words": [3]}, "mine.toml: words", "3 is a number"),
        ({"words": ["!four"]}, "mine.toml: words", "!four takes out a word"),
        ({"shown": {"radio": 1}}, "mine.toml: shown: radio", "a number where the shipped list has a word in quotes"),
        ({"mixed": {"least": 1}}, "mine.toml: mixed: least", "no such entry"),
    ],
)
def test_what_does_not_fit_is_named(added: dict[str, Any], place: str, problem: str) -> None:
    with pytest.raises(LexiconError) as caught:
        lists.overlaid(SHIPPED, added, "mine.toml")
    assert caught.value.place == place
    assert problem in caught.value.problem
    assert caught.value.remedy


def test_every_shipped_list_says_what_it_is() -> None:
    found = list(lists.word_lists())
    assert {one.path.stem for one in found} >= {"cues", "dates", "figures", "numbers", "parties", "places", "countries"}
    assert all(len(one.about) > 20 and one.added is None for one in found)


def test_phrases_are_whole_words_with_open_endings_where_asked() -> None:
    pattern = lists.phrases(["den*", "no truth", Path("x").name])
    assert [match.group() for match in pattern.finditer("Denied; no   truth. Xylophones, x")] == ["Denied", "no   truth", "x"]
