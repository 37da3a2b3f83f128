"""Making and opening ledgers: a folder with SQLite, a PostgreSQL database, or memory."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, StaticPool, create_engine, event, inspect, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from sayso.errors import ExtraError, LedgerError
from sayso.ledger.keyring import Keyring
from sayso.ledger.migrating import NEWEST, migrate, version_of
from sayso.ledger.originals import FolderOriginals, MemoryOriginals, Originals, TableOriginals
from sayso.ledger.schema import destructions, key_metadata

_README = """This folder is a ledger of sayso. Don't change, move or delete single files in it: `sayso verify` would find it, and nothing
could mend it. ledger.sqlite holds what was read, originals/ the reports as they were received, sealed; keys.sqlite the keys to them.

Copy the whole folder to keep it safe. A copy without keys.sqlite can't be read by anybody.
"""
_MEMORY = "memory:"
_WAIT = 30  # seconds that a writer waits for another


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger: the database, the sealed originals, and the keys to them."""

    name: str
    engine: Engine
    originals: Originals
    keyring: Keyring
    writable: bool = True

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    def close(self) -> None:
        self.engine.dispose()
        self.keyring.close()


def create_ledger(name: str, at: str) -> Ledger:
    """Make a ledger at a folder, a postgresql:// address or "memory:", at a time (UTC, ISO 8601). Raises LedgerError where there is one."""
    if _is_address(name):
        ledger = _on_postgresql(name)
        if version_of(ledger.engine) is not None:
            ledger.close()
            raise LedgerError(name, "there is a ledger in this database already", "Use it, or name another database")
    else:
        ledger = _in_memory() if name == _MEMORY else _in_folder(Path(name), new=True)
    migrate(ledger.engine, at)
    return ledger


def open_ledger(name: str, at: str) -> Ledger:
    """Open a ledger, bringing it to this version's form. Raises LedgerError where there is none, or one of a newer version."""
    ledger = _on_postgresql(name) if _is_address(name) else _in_folder(Path(name), new=False)
    version = version_of(ledger.engine)
    if version is None or version > NEWEST:
        ledger.close()
    if version is None:
        raise LedgerError(name, "there is no ledger", f"Make one: sayso init --ledger {name}")
    if version > NEWEST:
        raise LedgerError(name, f"it is of a newer sayso (form {version}; this one knows {NEWEST})", "Install the newer sayso")
    if version < NEWEST:
        migrate(ledger.engine, at)
    if ledger.writable:
        _finish_destructions(ledger)
    return ledger


@contextmanager
def opened(name: str, at: str) -> Iterator[Ledger]:
    """A ledger for as long as the block runs. What its database says in the block comes as a LedgerError."""
    try:
        ledger = open_ledger(name, at)
        try:
            yield ledger
        finally:
            ledger.close()
    except SQLAlchemyError as error:
        raise translated(_without_password(name) if _is_address(name) else name)(error) from error


def _is_address(name: str) -> bool:
    return name.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def _in_folder(folder: Path, *, new: bool) -> Ledger:
    database = folder / "ledger.sqlite"
    if new:
        if database.exists():
            raise LedgerError(str(folder), "there is a ledger already", "Use it, or name another folder")
        try:
            (folder / "originals").mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)  # what is in it may cost lives
            (folder / "README.txt").write_text(_README, encoding="utf-8")
        except OSError as error:
            raise LedgerError(str(folder), f"it can't be made: {error.strerror}", "Check the path and the disk") from error
    elif not database.exists():
        raise LedgerError(str(folder), "there is no ledger", f"Make one: sayso init --ledger {folder}")
    originals = FolderOriginals(folder / "originals")
    if not os.access(folder, os.W_OK):
        return Ledger(str(folder), _unwritable(database), originals, Keyring(_unwritable(folder / "keys.sqlite")), writable=False)
    keys = _sqlite(f"sqlite:///{folder / 'keys.sqlite'}")
    key_metadata.create_all(keys)
    return Ledger(str(folder), _sqlite(f"sqlite:///{database}"), originals, Keyring(keys))


def _unwritable(database: Path) -> Engine:
    """A database on a disk that can't be written, such as a copy on a CD."""
    log = database.with_name(f"{database.name}-wal")
    if log.exists() and log.stat().st_size:
        raise LedgerError(
            str(database.parent), "it may not be written, and was last closed in a crash", "Copy the folder to where you may write"
        )
    return create_engine(f"sqlite:///file:{quote(str(database.absolute()))}?mode=ro&immutable=1&uri=true")


def _in_memory() -> Ledger:
    keys = _sqlite("sqlite://")
    key_metadata.create_all(keys)
    return Ledger(_MEMORY, _sqlite("sqlite://"), MemoryOriginals(), Keyring(keys))


def _on_postgresql(name: str) -> Ledger:
    try:
        import psycopg  # noqa: F401, PLC0415
    except ImportError as error:
        raise ExtraError(_without_password(name), "postgres") from error
    engine = create_engine("postgresql+psycopg://" + name.partition("://")[2], pool_pre_ping=True)
    try:
        with engine.begin() as connection:
            if not inspect(connection).has_table("keys"):
                key_metadata.create_all(connection)
    except OperationalError as error:
        raise LedgerError(
            _without_password(name), f"the database can't be reached: {_first_line(error)}", "Check that it runs, and the address"
        ) from error
    return Ledger(_without_password(name), engine, TableOriginals(engine), Keyring(engine))


def _sqlite(address: str) -> Engine:
    memory = address == "sqlite://"
    engine = create_engine(address, **({"poolclass": StaticPool, "connect_args": {"check_same_thread": False}} if memory else {}))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves: the driver would commit before some statements
    for pragma in (
        f"busy_timeout = {_WAIT * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # or INSERT OR REPLACE deletes without the guard being asked
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _finish_destructions(ledger: Ledger) -> None:
    """Destroy keys whose destruction was written down before a crash came."""
    with ledger.engine.connect() as connection:
        for original in connection.execute(destructions.select().with_only_columns(destructions.c.original)).scalars().all():
            ledger.keyring.destroy(original)


def translated(name: str) -> Callable[[SQLAlchemyError], LedgerError]:
    """What a database's error means to a user."""

    def translate(error: SQLAlchemyError) -> LedgerError:
        line = _first_line(error)
        if "connection" in line or "terminat" in line:
            return LedgerError(
                name, f"the database went away: {line}", "See that it runs, and run the command again: it goes on where it stopped"
            )
        if "locked" in line:
            return LedgerError(name, "another program is writing to it and doesn't finish", "Wait for it, or end it")
        if "full" in line or "No space" in line or "disk I/O" in line:
            return LedgerError(name, "the disk is full or fails", "Make room and run the command again: it goes on where it stopped")
        if "readonly" in line or "read-only" in line or "permission" in line or "unable to open" in line:
            return LedgerError(name, "it may not be written", "Ask its owner, or check the rights of its files")
        return LedgerError(name, f"the database failed: {line}", "Run the command again; if it stays so, sayso verify")

    return translate


def _first_line(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().split("\n")[0]


def _without_password(name: str) -> str:
    scheme, _, rest = name.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{at}{host}"


def can_vacuum(ledger: Ledger) -> bool:
    return ledger.dialect == "sqlite"


def vacuum(ledger: Ledger) -> None:
    """Write SQLite's file anew, so that nothing deleted is left in its free pages; the log is folded in first."""
    if can_vacuum(ledger):
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
