"""Which cluster every article is in, and whose cluster has to be found out again.

An article whose cluster may have changed is marked in the transaction that changed it; the mark goes when its
cluster is made again. So no crash leaves a cluster that is out of date unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import BindParameter, Connection, bindparam, select, union, update

from api.store.tables import articles, verdicts, versions

UNSETTLED = "?"
"""Stands in the place of a cluster's id until that is known."""

MAX_AT_ONCE = 400

_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_UNSETTLE = update(articles).where(articles.c.id.in_(_KEYS)).values(cluster=UNSETTLED)
_UNSETTLED = select(articles.c.id).where(
    articles.c.collection == bindparam("collection"), articles.c.cluster == UNSETTLED
)
_ASSIGN = update(articles).where(articles.c.id == bindparam("key")).values(cluster=bindparam("found"))
_MATES = select(articles.c.id).where(
    articles.c.cluster == bindparam("found"), articles.c.collection == bindparam("collection")
)
_RELATED = verdicts.c.relation != "unrelated"
_OF_VERSION = versions.c.article == bindparam("key")
_PARTNERS = union(
    select(verdicts.c.b).join(versions, versions.c.id == verdicts.c.a).where(_OF_VERSION, _RELATED),
    select(verdicts.c.a).join(versions, versions.c.id == verdicts.c.b).where(_OF_VERSION, _RELATED),
).subquery()
_NEIGHBOURS = select(articles.c.id).where(articles.c.latest.in_(select(_PARTNERS)))


def unsettle(connection: Connection, keys: Iterable[int]) -> None:
    """Mark articles whose clusters may be others now."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), MAX_AT_ONCE):
        connection.execute(_UNSETTLE, {"keys": wanted[start : start + MAX_AT_ONCE]})


def unsettled(connection: Connection, collection: int) -> list[int]:
    """Return the keys of the articles that are marked."""
    return list(connection.execute(_UNSETTLED, {"collection": collection}).scalars())


def neighbours(connection: Connection, key: int) -> list[int]:
    """Return the articles that any version of an article is related to, as they are now."""
    return list(connection.execute(_NEIGHBOURS, {"key": key}).scalars())


def members(connection: Connection, collection: int, cluster: str) -> list[int]:
    """Return the keys of the articles in a cluster."""
    return list(connection.execute(_MATES, {"collection": collection, "found": cluster}).scalars())


def assign(connection: Connection, clusters: Mapping[int, str | None]) -> None:
    """Say which cluster articles are in, None for none; that takes their marks away."""
    if clusters:
        rows = [{"key": key, "found": found} for key, found in clusters.items()]
        connection.execute(_ASSIGN, rows)
