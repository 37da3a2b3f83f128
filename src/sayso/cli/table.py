"""A report's claims as a table for a terminal: who · says · what · where · when."""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import chain

import click

from sayso.model.claim import Claim, ReadReport, Stance

_SAYS: dict[Stance, str] = {
    "asserts": "says",
    "denies": "denies",
    "doubts": "doubts",
    "cannot_confirm": "can't confirm",
    "asks": "asks",
    "promises": "promises",
}
_COLOURS: dict[Stance, str] = {"denies": "red", "doubts": "yellow", "cannot_confirm": "yellow", "asks": "blue", "promises": "blue"}
_TITLES = ("WHO", "SAYS", "WHAT", "WHERE", "WHEN")
# What is shown for a character of these categories: control, format, surrogate, private, unassigned, and blank ones.
_SHOWN = {"Cc": " ", "Cf": "", "Cs": " ", "Co": " ", "Cn": " ", "Zl": " ", "Zp": " ", "Zs": " "}
# Cues that say no more than the column "says" does; any other is shown before what is said: "(blamed) the army".
_PLAIN_CUES = frozenset(
    "said says say saying told tells tell telling added adds adding according to reported reports report stated states put as have has "
    "had also that it us them reporters by telephone noted notes announced wrote writes continued is was by".split()
)
_PLAIN_WIDTH = 110  # columns, where the output is no terminal
_LONGEST_WHAT = 180  # characters of a statement shown in its cell; `--quotes` shows all


def table(read: ReadReport, *, quotes: bool = False) -> str:
    """The whole table with its heading; styled, which `click.echo` takes away where the output is no terminal."""
    widths = _widths(shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns)
    lines = [_heading(read), click.style(_row([[title] for title in _TITLES], widths)[0], dim=True)]
    cues = {one.id: " ".join(span.of(read.report.text) for span in one.cue) for one in read.attributions}
    for claim in read.claims:
        lines += _claim_lines(claim, cues.get(claim.attribution or "", ""), widths)
        if quotes:
            lines += [click.style(f"    │ {line}", dim=True) for line in _wrap(visible(claim.quote), sum(widths))]
    if not read.claims:
        lines.append("nothing claimed that sayso can read")
    return "\n".join(lines) + "\n"


def _heading(read: ReadReport) -> str:
    report = read.report
    known = [report.outlet or "outlet unknown", report.published.isoformat() if report.published else "undated"]
    parts = [part for part in (*known, report.title) if part]
    foreign = "" if report.language in (None, "en") else f"  (language: {visible(report.language)}; the shipped reader knows English only)"
    return click.style(" · ".join(visible(part) for part in parts), bold=True) + foreign


def _widths(columns: int) -> list[int]:
    """Widths of the five columns, with two spaces between them."""
    room = max(60, min(columns, 160)) - 2 * (len(_TITLES) - 1)
    who, where, when, says = room * 24 // 100, room * 13 // 100, max(12, room * 13 // 100), 13
    return [who, says, room - who - says - where - when, where, when]


def _claim_lines(claim: Claim, cue: str, widths: list[int]) -> list[str]:
    who = claim.said_by.name or ("the outlet" if claim.said_by.outlet else "not named")
    if claim.said_by.outlet:
        who = f"[{who}]" + (", from a source not named" if claim.said_by.rule == "unnamed" else "")
    if claim.said_by.via:
        who += f", by way of {' and '.join(claim.said_by.via)}"
    cells = [who, _SAYS[claim.stance], _what(claim, cue), claim.where.name if claim.where else "", _when(claim)]
    wrapped = [_wrap(visible(cell), width) for cell, width in zip(cells, widths, strict=True)]
    first, *others = _row(wrapped, widths)
    return [_styled(first, claim, wrapped[0][0]), *others]


def _what(claim: Claim, cue: str) -> str:
    if claim.figure is not None:
        return f"{bounds(claim)} {claim.figure.whom} {claim.figure.measure}: “{claim.figure.verbatim}”"
    if claim.blame is not None:
        return f"done by {claim.blame.accused}: “{_cut(claim.quote)}”"
    if claim.status is not None:
        holder = f" by {claim.status.holder}" if claim.status.holder else ""
        return f"{claim.status.type} {claim.status.state.replace('_', ' ')}{holder}: “{_cut(claim.quote)}”"
    said = _cut(claim.quote)
    telling = claim.stance == "asserts" and not _PLAIN_CUES.issuperset(re.findall(r"\w+", cue.lower()))
    return f"({cue}) {said}" if telling else said


def _cut(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_WHAT else quote[:_LONGEST_WHAT].rsplit(" ", 1)[0] + " …"


def bounds(claim: Claim) -> str:
    """A figure's interval in signs: "82+", "≤40", "50,000–100,000", "~40"."""
    figure = claim.figure
    if figure is None:
        return ""
    about = "~" if figure.approximate else ""
    if figure.low is None:
        return f"{about}≤{figure.high:,}" if figure.high is not None else "?"
    if figure.high is None:
        return f"{about}{figure.low:,}+"
    return f"{about}{figure.low:,}" if figure.low == figure.high else f"{about}{figure.low:,}–{figure.high:,}"


def _when(claim: Claim) -> str:
    if claim.when is None:
        return ""
    if claim.when.edtf is None:
        return f"“{claim.when.verbatim}”"  # no publication date to work it out from, or words that settle none
    first, slash, last = claim.when.edtf.partition("/")
    if not slash:
        return first
    return f"{first} – {last}" if first != ".." and last != ".." else f"until {last}" if first == ".." else f"since {first}"


def _styled(line: str, claim: Claim, who: str) -> str:
    """A row's first line with its stance coloured and its figure set off, which stand after the padded name."""
    says, what = _SAYS[claim.stance], bounds(claim)
    rest = line[len(who) :]
    if claim.stance in _COLOURS:
        rest = rest.replace(says, click.style(says, fg=_COLOURS[claim.stance]), 1)
    if what:
        rest = rest.replace(what, click.style(what, bold=True), 1)
    return line[: len(who)] + rest


def _row(cells: list[list[str]], widths: list[int]) -> list[str]:
    height = max(map(len, cells))
    padded = [[*cell, *[""] * (height - len(cell))] for cell in cells]
    return ["  ".join(_pad(line, width) for line, width in zip(lines, widths, strict=True)).rstrip() for lines in zip(*padded, strict=True)]


def _pad(text: str, width: int) -> str:
    return text + " " * max(0, width - columns_of(text))


def _wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces, or inside a word that is longer."""
    lines, line = [], ""
    for word in chain.from_iterable(_chopped(word, width) for word in text.split()):
        if line and columns_of(line) + 1 + columns_of(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line or not lines else lines


def _chopped(word: str, width: int) -> Iterator[str]:
    """A word in parts of at most `width` columns: itself, mostly."""
    begin = used = 0
    for at, sign in enumerate(word):
        columns = columns_of(sign)
        if used + columns > width and at > begin:
            yield word[begin:at]
            begin, used = at, 0
        used += columns
    yield word[begin:]


def columns_of(text: str) -> int:
    """How many terminal columns a text takes: two for wide characters, none for marks that combine."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def visible(text: str) -> str:
    """The text on one line, without characters that would move the cursor or turn the line's direction.

    Invisible ones go, apart from the joiners that Persian and emoji need; all others of that kind become a space.
    """
    return "".join(sign if sign in " \u200c\u200d" else _SHOWN.get(unicodedata.category(sign), sign) for sign in text)
