from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Cluster
from dedup.grouping import components, group
from dedup.verdict import Relation, Verdict

NAMES = "abcdefgh"


def verdict(a: str, b: str, relation: Relation = "derived", score: float = 0.9) -> Verdict:
    return Verdict(a, b, "a", relation, "", 0.6, 0.5, 0.5, 9, score, ())


def grouped(*verdicts: Verdict, **dates: str) -> tuple[Cluster, ...]:
    return group({name: Article("", name, date=dates.get(name)) for name in NAMES}, verdicts)


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


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(PAIRS, unique=True))
def test_components_are_those_that_a_plain_search_finds(pairs: list[tuple[str, str]]) -> None:
    found = components(verdict(a, b) for a, b in pairs)
    reach = {name: {name} for pair in pairs for name in pair}
    for _ in NAMES:
        for a, b in pairs:
            reach[a] = reach[b] = reach[a] | reach[b]
    assert found == {name: min(others) for name, others in reach.items()}
