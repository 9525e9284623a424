"""The connection to SQLite or PostgreSQL, and the tables brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.resources import as_file, files
from threading import Lock
from time import monotonic, sleep

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Connection, Engine, bindparam, create_engine, event, func, select

BUSY_SECONDS = 30
POOL = {"pool_size": 10, "max_overflow": 54}
UPGRADE = 0
_TURN = select(func.pg_advisory_xact_lock(bindparam("turn", type_=BigInteger)))


class Database:
    """A database by its URL: `sqlite:///news.db`, or `postgresql+psycopg://user@host/name`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     database = Database(f"sqlite:///{folder}/news.db")
    ...     database.upgrade()
    ...     with database.read() as connection:
    ...         connection.exec_driver_sql("select count(*) from articles").scalar_one()
    ...     database.close()
    0
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite has one writer at a time, and who meets another one there sleeps and asks again.
        self._writing = Lock() if self.is_sqlite else nullcontext()
        together = {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine if self.is_sqlite else self.engine.execution_options(**together)

    def upgrade(self) -> None:
        """Bring the tables up to date; what is there stays."""
        with as_file(files("api.store") / "migrations") as scripts, self.write(UPGRADE) as connection:
            config = Config()
            config.set_main_option("script_location", str(scripts))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_current(self) -> bool:
        """Whether the tables are those of this version."""
        with as_file(files("api.store") / "migrations") as scripts, self.read() as connection:
            newest = ScriptDirectory(str(scripts)).get_current_head()
            return MigrationContext.configure(connection).get_current_revision() == newest

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        with self._reader.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("begin")
            yield connection

    @contextmanager
    def write(self, turn: int | None = None) -> Iterator[Connection]:
        """Give a connection in a transaction: all of it is durable when this ends, or none of it happened.

        Those with the same `turn` (the id of a collection) commit one after the other.
        """
        with self._writing, self.engine.begin() as connection:
            if self.is_sqlite:  # at once: one that reads first may find later that it cannot write
                connection.exec_driver_sql("begin immediate")
            elif turn is not None:
                connection.execute(_TURN, {"turn": turn})
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # Parameters are hidden from messages, and so from logs: among them are texts and what is stored of keys.
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, **POOL)
    waits = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, connect_args=waits, hide_parameters=True, **POOL)
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions begin where `read` and `write` say so; a listener for that would slow down every statement.
    connection.isolation_level = None
    _use_wal(connection)
    for line in ("synchronous=full", "foreign_keys=on"):
        connection.execute(f"pragma {line}")


def _use_wal(connection: sqlite3.Connection) -> None:
    # SQLite itself does not wait where several want to switch a new file at once.
    end = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode=wal")
        except sqlite3.OperationalError:
            if monotonic() > end:
                raise
            sleep(0.02)
        else:
            return
