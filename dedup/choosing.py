"""Which articles of a clustering can be left out, and for which ones that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member
from dedup.components import components
from dedup.omission import Keep, Omission
from dedup.precedence import age
from dedup.verdict import SAME_WORDS, Verdict, shared_in

LEAST_SHARED = 0.7
"""The least share of a near-duplicate that must stand in the article that is kept."""

COPIES = frozenset({"identical", "near_duplicate"})


def omissions(clustering: Clustering, keep: Keep = "origin", derived: bool = False) -> tuple[Omission, ...]:
    """Return the copies (and, if asked for, the derived articles) that can go, cluster by cluster.

    Whatever is left out was judged a copy of the very article that it is left out for, which is kept. So of a
    chain A-B-C, in which A and C were not found to be copies of each other, A and C are kept. So is a copy of
    which more than three tenths stand nowhere in the other: that may be a second story. `keep` says
    which are looked at first: the origins (then by date), the newest, the oldest or the longest.

    >>> from dedup import Article, cluster_articles
    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> found = cluster_articles([Article(report, id="x"), Article(report, id="y"), Article("Nein.", id="z")])
    >>> [(left.article.id, left.kept.id, left.verdict.relation) for left in omissions(found)]
    [('y', 'x', 'identical')]
    """
    relations = COPIES | {"derived"} if derived else COPIES
    found = (item for cluster in clustering.clusters for item in _omissions(cluster, keep, relations))
    return tuple(sorted(found, key=lambda item: item.article.id))


class _Ties:
    """What joins the articles of one cluster: those with the same words count as one text."""

    def __init__(self, edges: Sequence[Verdict], relations: frozenset[str]) -> None:
        same = [edge for edge in edges if edge.score == SAME_WORDS]
        self._text = components((edge.a, edge.b) for edge in same)
        self._same: dict[str, list[Verdict]] = {}
        for edge in same:
            self._same.setdefault(edge.a, []).append(edge)
            self._same.setdefault(edge.b, []).append(edge)
        self._across: dict[str, list[Verdict]] = {}
        for edge in edges:
            if edge.relation in relations and self.text(edge.a) != self.text(edge.b):
                self._across.setdefault(self.text(edge.a), []).append(edge)
                self._across.setdefault(self.text(edge.b), []).append(edge)

    def text(self, article: str) -> str:
        """Return the first id of all articles with the same words."""
        return self._text.get(article, article)

    def omission(self, article: Article, kept: Mapping[str, Article]) -> Omission | None:
        """Return for whom an article can go; `kept` has the article that is kept of every text."""
        own = self.text(article.id)
        if own in kept:
            return Omission(article, kept[own], self._alike(article.id, kept[own].id), 1.0)
        found = [
            edge
            for edge in self._across.get(own, [])
            if self._other(edge, own) in kept and (edge.relation == "derived" or _stands_in(article, edge))
        ]
        if not found:
            return None
        edge = min(found, key=lambda edge: (-edge.score, article.id not in (edge.a, edge.b), edge.a, edge.b))
        inside = edge.containment_a_in_b if self.text(edge.a) == own else edge.containment_b_in_a
        return Omission(article, kept[self._other(edge, own)], edge, inside)

    def _alike(self, article: str, kept: str) -> Verdict:
        """Return why two articles have the same words, through a third if they were not judged themselves."""
        direct = [edge for edge in self._same[article] if kept in (edge.a, edge.b)]
        # Of two steps the one that is less than identical says what the two are to each other.
        edges = direct or [self._same[article][0], self._same[kept][0]]
        return min(edges, key=lambda edge: (edge.relation == "identical", edge.a, edge.b))

    def _other(self, edge: Verdict, own: str) -> str:
        a, b = self.text(edge.a), self.text(edge.b)
        return b if a == own else a


def _stands_in(article: Article, edge: Verdict) -> bool:
    """Tell whether nearly all of an article's text is shared; it may have a second story of its own."""
    shared = sum(map(len, shared_in(edge, article.id))) if article.id in (edge.a, edge.b) else 0
    return not article.text or not shared or shared >= LEAST_SHARED * len(article.text)


def _omissions(cluster: Cluster, keep: Keep, relations: frozenset[str]) -> Iterator[Omission]:
    ties = _Ties(cluster.edges, relations)
    kept: dict[str, Article] = {}
    for article in _in_order(cluster.members, keep):
        found = ties.omission(article, kept)
        if found:
            yield found
        else:
            kept[ties.text(article.id)] = article


def _in_order(members: Sequence[Member], keep: Keep) -> list[Article]:
    """Return the articles, those to be kept first; for the rest as they stand in the cluster."""
    articles = [member.article for member in members]
    if keep == "longest":
        return sorted(articles, key=lambda article: -len(article.text))
    if keep == "oldest":
        return sorted(articles, key=age)
    if keep == "newest":
        dated = sorted((article for article in articles if article.published()), key=age, reverse=True)
        return [*dated, *(article for article in articles if not article.published())]
    return articles
