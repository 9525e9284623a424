"""From verdicts to clusters: who belongs together, and what part everyone plays there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from dedup.article import Article
from dedup.cluster import Cluster, Member, Role
from dedup.families import families
from dedup.frames import reconsidered
from dedup.guard import guarded
from dedup.precedence import age
from dedup.verdict import Verdict
from dedup.verdicts import RELATIONS, Indices, Verdicts

_COPIES = frozenset(RELATIONS.index(relation) for relation in ("identical", "near_duplicate"))


@dataclass(frozen=True, slots=True)
class Groups:
    """What verdicts come to: clusters (the largest first), and related pairs that join none.

    `verdicts` are those given, but for pairs that share no more than a template: these are unrelated now.
    """

    clusters: tuple[Cluster, ...]
    connections: Verdicts
    verdicts: Verdicts

    def joined(self) -> set[str]:
        """Return the ids of the articles that are in a cluster."""
        return {member.article.id for cluster in self.clusters for member in cluster.members}

    def alone(self, articles: Mapping[str, Article]) -> tuple[Article, ...]:
        """Return the articles that are in no cluster, in the order of `articles`."""
        joined = self.joined()
        return tuple(article for key, article in articles.items() if key not in joined)


def group_articles(articles: Mapping[str, Article], verdicts: Iterable[Verdict]) -> Groups:
    """Group by verified relations alone: the connected components of the pairs that join their articles.

    `articles` are by id; of them only the dates count, their texts play no part.
    """
    judged = reconsidered(Verdicts.of(verdicts))
    joins, connections = guarded(judged, [articles[name].published() for name in judged.ids])
    return Groups(_clusters(articles, judged, joins), judged.take(connections), judged)


def _clusters(articles: Mapping[str, Article], judged: Verdicts, joins: Indices) -> tuple[Cluster, ...]:
    found = (
        cluster_of([articles[judged.ids[n]] for n in members], judged.take(edges))
        for members, edges in _components(judged, joins)
    )
    return tuple(sorted(found, key=lambda c: (-len(c.members), c.members[0].article.id)))


def _components(judged: Verdicts, joins: Indices) -> Iterator[tuple[list[int], Indices]]:
    """Yield what hangs together: the positions of the articles, and the rows of the edges."""
    pairs = judged.columns.pairs[joins].astype(np.int64)
    home = families(pairs)
    order = np.argsort(home, kind="stable")
    starts = np.flatnonzero(np.diff(home[order], prepend=-1))
    for rows in np.split(order, starts[1:]) if len(order) else ():
        yield np.unique(pairs[rows]).tolist(), joins[rows]


def cluster_of(articles: Sequence[Article], verdicts: Iterable[Verdict]) -> Cluster:
    """Return some articles as one cluster; the verdicts, all on pairs of them, say who plays which part."""
    edges = Verdicts.of(verdicts)
    taken = _taken(edges)
    roles = {article.id: _role(taken.get(article.id, [])) for article in articles}
    if "origin" not in roles.values():
        # Dates for some members and lengths for others can lead round in a circle: the oldest breaks it.
        roles[min(articles, key=lambda a: (*age(a), len(taken[a.id]), a.id)).id] = "origin"
    members = sorted(
        (Member(article, roles[article.id]) for article in articles),
        key=lambda m: (m.role != "origin", *age(m.article), m.article.id),
    )
    return Cluster(group_id(article.id for article in articles), tuple(members), edges)


def _taken(edges: Verdicts) -> dict[str, list[int]]:
    """Return for every article that took from others what it has become by that."""
    taken: dict[str, list[int]] = {}
    relations = edges.columns.relation[edges.rows].tolist()
    for b, relation in zip(edges.columns.pairs[edges.rows, 1].tolist(), relations, strict=True):
        taken.setdefault(edges.ids[b], []).append(relation)
    return taken


def _role(taken: Sequence[int]) -> Role:
    """Say what part an article plays: an origin took from nobody here, a copy is the same as an older one."""
    if not taken:
        return "origin"
    return "derived" if _COPIES.isdisjoint(taken) else "copy"


def group_id(articles: Iterable[str]) -> str:
    """Return an id that depends on the ids of the members alone, so that it is the same in every run."""
    names = "\x00".join(sorted(articles))
    return blake2b(names.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
