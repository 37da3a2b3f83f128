"""Proper names: where they begin and end, and which of them name one party."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.parties.names import Names, acronym, find_names, same_name, significant

FOUND = [
    ("Jane Roe said it.", ["Jane Roe"]),
    ("According to the Ministry of Trade, it fell.", ["Ministry of Trade"]),
    ("Also on Saturday Jane Roe spoke.", ["Jane Roe"]),
    ("Pope Leo on Tuesday spoke.", ["Pope Leo"]),
    ("Relief Fund Director Jane Roe spoke.", ["Relief Fund", "Jane Roe"]),
    ("The General Command of the Norland Army spoke.", ["General Command of the Norland Army"]),
    ("Norland's Coastal Office spoke.", ["Norland", "Coastal Office"]),
    ("the People's Front spoke", ["People's Front"]),
    ("the Commission on Human Rights spoke", ["Commission on Human Rights"]),
    ("the Kelm-based Office for Records spoke", ["Office for Records"]),
    ("We asked Mr Roe and Dr. Pole.", ["We", "Mr Roe", "Dr. Pole"]),
    ("They hit Kelm. It burnt.", ["Kelm"]),
    ("a post by @kelm_now said", ["@kelm_now"]),
    ("Activists said so. Critics agreed.", []),
    ("Abu Omar al-Kelmi and J. R. Pole", ["Abu Omar al-Kelmi", "J. R. Pole"]),
    ("According to Save the Rivers, it fell.", ["Save the Rivers"]),
    ("nothing here", []),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_names_are_found(text: str, names: list[str]) -> None:
    found = [name.words for name in find_names(text)]
    assert [name for name in found if name != "We"] == [name for name in names if name != "We"]
    assert all(text[name.start : name.end] == name.words for name in find_names(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Roe", "Jane Roe", True),
        ("Jane Roe", "Jane Pole", False),
        ("Jane", "Jane Roe", False),
        ("NOHR", "Norland Observatory for Human Rights", True),
        ("Observatory", "Norland Observatory for Human Rights", True),
        ("Norland", "Norland Observatory for Human Rights", False),
        ("State TV", "State Television", True),
        ("River Path", "River Path Brigade", True),
    ],
)
def test_shared_words_make_one_party(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Jane Roe spoke. Roe left.", "Roe", "Jane Roe"),
        ("JANE ROE SPOKE\nJane Roe left.", "ROE", "Jane Roe"),
        ("The Norland Observatory for Human Rights spoke. NOHR left.", "NOHR", "Norland Observatory for Human Rights"),
        ("The Norland Relief Fund spoke.", "Relief Fund", "Norland Relief Fund"),
        ("Norland Times reported. Norland denied.", "Norland", "Norland"),
        ("Tags Kelm Norland East West Jane Roe. Roe spoke.", "Roe", "Roe"),
        ("Nothing.", "Roe", "Roe"),
    ],
)
def test_a_name_stands_for_the_fullest_one(text: str, short: str, full: str) -> None:
    assert Names(text).fullest(short) == full


def test_two_names_that_lost_their_comma_are_parted() -> None:
    names = Names("The Office for Records spoke. The head of the Office for Records Jane Roe left.")
    assert names.parted("Office for Records Jane Roe") == ("Office for Records", "Jane Roe")
    assert names.parted("Office for Records") == ("", "Office for Records")


def test_an_article_tells_a_body_from_a_person() -> None:
    names = Names("He joined the Open Door. Then the Open Door closed. Jane Roe left.")
    assert names.takes_article("Open Door")
    assert not names.takes_article("Jane Roe")


def test_initials_and_telling_words() -> None:
    assert acronym("Office for Human Rights") == "OHR"
    assert significant("the Office of Mr Roe") == ("office", "roe")


@given(st.text())
def test_any_text_has_names_that_are_its_own_words(text: str) -> None:
    for name in find_names(text):
        assert text[name.start : name.end] == name.words
    names = Names(text)
    assert isinstance(names.fullest(text), str)
    assert names.parted(text)[1] or not text.strip()
