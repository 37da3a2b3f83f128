"""Web archives (WARC): the pages and PDF files that a crawler or a browser kept, each with its address and the day of its capture.

A record whose digest doesn't fit its bytes is an error. A file that was cut short is one too, after what could be read of it.
"""

import re
import zlib
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from typing import Any

from sayso.errors import ReportError
from sayso.intake.dates import iso_day
from sayso.intake.shape import LARGEST_REPORT, MIB, ByteStream, Format, Source, filled, library
from sayso.model.evidence import Report

# Content types whose records are read, and the ending that stands for each.
_READ = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}
_UNPACKED = ("", "identity", "gzip", "x-gzip", "deflate")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_AGAIN = "Fetch the archive again"


class _Watched:
    """A stream that remembers its last bytes."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self.tail = b""

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self.tail = (self.tail + data[-4:])[-4:]
        return data

    def close(self) -> None:
        """Its owner closes it."""


def _read(source: Source) -> Iterator[Report | ReportError]:
    yield from read_warc(source)


def read_warc(source: Source) -> Iterator[Report | ReportError]:
    iterator = library("warcio.archiveiterator", source.place)
    library("warcio.exceptions", source.place)
    stream = _Watched(source.stream)
    number = 0
    try:
        for record in iterator.ArchiveIterator(stream, check_digests=True, arc2warc=True):
            number += 1
            yield from _record(record, number, source)
            _check_whole(record, number, source)
    except (ReportError, EOFError, zlib.error, OSError):
        raise
    except Exception as error:  # whatever it stumbles over in a broken archive is that archive's fault and stops no batch
        raise ReportError(
            f"{source.place}, record {number + 1}", f"it is damaged ({type(error).__name__}: {error})"[:200], _AGAIN
        ) from error
    if not number:
        raise ReportError(source.place, "it is a web archive without records", _AGAIN)
    if stream.tail != b"\r\n\r\n":  # with which every record ends
        raise ReportError(source.place, f"the archive is cut short behind record {number}", _AGAIN)


def _record(record: Any, number: int, source: Source) -> Iterator[Report | ReportError]:
    if record.rec_type not in ("response", "resource") or not _succeeded(record):
        return
    kind = (record.http_headers.get_header("Content-Type") if record.http_headers else record.rec_headers.get_header("Content-Type")) or ""
    ending = _READ.get(kind.partition(";")[0].strip().lower())
    if ending is None:
        return
    name = record.rec_headers.get_header("WARC-Record-ID") or str(number)
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(LARGEST_REPORT + 1)
    _check_whole(record, number, source)
    place = f"{source.place}, record {number}"
    packed = ((record.http_headers and record.http_headers.get_header("Content-Encoding")) or "").strip().lower()
    if packed not in _UNPACKED and not (packed == "br" and find_spec("brotli")):
        yield ReportError(place, f"{url} is compressed with {packed[:20]!a}", "For br: pip install brotli; else crawl it again with gzip")
    elif len(data) > LARGEST_REPORT:
        yield ReportError(place, f"it is larger than {LARGEST_REPORT // MIB} MiB", "Take it out, and split it")
    elif record.digest_checker.passed is False:
        problem = f"the digest of {url} doesn't fit its bytes: they were altered after the capture"
        yield ReportError(place, problem, "Fetch the archive again from where it is kept, and compare")
    elif data.strip():
        day = _day(record.rec_headers.get_header("WARC-Date"))
        charset = _CHARSET.search(kind)
        for found in source.within(f"record{ending}", data, f"record {name}", charset[1] if charset else None):
            yield found if isinstance(found, ReportError) else _with_capture(found, url, day)


def _with_capture(report: Report, url: str | None, day: date | None) -> Report:
    return filled(report, {"url": (url, "WARC-Target-URI"), "published": (day, "WARC-Date, the day of its capture")})


def _succeeded(record: Any) -> bool:
    return record.http_headers is None or (record.http_headers.get_statuscode() or "200").startswith("2")


def _day(written: str | None) -> date | None:
    return iso_day(written) if written else None


def _check_whole(record: Any, number: int, source: Source) -> None:
    """Raises ReportError where the file ended within the record: the library takes that for its end."""
    left = getattr(record.raw_stream, "limit", 0)
    while left and record.raw_stream.read(MIB):
        left = record.raw_stream.limit
    if left:
        raise ReportError(f"{source.place}, record {number}", "the archive is cut short: this record is not whole", _AGAIN)


def _recognises(head: bytes) -> bool:
    return head.startswith(b"WARC/")


WARC = Format("web archive", (".warc",), _recognises, _read, unmistakable=True, refuses_binary=False)
