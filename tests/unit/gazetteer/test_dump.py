"""GeoNames dumps that a user adds."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from sayso.errors import GazetteerError
from sayso.gazetteer import Gazetteers
from sayso.gazetteer.dump import add_dump
from sayso.gazetteer.file import GazetteerFile
from tests.unit.gazetteer.made import DUMP, base, line


def made(folder: Path, dump: Path) -> Gazetteers:
    add_dump(dump, base(folder), folder / "more" / "ZR.gaz")
    return Gazetteers([GazetteerFile(folder / "more" / "ZR.gaz"), base(folder)])


def written(folder: Path, text: str = DUMP) -> Path:
    (folder / "ZR.txt").write_text(text, encoding="utf-8")
    return folder / "ZR.txt"


@pytest.mark.parametrize("zipped", [False, True])
def test_a_dump_is_read_out_of_its_zip_or_not(zipped: bool, tmp_path: Path) -> None:
    dump = written(tmp_path)
    if zipped:
        with ZipFile(tmp_path / "ZR.zip", "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.write(dump, "ZR.txt")
        dump = tmp_path / "ZR.zip"
    places = made(tmp_path, dump)
    (village,), (crossing,), (river,) = places.find("Hallin"), places.find("Qell Crossing"), places.find("River Senn")
    assert (village.geonames, village.kind, village.within, village.people) == (21, "town", ("Lower Senn", "Senn", "Zarendia"), 940)
    assert (crossing.kind, crossing.within) == ("site", ("Zarendia",))  # of a division that nobody knows
    assert (river.kind, river.country) == ("area", "ZR")
    assert places.find("Ḩallīn") == places.find("hallyn") == (village,)
    assert places.find("HLN") == places.find("حلين") == ()


def test_its_regions_take_the_place_of_the_shipped_ones_and_other_places_stay(tmp_path: Path) -> None:
    places = made(tmp_path, written(tmp_path))
    (senn,) = places.find("Senn")
    assert (senn.geonames, senn.people) == (2, 310_000)
    assert senn.lat == pytest.approx(11.2, abs=1e-3)
    assert {place.geonames for place in places.find("Dabrek")} == {3, 5}


BROKEN = [
    ("1\tHallin\n", "ZR.txt:7: it has 2 columns where a GeoNames dump has 19"),
    (line(id="x", lat=1, lon=1), "ZR.txt:7: invalid literal"),
    (line(id=9, name="Y", lat=91, lon=1), "ZR.txt:7: id 9, latitude 91"),
]


@pytest.mark.parametrize(("last", "message"), BROKEN)
def test_a_line_that_is_none_of_a_dump_is_named_with_a_remedy(last: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError) as raised:
        made(tmp_path, written(tmp_path, DUMP + last))
    assert message in str(raised.value)
    assert "download.geonames.org" in str(raised.value)
    assert not (tmp_path / "more").exists()


def test_other_files_are_errors(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.zip").write_bytes(b"no zip")
    with ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("picture.png", b"")
    (tmp_path / "d.txt").write_text("")
    for name, message in (
        ("a.txt", "UTF-8"),
        ("b.zip", "can't be read"),
        ("c.zip", "holds 0 files"),
        ("d.txt", "no places"),
        ("e.txt", "No such"),
    ):
        with pytest.raises(GazetteerError, match=message):
            made(tmp_path, tmp_path / name)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match=r"more\.gaz: it can't be written"):
        add_dump(written(tmp_path), base(tmp_path), tmp_path / "file" / "more.gaz")
