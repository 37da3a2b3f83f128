"""What a timestamp authority is asked, and what its reply says before anything in it is believed (RFC 3161, RFC 5652)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sayso.intake.timestamps.der import (
    BIT_STRING,
    BOOLEAN,
    INTEGER,
    NULL,
    OCTETS,
    OID,
    SEQUENCE,
    SET,
    TIME,
    DerError,
    Fields,
    Value,
    integer,
    moment,
    oid,
    only,
    write,
    write_integer,
    write_oid,
)

SHA1 = "1.3.14.3.2.26"
SHA256 = "2.16.840.1.101.3.4.2.1"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
DIGEST_BYTES = 32
_STATUS = ("granted", "granted with modifications", "rejection", "waiting", "a warning of revocation", "a notice of revocation")
_FIRST, _SECOND = 0xA0, 0xA1  # the tags [0] and [1] of what holds other values
_MILLIS, _MICROS = 0x80, 0x81  # the same of numbers


def request(digest: bytes, nonce: int | None = None) -> bytes:
    """The bytes to send to an authority for a SHA-256 digest. The nonce is chance; it asks for the authority's certificate."""
    if len(digest) != DIGEST_BYTES:
        raise ValueError(f"a SHA-256 digest has {DIGEST_BYTES} bytes, not {len(digest)}")
    nonce = secrets.randbits(64) | 1 << 63 if nonce is None else nonce
    imprint = write(SEQUENCE, write(SEQUENCE, write_oid(SHA256), write(NULL)), write(OCTETS, digest))
    return write(SEQUENCE, write_integer(1), imprint, write_integer(nonce), write(BOOLEAN, b"\xff"))


def shown(text: str) -> str:
    """Words of somebody else's as messages show them: on one line, with nothing that a terminal would act on."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for."""

    algorithm: str
    digest: bytes
    nonce: int | None


