"""Which cluster every article is in, and whose cluster has to be found out again.

An article whose cluster may have changed is marked in the transaction that changed it; the mark goes when its
cluster is made again. So no crash leaves a cluster that is out of date unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    exists,
    func,
    select,
    union,
    update,
)

from api.store.errors import CursorError, NotKnownError
from api.store.tables import articles, verdicts, versions

UNSETTLED = "?"
"""Stands in the place of a cluster's id until that is known."""

CURSOR = re.compile("c[0-9a-f]{1,15}")
MAX_AT_ONCE = 400

_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_UNSETTLE = update(articles).where(articles.c.id.in_(_KEYS)).values(cluster=UNSETTLED)
_UNSETTLED = (
    select(articles.c.id)
    .where(articles.c.collection == bindparam("collection"), articles.c.cluster == UNSETTLED)
    .limit(bindparam("most"))
)
_ASSIGN = update(articles).where(articles.c.id == bindparam("key")).values(cluster=bindparam("found"))
_MATES = select(articles.c.id).where(
    articles.c.cluster == bindparam("found"), articles.c.collection == bindparam("collection")
)
_NAMED = select(articles.c.name, articles.c.id).where(
    articles.c.collection == bindparam("collection"),
    articles.c.name.in_(bindparam("names", expanding=True)),
    articles.c.deleted.is_(None),
)
_HOME_OF = select(articles.c.cluster).where(
    articles.c.collection == bindparam("collection"), articles.c.name == bindparam("name")
)
_RELATED = verdicts.c.relation != "unrelated"
_OF_VERSION = versions.c.article == bindparam("key")
_PARTNERS = union(
    select(verdicts.c.b).join(versions, versions.c.id == verdicts.c.a).where(_OF_VERSION, _RELATED),
    select(verdicts.c.a).join(versions, versions.c.id == verdicts.c.b).where(_OF_VERSION, _RELATED),
).subquery()
_HOME = select(articles.c.cluster).where(articles.c.id == bindparam("key")).scalar_subquery()
_COLLECTION = select(articles.c.collection).where(articles.c.id == bindparam("key")).scalar_subquery()
_PARTNER = versions.alias("partner")
# By way of the version, since articles are found by their ids and not by their newest versions.
_NEIGHBOURS = union(
    select(articles.c.id)
    .join(_PARTNER, (_PARTNER.c.article == articles.c.id) & (_PARTNER.c.id == articles.c.latest))
    .where(_PARTNER.c.id.in_(select(_PARTNERS))),
    select(articles.c.id).where(articles.c.collection == _COLLECTION, articles.c.cluster == _HOME),
)


def unsettle(connection: Connection, keys: Iterable[int]) -> None:
    """Mark articles whose clusters may be others now."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), MAX_AT_ONCE):
        connection.execute(_UNSETTLE, {"keys": wanted[start : start + MAX_AT_ONCE]})


def unsettled(connection: Connection, collection: int, most: int) -> list[int]:
    """Return the keys of articles that are marked, so many at most."""
    return list(connection.execute(_UNSETTLED, {"collection": collection, "most": most}).scalars())


def neighbours(connection: Connection, key: int) -> list[int]:
    """Return the articles that any version of an article is related to, and those in its cluster."""
    return list(connection.execute(_NEIGHBOURS, {"key": key}).scalars())


def members(connection: Connection, collection: int, cluster: str) -> list[int]:
    """Return the keys of the articles in a cluster."""
    return list(connection.execute(_MATES, {"collection": collection, "found": cluster}).scalars())


def home_of(connection: Connection, collection: int, name: str) -> str | None:
    """Return the cluster that an article is in, None if it is in none or is not there."""
    return connection.execute(_HOME_OF, {"collection": collection, "name": name}).scalar_one_or_none()


def assign(connection: Connection, clusters: Mapping[int, str | None]) -> None:
    """Say which cluster articles are in, None for none; that takes their marks away."""
    if clusters:
        rows = [{"key": key, "found": found} for key, found in clusters.items()]
        connection.execute(_ASSIGN, rows)


MATE = articles.alias("mate")
SAME = (MATE.c.collection == articles.c.collection, MATE.c.cluster == articles.c.cluster)
"""Any article of the cluster of an article; what joins the two."""

# The article that came last stands for its cluster, so a page is found without looking at all articles.
_HEADS = (
    select(
        articles.c.cluster,
        select(func.count()).where(*SAME).scalar_subquery(),
        select(func.max(MATE.c.updated)).where(*SAME).scalar_subquery(),
        articles.c.latest,
    )
    .where(
        articles.c.cluster.is_not(None),
        articles.c.cluster != UNSETTLED,
        ~exists().where(*SAME, MATE.c.latest > articles.c.latest),
    )
    .order_by(articles.c.latest.desc())
)


@dataclass(frozen=True, slots=True)
class ClusterHead:
    """A cluster in a list: how many articles, when the last of them came, and its place in the list."""

    id: str
    articles: int
    updated: float
    place: int


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """A part of the list of clusters, and the cursor of the part that follows, if any."""

    items: list[ClusterHead]
    next: str | None


def read_page(
    connection: Connection,
    collection: int,
    cursor: str | None,
    limit: int,
    holds: Iterable[ColumnElement[bool]] = (),
) -> ClusterPage:
    """Return up to `limit` clusters after a cursor, those first that an article came to last.

    What `holds` of them is said of `articles`, the one that came last, or of `MATE`, any of them.
    """
    wanted = _HEADS.where(articles.c.collection == collection, *holds).limit(limit + 1)
    if cursor is not None:
        wanted = wanted.where(articles.c.latest < _place(cursor))
    items = [ClusterHead(*row) for row in connection.execute(wanted)]
    more = len(items) > limit
    return ClusterPage(items[:limit], f"c{items[limit - 1].place:x}" if more else None)


def keys_of(connection: Connection, collection: int, names: Sequence[str]) -> dict[str, int]:
    """Return the keys of articles by their names. Raises NotKnownError if one is not there."""
    found: dict[str, int] = {}
    for start in range(0, len(names), MAX_AT_ONCE):
        wanted = {"collection": collection, "names": list(names[start : start + MAX_AT_ONCE])}
        rows = connection.execute(_NAMED, wanted)
        found |= {row.name: row.id for row in rows}
    for name in names:
        if name not in found:
            raise NotKnownError("one of the articles is not there")
    return found


def _place(cursor: str) -> int:
    if not CURSOR.fullmatch(cursor):
        raise CursorError("this is not a cursor of this list")
    return int(cursor[1:], 16)
