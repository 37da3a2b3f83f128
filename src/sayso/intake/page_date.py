"""The day on which a web page says that its article was published.

trafilatura always offers a date, if need be from the text or the address. A guess would go into the ledger as a fact, so only
what the page states for machines is read: JSON-LD, meta elements and time elements. "Modified" is no publication.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sayso.intake.dates import iso_day

# `name`, `property` or `itemprop` of meta elements, the surest first.
_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "publication_date",
    "publishdate",
    "publish-date",
    "pubdate",
    "dc.date",
    "dcterms.date",
    "date",
)
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Coverage)$")
_SLASHED = re.compile(r"(\d{4})/(\d{2})/(\d{2})(?=$|[T ])", re.ASCII)


def page_date(tree: Any) -> tuple[date, str] | None:
    """The day of publication that the page (an lxml tree) states, with where; None where it states none."""
    found = ((day, where) for where, text in _stated(tree) if (day := iso_day(_SLASHED.sub(r"\1-\2-\3", text.strip()))) is not None)
    return next(found, None)


def _stated(tree: Any) -> Iterator[tuple[str, str]]:
    """Where a date stands, and the date as it is written."""
    yield from (("JSON-LD datePublished", text) for text in _in_json_ld(tree))
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            metas.setdefault((meta.get(key) or "").lower(), meta.get("content") or "")
    yield from ((f"meta {name}", metas[name]) for name in _META if name in metas)
    yield from (("time pubdate", text) for text in tree.xpath("//time[@pubdate]/@datetime | //*[@itemprop='datePublished']/@datetime"))
    # Cards of related stories and comments have time elements too, so only that in the article around the headline counts.
    near = "(//h1)[1]/ancestor::article[1]//time/@datetime | (//h1)[1]/ancestor::header[1]//time/@datetime"
    yield from (("time beside the headline", text) for text in tree.xpath(near))


def _in_json_ld(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                yield from _published(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def _published(value: Any) -> Iterator[str]:
    """`datePublished` of the articles that stand at the top or in a graph; deeper ones are of other stories."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            continue
        kinds = item.get("@type")
        is_article = any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))
        if is_article and isinstance(item.get("datePublished"), str):
            yield item["datePublished"]
        if isinstance(item.get("@graph"), list):
            yield from _published(item["@graph"])
