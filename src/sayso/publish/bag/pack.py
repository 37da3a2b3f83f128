"""A package as one file: .zip or .tar, the same bytes for the same package.

Neither is compressed, since compressors differ in what they write.
"""

import os
import secrets
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sayso.errors import PackageError
from sayso.publish.bag.form import CHUNK
from sayso.publish.bag.paths import refuse_unsafe
from sayso.publish.bag.sources import Source, open_source

_MODE = 0o644
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a .zip can tell


def pack(folder: Path, target: Path) -> None:
    """Write the package in a folder to `target`, as its ending says (.zip or .tar); in it stands one folder, called as the file is."""
    if target.suffix not in {".zip", ".tar"}:
        raise PackageError(str(target), "a package is packed as .zip or .tar", "Name the file so")
    source = open_source(folder)
    refuse_unsafe(source.names)
    with unfinished(target) as file:
        (_zip if target.suffix == ".zip" else _tar)(source, folder, target.stem, file)


def _zip(source: Source, folder: Path, top: str, target: BinaryIO) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(source.names):
            entry = zipfile.ZipInfo(f"{top}/{name}", _FIRST_DAY)
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | _MODE) << 16
            entry.file_size = folder.joinpath(name).stat().st_size
            with source.open(name) as file, archive.open(entry, "w") as written:
                shutil.copyfileobj(file, written, CHUNK)


def _tar(source: Source, folder: Path, top: str, target: BinaryIO) -> None:
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8") as archive:
        for name in sorted(source.names):
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.mode, entry.size = _MODE, folder.joinpath(name).stat().st_size
            with source.open(name) as file:
                archive.addfile(entry, file)


@contextmanager
def unfinished(target: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is whole, and never takes the place of another."""
    taken = PackageError(str(target), "something is there already", "Name a file that doesn't exist")
    if target.exists() or target.is_symlink():
        raise taken
    waiting = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with waiting.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            raise taken
        waiting.replace(target)
    except OSError as error:
        raise PackageError(str(target), f"it can't be written ({error.strerror or error})", "Look for space and rights there") from error
    finally:
        waiting.unlink(missing_ok=True)
