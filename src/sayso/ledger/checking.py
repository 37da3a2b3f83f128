"""Whether a ledger is whole: every link of the audit chain, every row that it covers, every hash, every quote against its text."""

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from sayso.ledger.chain import FIRST, digest, link_hash
from sayso.ledger.opening import Ledger
from sayso.ledger.schema import EVIDENCE, audit, claims, destructions, originals, readings, reports, texts
from sayso.ledger.sealing import SealError, unseal, unseal_stream
from sayso.model.archive import Fault, Link
from sayso.model.ids import text_hash

_PAGE = 200  # rows in memory at once


def find_faults(ledger: Ledger, head: str | None = None) -> Iterator[Fault]:
    """Everything that is broken, as it is found. Memory doesn't grow with the ledger; nothing is changed.

    `head` is an act's hash that was written down elsewhere; that no act has it is a fault: the chain was cut off, or made anew.
    """
    with ledger.engine.connect() as connection:
        yield from _chain(connection)
        if head and connection.execute(select(audit.c.number).where(audit.c.hash == head)).first() is None:
            yield Fault("audit", f"no act has the hash {head}: the chain was cut off before it, or made anew")
        gone = set(connection.execute(select(destructions.c.original)).scalars())
        yield from _originals(ledger, connection, gone)
        yield from _texts(ledger, connection, gone)
        yield from _readings(ledger, connection, gone)


# --- the chain, and the rows that each link covers --------------------------------------------------------------------------------


def _chain(connection: Connection) -> Iterator[Fault]:
    covered = {table.name: _by_link(connection, table) for table in EVIDENCE}
    number, previous, well = 0, FIRST, None
    for row in _stream(connection, select(audit).order_by(audit.c.number)):
        link, number = Link(**row._mapping), number + 1
        faults = list(_link_faults(link, number, previous))
        rows = [(table, one) for table in EVIDENCE for one in covered[table.name].of(link.number)]
        told = _body(link.body)
        if told.get("rows") != len(rows) or told.get("digest") != digest(rows):
            names = ", ".join(sorted({table.name for table, _ in rows})) or "its rows"
            faults.append(Fault(f"link {link.number}", f"what was written with it ({names}: {link.act} {link.subject[:40]}) was changed"))
        yield from (Fault(one.where, one.problem, well) for one in faults)
        number, previous = link.number, link.hash
        well = link.at if not faults else well
    for table in EVIDENCE:
        for at, rows_left in covered[table.name].strays():
            yield Fault(f"{table.name}", f"{rows_left} rows belong to no act of the audit chain (link {at})", well)


def _link_faults(link: Link, number: int, previous: str) -> Iterator[Fault]:
    where = f"link {link.number}"
    if link.number != number:
        yield Fault(where, f"{link.number - number} links before it are missing")
    if link.previous != previous:
        yield Fault(where, "it doesn't follow on the link before")
    if link.hash != link_hash(link):
        yield Fault(where, f"the act itself ({link.act} {link.subject[:40]}) was changed")


class _Ahead:
    """Rows by their link, in order, looked at one group ahead."""

    def __init__(self, groups: Iterator[tuple[int, Iterator[Any]]]) -> None:
        self._groups = groups
        self._next: tuple[int, list[dict[str, Any]]] | None = None
        self._strays: list[tuple[int, int]] = []
        self._step()

    def _step(self) -> None:
        found = next(self._groups, None)
        self._next = (found[0], [dict(row._mapping) for row in found[1]]) if found else None

    def of(self, number: int) -> list[dict[str, Any]]:
        """The rows of a link."""
        while self._next is not None and self._next[0] < number:
            self._stray()
        if self._next is None or self._next[0] != number:
            return []
        rows = self._next[1]
        self._step()
        return rows

    def strays(self) -> list[tuple[int, int]]:
        """The links that aren't there but have rows, with how many: those passed over, and what is left."""
        while self._next is not None:
            self._stray()
        return self._strays

    def _stray(self) -> None:
        if self._next is not None:
            self._strays.append((self._next[0], len(self._next[1])))
        self._step()


def _by_link(connection: Connection, table: Table) -> _Ahead:
    rows = _stream(connection, select(table).order_by(table.c.link))
    return _Ahead(groupby(rows, key=lambda row: row.link))


