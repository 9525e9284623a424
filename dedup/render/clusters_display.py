"""Clusters as rows: every member with what it took, and from whom; and who took from whom, in all.

A cluster of n articles can have n * (n - 1) / 2 verified pairs. Of each member only the pair with the highest
score in which it is the taker is told in its row: that is why it is here. Few of the others are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member
from dedup.render.wording import printable
from dedup.verdict import Verdict

MOST_PAIRS = 10
"""Most pairs of a cluster that are listed besides those told in the rows of members."""
PASSAGE_CHARS = 160
"""Longest passage that is shown as a whole."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A verified pair: which article took text from which, and how much."""

    giver: Article
    taker: Article
    edge: Verdict

    @property
    def share(self) -> float:
        """Return which share of the taker's text stands in the giver's."""
        edge = self.edge
        return edge.containment_b_in_a if edge.origin == "a" else edge.containment_a_in_b

    @property
    def passage(self) -> str:
        """Return the longest passage that both share, as the taker has it; nothing if texts are not there."""
        sides = (item.b if self.edge.origin == "a" else item.a for item in self.edge.evidence)
        longest = max(sides, key=len, default=None)
        text = printable(longest.of(self.taker.text)).strip() if longest else ""
        return text if len(text) <= PASSAGE_CHARS else f"{text[:PASSAGE_CHARS].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True, slots=True)
class Card:
    """A cluster to be shown: its number, when and where it was told, and its members in order.

    `pairs` are further verified pairs, the strongest first, and `more` how many besides these there are.
    """

    number: int
    cluster: Cluster
    title: str
    language: str | None
    days: tuple[str, ...]
    sources: tuple[str, ...]
    members: tuple[tuple[Member, Taken | None], ...]
    pairs: tuple[Taken, ...]
    more: int


def cards(clustering: Clustering) -> Iterator[Card]:
    """Yield every cluster as it is shown."""
    for number, cluster in enumerate(clustering.clusters, 1):
        pairs = takings(cluster)
        strongest: dict[str, Taken] = {}
        others = [pair for pair in pairs if strongest.setdefault(pair.taker.id, pair) is not pair]
        head = next((m.article for m in cluster.members if m.article.title), cluster.members[0].article)
        yield Card(
            number,
            cluster,
            printable(head.title or head.id),
            head.language,
            _days(cluster),
            tuple(dict.fromkeys(m.article.source for m in cluster.members if m.article.source)),
            tuple((member, strongest.get(member.article.id)) for member in cluster.members),
            tuple(others[:MOST_PAIRS]),
            len(others[MOST_PAIRS:]),
        )


def takings(cluster: Cluster) -> list[Taken]:
    """Return the verified pairs of a cluster by their score, on a tie by ids: who took from whom."""
    articles = {member.article.id: member.article for member in cluster.members}
    edges = sorted(cluster.edges, key=lambda edge: (-edge.score, edge.a, edge.b))
    sides = ((edge.a, edge.b, edge) if edge.origin == "a" else (edge.b, edge.a, edge) for edge in edges)
    return [Taken(articles[giver], articles[taker], edge) for giver, taker, edge in sides]


def _days(cluster: Cluster) -> tuple[str, ...]:
    """Return the first and the last day, one if they are the same, none if none is known."""
    known = sorted(when for member in cluster.members if (when := member.article.published()))
    days = [when.date().isoformat() for when in (known[0], known[-1])] if known else []
    return tuple(dict.fromkeys(days))
