"""Parts that only show by what each figure counts, also those of a total in the sentence before."""

import pytest

from tests.unit.claims.figures.test_find import figures


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # behind a colon, a dash, in brackets
        ("Gales killed 24 people in two states: 16 in Kano and eight in Jos.", [None, 0, 0]),
        ("Doctors counted 51 dead - 32 in the port and 19 in the hills.", [None, 0, 0]),
        ("Doctors counted 51 dead - 32 injured.", [None, None]),
        ("Gales killed ten people in Kano, seven in Jos: four are missing.", [None, None, None]),
        # adding up
        ("The fire left 18 guests dead, ten women and eight men.", [None, 0, 0]),
        ("The fire left 18 guests dead, ten women and nine men.", [None, None, None]),
        ("The dead were 11 Syrians, four Lebanese and two Danes, bringing the toll to 17.", [3, 3, 3, None]),
        ("Five soldiers, three rebels and two guards died.", [None, None, None]),
        # without a noun
        ("Twenty people were injured, seven critically.", [None, 0]),
        ("Twenty people were taken to hospital, with six in intensive care.", [None, 0]),
        ("The number of injured stands at 77; 19 lost limbs.", [None, 0]),
        ("Thousands of people were displaced, 3,000 from Palma and 1,500 from Macomia.", [None, 0, 0]),
        ("Eight people were held in Minsk, five in Brest.", [None, None]),
        ("Twenty people were killed, with seven injured.", [None, None]),
        # among, included
        ("Twenty nurses, three men included, were kidnapped.", [None, 0]),
        ("The hail wounded nine people, a girl among them, and killed two drivers.", [None, None]),
        ("Gunmen killed 20 people and four of their guards were hurt.", [None, None]),
        # in the next sentence
        ("Mud killed 44 miners. Nine of them were cousins.", [None, 0]),
        ("Mud killed 44 miners. Nine were cousins.", [None, 0]),
        ("Mud killed 44 miners. Nine are missing.", [None, None]),
        ("Mud killed 44 miners. Sixty of the dead were children.", [None, None]),
        ("Mud killed 44 miners. The dead include six cooks and a nurse.", [None, 0, 0]),
        ("Mud killed 44 miners. Three cooks and two maids were among the dead.", [None, 0, 0]),
        ("Mud killed 44 miners and hurt 90. Three cooks were among those killed.", [None, None, 0]),
        ("The dead included six nurses, said the mayor, who put the toll at 33.", [1, None]),
    ],
)
def test_totals(text: str, parts: list[int | None]) -> None:
    assert [found.part_of for found in figures(text)] == parts


def test_a_bracket_parts_no_noun_from_its_verb() -> None:
    found = figures("Nearly 4,000 families (2,600 in Shire and 1,300 in Axum) have been forced from their homes.")
    assert [one.figure.measure for one in found] == ["displaced"] * 3


def test_a_greater_toll_does_not_count_the_same_people() -> None:
    found = figures("The dead included six nurses, said the mayor, who put the toll at 33.")
    assert [one.figure.whom for one in found] == ["medical", "people"]
