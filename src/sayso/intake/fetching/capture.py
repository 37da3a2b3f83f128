"""What a fetch is allowed (`Policy`), and what it brings (`Capture`)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import BinaryIO, Literal, Self

from sayso.errors import FetchError
from sayso.intake.fetching.url import parse_host
from sayso.intake.shape import LARGEST_REPORT


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of one fetch, redirects included.

    `allow_hosts` are names or addresses that may be other than public ones, written as in a URL, without port; all other hosts must be
    public. `seconds` is all the time that a fetch may take, `connect_seconds` what finding and connecting to one host may.
    `largest` counts the bytes received, and again those of the document after decompression. With `cut`, a document that
    is too long, like a feed that never ends, is kept up to that size and marked as truncated; else it is an error. With `any_status`,
    error pages (400 and above) are captured too, as evidence that something is gone; else they are errors.
    """

    allow_hosts: Collection[str] = ()
    seconds: float = 60.0
    connect_seconds: float = 10.0
    largest: int = LARGEST_REPORT
    redirects: int = 10
    cut: bool = False
    any_status: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "allow_hosts", frozenset(_host(each) for each in self.allow_hosts))

    def allows(self, host: str) -> bool:
        return host in self.allow_hosts


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell later whether its document has changed. Sent back to the URL that gave it, and to no other."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way: a redirect's status, and the address that gave it."""

    url: str
    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Capture:
    """What a URL led to. Close it, or use it in `with`: its two files are temporary ones.

    `body` is the document, open at its first byte, with content codings (gzip, deflate) undone, and `sha256` its hash; `warc` is a web
    archive (WARC 1.1, gzipped) with each request and response as it went over the wire. `url` is where the redirects ended.
    `media_type` and `charset` are as the server said. A status of 304 means that the document is what `known` told of; then
    the body is empty.
    """

    requested: str
    url: str
    redirects: tuple[Hop, ...]
    status: int
    address: str
    at: datetime
    media_type: str | None
    charset: str | None
    sha256: str
    size: int
    truncated: Literal["length"] | None
    validators: Validators
    body: BinaryIO = field(repr=False)
    warc: BinaryIO = field(repr=False)

    @property
    def unchanged(self) -> bool:
        return self.status == 304

    def close(self) -> None:
        self.body.close()
        self.warc.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _host(text: str) -> str:
    place = f"allowed host {text!r}"
    if "/" in text or "@" in text:
        raise FetchError(place, "it is no host", "Give a name or an address alone, like localhost or 192.168.1.7")
    return parse_host(f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text, place)
