"""Grouping again with other bars gives what clustering again with them gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Clustering
from dedup.clustering import cluster_articles
from dedup.errors import RecipeError
from dedup.reading import iter_folder
from dedup.regrouping import regroup
from dedup.render.schema import clustering_to_dict, to_json
from dedup.settings import Settings

SEEDS = Path(__file__).parents[1] / "seeds"
BARS = st.floats(0, 1)


@pytest.fixture(scope="module")
def found() -> Clustering:
    return cluster_articles(iter_folder(SEEDS))


def json(clustering: Clustering) -> str:
    return to_json(clustering_to_dict(clustering))


def groups(clustering: Clustering) -> list[set[str]]:
    return [{member.article.id for member in cluster.members} for cluster in clustering.clusters]


def test_the_same_bars_give_the_same_bytes(found: Clustering) -> None:
    assert json(regroup(found)) == json(found)
    assert json(regroup(found, 0.5, 0.5)) == json(found)


@pytest.mark.parametrize(("threshold", "near"), [(0.0, 0.1), (0.3, 0.5), (0.9, 0.9), (0.95, 0.0), (1.0, 1.0)])
def test_other_bars_give_what_clustering_again_gives(
    found: Clustering, threshold: float, near: float
) -> None:
    again = cluster_articles(iter_folder(SEEDS), Settings().with_bars(threshold, near))
    assert json(regroup(found, threshold, near)) == json(again)
    assert regroup(found, threshold, near).candidates == again.candidates


@given(BARS, BARS)
def test_a_higher_bar_never_merges_clusters(found: Clustering, one: float, two: float) -> None:
    low, high = sorted((one, two))
    fewer, more = groups(regroup(found, high)), groups(regroup(found, low))
    assert all(any(small <= large for large in more) for small in fewer)


@given(BARS, BARS)
def test_bars_may_be_changed_in_steps(found: Clustering, first: float, then: float) -> None:
    assert regroup(regroup(found, first, first), then, then) == regroup(found, then, then)


@given(BARS, BARS)
def test_every_article_stays_in_one_cluster_or_alone(found: Clustering, bar: float, near: float) -> None:
    assert list(regroup(found, bar, near).known()) == list(found.known())


def test_identical_texts_stay_together_whatever_the_bar() -> None:
    articles = [Article("Die Sonne scheint über Kiel.", name) for name in "ab"]
    (cluster,) = regroup(cluster_articles(articles), 1.0, 1.0).clusters
    assert cluster.edges[0].relation == "identical"


def unknown_recipes() -> Iterator[dict[str, object]]:
    recipe = dict(Settings().clustering_recipe())
    yield {}
    yield {**recipe, "verification": None}
    yield {**recipe, "retrieval": {"words": 5}}


@pytest.mark.parametrize("recipe", list(unknown_recipes()))
def test_a_recipe_that_is_not_known_is_refused(found: Clustering, recipe: dict[str, object]) -> None:
    with pytest.raises(RecipeError, match="cluster the articles again"):
        regroup(replace(found, recipe=recipe), 0.7)
