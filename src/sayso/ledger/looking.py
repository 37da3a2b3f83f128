"""Finding in a ledger: originals, reports and claims."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, text, tuple_

from sayso.errors import LedgerError
from sayso.ledger.folding import forms, skeleton
from sayso.ledger.opening import Ledger
from sayso.ledger.schema import (
    audit,
    captures,
    destructions,
    judgements,
    originals,
    readings,
    reports,
    texts,
    view_claims,
    view_names,
    view_reports,
)
from sayso.ledger.sealing import CHUNK, SealError, unseal, unseal_chunk, unseal_stream
from sayso.ledger.views import ROLES
from sayso.model.archive import ClaimFilter, Judgement, Link

Row = Mapping[str, Any]
_PAGE = 500  # rows fetched at once


def read_original(ledger: Ledger, sha256: str) -> Iterator[bytes]:
    """An original's bytes, in pieces. Raises LedgerError where it was destroyed, is missing or was altered."""
    key = _key(ledger, sha256)
    try:
        yield from unseal_stream(key, f"original {sha256}", ledger.originals.get(sha256))
    except SealError as error:
        raise _altered(ledger, sha256) from error


def _key(ledger: Ledger, sha256: str) -> bytes:
    key = ledger.keyring.of(sha256)
    if key is None:
        raise LedgerError(ledger.name, f"the original {sha256[:12]} can't be opened: its key is gone", "sayso verify tells why")
    return key


def _altered(ledger: Ledger, sha256: str) -> LedgerError:
    return LedgerError(ledger.name, f"the original {sha256[:12]} is missing or was altered", "sayso verify tells more")


def open_original(ledger: Ledger, sha256: str) -> io.BufferedReader:
    """An original as a file that can be sought in, open at its first byte. Raises LedgerError as `read_original` does."""
    with ledger.engine.connect() as connection:
        size = connection.execute(select(originals.c.size).where(originals.c.sha256 == sha256)).scalar()
    return io.BufferedReader(_Original(ledger, sha256, size or 0))


