"""Content codings undone, piece by piece and never beyond a size, so that no small answer fills the disk."""

import zlib
from collections.abc import Iterator

from sayso.errors import FetchError
from sayso.intake.fetching.exchange import PIECE

_PLAIN = frozenset({"", "identity"})
_GZIP = frozenset({"gzip", "x-gzip"})


def decoded(pieces: Iterator[bytes], coding: str | None, place: str) -> Iterator[bytes]:
    """The document out of a body with this Content-Encoding. Whoever asks for the next piece has room for it."""
    name = (coding or "").strip().lower()
    if name in _PLAIN:
        return pieces
    if name in _GZIP:
        return _inflated(pieces, zlib.MAX_WBITS | 16, place)
    if name == "deflate":
        return _inflated(pieces, zlib.MAX_WBITS, place)
    shown = "".join(each for each in name if each.isprintable())[:40]
    problem = f"it is sent compressed as “{shown}”, which wasn't asked for and isn't read"
    raise FetchError(place, problem, "Save the page in a browser, and add the file")


def _inflated(pieces: Iterator[bytes], window: int, place: str) -> Iterator[bytes]:
    engine = zlib.decompressobj(window)
    begun = False  # whether the part that `engine` is at has any byte
    try:
        for rest in pieces:
            piece = rest
            while piece:
                if engine.eof:  # gzip may have several parts
                    engine, begun = zlib.decompressobj(window), False
                if not begun and window == zlib.MAX_WBITS and piece[0] & 0x0F != 8:
                    engine = zlib.decompressobj(-zlib.MAX_WBITS)  # "deflate" without its envelope, as some servers send it
                begun = True
                if data := engine.decompress(piece, PIECE):
                    yield data
                piece = engine.unused_data if engine.eof else engine.unconsumed_tail
    except zlib.error as error:
        raise FetchError(place, "its compressed data is damaged", "Try again later") from error
    if begun and not engine.eof:
        raise FetchError(place, "its compressed data is cut short", "Try again later")
