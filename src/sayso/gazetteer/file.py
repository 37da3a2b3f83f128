"""The file that a gazetteer is kept in: made once, then searched where it lies, so that opening it costs next to nothing.

A name is a 32-bit hash of its key: 16 bits by the bucket that it lies in and 16 written out. So names aren't kept, and of names that are
no place's one in some thousands is found; such a place has then to fit the report. Numbers of three bytes lie as a column of the two high
bytes and one of the low byte.

    magic, length of the header (4 bytes, little-endian), header (JSON), columns one after the other as the header lists them

Regions (countries and their divisions) come first among the places, then all others in the order of the regions that they lie in; for each
region the file has how many they are, and the region around it. Those that lie in none come last.
"""

import json
import mmap
import zlib
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.errors import GazetteerError
from sayso.model.gazetteer import Place

MAGIC = b"sayso gazetteer 1\n"
KINDS = ("country", "region", "district", "town", "site", "area")
NOWHERE = 0xFFFF
STEPS = 8  # steps for each doubling of the people
LAT, LON = 2**20 / 180, 2**20 / 360  # units a degree
_MOST = 64  # places of one name that are looked at, those with the most people
_DEEPEST = 4  # divisions one in another
Numbers = NDArray[Any]


class Entry(NamedTuple):
    """A place as it is written. `region` is the number of the region around it, NOWHERE for none."""

    geonames: int
    kind: str
    lat: float
    lon: float
    people: int
    region: int


class Region(NamedTuple):
    """What a region has beside: its GeoNames code ("SY", "SY.09", "US.LA.001") and its name."""

    code: str
    name: str


def hash_of(key: str) -> int:
    """The 32 bits by which a key is found."""
    return int.from_bytes(blake2b(key.encode("ascii"), digest_size=4).digest(), "big")


class GazetteerFile:
    """A gazetteer in a file. Raises GazetteerError where the file isn't one."""

    def __init__(self, path: Path) -> None:
        self._columns, self.about = _open(path)
        self._ends = np.cumsum(self._columns["buckets"], dtype=np.int64)
        self._filled = np.cumsum(self._columns["holds"], dtype=np.int64) + len(
            self._columns["holds"]
        )  # the number after a region's last place

    @cached_property
    def _regions(self) -> list[str]:
        return [line for line in zlib.decompress(self._columns["regions"].tobytes()).decode().split("\n") if line]

    def regions(self) -> Iterator[Region]:
        """All regions in the order of their numbers."""
        return map(self._described, range(len(self._regions)))

    def _described(self, number: int) -> Region:
        return Region(*self._regions[number].split("\t"))

    def __len__(self) -> int:
        return len(self._columns["id"])

    def numbers(self, key: str) -> list[int]:
        """The numbers of the places with this key, of very many those with the most people."""
        hashed = hash_of(key)
        bucket, rest = hashed >> 16, hashed & 0xFFFF
        end = int(self._ends[bucket])
        start = end - int(self._columns["buckets"][bucket])
        at = start + np.flatnonzero(self._columns["hash"][start:end] == rest)
        numbers = self._columns["place"][at].astype(np.int64) << 8 | self._columns["place.low"][at]
        if len(numbers) > _MOST:
            numbers = numbers[np.argsort(-self._columns["people"][numbers].astype(np.int64), kind="stable")[:_MOST]]
        return [int(number) for number in numbers]

    def place(self, number: int) -> Place:
        """A place by its number."""
        entry = self.entry(number)
        around = self._around(number)
        code = self._described(around[-1] if around else number).code if around or number < len(self._regions) else ""
        return Place(
            entry.geonames, entry.kind, round(entry.lat, 4), round(entry.lon, 4), entry.people, code.partition(".")[0],
            tuple(self._described(one).name for one in around), tuple(self._number("id", one) for one in around),
        )  # fmt: skip

    def entry(self, number: int) -> Entry:
        """A place by its number, as it is written."""
        columns = self._columns
        fine = int(columns["fine"][number])
        lat = (int(columns["lat"][number]) * 16 + (fine >> 4)) / LAT - 90
        lon = (int(columns["lon"][number]) * 16 + (fine & 15)) / LON - 180
        kind = KINDS[int(columns["kind"][min(number, len(columns["kind"]) - 1)])]
        people = int(columns["people"][number])
        return Entry(self._number("id", number), kind, lat, lon, _rounded(2 ** (people / STEPS) - 1), self._region(number))

    def _around(self, number: int) -> list[int]:
        """The regions that a place lies in, the nearest first."""
        around: list[int] = []
        region = self._region(number)
        while region != NOWHERE and len(around) < _DEEPEST:
            around.append(region)
            region = self._region(region)
        return around

    def _region(self, number: int) -> int:
        """The region that a place lies in, NOWHERE for none."""
        around = self._columns["around"]
        if number < len(around):
            return int(around[number])
        region = int(np.searchsorted(self._filled, number, side="right"))
        return region if region < len(around) else NOWHERE

    def _number(self, name: str, at: int) -> int:
        return int(self._columns[name][at]) << 8 | int(self._columns[f"{name}.low"][at])


def _rounded(people: float) -> int:
    """To two digits, since it is kept no more exactly."""
    return int(float(f"{people:.2g}"))


def _open(path: Path) -> tuple[dict[str, Numbers], dict[str, str]]:
    try:
        with path.open("rb") as file:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if held[: len(MAGIC)] != MAGIC:
            raise ValueError("no gazetteer of this version")
        start = len(MAGIC) + 4
        at = start + int.from_bytes(held[start - 4 : start], "little")
        header = json.loads(held[start:at])
        columns = {}
        for name, kind, count in header["columns"]:
            columns[name] = np.frombuffer(held, kind, count, at)
            at += columns[name].nbytes
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GazetteerError(
            f"{path}: it can't be read as a gazetteer ({error}). Take it away, or make it anew with `sayso gazetteer add`"
        ) from error
    return columns, header["about"]
