"""Certificates: which one signed, whether it may sign times, and whether a chain leads from it to a root that the user trusts.

The only file here that uses `cryptography`, imported when a timestamp is checked. Nothing is looked up: whether a certificate was revoked
isn't known.
"""

import hashlib
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID

from sayso.intake.timestamps.der import OCTETS, OID, SEQUENCE, SET, Fields, only, write, write_oid
from sayso.intake.timestamps.reply import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SHA1,
    SHA256,
    TST_INFO,
    Reply,
    Signature,
    shown,
    signing_certificates,
)

_SHA384, _SHA512 = "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"
_HASHES: dict[str, hashes.HashAlgorithm] = {SHA256: hashes.SHA256(), _SHA384: hashes.SHA384(), _SHA512: hashes.SHA512()}
_NAMES = {SHA1: "sha1", SHA256: "sha256", _SHA384: "sha384", _SHA512: "sha512"}
_RSA = "1.2.840.113549.1.1.1"  # any of the hashes
_RSA_WITH = {"1.2.840.113549.1.1.11": SHA256, "1.2.840.113549.1.1.12": _SHA384, "1.2.840.113549.1.1.13": _SHA512}
_ECDSA_WITH = {"1.2.840.10045.4.3.2": SHA256, "1.2.840.10045.4.3.3": _SHA384, "1.2.840.10045.4.3.4": _SHA512}
_STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
_PEM = b"-----BEGIN CERTIFICATE-----"
# What `cryptography` raises for certificates that aren't well formed; some parts it reads only when they are asked for.
_BROKEN = (
    ValueError,
    TypeError,
    LookupError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
_RSA_BITS, _EC_BITS = 2048, 256
_STRINGS = (0x03, 0x0C, 0x12, 0x13, 0x14, 0x16, 0x1C, 0x1E)
_DER = Encoding.DER
_DAY = "%Y-%m-%d %H:%M:%S UTC"
_OTHER_ROOT = "Look whether it is the right authority; if so, give its root and what lies between"
_EARLIER = "If another proof shows that it existed before, check it as of then (now=…); else its time is unproved"


class TrustError(Exception):
    """What is wrong with a signature or a certificate, in words. Never leaves this folder."""

    def __init__(self, problem: str, remedy: str | None = None) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True, slots=True)
class Proof:
    """Who signed, under which root, and when the first certificate between them expires."""

    authority: str
    root: str
    until: datetime


def prove(reply: Reply, roots: Iterable[bytes], others: Iterable[bytes], now: datetime) -> Proof:
    """The proof that a reply was signed by an authority under one of these roots, or a `TrustError`."""
    try:
        with warnings.catch_warnings():
            # Of oddities (a serial number of 0, which roots that systems ship have; a country of six letters) the library warns on the
            # terminal; whether they matter its verifier says.
            warnings.simplefilter("ignore", UserWarning)
            return _prove(reply, roots, others, now)
    except _BROKEN as error:
        raise TrustError(f"a certificate can't be read ({error})") from error


def _prove(reply: Reply, roots: Iterable[bytes], others: Iterable[bytes], now: datetime) -> Proof:
    trusted = _certificates(roots, "a root that you gave")
    held = [*_certificates(others, "a certificate that you gave"), *_certificates(reply.certificates, "a certificate in the reply")]
    signer = _signer(reply, held)
    _check_purpose(signer)
    if not trusted:
        raise TrustError("no root certificate was given that you trust", "Give the authority's root, got from a place that you trust")
    _check_validity(signer, reply.stamp.time, now)
    between = [one for one in held if one.issuer != one.subject]  # roots come from the user alone
    path = _path(signer, between, trusted, reply.stamp.time, now)
    _check_bindings(reply, path)
    return Proof(_name(signer), _name(path[-1]), min(one.not_valid_after_utc for one in path))


def _check_validity(signer: x509.Certificate, time: datetime, now: datetime) -> None:
    first, last = signer.not_valid_before_utc, signer.not_valid_after_utc
    if not first <= time <= last:
        raise TrustError(f"its time, {time:{_DAY}}, lies outside its certificate's validity ({first:{_DAY}} to {last:{_DAY}})")
    if now > last:
        raise TrustError(f"the authority's certificate expired at {last:{_DAY}}", _EARLIER)


