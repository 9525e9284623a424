from __future__ import annotations

import pytest

from dedup.article import Article
from dedup.cluster import Cluster
from dedup.grouping import group_articles
from dedup.verdict import Relation, Verdict
from dedup.verdicts import Verdicts

NAMES = "abcdefgh"


def verdict(a: str, b: str, relation: Relation = "derived", score: float = 0.9) -> Verdict:
    return Verdict(a, b, "a", relation, "", 0.6, 0.5, 0.5, 9, score, ())


def grouped(*verdicts: Verdict, **dates: str) -> tuple[Cluster, ...]:
    return group_articles(
        {name: Article("", name, date=dates.get(name)) for name in NAMES}, Verdicts.of(verdicts)
    ).clusters


def roles(cluster: Cluster) -> dict[str, str]:
    return {member.article.id: member.role for member in cluster.members}


NO = verdict("c", "g", "unrelated")


def test_only_related_pairs_join_and_the_largest_cluster_comes_first() -> None:
    clusters = grouped(
        verdict("g", "h"), verdict("a", "b"), verdict("b", "c"), verdict("c", "g", "unrelated")
    )
    assert [[m.article.id for m in cluster.members] for cluster in clusters] == [["a", "b", "c"], ["g", "h"]]


@pytest.mark.parametrize(
    ("relation", "role"), [("identical", "copy"), ("near_duplicate", "copy"), ("derived", "derived")]
)
def test_a_role_follows_from_what_was_taken(relation: Relation, role: str) -> None:
    (cluster,) = grouped(verdict("a", "b", relation), verdict("a", "c"))
    assert roles(cluster) == {"a": "origin", "b": role, "c": "derived"}


def test_of_a_circle_the_oldest_is_the_origin_then_who_took_from_the_fewest() -> None:
    circle = [verdict("a", "b"), verdict("b", "c"), verdict("c", "a"), verdict("b", "a")]
    (dated,) = grouped(*circle, a="2025-09-04", b="2025-09-05")
    assert roles(dated)["a"] == "origin"
    (undated,) = grouped(*circle)
    assert roles(undated) == {"a": "derived", "b": "origin", "c": "derived"}
