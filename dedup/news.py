"""What a day brought to an archive: the clusters that have a new article, and its pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dedup.cluster import Cluster, Skipped
from dedup.verdict import Verdict


@dataclass(frozen=True, slots=True)
class News:
    """What an archive has now that it had not before.

    So many `articles` came in, without those `skipped`. `clusters` have a new article, the largest first;
    `ids` are those of the new ones in them. `pairs` are all related ones with a new article. `engine` says
    where it was worked out.
    """

    engine: str
    articles: int
    ids: frozenset[str]
    skipped: tuple[Skipped, ...]
    clusters: tuple[Cluster, ...]
    pairs: Sequence[Verdict]

    def joined(self) -> tuple[Cluster, ...]:
        """Return the clusters in which a new article stands beside earlier ones.

        >>> News("local", 0, frozenset(), (), (), ()).joined()
        ()
        """
        return tuple(
            cluster for cluster in self.clusters if any(m.article.id not in self.ids for m in cluster.members)
        )
