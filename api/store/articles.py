"""Articles and their versions: sent, read, deleted, and the list of changes that an index follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from api.store.audit import NOBODY, Author, Entry, record
from api.store.database import Database
from api.store.errors import NotKnownError
from api.store.listing import ALL, Filters, Listed, Page, read_cluster, read_page, read_versions
from api.store.tables import articles, changes, versions
from api.store.writing import Writing
from dedup import Article

MAX_AT_ONCE = 500
"""Values in one list of a statement: long ones are slow to prepare, and SQLite has a bound."""

_CHANGES = (
    select(changes.c.id, changes.c.article, changes.c.version)
    .where(changes.c.collection == bindparam("collection"), changes.c.id > bindparam("after"))
    .order_by(changes.c.id)
    .limit(bindparam("most"))
)
STORED = select(
    versions.c.id.label("version"),
    versions.c.article.label("key"),
    versions.c.number,
    articles.c.name,
    versions.c.text,
    versions.c.title,
    versions.c.date,
    versions.c.source,
    versions.c.language,
    versions.c.created,
).join(articles, articles.c.id == versions.c.article)
"""What `stored_of` reads."""

_NAMED = STORED.where(articles.c.collection == bindparam("collection"), articles.c.name == bindparam("name"))
_LATEST = _NAMED.where(versions.c.id == articles.c.latest)
_NUMBERED = _NAMED.where(versions.c.number == bindparam("number"))
_BY_VERSION = STORED.where(versions.c.id.in_(bindparam("versions", expanding=True)))
_KEY = select(articles.c.id).where(
    articles.c.collection == bindparam("collection"),
    articles.c.name == bindparam("name"),
    articles.c.deleted.is_(None),
)
_DELETE_VERSIONS = delete(versions).where(versions.c.article == bindparam("key"))
_MARK_DELETED = (
    update(articles)
    .where(articles.c.id == bindparam("key"))
    .values(latest=0, cluster=None, updated=bindparam("now"), deleted=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of an article as it lies in the store.

    `key` and `version` are the numbers of the article and of the version in the database, never given twice;
    `number` counts the versions of the article from 1. `article.id` is the owner's name for it.
    `fresh` says whether the call that returned this made the version: the same content again makes none.
    """

    key: int
    version: int
    number: int
    article: Article
    created: float
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """An article's newest version, or none if the article is gone. Ids grow in the order of commits."""

    id: int
    key: int
    version: int | None


Within = Callable[[Connection, Sequence[Stored]], None]
"""What is done with stored articles before anybody else sees them."""


class ArticleStore:
    """The articles of all collections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        collection: int,
        sent: Sequence[Article],
        now: float,
        by: Author = NOBODY,
        within: Within | None = None,
    ) -> list[Stored]:
        """Store articles by their ids, all of them or none; durable when this returns.

        An article that differs from the newest version of its id in anything is a new version of it.
        What belongs to the same transaction is done `within` it, when all articles are written.
        """
        with self._database.write(collection) as connection:
            placed = Writing(connection, collection, now).put(sent)
            names = (article.id for article, place in zip(sent, placed, strict=True) if place.fresh)
            record(connection, (Entry(now, collection, by, "article.put", name) for name in names))
            stored = [
                Stored(place.key, place.version, place.number, article, place.created, place.fresh)
                for article, place in zip(sent, placed, strict=True)
            ]
            if within:
                within(connection, stored)
        return stored

    def get(self, collection: int, name: str, number: int | None = None) -> Stored:
        """Return the newest version of an article, or the one of this number."""
        wanted = {"collection": collection, "name": name, "number": number}
        with self._database.read() as connection:
            row = connection.execute(_LATEST if number is None else _NUMBERED, wanted).one_or_none()
        if row is None:
            which = "article" if number is None else f"version {number} of an article"
            raise NotKnownError(f"there is no {which} with this id")
        return stored_of(row)

    def versions(self, collection: int, name: str) -> list[Listed]:
        """Return all versions of an article, the oldest first, without their texts."""
        found = read_versions(self._database, collection, name)
        if not found:
            raise NotKnownError("there is no article with this id")
        return found

    def of_cluster(self, collection: int, cluster: str) -> dict[str, list[Listed]]:
        """Return all versions of the articles in a cluster by the articles' ids, the oldest first."""
        return read_cluster(self._database, collection, cluster)

    def delete(
        self,
        collection: int,
        name: str,
        now: float,
        by: Author = NOBODY,
        before: Callable[[Connection, int], None] | None = None,
    ) -> None:
        """Delete an article and all its versions; one sent later under the same id starts again.

        What must be seen to first is done `before` it, with the article's key, in the same transaction.
        """
        with self._database.write(collection) as connection:
            key = connection.execute(_KEY, {"collection": collection, "name": name}).scalar_one_or_none()
            if key is None:
                raise NotKnownError("there is no article with this id")
            if before:
                before(connection, key)
            connection.execute(_DELETE_VERSIONS, {"key": key})
            connection.execute(_MARK_DELETED, {"key": key, "now": now})
            connection.execute(insert(changes), {"collection": collection, "article": key})
            record(connection, [Entry(now, collection, by, "article.delete", name)])

    def by_versions(self, wanted: Sequence[int]) -> dict[int, Stored]:
        """Return versions by their numbers in the database; those that are gone are left out."""
        with self._database.read() as connection:
            return {
                row.version: stored_of(row)
                for part in _parts(wanted)
                for row in connection.execute(_BY_VERSION, {"versions": part})
            }

    def page(
        self, collection: int, cursor: str | None = None, limit: int = 100, filters: Filters = ALL
    ) -> Page:
        """Return a page of the articles, the last to be new first, without their texts."""
        return read_page(self._database, collection, cursor, limit, filters)

    def changes(self, collection: int, after: int, limit: int) -> list[Change]:
        """Return up to `limit` changes after the one of id `after`, in the order of commits."""
        wanted = {"collection": collection, "after": after, "most": limit}
        with self._database.read() as connection:
            return [Change(*row) for row in connection.execute(_CHANGES, wanted)]


def stored_of(row: Sequence[Any]) -> Stored:
    """Return the version that a row of `STORED` tells of."""
    version, key, number, name, text, title, date, source, language, created = row
    article = Article(text, id=name, title=title, date=date, source=source, language=language)
    return Stored(key, version, number, article, created)


def _parts(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[start : start + MAX_AT_ONCE] for start in range(0, len(values), MAX_AT_ONCE))
