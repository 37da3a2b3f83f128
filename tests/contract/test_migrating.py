"""Bringing a ledger's tables to another form: all steps or none, and every old form opens."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from sayso.errors import LedgerError
from sayso.ledger import looking, migrating
from sayso.ledger.checking import find_faults
from sayso.ledger.migrating import migrate, version_of
from sayso.ledger.opening import Ledger, create_ledger, open_ledger
from tests.contract.made import AT, put

SAVED = Path(__file__).parent / "saved"
STEP = """
from alembic import op
from sqlalchemy import Column, Integer

revision = "0002"
down_revision = "0001"


def upgrade(at: str) -> None:
    op.create_table("more", Column("one", Integer))
    {then}
"""


def steps(folder: Path, then: str) -> Path:
    """The shipped steps and one more."""
    made = Path(shutil.copytree(Path(migrating.__file__).parent / "migrations", folder / "migrations"))
    (made / "versions" / "0002_more.py").write_text(STEP.format(then=then), encoding="utf-8")
    return made


def test_a_step_and_its_record_come_together(ledger: Ledger, tmp_path: Path) -> None:
    put(ledger, "Six died")
    migrate(ledger.engine, AT, steps(tmp_path, "pass"))
    assert version_of(ledger.engine) == "0002"
    assert inspect(ledger.engine).has_table("more")
    assert list(find_faults(ledger)) == []


def test_a_failing_step_leaves_nothing_behind(ledger: Ledger, tmp_path: Path) -> None:
    put(ledger, "Six died")
    with pytest.raises(ZeroDivisionError):
        migrate(ledger.engine, AT, steps(tmp_path, "1 / 0"))
    assert version_of(ledger.engine) == "0001"
    assert not inspect(ledger.engine).has_table("more")
    assert list(find_faults(ledger)) == []


def test_a_ledger_of_a_newer_form_is_not_touched(tmp_path: Path) -> None:
    ledger = create_ledger(str(tmp_path / "ledger"), AT)
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ledger.close()
    with pytest.raises(LedgerError, match="newer sayso"):
        open_ledger(str(tmp_path / "ledger"), AT)


@pytest.mark.parametrize("form", sorted(path.name for path in SAVED.iterdir()))
def test_a_saved_ledger_of_every_form_opens(tmp_path: Path, form: str) -> None:
    folder = Path(shutil.copytree(SAVED / form, tmp_path / form))
    ledger = open_ledger(str(folder), AT)
    try:
        assert list(find_faults(ledger)) == []
        assert [row["title"] for row in looking.list_reports(ledger)] == ["Six dead"]
    finally:
        ledger.close()
