"""Whatever byte of a reply is altered: it isn't proved any more, or openssl agrees that it still is (a certificate that is spare, say)."""

from collections.abc import Iterator

import pytest

from sayso.errors import TimestampError
from sayso.intake.timestamps import Token, request, verify
from sayso.intake.timestamps.reply import Reply, read_reply
from tests.unit.intake.timestamps.authority import DIGEST, Authority

REQUEST = request(DIGEST, nonce=7)
STATUS_BYTE = 8


def altered(raw: bytes, changes: tuple[int, ...]) -> Iterator[bytes]:
    for at, byte in enumerate(raw):
        for change in changes:
            yield raw[:at] + bytes([byte ^ change]) + raw[at + 1 :]


def proved(token: Token, roots: list[bytes]) -> bool:
    try:
        return verify(token, DIGEST, roots).proved
    except TimestampError:
        return False


@pytest.mark.parametrize(("with_chain", "changes"), [("", (0x01, 0x80, 0xFF)), ("root", (0x08,))])
def test_an_altered_reply_is_proved_only_where_openssl_agrees(authority: Authority, with_chain: str, changes: tuple[int, ...]) -> None:
    raw, roots = authority.reply(REQUEST, with_chain=with_chain), [authority.pem("root")]
    assert proved(Token(raw, REQUEST), roots)
    still = [one for one in altered(raw, changes) if proved(Token(one, REQUEST), roots)]
    assert [one.hex() for one in still if not authority.accepts(one, REQUEST)] == []
    assert {at for one in still for at in changed(raw, one)} <= unneeded(raw)


def changed(before: bytes, after: bytes) -> Iterator[int]:
    return (at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other)


def unneeded(raw: bytes) -> set[int]:
    """Where a reply may be altered and still prove the same: "granted" has two numbers, and the root comes from the user anyway."""
    read = read_reply(raw)
    assert isinstance(read, Reply)
    spare = [one for one in read.certificates if one != read.certificates[0]]
    return {STATUS_BYTE, *(at for one in spare for at in range(raw.index(one), raw.index(one) + len(one)))}


def test_a_reply_that_is_cut_or_longer_is_not_proved(authority: Authority) -> None:
    raw, roots = authority.reply(REQUEST, with_chain="root"), [authority.pem("root")]
    assert not any(proved(Token(raw[:end], REQUEST), roots) for end in range(len(raw)))
    assert not proved(Token(raw + b"\0", REQUEST), roots)
