"""From places in a decoded text back to bytes."""

from collections.abc import Iterable
from typing import NamedTuple

from sayso.intake.decoding import Decoded
from sayso.model.evidence import ByteRun, TextMap


class Piece(NamedTuple):
    """Characters `start` to `end` of a report's text, read from characters `first` to `last` of the decoded file."""

    start: int
    end: int
    first: int
    last: int
    verbatim: bool


def byte_map(data: bytes, page: Decoded, pieces: Iterable[Piece], before: int = 0) -> TextMap | None:
    """The map of a text whose pieces stand in `page`, which was decoded from `data`, with `before` bytes in front of it in the original.

    None where the characters don't give back the same bytes, or where those mean nothing by themselves (ISO-2022 has shift states).
    """
    if page.encoding.startswith(("iso2022", "hz")) or not _gives_back(data, page):
        return None
    pieces = list(pieces)
    at = _byte_offsets(page, sorted({place for piece in pieces for place in (piece.first, piece.last)}))
    return TextMap(
        page.encoding, tuple(ByteRun(one.start, one.end, before + at[one.first], before + at[one.last], one.verbatim) for one in pieces)
    )


def _gives_back(data: bytes, page: Decoded) -> bool:
    try:
        return page.text.encode(page.encoding) == data[page.skipped :]
    except UnicodeEncodeError:
        return False


def _byte_offsets(page: Decoded, places: Iterable[int]) -> dict[int, int]:
    offsets, before, byte = {}, 0, page.skipped
    for place in places:
        byte += len(page.text[before:place].encode(page.encoding))
        offsets[place] = byte
        before = place
    return offsets


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """`pieces` in order, those that go on from one another made one."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.verbatim and piece.verbatim and (last.end, last.last) == (piece.start, piece.first):
            found[-1] = Piece(last.start, piece.end, last.first, piece.last, True)
        else:
            found.append(piece)
    return found
