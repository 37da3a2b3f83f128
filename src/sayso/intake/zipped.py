"""What is a zip file underneath: documents of Word and LibreOffice, web archives (WACZ)."""

from collections.abc import Iterator

from sayso.errors import ReportError
from sayso.intake.archive import opened
from sayso.intake.docx import read_docx
from sayso.intake.odt import read_odt
from sayso.intake.shape import Format, Source
from sayso.intake.wacz import read_wacz
from sayso.model.evidence import Report


def _read(source: Source) -> Iterator[Report | ReportError]:
    """Which kind of zip file it is stands within it."""
    with opened(source) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names or ("[Content_Types].xml" in names and any(name.startswith("word/") for name in names)):
            yield from read_docx(archive, source)
        elif "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
            yield from read_odt(archive, source)
        elif "datapackage.json" in names or any(name.startswith("archive/") for name in names):
            yield from read_wacz(archive, source)
        else:
            problem = "it is a zip archive, neither a .docx or .odt document nor a web archive (.wacz)"
            raise ReportError(source.place, problem, "Unpack it, and name the files that hold reports")


def _recognises(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


ZIP = Format("zip", (".docx", ".docm", ".odt", ".wacz", ".zip"), _recognises, _read, unmistakable=True, refuses_binary=False)
