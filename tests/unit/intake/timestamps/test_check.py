from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sayso.errors import TimestampError
from sayso.intake.timestamps import Token, Unproved, Verified, der, examine, request, verify
from sayso.intake.timestamps.reply import Reply, read_reply
from tests.unit.intake.timestamps.authority import DATA, DIGEST, Authority, granted, openssl

REQUEST = request(DIGEST, nonce=7)


def refused(token: Token, authority: Authority, **changed: object) -> TimestampError:
    arguments = {"digest": DIGEST, "roots": [authority.pem("root")], "now": None} | changed
    with pytest.raises(TimestampError) as caught:
        verify(token, **arguments)  # type: ignore[arg-type]
    return caught.value


def content(raw: bytes) -> bytes:
    read = read_reply(raw)
    assert isinstance(read, Reply)
    return read.content


@pytest.fixture(scope="module")
def token(authority: Authority) -> Token:
    return Token(authority.reply(REQUEST), REQUEST)


def test_a_reply_proves_time_under_a_trusted_root(authority: Authority, token: Token) -> None:
    proof = verify(token, DIGEST, [authority.pem("root")])
    assert abs(proof.time - datetime.now(UTC)) < timedelta(minutes=5)
    assert proof.authority == "CN=signer,O=Orvest"
    assert proof.root == "CN=Root of Orvest,O=Orvest"
    assert proof.policy == "1.2.3.4.1"
    assert proof.accuracy == timedelta(seconds=1.5)
    assert proof.serial > 0
    assert proof.proved
    assert str(proof).startswith("proved by CN=signer,O=Orvest under a root that you trust (CN=Root of Orvest,O=Orvest): it existed by 2")
    assert authority.accepts(token.reply, REQUEST)


def test_our_request_is_what_openssl_reads_as_one(authority: Authority) -> None:
    authority.folder.joinpath("ours.tsq").write_bytes(REQUEST)
    text = openssl(authority.folder, "ts", "-query", "-in", "ours.tsq", "-text").stdout
    assert "Hash Algorithm: sha256" in text
    assert "Nonce: 0x07" in text
    assert "Certificate required: yes" in text


