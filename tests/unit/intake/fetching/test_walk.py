"""Fetching from a server on this machine: documents, redirects, limits, and everything that goes wrong, in bounded time."""

import gzip
import hashlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC
from threading import Event
from typing import Any

import pytest

from sayso.errors import FetchError
from sayso.intake import Capture, Hop, Policy, Validators, fetch
from sayso.intake.fetching import Network
from tests.unit.intake.fetching.site import HOST, Handler, Site, answer, redirect

BODY = b"<p>Twelve people died in Orvel on Monday, the ministry said.</p>"


def resolve(host: str, _port: int) -> Sequence[str]:
    """A resolver that knows the test's site and some other places."""
    known = {
        HOST: ["127.0.0.1"],
        "turncoat.example": ["127.0.0.1"],
        "both.example": ["8.8.8.8", "10.0.0.1"],
        "nowhere.example": [],
    }
    if host not in known:
        raise OSError("no such name")
    return known[host]


def get(site: Site, path: str = "/", *, known: Validators | None = None, **limits: Any) -> Capture:
    policy = Policy(**{"allow_hosts": [HOST], "seconds": 20, **limits})
    return fetch(site.url(path), policy=policy, known=known, network=Network(resolve=resolve))


def refused(site: Site, path: str = "/", **limits: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(site, path, **limits)
    return caught.value


def test_a_document_comes_with_what_is_known_of_it(site: Site) -> None:
    site.answers["/a?b=c"] = answer(
        BODY, Content_Type="text/html; charset=UTF-8", ETag='"1"', Last_Modified="Mon, 10 Mar 2025 10:00:00 GMT"
    )
    with get(site, "/a?b=c#part") as capture:
        assert capture.body.read() == BODY
        assert (capture.sha256, capture.size) == (hashlib.sha256(BODY).hexdigest(), len(BODY))
        assert (capture.status, capture.media_type, capture.charset) == (200, "text/html", "utf-8")
        assert capture.requested == capture.url == site.url("/a?b=c")
        assert (capture.redirects, capture.address, capture.truncated, capture.unchanged) == ((), "127.0.0.1", None, False)
        assert capture.validators == Validators(capture.url, '"1"', "Mon, 10 Mar 2025 10:00:00 GMT")
        assert capture.at.tzinfo is UTC
    assert capture.body.closed
    assert capture.warc.closed


def test_the_request_is_plain_and_honest(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.answers["/"] = redirect("/b")
    site.answers["/b"] = answer(Set_Cookie="a=b")
    get(site).close()
    expected = {"Host": f"{HOST}:{site.port}", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    for head in site.heads:
        assert head.pop("User-Agent").startswith("sayso/")
        assert head == expected


@pytest.mark.parametrize("given", [None, "nonsense", "text", "/", "text/html; charset", "\xff/\xff"])
def test_what_the_server_doesnt_say_is_unknown(site: Site, given: str | None) -> None:
    site.answers["/"] = answer() if given is None else answer(Content_Type=given)
    with get(site) as capture:
        assert (capture.media_type in (None, "text/html"), capture.charset) == (True, None)


def _chunked(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for at in range(0, len(BODY), 10):
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(BODY[at : at + 10]), BODY[at : at + 10]))
    handler.wfile.write(b"0\r\nTrailer: 1\r\n\r\n")


@pytest.mark.parametrize(
    "sent",
    [
        _chunked,
        b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
        b"HTTP/1.1 200\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\nContent-Length: %d\n\n" % len(BODY) + BODY,
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(BODY),
        answer(BODY) + b"and more than was announced",
        answer(gzip.compress(BODY), Content_Encoding="gzip"),
    ],
    ids=["chunked", "until it closes", "no reason", "bare line ends", "after a 100", "more than announced", "gzip"],
)
def test_a_body_comes_however_it_is_sent(site: Site, sent: bytes | Callable[[Handler], None]) -> None:
    site.answers["/"] = sent
    with get(site) as capture:
        assert capture.body.read() == BODY


def test_redirects_are_followed_and_kept(site: Site) -> None:
    site.answers |= {"/": redirect("b", "301 Moved"), "/b": redirect(site.url("/c"), "307 Temporary"), "/c": answer(BODY)}
    with get(site) as capture:
        assert capture.body.read() == BODY
        assert capture.redirects == (Hop(site.url("/"), 301, "127.0.0.1"), Hop(site.url("/b"), 307, "127.0.0.1"))
        assert (capture.requested, capture.url) == (site.url("/"), site.url("/c"))


def test_a_redirect_that_leads_nowhere_is_the_document(site: Site) -> None:
    site.answers["/"] = answer(BODY, "302 Found")
    with get(site) as capture:
        assert (capture.status, capture.body.read()) == (302, BODY)


def test_a_circle_of_redirects_is_named(site: Site) -> None:
    site.answers |= {"/": redirect("/a"), "/a": redirect("/b"), "/b": redirect("/a#again")}
    error = refused(site)
    assert f"go in a circle: {site.url('/a')} → {site.url('/b')} → {site.url('/a')}" in error.problem
    assert site.asked == ["/", "/a", "/b"]


def test_redirects_without_end_are_stopped(site: Site) -> None:
    site.answers |= {f"/{count}": redirect(f"/{count + 1}") for count in range(9)}
    assert "redirects more than 3 times" in refused(site, "/0", redirects=3).problem
    assert site.asked == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("http://127.0.0.1:{port}/secret", "of this machine"),
        ("http://turncoat.example:{port}/secret", "of this machine"),
        ("http://[::ffff:127.0.0.1]:{port}/secret", "of this machine"),
        ("http://10.0.0.1/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://both.example/", "private"),
        ("http://2130706433:{port}/secret", "odd form"),
        (f"http://{HOST}@127.0.0.1:{{port}}/secret", "user name"),
        ("file:///etc/passwd", "file URL"),
        ("http://[", "no URL"),
        ("http://nowhere.example/", "no address"),
        ("http://unknown.example/", "can't be found"),
    ],
)
def test_a_redirect_to_where_one_may_not_go_is_refused_before_anything_is_sent(site: Site, location: str, problem: str) -> None:
    site.answers["/"] = redirect(location.format(port=site.port))
    assert problem in str(refused(site))
    assert site.asked == ["/"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/", "http://turncoat.example:{port}/", "http://localhost:{port}/"])
def test_nothing_private_is_fetched_unless_it_is_allowed_by_its_name(site: Site, url: str) -> None:
    with pytest.raises(FetchError, match="allow the host"):
        fetch(url.format(port=site.port), network=Network(resolve=lambda _host, _port: ["127.0.0.1"]))
    assert site.asked == []


@pytest.mark.parametrize("allowed", ["127.0.0.1", "LOCALHOST.", "::1", "[::1]"])
def test_allowed_hosts_are_read_as_in_urls(allowed: str) -> None:
    assert Policy(allow_hosts=[allowed]).allows(allowed.lower().strip("[].")) is True


@pytest.mark.parametrize("allowed", ["", "http://localhost", "10.0.0.0/8", "a@b", "0x7f.1", "localhost:80"])
def test_an_allowed_host_that_is_none_is_refused(allowed: str) -> None:
    with pytest.raises(FetchError, match="allowed host"):
        Policy(allow_hosts=[allowed])


def test_a_name_is_looked_up_once_and_connected_to_where_it_was_checked(site: Site) -> None:
    asked = []

    def rebinding(host: str, _port: int) -> Sequence[str]:
        """Gives the right address first, and another to whoever asks again."""
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.9"]

    site.answers["/"] = answer(BODY)
    policy = Policy(allow_hosts=[HOST], seconds=20)
    with fetch(site.url(), policy=policy, network=Network(resolve=rebinding)) as capture:
        assert capture.address == "127.0.0.1"
    assert asked == [HOST]
    assert site.heads[0]["Host"] == f"{HOST}:{site.port}"


def test_a_name_is_checked_again_at_each_redirect(site: Site) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.answers["/"] = redirect("http://turncoat.example/")
    policy = Policy(allow_hosts=[HOST], seconds=20)
    with pytest.raises(FetchError, match="private"):
        fetch(site.url(), policy=policy, network=Network(resolve=lambda _host, _port: next(answers)))


def test_an_address_that_doesnt_answer_gives_way_to_the_next(site: Site) -> None:
    site.answers["/"] = answer(BODY)
    network = Network(resolve=lambda _host, _port: ["127.0.0.77", "127.0.0.1"])  # the server listens on the second alone
    with fetch(site.url(), policy=Policy(allow_hosts=[HOST]), network=network) as capture:
        assert capture.address == "127.0.0.1"


def test_a_resolver_that_hangs_is_left_behind(site: Site) -> None:
    over = Event()

    def hanging(_host: str, _port: int) -> Sequence[str]:
        over.wait()
        return []

    try:
        with pytest.raises(FetchError, match="looked up in time"):
            fetch(site.url(), policy=Policy(connect_seconds=0.05), network=Network(resolve=hanging))
    finally:
        over.set()


def test_a_closed_port_is_told() -> None:
    with pytest.raises(FetchError, match=r"can't be connected to \(Connection refused\)"):
        fetch("http://127.0.0.1:1/", policy=Policy(allow_hosts=["127.0.0.1"]))


@pytest.mark.parametrize(
    "sent",
    [
        lambda handler: handler.server.site.closing.wait(),
        lambda handler: handler.endlessly(b"H", 0.02),
        lambda handler: (handler.wfile.write(b"HTTP/1.1 200 OK\r\n"), handler.endlessly(b"A: b\r\n", 0.02)),
        lambda handler: (handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), handler.endlessly(b"x", 0.02)),
        lambda handler: (
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            handler.endlessly(b"1\r\nx\r\n", 0.02),
        ),
        lambda handler: handler.endlessly(b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
    ],
    ids=["silence", "status", "head", "body", "chunks", "interim answers"],
)
def test_a_slow_answer_ends_when_the_time_is_over(site: Site, sent: Callable[[Handler], None]) -> None:
    site.answers["/"] = sent
    assert "took longer than 0.6 seconds" in refused(site, seconds=0.6).problem


@pytest.mark.parametrize(
    "sent",
    [
        lambda handler: (handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n"), handler.endlessly(b"x" * 10_000)),
        lambda handler: (
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            handler.endlessly(b"2710\r\n" + b"x" * 10_000 + b"\r\n"),
        ),
        lambda handler: (handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n"), handler.endlessly(b"x" * 10_000)),
        lambda handler: handler.endlessly(b"HTTP/1.1 100 Continue\r\n" + b"A: b\r\n" * 50 + b"\r\n"),
        answer(b"x" * 200_000),
        answer(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"),
    ],
    ids=["until it closes", "chunks", "redirect", "interim answers", "long", "bomb"],
)
def test_what_is_too_long_is_refused(site: Site, sent: bytes | Callable[[Handler], None]) -> None:
    site.answers["/"] = sent
    assert "larger than 0.09537 MiB, or never ends" in refused(site, largest=100_000).problem


@pytest.mark.parametrize("coding", [None, "gzip"])
def test_a_feed_that_never_ends_can_be_cut(site: Site, coding: str | None) -> None:
    piece = b"<item>Twelve died.</item>" * 1000

    def endless(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n%b\r\n" % (b"Content-Encoding: gzip\r\n" if coding else b""))
        handler.endlessly(gzip.compress(piece) if coding else piece)

    site.answers["/"] = endless
    with get(site, largest=200_000, cut=True) as capture:
        body = capture.body.read()
        assert (capture.truncated, capture.size, capture.sha256) == ("length", len(body), hashlib.sha256(body).hexdigest())
        assert 100_000 < len(body) <= 200_000
        assert (piece * 9).startswith(body)


def test_what_just_fits_is_whole(site: Site) -> None:
    site.answers["/"] = sent = answer(b"x" * 1000)
    with get(site, largest=len(sent)) as capture:
        assert (capture.size, capture.truncated) == (1000, None)
    assert "larger" in refused(site, largest=len(sent) - 1).problem


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (answer(BODY, Content_Length="500"), "cut short"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nTwelve", "cut short"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n", "cut short"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nwords", "proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nTwelve died", "proper HTTP"),
        (b"HTTP/1.1 101 Switching\r\n\r\n", "proper HTTP"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "proper HTTP"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "proper HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000, "proper HTTP"),
        (b"", "other side"),
        (b"HTTP/1.1 200 OK", "cut short"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "cut short"),
        (answer(b"not gzip", Content_Encoding="gzip"), "damaged"),
        (answer(gzip.compress(BODY)[:-4], Content_Encoding="gzip"), "cut short"),
        (answer(BODY, Content_Encoding="br"), "“br”"),
        (answer(b"gone", "404 Not Found"), "404 Not Found"),
        (answer(b"", "503 Busy", Retry_After="120"), "503 Busy.*after 120 seconds"),
        (answer(b"", "304 Not Modified"), "wasn't asked"),
    ],
)
def test_a_bad_answer_is_told(site: Site, sent: bytes, problem: str) -> None:
    site.answers["/"] = sent
    with pytest.raises(FetchError, match=problem):
        get(site)


def test_an_error_page_is_kept_on_request(site: Site) -> None:
    site.answers["/"] = answer(b"gone", "410 Gone")
    with get(site, any_status=True) as capture:
        assert (capture.status, capture.body.read()) == (410, b"gone")


def _conditional(handler: Handler) -> None:
    same = handler.headers["If-None-Match"] == '"1"' or handler.headers["If-Modified-Since"] is not None
    sent = b"HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n" if same else answer(BODY, ETag='"1"')
    handler.wfile.write(sent)


def test_an_unchanged_document_isnt_sent_again(site: Site) -> None:
    site.answers["/feed"] = _conditional
    with get(site, "/feed") as first, get(site, "/feed", known=first.validators) as second:
        assert (first.unchanged, second.unchanged) == (False, True)
        assert (second.status, second.size, second.body.read()) == (304, 0, b"")
        assert second.validators == first.validators


def test_what_one_url_gave_is_told_to_no_other(site: Site) -> None:
    site.answers |= {"/": redirect("/feed"), "/feed": _conditional}
    with get(site, known=Validators(site.url("/feed"), '"1"')) as capture:
        assert capture.unchanged
    with get(site, "/feed", known=Validators("http://other.example/feed", '"1"')) as capture:
        assert not capture.unchanged
    assert [head.get("If-None-Match") for head in site.heads] == [None, '"1"', None]


def test_validators_cant_add_lines_to_a_request(site: Site) -> None:
    site.answers["/"] = answer(BODY)
    get(site, known=Validators(site.url(), '"1"\r\nCookie: a=b', "\N{SNOWMAN}")).close()
    assert not {"Cookie", "If-None-Match", "If-Modified-Since"} & site.heads[0].keys()


def test_errors_show_no_secrets(site: Site) -> None:
    site.answers["/?token=hunter2"] = redirect(f"http://u:hunter2@{HOST}/?key=hunter2")
    assert "hunter2" not in str(refused(site, "/?token=hunter2"))


def test_who_only_reads_files_loads_nothing_that_could_connect() -> None:
    look = "import sys, sayso.intake; print(*{'socket', 'ssl', 'http.client', 'warcio'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
