"""Opens a file or standard input, finds its format and reads its reports."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import BinaryIO, cast

from sayso.errors import ReportError
from sayso.intake.binary import refuse_binary
from sayso.intake.bluesky import BLUESKY, BLUESKY_CAR
from sayso.intake.decoding import marked
from sayso.intake.eml import EML
from sayso.intake.feed import FEED
from sayso.intake.html import HTML
from sayso.intake.jsonl import JSONL
from sayso.intake.pdf import PDF
from sayso.intake.shape import LARGEST_REPORT, ByteStream, Columns, Format, Source
from sayso.intake.table import CSV
from sayso.intake.telegram import TELEGRAM
from sayso.intake.text import TEXT
from sayso.intake.warc import WARC
from sayso.intake.x_archive import X_ARCHIVE
from sayso.intake.zipped import ZIP
from sayso.model.evidence import Report

# In the order in which they are tried.
FORMATS: tuple[Format, ...] = (PDF, ZIP, WARC, X_ARCHIVE, BLUESKY_CAR, FEED, TELEGRAM, BLUESKY, EML, CSV, JSONL, HTML, TEXT)

_STANDARD_INPUT = "standard input"
_OVER_LINES = re.compile(rb"\{[ \t]*\r?\n")  # a JSON document, such as an export of Telegram
_HEAD = 4096  # bytes; a saved page may begin with comments, so one line is not enough to know it


def read_source(
    path: str,
    *,
    outlet: str | None = None,
    published: date | None = None,
    stdin: BinaryIO | None = None,
    columns: Columns | None = None,
) -> Iterator[Report | ReportError]:
    """The reports of one file, in its order; in place of one that can't be read, its error. Nothing is raised.

    `path` is a file in any of FORMATS, also as .gz; "-" is standard input, which the caller hands in as `stdin`. The format goes
    by first bytes that can't be mistaken, then by the name's ending (.txt, .html, .jsonl, .json and so on), then by the first bytes.

    `outlet` and `published` fill in what is unknown. They win over what a web page says of itself, where the outlet is
    often a slogan and the date that of an update; a JSON Lines object's own values win over them, as those speak of that
    one report. JSON Lines, tables and web archives are read piece by piece, other files whole. `columns` is for tables.
    """
    place = place_of(path)
    try:
        with _errors_named(place), nullcontext(stdin) if path == "-" and stdin is not None else _open(path, place) as stream:
            yield from _read(path, Source(place, stream, outlet, published, columns or Columns()))
    except ReportError as error:
        yield error


def read_stream(
    name: str, stream: ByteStream, *, outlet: str | None = None, published: date | None = None, columns: Columns | None = None
) -> Iterator[Report | ReportError]:
    """As `read_source`, of a file that is open at its first byte. `name` stands in messages, and its ending tells the format.

    One that can be sought in is; archives larger than 64 MiB must be.
    """
    place = place_of(name)
    try:
        with _errors_named(place):
            yield from _read(name, Source(place, stream, outlet, published, columns or Columns()))
    except ReportError as error:
        yield error


@contextmanager
def _errors_named(place: str) -> Iterator[None]:
    """Makes a ReportError of what a system or a decompressor raises."""
    try:
        yield
    except FileNotFoundError as error:
        raise ReportError(place, "there is no such file", "Check the path") from error
    except IsADirectoryError as error:
        raise ReportError(place, "it is a folder", f"Name the files in it: {place.rstrip('/')}/*") from error
    except PermissionError as error:
        raise ReportError(place, "it may not be read", f"Ask its owner, or allow it: chmod u+r {place}") from error
    except (EOFError, BadGzipFile, zlib.error) as error:
        problem = "its compressed data is damaged or cut short"
        raise ReportError(place, problem, "Fetch the file again; gzip -t FILE checks it") from error
    except OSError as error:
        raise ReportError(place, f"it can't be read: {error.strerror or error}", "Check the path and the disk") from error


def is_report(name: str) -> bool:
    """Whether a file's name ends as one of the formats does, packed or not."""
    bare = name.lower().removesuffix(".gz")
    return any(bare.endswith(each.suffixes) for each in FORMATS)


