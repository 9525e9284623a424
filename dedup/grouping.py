"""From verdicts to clusters: who belongs together, and what part everyone plays there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from dedup.article import Article
from dedup.cluster import Cluster, Member, Role
from dedup.components import components
from dedup.frames import reconsidered
from dedup.guard import guarded
from dedup.precedence import age
from dedup.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Groups:
    """What verdicts come to: clusters (the largest first), and related pairs that join none.

    `verdicts` are those given, but for pairs that share no more than a template: these are unrelated now.
    """

    clusters: tuple[Cluster, ...]
    connections: tuple[Verdict, ...]
    verdicts: tuple[Verdict, ...]

    def joined(self) -> set[str]:
        """Return the ids of the articles that are in a cluster."""
        return {member.article.id for cluster in self.clusters for member in cluster.members}


def group(articles: Mapping[str, Article], verdicts: Sequence[Verdict]) -> Groups:
    """Group by verified relations alone: the connected components of the pairs that join their articles.

    `articles` are by id; of them only the dates count, their texts play no part.
    """
    judged = reconsidered(verdicts)
    joins, connections = guarded(judged, {key: article.published() for key, article in articles.items()})
    return Groups(_clusters(articles, joins), tuple(connections), tuple(judged))


def _clusters(articles: Mapping[str, Article], joins: Sequence[Verdict]) -> tuple[Cluster, ...]:
    home = components((edge.a, edge.b) for edge in joins)
    groups: dict[str, list[str]] = {}
    for key, first in home.items():
        groups.setdefault(first, []).append(key)
    edges: dict[str, list[Verdict]] = {key: [] for key in groups}
    for edge in joins:
        edges[home[edge.a]].append(edge)
    clusters = [_cluster([articles[m] for m in members], edges[key]) for key, members in groups.items()]
    return tuple(sorted(clusters, key=lambda c: (-len(c.members), c.members[0].article.id)))


def _cluster(articles: Sequence[Article], edges: Sequence[Verdict]) -> Cluster:
    taken = _taken(edges)
    roles = {article.id: _role(taken.get(article.id, [])) for article in articles}
    if "origin" not in roles.values():
        # Dates for some members and lengths for others can lead round in a circle: the oldest breaks it.
        roles[min(articles, key=lambda a: (*age(a), len(taken[a.id]), a.id)).id] = "origin"
    members = sorted(
        (Member(article, roles[article.id]) for article in articles),
        key=lambda m: (m.role != "origin", *age(m.article), m.article.id),
    )
    return Cluster(group_id(article.id for article in articles), tuple(members), tuple(edges))


def _taken(edges: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """Return for every article that took from others the edges that say so."""
    taken: dict[str, list[Verdict]] = {}
    for edge in edges:
        taken.setdefault(edge.b, []).append(edge)
    return taken


def _role(taken: Sequence[Verdict]) -> Role:
    """Say what part an article plays: an origin took from nobody here, a copy is the same as an older one."""
    if not taken:
        return "origin"
    return "copy" if {"identical", "near_duplicate"} & {edge.relation for edge in taken} else "derived"


def group_id(articles: Iterable[str]) -> str:
    """Return an id that depends on the ids of the members alone, so that it is the same in every run."""
    names = "\x00".join(sorted(articles))
    return blake2b(names.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
