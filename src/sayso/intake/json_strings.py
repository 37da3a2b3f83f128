"""Where the characters of a string stand in the JSON object that holds it."""

import json
import re

from sayso.intake.offsets import Piece

_BLANK = re.compile(r"[ \t\n\r]*")
_PART = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.DOTALL)
_DECODER = json.JSONDecoder()


def string_pieces(written: str, name: str) -> list[Piece]:
    """The pieces of the string that the object `written`, which is sound JSON, has under `name`; the last one where it has several."""
    first, last = _literal(written, name)
    pieces, place = [], 0
    for part in _PART.finditer(written, first + 1, last - 1):
        verbatim = not part[0].startswith("\\")
        size = len(part[0]) if verbatim else 1
        pieces.append(Piece(place, place + size, part.start(), part.end(), verbatim))
        place += size
    return pieces


def _literal(written: str, name: str) -> tuple[int, int]:
    """From where to where the value stands, quotation marks included."""
    at = _past_blank(written, written.index("{") + 1)
    found = (0, 2)
    while written[at] != "}":
        key, at = _DECODER.raw_decode(written, at)
        first = _past_blank(written, _past_blank(written, at) + 1)
        _, last = _DECODER.raw_decode(written, first)
        found = (first, last) if key == name else found
        at = _past_blank(written, last)
        at = _past_blank(written, at + 1) if written[at] == "," else at
    return found


def _past_blank(written: str, at: int) -> int:
    blank = _BLANK.match(written, at)
    return blank.end() if blank else at
