"""The keys of originals: made once, read, and destroyed. Nothing else is ever deleted from a ledger."""

import secrets

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from sayso.ledger.schema import keys


class Keyring:
    """Keys in a database of their own, or beside the evidence where that is PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, original: str) -> bytes | None:
        """An original's key; None where it was never made or is destroyed."""
        with self._engine.connect() as connection:
            found = connection.execute(select(keys.c.key).where(keys.c.original == original)).scalar()
        return bytes(found) if found is not None else None

    def made(self, original: str) -> bytes:
        """An original's key, made now where there is none. It is safe on disk before it is given."""
        if (found := self.of(original)) is not None:
            return found
        key = secrets.token_bytes(32)
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(keys).values(original=original, key=key))
        except IntegrityError:  # another writer made it first
            key = self.of(original) or key
        return key

    def close(self) -> None:
        self._engine.dispose()

    def destroy(self, original: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(keys).where(keys.c.original == original))
