from __future__ import annotations

import random
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.detection import rand_index
from benchmarks.stories import home, score, sets
from dedup.article import Article
from dedup.cluster import Clustering
from dedup.clustering import cluster_articles
from dedup.reading.result import read_result
from dedup.record import write_record
from dedup.regrouping import regroup
from dedup.render.schema import clustering_to_dict, to_json
from dedup.render.terminal import print_clustering
from dedup.render.webpage import clustering_page
from dedup.stories import StorySettings, find_stories

FLOOD = (
    Article(
        "Der Fluss Lohne ist in Hallstein nach Dauerregen über die Ufer getreten.", id="a", date="2025-03-01"
    ),
    Article("Hochwasser in Hallstein: Nach dem Regen steht die Altstadt an der Lohne unter Wasser.", id="b"),
)
ZOO = Article("Im Zoo von Tallbach ist ein junges Nashorn zur Welt gekommen.", id="z")
SETS = {name: told for name, told in sets() if not name.startswith("fnc1")}
LEAST = {
    "made de": 1.0,
    "held de": 1.0,
    "made en": 0.84,
    "seeds": 1.0,
    "tune": 0.93,
    "tune2-de": 0.69,
    "tune2-en": 0.77,
}


def told(*articles: Article, settings: StorySettings | None = None) -> Clustering:
    return find_stories(articles, cluster_articles(articles), settings)


@pytest.mark.parametrize("name", SETS)
def test_stories_are_found_as_well_as_ever(name: str) -> None:
    found = SETS[name]
    assert score(found, cluster_articles(found.articles), StorySettings()) >= LEAST[name]


def test_a_story_names_its_articles_and_words() -> None:
    (story,) = told(*FLOOD, ZOO).stories or ()
    assert (story.articles, story.clusters) == (("a", "b"), ())
    assert {"hallstein", "lohne"} <= set(story.terms)


def test_a_cluster_counts_once_and_stays_as_it_is() -> None:
    copies = [replace(FLOOD[0], id=f"copy {n}") for n in range(5)]
    clustered = cluster_articles([*copies, FLOOD[1], ZOO])
    found = find_stories([*copies, FLOOD[1], ZOO], clustered)
    (story,) = found.stories or ()
    assert (story.clusters, story.articles) == ((clustered.clusters[0].id,), ("b",))
    assert found.clusters == clustered.clusters
    assert found.singletons == clustered.singletons
    assert len(set(home(found).values())) == 2


def test_a_cluster_alone_is_no_story() -> None:
    assert told(FLOOD[0], replace(FLOOD[0], id="copy"), ZOO).stories == ()


@pytest.mark.parametrize(
    ("date", "days", "joined"),
    [("2025-03-10", 14, True), ("2025-04-01", 14, False), ("2025-04-01", None, True)],
)
def test_texts_of_other_weeks_are_of_other_events(date: str, days: float | None, joined: bool) -> None:
    found = told(FLOOD[0], replace(FLOOD[1], date=date), ZOO, settings=StorySettings(days=days))
    assert bool(found.stories) == joined


def test_the_order_of_reading_does_not_matter() -> None:
    articles = list(SETS["made en"].articles)
    expected = clustering_to_dict(told(*articles))
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        assert clustering_to_dict(told(*articles)) == expected


def test_a_budget_that_is_reached_is_told() -> None:
    found = told(*FLOOD, ZOO, settings=StorySettings(budget=0))
    assert not found.stories
    assert found.recipe["stories"] == {**told(*FLOOD).recipe["stories"], "budget": 0, "complete": False}  # type: ignore[dict-item]


def test_nothing_to_read_has_no_stories() -> None:
    assert told().stories == ()


def test_grouping_again_leaves_stories_out() -> None:
    found = told(*FLOOD, ZOO)
    assert regroup(found) == cluster_articles([*FLOOD, ZOO])
    assert clustering_to_dict(cluster_articles([ZOO]))["stories"] is None


def test_the_measure_knows_equal_groupings() -> None:
    assert rand_index({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "y"}) == 1.0


def test_stories_are_shown_in_a_section_of_their_own() -> None:
    copy = replace(FLOOD[0], id="copy")
    found = told(FLOOD[0], copy, FLOOD[1], ZOO)
    print_clustering(found, console := Console(file=StringIO(), width=100))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert shown.index("Cluster 1") < shown.index("Perhaps one event, in other words")
    assert "hallstein" in shown
    page = clustering_page(found)
    assert "Perhaps one event, in other words" in page
    assert "<li><bdi>b</bdi></li>" in page
    assert "Perhaps one event" not in clustering_page(cluster_articles([ZOO]))


def test_a_result_with_stories_is_read_again(tmp_path: Path) -> None:
    found = told(*FLOOD, ZOO)
    path = tmp_path / "result.json"
    path.write_text(to_json(clustering_to_dict(found)), encoding="utf-8")
    write_record(found, path)
    assert read_result(path).stories == found.stories
