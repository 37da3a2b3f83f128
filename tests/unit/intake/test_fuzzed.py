"""Damaged files of every format: reports or errors come out, nothing is raised, and every place leads into its text and its original."""

import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import ReportError
from sayso.intake import read_stream
from sayso.model.evidence import Report
from tests.unit.intake.made_files import all_files, zipped

FILES = all_files()
EXAMPLES = 40


@st.composite
def damage(draw: st.DrawFn) -> list[tuple[str, float, bytes]]:
    """A few changes: at a share of the file's length, bytes put in, written over or cut off."""
    change = st.tuples(st.sampled_from(["put in", "write over", "cut", "double", "cut off"]), st.floats(0, 1), st.binary(max_size=12))
    return draw(st.lists(change, min_size=1, max_size=5))


def damaged(data: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for how, share, put in changes:
        at = int(share * len(data))
        match how:
            case "put in":
                data = data[:at] + put + data[at:]
            case "write over":
                data = data[:at] + put + data[at + len(put) :]
            case "cut":
                data = data[:at] + data[at + len(put) :]
            case "double":
                data = data[:at] + data[max(0, at - 200) :]
            case _:
                data = data[:at] if at > len(data) // 2 else data
    return data


def check(found: Report | ReportError) -> None:
    if isinstance(found, ReportError):
        assert found.place
        assert found.problem
        assert found.remedy
        str(found).encode()
        return
    assert found.text.strip()
    for value in (found.text, found.outlet, found.title, found.url, found.language):
        (value or "").encode()  # no half characters
    assert found.provenance is not None
    repr(found.provenance).encode()
    text_map = found.provenance.map
    if text_map is not None:
        extents = [(run.start, run.end) for run in text_map.bytes] + [(run.start, run.end) for run in text_map.boxes]
        assert all(0 <= start < end <= len(found.text) for start, end in extents)
        assert all(before[1] <= after[0] for before, after in pairwise(extents))


@pytest.mark.parametrize("name", FILES)
def test_a_whole_file_gives_reports(name: str) -> None:
    found = list(read_stream(name, BytesIO(FILES[name])))
    for each in found:
        check(each)
    if name not in ("locked.pdf", "scan.pdf"):
        assert any(isinstance(each, Report) for each in found)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_stops_nothing(name: str) -> None:
    @settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(damage())
    def holds(changes: list[tuple[str, float, bytes]]) -> None:
        for found in read_stream(name, BytesIO(damaged(FILES[name], changes))):
            check(found)

    holds()


@pytest.mark.parametrize(
    ("name", "member"),
    [("writer.docx", "word/document.xml"), ("writer.docx", "word/_rels/document.xml.rels"), ("writer.odt", "content.xml")],
)
def test_a_document_with_damage_inside_stops_nothing(name: str, member: str) -> None:
    with zipfile.ZipFile(BytesIO(FILES[name])) as archive:
        entries = {each: archive.read(each) for each in archive.namelist() if each.endswith((".xml", ".rels"))}

    @settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(damage())
    def holds(changes: list[tuple[str, float, bytes]]) -> None:
        for found in read_stream(name, BytesIO(zipped({**entries, member: damaged(entries[member], changes)}))):
            check(found)

    holds()


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.sampled_from([name.rpartition(".")[2] for name in FILES]), st.binary(max_size=300))
def test_any_bytes_under_any_name_stop_nothing(ending: str, data: bytes) -> None:
    for found in read_stream(f"a.{ending}", BytesIO(data)):
        check(found)
