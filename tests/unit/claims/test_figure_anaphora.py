"""Numbers with no words of their own: which figure, question or noun they go on from."""

import pytest

from tests.unit.claims.test_figures import told

CASES = [
    # given for what was asked or named
    ("How many were abducted? The police say 53. The parents speak of 121.", [("53", "detained", "people"), ("121", "detained", "people")]),
    ("The number of pupils taken is unclear. The governor said 64.", [("64", "other", "children")]),
    ("How many tents were burned? The police say 53.", []),
    # names on a list
    ("The list of the dead was read out. It has 23 names.", [("23 names", "killed", "people")]),
    ("The sect has two names.", []),
    # told, listed
    ("The flood killed nine people. The mayor told the radio twelve.", [("nine people", "killed", "people"), ("twelve", "killed", "people")]),
    ("The flood killed nine people. The nuns' list has eleven.", [("nine people", "killed", "people"), ("eleven", "killed", "people")]),
    ("Nine soldiers were killed. Medics spoke of 6,800.", [("Nine soldiers", "killed", "fighters"), ("6,800", "killed", "people")]),
    ("Floods displaced 900 people. They are in Moyale (640) and Mandera (260).",
     [("900 people", "displaced", "people"), ("640", "displaced", "people"), ("260", "displaced", "people")]),
    ("Seven died, not four.", [("Seven", "killed", "people"), ("four", "killed", "people")]),
    # some of those before
    ("Twelve soldiers were wounded. Three surrendered.", [("Twelve soldiers", "injured", "fighters"), ("Three", "detained", "fighters")]),
    ("Sixty pupils were abducted. Fewer than ten are in captivity.",
     [("Sixty pupils", "detained", "children"), ("Fewer than ten", "detained", "children")]),
    ("Thirty pupils were killed. More than 200 are missing.",
     [("Thirty pupils", "killed", "children"), ("More than 200", "missing", "people")]),
    ("The quake killed nine people. Two have gone home.", [("nine people", "killed", "people"), ("Two", "other", "people")]),
    ("The quake killed nine people and broke six dams. Two have gone since.", [("nine people", "killed", "people")]),
    # joined to a figure
    ("Fourteen pupils and one teacher are missing.", [("Fourteen pupils", "missing", "children"), ("one teacher", "missing", "civilians")]),
    ("Two nurses and a chaplain were abducted.", [("Two nurses", "detained", "medical"), ("a chaplain", "detained", "civilians")]),
    ("Three of the dead were women and one was a boy.", [("Three of the dead", "killed", "women"), ("one", "killed", "children")]),
    ("The raiders, numbering over 300, took the bridge.", [("over 300", "fighters", "fighters")]),
    # no counts: ages, hours
    ("Nine people died. The youngest, Mara Lind, was three.", [("Nine people", "killed", "people")]),
    ("Nine people died. Their son was twelve.", [("Nine people", "killed", "people")]),
    ("Nine people died. A boy of about 10 saw it.", [("Nine people", "killed", "people")]),
    ("Nine people died. It began at ten to four.", [("Nine people", "killed", "people")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_goes_on(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected
