"""Web archives: pages with the address and day of their capture, and what was altered or cut off."""

import gzip
from datetime import date
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.errors import ReportError
from sayso.intake import read_stream
from sayso.model.evidence import Report, Span
from tests.unit.intake.held import check_bytes, mapped
from tests.unit.intake.made_files import FILES, PAGE, wacz, warc, zipped


def _read(name: str, data: bytes) -> list[Report | ReportError]:
    return list(read_stream(name, BytesIO(data)))


def _errors(found: list[Report | ReportError]) -> list[ReportError]:
    return [each for each in found if isinstance(each, ReportError)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", warc()),
        ("a.warc.gz", warc(zipped=True)),
        ("a", warc()),
        ("a.gz", gzip.compress(warc())),
        ("a.wacz", wacz()),
        ("a.zip", wacz(warc(zipped=True))),
    ],
)
def test_pages_and_texts_come_with_the_address_and_day_of_their_capture(name: str, data: bytes) -> None:
    page, text = _read(name, data)
    assert isinstance(page, Report)
    assert isinstance(text, Report)
    assert (page.url, page.published, page.language) == ("https://marlow.example/orvel", date(2031, 5, 16), "en")
    assert text.text == "Twelve people died in Orvel on Monday, the mayor said."
    assert page.provenance is not None
    assert ("published", "WARC-Date, the day of its capture") in page.provenance.guessed
    assert "record <urn:uuid:" in (page.provenance.member or "")
    check_bytes(page, PAGE)  # of the record, since that is what the report came from
    ((first, last),) = mapped(page).byte_ranges(Span(0, 9), page.text)
    assert PAGE[first:last] == b"PORT SARN"


def test_a_real_crawl_has_its_pdf_read_too() -> None:
    found = _read("a.warc.gz", (FILES / "warcio.warc.gz").read_bytes())
    assert [each.provenance.format for each in found if isinstance(each, Report) and each.provenance] == [
        "HTML@1",
        "PDF@1",
        "plain text@1",
    ]


def test_a_day_that_the_page_states_is_not_replaced_by_that_of_its_capture() -> None:
    stated = PAGE.replace(b"<style>", b'<meta name="date" content="2031-05-14"><style>')
    data = warc().replace(PAGE, stated).replace(b"WARC-Payload-Digest", b"X-Was").replace(b"WARC-Block-Digest", b"X-Block")
    data = _with_lengths(data, len(stated) - len(PAGE))
    page, *_ = _read("a.warc", data)
    assert isinstance(page, Report)
    assert page.published == date(2031, 5, 14)


def _with_lengths(data: bytes, more: int) -> bytes:
    """Corrects the two lengths of the page's record."""
    size = str(len(PAGE)).encode()
    data = data.replace(b"Content-Length: " + size, b"Content-Length: " + str(len(PAGE) + more).encode(), 1)
    start = data.index(b"WARC-Type: response")
    head = data.index(b"Content-Length: ", start)
    end = data.index(b"\r\n", head)
    return data[: head + 16] + str(int(data[head + 16 : end]) + more).encode() + data[end:]


def _one(kind: str, data: bytes, *more: tuple[str, str]) -> list[Report | ReportError]:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", kind), *more], protocol="HTTP/1.1")
    record = writer.create_warc_record("https://x.example/", "response", payload=BytesIO(data), http_headers=headers)
    writer.write_record(record)
    record.raw_stream.close()  # a temporary file
    return _read("a.warc", out.getvalue())


def test_the_charset_is_that_of_the_answer_where_the_page_names_none() -> None:
    page = "<html><body><article><p>Погибли 12 человек.</p></article></body></html>".encode("windows-1251")
    (report,) = _one("text/html; charset=windows-1251", page)
    assert isinstance(report, Report)
    assert report.text == "Погибли 12 человек."


def test_a_packed_page_is_unpacked_and_one_that_cannot_be_says_so() -> None:
    (report,) = _one("text/plain", gzip.compress(b"Twelve died."), ("Content-Encoding", "gzip"))
    assert isinstance(report, Report)
    assert report.text == "Twelve died."
    (error,) = _one("text/plain", b"x", ("Content-Encoding", "zstd"))
    assert isinstance(error, ReportError)
    assert "compressed with 'zstd'" in error.problem


def test_a_record_that_was_altered_is_an_error_and_the_others_come_out() -> None:
    found = _read("a.warc", warc().replace(b"At least 31 people", b"At least 13 people", 1))
    assert len(found) == 2
    (error,) = _errors(found)
    assert "digest of https://marlow.example/orvel" in error.problem


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
@pytest.mark.parametrize("zipped_records", [False, True])
def test_an_archive_that_is_cut_short_says_so(share: float, zipped_records: bool) -> None:
    data = warc(zipped=zipped_records)
    *_, error = _read("a.warc.gz" if zipped_records else "a.warc", data[: int(share * len(data))])
    assert isinstance(error, ReportError)
    assert "cut short" in error.problem


def test_a_wacz_with_another_archive_than_it_lists_is_refused() -> None:
    (error,) = _read("a.wacz", wacz(listed=b"what was captured"))
    assert isinstance(error, ReportError)
    assert error.place == "a.wacz, archive/data.warc.gz"
    assert "altered or damaged" in error.problem


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({"datapackage.json": b'{"resources": []}', "archive/a.warc": warc()}, "doesn't list it"),
        ({"datapackage.json": b"{", "archive/a.warc": warc()}, "datapackage.json"),
        ({"datapackage.json": b'{"resources": []}'}, "without web archives"),
        ({"archive/a.warc": warc()}, "no datapackage.json"),
        ({"datapackage.json": b'{"resources": [{"path": "archive/a.warc", "hash": "crc:1"}]}', "archive/a.warc": warc()}, "unknown kind"),
    ],
)
def test_a_damaged_wacz_is_an_error(entries: dict[str, bytes], problem: str) -> None:
    (error,) = _read("a.wacz", zipped(entries))
    assert isinstance(error, ReportError)
    assert problem in error.problem


class Long(BytesIO):
    """A stream that can't be sought in, and counts what was asked of it at once."""

    most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.most = max(self.most, len(data := super().read(size)))
        return data

    def seekable(self) -> bool:
        return False


def test_an_archive_is_read_record_by_record() -> None:
    stream = Long(warc() * 300)
    found = read_stream("a.warc", stream)
    assert sum(isinstance(each, Report) for each in found) == 600
    assert stream.most < 100_000
