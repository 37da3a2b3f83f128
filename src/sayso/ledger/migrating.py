"""Bringing a ledger's tables to this version's form, by Alembic: a step and its record are one transaction."""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from sayso.ledger.chain import turn

NEWEST = "0001"
_STEPS = Path(__file__).parent / "migrations"


def version_of(engine: Engine) -> str | None:
    """The form that a database's tables have; None where there is no ledger."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() if inspect(connection).has_table("audit") else None


def migrate(engine: Engine, at: str, steps: Path = _STEPS, target: str = "heads") -> None:
    """Take every step that is wanting, in one transaction: all of them or none."""
    script = ScriptDirectory(str(steps))
    with turn(engine) as connection:
        _run(connection, script, target, at)


def _run(connection: Connection, script: ScriptDirectory, target: str, at: str) -> None:
    def wanted(revision: object, _context: MigrationContext) -> object:
        return script._upgrade_revs(target, revision)  # type: ignore[arg-type]  # what alembic's own `upgrade` command calls

    context = MigrationContext.configure(connection, opts={"fn": wanted, "transactional_ddl": True, "transaction_per_migration": False})
    with Operations.context(context):
        context.run_migrations(at=at)
