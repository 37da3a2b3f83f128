"""Whoever changes evidence from outside is found out: every byte region of an original, every column of every row, every link."""

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger import writing
from sayso.ledger.checking import find_faults
from sayso.ledger.looking import head_of
from sayso.ledger.opening import create_ledger, open_ledger
from sayso.ledger.schema import EVIDENCE, audit
from tests.contract.made import ACT, AT, put
from tests.contract.test_ledger import decision

TABLES = (audit, *EVIDENCE)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with rows in every table of evidence."""
    folder = tmp_path_factory.mktemp("whole") / "ledger"
    ledger = create_ledger(str(folder), AT)
    put(ledger, "Six died in Qamishli. Nine died there")
    put(ledger, "Ten died", place="b.txt")
    gone, _ = put(ledger, "Twelve died", place="c.txt")
    writing.judge(ledger, decision("claim-1"))
    writing.judge(ledger, decision("claim-1", "reject", decision("claim-1").id))
    writing.destroy(ledger, gone, reason="danger", act=ACT)
    assert list(find_faults(ledger)) == []
    ledger.close()
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def unguarded(folder: Path) -> sqlite3.Connection:
    """The database as whoever owns its file can open it: without triggers."""
    connection = sqlite3.connect(folder / "ledger.sqlite", isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def is_found(folder: Path) -> bool:
    ledger = open_ledger(str(folder), AT)
    try:
        return any(find_faults(ledger))
    finally:
        ledger.close()


def rows(folder: Path, table: str) -> list[int]:
    with sqlite3.connect(folder / "ledger.sqlite") as connection:
        return [row for (row,) in connection.execute(f"SELECT rowid FROM {table}")]


def mutated(value: object) -> Iterator[object]:
    """Other values of the same kind, and nothing."""
    if isinstance(value, bytes):
        yield from (value[:-1], value + b"x", bytes([value[0] ^ 1]) + value[1:])
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield from (value[:-1] + ("b" if value.endswith("a") else "a"), value + " ")
    else:
        yield "x"


@pytest.mark.parametrize(("table", "column"), [(table.name, column.name) for table in TABLES for column in table.columns])
def test_a_changed_column_is_found(whole: Path, tmp_path: Path, table: str, column: str) -> None:
    tried = 0
    for row in rows(whole, table):
        with sqlite3.connect(whole / "ledger.sqlite") as connection:
            (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()
        for number, other in enumerate(mutated(value)):
            folder = Path(shutil.copytree(whole, tmp_path / f"{row}-{number}"))
            with unguarded(folder) as connection:
                connection.execute("PRAGMA foreign_keys = OFF")
                try:
                    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (other, row))
                except sqlite3.IntegrityError:  # a rule of the table refuses it
                    shutil.rmtree(folder)
                    continue
            connection.close()
            assert is_found(folder), (table, column, value, other)
            shutil.rmtree(folder)
            tried += 1
        if tried > 4:
            break
    assert tried


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_a_row_taken_away_is_found(whole: Path, tmp_path: Path, table: str) -> None:
    last = rows(whole, table)[-1]
    for row in rows(whole, table):
        if table == "audit" and row == last:
            continue  # the chain's end: told from its head written down elsewhere, see the test below
        folder = Path(shutil.copytree(whole, tmp_path / str(row)))
        with unguarded(folder) as connection:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
        connection.close()
        assert is_found(folder), (table, row)


def test_a_chain_cut_at_its_end_is_found_by_the_rows_that_it_leaves(copy: Path) -> None:
    with unguarded(copy) as connection:
        connection.execute("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
    connection.close()
    assert is_found(copy)


def test_a_chain_cut_with_all_its_rows_is_found_by_a_head_written_down(copy: Path) -> None:
    ledger = open_ledger(str(copy), AT)
    _, head = head_of(ledger)
    ledger.close()
    with unguarded(copy) as connection:
        for table in EVIDENCE:
            connection.execute(f"DELETE FROM {table.name} WHERE link = (SELECT max(number) FROM audit)")
        connection.execute("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
    connection.close()
    ledger = open_ledger(str(copy), AT)
    assert any(fault.where == "audit" for fault in find_faults(ledger, head))
    ledger.close()


def test_a_row_put_in_is_found(copy: Path) -> None:
    with unguarded(copy) as connection:
        connection.execute("INSERT INTO claims SELECT 'claim-x', text, start, \"end\", kind, link FROM claims LIMIT 1")
    connection.close()
    assert is_found(copy)


def test_every_region_of_an_original_is_watched(whole: Path, tmp_path: Path) -> None:
    tried = 0
    for path in sorted((whole / "originals").glob("??/??/*")):
        sealed = path.read_bytes()
        if path.name in _destroyed(whole):
            continue
        changes = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(0, len(sealed), 7)]
        for number, changed in enumerate(itertools.chain(changes, [sealed[:-1], sealed + b"x", b""])):
            folder = tmp_path / f"{path.name[:8]}-{number}"
            shutil.copytree(whole, folder)
            target = folder / path.relative_to(whole)
            target.chmod(0o600)
            target.write_bytes(changed)
            assert is_found(folder), (path.name, number)
            shutil.rmtree(folder)
            tried += 1
    assert tried > 10


def _destroyed(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "ledger.sqlite") as connection:
        return {original for (original,) in connection.execute("SELECT original FROM destructions")}


def test_a_missing_original_and_a_missing_key_are_found(whole: Path, tmp_path: Path) -> None:
    one, two = (Path(shutil.copytree(whole, tmp_path / name)) for name in ("one", "two"))
    kept = next(path for path in sorted((one / "originals").glob("??/??/*")) if path.name not in _destroyed(whole))
    kept.unlink()
    assert is_found(one)
    with sqlite3.connect(two / "keys.sqlite") as connection:
        connection.execute("DELETE FROM keys WHERE original = ?", (kept.name,))
    connection.close()
    assert is_found(two)


def test_a_fault_says_since_when(copy: Path) -> None:
    with unguarded(copy) as connection:
        connection.execute("UPDATE claims SET kind = 'blame' WHERE rowid = 1")
    connection.close()
    ledger = open_ledger(str(copy), AT)
    faults = list(find_faults(ledger))
    ledger.close()
    assert faults[0].since == AT
    assert "link" in faults[0].where
