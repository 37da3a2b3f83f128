"""Adding to a ledger. Every function writes its rows, the view and the link of the audit chain in one transaction, or nothing."""

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, BinaryIO

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from sayso.errors import LedgerError
from sayso.ledger import views
from sayso.ledger.chain import Row, append, turn
from sayso.ledger.opening import Ledger, translated, vacuum
from sayso.ledger.schema import captures, claims, destructions, judgements, originals, readings, reports, texts
from sayso.ledger.sealing import CHUNK, seal, seal_stream
from sayso.model.archive import Act, Judgement, Stored
from sayso.model.ids import content_id

Contract = Mapping[str, Any]
Reopen = Callable[[], BinaryIO]


def store_original(ledger: Ledger, reopen: Reopen, *, place: str, act: Act) -> Stored:
    """Hash the bytes that `reopen` gives from their first on, seal and keep them, and write down that they were received.

    The same bytes again are only written down where they came from another place. Raises LedgerError where they change while they are
    read, or can't be kept.
    """
    with reopen() as stream:
        digest, size = _hashed(stream)
    key = ledger.keyring.made(digest)
    if not _has(ledger, originals, digest):
        try:
            with reopen() as stream:
                ledger.originals.put(digest, seal_stream(key, f"original {digest}", _unchanged(stream, digest, place)))
        except OSError as error:
            raise LedgerError(
                ledger.name, f"an original can't be kept: {error.strerror}", "Make room on the disk and run the command again"
            ) from error
    capture = content_id("capture", digest, place)

    def rows(connection: Connection) -> tuple[str, list[Row]]:
        found: list[Row] = []
        if not _there(connection, originals, digest):
            found.append((originals, {"sha256": digest, "size": size, "name": seal(key, f"name {digest}", _bytes(place))}))
        if not _there(connection, captures, capture):
            found.append(
                (captures, {"id": capture, "original": digest, "at": act.at, "place": seal(key, f"place {capture}", _bytes(place))})
            )
        return digest, found

    written = _write(ledger, (act.at, act.actor, "received", digest), rows, {"size": size})
    return Stored(digest, size, new=any(table is originals for table, _ in written))


def has_reading(ledger: Ledger, report: str, produced_by: str) -> bool:
    """Whether a report is in the ledger as read by this reader."""
    with ledger.engine.connect() as connection:
        wanted = select(readings.c.id).where(readings.c.report == report, readings.c.produced_by == produced_by)
        return connection.execute(wanted).first() is not None


def report_key(original: str, member: str, text_sha256: str) -> str:
    """A report's id in the ledger: its original, which of it, and its text."""
    return content_id("report", original, member, text_sha256)


