"""What became of a cluster that is there no more: an id is made of those of the members.

What a decision of an editor ended, or its undoing, is written down with it. Of other earlier clusters nothing
is kept: one that an article came to lately was, before, what it is without those that came last; all else is
not found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from api.store.clusters import MAX_AT_ONCE, UNSETTLED, members
from api.store.clusters import read_page as read_clusters
from api.store.decisions import Recorded, read_decision
from api.store.tables import articles, former
from dedup import group_id

MOST_CLUSTERS = 100
MOST_JOINED = 50
"""So far back one looks: it takes a tenth of a second at most."""

_CLUSTERS: BindParameter[str] = bindparam("clusters", expanding=True)
_NAMES: BindParameter[str] = bindparam("names", expanding=True)
_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_HERE = articles.c.collection == bindparam("collection")
_SETTLED = (articles.c.cluster.is_not(None), articles.c.cluster != UNSETTLED)
_MEMBERS = (
    select(articles.c.cluster, articles.c.name)
    .where(_HERE, articles.c.cluster.in_(_CLUSTERS))
    .order_by(articles.c.id)
)
_HOMES = select(articles.c.cluster).where(_HERE, articles.c.name.in_(_NAMES), *_SETTLED)
_HOMES_OF = select(articles.c.cluster).where(articles.c.id.in_(_KEYS), *_SETTLED)


@dataclass(frozen=True, slots=True)
class Fate:
    """The cluster that most articles of one that is gone are `now` in, and what an editor `decided` of it."""

    now: str | None = None
    decided: Recorded | None = None


def clusters_of(connection: Connection, collection: int, keys: Iterable[int]) -> dict[str, list[int]]:
    """Return the clusters that some articles are in, with all their members."""
    homes = set(_homes(connection, sorted(keys)))
    return {home: members(connection, collection, home) for home in sorted(homes)}


def remember(
    connection: Connection, collection: int, before: Mapping[str, Sequence[int]], decision: int
) -> None:
    """Write down which clusters a decision, or its undoing, has ended."""
    for cluster, keys in before.items():
        if members(connection, collection, cluster):
            continue
        same = (former.c.collection == collection, former.c.cluster == cluster)
        row = {"collection": collection, "cluster": cluster, "articles": list(keys), "decision": decision}
        connection.execute(delete(former).where(*same))
        connection.execute(insert(former).values(row))


def fate_of(connection: Connection, collection: int, cluster: str) -> Fate:
    """Return what became of a cluster that is gone, as far as that is known."""
    wanted = select(former).where(former.c.collection == collection, former.c.cluster == cluster)
    ended = connection.execute(wanted).one_or_none()
    if ended is not None:
        homes = Counter(_homes(connection, ended.articles))
        return Fate(_most(homes), read_decision(connection, collection, ended.decision))
    for names in _earlier(connection, collection):
        if group_id(names) == cluster:
            asked = {"collection": collection, "names": list(names[:MAX_AT_ONCE])}
            return Fate(_most(Counter(connection.execute(_HOMES, asked).scalars())))
    return Fate()


def _most(homes: Counter[str]) -> str | None:
    return max(homes, key=lambda home: (homes[home], home), default=None)


def _homes(connection: Connection, keys: Sequence[int]) -> list[str]:
    starts = range(0, len(keys), MAX_AT_ONCE)
    parts = ({"keys": list(keys[start : start + MAX_AT_ONCE])} for start in starts)
    return [home for part in parts for home in connection.execute(_HOMES_OF, part).scalars()]


def _earlier(connection: Connection, collection: int) -> Iterator[Sequence[str]]:
    """Yield the ids of articles that may have been a cluster."""
    heads = read_clusters(connection, collection, None, MOST_CLUSTERS).items
    asked = {"collection": collection, "clusters": [head.id for head in heads]}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for cluster, name in connection.execute(_MEMBERS, asked):
        members[cluster].append(name)
    for names in members.values():
        yield from (names[:count] for count in range(len(names) - 1, max(1, len(names) - MOST_JOINED), -1))
