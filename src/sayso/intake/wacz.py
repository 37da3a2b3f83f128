"""Web archives as one file (WACZ): a zip file of WARC files, with a list of their hashes."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from sayso.errors import ReportError
from sayso.intake.archive import check_ratio, entry
from sayso.intake.shape import MIB, Source
from sayso.model.evidence import Report

_AGAIN = "Fetch the archive again"
_MOST_ARCHIVES = 1000
_LARGEST_ARCHIVE = 8 * 1024 * MIB


def read_wacz(archive: zipfile.ZipFile, source: Source) -> Iterator[Report | ReportError]:
    listed = _listed(archive, source.place)
    names = [name for name in archive.namelist() if name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))]
    if not names:
        raise ReportError(source.place, "it is a WACZ file without web archives", _AGAIN)
    for name in sorted(names)[:_MOST_ARCHIVES]:
        place = f"{source.place}, {name}"
        try:
            _check(archive, name, listed, place)
        except ReportError as error:
            yield error
            continue
        with archive.open(name) as stream:
            yield from source.within(name, stream, name)
    if len(names) > _MOST_ARCHIVES:
        yield ReportError(
            source.place, f"it holds {len(names)} web archives, and {_MOST_ARCHIVES} are read", "Unpack it, and name the rest"
        )


def _listed(archive: zipfile.ZipFile, place: str) -> dict[str, str]:
    """Each file's hash, as datapackage.json has it."""
    try:
        package: Any = json.loads(entry(archive, "datapackage.json", place))
        return {str(one["path"]): str(one["hash"]) for one in package["resources"]}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReportError(place, "its datapackage.json, which lists its files and their hashes, is damaged", _AGAIN) from error


def _check(archive: zipfile.ZipFile, name: str, listed: dict[str, str], place: str) -> None:
    """Raises ReportError where a file isn't the one that was listed."""
    info = archive.getinfo(name)
    check_ratio(info, place)
    if info.file_size > _LARGEST_ARCHIVE:
        raise ReportError(place, f"it is larger than {_LARGEST_ARCHIVE // MIB} MiB", "Unpack it, and split it")
    if name not in listed:
        raise ReportError(place, "datapackage.json doesn't list it: it was added afterwards", "Fetch the archive again, and compare")
    algorithm, _, expected = listed[name].rpartition(":")
    if algorithm not in ("sha256", "sha512", "sha1", "md5", ""):
        raise ReportError(place, f"its hash is of an unknown kind, {algorithm[:20]!a}", _AGAIN)
    seen = hashlib.new(algorithm or "sha256")
    with archive.open(info) as stream:
        while part := stream.read(MIB):
            seen.update(part)
    if seen.hexdigest() != expected.lower():
        raise ReportError(
            place, "its hash is not the one in datapackage.json: it was altered or damaged", "Fetch the archive again, and compare"
        )
