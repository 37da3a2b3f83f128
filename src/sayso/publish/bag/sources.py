"""Where a package lies: a folder, a .zip or a .tar. All three are read in place, so that nothing is ever unpacked to an unsafe path."""

import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, cast

from sayso.errors import PackageError
from sayso.publish.bag.paths import shown

_SAFE = "Ask its makers for a package of plain files"
_WHOLE = "Get it again from where it comes"
# What the archives' libraries raise for files that aren't well formed, or that can't be read.
BROKEN = (OSError, zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error, EOFError, ValueError, LookupError, RuntimeError)


Listed = tuple[str, Callable[[], BinaryIO]]


class Source:
    """The files of a package: their names in the order in which they were found (one may stand twice), and how to open them."""

    def __init__(self, place: str, files: Iterable[Listed], close: Callable[[], None] = lambda: None) -> None:
        listed = tuple(files)
        self.place, self.close = place, close
        self.names = [name for name, _ in listed]
        self._openers = dict(listed)

    def open(self, name: str) -> BinaryIO:
        """A file of it, for reading."""
        return self._openers[name]()


def open_source(path: Path) -> Source:
    """The package at a path, whatever form it has."""
    try:
        if path.is_dir():
            return Source(str(path), sorted(_in_folder(path), key=itemgetter(0)))
        # The tar first: a .zip is known by its end, and a file in a .tar may hold those bytes.
        if tarfile.is_tarfile(path):
            return _tar(path)
        if zipfile.is_zipfile(path):
            return _zip(path)
    except BROKEN as error:
        raise PackageError(str(path), f"it can't be read ({error})", _WHOLE) from error
    raise PackageError(str(path), "it is no folder, .zip or .tar", "If it is encrypted or compressed, undo that first")


def _in_folder(top: Path) -> Iterator[Listed]:
    waiting = [top]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            listed = list(entries)
        for entry in listed:
            path = Path(entry.path)
            name = path.relative_to(top).as_posix()
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_file(follow_symlinks=False):
                yield name, partial(_opened, path)
            else:
                raise PackageError(f"{top}/{shown(name)}", "it is a link or another special file", _SAFE)


def _opened(path: Path) -> BinaryIO:
    """The file itself: should a link have taken its place, it isn't followed."""
    return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb")


def _stored(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(entry))


def _packed(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> BinaryIO:
    return cast("BinaryIO", archive.extractfile(entry))


def _zip(path: Path) -> Source:
    with ExitStack() as opened:
        archive = opened.enter_context(zipfile.ZipFile(path))
        files = list(_below_top(path, list(_in_zip(path, archive))))
        return Source(str(path), files, opened.pop_all().close)


def _in_zip(path: Path, archive: zipfile.ZipFile) -> Iterator[Listed]:
    for entry in archive.infolist():
        place = f"{path}/{shown(entry.orig_filename)}"
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.filename != entry.orig_filename:
            raise PackageError(place, "the path has a null character", _SAFE)
        if entry.flag_bits & 1:
            raise PackageError(place, "it is encrypted within the .zip", "Decrypt it first")
        if entry.is_dir():
            continue
        if kind not in (0, stat.S_IFREG):
            raise PackageError(place, "it is a link or another special file", _SAFE)
        yield entry.filename, partial(_stored, archive, entry)


def _tar(path: Path) -> Source:
    with ExitStack() as opened:
        archive = opened.enter_context(tarfile.open(path, "r:"))
        files = list(_below_top(path, list(_in_tar(path, archive))))
        return Source(str(path), files, opened.pop_all().close)


def _in_tar(path: Path, archive: tarfile.TarFile) -> Iterator[Listed]:
    for entry in archive:
        if entry.isdir():
            continue
        if not entry.isreg() or entry.issparse():
            raise PackageError(f"{path}/{shown(entry.name)}", "it is a link or another special file", _SAFE)
        yield entry.name.removeprefix("./"), partial(_packed, archive, entry)


def _below_top(path: Path, files: list[Listed]) -> Iterator[Listed]:
    """Paths within the one folder that an archive of a package holds (RFC 8493, 4.1)."""
    top = files[0][0].partition("/")[0] if files else ""
    for name, opener in files:
        first, slash, rest = name.partition("/")
        if first != top or not slash or first in {"", ".", ".."}:
            raise PackageError(f"{path}/{shown(name)}", "the archive doesn't hold one folder with the package in it", _SAFE)
        yield rest, opener
