"""Documents of LibreOffice and OpenOffice: paragraphs, headings, lists and tables in their order."""

import zipfile
from collections.abc import Iterator
from typing import Any

from sayso.errors import ReportError
from sayso.intake.archive import check_document, entry
from sayso.intake.shape import Source, library
from sayso.model.evidence import Provenance, Report, report_id

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_AGAIN = "Save it again, or save the report as plain text in UTF-8"
# Whose text isn't the report's running text: deleted passages, notes to the author, footnotes within a sentence.
_PASSED_OVER = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}sequence-decls"})
_MOST_SPACES = 1000
_DEEPEST = 200


def read_odt(archive: zipfile.ZipFile, source: Source) -> Iterator[Report | ReportError]:
    check_document(archive, source.place)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in entry(archive, "META-INF/manifest.xml", source.place):
        raise ReportError(source.place, "it is protected by a password", "Save it without one")
    content = parsed(entry(archive, "content.xml", source.place), source.place)
    body = content.find(f".//{_OFFICE}body/{_OFFICE}text")
    text = "\n".join(_blocks(body, 0)) if body is not None else ""
    if not text.strip():
        raise ReportError(
            source.place, "it holds no text", "Look whether it is an image, a table or slides; if so, save its text as plain text"
        )
    title = _title(archive, source.place)
    yield Report(
        report_id(text, source.outlet, source.published),
        text,
        source.outlet,
        source.published,
        title=title,
        provenance=Provenance("odt@1", guessed=(("title", "the document's properties"),) if title else ()),
    )


def parsed(data: bytes, place: str) -> Any:
    """An XML tree, without entities, network or endless nesting. Raises ReportError where it is none."""
    etree = library("lxml.etree", place)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False))
    except (etree.LxmlError, ValueError) as error:
        raise ReportError(place, f"its XML is damaged: {error}"[:200], _AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReportError(place, "its XML declares entities, which no such document does", _AGAIN)
    return root


def _blocks(parent: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for child in parent:
        if child.tag in _PASSED_OVER:
            continue
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            line = "".join(_words(child, depth)).strip()
            if line:
                yield line
        elif child.tag == f"{_TABLE}table-row":
            cells = [" ".join(_blocks(cell, depth + 1)) for cell in child]
            if any(cells):
                yield "\t".join(cells).strip()
        else:
            yield from _blocks(child, depth + 1)


def _words(node: Any, depth: int) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        match child.tag:
            case tag if tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                yield " " * (min(int(count), _MOST_SPACES) if count.isascii() and count.isdigit() and len(count) < 9 else 1)
            case tag if tag == f"{_TEXT}tab":
                yield "\t"
            case tag if tag == f"{_TEXT}line-break":
                yield "\n"
            case tag if isinstance(tag, str) and tag not in _PASSED_OVER and depth < _DEEPEST:
                yield from _words(child, depth + 1)
        yield child.tail or ""


def _title(archive: zipfile.ZipFile, place: str) -> str | None:
    if "meta.xml" not in archive.namelist():
        return None
    found = parsed(entry(archive, "meta.xml", place), place).find(f".//{_TITLE}")
    return ((found.text or "").strip() or None) if found is not None else None
