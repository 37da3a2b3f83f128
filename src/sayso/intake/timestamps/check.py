"""Whether a timestamp proves what it should. Offline: it takes the token, the digest, the roots that the user trusts, and the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from sayso.errors import ExtraError, TimestampError
from sayso.intake.timestamps.der import DerError
from sayso.intake.timestamps.reply import SHA256, Refusal, Reply, Stamp, read_reply, read_request

if TYPE_CHECKING:
    from cryptography import x509

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

    `roots` are the certificates that the user trusts, `others` those that the reply doesn't carry itself; each is PEM or DER. All of the chain must
    have been valid at the token's time and be so `now` (this machine's clock if none is given).
    """
    now = datetime.now(UTC) if now is None else now
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    reply = _read(token)
    _check_asked(token, reply.stamp, digest)
    _check_clock(token, reply.stamp.time, now)
    return _check_trust(token, reply, (list(roots), list(others)), now)


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
        raise TimestampError(
            token.place, f"its time, {_day(time)}, is still to come at {_day(now)}", "Look whether this machine's clock is right"
        )


def _check_trust(token: Token, reply: Reply, given: tuple[list[bytes], list[bytes]], now: datetime) -> Verified:
    try:
        from sayso.intake.timestamps import trust  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        raise ExtraError("timestamps", "timestamps") from error
    try:
        roots = trust.certificates(given[0], "a root that you gave")
        held = trust.certificates(given[1], "a certificate that you gave") + trust.certificates(
            reply.certificates, "a certificate in the reply"
        )
        signer = trust.signer_of(reply, held)
        trust.check_purpose(signer)
    except (trust.TrustError, DerError) as error:
        raise TimestampError(token.place, str(error), _KEEP) from error
    if not roots:
        raise TimestampError(
            token.place, "no root certificate was given that you trust", "Give the authority's root, got from a place that you trust"
        )
    _check_validity(token, signer, reply.stamp.time, now)
    try:
        path = trust.chain(signer, held, roots, reply.stamp.time)
    except trust.TrustError as error:
        problem = f"no valid chain leads from {_name(signer)} to a root that you trust ({error})"
        raise TimestampError(
            token.place, problem, "Look whether it is the right authority; if so, give its root and what lies between"
        ) from error
    try:
        path = trust.chain(signer, held, roots, now)
        trust.check_bindings(reply, path)
    except trust.TrustError as error:
        raise TimestampError(token.place, f"its chain was valid at its time, but isn't at {_day(now)} ({error})", _EARLIER) from error
    until = min(one.not_valid_after_utc for one in path)
    stamp = reply.stamp
    return Verified(stamp.time, _name(signer), stamp.serial, stamp.accuracy, stamp.policy, _name(path[-1]), until)


_EARLIER = (
    "If another proof shows that the token existed while its certificates were valid, check as of then (now=…); else its time is unproved"
)


def _check_validity(token: Token, signer: "x509.Certificate", time: datetime, now: datetime) -> None:
    first, last = signer.not_valid_before_utc, signer.not_valid_after_utc
    if not first <= time <= last:
        problem = f"its time, {_day(time)}, lies outside its certificate's validity ({_day(first)} to {_day(last)})"
        raise TimestampError(token.place, problem, _KEEP)
    if now > last:
        raise TimestampError(token.place, f"the authority's certificate expired at {_day(last)}", _EARLIER)


def _name(certificate: "x509.Certificate") -> str:
    return certificate.subject.rfc4514_string() or "an authority without a name"


def _day(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(" ", "seconds").replace("+00:00", " UTC")
