"""Certificates and names are checked, and what breaks off is told."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import FetchError
from sayso.intake import Policy, fetch
from sayso.intake.fetching import Network
from tests.unit.intake.fetching.site import HOST, Site, answer, certificate_for, redirect, serving

BODY = b"Twelve people died in Orvel."
POLICY = Policy(allow_hosts=[HOST, "other.example"], seconds=20)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_for(HOST, tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    with serving(certificate) as site:
        yield site


def trusting(certificate: Path) -> Network:
    return Network(lambda _host, _port: ["127.0.0.1"], lambda: ssl.create_default_context(cafile=str(certificate)))


def test_a_name_that_the_certificate_vouches_for_is_fetched(secure: Site, certificate: Path) -> None:
    secure.answers["/"] = answer(BODY)
    with fetch(secure.url(), policy=POLICY, network=trusting(certificate)) as capture:
        assert capture.body.read() == BODY
        assert capture.url.startswith("https://site.example:")


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    with pytest.raises(FetchError, match=r"certificate isn't valid \(self"):
        fetch(secure.url(), policy=POLICY, network=Network(lambda _host, _port: ["127.0.0.1"]))
    assert secure.asked == []


def test_a_certificate_for_another_name_is_refused(secure: Site, certificate: Path) -> None:
    with pytest.raises(FetchError, match=r"certificate isn't valid \(Hostname mismatch"):
        fetch(secure.url(host="other.example"), policy=POLICY, network=trusting(certificate))
    assert secure.asked == []


def test_a_redirect_is_checked_as_the_first_url_is(secure: Site, certificate: Path) -> None:
    secure.answers["/"] = redirect(secure.url(host="other.example"))
    with pytest.raises(FetchError, match="Hostname mismatch") as caught:
        fetch(secure.url(), policy=POLICY, network=trusting(certificate))
    assert caught.value.place == secure.url(host="other.example")


def test_a_server_without_tls_is_told(site: Site, certificate: Path) -> None:
    with pytest.raises(FetchError, match="no secure connection"):
        fetch(site.url().replace("http:", "https:"), policy=POLICY, network=trusting(certificate))


def test_an_answer_that_may_be_cut_by_others_is_refused(secure: Site, certificate: Path) -> None:
    secure.answers["/"] = b"HTTP/1.1 200 OK\r\n\r\n" + BODY  # ends where the connection does, and that ends without TLS's goodbye
    with pytest.raises(FetchError, match="broke off"):
        fetch(secure.url(), policy=POLICY, network=trusting(certificate))