def place_of(path: str) -> str:
    """How a path is named in messages."""
    return _STANDARD_INPUT if path == "-" else path.encode("utf-8", "replace").decode()


def _open(path: str, place: str) -> BinaryIO:
    if path == "-":
        raise ReportError(place, "there is none", "Pipe a report into it, or name a file")
    try:
        return Path(path).open("rb")
    except ValueError as error:  # a zero byte or half a character in the path
        raise ReportError(place, "no file can have such a name", "Check the path") from error


def _read(name: str, source: Source) -> Iterator[Report | ReportError]:
    name = name.lower()
    head, stream = _peeked(source.stream)
    if head.startswith(b"\x1f\x8b"):
        name = name.removesuffix(".gz")
        # GzipFile only ever reads from it; its annotation asks for a whole file.
        head, stream = _peeked(cast(ByteStream, GzipFile(fileobj=cast(BinaryIO, stream))))
    found = _format(name, head)
    if found.refuses_binary and marked(head)[1] is None:
        refuse_binary(head, source.place)
    yield from found.read(replace(source, stream=stream, read_member=_read_member))


def _read_member(name: str, member: Source) -> Iterator[Report | ReportError]:
    try:
        with _errors_named(member.place):
            yield from _read(name, member)
    except ReportError as error:
        yield error


def _peeked(stream: ByteStream) -> tuple[bytes, ByteStream]:
    """The first bytes of a stream, and one that begins with them again."""
    head = _head(stream)
    return head, Rewound(head, stream)


def _head(stream: ByteStream) -> bytes:
    """The first lines: at least one that isn't blank, and more until they tell a format; all of it where it is short.

    JSON Lines may arrive on standard input one at a time, so no line is waited for after one that begins as an object and goes on.
    """
    head = b""
    while len(head) < LARGEST_REPORT and (line := stream.readline(LARGEST_REPORT)):
        head += line
        bare = _bare(head)
        if (bare.startswith(b"{") and not _OVER_LINES.match(bare)) or (bare and len(head) >= _HEAD):
            break
    return head


def _format(name: str, head: bytes) -> Format:
    bare = _bare(head)
    sure = next((each for each in FORMATS if each.unmistakable and each.recognises(bare)), None)
    named = next((each for each in FORMATS if name.endswith(each.suffixes)), None)
    return sure or named or next(each for each in FORMATS if each.recognises(bare))


def _bare(head: bytes) -> bytes:
    """`head` in UTF-8, without byte-order mark and leading blank space."""
    mark, encoding = marked(head)
    if encoding not in (None, "utf-8"):
        return head[len(mark) :].decode(encoding, "replace").lstrip().encode("utf-8")
    return head[len(mark) :].lstrip()


class Rewound:
    """A stream that gives the bytes already taken from it once more. Standard input can't seek."""

    def __init__(self, taken: bytes, rest: ByteStream) -> None:
        self._taken, self._rest, self._size = taken, rest, len(taken)

    def from_start(self) -> BinaryIO | None:
        """The stream itself, back at where it began, if one may seek in it; for formats that are read from their end."""
        if isinstance(self._rest, GzipFile) or not getattr(self._rest, "seekable", bool)():
            return None
        rest = cast(BinaryIO, self._rest)
        rest.seek(rest.tell() - self._size)
        return rest

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            data, self._taken = self._taken + self._rest.read(), b""
            return data
        data, self._taken = self._taken[:size], self._taken[size:]
        return data + self._rest.read(size - len(data)) if len(data) < size else data

    def readline(self, size: int = -1, /) -> bytes:
        if not self._taken:
            return self._rest.readline(size)
        end = self._taken.find(b"\n") + 1 or len(self._taken)
        line, self._taken = self._taken[: min(end, size) if size >= 0 else end], self._taken[min(end, size) if size >= 0 else end :]
        if line.endswith(b"\n") or self._taken or len(line) == size:
            return line
        return line + self._rest.readline(size - len(line) if size >= 0 else -1)
