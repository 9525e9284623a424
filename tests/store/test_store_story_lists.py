"""Stories in a list: what is said of each, and which are found."""

from __future__ import annotations

import pytest

from api.clusters import Clusters
from api.intake import Intake
from api.store.articles import ArticleStore
from api.store.database import Database
from api.store.story_lists import StoryFilter
from dedup import Article

ONE = 1
DAY = 86_400.0
HARBOUR = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
FIRE = "Beim Brand einer Scheune in Oberau sind in der Nacht zum Dienstag vierzig Kühe gerettet worden."


@pytest.fixture
def clusters(database: Database, intake: Intake) -> Clusters:
    """A database with two stories: the harbour (3 articles), and then the fire (2)."""
    sent = [
        Article(HARBOUR, "1", "Hafen: 50 % teurer", "1970-01-02", "dpa"),
        Article(f"{HARBOUR} Bald.", "2", None, "1970-01-03", "AFP"),
        Article(f"{HARBOUR} Endlich.", "3", "ÄRGER um den Hafen", "1970-01-04", "dpa"),
    ]
    intake.put(ONE, sent, 1.0)
    intake.put(ONE, [Article(FIRE, "f_1"), Article(f"{FIRE} Bald.", "f_2", source="DPA")], 2.0)
    return Clusters(database)


def found(clusters: Clusters, **wanted: object) -> list[str]:
    """Return the ids of the newest articles of the stories that are found."""
    page = clusters.stories(ONE, StoryFilter(**wanted), None, 9)  # type: ignore[arg-type]
    return [head.newest.id for head in page.items]


def test_a_story_is_told_in_short(clusters: Clusters) -> None:
    fire, harbour = clusters.stories(ONE, StoryFilter(), None, 9).items
    assert (fire.articles, fire.sources, fire.first, fire.last) == (2, ("DPA",), None, None)
    assert (harbour.articles, harbour.sources) == (3, ("AFP", "dpa"))
    assert (harbour.first, harbour.last) == (DAY, 3 * DAY)
    assert harbour.newest.title == "ÄRGER um den Hafen"
    cluster = clusters.get(ONE, harbour.id)
    best: dict[str, float] = {}
    for edge in cluster.edges:
        best[edge.b] = max(best.get(edge.b, 0.0), edge.containment_b_in_a)
    assert harbour.copied == pytest.approx(sum(best.values()) / len(best))
    assert clusters.stories(2, StoryFilter(), None, 9).items == []


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["f_2", "3"]),
        ({"words": ("ärger",)}, ["3"]),
        ({"words": ("HAFEN", "teurer")}, ["3"]),
        ({"words": ("ärger", "teurer")}, []),
        ({"words": ("kühe",)}, ["f_2"]),
        ({"words": ("50 %",)}, ["3"]),
        ({"words": ("_",)}, ["f_2"]),
        ({"words": ("'; drop table articles; --",)}, []),
        ({"source": "Dpa"}, ["f_2", "3"]),
        ({"source": "afp"}, ["3"]),
        ({"published_from": 3 * DAY}, ["3"]),
        ({"published_from": 3 * DAY + 1}, []),
        ({"published_to": DAY}, []),
        ({"published_to": DAY + 1}, ["3"]),
        ({"least": 3}, ["3"]),
        ({"least": 4}, []),
        ({"least": 3, "source": "dpa", "words": ("hafen",)}, ["3"]),
    ],
)
def test_stories_are_found(clusters: Clusters, wanted: dict[str, object], names: list[str]) -> None:
    assert found(clusters, **wanted) == names


def test_only_the_newest_versions_are_looked_at(clusters: Clusters, intake: Intake) -> None:
    intake.put(ONE, [Article(f"{HARBOUR} Bald.", "2", None, "1970-01-03", "Reuters")], 3.0)
    assert found(clusters, source="AFP") == []
    assert found(clusters, source="Reuters") == ["2"]


def test_pages_of_what_was_found_follow_each_other(clusters: Clusters) -> None:
    wanted = StoryFilter(source="dpa")
    first = clusters.stories(ONE, wanted, None, 1)
    second = clusters.stories(ONE, wanted, first.next, 1)
    assert [head.newest.id for head in (*first.items, *second.items)] == ["f_2", "3"]
    assert second.next is None


def test_all_versions_of_a_cluster_are_read_at_once(
    clusters: Clusters, intake: Intake, store: ArticleStore
) -> None:
    intake.put(ONE, [Article(f"{HARBOUR} Nun.", "2")], 3.0)
    name = clusters.home(ONE, "2")
    assert name is not None
    versions = store.of_cluster(ONE, name)
    assert {key: [each.number for each in found] for key, found in versions.items()} == {
        "1": [1],
        "2": [1, 2],
        "3": [1],
    }
    assert store.of_cluster(2, name) == {}
    assert clusters.home(ONE, "nobody") is None
