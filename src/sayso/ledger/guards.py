"""What makes the database itself refuse to change or take away evidence, on both engines, whoever asks."""

from collections.abc import Iterator

from sqlalchemy import Table

_REFUSAL = "evidence is only ever added"


def guards(tables: tuple[Table, ...], engine: str) -> Iterator[str]:
    """The statements that guard these tables, on "sqlite" or "postgresql"."""
    if engine == "postgresql":
        yield (
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL} (%)', TG_TABLE_NAME; END $$"
        )
    for table in tables:
        if engine == "postgresql":
            yield (
                f"CREATE TRIGGER {table.name}_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
            # Stays on where replication or a restore would switch ordinary triggers off.
            yield f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {table.name}_grows"
            continue
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table.name}_no_{act.lower()} BEFORE {act} ON {table.name} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL} ({table.name})'); END"
            )
