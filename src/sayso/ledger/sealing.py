"""Sealing: what an original holds, and what was made of it, is readable only with the original's own key.

AES-256-GCM in chunks, each under a number and a mark for the last, so that a cut, an exchange or a flipped bit is found and a file of
gigabytes needs little memory. Every sealed thing has a key of its own, derived from the original's key and the thing's name.
"""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

CHUNK = 1024 * 1024  # bytes before sealing
_TAG = 16
SEALED_CHUNK = CHUNK + _TAG


class SealError(Exception):
    """The key is another's, or the bytes were altered or cut."""


def seal(key: bytes, name: str, plain: bytes) -> bytes:
    """Seal a thing that fits memory. The same key, name and bytes give the same sealed bytes."""
    return b"".join(seal_stream(key, name, (plain,)))


def unseal(key: bytes, name: str, sealed: bytes) -> bytes:
    """Raises SealError."""
    pieces = [sealed[at : at + SEALED_CHUNK] for at in range(0, len(sealed), SEALED_CHUNK)]
    return b"".join(unseal_stream(key, name, pieces))


def seal_stream(key: bytes, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Sealed chunks of SEALED_CHUNK bytes, the last one shorter or as long, of pieces of any size."""
    cipher, number, held = _cipher(key, name), 0, b""
    for piece in pieces:
        held += piece
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(number, last=False), held[:CHUNK], None)
            held, number = held[CHUNK:], number + 1
    yield cipher.encrypt(_nonce(number, last=True), held, None)


def unseal_stream(key: bytes, name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The plain chunks of sealed ones. Raises SealError at the first that isn't what was sealed, and at a missing end."""
    cipher, number = _cipher(key, name), 0
    before: bytes | None = None
    for chunk in chunks:
        if before is not None:
            yield _opened(cipher, number, before, last=False)
            number += 1
        before = chunk
    if before is None:
        raise SealError(name)
    yield _opened(cipher, number, before, last=True)


def unseal_chunk(key: bytes, name: str, number: int, chunk: bytes, *, last: bool) -> bytes:
    """One chunk of a sealed thing, by its number from 0 on. Raises SealError."""
    return _opened(_cipher(key, name), number, chunk, last=last)


def _opened(cipher: AESGCM, number: int, chunk: bytes, *, last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, last=last), chunk, None)
    except (InvalidTag, ValueError) as error:
        raise SealError(f"chunk {number}") from error


def _cipher(key: bytes, name: str) -> AESGCM:
    return AESGCM(HKDFExpand(SHA256(), 32, name.encode()).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
