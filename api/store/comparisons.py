"""Pasted texts that an editor keeps under a link, for good or for so many days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Row, and_, delete, func, insert, select, tuple_, update

from api.store.audit import Author, Entry, record
from api.store.database import Database
from api.store.errors import CursorError, NotKnownError
from api.store.tables import comparisons, keys

DAY = 86_400
OPENING = 800
"""So many bytes of a text are looked at to say how it begins."""
MOST_CHARS = 90
GONE = "there is no such comparison, or it was deleted"


@dataclass(frozen=True, slots=True)
class Kept:
    """Two texts, and when they were kept (seconds)."""

    a: str
    b: str
    created: float


@dataclass(frozen=True, slots=True)
class KeptHead:
    """Kept texts in a list: how both begin, when they were kept last, and whose key it was, if any."""

    id: str
    a: str
    b: str
    created: float
    editor: str | None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A part of the list, and the cursor of the part that follows, if any."""

    items: list[KeptHead]
    next: str | None


class ComparisonStore:
    """The kept comparisons of all collections. The same two texts are kept once in each.

    After so many `days` they are not there any more; 0 keeps them until somebody deletes them.
    """

    def __init__(self, database: Database, days: int = 0) -> None:
        self._database = database
        self._days = days

    def keep(self, collection: int, a: str, b: str, now: float, by: Author) -> str:
        """Keep two texts, from now on, and return the id that they are found by."""
        one, other = a.encode(), b.encode()
        name = sha256(b"%d " % len(one) + one + other).hexdigest()[:32]
        again = update(comparisons).where(_named(collection, name)).values(created=now, key=by.key)
        row = {"collection": collection, "id": name, "a": one, "b": other, "created": now, "key": by.key}
        with self._database.write(collection) as connection:
            if not connection.execute(again).rowcount:
                connection.execute(insert(comparisons).values(row))
            record(connection, [Entry(now, collection, by, "comparison.keep", name)])
        return name

    def get(self, collection: int, name: str, now: float) -> Kept:
        """Return the texts of an id. Raises NotKnownError."""
        wanted = select(comparisons).where(_named(collection, name), *self._lasting(now))
        with self._database.read() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            raise NotKnownError(GONE)
        return Kept(row.a.decode(), row.b.decode(), row.created)

    def page(self, collection: int, cursor: str | None, limit: int, now: float) -> KeptPage:
        """Return up to `limit` kept comparisons after a cursor, the newest first. Raises CursorError."""
        of = comparisons.c
        wanted = (
            select(of.id, _opening(of.a).label("a"), _opening(of.b).label("b"), of.created, keys.c.name)
            .join(keys, keys.c.id == of.key, isouter=True)
            .where(of.collection == collection, *self._lasting(now))
            .order_by(of.created.desc(), of.id.desc())
            .limit(limit + 1)
        )
        with self._database.read() as connection:
            if cursor is not None:
                last = connection.execute(select(of.created).where(_named(collection, cursor))).scalar()
                if last is None:
                    raise CursorError("this is not a cursor of this list")
                wanted = wanted.where(tuple_(of.created, of.id) < tuple_(last, cursor))
            items = [_head(row) for row in connection.execute(wanted)]
        return KeptPage(items[:limit], items[limit - 1].id if len(items) > limit else None)

    def delete(self, collection: int, name: str, now: float, by: Author) -> None:
        """Keep two texts no longer. Raises NotKnownError."""
        gone = delete(comparisons).where(_named(collection, name))
        with self._database.write(collection) as connection:
            if not connection.execute(gone).rowcount:
                raise NotKnownError(GONE)
            record(connection, [Entry(now, collection, by, "comparison.delete", name)])

    def sweep(self, now: float) -> int:
        """Forget what was kept for long enough; return how many went."""
        if not self._days:
            return 0
        with self._database.write() as connection:
            return connection.execute(
                delete(comparisons).where(comparisons.c.created <= self._end(now))
            ).rowcount

    def _lasting(self, now: float) -> Sequence[ColumnElement[bool]]:
        return [comparisons.c.created > self._end(now)] if self._days else []

    def _end(self, now: float) -> float:
        return now - self._days * DAY


def beginning(text: bytes) -> str:
    r"""Return the first line of a text that says something, cut where it is long.

    >>> beginning(b" \nHafen gesperrt \nMehr.")
    'Hafen gesperrt'
    """
    lines = (line.strip() for line in text.decode(errors="ignore").splitlines())
    line = next((line for line in lines if line), "")
    return line if len(line) <= MOST_CHARS else f"{line[: MOST_CHARS - 1]}…"


def _head(row: Row[Any]) -> KeptHead:
    return KeptHead(row.id, beginning(row.a), beginning(row.b), row.created, row.name)


def _opening(text: ColumnElement[bytes]) -> ColumnElement[bytes]:
    return func.substr(text, 1, OPENING, type_=LargeBinary)


def _named(collection: int, name: str) -> ColumnElement[bool]:
    return and_(comparisons.c.collection == collection, comparisons.c.id == name)
