"""Figures of people: which numbers count people, what befell them, who they are, and which total counts them in."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.claims.figures.find import FoundFigure, find_figures
from sayso.model.evidence import Span
from sayso.model.figure import MEASURES, WHOM


def figures(text: str) -> tuple[FoundFigure, ...]:
    """Find them, cutting sentences at full stops before a blank."""
    starts = [0, *(match.end() for match in re.finditer(r"[.!?]\s+", text))]
    return find_figures(text, [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if start < end])


def told(text: str) -> list[tuple[str, str, str]]:
    return [(found.figure.verbatim, found.figure.measure, found.figure.whom) for found in figures(text)]


CASES = [
    # killed and injured
    ("The quake killed at least 213 people and injured more than 1,400.",
     [("at least 213 people", "killed", "people"), ("more than 1,400", "injured", "people")]),
    ("Six miners died and nine are missing.", [("Six miners", "killed", "civilians"), ("nine", "missing", "people")]),
    ("At least 15 dead, 40 wounded in market bombing", [("At least 15 dead", "killed", "people"), ("40 wounded", "injured", "people")]),
    ("Medics report 2 killed and 3 wounded.", [("2 killed", "killed", "people"), ("3 wounded", "injured", "people")]),
    ("Report 2 said nothing of the dead.", []),
    ("The blast killed 15 injured 20.", [("15", "killed", "people"), ("20", "injured", "people")]),
    ("In all 15 were killed 20 injured.", [("15", "killed", "people"), ("20 injured", "injured", "people")]),
    ("Two nurses were shot dead.", [("Two nurses", "killed", "medical")]),
    ("One man was shot and killed in the car park.", [("One man", "killed", "people")]),
    ("The raid claimed the lives of 12 villagers.", [("12 villagers", "killed", "civilians")]),
    ("The collapse left 23 dead, scores missing.", [("23 dead", "killed", "people"), ("scores missing", "missing", "people")]),
    ("Shells fell on the port, killing and wounding dozens of dockers.", [("dozens of dockers", "casualties", "civilians")]),
    # tolls
    ("The death toll from the landslide near the old quarry has climbed to 38.", [("38", "killed", "people")]),
    ("The number of people confirmed killed in the fire is 41.", [("41", "killed", "people")]),
    ("The number of martyrs rose to 31 and the wounded to 140.", [("31", "killed", "people"), ("140", "injured", "people")]),
    # held, moved, trapped, treated
    ("Police arrested 312 protesters.", [("312 protesters", "detained", "people")]),
    ("Gunmen abducted 73 schoolgirls.", [("73 schoolgirls", "detained", "children")]),
    ("Ninety soldiers were taken prisoner.", [("Ninety soldiers", "detained", "fighters")]),
    ("Floods have displaced 120,000 people.", [("120,000 people", "displaced", "people")]),
    ("Thousands of families fled their homes.", [("Thousands of families", "displaced", "people")]),
    ("The fire forced 9,000 residents to flee.", [("9,000 residents", "displaced", "people")]),
    ("Helicopters evacuated 64 patients.", [("64 patients", "evacuated", "people")]),
    ("Some 8,000 people are trapped inside the town.", [("Some 8,000 people", "besieged", "people")]),
    ("Hospitals treated 60 people for smoke inhalation.", [("60 people", "affected", "people")]),
    ("The army deployed 2,000 troops along the border.", [("2,000 troops", "fighters", "fighters")]),
    ("About 50,000 demonstrators marched through the capital.", [("About 50,000 demonstrators", "other", "people")]),
    # whom
    ("Three journalists and a driver were killed.", [("Three journalists", "killed", "journalists"), ("a driver", "killed", "people")]),
    ("The strike killed 14 women and children.", [("14 women and children", "killed", "civilians")]),
    ("The strike killed 9 members of one family, all of them children.", [("9 members", "killed", "children")]),
    ("There were 47 civilian deaths.", [("47 civilian deaths", "killed", "civilians")]),
    ("Some 500 people, including rebel fighters, were evacuated.", [("Some 500 people", "evacuated", "mixed")]),
    ("Five members of the security forces were wounded.", [("Five members", "injured", "fighters")]),
    ("Eleven Bangladeshis were among the dead.", [("Eleven Bangladeshis", "killed", "people")]),
    # going on from another figure
    ("Shells killed 21 farmers: 15 in the north and another six in the hills.",
     [("21 farmers", "killed", "civilians"), ("15", "killed", "civilians"), ("another six", "killed", "civilians")]),
    ("The raid killed three soldiers. Another two were wounded.",
     [("three soldiers", "killed", "fighters"), ("Another two", "injured", "fighters")]),
    ("The governor spoke of 40 dead. The ministry admits 35.", [("40 dead", "killed", "people"), ("35", "killed", "people")]),
    ("Three rebels laid a mine. It went off, killing the three on the spot.",
     [("Three rebels", "fighters", "fighters"), ("three", "killed", "fighters")]),
    # an unknown noun: only people are kidnapped, but much else is seized
    ("Pirates kidnapped nine deckhands and seized 40 flowerpots.", [("nine deckhands", "detained", "people")]),
    # those who act are not those who are acted upon
    ("Four gunmen murdered the mayor and abducted two clerks.",
     [("Four gunmen", "fighters", "fighters"), ("two clerks", "detained", "civilians")]),
    # abbreviations with points, hyphens, follow-ups
    ("One person was killed and another injured.", [("One person", "killed", "people"), ("another injured", "injured", "people")]),
    ("A raid left 35 guerrillas and five soldiers dead.",
     [("35 guerrillas", "killed", "fighters"), ("five soldiers", "killed", "fighters")]),
    ("The crash killed all five people on board.", [("five people", "killed", "people")]),
    ("A ferry with 46 people on board sank.", [("46 people", "other", "people")]),
    ("The offensive trapped six million civilians without food.", [("six million civilians", "besieged", "civilians")]),
    ("Some 8,000 villagers have had no medicine for weeks.", [("Some 8,000 villagers", "affected", "civilians")]),
    # illness
    ("The clinic saw 212 cases of acute watery diarrhoea.", [("212 cases", "affected", "people")]),
    ("Doctors count 1,245 suspected cholera cases.", [("1,245 suspected cholera cases", "affected", "people")]),
    ("The number of people who have gone home passed 1,100.", [("passed 1,100", "other", "people")]),
    # none
    ("No one was hurt.", [("No one", "injured", "people")]),
    ("There were no civilian casualties.", [("no civilian casualties", "casualties", "civilians")]),
    ("Not a single soldier was captured.", [("Not a single soldier", "detained", "fighters")]),
    # one by one
    ("The shelling wounded a woman and two boys.", [("a woman", "injured", "women"), ("two boys", "injured", "children")]),
    ("An 8-year-old girl was killed on Monday.", [("An 8-year-old girl", "killed", "children")]),
    # adjectives, brackets, single persons
    ("At least 40 Kurdish and Arab fighters died.", [("At least 40 Kurdish and Arab fighters", "killed", "fighters")]),
    ("Thirty-one Sahel Front (SF) militants were captured.", [("Thirty-one Sahel Front (SF) militants", "detained", "fighters")]),
    ("Sixty bodies of civilians were found in a well.", [("Sixty bodies", "killed", "civilians")]),
    ("One dead soldier was found near the bridge.", [("One dead soldier", "killed", "fighters")]),
    ("A dead driver lay beside the bus.", [("A dead driver", "killed", "people")]),
    ("Rockets killed 14 people, including three children fleeing across the river.",
     [("14 people", "killed", "people"), ("three children", "killed", "children")]),
    ("Five fishermen were pulled out of the rubble.", [("Five fishermen", "evacuated", "civilians")]),
    ("The number of refugees has more than doubled to 90,000.", [("90,000", "displaced", "people")]),
    ("Twelve of its members were kidnapped from the party office.", [("Twelve of its members", "detained", "people")]),
    ("FOUR NURSES DIED; POLICE SEIZED 3,000 CARTRIDGES.", [("FOUR NURSES", "killed", "medical")]),
    ("Killed: 8 (including 3 children) - Injured: 21",
     [("8", "killed", "people"), ("3 children", "killed", "children"), ("21", "injured", "people")]),
    ("Injuries reported: 17.", [("17", "injured", "people")]),
    ("A soldier was killed.", [("A soldier", "killed", "fighters")]),
    ("The army lost two officers and 11 men.", [("two officers", "killed", "fighters"), ("11 men", "killed", "fighters")]),
    ("Rebels released 27 of the 42 boys.", [("27", "other", "children"), ("42 boys", "other", "children")]),
    ("Six hundred troops took part in the drill.", [("Six hundred troops", "fighters", "fighters")]),
    ("Four staff of the hospital were killed.", [("Four staff", "killed", "medical")]),
    ("Some 30 people, both civilians and soldiers, were killed.", [("Some 30 people", "killed", "mixed")]),
    ("He was killed along with two bodyguards.", [("two bodyguards", "killed", "people")]),
    ("The six priests' murder is unsolved.", [("six priests", "killed", "civilians")]),
    ("More than seven people were involved in the murder.", [("More than seven people", "other", "people")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_told(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On 14 March 2019 at 5.20 p.m. two missiles hit the depot.",
        "The 47th Brigade and Brigade 12 hold 3 hills, 40 km from the border.",
        "A 17-year-old student and his teacher, aged 44, spoke to us.",
        "Anna Berg, 52, a farmer, counts her sheep.",
        "The firm paid $3 million for 12 buses and 300 houses.",
        "Resolution 2254 was adopted with 15 votes.",
        "Some 60 percent of the villages lie in 4 of the 6 districts.",
        "Four in ten households have no water.",
        "The photograph is of 5 September 2016 near the school.",
        "A 59 - year - old spoke of 12 IS positions.",
        "Two witnesses said the street was empty.",
        "The line carries 9,000 passengers a day.",
        "No one has claimed responsibility.",
        "The report interviewed nobody; page 12 lists 30 villages.",
        "Unknown gunmen destroyed 40 tanks, 5 aircraft and 200 rockets.",
        "There were no reports of casualties.",
        "The wounded had reached the clinic by four in the afternoon.",
        "He keeps a book, forty to a page.",
        "The court heard 212 cases of fraud.",
        "The body was found at 49 Cedar Hill Road.",
        "Two-thirds of the dam, 3.5 km of it, is dry.",
        "The force fell by 1.5 to 2 per cent, or $3.4m.",
        "He was attacked by three other prison inmates.",
        "In fiscal 2016 the country accepted refugees.",
        "Her brother died in the 2012 attack.",
        "Those between the ages of 12 and 17 were hurt.",
        "Nearly 8 in 10 were displaced.",
        "The victim received three bullet wounds.",
        "There are six main voting blocs.",
        "Four of those states sent troops.",
        "He is the only one who was hurt.",
        "Police surveyed 2,000 people.",
        "A larger bomb would have killed 40 people.",
        "The death toll would have been more than a thousand.",
        "Taxes rose after the 2014 protests.",
        "She was detained when she was six.",
        "Shells fell near posts 542 and 543.",
        "They picked up two delegates in Oslo.",
        "The mayor beat him 46 to 40 percent.",
    ],
)
def test_no_figure(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The blast killed 86 people, among them 30 children and 12 women.", [None, 0, 0]),
        ("Of the 71 people on board, 60 died and eight were hurt.", [None, 0, 0]),
        ("Twelve farmers died, two of them women.", [None, 0]),
        ("Eleven children were among the 26 people killed.", [1, None]),
        ("Four of the 11 injured are in a critical condition.", [1, None]),
        ("Mortars killed 7 people (3 women, 4 men) and injured 15.", [None, 0, 0, None]),
        ("The raid killed 12 men and wounded 30.", [None, None]),
        ("The death toll rose by 12 to 112.", [1, None]),
        ("The death toll rose from 100 to 112.", [None, None]),
    ],
)
def test_parts(text: str, parts: list[int | None]) -> None:
    assert [found.part_of for found in figures(text)] == parts


def test_parts_in_later_sentences_index_the_whole_tuple() -> None:
    found = figures("A storm killed five sailors. Fire killed 20 people, including six children.")
    assert [entry.part_of for entry in found] == [None, None, 1]


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("The death toll rose to 112 on Tuesday from 100 a day earlier.", [False, True]),
        ("The death toll rose from 100 to 112.", [True, False]),
        ("The death toll was revised down from 21 to 19.", [True, False]),
        ("The count went up from 10 to 17 injured.", [True, False]),
        ("At least 19 people died, up from 16.", [False, True]),
        ("Nineteen people died, more than double the nine reported earlier.", [False, True]),
        ("Nineteen people died, fewer than the 24 first announced.", [False, True]),
        ("The death toll, earlier put at 16, has reached 24.", [True, False]),
        ("The toll of the dead was 71, not an earlier 43.", [False, True]),
        ("The mayor initially said 12 divers were killed.", [True]),
        ("Earlier on Monday a quake killed 12 people.", [False]),
        ("The mayor said earlier that 12 people were killed.", [False]),
        ("Twelve people from five families fled.", [False, False]),
    ],
)
def test_earlier_figures(text: str, replaced: list[bool]) -> None:
    assert [found.figure.replaced for found in figures(text)] == replaced


@pytest.mark.parametrize(
    ("text", "denied"), [("Not 14 but nine people were killed.", [True, False]), ("Fourteen people were killed, not wounded.", [False])]
)
def test_denied(text: str, denied: list[bool]) -> None:
    assert [found.denied for found in figures(text)] == denied


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ('Six "armed bandits" were killed.', 'Six "armed bandits"'),
        ("The army said that “dozens” were killed.", "dozens"),
        ("The “17 people” were killed.", "17 people"),
    ],
)
def test_quotation_marks_stand_in_pairs(text: str, verbatim: str) -> None:
    assert [found.figure.verbatim for found in find_figures(text, [Span(0, len(text))])] == [verbatim]


@pytest.mark.parametrize(
    ("text", "verbatim", "whom"),
    [
        ("Three U.S. soldiers were killed.", "Three U.S. soldiers", "fighters"),
        ("Police investigate the murder of two U.N. missionaries.", "two U.N. missionaries", "civilians"),
    ],
)
def test_points_of_abbreviations_end_no_phrase(text: str, verbatim: str, whom: str) -> None:
    (found,) = find_figures(text, [Span(0, len(text))])
    assert (found.figure.verbatim, found.figure.measure, found.figure.whom) == (verbatim, "killed", whom)


def test_value_and_approximation() -> None:
    (found,) = figures("Up to a million people were displaced.")
    assert (found.figure.low, found.figure.high, found.figure.approximate) == (None, 1_000_000, False)
    (found,) = figures("Dozens of people were displaced.")
    assert (found.figure.low, found.figure.high, found.figure.approximate) == (24, None, True)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Floods killed 12 people.", "past:killed"),
        ("The death toll is 12.", "toll:death toll"),
        ("Floods took the lives of 12 people.", "before:took the lives of"),
        ("Floods killed 12 people: four of them in the north.", "goes-on"),
        ("The village has 300 residents.", "noun"),
    ],
)
def test_the_rule_that_fired_is_named(text: str, rule: str) -> None:
    assert figures(text)[-1].rule == rule


def test_a_sentence_cut_in_mid_phrase_is_read_as_one() -> None:
    text = "Around 1,300 Rohingya fled to Aceh. 46 Kurds drowned."
    cut = text.index("Rohingya"), text.index("46"), text.index("Kurds")
    found = find_figures(text, [Span(0, cut[0] - 1), Span(cut[0], cut[1] - 1), Span(cut[1], cut[2] - 1), Span(cut[2], len(text))])
    assert [one.figure.verbatim for one in found] == ["Around 1,300 Rohingya"]


def test_only_sentences_are_read() -> None:
    text = "killed 5 people. killed 6 people."
    assert [found.figure.low for found in find_figures(text, [Span(17, len(text))])] == [6]
    assert find_figures(text, []) == ()


_PIECES = [
    "killed", "12", "people", "including", "no", "one", "of", "them", "the", "dead", ",", "(", ")", "and", "a", "child", "among", "wounded",
    "death toll",     "dozens", "men", "at least", "between", "said", "%", "-", "year", "old", "2016",
    "not", "but", "²", "İ", "’s", "\n", ".", "all", "were", "soldiers",
]  # fmt: skip


def totals(found: tuple[FoundFigure, ...], index: int) -> list[int]:
    """The totals that a figure is a part of, one within the other."""
    chain: list[int] = []
    part_of = found[index].part_of
    while part_of is not None and part_of not in chain:
        assert 0 <= part_of < len(found)
        chain.append(part_of)
        part_of = found[part_of].part_of
    return chain


@settings(max_examples=200)
@given(st.one_of(st.text(), st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join)), st.booleans())
@example('NO"KILLED. 0"wERE', True)  # a count at the very end that may go on from another sentence
def test_any_text(text: str, whole: bool) -> None:
    found = find_figures(text, [Span(0, len(text))]) if whole else figures(text)
    for index, entry in enumerate(found):
        figure = entry.figure
        assert figure.span.of(text) == figure.verbatim != ""
        assert figure.measure in MEASURES
        assert figure.whom in WHOM
        assert 0 <= entry.score <= 1
        assert entry.rule != ""
        assert index not in totals(found, index)
    assert [entry.figure.span for entry in found] == sorted(entry.figure.span for entry in found)
