"""Where places of a name lie: the shipped gazetteer, and those that a user has added, each a file that is searched where it lies."""

import os
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from sayso.gazetteer.file import GazetteerFile
from sayso.gazetteer.names import key_of, sound_of
from sayso.model.gazetteer import Place

ATTRIBUTION = "Places: GeoNames (https://www.geonames.org), CC BY 4.0"
FOLDER = "SAYSO_GAZETTEERS"


def shipped() -> Path:
    return Path(str(files("sayso.gazetteer.data") / "base.gaz"))


def folder() -> Path:
    """Where added gazetteers are kept: the folder that SAYSO_GAZETTEERS names, else `sayso/gazetteers` in the user's folder for data."""
    if named := os.environ.get(FOLDER):
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "sayso" / "gazetteers"


def added() -> tuple[Path, ...]:
    """The user's gazetteers, in the order of their names."""
    return tuple(sorted(folder().glob("*.gaz")))


class Gazetteers:
    """Several files asked as one. A place that two of them know is told once, as the first of them has it."""

    def __init__(self, opened: Iterable[GazetteerFile]) -> None:
        self._files = tuple(opened)
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, name: str) -> tuple[Place, ...]:
        return self._named(key_of(name)) or tuple(place._replace(alike=True) for place in self._named(sound_of(name)))

    def _named(self, key: str) -> tuple[Place, ...]:
        if len(key) < 2:
            return ()
        found: dict[int, Place] = {}
        for file in self._files:
            for number in file.numbers(key):
                place = file.place(number)
                found.setdefault(place.geonames, place)
        return tuple(sorted(found.values(), key=lambda place: (-place.people, place.geonames)))


def open_gazetteer(paths: Iterable[Path] | None = None) -> Gazetteers:
    """The user's gazetteers before the shipped one, or those in `paths`. Raises GazetteerError where a file can't be read."""
    chosen = (*added(), shipped()) if paths is None else tuple(paths)
    return Gazetteers(GazetteerFile(path) for path in chosen)