class _Original(io.RawIOBase):
    """An original's bytes, opened a chunk at a time where they are read."""

    def __init__(self, ledger: Ledger, sha256: str, size: int) -> None:
        self._ledger, self._sha256, self._size = ledger, sha256, size
        self._key, self._at = _key(ledger, sha256), 0
        self._number, self._chunk = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, CHUNK)
        if number != self._number:
            self._number, self._chunk = number, self._opened(number)
        piece = self._chunk[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _opened(self, number: int) -> bytes:
        sealed = self._ledger.originals.chunk(self._sha256, number)
        try:
            return unseal_chunk(self._key, f"original {self._sha256}", number, sealed, last=(number + 1) * CHUNK >= self._size)
        except SealError as error:
            raise _altered(self._ledger, self._sha256) from error


def list_reports(ledger: Ledger, *, outlet: str | None = None) -> Iterator[Row]:
    """Reports by day of publication, then id: the columns of `view_reports`."""
    wanted = select(view_reports).order_by(view_reports.c.published, view_reports.c.id)
    if outlet:
        wanted = wanted.where(func.lower(view_reports.c.outlet).contains(outlet.lower(), autoescape=True))
    yield from _rows(ledger, wanted)


def list_claims(ledger: Ledger, wanted: ClaimFilter, *, limit: int | None = None) -> Iterator[Row]:
    """Claims that meet every condition, by report, with days asked for by day first: the columns of `view_claims`."""
    query = claims_query(ledger.dialect, wanted)
    yield from _rows(ledger, query.limit(limit) if limit is not None else query)


def claims_query(dialect: str, wanted: ClaimFilter) -> Select[Any]:
    """The query behind `list_claims`."""
    columns = view_claims.c
    exact = (("measure", columns.measure), ("stance", columns.stance), ("kind", columns.kind))
    conditions: list[ColumnElement[bool]] = [column == value for field, column in exact if (value := getattr(wanted, field))]
    conditions += [_names(role, word) for role in ROLES for word in skeleton(getattr(wanted, role) or "").split()]
    if wanted.since:
        conditions.append(columns.latest >= wanted.since)
    if wanted.until:
        conditions.append(columns.earliest <= wanted.until)
    if wanted.text:
        conditions.append(columns.report.in_(_holding(dialect, wanted.text)))
    by_day = (columns.earliest,) if wanted.since or wanted.until else ()
    return select(view_claims).where(and_(True, *conditions)).order_by(*by_day, columns.report, columns.id)


def find_text(ledger: Ledger, words: str) -> Iterator[Row]:
    """Reports that hold all these words, in any spelling that folding brings together."""
    found = select(view_reports).where(view_reports.c.id.in_(_holding(ledger.dialect, words)))
    yield from _rows(ledger, found.order_by(view_reports.c.published, view_reports.c.id))


def contract_of(ledger: Ledger, report: str) -> dict[str, Any]:
    """The newest reading of a report, as the read contract has it. Raises LedgerError where there is none or it can't be opened."""
    with ledger.engine.connect() as connection:
        wanted = (
            _with_text(select(readings.c.id, readings.c.body, reports.c.original, reports.c.text, texts.c.body.label("words")))
            .where(readings.c.report == report)
            .order_by(readings.c.link.desc())
        )
        found = connection.execute(wanted.limit(1)).first()
    if found is None:
        raise LedgerError(ledger.name, f"there is no report {report}", "sayso reports lists them")
    return _opened(ledger, found)


def provenance_of(ledger: Ledger, report: str) -> dict[str, Any]:
    """How a report was got out of its original: member, format, what was guessed, and the map to the original's bytes or pages."""
    with ledger.engine.connect() as connection:
        found = connection.execute(select(reports.c.original, reports.c.body).where(reports.c.id == report)).first()
    if found is None:
        raise LedgerError(ledger.name, f"there is no report {report}", "sayso reports lists them")
    told: dict[str, Any] = json.loads(_plain(ledger, f"report {report}", found.original, found.body))["provenance"]
    return told | {"original": found.original}


def newest_readings(ledger: Ledger, connection: Connection) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Report id, original and contract of every report that can still be opened."""
    last = select(readings.c.report, func.max(readings.c.link).label("link")).group_by(readings.c.report).subquery()
    wanted = (
        _with_text(
            select(readings.c.id, readings.c.report, readings.c.body, reports.c.original, reports.c.text, texts.c.body.label("words"))
        )
        .join(last, and_(last.c.report == readings.c.report, last.c.link == readings.c.link))
        .where(reports.c.original.not_in(select(destructions.c.original)))
        .order_by(readings.c.link)
    )
    for row in connection.execute(wanted.execution_options(yield_per=_PAGE)):
        yield row.report, row.original, _opened(ledger, row)


def all_originals(ledger: Ledger) -> list[tuple[str, bool]]:
    """Every original by hash, and whether it can still be opened."""
    with ledger.engine.connect() as connection:
        gone = set(connection.execute(select(destructions.c.original)).scalars())
        return [
            (sha256, sha256 not in gone) for sha256 in connection.execute(select(originals.c.sha256).order_by(originals.c.sha256)).scalars()
        ]


def all_readings(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Every reading that can still be opened, in the order of their adding: original, provenance, produced_by and contract."""
    columns = (readings.c.id, readings.c.report, readings.c.produced_by, readings.c.body, reports.c.original, reports.c.text)
    wanted = (
        _with_text(select(*columns, reports.c.body.label("told"), texts.c.body.label("words")))
        .where(reports.c.original.not_in(select(destructions.c.original)))
        .order_by(readings.c.link)
    )
    for row in _streamed(ledger, wanted):
        told = json.loads(_plain(ledger, f"report {row.report}", row.original, row.told))
        yield {"original": row.original, "provenance": told["provenance"], "produced_by": row.produced_by, "contract": _opened(ledger, row)}


def all_judgements(ledger: Ledger) -> Iterator[tuple[Judgement, str | None]]:
    """Every decision that can still be opened, the oldest first, with the original that it is sealed for."""
    gone = select(destructions.c.original)
    wanted = select(judgements).where(or_(judgements.c.original.is_(None), judgements.c.original.not_in(gone))).order_by(judgements.c.link)
    for row in _streamed(ledger, wanted):
        yield _judgement(ledger, row), row.original


def all_destructions(ledger: Ledger) -> list[dict[str, Any]]:
    """Every destroyed original: hash, time, author and reason."""
    columns = destructions.c
    return list(_rows(ledger, select(columns.original, columns.at, columns.author, columns.reason).order_by(columns.link)))


def live_judgement(ledger: Ledger, subject: str, field: str) -> Judgement | None:
    """The decision on a field that none supersedes."""
    return next((one for one in reversed(judgements_on(ledger, subject)) if one.field == field), None)


def claim_in_report(ledger: Ledger, claim: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A claim and the contract that it stands in, by its id or the beginning of it. Raises LedgerError where none or several fit."""
    with ledger.engine.connect() as connection:
        pattern = view_claims.c.id.startswith(claim, autoescape=True)
        found = connection.execute(select(view_claims.c.id, view_claims.c.report).where(pattern).limit(2)).all()
    ids = {row.id for row in found}
    if len(ids) != 1:
        problem = f"{'several claims begin' if ids else 'no claim begins'} with {claim!r}"
        raise LedgerError(ledger.name, problem, "sayso claims lists them")
    contract = contract_of(ledger, found[0].report)
    return next(one for one in contract["claims"] if one["id"] in ids), contract


def report_of(ledger: Ledger, claim: str) -> str:
    """The first report that makes a claim. Raises LedgerError where none does."""
    with ledger.engine.connect() as connection:
        wanted = select(view_claims.c.report).where(view_claims.c.id == claim).order_by(view_claims.c.report)
        found = connection.execute(wanted.limit(1)).scalar()
    if found is None:
        raise LedgerError(ledger.name, f"there is no claim {claim}", "sayso claims lists them")
    return str(found)


def original_of(ledger: Ledger, report: str) -> str | None:
    """The original that a report is part of."""
    with ledger.engine.connect() as connection:
        return connection.execute(select(reports.c.original).where(reports.c.id == report)).scalar()


def places_of(ledger: Ledger, original: str) -> list[tuple[str, str]]:
    """Where and when an original was received: place and time."""
    with ledger.engine.connect() as connection:
        rows = connection.execute(select(captures).where(captures.c.original == original).order_by(captures.c.link)).all()
    return [(_plain(ledger, f"place {row.id}", original, row.place).decode("utf-8", "surrogatepass"), row.at) for row in rows]


def judgements_on(ledger: Ledger, subject: str) -> list[Judgement]:
    """All decisions on a subject, the oldest first."""
    with ledger.engine.connect() as connection:
        rows = connection.execute(select(judgements).where(judgements.c.subject == subject).order_by(judgements.c.link)).all()
    return [_judgement(ledger, row) for row in rows]


def links(ledger: Ledger, subject: str | None = None) -> Iterator[Link]:
    """The audit chain in order, or only what was done to one subject."""
    wanted = select(audit).order_by(audit.c.number)
    for row in _rows(ledger, wanted.where(audit.c.subject == subject) if subject else wanted):
        yield Link(**row)


def _judgement(ledger: Ledger, row: Any) -> Judgement:
    told = json.loads(_plain(ledger, f"judgement {row.id}", row.original, row.body) if row.original else bytes(row.body))
    return Judgement(row.id, row.subject, row.field, row.verdict, told["value"], told["reason"], row.author, row.at, row.supersedes)


def head_of(ledger: Ledger) -> tuple[int, str]:
    """Number and hash of the last act."""
    with ledger.engine.connect() as connection:
        last = connection.execute(select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)).one()
    return last.number, last.hash


def _names(role: str, word: str) -> ColumnElement[bool]:
    """Whether a claim's party, outlet or place has a word in its name, in any of its spellings."""
    named = select(view_names.c.report, view_names.c.claim).where(view_names.c.role == role, view_names.c.word == word)
    return tuple_(view_claims.c.report, view_claims.c.id).in_(named)


def _holding(dialect: str, words: str) -> Select[Any]:
    """The ids of the reports that hold all words."""
    wanted = forms(words)
    if dialect == "sqlite":
        query = " AND ".join("(" + " OR ".join(f'"{word}"' for word in either) + ")" for either in wanted) or '""'
        return select(text("report")).select_from(text("view_words")).where(text("view_words MATCH :query").bindparams(query=query))
    query = " & ".join("(" + " | ".join(f"'{word}'" for word in either) + ")" for either in wanted)
    match = literal_column("words").op("@@")(func.to_tsquery("simple", query))
    return select(literal_column("report")).select_from(text("view_words")).where(match)


def _streamed(ledger: Ledger, wanted: Select[Any]) -> Iterator[Any]:
    with ledger.engine.connect() as connection:
        yield from connection.execute(wanted.execution_options(yield_per=_PAGE))


def _rows(ledger: Ledger, wanted: Select[Any]) -> Iterator[dict[str, Any]]:
    with ledger.engine.connect() as connection:
        for row in connection.execute(wanted.execution_options(yield_per=_PAGE)).mappings():
            yield dict(row)


def _with_text(wanted: Select[Any]) -> Select[Any]:
    same = and_(texts.c.sha256 == reports.c.text, texts.c.original == reports.c.original)
    return wanted.select_from(readings.join(reports, reports.c.id == readings.c.report).join(texts, same))


def _opened(ledger: Ledger, row: Any) -> dict[str, Any]:
    contract: dict[str, Any] = json.loads(_plain(ledger, f"reading {row.id}", row.original, row.body))
    words = _plain(ledger, f"text {row.text}", row.original, row.words)
    contract["report"]["text"] = words.decode("utf-8", "surrogatepass")
    return contract


def _plain(ledger: Ledger, name: str, original: str, body: bytes) -> bytes:
    key = ledger.keyring.of(original)
    if key is None:
        raise LedgerError(
            ledger.name, f"the original {original[:12]} was destroyed, and with it what was read in it", "sayso verify tells why"
        )
    try:
        return unseal(key, name, bytes(body))
    except SealError as error:
        raise LedgerError(
            ledger.name, f"{name.partition(' ')[0]} {name.partition(' ')[2][:20]} was altered", "sayso verify tells more"
        ) from error
