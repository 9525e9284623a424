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
    home_of,
    keys_of,
    members,
    read_page,
    unsettle,
    unsettled,
)
from api.store.database import Database
from api.store.decisions import DecisionPage, Recorded, decide, read_decision, recorded, standing, undo
from api.store.decisions import read_page as read_decisions
from api.store.errors import NotKnownError
from api.store.following import newest
from api.store.moves import Fate, clusters_of, fate_of, remember
from api.store.story_lists import StoryFilter, StoryPage, read_stories
from api.store.verdicts import Judged, touching
from dedup import Article, Cluster, Sheet, Verdict, cluster_of, group_articles

MOST_AT_ONCE = 500
"""So many marked articles are settled in one transaction: others want to write, too."""


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
        while self.settle_some(collection):
            pass

    def settle_some(self, collection: int) -> bool:
        """Make some of those clusters again; tell if there were any."""
        if not self._waits(collection):
            return False
        with self._database.write(collection) as connection:
            return _settle(connection, collection)

    def _waits(self, collection: int) -> bool:
        with self._database.read() as connection:
            return bool(unsettled(connection, collection, 1))

    def page(self, collection: int, cursor: str | None, limit: int) -> ClusterPage:
        """Return a page of the clusters, those first that an article came to last."""
        self.settle(collection)
        with self._database.read() as connection:
            return read_page(connection, collection, cursor, limit)

    def stories(self, collection: int, wanted: StoryFilter, cursor: str | None, limit: int) -> StoryPage:
        """Return a page of the clusters that are looked for, with what a list of stories says of them."""
        self.settle(collection)
        with self._database.read() as connection:
            return read_stories(connection, collection, wanted, cursor, limit)

    def get(self, collection: int, name: str) -> Cluster:
        """Return a cluster. Raises NotKnownError if there is none with this id (any more)."""
        self.settle(collection)
        with self._database.read() as connection:
            keys = members(connection, collection, name) if name != UNSETTLED else []
            if keys:
                decisions = standing(connection, collection)
                found = _clusters(_family(connection, keys, decisions), decisions)
                for cluster, _ in found:
                    if cluster.id == name:
                        return cluster
        raise NotKnownError("there is no cluster with this id; its articles may be in another one now")

    def fate(self, collection: int, name: str) -> Fate:
        """Return what became of a cluster that is gone, as far as that is known."""
        self.settle(collection)
        with self._database.read() as connection:
            return fate_of(connection, collection, name)

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
            _settle_all(connection, collection)
            before = clusters_of(connection, collection, keys.values())
            made = decide(connection, collection, kind, chosen, by.key, now)
            record(connection, [Entry(now, collection, by, f"cluster.{kind}", str(made.id))])
            unsettle(connection, made.articles())
            _settle_all(connection, collection)
            remember(connection, collection, before, made.id)
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

    def decision(self, collection: int, number: int) -> Recorded:
        """Return what an editor decided. Raises NotKnownError if there is no such decision."""
        with self._database.read() as connection:
            return read_decision(connection, collection, number)

    def home(self, collection: int, name: str) -> str | None:
        """Return the cluster that an article is in, None if it is in none or is not there."""
        self.settle(collection)
        with self._database.read() as connection:
            return home_of(connection, collection, name)

    def undo(self, collection: int, number: int, now: float, by: Author = NOBODY) -> None:
        """Undo a decision. Raises NotKnownError if none of this number stands."""
        with self._database.write(collection) as connection:
            _settle_all(connection, collection)
            gone = undo(connection, collection, number, now)
            before = clusters_of(connection, collection, gone.articles())
            record(connection, [Entry(now, collection, by, "decision.undo", str(number))])
            unsettle(connection, newest(connection, sorted(gone.articles())))
            _settle_all(connection, collection)
            remember(connection, collection, before, number)


def _settle_all(connection: Connection, collection: int) -> None:
    while _settle(connection, collection):
        pass


def _settle(connection: Connection, collection: int) -> bool:
    """Find out the clusters of some marked articles and what hangs together with them; tell if any were."""
    left = unsettled(connection, collection, MOST_AT_ONCE)
    if left:
        decisions = standing(connection, collection)
        family = _family(connection, left, decisions)
        home: dict[int, str | None] = dict.fromkeys((*left, *family.articles))
        for cluster, keys in _clusters(family, decisions):
            home |= dict.fromkeys(keys, cluster.id)
        assign(connection, home)
    return bool(left)


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
    within: list[list[Verdict]] = [[] for _ in groups]
    for edge in edges:
        if (n := home.get(keys[edge.a])) is not None and n == home.get(keys[edge.b]):
            within[n].append(edge)
    return [
        (cluster_of([family.articles[key] for key in group], joined), group)
        for group, joined in zip(groups, within, strict=True)
    ]


def _left(decisions: Iterable[Decision], articles: dict[int, Article]) -> list[Decision]:
    """Return decisions on the articles that are still there."""
    cut = (
        Decision(each.id, each.kind, tuple(tuple(k for k in group if k in articles) for group in each.groups))
        for each in decisions
    )
    return [decision for decision in cut if decision.articles()]
