"""A web page saved from a browser: its article without menus, banners, comments and related stories."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import ReportError
from sayso.intake.decoding import decoded
from sayso.intake.offsets import byte_map
from sayso.intake.page_date import page_date
from sayso.intake.page_map import page_pieces
from sayso.intake.shape import Format, Source, read_whole
from sayso.model.evidence import Provenance, Report, TextMap, report_id

_SAVE_AGAIN = "Open the page in a browser and save it again, or paste its text into a .txt file"

# trafilatura rejects a page without a head, unless "html" is among its first 50 characters. Browsers read such pages, and so do we;
# in front of a page's own declaration it changes nothing.
_DOCTYPE = "<!DOCTYPE html>\n"

_CHARSET = re.compile(rb"""<(?:meta\b[^>]{0,500}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_PREAMBLE = re.compile(rb"(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*", re.DOTALL)
_FIRST_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|main|article|header|div|h1|p)\b", re.IGNORECASE)


def _read(source: Source) -> Iterator[Report | ReportError]:
    data = read_whole(source)
    declared = _CHARSET.search(data, 0, 4096)  # where browsers look for it, and a little further
    page = decoded(data, source.place, declared[1].decode("ascii", "replace") if declared else source.charset)
    if not page.text.strip():
        raise ReportError(source.place, "it holds only blank space", _SAVE_AGAIN)
    tree, article = _extract(page.text, source.place)
    text = (article.text or "").strip()
    if not text:
        raise ReportError(source.place, "no article could be found in it", _SAVE_AGAIN)
    pieces = page_pieces(page.text, text)
    yield _report(source, text, article, tree, byte_map(data, page, pieces) if pieces is not None else None)


def _report(source: Source, text: str, article: Any, tree: Any, text_map: TextMap | None) -> Report:
    dated = None if source.published else page_date(tree)
    guessed = {
        "outlet": "the page's name of its site" if article.sitename and not source.outlet else None,
        "published": dated[1] if dated else None,
        "title": "headline or title element" if article.title else None,
        "url": "the page's own link to itself" if article.url else None,
    }
    outlet = source.outlet or article.sitename or None
    published = source.published or (dated[0] if dated else None)
    return Report(
        id=report_id(text, outlet, published),
        text=text,
        outlet=outlet,
        published=published,
        title=article.title or None,
        url=article.url or None,
        language=_language(tree),
        provenance=Provenance("HTML@1", guessed=tuple((name, of) for name, of in guessed.items() if of), map=text_map),
    )


def _extract(page: str, place: str) -> tuple[Any, Any]:
    """The page as a tree of elements, and trafilatura's document of it. Raises ReportError where there is none."""
    # Imported here: with lxml, dateparser and the rest it takes half a second, which reading plain text should not cost.
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415

    # Its remarks are about its own workings; what a user has to know comes as an error of ours.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = load_html(_DOCTYPE + page)
        article = tree is not None and bare_extraction(
            tree,
            include_comments=False,
            favor_precision=True,
            with_metadata=True,
            # Its date is not used (page_date.py says why); these make the search for it short.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever it stumbles over in a hostile page is that page's fault and stops no batch
        raise ReportError(place, f"the page is too broken to be read ({type(error).__name__})", _SAVE_AGAIN) from error
    if not article:
        raise ReportError(place, "no article could be found in it", _SAVE_AGAIN)
    return tree, article


def _language(tree: Any) -> str | None:
    """The page's own word for its language, as a BCP 47 code."""
    code = (tree.get("lang") or tree.get("xml:lang") or "").strip().replace("_", "-")
    return code or None


def _recognises(head: bytes) -> bool:
    preamble = _PREAMBLE.match(head)
    return _FIRST_TAG.match(head, preamble.end() if preamble else 0) is not None


HTML = Format("saved web page", (".html", ".htm", ".xhtml"), _recognises, _read)
