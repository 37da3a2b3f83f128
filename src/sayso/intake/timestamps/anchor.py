"""OpenTimestamps: proofs that end in a Bitcoin block, of which nothing can be proved offline.

A new proof holds one promise only: that a calendar server will have the digest, once somebody has sent it there. A finished one names
the block whose Merkle root it leads to; to believe it, one has to see that block's header, from a Bitcoin node of one's own. There is
neither network nor node here, so what this file gives says what is attested, and `proved` is always false.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

from sayso.errors import ExtraError, TimestampError

CALENDAR = "https://a.pool.opentimestamps.org"
SUFFIX = ".ots"
_PLACE = "anchor"
_DIGEST_BYTES = 32
_NONCE_BYTES = 16
_NODE = "see for yourself that this block's Merkle root is that value; it isn't checked here"


@dataclass(frozen=True, slots=True)
class Attestation:
    """One end of a proof: pending (a promise of `calendar`), bitcoin (the block at `height`), or other (another chain, or unknown).

    `commitment` is what the calendar or the block must hold, in hexadecimal; a block's Merkle root stands as it is hashed, so that
    explorers of blocks show its bytes the other way round.
    """

    kind: Literal["pending", "bitcoin", "other"]
    commitment: str
    calendar: str | None = None
    height: int | None = None
    proved: Literal[False] = False

    def __str__(self) -> str:
        if self.kind == "pending":
            return f"unproved: {self.calendar} is to be asked for {self.commitment}"
        if self.kind == "bitcoin":
            return f"unproved: Bitcoin block {self.height} is said to hold {self.commitment}; {_NODE}"
        return "unproved: an attestation of a kind that isn't read here"


def make(digest: bytes, calendar: str = CALENDAR, nonce: bytes | None = None) -> bytes:
    """A proof file (.ots) for a SHA-256 digest with a pending attestation. Nothing was sent: `to_send` gives what the calendar must get.

    What it gets is hashed with chance (`nonce`), so that the calendar can't tell which file it is about.
    """
    if len(digest) != _DIGEST_BYTES:
        raise ValueError(f"a SHA-256 digest has {_DIGEST_BYTES} bytes, not {len(digest)}")
    ots = _library()
    proof = ots.DetachedTimestampFile(ots.OpSHA256(), ots.Timestamp(digest))
    salted = proof.timestamp.ops.add(ots.OpAppend(secrets.token_bytes(_NONCE_BYTES) if nonce is None else nonce))
    end = salted.ops.add(ots.OpSHA256())
    try:
        end.attestations.add(ots.PendingAttestation(calendar))
    except ValueError as error:
        raise TimestampError(_PLACE, f"{calendar!r} is no address of a calendar ({error})", f"Give one like {CALENDAR}") from error
    return _written(proof)


def read(proof: bytes, digest: bytes | None = None, place: str = _PLACE) -> tuple[Attestation, ...]:
    """What a proof file attests, of the digest if one is given: promises first, then blocks by their height. None of it is proved."""
    file = _parsed(proof, place)
    if digest is not None and file.file_digest != digest:
        raise TimestampError(
            place, f"it is about another digest: {file.file_digest.hex()}, not {digest.hex()}", "Find the proof of this file"
        )
    found = [_attestation(message, one) for message, one in file.timestamp.all_attestations()]
    order = ("pending", "bitcoin", "other")
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.height or 0, one.calendar or "", one.commitment)))


def to_send(proof: bytes) -> dict[str, bytes]:
    """For each calendar that a proof has a pending attestation of: the bytes to post to its `/digest`."""
    return {one.calendar: bytes.fromhex(one.commitment) for one in read(proof) if one.calendar is not None}


def join(proof: bytes, calendar: str, answer: bytes) -> bytes:
    """The proof with a calendar's answer in the place of its promise: to what was sent, or to a later question for the commitment."""
    ots = _library()
    file = _parsed(proof, _PLACE)
    promise = ots.PendingAttestation(calendar)
    node = next((one for one in _nodes(file.timestamp) if promise in one.attestations), None)
    if node is None:
        raise TimestampError(_PLACE, f"it holds no promise of {calendar}", "Join the answer to the proof that it was asked for")
    context = ots.BytesDeserializationContext(answer)
    try:
        more = ots.Timestamp.deserialize(context, node.msg)
        context.assert_eof()
    except (ots.DeserializationError, ValueError) as error:
        raise TimestampError(_PLACE, f"the answer of {calendar} is broken ({error})", "Ask it again") from error
    node.attestations.remove(promise)
    node.merge(more)
    return _written(file)


def _nodes(timestamp: Any) -> Iterator[Any]:
    yield timestamp
    for inner in timestamp.ops.values():
        yield from _nodes(inner)


def _parsed(proof: bytes, place: str) -> Any:
    ots = _library()
    try:
        file = ots.DetachedTimestampFile.deserialize(ots.BytesDeserializationContext(proof))
    except (ots.DeserializationError, ValueError, TypeError) as error:
        raise TimestampError(place, f"it is no OpenTimestamps proof, or a broken one ({error})", "Give a whole .ots file") from error
    if not isinstance(file.file_hash_op, ots.OpSHA256):
        raise TimestampError(place, f"it is over a {file.file_hash_op} digest", "sayso reads proofs over SHA-256 alone")
    return file


def _written(file: Any) -> bytes:
    context = _library().BytesSerializationContext()
    file.serialize(context)
    return bytes(context.getbytes())


def _library() -> ModuleType:
    try:
        from sayso.intake.timestamps import ots  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        raise ExtraError("OpenTimestamps", "anchor") from error
    return ots


def _attestation(message: bytes, one: object) -> Attestation:
    ots = _library()
    if isinstance(one, ots.PendingAttestation):
        return Attestation("pending", message.hex(), calendar=one.uri)
    if isinstance(one, ots.BitcoinBlockHeaderAttestation):
        return Attestation("bitcoin", message.hex(), height=one.height)
    return Attestation("other", message.hex())
