"""Who wrote what: one row for every write, in the transaction of the write itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

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

    def before(self, number: int | None, collection: int | None, limit: int) -> list[tuple[int, Entry]]:
        """Return up to `limit` numbered entries older than `number`, the newest first.

        Without a number the newest of all, without a collection those of all collections.
        """
        asked = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if number is not None:
            asked = asked.where(audit.c.id < number)
        if collection is not None:
            asked = asked.where(audit.c.collection == collection)
        with self._database.read() as connection:
            return [(row.id, _entry(row)) for row in connection.execute(asked)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.at, row.collection, Author(row.key, row.request), row.action, row.target)
