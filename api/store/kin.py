"""Articles that are near to one another: in one cluster, or related by a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, desc, select, union_all

from api.store.clusters import UNSETTLED
from api.store.tables import articles, verdicts, versions

MOST_MATES = 200
"""So many articles of one cluster are looked at."""

MOST_TIES = 2_000

_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_VERSIONS: BindParameter[int] = bindparam("versions", expanding=True)
_NODE = (articles.c.id, articles.c.latest, articles.c.cluster)
_NODES = select(*_NODE).where(articles.c.id.in_(_KEYS))
_MATES = (
    select(*_NODE)
    .where(
        articles.c.collection == bindparam("collection"),
        articles.c.cluster.in_(bindparam("clusters", expanding=True)),
    )
    .limit(MOST_MATES)
)
_LAST_TWO = (
    select(versions.c.id)
    .where(versions.c.article == bindparam("key"))
    .order_by(versions.c.number.desc())
    .limit(2)
)


@dataclass(frozen=True, slots=True)
class Node:
    """An article by its key, with its newest version, and the cluster that it was in when that was known."""

    key: int
    latest: int
    cluster: str | None

    @property
    def is_unsettled(self) -> bool:
        """Whether its cluster may be another one now."""
        return self.cluster == UNSETTLED


@dataclass(frozen=True, slots=True)
class Tie:
    """A verdict that relates a version to the newest one of another article."""

    version: int
    other: Node
    score: float


def nodes(connection: Connection, keys: Sequence[int]) -> list[Node]:
    """Return articles by their keys."""
    return [Node(*row) for row in connection.execute(_NODES, {"keys": keys}).all()]


def mates(connection: Connection, collection: int, clusters: Sequence[str]) -> list[Node]:
    """Return articles of some clusters, not all of very large ones."""
    wanted = {"collection": collection, "clusters": clusters}
    return [Node(*row) for row in connection.execute(_MATES, wanted).all()]


def last_two(connection: Connection, key: int) -> list[int]:
    """Return the newest version of an article and the one before it."""
    return list(connection.execute(_LAST_TWO, {"key": key}).scalars())


def ties(connection: Connection, wanted: Sequence[int]) -> list[Tie]:
    """Return what relates versions to the newest versions of other articles, the surest first."""
    rows = connection.execute(_TIES, {"versions": wanted}).all()
    return [Tie(version, Node(*node), score) for version, score, *node in rows]


def _ties(own: Any, other: Any) -> Select[Any]:  # noqa: ANN401  (a column is generic in what is no matter here)
    return (
        select(own, verdicts.c.score, *_NODE)
        .join(versions, versions.c.id == other)
        .join(articles, (articles.c.id == versions.c.article) & (articles.c.latest == other))
        .where(own.in_(_VERSIONS), verdicts.c.relation != "unrelated")
    )


_TIES = (
    union_all(_ties(verdicts.c.a, verdicts.c.b), _ties(verdicts.c.b, verdicts.c.a))
    .order_by(desc("score"))
    .limit(MOST_TIES)
)