def _path(
    signer: x509.Certificate, held: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], time: datetime, now: datetime
) -> list[x509.Certificate]:
    """The chain at the token's time, and again now."""
    try:
        _chain(signer, held, roots, time)
    except TrustError as error:
        why = "" if "no interior errors" in error.problem else f" ({error.problem})"
        raise TrustError(f"no valid chain leads from {_name(signer)} to a root that you trust{why}", _OTHER_ROOT) from error
    try:
        return _chain(signer, held, roots, now)
    except TrustError as error:
        raise TrustError(f"its chain was valid at its time, but isn't at {now:{_DAY}} ({error.problem})", _EARLIER) from error


def _name(certificate: x509.Certificate) -> str:
    return shown(certificate.subject.rfc4514_string()) or "an authority without a name"


def _certificates(blobs: Iterable[bytes], what: str) -> list[x509.Certificate]:
    """Certificates from PEM (any number in one) or DER, each with names that can be read."""
    found: list[x509.Certificate] = []
    for blob in blobs:
        try:
            more = x509.load_pem_x509_certificates(blob) if _PEM in blob else [x509.load_der_x509_certificate(blob)]
            for one in more:
                _check_name(one.issuer)
                _check_name(one.subject)
        except _BROKEN as error:
            raise TrustError(f"{what} can't be read as a certificate ({error})") from error
        found += more
    return found


def _check_name(name: x509.Name) -> None:
    """Names are of strings; the library takes other values too, and openssl doesn't."""
    for part in Fields.of(only(name.public_bytes()), SEQUENCE, "a name").rest():
        for pair in Fields.of(part, SET, "a part of a name").rest():
            fields = Fields.of(pair, SEQUENCE, "a part of a name")
            fields.take(OID)
            fields.take(*_STRINGS)


def _signer(reply: Reply, held: Sequence[x509.Certificate]) -> x509.Certificate:
    """The certificate that the signature names, after the signature was checked with it."""
    named = reply.signature
    fitting = [one for one in held if one.serial_number == named.serial and one.issuer.public_bytes() == named.issuer]
    if not fitting:
        raise TrustError("the certificate of the signer is neither in the reply nor among those given")
    bound = signing_certificates(named)
    if not bound or not all(bound):
        raise TrustError("the signature isn't bound to a certificate (no signing-certificate attribute)")
    signer = next((one for one in fitting if all(_is(one, algorithm, digest) for (algorithm, digest), *_ in bound)), None)
    if signer is None:
        raise TrustError("the signature is bound to another certificate than the one that is there")
    _check_attributes(reply)
    _check_signature(signer, named)
    return signer


def _is(certificate: x509.Certificate, algorithm: str, digest: bytes) -> bool:
    if algorithm not in _NAMES:
        raise TrustError(f"the signing certificate is told by a hash that isn't known ({algorithm})")
    return hashlib.new(_NAMES[algorithm], certificate.public_bytes(_DER), usedforsecurity=False).digest() == digest


def _check_attributes(reply: Reply) -> None:
    """The attributes are what is signed; they stand for the content by its type and its digest."""
    named = reply.signature
    if named.digest_algorithm not in _HASHES:
        raise TrustError(f"it was signed with a hash that isn't accepted ({named.digest_algorithm})")
    digest = hashlib.new(_NAMES[named.digest_algorithm], reply.content).digest()
    if [one.raw for one in named.attributes.get(MESSAGE_DIGEST, [])] != [write(OCTETS, digest)]:
        raise TrustError("what was signed isn't this content")
    if [one.raw for one in named.attributes.get(CONTENT_TYPE, [])] != [write_oid(TST_INFO)]:
        raise TrustError("what was signed isn't of the type of a timestamp")


