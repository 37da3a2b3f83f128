import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentimestamps.core.notary import LitecoinBlockHeaderAttestation, UnknownAttestation
from opentimestamps.core.op import OpSHA1

from sayso.errors import TimestampError
from sayso.intake.timestamps import anchor, ots
from sayso.intake.timestamps.anchor import Attestation

DIGEST = hashlib.sha256(b"At least 82 civilians were killed in Orvest.\n").digest()
NONCE = bytes(range(16))
COMMITMENT = hashlib.sha256(DIGEST + NONCE).hexdigest()


def answer(commitment: bytes, *ends: object) -> bytes:
    """What a calendar answers: some work of its own, and where that ends."""
    timestamp = ots.Timestamp(commitment)
    timestamp.ops.add(ots.OpSHA256()).attestations.update(ends)
    context = ots.BytesSerializationContext()
    timestamp.serialize(context)
    return bytes(context.getbytes())


def test_a_new_proof_holds_a_promise_and_no_more() -> None:
    proof = anchor.make(DIGEST, nonce=NONCE)
    (only,) = anchor.read(proof, DIGEST)
    assert only == Attestation("pending", COMMITMENT, calendar=anchor.CALENDAR)
    assert not only.proved
    assert str(only) == f"unproved: {anchor.CALENDAR} is to be asked for {COMMITMENT}"
    assert anchor.to_send(proof) == {anchor.CALENDAR: bytes.fromhex(COMMITMENT)}


def test_a_calendar_cannot_tell_which_file_it_is_about() -> None:
    first, second = (anchor.to_send(anchor.make(DIGEST))[anchor.CALENDAR] for _ in range(2))
    assert first != second
    assert DIGEST not in (first, second)


def test_a_block_is_told_and_not_believed() -> None:
    proof = anchor.make(DIGEST, nonce=NONCE)
    done = anchor.join(proof, anchor.CALENDAR, answer(bytes.fromhex(COMMITMENT), ots.BitcoinBlockHeaderAttestation(871_002)))
    (only,) = anchor.read(done, DIGEST)
    root = hashlib.sha256(bytes.fromhex(COMMITMENT)).hexdigest()
    assert only == Attestation("bitcoin", root, height=871_002)
    assert not only.proved
    assert str(only).startswith(f"unproved: Bitcoin block 871002 is said to hold {root}")


def test_what_stays_pending_stands_first_and_other_kinds_last() -> None:
    ends = (
        ots.BitcoinBlockHeaderAttestation(9),
        LitecoinBlockHeaderAttestation(5),
        UnknownAttestation(b"12345678", b""),
        ots.PendingAttestation("https://b.example"),
    )
    done = anchor.join(anchor.make(DIGEST, nonce=NONCE), anchor.CALENDAR, answer(bytes.fromhex(COMMITMENT), *ends))
    assert [one.kind for one in anchor.read(done)] == ["pending", "bitcoin", "other", "other"]
    assert all(str(one).startswith("unproved: ") for one in anchor.read(done))


def test_a_proof_of_another_digest_is_told() -> None:
    with pytest.raises(TimestampError, match="another digest"):
        anchor.read(anchor.make(DIGEST), bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        anchor.make(b"short")


def test_an_answer_that_does_not_fit_is_told() -> None:
    proof = anchor.make(DIGEST)
    with pytest.raises(TimestampError, match=r"no promise of https://b\.example"):
        anchor.join(proof, "https://b.example", b"")
    with pytest.raises(TimestampError, match="is broken"):
        anchor.join(proof, anchor.CALENDAR, b"nonsense")
    with pytest.raises(TimestampError, match="no address"):
        anchor.make(DIGEST, "https://a.example/?q=1")


def test_a_digest_of_another_kind_is_told() -> None:
    file = ots.DetachedTimestampFile(OpSHA1(), ots.Timestamp(bytes(20)))
    file.timestamp.attestations.add(ots.PendingAttestation(anchor.CALENDAR))
    context = ots.BytesSerializationContext()
    file.serialize(context)
    with pytest.raises(TimestampError, match="sha1"):
        anchor.read(bytes(context.getbytes()))


@given(st.data())
def test_broken_proofs_are_told_or_prove_nothing(data: st.DataObject) -> None:
    proof = anchor.make(DIGEST, nonce=NONCE)
    at, byte = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(proof)))
    for broken in (proof[:at] + bytes([byte]) + proof[at + 1 :], proof[:cut], proof[:at] + data.draw(st.binary(max_size=40))):
        try:
            assert not any(one.proved for one in anchor.read(broken))
        except TimestampError:
            continue
