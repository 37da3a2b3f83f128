"""Opens a file or standard input, finds its format and reads its reports."""

import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import BinaryIO, cast

from sayso.errors import ReportError
from sayso.intake.binary import refuse_binary
from sayso.intake.decoding import marked
from sayso.intake.html import HTML
from sayso.intake.jsonl import JSONL
from sayso.intake.shape import LARGEST_REPORT, ByteStream, Format, Source
from sayso.intake.text import TEXT
from sayso.model.evidence import Report

# In the order in which they are tried on a file whose name tells nothing.
FORMATS: tuple[Format, ...] = (JSONL, HTML, TEXT)

_STANDARD_INPUT = "standard input"
_HEAD = 4096  # bytes; a saved page may begin with comments, so one line is not enough to know it


def read_source(
    path: str, *, outlet: str | None = None, published: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Report | ReportError]:
    """The reports of one file, in its order; in place of one that can't be read, its error. Nothing is raised.

    `path` is plain text, a saved web page or JSON Lines, each also as .gz; "-" is standard input, which the caller
    hands in as `stdin`. The format goes by the name's ending (.txt, .html, .jsonl, .json and so on), then by the first bytes.

    `outlet` and `published` fill in what is unknown. They win over what a web page says of itself, where the outlet is
    often a slogan and the date that of an update; a JSON Lines object's own values win over them, as those speak of that
    one report. JSON Lines are read line by line, in memory for one line; other files whole.
    """
    place = place_of(path)
    try:
        with nullcontext(stdin) if path == "-" and stdin is not None else _open(path, place) as stream:
            yield from read_stream(place, stream, outlet=outlet, published=published)
    except ReportError as error:
        yield error
    except FileNotFoundError:
        yield ReportError(place, "there is no such file", "Check the path")
    except IsADirectoryError:
        yield ReportError(place, "it is a folder", f"Name the files in it: {place.rstrip('/')}/*")
    except PermissionError:
        yield ReportError(place, "it may not be read", f"Ask its owner, or allow it: chmod u+r {place}")
    except OSError as error:
        yield ReportError(place, f"it can't be read: {error.strerror or error}", "Check the path and the disk")


def read_stream(
    place: str, stream: ByteStream, *, outlet: str | None = None, published: date | None = None
) -> Iterator[Report | ReportError]:
    """The reports of a file that is open at its first byte; `place` names it, and its ending tells the format. As `read_source` else."""
    try:
        yield from _read(place, stream, outlet, published)
    except ReportError as error:
        yield error
    except (EOFError, BadGzipFile, zlib.error):
        yield ReportError(place, "its compressed data is damaged or cut short", "Fetch the file again; gzip -t FILE checks it")


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


def _read(place: str, stream: ByteStream, outlet: str | None, published: date | None) -> Iterator[Report | ReportError]:
    name = place.lower()
    head = _head(stream)
    stream = Rewound(head, stream)
    if head.startswith(b"\x1f\x8b"):
        name = name.removesuffix(".gz")
        # GzipFile only ever reads from it; its annotation asks for a whole file.
        stream = GzipFile(fileobj=cast(BinaryIO, stream))
        head = _head(stream)
        stream = Rewound(head, stream)
    if marked(head)[1] is None:
        refuse_binary(head, place)
    yield from _format(name, head).read(Source(place, stream, outlet, published))


def _head(stream: ByteStream) -> bytes:
    """The first lines: at least one that isn't blank, and more until they tell a format; all of it where it is short.

    JSON Lines may arrive on standard input one at a time, so no line is waited for after one that begins as an object.
    """
    head = b""
    while len(head) < LARGEST_REPORT and (line := stream.readline(LARGEST_REPORT)):
        head += line
        bare = _bare(head)
        if bare.startswith(b"{") or (bare and len(head) >= _HEAD):
            break
    return head


def _format(name: str, head: bytes) -> Format:
    for each in FORMATS:
        if name.endswith(each.suffixes):
            return each
    bare = _bare(head)
    return next(each for each in FORMATS if each.recognises(bare))


def _bare(head: bytes) -> bytes:
    """`head` in UTF-8, without byte-order mark and leading blank space."""
    mark, encoding = marked(head)
    if encoding not in (None, "utf-8"):
        return head[len(mark) :].decode(encoding, "replace").lstrip().encode("utf-8")
    return head[len(mark) :].lstrip()


class Rewound:
    """A stream that gives the bytes already taken from it once more. Standard input can't seek."""

    def __init__(self, taken: bytes, rest: ByteStream) -> None:
        self._taken, self._rest = taken, rest

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
