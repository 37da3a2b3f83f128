"""Whom a figure counts by the words around it and by where its report plays; and numbers that count nobody."""

import pytest

from tests.unit.claims.test_figures import told

WHOM = [
    # where a report plays
    ("Raiders stormed the school and abducted 40 students.", ["children"]),
    ("The university said 40 students were arrested.", ["civilians"]),
    ("Inmates seized the prison at dawn. Six guards are held in the jail.", ["fighters"]),
    ("Two guards of the school were killed, its pupils said.", ["civilians"]),
    # the noun that a number explains, or that explains it
    ("The bandits, about 60 young men, burned the mill.", ["fighters"]),
    ("The villagers, some 90 in all, fled.", ["civilians"]),
    ("Two of the dead, a nurse and a paramedic, were buried today.", ["medical"]),
    ("The storm killed 12 women, 10 men.", ["women", "people"]),
    ("Soldiers chased the raiders and killed nine of them.", ["fighters"]),
    ("The mothers of five of them fled.", ["people"]),
    # their own
    ("A policeman was killed and three of his colleagues were wounded.", ["fighters", "fighters"]),
    ("The clinic mourns a midwife and two colleagues, who were killed.", ["medical", "medical"]),
    ("The militia lost only two men.", ["fighters"]),
    ("The brigade took five prisoners.", ["fighters"]),
    ("Eight people died, of whom six were members of the armed gang.", ["people", "fighters"]),
    # adjectives, tolls, ages
    ("Two female teachers were abducted.", ["women"]),
    ("Two young sons of hers were killed.", ["children"]),
    ("The number of civilians killed stands at seven.", ["civilians"]),
    ("Hospitals treated 47 wounded, 19 of them under the age of 15.", ["people", "children"]),
    ("Gunmen shot dead a constable.", ["fighters"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whoms"), WHOM, ids=[text for text, _ in WHOM])
def test_whom(text: str, whoms: list[str]) -> None:
    assert [whom for _, _, whom in told(text)] == whoms


def test_guards_held_are_no_strength() -> None:
    assert told("Inmates rioted in the prison. Six guards came out at noon.") == [("Six guards", "other", "fighters")]


@pytest.mark.parametrize(
    "text",
    [
        "The ward, designed for 40, is empty.",
        "The ferry has a capacity of 150.",
        "We interviewed 52 people, including 23 detainees and six guards.",
        "Every one of the dead had a name.",
        "No child should be killed.",
        "Officers entered cellblocks 3 and 4.",
        "Omar T., 31, a driver, saw the dead.",
        "The dead lay beside tank number two.",
    ],
)
def test_counts_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "verbatims"),
    [
        ("According to Anna Berg, 79 of our students were abducted.", ["79 of our students"]),
        ("Clinics report 40 suspected cholera cases.", ["40 suspected cholera cases"]),
        ("We mourn two of our own, who were killed.", ["two of our own"]),
        ("One Government soldier was killed.", ["One Government soldier"]),
    ],
)
def test_counts_people(text: str, verbatims: list[str]) -> None:
    assert [verbatim for verbatim, _, _ in told(text)] == verbatims
