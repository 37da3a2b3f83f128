"""Lines of characters to paragraphs, on pages set by hand."""

import pytest

from sayso.intake.pdf_lines import Letter, flowed

WIDTH, HEIGHT, LEADING = 6.0, 9.0, 14.0


def _page(number: int, *lines: str, left: float = 50.0, size: float = 1.0) -> list[Letter]:
    """Lines below one another; a blank one leaves a gap. `>` indents a line."""
    letters = []
    for row, line in enumerate(lines):
        base = 700 - row * LEADING * size
        start = left + (20 if line.startswith(">") else 0)
        for column, letter in enumerate(line.removeprefix(">")):
            at = start + column * WIDTH * size
            letters.append(Letter(letter, number, at, base, at + WIDTH * size * 0.9, base + HEIGHT * size))
        letters += [Letter("\r", number, 0, 0, 0, 0), Letter("\n", number, 0, 0, 0, 0)]
    return letters


LONG = "The monitor put the toll in Orvel at 34 on"
CASES = [
    ("a sentence goes on", [LONG, "Monday and said more would come of it all."], f"{LONG} Monday and said more would come of it all."),
    ("a gap", [LONG, "all of it.", "", "Monday was quiet"], f"{LONG} all of it.\nMonday was quiet"),
    ("a short last line", ["It ended.", LONG], f"It ended.\n{LONG}"),
    ("an indent", ["The whole line ended here, at the margin ok.", f">{LONG}"], f"The whole line ended here, at the margin ok.\n{LONG}"),
    (
        "a bullet",
        ["There were three of them there on Wednesday", "• the first"],
        "There were three of them there on Wednesday\n• the first",
    ),
    (
        "a division",
        ["The monitor counted the dead of the neigh-", "bourhood by name"],
        "The monitor counted the dead of the neighbourhood by name",
    ),
    (
        "a soft one",
        ["The monitor counted the dead of the neigh\u00ad", "bourhood by name"],
        "The monitor counted the dead of the neighbourhood by name",
    ),
    ("a compound", ["The toll was given out by the pro-", "government agency"], "The toll was given out by the pro-government agency"),
    (
        "one met before",
        ["A cease-fire was broken, and so the cease-", "fire ended"],
        "A cease-fire was broken, and so the cease-fire ended",
    ),
    ("a name", ["The road from the north leads down to Al-", "Bab itself"], "The road from the north leads down to Al-Bab itself"),
    ("a range", ["The number of those who died was put at 10-", "12 by them"], "The number of those who died was put at 10-12 by them"),
]


@pytest.mark.parametrize(("lines", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_lines_are_joined_as_a_reader_joins_them(lines: list[str], text: str) -> None:
    found, letters = flowed([_page(1, *lines)])
    assert found == text
    assert all(found[place] == letter.text or letter.text in "\u00ad" for place, letter in letters.items())


def test_a_sentence_goes_on_over_pages_and_a_new_one_does_not() -> None:
    assert flowed([_page(1, LONG), _page(2, "monday.")])[0] == f"{LONG} monday."
    assert flowed([_page(1, "It ended."), _page(2, "It began.")])[0] == "It ended.\nIt began."


def test_cells_of_a_row_stand_beside_one_another() -> None:
    left, right = _page(1, "Old Market"), _page(1, "31", left=300)
    assert flowed([[*left, *right, *_page(2, "Later")]])[0] == "Old Market\t31\nLater"


def test_a_page_without_letters_gives_nothing() -> None:
    assert flowed([[], [Letter(" ", 1, 0, 0, 0, 0)]]) == ("", {})
