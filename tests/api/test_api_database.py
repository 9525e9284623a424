from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select

from api.store.database import Database
from api.store.tables import collections, metadata


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path}/news.db")
    database.upgrade()
    return database


def test_the_migrations_make_the_tables(database: Database) -> None:
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_what_is_there_stays_when_tables_are_brought_up_to_date(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(collections).values(name="sport", created=0.0))
    database.upgrade()
    with database.read() as connection:
        assert connection.execute(select(collections.c.name)).scalars().all() == ["default", "sport"]


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write() as connection:
            connection.execute(insert(collections).values(name="sport", created=0.0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as connection:
        assert connection.execute(select(collections.c.name)).scalars().all() == ["default"]
