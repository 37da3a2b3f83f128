"""What each kind of lemma script makes of a form, and which script is learnt for a form and its lemma."""

import pytest

from sayso.reader.lemmas import IRREGULAR, SCRIPTS, lemma, script

MADE = [
    ("lower", "Shells", "shells"),
    ("keep", "iPhone", "iPhone"),
    ("title", "ORVEST", "Orvest"),
    ("digits", "12,500", "12500"),
    ("digits", "ten,", None),
    (IRREGULAR, "Went", "go"),
    (IRREGULAR, "Sept.", "September"),
    (IRREGULAR, "n't", "not"),
    (IRREGULAR, "shell", None),
    ("=be", "'s", "be"),
    ("lower:s>", "Shells", "shell"),
    ("lower:s>", "shell", None),
    ("lower:s>", "s", None),  # nothing would be left
    ("lower:ies>y", "cities", "city"),
    ("lower:ing>e", "firing", "fire"),
    ("lower:+ing>", "stopping", "stop"),
    ("lower:+ing>", "calling", "cal"),
    ("lower:+ing>", "firing", None),
    ("keep:s>", "Islands", "Island"),
    ("title:s>", "syrians", "Syrian"),
]


@pytest.mark.parametrize(("name", "form", "expected"), MADE)
def test_a_script_makes_a_lemma_or_does_not_apply(name: str, form: str, expected: str | None) -> None:
    assert lemma(name, form) == expected


LEARNT = [
    ("The", "the", "lower"),
    ("Orvest", "Orvest", "keep"),
    ("i", "I", "title"),
    ("struck", "strike", IRREGULAR),
    ("shells", "shell", "lower:s>"),
    ("fired", "fire", "lower:d>"),
    ("having", "have", "lower:ing>e"),
    ("'d", "would", "=would"),
    ("best", "good", "=good"),
    ("teh", "the", None),
]


@pytest.mark.parametrize(("form", "wanted", "expected"), LEARNT)
def test_the_most_general_script_is_learnt(form: str, wanted: str, expected: str | None) -> None:
    assert script(form, wanted) == expected


def test_scripts_are_named_once() -> None:
    assert len(set(SCRIPTS)) == len(SCRIPTS)


@pytest.mark.parametrize("form", ["a", "'", "s", "İ", "中", "'s", "ing", "ss"])
def test_a_lemma_is_never_empty(form: str) -> None:
    assert "" not in [lemma(name, form) for name in SCRIPTS]
