"""Live clusters: made again only where an article came, changed or went, by the grouping of a batch.

What hangs together through verdicts and editors' merges is grouped as a whole, so a cluster is what
clustering all articles would make of the same verdicts, but for what editors decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from api.partition import Decision, Kind, partition
from api.store.audit import NOBODY, Author, Entry, record
from api.store.clusters import (
    UNSETTLED,
    ClusterPage,
    assign,
    keys_of,
    members,
    read_page,
    unsettle,
    unsettled,
)
from api.store.database import Database
from api.store.decisions import DecisionPage, Recorded, decide, recorded, standing, undo
from api.store.decisions import read_page as read_decisions
from api.store.errors import NotKnownError
from api.store.following import newest
from api.store.verdicts import Judged, touching
from dedup import Article, Cluster, Sheet, cluster_of, group_articles


@dataclass(frozen=True, slots=True)
class _Family:
    """Articles that hang together, by key, and every verdict on any of them."""

    articles: dict[int, Article]
    judged: list[Judged]


class Clusters:
    """The clusters of all collections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settle(self, collection: int) -> None:
        """Make those clusters again that may be others now."""
        with self._database.read() as connection:
            waiting = unsettled(connection, collection)
        if waiting:
            with self._database.write(collection) as connection:
                _settle(connection, collection)

    def page(self, collection: int, cursor: str | None, limit: int) -> ClusterPage:
        """Return a page of the clusters, those first that an article came to last."""
        self.settle(collection)
        with self._database.read() as connection:
            return read_page(connection, collection, cursor, limit)

    def get(self, collection: int, name: str) -> Cluster:
        """Return a cluster. Raises NotKnownError if there is none with this id (any more)."""
        self.settle(collection)
        with self._database.read() as connection:
            keys = members(connection, collection, name) if name != UNSETTLED else []
            if keys:
                decisions = standing(connection, collection)
                found = _clusters(_family(connection, keys[:1], decisions), decisions)
                for cluster, _ in found:
                    if cluster.id == name:
                        return cluster
        raise NotKnownError("there is no cluster with this id; its articles may be in another one now")

    def decide(
        self,
        collection: int,
        kind: Kind,
        groups: Sequence[Sequence[str]],
        now: float,
        by: Author = NOBODY,
    ) -> Recorded:
        """Keep what an editor decided of articles, given by their ids, and make their clusters again."""
        with self._database.write(collection) as connection:
            keys = keys_of(connection, collection, [name for group in groups for name in group])
            chosen = tuple(tuple(keys[name] for name in group) for group in groups)
            made = decide(connection, collection, kind, chosen, by.key, now)
            record(connection, [Entry(now, collection, by, f"cluster.{kind}", str(made.id))])
            unsettle(connection, made.articles())
            _settle(connection, collection)
            return recorded(connection, made.id)

    def split_off(
        self, collection: int, cluster: str, names: Sequence[str], now: float, by: Author = NOBODY
    ) -> Recorded:
        """Part some articles of a cluster from the rest of it, for good."""
        there = [member.article.id for member in self.get(collection, cluster).members]
        rest = [name for name in there if name not in set(names)]
        if len(rest) + len(set(names)) != len(there) or not rest:
            raise NotKnownError("the articles are not all in this cluster, or are all of it")
        return self.decide(collection, "split", (sorted(set(names)), rest), now, by)

    def decisions(self, collection: int, cursor: str | None, limit: int) -> DecisionPage:
        """Return a page of what editors decided, the latest first, also what was undone."""
        with self._database.read() as connection:
            return read_decisions(connection, collection, cursor, limit)

    def undo(self, collection: int, number: int, now: float, by: Author = NOBODY) -> None:
        """Undo a decision. Raises NotKnownError if none of this number stands."""
        with self._database.write(collection) as connection:
            gone = undo(connection, collection, number, now)
            record(connection, [Entry(now, collection, by, "decision.undo", str(number))])
            unsettle(connection, newest(connection, sorted(gone.articles())))
            _settle(connection, collection)


def _settle(connection: Connection, collection: int) -> None:
    decisions = standing(connection, collection)
    left = unsettled(connection, collection)
    done: set[int] = set()
    for key in left:
        if key not in done:
            family = _family(connection, [key], decisions)
            home: dict[int, str | None] = dict.fromkeys((key, *family.articles))
            for cluster, keys in _clusters(family, decisions):
                home |= dict.fromkeys(keys, cluster.id)
            assign(connection, home)
            done |= home.keys()


def _family(connection: Connection, keys: Iterable[int], decisions: Sequence[Decision]) -> _Family:
    """Return all that hangs together with some articles."""
    merges = [decision.articles() for decision in decisions if decision.kind == "merge"]
    seen: set[int] = set()
    judged: dict[tuple[int, int], Judged] = {}
    fresh = set(keys)
    while fresh:
        seen |= fresh
        found = touching(connection, sorted(fresh))
        judged |= {(item.a, item.b): item for item in found}
        related = {key for item in found if item.verdict.relation != "unrelated" for key in (item.a, item.b)}
        fresh = related.union(*(merge for merge in merges if merge & fresh)) - seen
    stored = newest(connection, sorted(seen))
    articles = {key: Sheet(item.article).article for key, item in stored.items()}
    return _Family(articles, [judged[pair] for pair in sorted(judged)])


def _clusters(family: _Family, decisions: Sequence[Decision]) -> list[tuple[Cluster, list[int]]]:
    """Return the clusters of a family, each with its articles' keys."""
    keys = {article.id: key for key, article in family.articles.items()}
    # Of an article outside of the family only rejecting verdicts are known, for which its id is enough.
    others = {name: Article("", name) for item in family.judged for name in (item.verdict.a, item.verdict.b)}
    by_name = {**others, **{article.id: article for article in family.articles.values()}}
    found = group_articles(by_name, [item.verdict for item in family.judged]).clusters
    concerned = [decision for decision in decisions if decision.articles() & family.articles.keys()]
    if not concerned:
        return [(cluster, [keys[member.article.id] for member in cluster.members]) for cluster in found]
    edges = sorted(
        (edge for cluster in found for edge in cluster.edges), key=lambda edge: (-edge.score, edge.a, edge.b)
    )
    groups = partition([(keys[edge.a], keys[edge.b]) for edge in edges], _left(concerned, family.articles))
    home = {key: n for n, group in enumerate(groups) for key in group}
    made = []
    for n, group in enumerate(groups):
        within = [edge for edge in edges if home.get(keys[edge.a]) == home.get(keys[edge.b]) == n]
        made.append((cluster_of([family.articles[key] for key in group], within), group))
    return made


def _left(decisions: Iterable[Decision], articles: dict[int, Article]) -> list[Decision]:
    """Return decisions on the articles that are still there."""
    cut = (
        Decision(each.id, each.kind, tuple(tuple(k for k in group if k in articles) for group in each.groups))
        for each in decisions
    )
    return [decision for decision in cut if decision.articles()]
