"""The table: five columns that hold whatever a report brings, and nothing that would command the terminal."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.cli.table import _widths, _wrap, bounds, columns_of, table, visible
from sayso.model.claim import Attributed, Blame, Claim, ReadReport, SaidBy, Stance, Status
from sayso.model.evidence import Report, Span
from sayso.model.figure import Figure
from sayso.model.place_and_time import When, Where
from sayso.model.reading import Reading

FIGURE = Figure(Span(0, 6), "at least 82 civilians", 82, None, approximate=False, measure="killed", whom="civilians")
CLAIM = Claim(
    id="claim-1", kind="statement", span=Span(0, 6), quote="the bridge is closed", said_by=SaidBy("p", "Mina Okoro", False, Span(0, 4)),
    stance="asserts", certainty="unstated", attribution=None, score=1.0, produced_by="made",
)  # fmt: skip
COUNT = replace(CLAIM, kind="count", figure=FIGURE)


def read(*claims: Claim, **fields: Any) -> ReadReport:
    known: dict[str, Any] = {"outlet": "Post", "published": date(2031, 5, 12), "language": "en"}
    report = Report("r", "text", **known | fields)
    return ReadReport(report, Reading((), (), "made"), (), (), claims)


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def lines(*claims: Claim, quotes: bool = False, **fields: Any) -> list[str]:
    return click.unstyle(table(read(*claims, **fields), quotes=quotes)).splitlines()


def test_a_row_says_who_says_what_where_and_when() -> None:
    claim = replace(COUNT, where=Where("Orvest", Span(0, 6)), when=When("2031-05", "in May", Span(0, 6)))
    heading, titles, *rows = lines(claim, title="Toll rises")
    assert heading == "Post · 2031-05-12 · Toll rises"
    assert titles.split() == ["WHO", "SAYS", "WHAT", "WHERE", "WHEN"]
    assert re.split(r"\s{2,}", rows[0]) == ["Mina Okoro", "says", "82+ civilians killed:", "Orvest", "2031-05"]
    assert rows[1].strip() == "“at least 82"
    assert rows[2].strip() == "civilians”"


@pytest.mark.parametrize(
    ("low", "high", "approximate", "shown"),
    [
        (82, None, False, "82+"),
        (None, 40, False, "≤40"),
        (112, 112, False, "112"),
        (0, 0, False, "0"),
        (None, 0, False, "≤0"),
        (0, None, False, "0+"),
        (50_000, 100_000, False, "50,000–100,000"),
        (40, 40, True, "~40"),
        (24, None, True, "~24+"),
        (None, 2000, True, "~≤2,000"),
        (None, None, False, "?"),
    ],
)
def test_a_figure_is_shown_with_its_bounds(low: int | None, high: int | None, approximate: bool, shown: str) -> None:
    claim = replace(COUNT, figure=replace(FIGURE, low=low, high=high, approximate=approximate))
    assert bounds(claim) == shown
    assert f"  {shown}" in lines(claim)[2]


def test_a_blame_shows_who_is_said_to_have_done_it() -> None:
    claim = replace(CLAIM, kind="blame", stance="denies", quote="its jets struck the mill", blame=Blame("army", Span(0, 3)))
    rows = lines(claim)[2:]
    assert re.split(r"\s{2,}", rows[0])[:3] == ["Mina Okoro", "denies", "done by army: “its"]
    assert " ".join(row.strip() for row in rows[1:]) == "jets struck the mill”"


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Status("siege", "under_way"), "siege under way: “the"),
        (Status("control", "held", "army"), "control held by army:"),
    ],
)
def test_a_status_shows_type_state_and_holder(status: Status, shown: str) -> None:
    assert shown in lines(replace(CLAIM, kind="status", status=status))[2]


@pytest.mark.parametrize(
    ("said_by", "shown"),
    [
        (SaidBy(None, None, True, None), "[the outlet]"),
        (SaidBy(None, "Post", True, None), "[Post]"),
        (SaidBy(None, None, False, None), "not named"),
        (SaidBy("p", "Okoro", False, None, ("Sada",)), "Okoro, by way of"),
    ],
)
def test_who_speaks_is_told_apart_from_the_outlet(said_by: SaidBy, shown: str) -> None:
    assert lines(replace(CLAIM, said_by=said_by))[2].startswith(f"{shown}  ")


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2031-05-12", "2031-05-12"),
        ("2031-05-10/2031-05-12", "2031-05-10 –"),
        ("../2031-05-12", "until"),
        ("2031-05-12/..", "since"),
        (None, "“on Monday”"),
    ],
)
def test_when_is_shown_as_far_as_it_is_known(edtf: str | None, shown: str) -> None:
    assert lines(replace(CLAIM, when=When(edtf, "on Monday", Span(0, 1))))[2].endswith(shown)


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({}, "Post · 2031-05-12"),
        ({"outlet": None, "published": None}, "outlet unknown · undated"),
        ({"language": None}, "Post · 2031-05-12"),
        ({"language": "fr"}, "Post · 2031-05-12  (language: fr; the shipped reader knows English only)"),
        ({"outlet": "\x1b[31mP\u202eost\n", "title": "a\tb"}, " [31mPost  · 2031-05-12 · a b"),
        ({"language": "f\x1b[0mr"}, "Post · 2031-05-12  (language: f [0mr; the shipped reader knows English only)"),
    ],
)
def test_the_heading_names_the_report(fields: dict[str, Any], heading: str) -> None:
    assert lines(**fields)[0] == heading


@pytest.mark.parametrize(
    ("cue", "stance", "shown"),
    [
        ("blamed", "asserts", "(blamed) it"),
        ("said", "asserts", "it"),
        ("according to", "asserts", "it"),
        ("rejected", "denies", "it"),
    ],
)
def test_a_cue_that_says_more_than_says_stands_before_what_is_said(cue: str, stance: Stance, shown: str) -> None:
    span = Span(0, len(cue))
    said = Attributed("a", (), (span,), (Span(0, 1),), None, stance, "unstated", None, None, 1.0)
    claim = replace(CLAIM, quote="it", attribution="a", stance=stance)
    made = ReadReport(Report("r", cue), Reading((), (), "made"), (), (said,), (claim,))
    row = click.unstyle(table(made)).splitlines()[2]
    assert row.split("  ")[-1].strip() == shown


def test_a_report_without_claims_says_so() -> None:
    assert lines()[-1] == "nothing claimed that sayso can read"


def test_quotes_stand_under_their_rows() -> None:
    rows = lines(replace(COUNT, quote="that at least 82 civilians\nhad died"), COUNT, quotes=True)[2:]
    assert "    │ that at least 82 civilians had died" in rows
    assert "    │ the bridge is closed" in rows
    assert rows.index("    │ that at least 82 civilians had died") < rows.index("    │ the bridge is closed")


def test_a_long_statement_is_cut_in_its_cell_and_whole_in_its_quote() -> None:
    quote = " ".join(f"word{number}" for number in range(200))
    assert "word199" not in "\n".join(lines(replace(CLAIM, quote=quote)))
    assert "…" in "\n".join(lines(replace(CLAIM, quote=quote)))
    assert "word199" in "\n".join(lines(replace(CLAIM, quote=quote), quotes=True))


@pytest.mark.parametrize("stance", ["denies", "doubts", "cannot_confirm", "asks", "promises"])
def test_a_stance_is_coloured_and_a_name_is_not(stance: Stance) -> None:
    says = {"cannot_confirm": "can't confirm"}.get(stance, stance)
    for name in (f"X {says}", "观察" * 4):
        row = table(read(replace(COUNT, stance=stance, said_by=SaidBy("p", name, False, None)))).splitlines()[2]
        assert re.search(rf"\x1b\[3[134]m{says}\x1b\[0m", row)
        assert row.startswith(name)


def test_the_figure_is_set_off_and_not_the_same_digits_in_a_name() -> None:
    claim = replace(COUNT, figure=replace(FIGURE, high=82), said_by=SaidBy("p", "Channel 82", False, None))
    row = table(read(claim)).splitlines()[2]
    assert row.startswith("Channel 82 ")
    assert "\x1b[1m82\x1b[0m civilians" in row


@pytest.mark.parametrize("columns", [1, 60, 79, 80, 110, 160, 500])
def test_the_columns_fit_the_terminal(columns: int) -> None:
    widths = _widths(columns)
    assert sum(widths) + 2 * (len(widths) - 1) <= max(60, min(columns, 160))
    assert min(widths) >= 5


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Orvest", 6),
        ("é", 1),
        ("e\u0301", 1),
        ("中文", 4),
        ("한", 2),
        ("Ａ", 2),
        ("قالت", 4),
        ("ق\u064b", 1),
        ("a\u200db\u00ad", 2),
        ("😢", 2),
        ("–“", 2),
    ],
)
def test_characters_take_the_columns_that_a_terminal_gives_them(text: str, columns: int) -> None:
    assert columns_of(text) == columns


@pytest.mark.parametrize(
    ("text", "width", "wrapped"),
    [
        ("", 5, [""]),
        ("  ", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("one  two\nthree", 9, ["one two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a bcdefgh", 3, ["a", "bcd", "efg", "h"]),
        ("中文中文", 5, ["中文", "中文"]),
        ("中文", 1, ["中", "文"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("قالت الوزارة", 7, ["قالت", "الوزارة"]),
    ],
)
def test_text_is_wrapped_at_spaces_and_inside_longer_words(text: str, width: int, wrapped: list[str]) -> None:
    assert _wrap(text, width) == wrapped


@given(st.text(), st.integers(2, 40))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    wrapped = _wrap(text, width)
    assert "".join("".join(wrapped).split()) == "".join(text.split())
    assert all(columns_of(line) <= width for line in wrapped)


def test_a_word_of_a_million_marks_is_wrapped_in_one_pass() -> None:
    assert len(_wrap("a" + "\u0301" * 1_000_000, 10)) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — “text”", "plain — “text”"),
        ("a\tb\nc\r\nd", "a b c  d"),
        ("\x1b[2J\x07gone\x9b", " [2J gone "),
        ("\u202egnorw\u202c \u2066x\u2069", "gnorw x"),
        ("\u200eleft\u200fright\ufeff", "leftright"),
        ("casu\u00adal\u200bties", "casualties"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("a\u2028b\u2029c\u00a0d\u3000e", "a b c d e"),
        ("\ud800\ue000\uffff\x00", "    "),
        ("e\u0301", "e\u0301"),
    ],
)
def test_characters_that_would_command_the_terminal_are_neutralised(text: str, shown: str) -> None:
    assert visible(text) == shown


@settings(deadline=None)  # a busy processor is no failure
@given(st.text(st.characters(codec=None)), st.booleans())
def test_whatever_a_report_holds_the_table_holds_its_form(text: str, quotes: bool) -> None:
    claim = replace(
        COUNT, quote=text, said_by=SaidBy("p", text, False, None, (text,)), figure=replace(FIGURE, verbatim=text),
        where=Where(text, Span(0, 1)), when=When(None, text, Span(0, 1)),
    )  # fmt: skip
    shown = click.unstyle(table(read(claim, outlet=text, title=text), quotes=quotes))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert all(columns_of(line) <= 80 for line in shown.split("\n")[1:])
