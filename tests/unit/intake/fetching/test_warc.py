"""The web archive of a fetch: what was sent, byte for byte, under digests that others can check."""

import gzip
import hashlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sayso.intake import Capture, Policy, fetch
from sayso.intake.fetching import Network
from tests.unit.intake.fetching.site import HOST, Answer, Handler, Site, answer, redirect

BODY = b"Twelve people died in Orvel."
ODD = b"HTTP/1.1 200  Fine \xe9\nX-Odd:   kept \nx-odd:as it is\nContent-Length: 28\n\n" + BODY


def get(site: Site, **limits: Any) -> Capture:
    policy = Policy(allow_hosts=[HOST], seconds=20, **limits)
    return fetch(site.url(), policy=policy, network=Network(resolve=lambda _host, _port: ["127.0.0.1"]))


def records(capture: Capture) -> Sequence[tuple[str, dict[str, str], bytes]]:
    """Kind, fields and payload of each record, its digests checked."""
    found = []
    for record in ArchiveIterator(BytesIO(capture.warc.read()), check_digests="raise"):
        payload = record.raw_stream.read()
        assert record.rec_type == "warcinfo" or record.digest_checker.passed is True
        found.append((record.rec_type, dict(record.rec_headers.headers), payload))
    return found


def test_each_request_and_response_is_kept(site: Site) -> None:
    site.answers |= {"/": redirect("/b"), "/b": answer(BODY, Content_Type="text/plain")}
    with get(site) as capture:
        kept = records(capture)
    assert [(kind, fields.get("WARC-Target-URI"), payload) for kind, fields, payload in kept[1:]] == [
        ("response", site.url("/"), b"elsewhere"),
        ("request", site.url("/"), b""),
        ("response", site.url("/b"), BODY),
        ("request", site.url("/b"), b""),
    ]
    assert kept[0][0] == "warcinfo"
    assert b"software: sayso/" in kept[0][2]
    response, request = kept[3][1], kept[4][1]
    assert response["WARC-Payload-Digest"] == f"sha256:{capture.sha256}"
    assert response["WARC-IP-Address"] == capture.address
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert response["WARC-Date"] == request["WARC-Date"] == capture.at.isoformat().replace("+00:00", "Z")


def _chunked(handler: Handler) -> None:
    handler.wfile.write(CHUNKED)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nE;a=b\r\nTwelve people \r\nE\r\ndied in Orvel.\r\n0\r\nTrailer: 1\r\n\r\n"
PACKED = answer(gzip.compress(BODY, mtime=0), Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("sent", "block"),
    [
        (answer(BODY), answer(BODY)),
        (ODD, ODD),
        (CHUNKED, CHUNKED),
        (PACKED, PACKED),
        (b"HTTP/1.0 200 OK\r\n\r\n" + BODY, b"HTTP/1.0 200 OK\r\n\r\n" + BODY),
        (answer(BODY) + b"more than announced", answer(BODY)),
        (b"HTTP/1.1 100 Continue\r\nA: b\r\n\r\n" + answer(BODY), answer(BODY)),
        (answer(b"", "204 None"), answer(b"", "204 None")),
    ],
    ids=["plain", "odd", "chunked", "gzip", "until it closes", "more than announced", "after a 100", "empty"],
)
def test_what_went_over_the_wire_is_kept_byte_for_byte(site: Site, sent: Answer, block: bytes) -> None:
    site.answers["/"] = sent
    with get(site) as capture:
        document = capture.body.read()
        (response,) = [fields for kind, fields, _ in records(capture) if kind == "response"]
        capture.warc.seek(0)
        whole = gzip.decompress(capture.warc.read())
    assert document in (BODY, b"")
    assert response["WARC-Block-Digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"
    assert b"\r\n\r\n" + block + b"\r\n\r\nWARC/1.1\r\n" in whole
    request = f"GET / HTTP/1.1\r\nHost: {HOST}:{site.port}\r\nUser-Agent: sayso/"
    assert b"\r\n\r\n" + request.encode() in whole


def test_a_document_that_was_cut_is_marked(site: Site) -> None:
    site.answers["/"] = answer(b"x" * 300_000)
    with get(site, largest=200_000, cut=True) as capture:
        (response,) = [(fields, payload) for kind, fields, payload in records(capture) if kind == "response"]
        assert response[0]["WARC-Truncated"] == "length"
        assert response[1] == capture.body.read()
