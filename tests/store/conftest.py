"""Every test of the store runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.intake import Intake
from api.store.articles import ArticleStore
from api.store.database import Database
from tests.store.postgres import MissingError, Server, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    try:
        with running() as server:
            yield server
    except MissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def template(postgres: Server) -> str:
    """A PostgreSQL database with the tables: a copy of it is made faster than the tables are."""
    name = postgres.create()
    database = Database(postgres.url(name))
    database.upgrade()
    database.close()
    return name


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server: Server = request.getfixturevalue("postgres")
    return server.url(server.create())


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the tables."""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        return server.url(server.create(request.getfixturevalue("template")))
    url = f"sqlite:///{tmp_path}/news.db"
    database = Database(url)
    database.upgrade()
    database.close()
    return url


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> ArticleStore:
    return ArticleStore(database)


@pytest.fixture
def intake(database: Database, tmp_path: Path) -> Iterator[Intake]:
    intake = Intake(database, ArticleStore(database), tmp_path / "index")
    yield intake
    intake.close()
