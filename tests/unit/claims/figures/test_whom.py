"""Whom a figure counts by the words around it and by where its report plays; and numbers that count nobody."""

import pytest

from tests.unit.claims.figures.test_find import told

WHOM = [
    # where a report plays
    ("The school says that 15 students are missing.", ["children"]),
    ("The university said 40 students were arrested.", ["civilians"]),
    ("Inmates seized the prison at dawn. Four guards are held in the jail.", ["fighters"]),
    ("A flood at the school killed two guards, its pupils said.", ["civilians"]),
    # the noun that a number explains, or that explains it
    ("The mutineers, about 60 men, burned the mill.", ["fighters"]),
    ("The weavers, some 90 in all, fled.", ["civilians"]),
    ("Two of the dead, a dentist and a surgeon, were buried today.", ["medical"]),
    ("The storm killed 12 women, 10 men.", ["women", "people"]),
    ("Marines boarded with the pirates asleep and captured six of them.", ["fighters"]),
    ("The widows of two of them fled.", ["people"]),
    # their own
    ("A sergeant was killed and two of his comrades were wounded.", ["fighters", "fighters"]),
    ("The clinic mourns a surgeon and four colleagues, who were killed.", ["medical", "medical"]),
    ("The navy lost just eight men.", ["fighters"]),
    ("The navy took twenty prisoners.", ["fighters"]),
    ("Nine people died, of whom four were members of a militia.", ["people", "fighters"]),
    # adjectives, tolls, ages
    ("Four female miners were abducted.", ["women"]),
    ("Three young daughters of his were killed.", ["children"]),
    ("The number of nurses killed rose to 16.", ["medical"]),
    ("Medics counted 30 hurt, five of them below the age of 12.", ["people", "children"]),
    ("Smugglers shot dead a ranger.", ["fighters"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whoms"), WHOM, ids=[text for text, _ in WHOM])
def test_whom(text: str, whoms: list[str]) -> None:
    assert [whom for _, _, whom in told(text)] == whoms


def test_guards_held_are_no_strength() -> None:
    assert told("Inmates rioted in the prison. Four guards went home.") == [("Four guards", "other", "fighters")]


@pytest.mark.parametrize(
    "text",
    [
        "The jail, built for 900, is empty.",
        "The ferry has a capacity of 2,400.",
        "We surveyed 310 people, including 44 refugees and nine nurses.",
        "Every one of the dead had a name.",
        "No miner should die so.",
        "Dogs searched pavilions 7 and 8.",
        "Petra K., 58, a driver, saw the dead.",
        "The dead lay beside gate number four.",
    ],
)
def test_counts_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "verbatims"),
    [
        ("According to Rosa Lind, 35 of our miners were killed.", ["35 of our miners"]),
        ("Clinics report 40 suspected measles cases.", ["40 suspected measles cases"]),
        ("Six of our own were killed.", ["Six of our own"]),
        ("One Ministry soldier was killed.", ["One Ministry soldier"]),
    ],
)
def test_counts_people(text: str, verbatims: list[str]) -> None:
    assert [verbatim for verbatim, _, _ in told(text)] == verbatims
