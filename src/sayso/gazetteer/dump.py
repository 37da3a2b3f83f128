"""A GeoNames dump that a user has fetched (`XX.txt`, `XX.zip`, `allCountries.zip`) → a gazetteer of its own, beside the shipped one."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile

from sayso.errors import GazetteerError
from sayso.gazetteer.file import NOWHERE, Entry, GazetteerFile, Region
from sayso.gazetteer.names import is_spelling
from sayso.gazetteer.writer import Writer

_COLUMNS = 19
_FEATURE = 7
_REGIONS = frozenset(("PCLI", "ADM1", "ADM2"))
_REMEDY = "Fetch a country's file (SY.zip) or allCountries.zip from https://download.geonames.org/export/dump/"
_DIVISIONS = {"ADM1": "region", "ADM2": "district", "ADM3": "district", "ADM4": "district", "ADM5": "district", "ADMD": "district"}
_CLASSES = {"A": "district", "P": "town", "S": "site"}  # all others, rivers and mountains, are areas


class Row(NamedTuple):
    """A line of a dump, as far as it is used. `code` is that of the country or division that it is or lies in."""

    geonames: int
    names: tuple[str, ...]
    lat: float
    lon: float
    kind: str
    feature: str
    code: str
    people: int


def add_dump(dump: Path, base: GazetteerFile, target: Path) -> int:
    """Write a dump's places to `target`; those divisions that the dump hasn't come from `base`. Gives how many places the dump has.

    Raises GazetteerError, which names the line, where it is no such dump.
    """
    writer = Writer()
    numbers = _add_regions(writer, base, dump)
    count = 0
    for row in _rows(dump):
        count += 1
        if row.feature not in _REGIONS or row.code not in numbers:
            writer.add(Entry(row.geonames, row.kind, row.lat, row.lon, row.people, _around(row.code, numbers)), row.names, sound=True)
    if not count:
        raise GazetteerError(f"{dump}: there are no places in it. {_REMEDY}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        writer.write(target, {"name": f"GeoNames, {dump.name}"})
    except OSError as error:
        raise GazetteerError(
            f"{target}: it can't be written ({error.strerror}). Check the folder, or name another in SAYSO_GAZETTEERS"
        ) from error
    return count


def _add_regions(writer: Writer, base: GazetteerFile, dump: Path) -> dict[str, int]:
    """The divisions of the shipped gazetteer, as the dump has them where it has them, and those that only the dump has; by code."""
    own = {row.code: row for row in _rows(dump, _REGIONS)}
    numbers: dict[str, int] = {}
    for number, region in enumerate(base.regions()):
        entry, row = base.entry(number), own.pop(region.code, None)
        if row:
            entry = Entry(row.geonames, entry.kind, row.lat, row.lon, row.people or entry.people, entry.region)
        numbers[region.code] = writer.add_region(entry, region, row.names if row else (), sound=True)
    for code, row in sorted(own.items(), key=lambda item: item[0].count(".")):
        if len(writer) < NOWHERE:
            around = numbers.get(code.rpartition(".")[0], NOWHERE)
            entry = Entry(row.geonames, row.kind, row.lat, row.lon, row.people, around)
            numbers[code] = writer.add_region(entry, Region(code, row.names[0]), row.names, sound=True)
    return numbers


def _around(code: str, numbers: dict[str, int]) -> int:
    """The number of the smallest known division of a code."""
    while code:
        if code in numbers:
            return numbers[code]
        code = code.rpartition(".")[0]
    return NOWHERE


def _rows(dump: Path, features: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The lines of a dump, all or those of some features."""
    with _opened(dump) as lines:
        try:
            for number, line in enumerate(lines, 1):
                cells = line.rstrip("\r\n").split("\t")
                if not features or len(cells) != _COLUMNS or cells[_FEATURE] in features:
                    yield _row(cells, f"{dump}:{number}")
        except UnicodeDecodeError as error:
            raise GazetteerError(f"{dump}: it isn't UTF-8 text. {_REMEDY}") from error


def _row(cells: list[str], place: str) -> Row:
    if len(cells) != _COLUMNS:
        raise GazetteerError(
            f"{place}: it has {len(cells)} columns where a GeoNames dump has {_COLUMNS}; it isn't whole, or no dump. {_REMEDY}"
        )
    try:
        geonames, lat, lon, people = int(cells[0]), float(cells[4]), float(cells[5]), int(cells[14] or 0)
    except ValueError as error:
        raise GazetteerError(f"{place}: {error}. {_REMEDY}") from error
    if not (0 < geonames < 2**24 and -90 <= lat <= 90 and -180 <= lon <= 180 and people >= 0):
        raise GazetteerError(f"{place}: id {cells[0]}, latitude {cells[4]} or longitude {cells[5]} can't be right. {_REMEDY}")
    names = (cells[1], cells[2], *(name for name in cells[3].split(",") if is_spelling(name)))
    feature = cells[_FEATURE]
    codes = {"PCLI": cells[8:9], "ADM1": (cells[8], cells[10])}.get(feature, (cells[8], cells[10], cells[11]))
    kind = "country" if feature.startswith("PCL") else _DIVISIONS.get(feature) or _CLASSES.get(cells[6], "area")
    return Row(geonames, names, lat, lon, kind, feature, ".".join(code for code in codes if code and code != "00"), people)


@contextmanager
def _opened(dump: Path) -> Iterator[IO[str]]:
    """The lines of a dump, out of its zip if it is in one. Raises GazetteerError where it can't be read."""
    try:
        if dump.suffix.lower() != ".zip":
            with dump.open(encoding="utf-8") as lines:
                yield lines
            return
        with ZipFile(dump) as archive:
            inside = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
            if len(inside) != 1:
                raise GazetteerError(f"{dump}: it holds {len(inside)} files of text where a GeoNames dump holds one. {_REMEDY}")
            with TextIOWrapper(archive.open(inside[0]), encoding="utf-8") as lines:
                yield lines
    except (OSError, BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise GazetteerError(f"{dump}: it can't be read ({reason}). {_REMEDY}") from error
