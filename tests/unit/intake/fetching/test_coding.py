"""Content codings are undone whatever pieces they come in, and damage is told."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.intake.fetching.coding import decoded


def _bare(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


CODINGS: list[tuple[str | None, Callable[[bytes], bytes]]] = [
    (None, bytes),
    ("identity", bytes),
    ("gzip", gzip.compress),
    (" X-GZIP ", gzip.compress),
    ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:])),
    ("deflate", zlib.compress),
    ("deflate", _bare),
]


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _decoded(data: bytes, coding: str | None, size: int = 100) -> bytes:
    return b"".join(decoded(_pieces(data, size), coding, "here"))


@pytest.mark.parametrize(("coding", "encode"), CODINGS)
@given(data=st.binary(max_size=300), size=st.integers(1, 100))
def test_what_was_packed_comes_out(coding: str | None, encode: Callable[[bytes], bytes], data: bytes, size: int) -> None:
    assert _decoded(encode(data), coding, size) == data


def test_no_body_is_no_document_in_any_coding() -> None:
    assert _decoded(b"", "gzip") == b""


def test_a_bomb_comes_out_in_small_pieces() -> None:
    bomb = gzip.compress(bytes(8_000_000))
    assert max(len(piece) for piece in decoded(iter([bomb]), "gzip", "here")) <= 65536


@pytest.mark.parametrize(
    ("data", "coding", "problem"),
    [
        (b"<html>", "gzip", "damaged"),
        (gzip.compress(b"word " * 90)[:-9], "gzip", "cut short"),
        (gzip.compress(b"words")[:-8] + b"\0" * 8, "gzip", "damaged"),
        (gzip.compress(b"words") + b"more", "gzip", "damaged"),
        (b"x", "br", "“br”"),
        (b"x", "gzip, gzip", "“gzip, gzip”"),
    ],
)
def test_damage_and_other_codings_are_told(data: bytes, coding: str, problem: str) -> None:
    with pytest.raises(FetchError, match=problem):
        _decoded(data, coding)


@given(st.binary(max_size=60), st.sampled_from(["gzip", "deflate"]))
def test_anything_is_decoded_or_told(data: bytes, coding: str) -> None:
    with suppress(FetchError):
        _decoded(data, coding, 7)
