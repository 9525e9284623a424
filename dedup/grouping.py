"""From verdicts to clusters: who belongs together, and what part everyone plays there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from dedup.article import Article
from dedup.cluster import Cluster, Member, Role
from dedup.precedence import age
from dedup.verdict import Verdict


def group(articles: Mapping[str, Article], verdicts: Sequence[Verdict]) -> tuple[Cluster, ...]:
    """Group by verified relations alone: the connected components of the pairs that are related.

    The largest cluster comes first. `articles` are by id; their texts play no part.
    """
    edges = [v for v in verdicts if v.relation != "unrelated"]
    first = components(edges)
    groups: dict[str, list[str]] = {}
    for key in sorted(first):
        groups.setdefault(first[key], []).append(key)
    joined: dict[str, list[Verdict]] = {key: [] for key in groups}
    for edge in edges:
        joined[first[edge.a]].append(edge)
    clusters = [_cluster([articles[m] for m in members], joined[key]) for key, members in groups.items()]
    return tuple(sorted(clusters, key=lambda c: (-len(c.members), c.members[0].article.id)))


def components(edges: Iterable[Verdict]) -> dict[str, str]:
    """Return for every article in the edges the first, by id, of all that they join it with."""
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for edge in edges:
        low, high = sorted((root(edge.a), root(edge.b)))
        parent[high] = low
    return {key: root(key) for key in parent}


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
    return Cluster(_cluster_id(articles), tuple(members), tuple(edges))


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


def _cluster_id(articles: Sequence[Article]) -> str:
    """Return an id that depends on the members alone, so that it is the same in every run."""
    names = "\x00".join(sorted(article.id for article in articles))
    return blake2b(names.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
