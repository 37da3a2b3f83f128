"""Writes a gazetteer's file (its form: `file.py`), place by place, in little memory however many they are."""

import json
import os
import zlib
from array import array
from collections.abc import Iterable
from math import log2
from pathlib import Path

import numpy as np

from sayso.gazetteer.file import KINDS, LAT, LON, MAGIC, NOWHERE, STEPS, Entry, Numbers, Region, hash_of
from sayso.gazetteer.names import key_of, sound_of

_MOST_PLACES = 2**24
_FINEST = 2**20 - 1
_AT_ONCE = 1_000_000  # names renumbered together, so that little memory is taken


class Writer:
    """A gazetteer that is being made: its regions first, then all other places, then `write`."""

    def __init__(self) -> None:
        self._regions: list[Region] = []
        self._ids, self._lats, self._lons = array("I"), array("I"), array("I")
        self._people, self._around, self._kinds = array("B"), array("H"), array("B")
        self._pairs = array("Q")

    def __len__(self) -> int:
        return len(self._ids)

    def add_region(self, entry: Entry, region: Region, names: Iterable[str], *, sound: bool) -> int:
        """Add a country or division, and give the number by which the places in it name it; regions around it come first."""
        self._regions.append(region)
        self.add(entry, names, sound=sound)
        return len(self) - 1

    def add(self, entry: Entry, names: Iterable[str], *, sound: bool) -> None:
        """Add a place with all its names; `sound` says whether it is found by other spellings too."""
        number = len(self)
        if number >= _MOST_PLACES:
            raise OverflowError(f"a gazetteer holds {_MOST_PLACES:,} places at most")
        self._ids.append(entry.geonames)
        self._lats.append(min(_FINEST, round((entry.lat + 90) * LAT)))
        self._lons.append(min(_FINEST, round((entry.lon + 180) * LON)))
        self._people.append(min(255, round(STEPS * log2(entry.people + 1))))
        self._around.append(entry.region)
        self._kinds.append(KINDS.index(entry.kind))
        keys = {key for name in names for key in (key_of(name), sound_of(name) if sound else "") if len(key) > 1}
        self._pairs.extend(hash_of(key) << 24 | number for key in keys)

    def write(self, path: Path, about: dict[str, str]) -> None:
        """Write the file, in one step, so that nobody finds half of one. The writer is used up then."""
        columns = self._columns()
        header = {"about": about, "columns": [[name, column.dtype.str, len(column)] for name, column in columns.items()]}
        written = json.dumps(header, ensure_ascii=False).encode()
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with unfinished.open("wb") as file:
                file.write(MAGIC + len(written).to_bytes(4, "little") + written)
                for column in columns.values():
                    file.write(column.tobytes())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _columns(self) -> dict[str, Numbers]:
        regions = len(self._regions)
        around = np.array(self._around, np.uint32)
        order = np.concatenate([np.arange(regions), regions + np.argsort(around[regions:], kind="stable")])
        lats, lons = (np.array(numbers, np.uint32)[order] for numbers in (self._lats, self._lons))
        kinds = np.array(self._kinds, "u1")[order]
        last = len(kinds) - 1
        while last > regions and kinds[last] == kinds[last - 1]:
            last -= 1  # the last that is written goes for all that follow
        text = "\n".join(f"{region.code}\t{region.name}" for region in self._regions).encode()
        held = np.bincount(around[regions:], minlength=NOWHERE + 1)[:regions]
        return {
            **self._names(order),
            **_three("id", np.array(self._ids, np.uint32)[order]),
            "lat": (lats >> 4).astype("<u2"),
            "lon": (lons >> 4).astype("<u2"),
            "fine": ((lats & 15) << 4 | (lons & 15)).astype("u1"),
            "people": np.array(self._people, "u1")[order],
            "kind": kinds[: last + 1],
            "holds": held.astype("<u2" if held.max(initial=0) < 2**16 else "<u4"),
            "around": around[:regions].astype("<u2"),
            "regions": np.frombuffer(zlib.compress(text, 9), "u1"),
        }

    def _names(self, order: Numbers) -> dict[str, Numbers]:
        """The hashes by bucket, each with the number that its place has got in the order."""
        numbers = np.empty(len(order), np.uint64)
        numbers[order] = np.arange(len(order), dtype=np.uint64)
        pairs = np.frombuffer(self._pairs, np.uint64)
        for start in range(0, len(pairs), _AT_ONCE):
            part = pairs[start : start + _AT_ONCE]
            part[:] = part & ~np.uint64(0xFFFFFF) | numbers[(part & np.uint64(0xFFFFFF)).astype(np.int64)]
        pairs.sort()
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs
        return {
            "buckets": np.bincount((pairs >> np.uint64(40)).astype(np.int64), minlength=2**16).astype("<u2"),
            "hash": (pairs >> np.uint64(24) & np.uint64(0xFFFF)).astype("<u2"),
            **_three("place", (pairs & np.uint64(0xFFFFFF)).astype(np.uint32)),
        }


def _three(name: str, numbers: Numbers) -> dict[str, Numbers]:
    return {name: (numbers >> 8).astype("<u2"), f"{name}.low": (numbers & 255).astype("u1")}