def _body(told: str) -> dict[str, Any]:
    try:
        found = json.loads(told)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


# --- what the rows hold ----------------------------------------------------------------------------------------------------------


def _originals(ledger: Ledger, connection: Connection, gone: set[str]) -> Iterator[Fault]:
    for row in _stream(connection, select(originals.c.sha256, originals.c.size).order_by(originals.c.sha256)):
        where = f"original {row.sha256}"
        key = ledger.keyring.of(row.sha256)
        if row.sha256 in gone:
            if key is not None:
                yield Fault(where, "its key was to be destroyed and is still there")
            continue
        if key is None:
            yield Fault(where, "its key is missing, and nobody is on record to have destroyed it")
            continue
        found, size = sha256(), 0
        try:
            for piece in unseal_stream(key, where, ledger.originals.get(row.sha256)):
                found.update(piece)
                size += len(piece)
        except SealError:
            yield Fault(where, "its bytes are missing, cut or altered, or its key is")
            continue
        if found.hexdigest() != row.sha256 or size != row.size:
            yield Fault(where, "its bytes aren't those that were received")


def _texts(ledger: Ledger, connection: Connection, gone: set[str]) -> Iterator[Fault]:
    for row in _stream(connection, select(texts).order_by(texts.c.sha256)):
        plain, fault = _plain(ledger, row, "text", row.sha256, gone)
        if fault:
            yield fault
        elif plain is not None:
            text = plain.decode("utf-8", "surrogatepass")
            if text_hash(text) != row.sha256 or len(text) != row.size:
                yield Fault(f"text {row.sha256}", "its characters aren't those that its hash was made of")


def _readings(ledger: Ledger, connection: Connection, gone: set[str]) -> Iterator[Fault]:
    wanted = select(readings, reports.c.original, reports.c.text).join(reports, reports.c.id == readings.c.report).order_by(readings.c.link)
    for row in _stream(connection, wanted):
        plain, fault = _plain(ledger, row, "reading", row.id, gone)
        if fault:
            yield fault
        elif plain is not None:
            if sha256(plain).hexdigest() != row.sha256:
                yield Fault(f"reading {row.id}", "what was read isn't what its hash was made of")
            yield from _quotes(ledger, connection, row, plain)


def _quotes(ledger: Ledger, connection: Connection, row: Row[Any], plain: bytes) -> Iterator[Fault]:
    """Every span of a reading against the text that it is of, and its claims against their rows."""
    body = connection.execute(select(texts.c.body).where(texts.c.sha256 == row.text, texts.c.original == row.original)).scalar()
    key = ledger.keyring.of(row.original)
    if body is None or key is None:
        yield Fault(f"reading {row.id}", "the text that it is of is missing")
        return
    try:
        text = unseal(key, f"text {row.text}", bytes(body)).decode("utf-8", "surrogatepass")
    except SealError:
        return  # told of where texts are looked at
    try:
        contract = json.loads(plain)
        told = {claim["id"]: claim for claim in contract["claims"]}
    except (ValueError, KeyError, TypeError):
        yield Fault(f"reading {row.id}", "it is no reading")
        return
    kept = {one.id: one for one in connection.execute(select(claims).where(claims.c.id.in_(list(told)[:30_000]))).all()}
    for claim_id, claim in told.items():
        start, end = claim["span"]
        if text[start:end] != claim["quote"]:
            yield Fault(f"claim {claim_id}", "its quote isn't what stands in the text there")
        one = kept.get(claim_id)
        if one is None or (one.start, one.end, one.kind, one.text) != (start, end, claim["kind"], row.text):
            yield Fault(f"claim {claim_id}", "its row is missing or says something else")


def _plain(ledger: Ledger, row: Row[Any], kind: str, name: str, gone: set[str]) -> tuple[bytes | None, Fault | None]:
    if row.original in gone:
        return None, None
    key = ledger.keyring.of(row.original)
    if key is None:
        return None, None  # told of where originals are looked at
    try:
        return unseal(key, f"{kind} {name}", bytes(row.body)), None
    except SealError:
        return None, Fault(f"{kind} {name}", "it was altered, or its key was")


def _stream(connection: Connection, wanted: Any) -> Iterator[Row[Any]]:
    yield from connection.execute(wanted.execution_options(yield_per=_PAGE))
