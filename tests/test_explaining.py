from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.clustering import cluster_articles
from dedup.errors import ArticleError
from dedup.explaining import explain_pair
from dedup.grouping import group_articles
from dedup.settings import Settings
from dedup.verdict import Relation, Verdict
from dedup.verdicts import Verdicts

NAMES = "abcdefgh"
WEATHER = """Das Wetter im {}: Am {} bleibt es meist trocken bei Werten um {} Grad.
Der Wind weht schwach aus {} mit bis zu {} Kilometern in der Stunde.
In der Nacht kühlt es auf {} Grad ab, wie der Wetterdienst in {} mitteilte."""


def verdict(a: str, b: str, score: float = 0.9, relation: Relation | None = None) -> Verdict:
    judged: Relation = relation or ("derived" if score >= 0.5 else "unrelated")
    return Verdict(a, b, "a", judged, "", 0.6, 0.5, 0.5, 9, score, ())


def clustering(*verdicts: Verdict) -> Clustering:
    articles = {name: Article("", name) for name in NAMES}
    found = group_articles(articles, Verdicts.of(verdicts))
    alone = tuple(article for name, article in articles.items() if name not in found.joined())
    recipe = {**Settings().clustering_recipe(), "complete": True}
    skipped = (Skipped("bild.png", "the ending .png is not known"),)
    return Clustering(
        recipe, "local", len(NAMES), skipped, found.clusters, found.connections, alone, (), found.verdicts
    )


def way(found: Clustering, a: str, b: str) -> list[str]:
    return [edge.a + edge.b for edge in explain_pair(found, a, b).path]


def test_a_verified_pair_is_linked_by_itself() -> None:
    found = explain_pair(clustering(verdict("a", "b"), verdict("b", "c")), "b", "a")
    assert (found.outcome, found.together, found.in_place) == ("linked", True, False)
    assert found.path == (found.verdict,)
    assert (found.a.article.id, found.a.role, found.b.role) == ("b", "derived", "origin")
    assert found.a.cluster == found.b.cluster is not None


def test_a_chain_names_its_edges_in_order_and_the_verdict_on_the_two() -> None:
    result = clustering(verdict("a", "b"), verdict("c", "b"), verdict("c", "d"), verdict("a", "d", 0.2))
    found = explain_pair(result, "d", "a")
    assert found.outcome == "chained"
    assert [edge.a + edge.b for edge in found.path] == ["cd", "cb", "ab"]
    assert found.verdict is not None
    assert found.verdict.score == 0.2


def test_the_shortest_way_is_named_and_of_two_the_surest() -> None:
    weak = [verdict("a", "b", 0.99), verdict("b", "d", 0.6)]
    sure = [verdict("a", "c", 0.8), verdict("c", "d", 0.8)]
    long = [verdict("a", "e"), verdict("e", "f"), verdict("f", "d")]
    assert way(clustering(*weak, *sure, *long), "a", "d") == ["ac", "cd"]


def test_a_rejected_pair_is_apart_with_its_verdict() -> None:
    found = explain_pair(clustering(verdict("a", "b", 0.31)), "a", "b")
    assert (found.outcome, found.together, found.path) == ("rejected", False, ())
    assert found.verdict is not None
    assert found.a.cluster is None


def test_a_pair_that_was_never_a_candidate_has_no_verdict() -> None:
    found = explain_pair(clustering(verdict("a", "b")), "a", "c")
    assert (found.outcome, found.verdict, found.in_place) == ("not_judged", None, False)


def test_a_copy_is_judged_by_the_text_that_it_has() -> None:
    same = [verdict("a", "b", 1.0, "identical"), verdict("d", "c", 1.0, "identical")]
    found = explain_pair(clustering(*same, verdict("a", "d", 0.2)), "b", "c")
    assert (found.outcome, found.in_place) == ("rejected", True)
    assert found.verdict is not None
    assert (found.verdict.a, found.verdict.b) == ("a", "d")


def test_real_copies_are_explained_by_the_verdict_on_their_text() -> None:
    one = WEATHER.format("Drautal", "Montag", 24, "Süden", 15, 11, "Linz")
    two = WEATHER.format("Nordsund", "Freitag", 17, "Westen", 60, 9, "Kiel")
    found = cluster_articles([Article(one, "a"), Article(one, "b"), Article(two, "c"), Article(two, "d")])
    assert [(explain_pair(found, x, y).outcome) for x, y in ("ac", "bd", "bc")] == ["rejected"] * 3
    assert explain_pair(found, "b", "d").in_place


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("aa", "no article has the id 'aa'; the nearest are 'a', 'b', 'c'"),
        ("bild.png", "'bild.png' was skipped when the articles were read: the ending .png is not known"),
        ("b", "'b' is given twice; name two articles"),
    ],
)
def test_an_id_that_is_none_is_refused_with_what_is_near(key: str, said: str) -> None:
    with pytest.raises(ArticleError, match=said) as caught:
        explain_pair(clustering(), key, "b")
    assert caught.value.field == "id"


def test_a_result_without_articles_has_no_near_ids() -> None:
    with pytest.raises(ArticleError, match="there is none"):
        explain_pair(cluster_articles([]), "a", "b")


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1])


@given(st.dictionaries(PAIRS, st.floats(0, 0.99)), PAIRS)
def test_together_is_whatever_is_in_one_cluster_and_a_way_leads_there(
    scores: dict[tuple[str, str], float], asked: tuple[str, str]
) -> None:
    result = clustering(*(verdict(a, b, score) for (a, b), score in scores.items()))
    found = explain_pair(result, *asked)
    groups = [{member.article.id for member in cluster.members} for cluster in result.clusters]
    assert found.together == any(set(asked) <= members for members in groups)
    here = asked[0]
    for edge in found.path:
        assert edge.relation != "unrelated"
        assert here in (edge.a, edge.b)
        here = edge.b if here == edge.a else edge.a
    assert here == asked[1] or not found.path
    assert found.verdict is None or {found.verdict.a, found.verdict.b} == set(asked)
