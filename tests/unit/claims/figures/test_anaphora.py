"""Numbers with no words of their own: which figure, question or noun they go on from."""

import pytest

from tests.unit.claims.figures.test_find import told

CASES = [
    # given for what was asked or named
    ("How many were abducted? The mayor says 17. The union speaks of 44.", [("17", "detained", "people"), ("44", "detained", "people")]),
    ("The number of nurses dismissed is unclear. The clinic said 28.", [("28", "other", "medical")]),
    ("How many tents were burned? The mayor says 17.", []),
    # names on a list
    ("The list of the dead was read out. It held 70 names.", [("70 names", "killed", "people")]),
    ("The sect has two names.", []),
    # told, listed
    ("The flood killed nine people. The abbot told our paper fifteen.",
     [("nine people", "killed", "people"), ("fifteen", "killed", "people")]),
    ("The flood killed nine people. The coroner's book has nineteen.",
     [("nine people", "killed", "people"), ("nineteen", "killed", "people")]),
    ("Nine soldiers were killed. Others spoke of 3,100.", [("Nine soldiers", "killed", "fighters"), ("3,100", "killed", "people")]),
    ("Floods displaced 900 people. They are in Moyale (640) and Mandera (260).",
     [("900 people", "displaced", "people"), ("640", "displaced", "people"), ("260", "displaced", "people")]),
    ("Thirty died, not twelve.", [("Thirty", "killed", "people"), ("twelve", "killed", "people")]),
    # some of those before
    ("Thirty rebels were encircled. Eleven surrendered.", [("Thirty rebels", "besieged", "fighters"), ("Eleven", "detained", "fighters")]),
    ("Ninety medics were abducted. Twenty are in custody.",
     [("Ninety medics", "detained", "medical"), ("Twenty", "detained", "medical")]),
    ("Thirty nuns were killed. More than 500 are missing.",
     [("Thirty nuns", "killed", "women"), ("More than 500", "missing", "people")]),
    ("The quake killed nine people. Two have gone home.", [("nine people", "killed", "people"), ("Two", "other", "people")]),
    ("The quake killed nine people and broke six dams. Two have gone since.", [("nine people", "killed", "people")]),
    # joined to a figure
    ("Twelve miners and one nurse are missing.", [("Twelve miners", "missing", "civilians"), ("one nurse", "missing", "medical")]),
    ("Two reporters and a welder were abducted.", [("Two reporters", "detained", "journalists"), ("a welder", "detained", "civilians")]),
    ("Five of the dead were monks and one was a nurse.", [("Five of the dead", "killed", "civilians"), ("one", "killed", "medical")]),
    ("The pirates, numbering over 40, boarded the tanker.", [("over 40", "fighters", "fighters")]),
    # no counts: ages, hours
    ("Nine people died. The eldest, Mara Lind, was ninety.", [("Nine people", "killed", "people")]),
    ("Nine people died. Their niece was eight.", [("Nine people", "killed", "people")]),
    ("Nine people died. A widow of nearly 80 saw it.", [("Nine people", "killed", "people")]),
    ("Nine people died. It began at twenty to nine.", [("Nine people", "killed", "people")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_goes_on(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected
