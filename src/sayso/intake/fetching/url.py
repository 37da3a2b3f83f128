"""URLs, read strictly: what programs understand differently (odd forms of addresses, user names, backslashes) is refused."""

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Literal
from urllib.parse import quote, urljoin

from sayso.errors import FetchError

LONGEST = 8000  # characters; servers refuse longer ones
_PORTS: dict[str, int] = {"http": 80, "https": 443}
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?P<slashes>//)?(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>[0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Letters that the two versions of IDNA turn into different names, so that one of two readers would come to another host.
_DEVIATIONS = frozenset("ßẞς\u200c\u200d")
# What stands in a path or query as it is: all of ASCII that RFC 3986 allows there, and `%` of what is escaped already.
_SAFE = "!$%&'()*+,-./:;=?@_~[]|^`{}"
_SECRET = re.compile(
    r"(?<=[?&;])(?P<name>[^=&;]*(?:token|key|pass|pwd|secret|sig|auth|session|sid|credential|code|jwt)[^=&;]*)=[^&;]*", re.IGNORECASE
)
_SHOWN = re.compile(r"(?P<start>[a-z]+://(?:[\w.-]*|\[[0-9a-f:.]*\])(?::[0-9]{0,5})?)(?P<rest>[/?].*)?", re.IGNORECASE)
_SHOWN_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart. `host` is in ASCII and small letters, without brackets and last dot; `path` has the query too."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """As it stands in the URL and in the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def place(self) -> str:
        """The URL as it is named in messages."""
        return shown(self.url)


def parse_url(text: str) -> Target:
    """The parts of an absolute http or https URL; its fragment is left out. Raises FetchError."""
    text = text.strip(" \t\r\n")
    place = shown(text)
    if len(text) > LONGEST:
        raise FetchError(place, f"it is longer than {LONGEST} characters", "Check the URL")
    if _UNPRINTABLE.search(text):
        raise FetchError(place, "it has control characters in it", "Copy the URL anew")
    match = _URL.match(text)
    if match is None or match["slashes"] is None:
        raise FetchError(place, "it is no URL with a scheme and a host", "Write it like https://example.org/page")
    scheme = match["scheme"].lower()
    if scheme not in _PORTS:
        raise FetchError(place, f"it is no web page but a {scheme} URL", "Only http and https are fetched")
    host, port = _host_and_port(match["authority"], place)
    path = quote((match["path"] or "/") + (match["query"] or ""), safe=_SAFE, errors="replace")
    return Target("https" if scheme == "https" else "http", host, _PORTS[scheme] if port is None else port, path)


def join(base: Target, location: str) -> Target:
    """Where a redirect from `base` leads. Raises FetchError."""
    with suppress(UnicodeError):  # a header's bytes are handed over as Latin-1, whatever they are
        location = location.encode("latin-1").decode("utf-8")
    if _UNPRINTABLE.search(location):
        raise FetchError(base.place, "it redirects to a URL with control characters in it", "Save the page in a browser, and add the file")
    try:
        return parse_url(urljoin(base.url, location.strip()))
    except ValueError as error:
        raise FetchError(
            base.place, f"it redirects to what is no URL ({shown(location)})", "Save the page in a browser, and add the file"
        ) from error


def parse_host(text: str, place: str) -> str:
    """A host's name in ASCII and small letters, or its address in the usual form, without brackets. Raises FetchError."""
    if text.startswith("[") and text.endswith("]"):
        return _ipv6(text[1:-1], place)
    name = _ascii(text, place).lower().removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(name, place)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FetchError(place, "its host is no name that a host can have", "Check the URL")
    return name


def shown(url: str) -> str:
    """A URL as messages show it: without user name, password and fragment, and without the values of parameters that may be secret."""
    bare = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", url.strip()).partition("#")[0]
    head, at, _ = re.split(r"[/?]", bare.partition("//")[2], maxsplit=1)[0].rpartition("@")
    if at:
        bare = bare.replace(head + at, "", 1)
    match = _SHOWN.fullmatch(bare)
    if match is None:  # what isn't understood may hold anything
        scheme = re.match(r"[a-z][a-z0-9+.-]*:(?=//)", bare, re.IGNORECASE)
        return f"{scheme[0]}//…" if scheme else "a URL" if not bare.isalnum() else bare[:40]
    text = match["start"] + _SECRET.sub(r"\g<name>=…", match["rest"] or "")
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def _host_and_port(authority: str, place: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise FetchError(place, "it has a user name or password in it", "Leave out what stands before the @; sayso signs in nowhere")
    match = _AUTHORITY.fullmatch(authority)
    if match is None or not match["host"]:
        raise FetchError(place, "it has no host that can be understood", "Write it like https://example.org/page")
    port = int(match["port"]) if match["port"] else None
    if port is not None and not 1 <= port <= 65535:
        raise FetchError(place, f"there is no port {port}", "Ports go from 1 to 65535")
    return parse_host(match["host"], place), port


def _ascii(host: str, place: str) -> str:
    if host.isascii():
        return host
    problem, remedy = "its host is no name that a host can have", "Write the host in its ASCII form (xn--…)"
    if len(host) > 253 or not _DEVIATIONS.isdisjoint(host):
        raise FetchError(place, problem if len(host) > 253 else "its host can be understood as two different names", remedy)
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise FetchError(place, problem, remedy) from error


def _ipv4(name: str, place: str) -> str:
    try:
        return str(IPv4Address(name))
    except ValueError as error:
        problem = "its host is an address in an odd form, which programs understand differently"
        raise FetchError(place, problem, "Write it as four decimal numbers without leading zeros, like 192.0.2.7") from error


def _ipv6(text: str, place: str) -> str:
    try:
        if "%" in text:
            raise ValueError("a zone belongs to one machine")
        return str(IPv6Address(text))
    except ValueError as error:
        raise FetchError(place, "its host is no IPv6 address", "Write it like [2001:db8::7], without a zone") from error