def test_the_request_of_openssl_is_read(authority: Authority) -> None:
    authority.folder.joinpath("data").write_bytes(DATA)
    openssl(authority.folder, "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "theirs.tsq")
    theirs = authority.folder.joinpath("theirs.tsq").read_bytes()
    assert verify(Token(authority.reply(theirs), theirs), DIGEST, [authority.pem("root")]).proved


def test_a_request_has_another_nonce_each_time() -> None:
    assert request(DIGEST) != request(DIGEST)
    with pytest.raises(ValueError, match="32 bytes"):
        request(b"short")


@pytest.mark.parametrize(
    "settings", [{"ess": "sha1"}, {"ess": "sha512"}, {"signer_digest": "sha384"}, {"signer_digest": "sha512"}, {"chain": "yes"}]
)
def test_other_ways_to_sign_are_taken(authority: Authority, settings: dict[str, str]) -> None:
    raw = authority.reply(REQUEST, with_chain="root", **settings)
    assert verify(Token(raw, REQUEST), DIGEST, [authority.pem("root")]).proved
    assert authority.accepts(raw, REQUEST)


def test_rsa_is_taken(authority: Authority) -> None:
    authority.certificate("rsa", "good", key="RSA")
    assert verify(Token(authority.reply(REQUEST, "rsa"), REQUEST), DIGEST, [authority.pem("root")]).authority == "CN=rsa,O=Orvest"


def test_two_certificates_may_stand_in_any_order(authority: Authority) -> None:
    raw = authority.reply(REQUEST, with_chain="root")
    turned = with_certificates_turned(raw)
    assert raw != turned
    for one in (raw, turned):
        assert verify(Token(one, REQUEST), DIGEST, [authority.pem("root")]).proved
        assert authority.accepts(one, REQUEST)


def with_certificates_turned(raw: bytes) -> bytes:
    read = read_reply(raw)
    assert isinstance(read, Reply)
    first, second = read.certificates
    assert raw.count(first + second) == 1
    return raw.replace(first + second, second + first)


def test_a_reply_without_certificates_needs_them_given(authority: Authority) -> None:
    asked = REQUEST[:1] + bytes([REQUEST[1] - 3]) + REQUEST[2:-3]  # without certReq
    raw = authority.reply(asked)
    token = Token(raw, asked)
    assert "neither in the reply nor among those given" in refused(token, authority).problem
    assert verify(token, DIGEST, [authority.pem("root")], others=[authority.pem("signer")]).proved
    assert authority.accepts(raw, asked, others="signer")


def test_what_lies_between_may_come_with_the_reply_or_be_given(authority: Authority) -> None:
    authority.certificate("between", "ca")
    authority.certificate("below", "good", issuer="between")
    with_it = Token(authority.reply(REQUEST, "below", with_chain="between"), REQUEST)
    without = Token(authority.reply(REQUEST, "below"), REQUEST)
    assert verify(with_it, DIGEST, [authority.pem("root")]).root == "CN=Root of Orvest,O=Orvest"
    assert "no valid chain leads from CN=below,O=Orvest to a root that you trust" in refused(without, authority).problem
    assert verify(without, DIGEST, [authority.pem("root")], others=[authority.pem("between")]).proved


def test_roots_may_be_many_in_one_file_and_der(authority: Authority, token: Token) -> None:
    openssl(authority.folder, "x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der")
    authority.root("unrelated", "Other Root")
    assert verify(token, DIGEST, [authority.folder.joinpath("root.der").read_bytes()]).proved
    assert verify(token, DIGEST, [authority.pem("unrelated") + authority.pem("root")]).proved


def test_another_digest_is_told(authority: Authority, token: Token) -> None:
    assert "about another digest" in refused(token, authority, digest=bytes(32)).problem
    assert "request kept with it is about another digest" in refused(replace(token, request=request(bytes(32))), authority).problem


def test_another_nonce_is_told(authority: Authority, token: Token) -> None:
    assert "nonce" in refused(replace(token, request=request(DIGEST, nonce=8)), authority).problem
    assert verify(replace(token, request=None), DIGEST, [authority.pem("root")]).proved


def test_a_root_of_the_same_name_is_not_the_root(authority: Authority, token: Token) -> None:
    authority.root("impostor", "Root of Orvest")
    assert "no valid chain" in refused(token, authority, roots=[authority.pem("impostor")]).problem
    assert "no root certificate was given" in refused(token, authority, roots=[]).problem
    assert "can't be read as a certificate" in refused(token, authority, roots=[b"nonsense"]).problem


def test_a_root_that_comes_with_the_reply_is_not_trusted(authority: Authority) -> None:
    authority.root("foreign", "Foreign Root")
    authority.certificate("foreigner", "good", issuer="foreign")
    token = Token(authority.reply(REQUEST, "foreigner", with_chain="foreign"), REQUEST)
    problem = "no valid chain leads from CN=foreigner,O=Orvest to a root that you trust"
    assert refused(token, authority).problem == problem
    assert refused(token, authority, others=[authority.pem("foreign")]).problem == problem
    assert verify(token, DIGEST, [authority.pem("foreign")]).root == "CN=Foreign Root,O=Orvest"


def test_after_its_certificate_expired_a_token_proves_nothing_by_itself(authority: Authority, token: Token) -> None:
    proof = verify(token, DIGEST, [authority.pem("root")])
    error = refused(token, authority, now=proof.until + timedelta(days=1))
    assert "expired" in error.problem
    assert "now=" in error.remedy
    assert verify(token, DIGEST, [authority.pem("root")], now=proof.until - timedelta(days=1)).proved


def test_a_root_that_expired_since_is_told(authority: Authority) -> None:
    authority.certificate("long", "good", days=9000)
    token = Token(authority.reply(REQUEST, "long"), REQUEST)
    later = datetime.now(UTC) + timedelta(days=5000)
    assert "its chain was valid at its time, but isn't at" in refused(token, authority, now=later).problem


def test_a_time_outside_of_the_certificate_is_told(authority: Authority) -> None:
    authority.certificate("expired", "good", days=-1)
    raw = authority.reply(REQUEST, "expired")
    assert "lies outside its certificate's validity" in refused(Token(raw, REQUEST), authority).problem
    assert not authority.accepts(raw, REQUEST)


def test_a_time_to_come_is_told(authority: Authority, token: Token) -> None:
    assert "is still to come" in refused(token, authority, now=datetime.now(UTC) - timedelta(days=1)).problem
    with pytest.raises(ValueError, match="time zone"):
        verify(token, DIGEST, [], now=datetime(2030, 1, 1))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("no_usage", "no extended key usage"),
        ("not_critical", "critical"),
        ("two_usages", "timestamps alone"),
        ("other_usage", "timestamps alone"),
        ("encipherment", "key usages that don't go with timestamps"),
    ],
)
def test_a_certificate_that_is_not_for_timestamps_signs_none(authority: Authority, token: Token, kind: str, problem: str) -> None:
    authority.certificate(kind, kind)
    raw = authority.signed_by(kind, content(token.reply), "-cades")
    assert problem in refused(Token(raw, REQUEST), authority).problem
    assert not authority.accepts(raw, REQUEST)


@pytest.mark.parametrize("kind", ["no_authority", "may_not_certify", "mail_authority"])
def test_a_chain_must_be_of_authorities(authority: Authority, kind: str) -> None:
    authority.certificate(kind, kind)
    authority.certificate(f"below_{kind}", "good", issuer=kind)
    token = Token(authority.reply(REQUEST, f"below_{kind}", with_chain=kind), REQUEST)
    assert "no valid chain" in refused(token, authority).problem


