"""A source taken apart: name, office, body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.parties.phrases import kind_of, read_phrase

NAMES = [
    # mention, name, body
    ("Jane Roe", "Jane Roe", None),
    ("its director, Jane Roe,", "Jane Roe", "its"),
    ("Jane Roe, director of the Relief Fund", "Jane Roe", "the Relief Fund"),
    ("Jane Roe, the fund's director", "Jane Roe", "the fund"),
    ("Relief Fund head Jane Roe", "Jane Roe", "Relief Fund"),
    ("the head of the Kelm-based monitoring group Jane Roe", "Jane Roe", "the Kelm-based monitoring group"),
    ("the army's spokesman, Major Jon Pole", "Jon Pole", "the army"),
    ("A councillor of the League of Towns, Mr. Pole,", "Mr. Pole", "the League of Towns"),
    ("Norland's ambassador to the United Nations, Jane Roe", "Jane Roe", "Norland"),
    ("Trade Minister Jane Roe", "Jane Roe", None),
    ("Colonel Jane Roe of the Northern Brigade", "Jane Roe", "the Northern Brigade"),
    ("Jane Roe of the defence ministry", "Jane Roe", "the defence ministry"),
    ("a surgeon at the hospital, who gave his name as Dr. Pole", "Dr. Pole", None),
    ("Jane Roe a local activist", "Jane Roe", None),
    ("the Free Valley group", "Free Valley", None),
    ("The rebels inside, the River Column,", "River Column", None),
    ("the British monitoring group", None, None),
    ("the defence ministry in Kelm", None, None),
    ("A western diplomat in Kelm", None, None),
    ("a spokesman for the ministry", None, "the ministry"),
    ("a nurse with the Red Crescent", None, "the Red Crescent"),
    ("Activists in the town", None, None),
    ("Footage on state TV", None, None),
    ("Reports by foreign media", None, None),
    ("the government of President Jane Roe", None, None),
]
KINDS = [
    ("the defence ministry", "body"),
    ("Norland army", "force"),
    ("state radio", "outlet"),
    ("the government", "state"),
    ("rebels", "group"),
    ("two residents", "person"),
    ("witnesses", "person"),
    ("the United States", "state"),
    ("the thing", "unnamed"),
]


@pytest.mark.parametrize(("mention", "name", "body"), NAMES)
def test_name_and_body_are_told_apart(mention: str, name: str | None, body: str | None) -> None:
    phrase = read_phrase(mention)
    assert (phrase.name, phrase.body) == (name, body)


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_nouns_tell_the_kind(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize("mention", ["No one", "nobody in the town", "Neither side", "Anyone who"])
def test_some_sources_are_nobody(mention: str) -> None:
    assert read_phrase(mention).nobody


@pytest.mark.parametrize(
    ("mention", "pronoun"), [("he", "person"), ("It", "thing"), ("they", "many"), ("We", "own"), ("which was there", "relative")]
)
def test_pronouns(mention: str, pronoun: str) -> None:
    assert read_phrase(mention).pronoun == pronoun


@pytest.mark.parametrize(("mention", "core"), [("Footage on state TV", "state TV"), ("Reports by foreign media", "foreign media")])
def test_what_carries_words_is_no_party(mention: str, core: str) -> None:
    assert read_phrase(mention).core == core


@given(st.text())
def test_any_words_can_be_taken_apart(text: str) -> None:
    phrase = read_phrase(text)
    assert phrase.name is None or phrase.name in text
