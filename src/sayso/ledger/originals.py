"""Where the sealed bytes of originals are kept: files in a folder, rows in a shared database, or memory for tests."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, select
from sqlalchemy.dialects.postgresql import insert

from sayso.ledger.schema import chunks
from sayso.ledger.sealing import SEALED_CHUNK


class Originals(Protocol):
    """Sealed bytes by the SHA-256 of what they are when opened."""

    def put(self, sha256: str, sealed: Iterable[bytes]) -> None:
        """Keep them; safe on disk when it returns. What was there under the name, left by a crash, is written over."""

    def get(self, sha256: str) -> Iterator[bytes]:
        """The sealed chunks; none where nothing is kept."""

    def chunk(self, sha256: str, number: int) -> bytes:
        """One sealed chunk, by its number from 0 on; empty where it isn't kept."""


class FolderOriginals:
    """Files `ab/cd/<sha256>` in a folder. A file has its name only when it is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, sha256: str, sealed: Iterable[bytes]) -> None:
        path = self.path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in sealed:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            unfinished.chmod(0o444)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        for folder in (path.parent, path.parent.parent, self._folder):
            _flush(folder)

    def get(self, sha256: str) -> Iterator[bytes]:
        try:
            with self.path(sha256).open("rb") as file:
                while chunk := file.read(SEALED_CHUNK):
                    yield chunk
        except FileNotFoundError:
            return

    def chunk(self, sha256: str, number: int) -> bytes:
        try:
            with self.path(sha256).open("rb") as file:
                file.seek(number * SEALED_CHUNK)
                return file.read(SEALED_CHUNK)
        except FileNotFoundError:
            return b""

    def path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256


class TableOriginals:
    """Rows of a shared database, one a chunk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, sha256: str, sealed: Iterable[bytes]) -> None:
        with self._engine.begin() as connection:
            for number, chunk in enumerate(sealed):
                # Another writer of the same original seals it to the same bytes.
                row = insert(chunks).values(original=sha256, number=number, body=chunk)
                connection.execute(row.on_conflict_do_nothing())

    def get(self, sha256: str) -> Iterator[bytes]:
        number = 0
        while body := self.chunk(sha256, number):
            yield body
            number += 1

    def chunk(self, sha256: str, number: int) -> bytes:
        wanted = select(chunks.c.body).where(chunks.c.original == sha256, chunks.c.number == number)
        with self._engine.connect() as connection:
            return bytes(connection.execute(wanted).scalar() or b"")


class MemoryOriginals:
    """For tests, and for a ledger that nobody keeps."""

    def __init__(self) -> None:
        self._kept: dict[str, list[bytes]] = {}

    def put(self, sha256: str, sealed: Iterable[bytes]) -> None:
        self._kept[sha256] = list(sealed)

    def get(self, sha256: str) -> Iterator[bytes]:
        yield from self._kept.get(sha256, ())

    def chunk(self, sha256: str, number: int) -> bytes:
        return next(iter(self._kept.get(sha256, ())[number : number + 1]), b"")


def _flush(folder: Path) -> None:
    """Make a folder's entries safe on disk."""
    at = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)
