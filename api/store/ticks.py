"""What somebody checked of two versions and ticked off: kept with the pair, seen by all of the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from api.store.articles import Stored
from api.store.audit import NOBODY, Author, Entry, record
from api.store.database import Database
from api.store.errors import NotKnownError
from api.store.tables import articles, keys, ticks, versions

Pair = tuple[int, int]

_OF_PAIR = (
    select(ticks.c.fact, ticks.c.created, keys.c.prefix, keys.c.name)
    .join(keys, keys.c.id == ticks.c.key, isouter=True)
    .where(
        ticks.c.collection == bindparam("collection"),
        ticks.c.a == bindparam("a"),
        ticks.c.b == bindparam("b"),
    )
    .order_by(ticks.c.id)
)
_COUNTED = (
    select(ticks.c.a, ticks.c.b, func.count(), func.max(ticks.c.facts))
    .join(versions, versions.c.id == ticks.c.b)
    .join(articles, articles.c.id == versions.c.article)
    .where(articles.c.collection == bindparam("collection"), articles.c.cluster == bindparam("cluster"))
    .group_by(ticks.c.a, ticks.c.b)
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A fact that was ticked off, by its id in the diff: when, and with whose key, if with any."""

    fact: str
    created: float
    prefix: str | None
    editor: str | None


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many of how many facts were ticked off."""

    done: int
    facts: int


class TickStore:
    """The ticks of all collections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, collection: int, a: Stored, b: Stored) -> dict[str, Tick]:
        """Return what was ticked off of a pair of versions, by the ids of the facts."""
        wanted = {"collection": collection, "a": a.version, "b": b.version}
        with self._database.read() as connection:
            return {row[0]: Tick(*row) for row in connection.execute(_OF_PAIR, wanted)}

    def of_cluster(self, collection: int, cluster: str) -> Mapping[Pair, Ticked]:
        """Return of every pair of versions in a cluster how much was ticked off, if anything was."""
        wanted = {"collection": collection, "cluster": cluster}
        with self._database.read() as connection:
            return {(a, b): Ticked(*counted) for a, b, *counted in connection.execute(_COUNTED, wanted)}

    def tick(
        self,
        collection: int,
        pair: tuple[Stored, Stored],
        fact: str,
        facts: int,
        now: float,
        by: Author = NOBODY,
    ) -> None:
        """Tick a fact off, one of so many `facts`; one that was ticked off already stays as it is.

        Raises NotKnownError if one of the versions is there no more.
        """
        a, b = pair
        made = {"collection": collection, "a": a.version, "b": b.version, "fact": fact, "facts": facts}
        with self._database.write(collection) as connection:
            _must_be_there(connection, a, b)
            if not _is_ticked(connection, a, b, fact):
                connection.execute(insert(ticks).values(key=by.key, created=now, **made))
                record(connection, [_entry("fact.tick", collection, pair, fact, now, by)])

    def untick(
        self, collection: int, pair: tuple[Stored, Stored], fact: str, now: float, by: Author = NOBODY
    ) -> None:
        """Take a tick back, if there is one."""
        a, b = pair
        gone = delete(ticks).where(
            ticks.c.collection == collection,
            ticks.c.a == a.version,
            ticks.c.b == b.version,
            ticks.c.fact == fact,
        )
        with self._database.write(collection) as connection:
            if connection.execute(gone).rowcount:
                record(connection, [_entry("fact.untick", collection, pair, fact, now, by)])


def _must_be_there(connection: Connection, a: Stored, b: Stored) -> None:
    wanted = {a.version, b.version}
    found = select(func.count()).where(versions.c.id.in_(wanted))
    if connection.execute(found).scalar_one() != len(wanted):
        raise NotKnownError("one of the articles is not there any more")


def _is_ticked(connection: Connection, a: Stored, b: Stored, fact: str) -> bool:
    there = select(ticks.c.id).where(ticks.c.a == a.version, ticks.c.b == b.version, ticks.c.fact == fact)
    return connection.execute(there).first() is not None


def _entry(
    action: str, collection: int, pair: tuple[Stored, Stored], fact: str, now: float, by: Author
) -> Entry:
    a, b = (f"{each.article.id} ({each.number})" for each in pair)
    return Entry(now, collection, by, action, f"{a}, {b}: {fact}")
