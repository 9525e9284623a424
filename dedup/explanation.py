"""Why two articles are together or apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dedup.article import Article
from dedup.cluster import Clustering, Role
from dedup.verdict import Verdict

Outcome = Literal["linked", "chained", "connected", "rejected", "not_judged"]


@dataclass(frozen=True, slots=True)
class Place:
    """An article with its cluster's id and its role there, both None for an article on its own."""

    article: Article
    cluster: str | None
    role: Role | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a clustering knows of a pair of its articles.

    `outcome` says in a word why they are together (`linked`: a verified pair; `chained`: through others) or
    apart (`connected`: related, but a round-up fuses no stories; `rejected`: judged, and not related;
    `not_judged`: never a candidate). `path` holds the edges that
    lead from `a` to `b`, the fewest and of those the surest; it is empty if they are apart. `verdict` is the
    judgement of the two, or, since a text that stands in several articles is judged once, of others with the
    same words; None if there is none.
    """

    clustering: Clustering
    a: Place
    b: Place
    outcome: Outcome
    path: tuple[Verdict, ...]
    verdict: Verdict | None

    @property
    def together(self) -> bool:
        """Whether both are in one cluster."""
        return bool(self.path)

    @property
    def in_place(self) -> bool:
        """Whether the verdict is on articles with the same words, judged in place of these two."""
        pair = {self.a.article.id, self.b.article.id}
        return self.verdict is not None and {self.verdict.a, self.verdict.b} != pair
