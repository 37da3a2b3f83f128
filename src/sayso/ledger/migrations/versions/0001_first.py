"""The first form."""

from alembic import op

from sayso.ledger.chain import append
from sayso.ledger.guards import guards
from sayso.ledger.schema import EVIDENCE, VIEWS, audit, chunks, metadata
from sayso.ledger.views import create_words

revision = "0001"
down_revision = None


def upgrade(at: str) -> None:
    connection = op.get_bind()
    metadata.create_all(connection, tables=[audit, *EVIDENCE, chunks, *VIEWS])
    create_words(connection)
    for statement in guards((audit, *EVIDENCE, chunks), connection.dialect.name):
        connection.exec_driver_sql(statement.replace("%", "%%") if connection.dialect.name == "postgresql" else statement)
    append(connection, (at, "sayso", "created", "ledger"), {"form": revision}, [])
