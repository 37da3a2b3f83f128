"""Zip files, opened so that none can blow up: documents of Word and LibreOffice, and web archives, are zip files.

A zip file says how large each entry becomes; it may lie, so what comes out is counted. An archive that holds more than it may, or that
shrinks a thousandfold, is refused.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from sayso.errors import ReportError
from sayso.intake.shape import LARGEST_REPORT, MIB, Source, read_whole

_MOST_ENTRIES = 20_000
_MOST_UNPACKED = 256 * MIB  # of a document, in all
_HIGHEST_RATIO = 200  # Word's XML shrinks to a tenth, seldom to a fiftieth
_RATIO_FROM = MIB  # entries smaller than this do no harm
_AGAIN = "Save or fetch it again"


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """The zip file that `source` is. Raises ReportError where it is damaged, or more than it may be."""
    try:
        with zipfile.ZipFile(_seekable(source)) as archive:
            if len(archive.infolist()) > _MOST_ENTRIES:
                raise ReportError(source.place, f"it holds {len(archive.infolist())} files", "Unpack it, and name those that hold reports")
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, ValueError, KeyError, OverflowError) as error:
        raise ReportError(source.place, f"it is a damaged zip file ({error})"[:200], _AGAIN) from error
    except (zlib.error, EOFError) as error:
        raise ReportError(source.place, "its compressed data is damaged or cut short", _AGAIN) from error
    except RuntimeError as error:  # an entry that is encrypted
        raise ReportError(source.place, "it is protected by a password", "Save it without one") from error


def _seekable(source: Source) -> IO[bytes]:
    from_start = getattr(source.stream, "from_start", None)
    stream: IO[bytes] | None = from_start() if from_start is not None else None
    return stream if stream is not None else BytesIO(read_whole(source))


def entry(archive: zipfile.ZipFile, name: str, place: str) -> bytes:
    """One entry, unpacked. Raises ReportError where there is none, or where it is a bomb."""
    if name not in archive.namelist():
        raise ReportError(place, f"it has no {name}, so it is damaged or something else", _AGAIN)
    info = archive.getinfo(name)
    check_ratio(info, place)
    with archive.open(info) as stream:
        data = stream.read(LARGEST_REPORT + 1)
    if len(data) > LARGEST_REPORT:
        raise ReportError(place, f"its {name} unpacks to more than {LARGEST_REPORT // MIB} MiB", "Save the report as plain text in UTF-8")
    return data


def check_ratio(info: zipfile.ZipInfo, place: str) -> None:
    """Raises ReportError where an entry claims to have shrunk as no report does."""
    if info.file_size > _RATIO_FROM and info.file_size > _HIGHEST_RATIO * max(info.compress_size, 1):
        problem = f"its {info.filename[:80]!a} unpacks to {info.file_size // max(info.compress_size, 1)} times its size: a zip bomb"
        raise ReportError(place, problem, "Don't open it; if you trust it, save the report as plain text in UTF-8")


def check_document(archive: zipfile.ZipFile, place: str) -> None:
    """Raises ReportError where a document would unpack to more than a document may."""
    for info in archive.infolist():
        check_ratio(info, place)
    if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
        raise ReportError(place, f"it unpacks to more than {_MOST_UNPACKED // MIB} MiB", "Save the report as plain text in UTF-8")
