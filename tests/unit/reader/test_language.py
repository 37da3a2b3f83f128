"""English is told by its commonest words; a text too short to tell stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.language import is_english

CASES = [
    ("Shells fell on the town of Orvest on Saturday, and at least twelve people died, the mayor said.", True),
    ("AT LEAST TWELVE PEOPLE HAVE DIED IN THE TOWN, AND MORE ARE MISSING IN THE RUBBLE OF THE MARKET", True),
    ("RT @valleywatch: shelling at the market in Orvest again, dozens hurt and it is not over yet #Orvest #Senn", True),
    ("Des obus sont tombés samedi sur la ville, et au moins douze personnes sont mortes, a déclaré le maire.", False),
    ("Am Samstag schlugen Granaten in der Stadt ein, und mindestens zwölf Menschen starben, sagte die Bürgermeisterin.", False),
    ("Op zaterdag vielen granaten op de stad, en zeker twaalf mensen kwamen om, zei de burgemeester van de stad.", False),
    ("Los proyectiles cayeron el sábado sobre la ciudad y murieron al menos doce personas, dijo la alcaldesa.", False),
    ("Снаряды упали на город в субботу, и по меньшей мере двенадцать человек погибли, сообщила мэр города.", False),
    ("سقطت قذائف على المدينة يوم السبت وقتل ما لا يقل عن اثني عشر شخصا حسبما قالت رئيسة البلدية هناك", False),
    ("", None),
    ("12 34 56 78 90 12 34 56 78 90", None),
    ("The mayor said twelve people died", None),  # six words
    ("Twelve dead.", None),
]


@pytest.mark.parametrize(("text", "english"), CASES, ids=[text[:20] or "empty" for text, _ in CASES])
def test_english_is_told_by_its_commonest_words(text: str, english: bool | None) -> None:
    assert is_english(text) is english


def test_the_beginning_of_a_long_text_decides() -> None:
    english, french = CASES[0][0] + " ", CASES[3][0] + " "
    assert is_english(english * 30 + french * 1000) is True
    assert is_english(french * 30 + english * 1000) is False


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert is_english(text) in (True, False, None)