def test_short_keys_and_weak_hashes_are_refused(authority: Authority) -> None:
    authority.certificate("short", "good", key="short")
    authority.certificate("short_between", "ca", key="short")
    authority.certificate("below_short", "good", issuer="short_between")
    authority.certificate("sha1", "good", digest="sha1")
    assert "too short" in refused(Token(authority.reply(REQUEST, "short"), REQUEST), authority).problem
    for signer, chain in (("below_short", "short_between"), ("sha1", "")):
        assert "no valid chain" in refused(Token(authority.reply(REQUEST, signer, chain), REQUEST), authority).problem


def test_a_chain_may_not_be_longer_than_an_authority_says(authority: Authority) -> None:
    authority.certificate("shallow", "shallow")
    authority.certificate("deep", "ca", issuer="shallow")
    authority.certificate("deepest", "good", issuer="deep")
    authority.folder.joinpath("both.pem").write_bytes(authority.pem("shallow") + authority.pem("deep"))
    raw = authority.reply(REQUEST, "deepest", with_chain="both")
    assert "no valid chain" in refused(Token(raw, REQUEST), authority).problem
    assert not authority.accepts(raw, REQUEST)


def test_a_signature_must_be_bound_to_its_certificate(authority: Authority, token: Token) -> None:
    raw = authority.signed_by("signer", content(token.reply))
    assert "no signing-certificate attribute" in refused(Token(raw, REQUEST), authority).problem
    assert not authority.accepts(raw, REQUEST)
    assert verify(Token(authority.signed_by("signer", content(token.reply), "-cades"), REQUEST), DIGEST, [authority.pem("root")]).proved


@pytest.mark.parametrize("options", [("-keyopt", "rsa_padding_mode:pss"), ("-md", "sha1")])
def test_ways_to_sign_that_are_not_accepted_are_told(authority: Authority, token: Token, options: tuple[str, str]) -> None:
    authority.certificate("other_way", "good", key="RSA")
    raw = authority.signed_by("other_way", content(token.reply), "-cades", *options)
    assert "accepted" in refused(Token(raw, REQUEST), authority).problem


def status(number: int, *texts: str) -> bytes:
    lines = der.write(der.SEQUENCE, *(der.write(0x0C, text.encode()) for text in texts)) if texts else b""
    return der.write(der.SEQUENCE, der.write(der.SEQUENCE, der.write_integer(number), lines))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (status(2, "bad request"), "granted no timestamp: rejection (bad request)"),
        (status(2, "no\n\x1b[31m"), "granted no timestamp: rejection (no\ufffd\ufffd[31m)"),
        (status(3), "waiting"),
        (status(17), "status 17"),
        (status(0), "holds no token"),
        (b"", "broken"),
        (b"<html>Not found</html>", "broken"),
        (granted(der.write(der.SEQUENCE)), "broken"),
    ],
)
def test_a_reply_without_a_token_is_told(authority: Authority, raw: bytes, problem: str) -> None:
    assert problem in refused(Token(raw), authority).problem


def test_a_refusal_by_openssl_is_told(authority: Authority) -> None:
    openssl(authority.folder, "ts", "-query", "-digest", "00" * 20, "-sha1", "-out", "weak.tsq")
    raw = authority.reply(authority.folder.joinpath("weak.tsq").read_bytes())
    assert "rejection" in refused(Token(raw), authority).problem


def test_a_digest_of_another_kind_is_told(authority: Authority) -> None:
    openssl(authority.folder, "ts", "-query", "-digest", "00" * 64, "-sha512", "-out", "long.tsq")
    raw = authority.reply(authority.folder.joinpath("long.tsq").read_bytes())
    assert "isn't SHA-256" in refused(Token(raw), authority).problem


@pytest.mark.parametrize("give", [lambda root: [root], lambda _: []])
def test_what_is_examined_says_proved_or_not(authority: Authority, token: Token, give: Callable[[bytes], list[bytes]]) -> None:
    roots = give(authority.pem("root"))
    seen = examine(token, DIGEST, roots)
    assert isinstance(seen, Verified if roots else Unproved)
    assert seen.proved is bool(roots)
    assert str(seen).startswith("proved by" if roots else "unproved: ")


def test_an_unproved_time_is_called_claimed(authority: Authority, token: Token) -> None:
    seen = examine(token, DIGEST, [])
    assert isinstance(seen, Unproved)
    assert seen.claimed == verify(token, DIGEST, [authority.pem("root")]).time
    assert examine(Token(b"nothing"), DIGEST, []) == Unproved(
        "it is no timestamp reply, or a broken one: a value at byte 0 is longer than what is there"
    )
