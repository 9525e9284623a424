"""Clusters of articles that take text from each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dedup.article import Article
from dedup.verdict import Verdict

Role = Literal["origin", "copy", "derived"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read as an article, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Member:
    """An article in a cluster and the part it plays there.

    Where the article was given without a title or date, they are those that its text gives.
    """

    article: Article
    role: Role


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles joined by verified relations; `edges` are the verdicts that join them."""

    id: str
    members: tuple[Member, ...]
    edges: Sequence[Verdict]


@dataclass(frozen=True, slots=True)
class StockText:
    """A text that stands in very many articles, and in how many: sharing it counts for little."""

    text: str
    articles: int


@dataclass(frozen=True, slots=True)
class Story:
    """Clusters, and articles in none, that seem to be about one event: alike in words, not by shared text.

    `terms` are the words that tell it best, in small letters, the most telling first.
    """

    id: str
    clusters: tuple[str, ...]
    articles: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clustering:
    """The answer for a folder: clusters (largest first), the rest, and what was skipped.

    `connections` are related pairs that join no cluster: a round-up shares text with many stories, but does
    not make them one. `stock` are texts that stand in very many articles. `candidates` holds every judged
    pair, also the rejected ones; `articles` counts what was read. `stories` is None unless asked for.
    """

    recipe: Mapping[str, object]
    engine: str
    articles: int
    skipped: tuple[Skipped, ...]
    clusters: tuple[Cluster, ...]
    connections: Sequence[Verdict]
    singletons: tuple[Article, ...]
    stock: tuple[StockText, ...]
    candidates: Sequence[Verdict]
    stories: tuple[Story, ...] | None = None

    def known(self) -> dict[str, Article]:
        """Return every article that was read by its id, in the order of the ids.

        >>> from dedup.article import Article
        >>> list(Clustering({}, "local", 2, (), (), (), (Article("", "b"), Article("", "a")), (), ()).known())
        ['a', 'b']
        """
        members = (member.article for cluster in self.clusters for member in cluster.members)
        found = {article.id: article for article in (*members, *self.singletons)}
        return {key: found[key] for key in sorted(found)}
