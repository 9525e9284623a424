"""Pasted texts that an editor keeps under a link."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, delete, insert, select

from api.store.audit import Author, Entry, record
from api.store.database import Database
from api.store.errors import NotKnownError
from api.store.tables import comparisons


@dataclass(frozen=True, slots=True)
class Kept:
    """Two texts, and when they were kept (seconds)."""

    a: str
    b: str
    created: float


class ComparisonStore:
    """The kept comparisons of all collections. The same two texts are kept once in each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, collection: int, a: str, b: str, now: float, by: Author) -> str:
        """Keep two texts and return the id that they are found by."""
        one, other = a.encode(), b.encode()
        name = sha256(b"%d " % len(one) + one + other).hexdigest()[:32]
        with self._database.write(collection) as connection:
            if connection.execute(select(comparisons).where(_named(collection, name))).first() is None:
                row = {"collection": collection, "id": name, "a": one, "b": other, "created": now}
                connection.execute(insert(comparisons).values(row))
                record(connection, [Entry(now, collection, by, "comparison.keep", name)])
        return name

    def get(self, collection: int, name: str) -> Kept:
        """Return the texts of an id. Raises NotKnownError."""
        with self._database.read() as connection:
            row = connection.execute(select(comparisons).where(_named(collection, name))).first()
        if row is None:
            raise NotKnownError("there is no such comparison, or it was deleted")
        return Kept(row.a.decode(), row.b.decode(), row.created)

    def delete(self, collection: int, name: str, now: float, by: Author) -> None:
        """Keep two texts no longer. Raises NotKnownError."""
        gone = delete(comparisons).where(_named(collection, name))
        with self._database.write(collection) as connection:
            if not connection.execute(gone).rowcount:
                raise NotKnownError("there is no such comparison, or it was deleted")
            record(connection, [Entry(now, collection, by, "comparison.delete", name)])


def _named(collection: int, name: str) -> ColumnElement[bool]:
    return and_(comparisons.c.collection == collection, comparisons.c.id == name)
