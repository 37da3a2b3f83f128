"""A gazetteer's file: what is written is found, whole."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import GazetteerError
from sayso.gazetteer import ATTRIBUTION, Gazetteers, added, open_gazetteer, shipped
from sayso.gazetteer.file import NOWHERE, Entry, GazetteerFile, Region
from sayso.gazetteer.writer import Writer
from tests.unit.gazetteer.made import base


def test_places_are_found_with_what_they_lie_in(tmp_path: Path) -> None:
    found = Gazetteers([base(tmp_path)]).find("Dabrek")
    assert [(place.geonames, place.within, place.inside) for place in found] == [
        (3, ("Senn", "Zarendia"), (2, 1)),
        (5, ("Zarendia",), (1,)),
    ]
    assert (found[0].kind, found[0].country, found[0].people, found[1].people) == ("town", "ZR", 240_000, 0)  # within a twentieth
    assert found[0].lat == pytest.approx(11.12345, abs=2e-4)
    assert found[0].lon == pytest.approx(21.54321, abs=4e-4)


def test_regions_areas_and_ends_of_the_world(tmp_path: Path) -> None:
    places = Gazetteers([base(tmp_path)])
    (country,), (area,), (far,) = places.find("Zarendia"), places.find("Midland"), places.find("Farthest Point")
    assert (country.kind, country.country, country.within) == ("country", "ZR", ())
    assert (area.kind, area.country) == ("area", "")
    assert (far.country, far.within) == ("", ())
    assert (far.lat, far.lon) == pytest.approx((-90, 180), abs=4e-4)


def test_other_spellings_are_found_and_told_apart(tmp_path: Path) -> None:
    places = Gazetteers([base(tmp_path)])
    assert [place.geonames for place in places.find("ḌABRĪK")] == [3]
    assert [(place.geonames, place.alike) for place in places.find("Dhabbroek")] == [(3, True), (5, True)]
    assert not any(place.alike for place in places.find("Dabrek"))
    assert places.find("Hallin") == places.find("") == places.find("حلب") == ()


def test_the_first_of_two_gazetteers_tells_of_a_place(tmp_path: Path) -> None:
    writer = Writer()
    writer.add(Entry(3, "site", 1.0, 2.0, 0, NOWHERE), ["Dabrek"], sound=False)
    writer.write(tmp_path / "own.gaz", {"name": "own"})
    found = Gazetteers([GazetteerFile(tmp_path / "own.gaz"), base(tmp_path)]).find("Dabrek")
    assert {(place.geonames, place.kind) for place in found} == {(3, "site"), (5, "town")}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 2**24 - 1), st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 10**9), st.integers(0, 3),
            st.text("abcdefghij", min_size=2, max_size=6), st.sampled_from(["town", "site", "area"]),
        ),
        max_size=30, unique_by=lambda one: one[0],
    )
)  # fmt: skip
def test_whatever_is_written_is_found(tmp_path: Path, places: list[tuple[int, float, float, int, int, str, str]]) -> None:
    writer = Writer()
    for number in range(3):
        writer.add_region(Entry(2**23 + number, "region", 0, 0, 0, NOWHERE), Region(f"Z{number}", f"region {number}"), (), sound=False)
    for geonames, lat, lon, people, region, name, kind in places:
        writer.add(Entry(geonames, kind, lat, lon, people, region if region < 3 else NOWHERE), [name], sound=False)
    writer.write(tmp_path / "x.gaz", {"name": "x"})
    opened = Gazetteers([GazetteerFile(tmp_path / "x.gaz")])
    for geonames, lat, lon, people, region, name, kind in places:
        (found,) = [place for place in opened.find(name) if place.geonames == geonames]
        assert (found.kind, found.within) == (kind, (f"region {region}",) if region < 3 else ())
        assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=5e-4)
        assert found.people == pytest.approx(people, rel=0.1, abs=1)


@pytest.mark.parametrize("written", [b"", b"something else", b"sayso gazetteer 1\n\xff\xff\xff\xff{"])
def test_another_file_is_an_error_that_names_it(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.gaz").write_bytes(written)
    with pytest.raises(GazetteerError, match=r"broken\.gaz: it can't be read as a gazetteer"):
        GazetteerFile(tmp_path / "broken.gaz")


def test_added_gazetteers_are_asked_before_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_GAZETTEERS", str(tmp_path))
    assert added() == ()
    base(tmp_path)
    assert added() == (tmp_path / "base.gaz",)
    assert open_gazetteer().find("Farthest Point")
    assert not open_gazetteer([shipped()]).find("Farthest Point")


SHIPPED = [
    ("Aleppo", 170063), ("Halab", 170063), ("Qamishli", 173377), ("Kamishly", 173377), ("Al-Qāmishlī", 173377),
    ("Kyiv", 703448), ("Kiev", 703448),
    ("Syria", 163843), ("Goma", 216281), ("Zamboanga", 1679432), ("Cúcuta", 3685533), ("Cucuta", 3685533),
]  # fmt: skip


@pytest.mark.parametrize(("name", "geonames"), SHIPPED)
def test_the_shipped_gazetteer_knows_places_by_their_spellings(name: str, geonames: int) -> None:
    assert geonames in [place.geonames for place in open_gazetteer([shipped()]).find(name)]


def test_the_shipped_gazetteer_is_small_and_says_whose_it_is() -> None:
    assert shipped().stat().st_size < 6_000_000
    assert "CC BY 4.0" in ATTRIBUTION
    notice = shipped().with_name("README.md").read_text(encoding="utf-8")
    assert "GeoNames" in notice
    assert "licenses/by/4.0" in notice


def test_of_very_many_places_of_a_name_the_largest_are_kept(tmp_path: Path) -> None:
    writer = Writer()
    for number in range(1, 101):
        writer.add(Entry(number, "town", 1.0, 1.0, number * 1000, NOWHERE), ["Dabrek"], sound=False)
    writer.write(tmp_path / "many.gaz", {"name": "made"})
    found = Gazetteers([GazetteerFile(tmp_path / "many.gaz")]).find("Dabrek")
    assert {place.geonames for place in found} >= set(range(40, 101))
