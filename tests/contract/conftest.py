"""A ledger of each kind: every behaviour is asked of all of them."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from sayso.ledger.opening import Ledger, create_ledger
from tests.contract import postgres
from tests.contract.made import AT

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """The socket's folder of a running PostgreSQL."""
    with postgres.server() as folder:
        yield folder


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made."""
    if request.param == "memory":
        return "memory:"
    if request.param == "sqlite":
        return str(tmp_path / "ledger")
    return database(request.getfixturevalue("postgresql"))


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    made = create_ledger(address, AT)
    yield made
    made.close()


def database(folder: Path) -> str:
    """The address of a new, empty database."""
    name = f"ledger{next(_NUMBERS)}"
    engine = create_engine(f"postgresql+psycopg://tester@/postgres?host={folder}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"postgresql://tester@/{name}?host={folder}"
