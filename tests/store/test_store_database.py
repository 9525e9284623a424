"""Tables, migrations and transactions, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, select

import api.store
from api.store.articles import ArticleStore
from api.store.database import Database
from api.store.tables import collections, metadata
from dedup import Article

WRITERS = 8
EACH = 15


@pytest.fixture
def two(url: str) -> Iterator[tuple[Database, Database]]:
    """Two processes would each have a Database of their own; so have these."""
    both = Database(url), Database(url)
    yield both
    for database in both:
        database.close()


def test_the_migrations_make_the_tables(empty_url: str) -> None:
    database = Database(empty_url)
    database.upgrade()
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_the_migrations_lead_back_and_forth(empty_url: str) -> None:
    database = Database(empty_url)
    database.upgrade()
    config = Config()
    config.set_main_option("script_location", str(Path(api.store.__file__).parent / "migrations"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with database.read() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    database.upgrade()
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_what_is_there_stays_when_tables_are_brought_up_to_date(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(collections).values(name="sport", created=0.0))
    database.upgrade()
    with database.read() as connection:
        names = connection.execute(select(collections.c.name).order_by(collections.c.id)).scalars().all()
    assert names == ["default", "sport"]


def test_several_processes_may_bring_the_tables_up_to_date_at_once(empty_url: str) -> None:
    databases = [Database(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(Database.upgrade, databases))
    with databases[0].read() as connection:
        assert connection.execute(select(collections.c.name)).scalars().all() == ["default"]
    for database in databases:
        database.close()


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write() as connection:
            connection.execute(insert(collections).values(name="sport", created=0.0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as connection:
        assert connection.execute(select(collections.c.name)).scalars().all() == ["default"]


def test_a_reader_sees_one_state(two: tuple[Database, Database]) -> None:
    mine, theirs = two
    query = select(collections.c.name)
    with mine.read() as connection:
        before = connection.execute(query).scalars().all()
        with theirs.write() as writing:
            writing.execute(insert(collections).values(name="sport", created=0.0))
        assert connection.execute(query).scalars().all() == before
    with mine.read() as connection:
        assert len(connection.execute(query).scalars().all()) == 2


def test_writers_at_the_same_time_lose_nothing(two: tuple[Database, Database]) -> None:
    """Each writes articles of its own and versions of an article that all of them write."""
    stores = [ArticleStore(database) for database in two]

    def write(writer: int) -> None:
        store = stores[writer % 2]
        for step in range(EACH):
            own = Article(f"Text {writer} {step}", id=f"{writer}/{step}")
            shared = Article(f"Stand {writer} {step}", id="shared")
            store.put(1, [own, shared], float(step))

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    shared = stores[0].versions(1, "shared")
    assert [stored.number for stored in shared] == list(range(1, WRITERS * EACH + 1))
    texts = {stores[0].get(1, "shared", stored.number).article.text for stored in shared}
    assert texts == {f"Stand {writer} {step}" for writer in range(WRITERS) for step in range(EACH)}
    for writer in range(WRITERS):
        for step in range(EACH):
            assert stores[1].get(1, f"{writer}/{step}").article.text == f"Text {writer} {step}"
    assert len(stores[0].changes(1, 0, 10_000)) == 2 * WRITERS * EACH


def test_who_follows_the_changes_while_others_write_misses_none(two: tuple[Database, Database]) -> None:
    writers, reader = ArticleStore(two[0]), ArticleStore(two[1])
    seen: list[int] = []

    def write(writer: int) -> None:
        for step in range(EACH):
            writers.put(1, [Article(f"Text {step}", id=f"{writer}/{step}")], 1.0)

    with ThreadPoolExecutor(WRITERS) as threads:
        running = [threads.submit(write, writer) for writer in range(WRITERS)]
        while len(seen) < WRITERS * EACH:
            over = all(one.done() for one in running)
            found = reader.changes(1, seen[-1] if seen else 0, 7)
            seen += [change.id for change in found]
            if over and not found:
                break
    for one in running:
        one.result()
    assert len(seen) == WRITERS * EACH
