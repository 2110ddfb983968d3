"""The database itself: opened, migrated, read and written in whole transactions, its failures in one line each.

What is in it is the business of `catalog.store` and `catalog.import_log`, which share one of these. SQLAlchemy Core; SQLite in
WAL by default, or PostgreSQL: one writes at a time, and whoever reads sees one moment, in either.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError

from catalog import tables as t
from catalog.errors import StoreDamaged, StoreUnavailable

_CHUNK = 500  # names in one IN (…): SQLite allows 32,766 variables, and short statements stay cached
_One = TypeVar("_One")
_WRITING = 0x43_75_72_69_6F  # "Curio": the name of PostgreSQL's lock for whoever writes
# Alembic keeps the migration that is running in a global of its own.
_MIGRATING = threading.Lock()


class Database:
    """See the module. Safe to share among threads; close it at the end."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Database:
        """Open, create or migrate the database. Raises StoreUnavailable, saying why, when that cannot be done."""
        try:
            engine = sa.create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})
            if engine.dialect.name == "sqlite":
                sa.event.listen(engine, "connect", _set_up_sqlite)
            with _MIGRATING, _explained(engine), engine.begin() as connection:
                _lock(connection)
                config = Config()
                config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except CommandError as error:  # a revision that this version's migrations do not hold
            raise StoreUnavailable(
                f"{engine.url.database} was written by a later Curio. Update this one, or set CURIO_HOME to another folder."
            ) from error
        except sa.exc.ArgumentError as error:
            raise StoreUnavailable(f"{url!r} is no database address. Correct CURIO_DATABASE_URL.") from error
        return cls(engine)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One view of the database, for as long as the block lasts. Raises StoreUnavailable."""
        with _explained(self._engine), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # whose own default sees another moment in each statement
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction: all of it or, when the block raises, none. Raises StoreUnavailable."""
        with _explained(self._engine), self._engine.begin() as connection:
            _lock(connection)
            yield connection


def next_generation(connection: sa.Connection) -> None:
    """Say, in this transaction, that what is searched has changed: whatever is derived from it is stale."""
    connection.execute(t.meta.update().where(t.meta.c.name == "generation").values(value=t.meta.c.value + 1))


def chunks(items: Sequence[_One], size: int = _CHUNK) -> Iterator[Sequence[_One]]:
    """As many at a time as one statement should name."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


@contextmanager
def _explained(engine: sa.Engine) -> Iterator[None]:
    """Turn what a database says into one line that says what to do."""
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.DatabaseError) as error:
        where, said = engine.url.database or str(engine.url), str(error.orig)
        cure = {
            "readonly": "Make the file and its folder writable, or set CURIO_HOME to a folder that is.",
            "unable to open": "Make the folder writable, or set CURIO_HOME to a folder that is.",
            "not a database": "It is no Curio database: move it away, or set CURIO_HOME to another folder.",
            "full": "The disk is full: free some space and try again. Nothing was changed.",
            "disk I/O": "The disk is full or failing: free some space and try again. Nothing was changed.",
            "locked": "Another program is writing to it: try again in a moment.",
        }
        if "malformed" in said:
            raise StoreDamaged(f"{where} is damaged. Restore a copy, or run `python -m catalog reset`.") from error
        advice = next((words for sign, words in cure.items() if sign in said), "Check that it can be read and written.")
        raise StoreUnavailable(f"{where}: {said}. {advice}") from error


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # WAL lets readers go on while an import writes; NORMAL is safe with it against everything but power loss mid-checkpoint.
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 30000"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows A to Z only, and "Écru" would not be "écru".
    connection.create_function("lower", 1, lambda text: None if text is None else str(text).lower(), deterministic=True)


def _lock(connection: sa.Connection) -> None:
    """Begin for writing at once, and let one do so at a time: SQLite's driver begins at the first INSERT only, so tables would
    be made, and rows looked up, outside the transaction, and two processes would do both."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")
