"""A PDF: its text layer, with the place of every word on its page.

PDFium gives characters in the order in which they were drawn, one by one, since its whole-page text drifts from its boxes where a glyph
has no character. Lines become paragraphs where they stand close together and fill the column; a word that was divided at a line's end is
made whole. Right-to-left script comes out in the wrong order from every extractor that was tried, so such a text is marked
unreliable.
"""

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sayso.errors import ReportError
from sayso.intake.pdf_lines import Letter, flowed
from sayso.intake.shape import Format, Source, library, read_whole
from sayso.model.evidence import BoxRun, Provenance, Report, TextMap, report_id

_MOST_PAGES = 5000
_MOST_LETTERS = 1_500_000  # some five hundred full pages; each takes 600 bytes of memory with its box
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_RECOGNISE = "Recognise its text first (OCR), such as with: ocrmypdf FILE.pdf NEW.pdf"


def _read(source: Source) -> Iterator[Report | ReportError]:
    data = read_whole(source)
    pdfium = library("pypdfium2", source.place)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _unopened(error, source.place) from error
    try:
        yield from _reports(document, source, pdfium.raw)
    except ReportError:
        raise
    except Exception as error:  # whatever it stumbles over in a broken file is that file's fault and stops no batch
        problem = f"it is a PDF that is damaged ({type(error).__name__})"
        raise ReportError(source.place, problem, "Fetch or export the PDF again") from error
    finally:
        document.close()


def _unopened(error: Any, place: str) -> ReportError:
    if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY) or "password" in str(error).lower():
        return ReportError(place, "it is protected by a password", "Take it off: qpdf --decrypt --password=PASSWORD FILE.pdf NEW.pdf")
    return ReportError(place, "it is a PDF that is damaged or cut short", "Fetch or export the PDF again")


def _reports(document: Any, source: Source, raw: Any) -> Iterator[Report | ReportError]:
    if len(document) > _MOST_PAGES:
        raise ReportError(source.place, f"it has {len(document)} pages, and {_MOST_PAGES} can be read", "Split it, one report a file")
    pages: list[list[Letter]] = []
    images = []
    letters_left = _MOST_LETTERS
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        pages.append(list(islice(_letters(page, number, raw), letters_left + 1)))
        if not any(letter.text.strip() for letter in pages[-1]) and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)):
            images.append(number)
        page.close()
        letters_left -= len(pages[-1])
        if letters_left < 0:
            raise ReportError(source.place, f"it holds more than {_MOST_LETTERS} characters", "Split it, one report a file")
    text, letters = flowed(pages)
    if not text.strip():
        raise ReportError(source.place, f"none of its {len(pages)} pages holds text: they are images or blank", _RECOGNISE)
    yield _report(text, letters, _title(document), source)
    for number in images:
        yield ReportError(f"{source.place}, page {number}", "the page is an image, so none of it was read", _RECOGNISE)


def _title(document: Any) -> str | None:
    try:
        title: str = document.get_metadata_dict().get("Title") or ""
    except UnicodeDecodeError:  # of any field of it
        return None
    return title.encode("utf-8", "ignore").decode().strip() or None


def _report(text: str, letters: dict[int, Letter], title: str | None, source: Source) -> Report:
    return Report(
        report_id(text, source.outlet, source.published),
        text,
        source.outlet,
        source.published,
        title=title,
        provenance=Provenance(
            "PDF@1",
            guessed=(("title", "the PDF's document information"),) if title else (),
            reliable=not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text),
            map=TextMap(boxes=tuple(_boxes(text, letters))),
        ),
    )


def _letters(page: Any, number: int, raw: Any) -> Iterator[Letter]:
    """A page's characters in its order, each with its box; half characters are put together."""
    text_page = page.get_textpage()
    try:
        waiting = 0
        for index in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, index)
            if 0xD800 <= code < 0xDC00:
                waiting = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((waiting - 0xD800) << 10) + (code - 0xDC00) if waiting else 0
            waiting = 0
            if code and code < 0x110000 and code not in (0xFFFE, 0xFFFF):
                left, bottom, right, top = text_page.get_charbox(index)
                yield Letter(chr(code), number, left, bottom, right, top)
    finally:
        text_page.close()


def _boxes(text: str, letters: dict[int, Letter]) -> Iterator[BoxRun]:
    """A box for each word, or for each part of one that was divided between lines."""
    run: BoxRun | None = None
    for place, letter in letters.items():
        if text[place].isspace() or letter.right <= letter.left:
            continue
        on = run is not None and run.end == place and run.page == letter.page and letter.bottom < run.top and run.bottom < letter.top
        if run is not None and on and letter.left >= run.left - 1:
            run = BoxRun(
                run.start,
                place + 1,
                run.page,
                min(run.left, letter.left),
                min(run.bottom, letter.bottom),
                max(run.right, letter.right),
                max(run.top, letter.top),
            )
            continue
        if run is not None:
            yield _rounded(run)
        run = BoxRun(place, place + 1, letter.page, letter.left, letter.bottom, letter.right, letter.top)
    if run is not None:
        yield _rounded(run)


def _rounded(run: BoxRun) -> BoxRun:
    left, bottom, right, top = (round(value, 1) for value in run[3:])
    return BoxRun(run.start, run.end, run.page, left, bottom, right, top)


def _recognises(head: bytes) -> bool:
    return head.startswith(b"%PDF-")


PDF = Format("PDF", (".pdf",), _recognises, _read, unmistakable=True, refuses_binary=False)
