"""What can be searched and filtered: made of evidence, dropped and made anew at will."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, text

from sayso.ledger.days import bounds
from sayso.ledger.folding import fold, name_marks, skeleton
from sayso.ledger.schema import VIEWS, view_claims, view_names, view_reports, view_words

Contract = Mapping[str, Any]
ROLES = ("party", "outlet", "place")  # of the names in a claim
_MOST = 2**63 - 1  # what a column of whole numbers holds


def create_words(connection: Connection) -> None:
    """The table of words to search in."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("CREATE VIRTUAL TABLE view_words USING fts5(report UNINDEXED, original UNINDEXED, words, tokenize = 'unicode61')")
        )
    else:
        view_words.metadata.create_all(connection)


def clear(connection: Connection) -> None:
    """Empty all views."""
    for table in VIEWS:
        connection.execute(delete(table))
    connection.execute(text("DELETE FROM view_words"))


def forget(connection: Connection, original: str) -> None:
    """Take out of the views all that was made of an original."""
    for table in VIEWS:
        connection.execute(delete(table).where(table.c.original == original))
    connection.execute(text("DELETE FROM view_words WHERE original = :original"), {"original": original})
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO view_words(view_words) VALUES ('optimize')"))  # or the words stay in its index


def forget_report(connection: Connection, report_id: str) -> None:
    """Take out of the views what was made of an earlier reading of a report."""
    connection.execute(delete(view_reports).where(view_reports.c.id == report_id))
    connection.execute(delete(view_claims).where(view_claims.c.report == report_id))
    connection.execute(delete(view_names).where(view_names.c.report == report_id))
    connection.execute(text("DELETE FROM view_words WHERE report = :report"), {"report": report_id})


def fill(connection: Connection, report_id: str, original: str, contract: Contract) -> None:
    """Put a report, its claims and its words into the views."""
    report = contract["report"]
    connection.execute(
        insert(view_reports).values(
            id=report_id, original=original, outlet=_plain(report["outlet"]), published=report["published"], title=_plain(report["title"]),
            url=_plain(report["url"]), claims=len(contract["claims"]),
        )
    )  # fmt: skip
    rows = {row["id"]: row for row in _claim_rows(report_id, original, contract)}
    if rows:
        connection.execute(insert(view_claims), list(rows.values()))
    if names := [name for row in rows.values() for name in _name_rows(original, row)]:
        connection.execute(insert(view_names), names)
    places = (claim["where"]["name"] for claim in contract["claims"] if claim.get("where"))
    marks = name_marks([*(party["name"] or "" for party in contract["parties"]), *places])
    words = f"{fold(report['title'] or '')} {fold(report['text'])} {fold(report['outlet'] or '')} {marks}"
    if connection.dialect.name == "sqlite":
        statement = text("INSERT INTO view_words (report, original, words) VALUES (:report, :original, :words)")
        connection.execute(statement, {"report": report_id, "original": original, "words": words})
    else:
        cut = words[:900_000]  # PostgreSQL takes no more than a megabyte of one text's words
        connection.execute(insert(view_words).values(report=report_id, original=original, words=func.to_tsvector("simple", cut)))


def _claim_rows(report_id: str, original: str, contract: Contract) -> Iterator[dict[str, Any]]:
    outlet = _plain(contract["report"]["outlet"])
    for claim in contract["claims"]:
        party = outlet if claim["said_by"]["outlet"] else _plain(claim["said_by"]["name"])
        place = _plain(claim["where"]["name"]) if claim.get("where") else None
        when = claim["when"]["edtf"] if claim.get("when") else None
        earliest, latest = bounds(when)
        figure = claim.get("figure") or {}
        yield {
            "report": report_id, "id": claim["id"], "original": original, "kind": claim["kind"], "stance": claim["stance"],
            "party": party, "outlet": outlet, "place": place,
            "earliest": earliest, "latest": latest, "measure": figure.get("measure"), "whom": figure.get("whom"),
            "low": _kept(figure.get("low")), "high": _kept(figure.get("high")), "quote": _plain(claim["quote"]), "score": claim["score"],
        }  # fmt: skip


def _plain(words: str | None) -> str | None:
    """Words as a database takes them: no zero bytes, no halves of characters."""
    return None if words is None else words.replace("\0", " ").encode("utf-8", "replace").decode()


def _name_rows(original: str, claim: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for role in ROLES:
        for word in sorted(set(skeleton(claim[role] or "").split())):
            yield {"word": word, "role": role, "report": claim["report"], "claim": claim["id"], "original": original}


def _kept(number: int | None) -> int | None:
    return None if number is None else min(number, _MOST)
