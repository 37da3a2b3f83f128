"""Documents of Word and LibreOffice."""

import zipfile
from io import BytesIO

import pytest

from sayso.errors import ReportError
from sayso.intake import read_stream
from sayso.intake.archive import check_document
from sayso.model.evidence import Report
from tests.unit.intake.made_files import FILES, zipped

LINES = [
    "Market strike kills at least 31 in Orvel",
    "District\tDead",
    "Old Market\t31",
    "Harbour\t4",
    "The mayor spoke first.",
    "The governor did not.",
    "A convoy of 12 lorries left Lume for Orvel at dawn.",
]


def _read(name: str, data: bytes) -> Report | ReportError:
    (found,) = read_stream(name, BytesIO(data))
    return found


def _error(name: str, data: bytes) -> ReportError:
    found = _read(name, data)
    assert isinstance(found, ReportError), found
    return found


def _with(name: str, member: str, change: tuple[bytes, bytes]) -> bytes:
    """A real document with something else in one of its members."""
    with zipfile.ZipFile(FILES / name) as archive:
        entries = {each: archive.read(each) for each in archive.namelist()}
    assert change[0] in entries[member]
    entries[member] = entries[member].replace(change[0], change[1], 1)
    return zipped(entries)


@pytest.mark.parametrize("name", ["writer.docx", "writer.odt"])
def test_paragraphs_lists_and_tables_come_in_their_order(name: str) -> None:
    report = _read(name, (FILES / name).read_bytes())
    assert isinstance(report, Report)
    lines = report.text.split("\n")
    assert [line for line in lines if line in LINES] == LINES
    assert len(lines) == len(LINES) + 4


@pytest.mark.parametrize("name", ["document", "writer.zip"])
def test_a_document_is_known_by_its_contents_whatever_its_name(name: str) -> None:
    assert isinstance(_read(name, (FILES / "writer.docx").read_bytes()), Report)
    assert isinstance(_read(name, (FILES / "writer.odt").read_bytes()), Report)


def test_deleted_text_is_left_out_and_inserted_text_is_kept() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    changed = (
        f"<w:p><w:del>{run.format('five')}</w:del><w:ins>{run.format('Twelve died')}</w:ins>"
        f"<w:r><w:tab/></w:r>{run.format(' in Orvel')}<w:r><w:br/></w:r>{run.format('on Monday')}</w:p>"
    )
    data = _with("writer.docx", "word/document.xml", (b"<w:body>", b"<w:body>" + changed.encode()))
    report = _read("a.docx", data)
    assert isinstance(report, Report)
    assert report.text.startswith("Twelve died\t in Orvel\non Monday\n")


def test_notes_and_deleted_passages_of_an_odt_are_left_out() -> None:
    added = b'<text:p>Twelve<text:s text:c="2"/>died<text:note><text:p>a note</text:p></text:note>.<text:line-break/>So it was</text:p>'
    report = _read("a.odt", _with("writer.odt", "content.xml", (b"<text:h", added + b"<text:h")))
    assert isinstance(report, Report)
    assert report.text.startswith("Twelve  died.\nSo it was\n")


@pytest.mark.parametrize(("name", "member"), [("writer.docx", "word/document.xml"), ("writer.odt", "content.xml")])
def test_entities_are_refused_and_never_opened(name: str, member: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    with zipfile.ZipFile(FILES / name) as archive:
        start = archive.read(member)
    at = start.index(b"?>") + 2
    error = _error(name, _with(name, member, (start[:at], start[:at] + bomb)))
    assert "entities" in error.problem


@pytest.mark.parametrize("name", ["writer.docx", "writer.odt"])
def test_a_bomb_is_refused_before_it_is_unpacked(name: str) -> None:
    with zipfile.ZipFile(FILES / name) as archive:
        entries = {each: archive.read(each) for each in archive.namelist()}
    error = _error(name, zipped({**entries, "Pictures/a.xml": b"\0" * 30_000_000}))
    assert "zip bomb" in error.problem


class Listed(zipfile.ZipFile):
    """An archive that says of its entries that each unpacks to 100 MB from 1 MB."""

    def infolist(self) -> list[zipfile.ZipInfo]:
        found = super().infolist()
        for info in found:
            info.file_size, info.compress_size = 100_000_000, 1_000_000
        return found


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    check_document(Listed(BytesIO(zipped({"a": b"", "b": b""}))), "a.docx")
    with pytest.raises(ReportError, match="unpacks to more than 256 MiB"):
        check_document(Listed(BytesIO(zipped({"a": b"", "b": b"", "c": b""}))), "a.docx")


def test_a_document_without_words_says_so() -> None:
    namespaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    content = f"<office:document-content {namespaces}><office:body><office:text/></office:body></office:document-content>"
    assert "no text" in _error("a.odt", zipped({"mimetype": b"", "content.xml": content.encode()})).problem
    assert "damaged" in _error("a.docx", zipped({"word/document.xml": b"", "[Content_Types].xml": b""})).problem


def test_an_encrypted_odt_says_so() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    error = _error("a.odt", zipped({"mimetype": b"", "content.xml": b"x", "META-INF/manifest.xml": manifest}))
    assert "password" in error.problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (zipped({"a.txt": b"Twelve died."}), "neither a .docx or .odt document nor a web archive"),
        (b"PK\x03\x04 and no more", "damaged zip file"),
        ((FILES / "writer.docx").read_bytes()[:-300], "damaged zip file"),
    ],
)
def test_another_or_a_damaged_zip_file_is_named(data: bytes, problem: str) -> None:
    error = _error("a.docx", data)
    assert problem in error.problem
    assert error.remedy
