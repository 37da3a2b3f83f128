"""URLs are read in one way only, and messages show none of their secrets."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.intake.fetching.url import join, parse_url, shown

_PIECES = st.lists(
    st.sampled_from(
        [
            "http",
            "https",
            ":",
            "//",
            "/",
            "\\",
            "@",
            ".",
            "..",
            "?",
            "#",
            "[",
            "]",
            "%",
            "%2e",
            "0x7f",
            "0177",
            "127",
            "1",
            "::1",
            "a",
            "EX",
            "-",
            "。",
            "１",
            "ß",
            "é",
            "\t",
            " ",
            "🙂",
            ":80",
            ":0",
        ]
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:443/A?b=C#part", "https://example.org/A?b=C"),
        ("http://example.org:8080", "http://example.org:8080/"),
        (" http://example.org/a\n", "http://example.org/a"),
        ("http://example.org.", "http://example.org/"),
        ("http://example.org:", "http://example.org/"),
        ("http://example.org?q=1", "http://example.org/?q=1"),
        ("http://bücher.example/straße?q=é", "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A9"),
        ("http://example.org/a b%20c", "http://example.org/a%20b%20c"),
        ("http://192.0.2.7/", "http://192.0.2.7/"),
        ("http://[2001:DB8:0::7]:81/", "http://[2001:db8::7]:81/"),
        ("http://medium.example/@author", "http://medium.example/@author"),
        ("http://a_b.example/", "http://a_b.example/"),
    ],
)
def test_a_url_is_written_in_one_way(text: str, url: str) -> None:
    assert parse_url(text).url == url


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no URL"),
        ("example.org/page", "no URL"),
        ("//example.org/", "no URL"),
        ("http:example.org", "no URL"),
        ("http:/example.org", "no URL"),
        ("file:///etc/passwd", "file URL"),
        ("ftp://example.org/", "ftp URL"),
        ("http://", "no host"),
        ("http:///path", "no host"),
        ("http://:80/", "no host"),
        ("http://user@example.org/", "user name"),
        ("http://user:pass@example.org/", "user name"),
        ("http://example.org@127.0.0.1/", "user name"),
        ("http://example.org:80@127.0.0.1/", "user name"),
        ("http://@example.org/", "user name"),
        ("http://example.org\\@127.0.0.1/", "user name"),
        ("http://example.org\\.evil.example/", "no name"),
        ("http://exa mple.org/", "no name"),
        ("http://exa%6dple.org/", "no name"),
        ("http://127%2e0.0.1/", "odd form"),
        ("http://a..b/", "no name"),
        ("http://example.org../", "no name"),
        ("http://-a.example/", "no name"),
        ("http://" + "a" * 64 + ".example/", "no name"),
        ("http://" + "a." * 130 + "example/", "no name"),
        ("http://exam\tple.org/", "control characters"),
        ("http://example.org/a\r\nHost: b", "control characters"),
        ("http://example.org\x00/", "control characters"),
        ("http://2130706433/", "odd form"),
        ("http://0x7f000001/", "odd form"),
        ("http://0x7f.0.0.1/", "odd form"),
        ("http://0177.0.0.1/", "odd form"),
        ("http://127.0.0.0x1/", "odd form"),
        ("http://127.1/", "odd form"),
        ("http://127.0.0.1.5/", "odd form"),
        ("http://256.0.0.1/", "odd form"),
        ("http://１２７.1/", "odd form"),
        ("http://①②⑦.1/", "odd form"),
        ("http://faß.example/", "two different names"),
        ("http://a\u200db.example/", "two different names"),
        ("http://℀.example/", "no name"),
        ("http://[::1%25eth0]/", "no IPv6 address"),
        ("http://[fe80::1%eth0]/", "no IPv6 address"),
        ("http://[127.0.0.1]/", "no IPv6 address"),
        ("http://[::1/", "no host"),
        ("http://[::1]x/", "no host"),
        ("http://::1/", "no host"),
        ("http://example.org:99999/", "no port"),
        ("http://example.org:0/", "no port"),
        ("http://example.org:8o/", "no host"),
        ("http://example.org:80:80/", "no host"),
        ("http://example.org/" + "a" * 8000, "longer than"),
    ],
)
def test_what_could_be_misread_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FetchError, match=problem):
        parse_url(text)


def test_wide_digits_and_dots_are_read_as_what_they_become() -> None:
    assert parse_url("http://１２７。0.0.1/").host == "127.0.0.1"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://example.org/b"),
        ("b", "https://example.org/a/b"),
        ("?x=1", "https://example.org/a/page?x=1"),
        ("//other.example/c", "https://other.example/c"),
        ("http://other.example", "http://other.example/"),
        ("#part", "https://example.org/a/page"),
        ("/caf\xc3\xa9", "https://example.org/caf%C3%A9"),  # UTF-8, handed over as Latin-1
        ("/caf\xe9", "https://example.org/caf%C3%A9"),
    ],
)
def test_a_redirect_leads_on_from_where_one_is(location: str, url: str) -> None:
    assert join(parse_url("https://example.org/a/page"), location).url == url


@pytest.mark.parametrize("location", ["http://[", "javascript:alert(1)", "http://a:b@c/", "/a\r\nb", "http://"])
def test_a_redirect_to_no_web_page_is_refused(location: str) -> None:
    with pytest.raises(FetchError):
        join(parse_url("https://example.org/"), location)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c"),
        ("https://u:p@example.org/a", "https://example.org/a"),
        ("https://u:p@example.org:81", "https://example.org:81"),
        ("https://example.org/?access_token=x&page=2&Sig=y", "https://example.org/?access_token=…&page=2&Sig=…"),
        ("https://u:p/w@example.org/", "https://…"),
        ("https://u:p#w@example.org/", "https://…"),
        ("https:\\\\u:p@example.org/", "a URL"),
        ("u:p@example.org", "a URL"),
        ("https://example.org/\x1b[31m", "https://example.org/�[31m"),
        ("nonsense", "nonsense"),
    ],
)
def test_messages_show_no_secrets(url: str, text: str) -> None:
    assert shown(url) == text


@given(st.one_of(_PIECES, st.text()).map(lambda rest: f"http://{rest}") | _PIECES)
def test_a_url_is_refused_or_read_as_others_read_it(text: str) -> None:
    try:
        target = parse_url(text)
    except FetchError:
        return
    again = urlsplit(target.url)
    assert (again.scheme, again.hostname, again.port or target.port) == (target.scheme, target.host, target.port)
    assert again.username is None
    assert parse_url(target.url) == target
    assert target.url.isascii()
    assert not set(target.url) & set(' \\\r\n\t<>"')


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="/?#\\"), min_size=1),
    st.sampled_from(["example.org/", "[::1]:8/x?y", "127.1", ""]),
)
def test_no_error_tells_a_password(noise: str, rest: str) -> None:
    with pytest.raises(FetchError) as caught:
        parse_url(f"https://zaphod:hunter2{noise}@{rest}")
    assert "hunter2" not in str(caught.value)
    assert "zaphod" not in str(caught.value)
