"""Pieces of bytes, read as a file."""

import io
from collections.abc import Iterator
from typing import Any


class Stream(io.RawIOBase):
    """A file that gives pieces of bytes, once and from the first on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = memoryview(piece)
        taken = min(len(buffer), len(self._held))
        buffer[:taken] = self._held[:taken]
        self._held = self._held[taken:]
        return taken


def as_file(pieces: Iterator[bytes]) -> io.BufferedReader:
    """Pieces of bytes as a file that can be read in lines."""
    return io.BufferedReader(Stream(pieces))
