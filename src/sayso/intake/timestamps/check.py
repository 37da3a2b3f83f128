"""Whether a timestamp proves what it should. Offline: it takes the token, the digest, the roots that the user trusts, and the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sayso.errors import ExtraError, TimestampError
from sayso.intake.timestamps.der import DerError
from sayso.intake.timestamps.reply import SHA256, Refusal, Reply, Stamp, read_reply, read_request

_SLOW_CLOCK = timedelta(minutes=10)  # how far this machine's clock may be behind the authority's
_KEEP = "Keep the reply as it is, and don't rely on its time"
_AGAIN = "Ask the authority again, with a new request"


@dataclass(frozen=True, slots=True)
class Token:
    """An authority's reply, byte for byte as it came, and the request that it answers if that was kept. `place` is its name in messages."""

    reply: bytes
    request: bytes | None = None
    place: str = "timestamp"


@dataclass(frozen=True, slots=True)
class Verified:
    """A digest existed at this time or before, proved by an authority under a root that the user trusts.

    `serial` is the token's. `until` is the day on which the first certificate of the chain expires, and the proof needs another over it.
    """

    time: datetime
    authority: str
    serial: int
    accuracy: timedelta | None
    policy: str
    root: str
    until: datetime
    proved: Literal[True] = True

    def __str__(self) -> str:
        give = f" (give or take {self.accuracy.total_seconds():g} s)" if self.accuracy is not None else ""
        return f"proved by {self.authority} under a root that you trust ({self.root}): it existed by {_day(self.time)}{give}"


@dataclass(frozen=True, slots=True)
class Unproved:
    """Nothing is proved. `claimed` is the time that the token gives, which anyone could have written."""

    reason: str
    claimed: datetime | None = None
    proved: Literal[False] = False

    def __str__(self) -> str:
        return f"unproved: {self.reason}"


def examine(
    token: Token, digest: bytes, roots: Iterable[bytes], now: datetime | None = None, others: Iterable[bytes] = ()
) -> Verified | Unproved:
    """`verify`, with its error as a value: for pages and lists that show both kinds."""
    try:
        return verify(token, digest, roots, now, others)
    except TimestampError as error:
        return Unproved(error.problem, _claimed(token))


def _claimed(token: Token) -> datetime | None:
    try:
        reply = read_reply(token.reply)
    except DerError:
        return None
    return reply.stamp.time if isinstance(reply, Reply) else None


def verify(token: Token, digest: bytes, roots: Iterable[bytes], now: datetime | None = None, others: Iterable[bytes] = ()) -> Verified:
    """What a token proves of a SHA-256 digest, or a `TimestampError` that says what is wrong.

    `roots` are the certificates that the user trusts, `others` those that the reply doesn't carry itself; each is PEM or DER. All of the
    chain must have been valid at the token's time and be so `now` (this machine's clock if none is given).
    """
    if now is not None and now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    now = (now or datetime.now(UTC)).astimezone(UTC)
    try:
        from sayso.intake.timestamps import trust  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        raise ExtraError(token.place, "timestamps") from error
    reply = _read(token)
    stamp = reply.stamp
    _check_asked(token, stamp, digest)
    _check_clock(token, stamp.time, now)
    try:
        proof = trust.prove(reply, roots, others, now)
    except trust.TrustError as error:
        raise TimestampError(token.place, error.problem, error.remedy or _KEEP) from error
    except DerError as error:
        raise TimestampError(token.place, f"what it was signed with is broken: {error}", _KEEP) from error
    return Verified(stamp.time, proof.authority, stamp.serial, stamp.accuracy, stamp.policy, proof.root, proof.until)


def _read(token: Token) -> Reply:
    try:
        reply = read_reply(token.reply)
    except DerError as error:
        raise TimestampError(token.place, f"it is no timestamp reply, or a broken one: {error}", _AGAIN) from error
    if isinstance(reply, Refusal):
        why = f" ({reply.reason})" if reply.reason else ""
        raise TimestampError(token.place, f"the authority granted no timestamp: {reply.status}{why}", _AGAIN)
    return reply


def _check_asked(token: Token, stamp: Stamp, digest: bytes) -> None:
    """The stamp is about this digest, and answers the request that was kept with it."""
    if stamp.algorithm != SHA256:
        raise TimestampError(token.place, f"it is over a digest that isn't SHA-256 ({stamp.algorithm})", _AGAIN)
    if stamp.digest != digest:
        raise TimestampError(token.place, f"it is about another digest: {stamp.digest.hex()}, not {digest.hex()}", _KEEP)
    if token.request is None:
        return
    try:
        asked = read_request(token.request)
    except DerError as error:
        raise TimestampError(token.place, f"the request kept with it is broken: {error}", _KEEP) from error
    if (asked.algorithm, asked.digest) != (SHA256, digest):
        raise TimestampError(token.place, "the request kept with it is about another digest", _KEEP)
    if asked.nonce is not None and asked.nonce != stamp.nonce:
        raise TimestampError(token.place, "its nonce isn't that of the request: it answers another one", _AGAIN)


def _check_clock(token: Token, time: datetime, now: datetime) -> None:
    if time > now + _SLOW_CLOCK:
        problem = f"its time, {_day(time)}, is still to come at {_day(now)}"
        raise TimestampError(token.place, problem, "Look whether this machine's clock is right")


def _day(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(" ", "seconds").replace("+00:00", " UTC")
