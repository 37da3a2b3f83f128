"""Sealing and opening."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.sealing import CHUNK, SEALED_CHUNK, SealError, seal, seal_stream, unseal

KEY = bytes(32)
SIZES = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])


@settings(max_examples=20, deadline=None)
@given(SIZES, st.integers(1, 3 * CHUNK))
def test_what_is_sealed_in_any_pieces_opens_as_it_was(size: int, piece: int) -> None:
    plain = bytes(index % 251 for index in range(size))
    pieces = [plain[at : at + piece] for at in range(0, size, piece)]
    sealed = list(seal_stream(KEY, "a", pieces))
    assert all(len(chunk) == SEALED_CHUNK for chunk in sealed[:-1])
    assert unseal(KEY, "a", b"".join(sealed)) == plain


@pytest.mark.parametrize(
    "change", [lambda sealed: sealed[:-1], lambda sealed: sealed + b"x", lambda sealed: b"", lambda sealed: sealed[:SEALED_CHUNK]]
)
def test_what_was_changed_does_not_open(change: object) -> None:
    sealed = seal(KEY, "a", bytes(CHUNK + 10))
    with pytest.raises(SealError):
        unseal(KEY, "a", change(sealed))  # type: ignore[operator]


def test_chunks_do_not_change_places() -> None:
    sealed = seal(KEY, "a", bytes(3 * CHUNK))
    swapped = sealed[SEALED_CHUNK : 2 * SEALED_CHUNK] + sealed[:SEALED_CHUNK] + sealed[2 * SEALED_CHUNK :]
    with pytest.raises(SealError):
        unseal(KEY, "a", swapped)


@pytest.mark.parametrize(("key", "name"), [(bytes([1]) * 32, "a"), (KEY, "b")])
def test_another_key_or_name_does_not_open(key: bytes, name: str) -> None:
    with pytest.raises(SealError):
        unseal(key, name, seal(KEY, "a", b"told"))
