"""The articles of a collection page by page, newest first, without their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from api.store.database import Database
from api.store.errors import CursorError
from api.store.tables import articles, versions


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; moments are seconds, `published_to` is not included any more.

    All `words` must stand in the title, id or source of an article, each anywhere.
    """

    published_from: float | None = None
    published_to: float | None = None
    source: str | None = None
    language: str | None = None
    cluster: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A version of an article, all but its text."""

    key: int
    version: int
    number: int
    name: str
    title: str | None
    date: str | None
    source: str | None
    language: str | None
    cluster: str | None
    chars: int
    created: float


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and the cursor of the part that follows, if any."""

    items: list[Listed]
    next: str | None


Columns = TypeVarTuple("Columns")

ALL = Filters()
CURSOR = re.compile("a[0-9a-f]{1,15}")
_COLUMNS = (
    articles.c.id,
    versions.c.id,
    versions.c.number,
    articles.c.name,
    versions.c.title,
    versions.c.date,
    versions.c.source,
    versions.c.language,
    articles.c.cluster,
    func.length(versions.c.text),
    versions.c.created,
)
_LISTED = (
    select(*_COLUMNS)
    .join(versions, (versions.c.id == articles.c.latest) & (versions.c.article == articles.c.id))
    .order_by(articles.c.id.desc())
)
_VERSIONS = (
    select(*_COLUMNS)
    .join(versions, versions.c.article == articles.c.id)
    .where(articles.c.collection == bindparam("collection"), articles.c.name == bindparam("name"))
    .order_by(versions.c.number)
)
_OF_CLUSTER = (
    select(*_COLUMNS)
    .join(versions, versions.c.article == articles.c.id)
    .where(articles.c.collection == bindparam("collection"), articles.c.cluster == bindparam("cluster"))
    .order_by(articles.c.id, versions.c.number)
)


def read_page(database: Database, collection: int, cursor: str | None, limit: int, filters: Filters) -> Page:
    """Return up to `limit` articles after a cursor. What is stored meanwhile is on no later page."""
    wanted = _filtered(_LISTED, filters).where(articles.c.collection == collection).limit(limit + 1)
    if cursor is not None:
        wanted = wanted.where(articles.c.id < _key(cursor))
    with database.read() as connection:
        items = [Listed(*row) for row in connection.execute(wanted)]
    return Page(items[:limit], f"a{items[limit - 1].key:x}" if len(items) > limit else None)


def read_versions(database: Database, collection: int, name: str) -> list[Listed]:
    """Return all versions of an article, the oldest first; none if there is no such article."""
    with database.read() as connection:
        rows = connection.execute(_VERSIONS, {"collection": collection, "name": name})
        return [Listed(*row) for row in rows]


def read_cluster(database: Database, collection: int, cluster: str) -> dict[str, list[Listed]]:
    """Return all versions of the articles in a cluster by the articles' ids, the oldest first."""
    found: dict[str, list[Listed]] = {}
    with database.read() as connection:
        for row in connection.execute(_OF_CLUSTER, {"collection": collection, "cluster": cluster}):
            listed = Listed(*row)
            found.setdefault(listed.name, []).append(listed)
    return found


def _filtered(wanted: Select[*Columns], filters: Filters) -> Select[*Columns]:
    if filters.published_from is not None:
        wanted = wanted.where(versions.c.published >= filters.published_from)
    if filters.published_to is not None:
        wanted = wanted.where(versions.c.published < filters.published_to)
    if filters.source is not None:
        wanted = wanted.where(versions.c.source == filters.source)
    if filters.cluster is not None:
        wanted = wanted.where(articles.c.cluster == filters.cluster)
    for word in (filters.words or "").split():
        wanted = wanted.where(or_(*_holds(word)))
    if filters.language is not None:
        given, stored = filters.language.lower(), func.lower(versions.c.language)
        # The language alone stands for all its countries: de for de-AT.
        wanted = wanted.where(or_(stored == given, stored.startswith(f"{given}-", autoescape=True)))
    return wanted


def _holds(word: str) -> Iterator[ColumnElement[bool]]:
    """Yield that a word, or the start or end of one, stands in what an article is known by.

    SQLite takes `Ä` and `ä` for different letters, so a word is looked for as it may be written.
    """
    for column in (versions.c.title, articles.c.name, versions.c.source):
        for written in {word, word.lower(), word.capitalize()}:
            yield column.icontains(written, autoescape=True)


def _key(cursor: str) -> int:
    if not CURSOR.fullmatch(cursor):
        raise CursorError("this is not a cursor of this list")
    return int(cursor[1:], 16)
