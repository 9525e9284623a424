"""Why two articles are together or apart: the way between them, or what verification said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from rapidfuzz import process
from rapidfuzz.distance import Indel

from dedup.cluster import Cluster, Clustering
from dedup.components import components
from dedup.errors import ArticleError
from dedup.explanation import Explanation, Outcome, Place
from dedup.verdict import SAME_WORDS, Verdict

NEAREST = 3


def explain_pair(clustering: Clustering, a: str, b: str) -> Explanation:
    """Return why the articles with the ids `a` and `b` are together or apart.

    Raises ArticleError for an id that the clustering does not have, and for twice the same.

    >>> from dedup import Article, cluster_articles
    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> found = cluster_articles([Article(report, id="x"), Article(report, id="y"), Article("Nein.", id="z")])
    >>> explain_pair(found, "x", "y").outcome, explain_pair(found, "x", "z").outcome
    ('linked', 'not_judged')
    """
    if a == b:
        raise ArticleError(f"{a!r} is given twice; name two articles", field="id")
    (first, cluster), (second, other) = _place(clustering, a), _place(clustering, b)
    path = _path(cluster, a, b) if cluster and cluster is other else ()
    verdict = _judgement(clustering, a, b)
    return Explanation(clustering, first, second, _outcome(path, verdict), path, verdict)


def _outcome(path: Sequence[Verdict], verdict: Verdict | None) -> Outcome:
    if path:
        return "linked" if len(path) == 1 else "chained"
    if verdict is None:
        return "not_judged"
    return "rejected" if verdict.relation == "unrelated" else "connected"


def _place(clustering: Clustering, key: str) -> tuple[Place, Cluster | None]:
    for cluster in clustering.clusters:
        for member in cluster.members:
            if member.article.id == key:
                return Place(member.article, cluster.id, member.role), cluster
    for article in clustering.singletons:
        if article.id == key:
            return Place(article, None, None), None
    raise ArticleError(_unknown(clustering, key), field="id")


def _unknown(clustering: Clustering, key: str) -> str:
    for item in clustering.skipped:
        if item.path == key:
            return f"{key!r} was skipped when the articles were read: {item.why}"
    found = process.extract(key, list(clustering.known()), scorer=Indel.normalized_similarity, limit=NEAREST)
    nearest = ", ".join(repr(name) for name, *_ in found)
    return f"no article has the id {key!r}; " + (f"the nearest are {nearest}" if nearest else "there is none")


def _path(cluster: Cluster, start: str, goal: str) -> tuple[Verdict, ...]:
    """Return the fewest edges from start to goal; of several ways the one whose weakest edge is surest."""
    edges: dict[str, list[Verdict]] = {}
    for edge in cluster.edges:
        edges.setdefault(edge.a, []).append(edge)
        edges.setdefault(edge.b, []).append(edge)
    came: dict[str, Verdict | None] = {}
    # No two entries have the same two names, so the verdicts themselves are never compared.
    waiting: list[tuple[int, float, str, str, Verdict | None]] = [(0, 0.0, start, "", None)]
    while waiting:
        steps, doubt, here, _, last = heappop(waiting)
        if here in came:
            continue
        came[here] = last
        if here == goal:
            break
        for edge in edges.get(here, []):
            there = _other(edge, here)
            if there not in came:
                heappush(waiting, (steps + 1, max(doubt, 1 - edge.score), there, here, edge))
    return tuple(_back(came, goal))[::-1]


def _back(came: dict[str, Verdict | None], goal: str) -> Iterator[Verdict]:
    while edge := came[goal]:
        yield edge
        goal = _other(edge, goal)


def _other(edge: Verdict, own: str) -> str:
    return edge.b if own == edge.a else edge.a


def _judgement(clustering: Clustering, a: str, b: str) -> Verdict | None:
    """Return the verdict on two articles, or on two with the same words as they have."""
    text = components((v.a, v.b) for v in clustering.candidates if v.score == SAME_WORDS)
    pair = {a, b}
    texts = {text.get(a, a), text.get(b, b)}
    found = [v for v in clustering.candidates if {text.get(v.a, v.a), text.get(v.b, v.b)} == texts]
    return min(found, key=lambda v: (-len(pair & {v.a, v.b}), v.a, v.b), default=None)
