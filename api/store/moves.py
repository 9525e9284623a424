"""Where the articles of a cluster are that is there no more: an id is made of those of the members.

Nothing is kept of earlier clusters. What editors decided names whole clusters, and one that an article came
to lately was, before, what it is without those that came last; all else is not found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from api.store.clusters import MAX_AT_ONCE, UNSETTLED
from api.store.clusters import read_page as read_clusters
from api.store.decisions import read_page as read_decisions
from api.store.tables import articles
from dedup import group_id

MOST_DECISIONS = 50
MOST_CLUSTERS = 100
MOST_MERGED = 100
MOST_JOINED = 50
"""So far back one looks: it takes a tenth of a second at most."""

_CLUSTERS: BindParameter[str] = bindparam("clusters", expanding=True)
_NAMES: BindParameter[str] = bindparam("names", expanding=True)
_HERE = articles.c.collection == bindparam("collection")
_MEMBERS = (
    select(articles.c.cluster, articles.c.name)
    .where(_HERE, articles.c.cluster.in_(_CLUSTERS))
    .order_by(articles.c.id)
)
_HOMES = select(articles.c.cluster).where(
    _HERE, articles.c.name.in_(_NAMES), articles.c.cluster.is_not(None), articles.c.cluster != UNSETTLED
)


def moved_to(connection: Connection, collection: int, cluster: str) -> str | None:
    """Return the cluster that most articles of one that is gone are in now, None if that is not known."""
    for names in _earlier(connection, collection):
        if group_id(names) == cluster:
            asked = {"collection": collection, "names": list(names[:MAX_AT_ONCE])}
            homes = Counter(connection.execute(_HOMES, asked).scalars())
            return max(homes, key=lambda home: (homes[home], home), default=None)
    return None


def _earlier(connection: Connection, collection: int) -> Iterator[Sequence[str]]:
    """Yield the ids of articles that may have been a cluster."""
    for decision in read_decisions(connection, collection, None, MOST_DECISIONS).items:
        yield [name for group in decision.groups for name in group]
        yield from decision.groups
        if decision.kind == "merge":
            yield from _halves(decision.groups[0])
    heads = read_clusters(connection, collection, None, MOST_CLUSTERS).items
    asked = {"collection": collection, "clusters": [head.id for head in heads]}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for cluster, name in connection.execute(_MEMBERS, asked):
        members[cluster].append(name)
    for names in members.values():
        yield from (names[:count] for count in range(len(names) - 1, max(1, len(names) - MOST_JOINED), -1))


def _halves(merged: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield both sides of wherever one merged cluster ends and the other begins."""
    for count in range(1, len(merged)) if len(merged) <= MOST_MERGED else ():
        yield merged[:count]
        yield merged[count:]
