"""Who wrote what: one row for every write, in the transaction of the write itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from api.store.database import Database
from api.store.tables import audit

_INSERT = insert(audit)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the id of an API key and of a request, as far as there are any."""

    key: int | None = None
    request: str | None = None


NOBODY = Author()


@dataclass(frozen=True, slots=True)
class Entry:
    """One write: at `at` (seconds) `author` did `action` to `target` in a collection."""

    at: float
    collection: int | None
    author: Author
    action: str
    target: str | None


def record(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write entries in the transaction of what they tell of."""
    rows = [
        {
            "at": entry.at,
            "collection": entry.collection,
            "key": entry.author.key,
            "request": entry.author.request,
            "action": entry.action,
            "target": entry.target,
        }
        for entry in entries
    ]
    if rows:
        connection.execute(_INSERT, rows)


class AuditLog:
    """The entries, to be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, limit: int) -> list[Entry]:
        """Return the last `limit` entries, the newest first."""
        with self._database.read() as connection:
            found = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(limit))
            return [
                Entry(row.at, row.collection, Author(row.key, row.request), row.action, row.target)
                for row in found
            ]