def _check_signature(signer: x509.Certificate, named: Signature) -> None:
    digest = _HASHES[named.digest_algorithm]
    try:
        key = signer.public_key()
        shortest = _RSA_BITS if isinstance(key, rsa.RSAPublicKey) else _EC_BITS
        if isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey) and key.key_size < shortest:
            raise TrustError(f"the signer's key is too short to be trusted ({key.key_size} bits)")
        if isinstance(key, rsa.RSAPublicKey) and (named.algorithm == _RSA or _RSA_WITH.get(named.algorithm) == named.digest_algorithm):
            key.verify(named.signature, named.signed, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey) and _ECDSA_WITH.get(named.algorithm) == named.digest_algorithm:
            key.verify(named.signature, named.signed, ec.ECDSA(digest))
        else:
            raise TrustError(f"it is signed in a way that isn't accepted ({named.algorithm}); RSA and ECDSA with SHA-256, 384 or 512 are")
    except InvalidSignature as error:
        raise TrustError("the signature is wrong: the token was altered") from error
    except _BROKEN as error:
        raise TrustError(f"the key in the signer's certificate can't be used ({error})") from error


def _check_purpose(signer: x509.Certificate) -> None:
    """RFC 3161, 2.3: for timestamps and nothing else, and said so in a critical extension."""
    usage = next((one for one in signer.extensions if isinstance(one.value, x509.ExtendedKeyUsage)), None)
    keys = next((one.value for one in signer.extensions if isinstance(one.value, x509.KeyUsage)), None)
    if usage is None:
        raise TrustError("the signer's certificate isn't meant for timestamps (no extended key usage)")
    if list(usage.value) != [_STAMPING]:
        raise TrustError("the signer's certificate isn't meant for timestamps alone (its extended key usage says otherwise)")
    if not usage.critical:
        raise TrustError("the signer's certificate doesn't have timeStamping as a critical extended key usage")
    if keys is not None and not _only_signs(keys):
        raise TrustError("the signer's certificate has key usages that don't go with timestamps")


def _only_signs(keys: x509.KeyUsage) -> bool:
    others = (keys.key_encipherment, keys.data_encipherment, keys.key_agreement, keys.key_cert_sign, keys.crl_sign)
    return (keys.digital_signature or keys.content_commitment) and not any(others)


def _chain(
    signer: x509.Certificate, others: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime
) -> list[x509.Certificate]:
    """The certificates from the signer's to one of the roots, all valid at that moment."""
    store = verification.Store(list(roots))
    verifier = (
        verification.PolicyBuilder()
        .store(store)
        .time(at)
        .extension_policies(ca_policy=_for_authorities(), ee_policy=_for_signer())
        .build_client_verifier()
    )
    try:
        return list(verifier.verify(signer, list(others)).chain)
    except verification.VerificationError as error:
        raise TrustError(shown(str(error).removeprefix("validation failed: "))) from error


def _check_bindings(reply: Reply, path: Sequence[x509.Certificate]) -> None:
    """If the signature is bound to more certificates than the signer's, they're in the chain."""
    for listed in signing_certificates(reply.signature):
        if not all(any(_is(one, algorithm, digest) for one in path) for algorithm, digest in listed):
            raise TrustError("the signature is bound to a certificate that isn't in the chain")


def _for_signer() -> verification.ExtensionPolicy:
    """What a signer's certificate must have is checked in `_check_purpose`, whose messages say what is missing."""
    return verification.ExtensionPolicy.permit_all().require_present(x509.ExtendedKeyUsage, verification.Criticality.CRITICAL, None)


def _for_authorities() -> verification.ExtensionPolicy:
    any_way = verification.Criticality.AGNOSTIC
    return (
        verification.ExtensionPolicy.permit_all()
        .require_present(x509.BasicConstraints, any_way, _issues)
        .may_be_present(x509.KeyUsage, any_way, _signs_certificates)
        .may_be_present(x509.ExtendedKeyUsage, any_way, _lets_stamp)
    )


def _issues(_policy: object, _certificate: object, constraints: x509.BasicConstraints) -> None:
    if not constraints.ca:
        raise ValueError("a certificate of the chain isn't an authority's")


def _signs_certificates(_policy: object, _certificate: object, keys: x509.KeyUsage | None) -> None:
    if keys is not None and not keys.key_cert_sign:
        raise ValueError("a certificate of the chain may not sign certificates")


def _lets_stamp(_policy: object, _certificate: object, usage: x509.ExtendedKeyUsage | None) -> None:
    if usage is not None and _STAMPING not in usage and ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE not in usage:
        raise ValueError("an authority of the chain isn't for timestamps")
