"""Collections: each holds the articles of one desk and knows nothing of the others."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from api.store.audit import NOBODY, Author, Entry, record
from api.store.database import Database
from api.store.errors import NotKnownError, TakenError
from api.store.tables import collections

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection by its number and name."""

    id: int
    name: str
    created: float


class CollectionStore:
    """All collections; the one called `default` is there from the start."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, now: float, by: Author = NOBODY) -> Collection:
        """Make a collection of a name that is still free."""
        try:
            with self._database.write() as connection:
                made = insert(collections).values(name=name, created=now).returning(collections.c.id)
                number = connection.execute(made).scalar_one()
                record(connection, [Entry(now, number, by, "collection.create", name)])
        except IntegrityError as error:
            raise TakenError(f"there is a collection called {name} already") from error
        return Collection(number, name, now)

    def all(self) -> list[Collection]:
        """Return all collections in the order they were made."""
        with self._database.read() as connection:
            found = connection.execute(select(collections).order_by(collections.c.id))
            return [Collection(row.id, row.name, row.created) for row in found]

    def named(self, name: str = DEFAULT) -> Collection:
        """Return the collection of a name."""
        with self._database.read() as connection:
            row = connection.execute(select(collections).where(collections.c.name == name)).one_or_none()
        if row is None:
            raise NotKnownError(f"there is no collection called {name}")
        return Collection(row.id, row.name, row.created)
