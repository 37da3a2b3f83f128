"""Documents of Word: paragraphs and tables in their order, deleted text left out, text in boxes passed over."""

import zipfile
from collections.abc import Iterator
from typing import IO, Any

from sayso.errors import ReportError
from sayso.intake.archive import check_document, entry
from sayso.intake.shape import Source, library
from sayso.model.evidence import Provenance, Report, report_id

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AGAIN = "Save it again, or save the report as plain text in UTF-8"
_DEEPEST_TABLE = 8


def read_docx(archive: zipfile.ZipFile, source: Source) -> Iterator[Report | ReportError]:
    check_document(archive, source.place)
    docx = library("docx", source.place)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in entry(archive, name, source.place)[:4096].upper():
            raise ReportError(source.place, f"its {name[:80]!a} declares entities, which no Word document does", _AGAIN)
    try:
        document = docx.Document(_stream(archive))
        text = "\n".join(_blocks(document.element.body, 0))
        about = document.core_properties
        # python-docx makes properties up where it finds none.
        title = (about.title or "").strip() or None if about.last_modified_by != "python-docx" else None
    except Exception as error:  # whatever it stumbles over in a broken document is that document's fault and stops no batch
        raise ReportError(source.place, f"it is a Word document that is damaged ({type(error).__name__})", _AGAIN) from error
    if not text.strip():
        raise ReportError(
            source.place, "its paragraphs and tables hold no text", "Look whether it is an image; if so, recognise its text (OCR)"
        )
    guessed = (("title", "the document's properties"),) if title else ()
    yield Report(
        report_id(text, source.outlet, source.published),
        text,
        source.outlet,
        source.published,
        title=title,
        provenance=Provenance("docx@1", guessed=guessed),
    )


def _stream(archive: zipfile.ZipFile) -> IO[bytes]:
    stream = archive.fp
    assert stream is not None  # it is open
    stream.seek(0)
    return stream


def _blocks(parent: Any, depth: int) -> Iterator[str]:
    """Lines of a body or a table's cell: paragraphs, and rows of tables with a tab between cells."""
    for child in parent:
        if child.tag == f"{_W}p":
            line = "".join(_words(child)).strip()
            if line:
                yield line
        elif child.tag == f"{_W}tbl" and depth < _DEEPEST_TABLE:
            for row in child.iter(f"{_W}tr"):
                if row.getparent() is child:
                    cells = [" ".join(_blocks(cell, depth + 1)) for cell in row if cell.tag == f"{_W}tc"]
                    if any(cells):
                        yield "\t".join(cells).strip()
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _blocks(child, depth)


def _words(paragraph: Any) -> Iterator[str]:
    """A paragraph's text in its order, links and insertions included."""
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if any(_passed_over(above) for above in node.iterancestors() if above is not paragraph):
            continue
        match node.tag.removeprefix(_W):
            case "t":
                yield node.text or ""
            case "noBreakHyphen":
                yield "-"
            case "tab":
                yield "\t" if node.getparent().tag == f"{_W}r" else ""
            case _:
                yield "\n"


def _passed_over(element: Any) -> bool:
    """Deleted and moved text; boxes, which hold their text twice."""
    return element.tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}pict", f"{_W}drawing", f"{_W}txbxContent")
