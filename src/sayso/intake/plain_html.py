"""The words of a piece of HTML, such as a mail's body or a feed's entry: all of it is report, so none is left out as a menu would be."""

import re
from typing import Any

from sayso.errors import ReportError
from sayso.intake.shape import LARGEST_REPORT

_BLOCKS = frozenset("p div br li tr h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr section article header footer dt dd figcaption".split())
_DROPPED = frozenset("script style head title noscript template iframe".split())
_DEEPEST = 250
_BLANK = re.compile(r"[ \t\r\n\f\x0b]+")


def words_of_html(markup: str, place: str) -> str:
    """Its words, a line for each block. Raises ReportError where it is too broken to be read."""
    from lxml import etree  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    if not markup.strip():
        return ""
    try:
        parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        tree = lxml_html.document_fromstring(markup[:LARGEST_REPORT].replace("\0", "\ufffd").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        if not re.sub(r"<[^>]*>|&nbsp;", "", markup).strip():
            return ""
        raise ReportError(place, "its HTML is too broken to be read", "Save its text as a .txt file in UTF-8") from error
    found: list[str] = []
    _words(tree, found, 0)
    lines = (_BLANK.sub(" ", line).strip() for line in "".join(found).split("\n"))
    return "\n".join(line for line in lines if line)


def _words(element: Any, found: list[str], depth: int) -> None:
    if depth > _DEEPEST:
        return
    shown = isinstance(element.tag, str) and element.tag not in _DROPPED
    block = shown and element.tag in _BLOCKS
    if block:
        found.append("\n")
    if shown:
        found.append(_BLANK.sub(" ", element.text or ""))
        for child in element:
            _words(child, found, depth + 1)
    if block:
        found.append("\n")
    elif shown and element.tag in ("td", "th"):
        found.append(" ")
    found.append(_BLANK.sub(" ", element.tail or ""))
