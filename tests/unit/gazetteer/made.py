"""Small gazetteers and dumps of invented places."""

from pathlib import Path

from sayso.gazetteer.file import NOWHERE, Entry, GazetteerFile, Region
from sayso.gazetteer.writer import Writer

COLUMNS = (
    "id name asciiname alternatenames lat lon fclass fcode country cc2 admin1 admin2 admin3 admin4"
    " population elevation dem timezone modified"
)


def base(folder: Path) -> GazetteerFile:
    """Zarendia (ZR) with the province of Senn (ZR.01), in it Dabrek and Orvest; a continent."""
    writer = Writer()
    country = writer.add_region(Entry(1, "country", 10.0, 20.0, 5_000_000, NOWHERE), Region("ZR", "Zarendia"), ["Zarendia"], sound=False)
    senn = writer.add_region(Entry(2, "region", 11.0, 21.0, 300_000, country), Region("ZR.01", "Senn"), ["Senn"], sound=False)
    writer.add_region(Entry(7, "area", 0.0, 0.0, 0, NOWHERE), Region("", "Midland"), ["Midland"], sound=False)
    writer.add(Entry(4, "town", -89.99999, 179.99999, 0, NOWHERE), ["Farthest Point"], sound=False)
    writer.add(Entry(3, "town", 11.12345, 21.54321, 250_000, senn), ["Dabrek", "Ḍabrīk"], sound=True)
    writer.add(Entry(5, "town", 11.5, 21.0, 0, country), ["Dabrek"], sound=True)
    writer.write(folder / "base.gaz", {"name": "made"})
    return GazetteerFile(folder / "base.gaz")


def line(**cells: object) -> str:
    """A line of a GeoNames dump; what isn't given is empty."""
    return "\t".join(str(cells.get(column, "")) for column in COLUMNS.split()) + "\n"


DUMP = (
    line(id=1, name="Zarendia", fclass="A", fcode="PCLI", lat=10.5, lon=20.5, country="ZR", admin1="00", population=5_100_000)
    + line(id=2, name="Senn", fclass="A", fcode="ADM1", lat=11.2, lon=21.2, country="ZR", admin1="01", population=310_000)
    + line(id=20, name="Lower Senn", fclass="A", fcode="ADM2", lat=11.3, lon=21.3, country="ZR", admin1="01", admin2="07")
    + line(id=21, name="Ḩallīn", asciiname="Hallin", alternatenames="Hallyn,halyn,HLN,حلين", fclass="P", fcode="PPL",
           lat=11.31, lon=21.31, country="ZR", admin1="01", admin2="07", population=900)
    + line(id=22, name="Qell Crossing", fclass="S", fcode="CSTM", lat=11.4, lon=21.4, country="ZR", admin1="99")
    + line(id=23, name="River Senn", fclass="H", fcode="STM", lat=11.0, lon=21.0, country="ZR", admin1="01")
)  # fmt: skip
