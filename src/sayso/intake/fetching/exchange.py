"""One request and its answer, within limits, kept as they go over the wire.

`http.client` parses; what it reads from is ours, so that each byte is counted against the budget and recorded once it is used.
"""

import hashlib
import io
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from sayso.errors import FetchError
from sayso.intake.fetching.connect import Budget, Network, connect
from sayso.intake.fetching.url import Target
from sayso.intake.shape import MIB

PIECE = 64 * 1024
_SAVE_IT = "Save the page in a browser, and add the file"


class TooLongError(Exception):
    """More came than the policy allows."""


def spool() -> BinaryIO:
    """A temporary file that stays in memory while it is small."""
    return cast(BinaryIO, SpooledTemporaryFile(max_size=MIB))


@dataclass(slots=True)
class Wire:
    """The bytes of a message, and the hashes that its record in the web archive needs."""

    data: BinaryIO
    block: "hashlib._Hash"
    payload: "hashlib._Hash"
    size: int = 0
    in_head: bool = True
    head_over: bool = False

    @classmethod
    def empty(cls) -> "Wire":
        return cls(spool(), hashlib.sha256(), hashlib.sha256())

    def add(self, piece: bytes) -> None:
        self.data.write(piece)
        self.block.update(piece)
        self.size += len(piece)
        if not self.in_head:
            self.payload.update(piece)

    def add_line(self, line: bytes) -> None:
        """A line of a head or of a chunk. A head that goes on after its empty line was an interim answer (100), and is dropped."""
        if self.in_head and self.head_over:
            self.data.seek(0)
            self.data.truncate()
            self.block, self.size = hashlib.sha256(), 0
        self.head_over = self.in_head and line in (b"\r\n", b"\n")
        self.add(line)


class _Limited(io.RawIOBase):
    """What arrives at a connection, while the budget lasts."""

    def __init__(self, connection: socket.socket, budget: Budget) -> None:
        self._connection, self._budget = connection, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        budget = self._budget
        room = budget.policy.largest - budget.received
        self._connection.settimeout(budget.seconds_left())
        try:
            # One byte more than there is room for tells an answer that just fits from one that doesn't.
            count = self._connection.recv_into(memoryview(buffer)[: room + 1])
        except TimeoutError as error:
            raise budget.late() from error
        if count > room:
            raise TooLongError
        budget.received += count
        return count


class _Recorded(io.BufferedReader):
    """Keeps what http.client takes, and so nothing that a server sends after its answer."""

    def __init__(self, raw: io.RawIOBase, wire: Wire) -> None:
        super().__init__(raw, PIECE)
        self._wire = wire

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:  # a chunk of less than no bytes, which http.client lets pass
            raise HTTPException("a length below zero")
        piece = super().read(size)
        self._wire.add(piece)
        return piece

    def readinto(self, buffer: Any, /) -> int:
        count = super().readinto(buffer)
        self._wire.add(bytes(memoryview(buffer)[:count]))
        return count

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self._wire.add_line(line)
        return line


class _Readable:
    """As much of a socket as HTTPResponse asks for."""

    def __init__(self, reader: io.BufferedReader) -> None:
        self._reader = reader

    def makefile(self, _mode: str) -> io.BufferedReader:
        return self._reader


class Exchange:
    """A request that was sent, and its answer: the head at once, the body as `pieces` is read."""

    def __init__(self, target: Target, request: bytes, network: Network, budget: Budget) -> None:
        self.target, self.request, self.at = target, request, datetime.now(UTC)
        self._connection, self.address = connect(target, network, budget)
        self._budget = budget
        self.wire = Wire.empty()
        reader = _Recorded(_Limited(self._connection, budget), self.wire)
        self._response = HTTPResponse(cast(socket.socket, _Readable(reader)), method="GET")
        try:
            self._connection.settimeout(budget.seconds_left())
            self._connection.sendall(request)
            self._response.begin()
            self._check_framing()
        except (OSError, HTTPException) as error:
            self._discard()
            raise self._told(error) from error
        except BaseException:
            self._discard()
            raise
        self.wire.in_head = False

    @property
    def status(self) -> int:
        return self._response.status

    @property
    def reason(self) -> str:
        return self._response.reason

    @property
    def headers(self) -> HTTPMessage:
        return self._response.headers

    def pieces(self) -> Iterator[bytes]:
        """The body as it comes. Raises TooLongError, or FetchError where it is cut short or the time is over."""
        try:
            while piece := self._response.read(PIECE):
                yield piece
        except (OSError, HTTPException) as error:
            raise self._told(error) from error
        if self._response.length:
            raise self._told(IncompleteRead(b"", self._response.length))

    def close(self) -> None:
        """Ends the connection; the record of it stays."""
        self._response.close()
        self._connection.close()

    def _discard(self) -> None:
        self.close()
        self.wire.data.close()

    def _check_framing(self) -> None:
        """Refuses an answer of which two readers could come to different ends."""
        lengths = {each.strip() for each in self.headers.get_all("Content-Length", [])}
        coding = self.headers.get("Transfer-Encoding", "chunked").strip().lower()
        if not self.wire.head_over:
            raise IncompleteRead(b"")  # http.client takes a head that breaks off for a whole one
        if self.status < 200 or len(lengths) > 1 or coding != "chunked":
            raise HTTPException("no end that is sure")

    def _told(self, error: OSError | HTTPException) -> FetchError:
        """The error as users read it."""
        place = self.target.place
        if isinstance(error, TimeoutError):
            return self._budget.late()
        if isinstance(error, IncompleteRead):
            return FetchError(place, "its answer is cut short", "Try again later")
        if isinstance(error, ssl.SSLEOFError):
            return FetchError(place, "the secure connection broke off, so its answer may be cut short", "Try again later")
        if isinstance(error, ConnectionError | ssl.SSLError):
            return FetchError(place, "the connection was ended by the other side", "Try again later")
        if isinstance(error, HTTPException):
            return FetchError(place, "what answers there doesn't speak proper HTTP", f"Check the URL. {_SAVE_IT}")
        return FetchError(place, f"the connection broke ({error.strerror or error})", "Try again later")


def request_for(target: Target, agent: str, extra: Mapping[str, str]) -> bytes:
    """The bytes of a plain GET: no cookies, no referrer, and nothing compressed asked for, so that what comes is the document itself."""
    lines = [f"GET {target.path} HTTP/1.1", f"Host: {target.authority}", f"User-Agent: {agent}", "Accept: */*", "Accept-Encoding: identity"]
    lines += [f"{name}: {value}" for name, value in extra.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