def add_report(ledger: Ledger, original: str, provenance: Mapping[str, Any], contract: Contract, *, produced_by: str, act: Act) -> bool:
    """Add a report as read (the read contract) to its original. False where it was there as read by this reader.

    `provenance` tells how it was got out of the original, as JSON takes it; its "member" which part of it ("line 3"), empty for the whole.
    """
    key = ledger.keyring.of(original)
    if key is None:
        raise LedgerError(ledger.name, f"the original {original[:12]} was destroyed", "It can't be added again under this ledger")
    report, text_id = contract["report"], contract["report"]["text_sha256"]
    report_id = report_key(original, provenance["member"], text_id)
    body = json.dumps({**contract, "report": {**report, "text": None}}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    plain = _bytes(body)
    reading_sha = sha256(plain).hexdigest()
    reading_id = content_id("reading", report_id, produced_by, reading_sha)

    def rows(connection: Connection) -> tuple[str, list[Row]]:
        if _there(connection, readings, reading_id):
            return report_id, []
        found: list[Row] = []
        if connection.execute(select(texts.c.sha256).where(texts.c.sha256 == text_id, texts.c.original == original)).first() is None:
            sealed = seal(key, f"text {text_id}", _bytes(report["text"]))
            found.append((texts, {"sha256": text_id, "original": original, "size": len(report["text"]), "body": sealed}))
        new = not _there(connection, reports, report_id)
        if new:
            told = {name: report[name] for name in ("id", "outlet", "published", "title", "url", "language")} | {
                "provenance": dict(provenance)
            }
            sealed = seal(key, f"report {report_id}", _bytes(json.dumps(told, ensure_ascii=False, sort_keys=True)))
            found.append((reports, {"id": report_id, "original": original, "text": text_id, "body": sealed}))
        sealed = seal(key, f"reading {reading_id}", plain)
        found.append(
            (readings, {"id": reading_id, "report": report_id, "produced_by": produced_by, "sha256": reading_sha, "body": sealed})
        )  # fmt: skip
        found += _claim_rows(connection, contract, text_id)
        if not new:
            views.forget_report(connection, report_id)
        views.fill(connection, report_id, original, contract)
        return report_id, found

    return bool(_write(ledger, (act.at, act.actor, "read", report_id), rows, {"by": produced_by}))


def judge(ledger: Ledger, made: Judgement, *, original: str | None = None) -> None:
    """Append a decision. Raises LedgerError where the field has one that this doesn't supersede: the later sees the earlier first."""
    value = json.dumps({"value": made.value, "reason": made.reason}, ensure_ascii=False, sort_keys=True)
    key = ledger.keyring.of(original) if original else None
    body = seal(key, f"judgement {made.id}", _bytes(value)) if key else _bytes(value)
    row = {
        "id": made.id, "subject": made.subject, "field": made.field, "verdict": made.verdict, "author": made.author, "at": made.at,
        "body": body, "original": original if key else None, "supersedes": made.supersedes,
    }  # fmt: skip
    try:
        _write(ledger, (made.at, made.author, "judged", made.subject), lambda _: (made.subject, [(judgements, row)]), {"field": made.field})
    except IntegrityError as error:
        raise LedgerError(ledger.name, f"{made.subject} has a newer decision", "Look at it first: sayso history") from error


def has_judgement(ledger: Ledger, judgement: str) -> bool:
    """Whether a decision is in the ledger."""
    return _has(ledger, judgements, judgement)


def destroy(ledger: Ledger, original: str, *, reason: str, act: Act) -> None:
    """Destroy an original's key: its bytes, text, claims and names can't be read any more; its hash and this reason stay."""

    def rows(connection: Connection) -> tuple[str, list[Row]]:
        if not _there(connection, originals, original):
            raise LedgerError(ledger.name, f"there is no original {original[:12]}", "sayso reports lists them")
        if _there(connection, destructions, original):
            return original, []
        views.forget(connection, original)
        return original, [(destructions, {"original": original, "at": act.at, "author": act.actor, "reason": reason})]

    _write(ledger, (act.at, act.actor, "destroyed", original), rows, {"reason": reason})
    ledger.keyring.destroy(original)
    vacuum(ledger)


def rebuild_views(ledger: Ledger, contracts: Callable[[Connection], Iterator[tuple[str, str, Contract]]]) -> int:
    """Make all views anew from the newest readings, given as report id, original and contract. Gives their number."""
    count = 0
    with turn(ledger.engine) as connection:
        views.clear(connection)
        for report_id, original, contract in contracts(connection):
            views.fill(connection, report_id, original, contract)
            count += 1
    return count


def _write(
    ledger: Ledger, link: tuple[str, str, str, str], rows: Callable[[Connection], tuple[str, list[Row]]], body: Mapping[str, Any]
) -> list[Row]:
    """One transaction: what `rows` finds wanting, under one link. Nothing is written where nothing is."""
    at, actor, deed, _ = link
    try:
        with turn(ledger.engine) as connection:
            subject, found = rows(connection)
            if found:
                append(connection, (at, actor, deed, subject), body, found)
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise translated(ledger.name)(error) from error
    return found


def _claim_rows(connection: Connection, contract: Contract, text_id: str) -> Iterator[Row]:
    """The claims that no earlier reading of the same text has found."""
    for claim in {claim["id"]: claim for claim in contract["claims"]}.values():
        if not _there(connection, claims, claim["id"]):
            start, end = claim["span"]
            yield claims, {"id": claim["id"], "text": text_id, "start": start, "end": end, "kind": claim["kind"]}


def _there(connection: Connection, table: Table, key: str) -> bool:
    column = next(iter(table.primary_key.columns))
    return connection.execute(select(column).where(column == key)).first() is not None


def _has(ledger: Ledger, table: Table, key: str) -> bool:
    with ledger.engine.connect() as connection:
        return _there(connection, table, key)


def _hashed(stream: BinaryIO) -> tuple[str, int]:
    found, size = sha256(), 0
    while piece := stream.read(CHUNK):
        found.update(piece)
        size += len(piece)
    return found.hexdigest(), size


def _unchanged(stream: BinaryIO, digest: str, place: str) -> Iterator[bytes]:
    """The stream's pieces; an error at its end where they are no longer those that were hashed."""
    found = sha256()
    while piece := stream.read(CHUNK):
        found.update(piece)
        yield piece
    if found.hexdigest() != digest:
        raise LedgerError(place, "it changed while it was read", "Add it again when nothing writes to it")


def _bytes(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")
