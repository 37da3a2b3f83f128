"""From a URL through its redirects to the document."""

import hashlib
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import Message
from importlib.metadata import version
from typing import BinaryIO, Literal

from sayso.errors import FetchError
from sayso.intake.fetching.capture import Capture, Hop, Policy, Validators
from sayso.intake.fetching.coding import decoded
from sayso.intake.fetching.connect import Budget, Network
from sayso.intake.fetching.exchange import Exchange, TooLongError, request_for, spool
from sayso.intake.fetching.url import Target, join, parse_url, shown
from sayso.intake.fetching.warc import Archive
from sayso.intake.shape import MIB

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_SAVE_IT = "Save the page in a browser, and add the file"
_HEADER_VALUE = re.compile(r"[ -~\x80-\xff]{1,1000}")
_MEDIA_TYPE = re.compile(r"[!-.0-~]+/[!-.0-~]+")


def fetch(url: str, *, policy: Policy | None = None, known: Validators | None = None, network: Network | None = None) -> Capture:
    """Fetches what `url` leads to, within the limits of `policy`. Raises FetchError; ExtraError where warcio isn't installed.

    Every host, of each redirect too, is looked up and all its addresses are checked; where one isn't public, nothing is sent, unless the
    policy allows that host by its name. The connection goes to the address that was checked. TLS is verified against the system's store.

    The request says `sayso/VERSION`, and sends no cookies, no referrer and nothing else of the user. Proxies of the environment
    (HTTP_PROXY and the like) are not used: sayso has no option for one so far. Scripts aren't run and pages' own redirects not followed.

    `known`, from an earlier capture of the same document, asks for it only if it has changed: see `Capture.unchanged`.
    """
    policy = policy or Policy()
    target = parse_url(url)
    with ExitStack() as undone:
        capture = _Walk(target, policy, known, network or Network(), undone).to_its_end()
        undone.pop_all()
    return capture


@dataclass
class _Walk:
    """One fetch under way. What it opens is closed by `undone`, unless the walk comes to its end."""

    first: Target
    policy: Policy
    known: Validators | None
    network: Network
    undone: ExitStack
    hops: list[Hop] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agent = f"sayso/{version('sayso')}"
        self.archive = Archive(self.first.place, self.agent)
        self.undone.callback(self.archive.file.close)
        self.budget = Budget.of(self.policy, self.first.place)

    def to_its_end(self) -> Capture:
        target = self.first
        try:
            while True:
                exchange = self._ask(target)
                location = exchange.headers.get("Location")
                if exchange.status not in _REDIRECTS or location is None:
                    return self._captured(exchange)
                for _ in exchange.pieces():
                    pass
                exchange.close()
                self.archive.add(exchange, None)
                self.hops.append(Hop(target.url, exchange.status, exchange.address))
                target = self._next(target, location)
        except TooLongError as error:
            problem = f"it is larger than {self.policy.largest / MIB:.4g} MiB, or never ends"
            raise FetchError(self.first.place, problem, "Allow more, or have it cut there") from error

    def _ask(self, target: Target) -> Exchange:
        exchange = Exchange(target, request_for(target, self.agent, _conditions(self.known, target)), self.network, self.budget)
        self.undone.callback(exchange.wire.data.close)
        self.undone.callback(exchange.close)
        return exchange

    def _next(self, target: Target, location: str) -> Target:
        there = join(target, location)
        seen = [hop.url for hop in self.hops]
        if there.url in seen:
            circle = " → ".join(shown(url) for url in [*seen[seen.index(there.url) :], there.url])
            remedy = f"The site may want cookies, which sayso doesn't send. {_SAVE_IT}"
            raise FetchError(self.first.place, f"its redirects go in a circle: {circle}", remedy)
        if len(self.hops) > self.policy.redirects:
            raise FetchError(self.first.place, f"it redirects more than {self.policy.redirects} times", "Check the URL")
        return there

    def _captured(self, exchange: Exchange) -> Capture:
        _refuse_errors(exchange, self.known, self.policy)
        document = _Document(spool(), self.policy)
        self.undone.callback(document.file.close)
        document.take(exchange)
        exchange.close()
        self.archive.add(exchange, document.truncated)
        document.file.seek(0)
        self.archive.file.seek(0)
        media_type, charset = _content_type(exchange.headers)
        return Capture(
            requested=self.first.url,
            url=exchange.target.url,
            redirects=tuple(self.hops),
            status=exchange.status,
            address=exchange.address,
            at=exchange.at,
            media_type=media_type,
            charset=charset,
            sha256=document.digest.hexdigest(),
            size=document.size,
            truncated=document.truncated,
            validators=_validators(exchange, self.known),
            body=document.file,
            warc=self.archive.file,
        )


@dataclass
class _Document:
    """A body on its way into a file."""

    file: BinaryIO
    policy: Policy
    size: int = 0
    truncated: Literal["length"] | None = None

    def __post_init__(self) -> None:
        self.digest = hashlib.sha256()

    def take(self, exchange: Exchange) -> None:
        """All of the exchange's document. Raises TooLongError where it is too long and may not be cut."""
        coding = None if exchange.status == _UNCHANGED else exchange.headers.get("Content-Encoding")
        try:
            for piece in decoded(exchange.pieces(), coding, exchange.target.place):
                room = self.policy.largest - self.size
                self.file.write(piece[:room])
                self.digest.update(piece[:room])
                self.size += len(piece[:room])
                if len(piece) > room:
                    raise TooLongError
        except TooLongError:
            if not self.policy.cut:
                raise
            self.truncated = "length"


def _refuse_errors(exchange: Exchange, known: Validators | None, policy: Policy) -> None:
    status, place = exchange.status, exchange.target.place
    if status == _UNCHANGED and not _conditions(known, exchange.target):
        raise FetchError(place, "its server says that nothing has changed, though it wasn't asked", "Try again later")
    if status >= 400 and not policy.any_status:
        reason = "".join(each for each in exchange.reason if each.isprintable())[:60]
        wait = exchange.headers.get("Retry-After", "")
        later = f"Try again after {wait} seconds" if wait.isdecimal() and wait.isascii() else "Check the URL"
        raise FetchError(place, f"its server answers with {f'{status} {reason}'.strip()}", f"{later}. {_SAVE_IT}")


def _conditions(known: Validators | None, target: Target) -> dict[str, str]:
    if known is None or known.url != target.url:
        return {}
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in given.items() if value is not None and _HEADER_VALUE.fullmatch(value)}


def _validators(exchange: Exchange, known: Validators | None) -> Validators:
    etag, modified = exchange.headers.get("ETag"), exchange.headers.get("Last-Modified")
    if exchange.status == _UNCHANGED and known is not None:
        etag, modified = etag or known.etag, modified or known.last_modified
    return Validators(exchange.target.url, etag, modified)


def _content_type(headers: Message) -> tuple[str | None, str | None]:
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return (media_type if _MEDIA_TYPE.fullmatch(media_type) else None), headers.get_content_charset() or None
