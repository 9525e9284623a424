"""What an index reads of the store to follow it, in a connection that may see what is not committed yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, bindparam, func, select

from api.store.articles import STORED, Change, Stored, stored_of
from api.store.tables import articles, changes, versions

MAX_AT_ONCE = 500

_CHANGES = (
    select(changes.c.id, changes.c.article, changes.c.version)
    .where(changes.c.collection == bindparam("collection"), changes.c.id > bindparam("after"))
    .order_by(changes.c.id)
    .limit(bindparam("most"))
)
_NEWEST = STORED.where(
    articles.c.id.in_(bindparam("keys", expanding=True)), versions.c.id == articles.c.latest
)
_COUNT = select(func.count()).where(
    articles.c.collection == bindparam("collection"), articles.c.deleted.is_(None)
)
_LAST = select(func.max(changes.c.id)).where(changes.c.collection == bindparam("collection"))


def changes_after(connection: Connection, collection: int, after: int, most: int) -> list[Change]:
    """Return up to `most` changes after the one of id `after`, in the order of commits."""
    wanted = {"collection": collection, "after": after, "most": most}
    return [Change(*row) for row in connection.execute(_CHANGES, wanted)]


def last_change(connection: Connection, collection: int) -> int:
    """Return the id of the newest change, 0 if there is none."""
    return connection.execute(_LAST, {"collection": collection}).scalar_one() or 0


def newest(connection: Connection, keys: Sequence[int]) -> dict[int, Stored]:
    """Return the newest versions of articles by the articles' keys; those that are gone are left out."""
    rows = (row for part in _parts(keys) for row in connection.execute(_NEWEST, {"keys": part}))
    return {found.key: found for found in map(stored_of, rows)}


def count(connection: Connection, collection: int) -> int:
    """Return how many articles a collection has."""
    return connection.execute(_COUNT, {"collection": collection}).scalar_one()


def _parts(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[start : start + MAX_AT_ONCE] for start in range(0, len(values), MAX_AT_ONCE))