def read_request(raw: bytes) -> Asked:
    """A request, ours or one by `openssl ts -query`."""
    fields = Fields.of(only(raw), SEQUENCE, "the request")
    if integer(fields.take(INTEGER)) != 1:
        raise DerError("the request's version isn't 1")
    algorithm, digest = _imprint(fields.take(SEQUENCE))
    fields.maybe(OID)
    nonce = fields.maybe(INTEGER)
    return Asked(algorithm, digest, integer(nonce) if nonce else None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An authority's answer without a token: its status in words, and its reason."""

    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is signed: a TSTInfo."""

    policy: str
    algorithm: str
    digest: bytes
    serial: int
    time: datetime
    accuracy: timedelta | None
    nonce: int | None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed by their own word, how, and over which attributes. `attributes` has all values of each."""

    issuer: bytes
    serial: int
    digest_algorithm: str
    algorithm: str
    signature: bytes
    signed: bytes
    attributes: dict[str, list[Value]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A token taken apart."""

    stamp: Stamp
    content: bytes
    certificates: tuple[bytes, ...]
    signature: Signature


def read_reply(raw: bytes) -> Reply | Refusal:
    """A reply of an authority as it came."""
    fields = Fields.of(only(raw), SEQUENCE, "the reply")
    status = Fields.of(fields.take(SEQUENCE), SEQUENCE, "the status")
    number = integer(status.take(INTEGER))
    texts = status.maybe(SEQUENCE)
    lines = [shown(one.body.decode("utf-8", "replace")) for one in Fields(texts.body, "the status text").rest()] if texts else []
    status.maybe(BIT_STRING)
    status.done()
    if number not in (0, 1):
        word = _STATUS[number] if 0 <= number < len(_STATUS) else f"status {number}"
        return Refusal(word, "; ".join(lines))
    token = fields.maybe(SEQUENCE)
    fields.done()
    if token is None:
        return Refusal(_STATUS[number], "but it holds no token")
    return _token(token)


def _token(value: Value) -> Reply:
    outer = Fields.of(value, SEQUENCE, "the token")
    _expect(oid(outer.take(OID)), SIGNED_DATA, "the token")
    (inside,) = _one(outer.take(_FIRST), "the token")
    outer.done()
    data = Fields.of(inside, SEQUENCE, "the signed data")
    if integer(data.take(INTEGER)) != 3:
        raise DerError("the signed data's version isn't 3")
    digests = {_algorithm(one) for one in Fields.of(data.take(SET), SET, "the digest algorithms").rest()}
    content = _content(data.take(SEQUENCE))
    certificates = data.maybe(_FIRST)
    data.maybe(_SECOND)  # revocation lists, which nothing here relies on
    (signer,) = _one(data.take(SET), "the signers")
    data.done()
    signature = _signature(signer)
    if signature.digest_algorithm not in digests:
        raise DerError("the signer's digest algorithm isn't among the token's")
    held = Fields(certificates.body, "the certificates").rest() if certificates else []
    return Reply(_stamp(content), content, tuple(one.raw for one in held), signature)


def _content(value: Value) -> bytes:
    fields = Fields.of(value, SEQUENCE, "the content")
    _expect(oid(fields.take(OID)), TST_INFO, "the content")
    (inside,) = _one(fields.take(_FIRST), "the content")
    fields.done()
    if inside.tag != OCTETS:
        raise DerError("the content is no string of octets")
    return inside.body


def _stamp(content: bytes) -> Stamp:
    fields = Fields.of(only(content), SEQUENCE, "the stamp")
    if integer(fields.take(INTEGER)) != 1:
        raise DerError("the stamp's version isn't 1")
    policy = oid(fields.take(OID))
    algorithm, digest = _imprint(fields.take(SEQUENCE))
    serial = integer(fields.take(INTEGER))
    time = moment(fields.take(TIME))
    accuracy = fields.maybe(SEQUENCE)
    fields.maybe(BOOLEAN)
    nonce = fields.maybe(INTEGER)
    fields.maybe(_FIRST)  # the authority's name: a hint, says RFC 3161; who signed is told by the certificate
    _no_critical(fields.maybe(_SECOND))
    fields.done()
    return Stamp(policy, algorithm, digest, serial, time, _accuracy(accuracy), integer(nonce) if nonce else None)


def _no_critical(extensions: Value | None) -> None:
    """No extension is known here; those that must be known to believe the stamp make it unreadable."""
    for one in Fields(extensions.body, "the extensions").rest() if extensions else []:
        fields = Fields.of(one, SEQUENCE, "an extension")
        name, critical = oid(fields.take(OID)), fields.maybe(BOOLEAN)
        fields.take(OCTETS)
        fields.done()
        if critical and critical.body != b"\0":
            raise DerError(f"the stamp has the extension {name}, which must be understood and isn't")


def _accuracy(value: Value | None) -> timedelta | None:
    if value is None:
        return None
    fields = Fields(value.body, "the accuracy")
    seconds = fields.maybe(INTEGER)
    parts = [seconds, fields.maybe(_MILLIS), fields.maybe(_MICROS)]
    fields.done()
    whole, millis, micros = (integer(part) if part else 0 for part in parts)
    if not (0 <= whole < 10**9 and 0 <= millis < 1000 and 0 <= micros < 1000):
        raise DerError("an accuracy that is none")
    return timedelta(seconds=whole, milliseconds=millis, microseconds=micros)


def _signature(value: Value) -> Signature:
    fields = Fields.of(value, SEQUENCE, "the signer")
    if integer(fields.take(INTEGER)) != 1:
        raise DerError("the signer isn't named by issuer and serial number")
    named = Fields.of(fields.take(SEQUENCE), SEQUENCE, "the signer's name")
    issuer, serial = named.take(SEQUENCE).raw, integer(named.take(INTEGER))
    named.done()
    digest_algorithm = _algorithm(fields.take(SEQUENCE))
    signed = fields.take(_FIRST)
    algorithm = _way(fields.take(SEQUENCE))
    signature = fields.take(OCTETS).body
    unsigned = fields.maybe(_SECOND)
    fields.done()
    if unsigned:
        _attributes(unsigned)
    # What is signed is the SET itself, whose tag the place where it stands replaces (RFC 5652, 5.4).
    return Signature(issuer, serial, digest_algorithm, algorithm, signature, write(SET, signed.body), _attributes(signed))


def _attributes(value: Value) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for one in Fields(value.body, "the attributes").rest():
        fields = Fields.of(one, SEQUENCE, "an attribute")
        name, values = oid(fields.take(OID)), fields.take(SET)
        fields.done()
        if name in found:
            raise DerError(f"the attribute {name} stands twice")
        found[name] = Fields(values.body, "an attribute").rest()
    return found


Bound = tuple[str, bytes]  # a certificate by its hash: the hash's algorithm, and the hash


def signing_certificates(signature: Signature) -> list[list[Bound]]:
    """The certificates that the signer binds itself to, its own first in each list (RFC 2634 with SHA-1, RFC 5035 with others)."""
    kinds = ((SIGNING_CERTIFICATE, SHA1), (SIGNING_CERTIFICATE_V2, SHA256))
    return [_bound(value, default) for name, default in kinds for value in signature.attributes.get(name, [])]


def _bound(value: Value, default: str) -> list[Bound]:
    fields = Fields.of(value, SEQUENCE, "the signing certificate")
    found: list[Bound] = []
    for one in Fields.of(fields.take(SEQUENCE), SEQUENCE, "the signing certificates").rest():
        parts = Fields.of(one, SEQUENCE, "a signing certificate")
        algorithm = parts.maybe(SEQUENCE) if default != SHA1 else None
        found.append((_algorithm(algorithm) if algorithm else default, parts.take(OCTETS).body))
    return found


def _imprint(value: Value) -> tuple[str, bytes]:
    fields = Fields.of(value, SEQUENCE, "the imprint")
    algorithm, digest = _algorithm(fields.take(SEQUENCE)), fields.take(OCTETS).body
    fields.done()
    return algorithm, digest


def _algorithm(value: Value) -> str:
    fields = Fields.of(value, SEQUENCE, "an algorithm")
    name = oid(fields.take(OID))
    fields.maybe(NULL)
    fields.done()
    return name


def _way(value: Value) -> str:
    """How it was signed: an algorithm, which may have parameters; then it is one that isn't accepted."""
    fields = Fields.of(value, SEQUENCE, "the signature's algorithm")
    name = oid(fields.take(OID))
    fields.maybe(NULL)
    return f"{name} with parameters" if fields.rest() else name


def _one(value: Value, name: str) -> list[Value]:
    values = Fields(value.body, name).rest()
    if len(values) != 1:
        raise DerError(f"{name}: {len(values)} in a place where there must be one")
    return values


def _expect(there: str, wanted: str, name: str) -> None:
    if there != wanted:
        raise DerError(f"{name} is of type {there} where {wanted} belongs")
