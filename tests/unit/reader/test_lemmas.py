"""What each kind of lemma script makes of a form, and which script is learnt for a form and its lemma, and which rule is followed."""

import pytest

from sayso.reader.lemmas import IRREGULAR, SCRIPTS, Rules, lemma, rules, script

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
    ("lower:+ed>", "controlled", "control"),
    ("lower:+ed>", "shelled", None),  # from "shell"
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


RULES = (
    "- NOUN * * lower",
    "- PROPN * * keep",
    "- VERB * * lower",
    "-s NOUN * * lower:s>",
    "-ies NOUN * * lower:ies>y",
    "-ed VERB * * lower:ed>",
    "-fired VERB * * lower:d>",
    "irregular VERB * * irregular",
    "^her PRON * * =they",
    "^her PRON nmod:poss lower lower",
    "^news NOUN * * lower",
    "-s PROPN * upper keep:s>",
)
FOLLOWED = [
    ("Shell", "NOUN", "obj", "shell"),
    ("Cities", "NOUN", "obj", "city"),
    ("news", "NOUN", "obj", "news"),
    ("killed", "VERB", "root", "kill"),
    ("misfired", "VERB", "root", "misfire"),
    ("fled", "VERB", "root", "flee"),
    ("s", "NOUN", "obj", "s"),  # the rule of "-s" is about longer words
    ("her", "PRON", "nmod:poss", "her"),
    ("Her", "PRON", "nmod:poss", "they"),
    ("Orvests", "PROPN", "obj", "Orvests"),
    ("ORVESTS", "PROPN", "obj", "ORVESTS"),  # "keep:s>" finds no "s" to take off, and the next rule is followed
    ("Fast", "ADV", "advmod", "fast"),
    ("X" * 500, "PROPN", "obj", "x" * 500),
]


@pytest.mark.parametrize(("form", "tag", "relation", "expected"), FOLLOWED)
def test_the_narrowest_rule_that_applies_is_followed(form: str, tag: str, relation: str, expected: str) -> None:
    found = Rules(RULES)
    assert [found.lemma(form, tag, relation) for _ in range(2)] == [expected] * 2


def test_rules_are_made_once() -> None:
    assert rules(RULES) is rules(tuple(RULES))
