"""The audit chain: every act that writes evidence is a link, whose hash covers the rows written with it and the link before."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select, text

from sayso.ledger.schema import EVIDENCE, audit
from sayso.model.archive import Link

FIRST = "0" * 64
_LOCK = 7_365_979_111_431  # of PostgreSQL's advisory locks: "sayso" as a number
_ORDER = {table.name: number for number, table in enumerate(EVIDENCE)}
Row = tuple[Table, Mapping[str, Any]]


@contextmanager
def turn(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else writes: writers wait for each other before they look what is there."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":  # SQLite's transaction begins as a writer's
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        yield connection


def append(connection: Connection, link: tuple[str, str, str, str], body: Mapping[str, Any], rows: Sequence[Row]) -> int:
    """Write evidence rows and the link that covers them, in one's `turn`; `link` is time, actor, act and subject."""
    at, actor, act, subject = link
    last = connection.execute(select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, FIRST)
    linked = [(table, {**row, "link": number}) for table, row in rows]
    told = json.dumps({**body, "rows": len(linked), "digest": digest(linked)}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    made = Link(number, at, actor, act, subject, told, previous, "")
    connection.execute(
        insert(audit).values(
            number=number, at=at, actor=actor, act=act, subject=subject, body=told, previous=previous, hash=link_hash(made)
        )
    )
    for table in EVIDENCE:
        if own := [row for other, row in linked if other is table]:
            connection.execute(insert(table), own)
    return number


def link_hash(link: Link) -> str:
    """The hash that a link should have."""
    parts = (link.number, link.at, link.actor, link.act, link.subject, link.body, link.previous)
    return sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def digest(rows: Sequence[Row]) -> str:
    """The digest of rows, whatever their order: of every column's name, kind and value."""
    found = sha256()
    for line in sorted(_row_digest(table, row) for table, row in rows):
        found.update(line)
    return found.hexdigest()


def _row_digest(table: Table, row: Mapping[str, Any]) -> bytes:
    line = sha256(bytes([_ORDER[table.name]]))
    for column in table.columns:
        raw = _canonical(row.get(column.name))
        line.update(len(raw).to_bytes(8, "big"))
        line.update(raw)
    return line.digest()


def _canonical(value: Any) -> bytes:
    if value is None:
        return b"n"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        return b"i%d" % value
    return b"s" + value.encode("utf-8", "surrogatepass") if isinstance(value, str) else b"b" + bytes(value)
