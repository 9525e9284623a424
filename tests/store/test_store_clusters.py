"""Live clusters are those of a batch over the same verdicts, and what editors decide holds."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from api.clusters import Clusters
from api.intake import Intake
from api.store.articles import ArticleStore
from api.store.database import Database
from api.store.errors import CursorError, NotKnownError
from api.store.verdicts import touching
from benchmarks.generator import Generator, given_articles
from dedup import Article, group_articles

REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
ONE = 1
COPIES = [Article(f"{REPORT} {word}.", word) for word in ("Bald", "Endlich", "Gestern")]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [made.article for made in islice(Generator(given_articles()).stream(seed=12), 60)]


@pytest.fixture
def clusters(database: Database) -> Clusters:
    return Clusters(database)


def listed(clusters: Clusters) -> list[list[str]]:
    page = clusters.page(ONE, None, 1_000)
    found = [clusters.get(ONE, head.id) for head in page.items]
    return sorted(sorted(member.article.id for member in cluster.members) for cluster in found)


def test_articles_that_share_text_are_one_cluster(intake: Intake, clusters: Clusters) -> None:
    intake.put(ONE, [*COPIES, Article("Es stürmt.", "x")], 1.0)
    assert listed(clusters) == [["Bald", "Endlich", "Gestern"]]
    (head,) = clusters.page(ONE, None, 10).items
    assert (head.articles, head.updated) == (3, 1.0)
    assert ArticleStore(clusters._database).page(ONE, limit=9).items[0].cluster is None


def test_a_new_version_or_a_deletion_takes_a_cluster_apart(intake: Intake, clusters: Clusters) -> None:
    intake.put(ONE, COPIES, 1.0)
    intake.put(ONE, [Article("Es stürmt an der Küste heute sehr.", "Bald")], 2.0)
    assert listed(clusters) == [["Endlich", "Gestern"]]
    intake.delete(ONE, "Endlich", 3.0)
    assert listed(clusters) == []


@pytest.mark.parametrize("seed", range(2))
def test_live_clusters_are_those_of_all_verdicts_grouped_at_once(
    database: Database, intake: Intake, clusters: Clusters, articles: list[Article], seed: int
) -> None:
    rng = random.Random(seed)
    there: dict[str, Article] = {}
    for step in range(25):
        if rng.random() < 0.75 or not there:
            sent = [
                Article(rng.choice((one.text, rng.choice(articles).text)), one.id, date=one.date)
                for one in rng.sample(articles, 5)
            ]
            intake.put(ONE, sent, float(step))
            there |= {one.id: one for one in sent}
        else:
            name = rng.choice(sorted(there))
            intake.delete(ONE, name, float(step))
            del there[name]
        if rng.random() < 0.3:
            clusters.settle(ONE)
    with database.read() as connection:
        verdicts = [item.verdict for item in touching(connection, intake.known(ONE).keys())]
    at_once = group_articles(there, verdicts).clusters
    expected = sorted(sorted(member.article.id for member in cluster.members) for cluster in at_once)
    assert expected
    assert listed(clusters) == expected
    for cluster in at_once:
        live = clusters.get(ONE, cluster.id)
        assert list(live.edges) == list(cluster.edges)
        assert {m.article.id: m.role for m in live.members} == {m.article.id: m.role for m in cluster.members}


def test_what_was_split_stays_so_whatever_comes(intake: Intake, clusters: Clusters) -> None:
    intake.put(ONE, COPIES, 1.0)
    (head,) = clusters.page(ONE, None, 10).items
    decision = clusters.split_off(ONE, head.id, ["Bald"], 2.0)
    assert listed(clusters) == [["Endlich", "Gestern"]]
    intake.put(ONE, [Article(REPORT, "all")], 3.0)
    (found,) = [group for group in listed(clusters) if "all" in group]
    assert not {"Bald", "Endlich"} <= set(found)
    clusters.undo(ONE, decision.id, 4.0)
    assert listed(clusters) == [["Bald", "Endlich", "Gestern", "all"]]
    with pytest.raises(NotKnownError):
        clusters.undo(ONE, decision.id, 5.0)


def test_merged_and_excluded_articles(intake: Intake, clusters: Clusters) -> None:
    intake.put(ONE, [*COPIES, Article("Es stürmt.", "x"), Article("Es regnet heute.", "y")], 1.0)
    clusters.decide(ONE, "exclude", [["Bald"]], 2.0)
    clusters.decide(ONE, "merge", [["x", "y"]], 3.0)
    assert listed(clusters) == [["Endlich", "Gestern"], ["x", "y"]]
    intake.delete(ONE, "y", 4.0)
    assert listed(clusters) == [["Endlich", "Gestern"]]


def test_a_split_names_articles_of_the_cluster_and_leaves_some(intake: Intake, clusters: Clusters) -> None:
    intake.put(ONE, [*COPIES, Article("Es stürmt.", "x")], 1.0)
    (head,) = clusters.page(ONE, None, 10).items
    for names in (["x"], ["Bald", "Endlich", "Gestern"]):
        with pytest.raises(NotKnownError):
            clusters.split_off(ONE, head.id, names, 2.0)
    with pytest.raises(NotKnownError):
        clusters.decide(ONE, "merge", [["Bald", "nobody"]], 2.0)


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
def test_decisions_are_respected_by_every_later_ingest(
    intake: Intake, clusters: Clusters, articles: list[Article], seed: int
) -> None:
    rng = random.Random(seed)
    intake.put(ONE, articles[:30], 1.0)
    apart: list[tuple[str, str]] = []
    alone: list[str] = []
    for step in range(4):
        groups = [group for group in listed(clusters) if len(group) > 1]
        group = rng.choice(groups)
        head = next(
            h
            for h in clusters.page(ONE, None, 99).items
            if group[0] in {m.article.id for m in clusters.get(ONE, h.id).members}
        )
        chosen = group[0]
        clusters.split_off(ONE, head.id, [chosen], 2.0)
        apart += [(chosen, other) for other in group[1:]]
        out = rng.choice(articles[:30]).id
        clusters.decide(ONE, "exclude", [[out]], 2.0)
        alone.append(out)
        intake.put(ONE, articles[30 + 7 * step : 37 + 7 * step], 3.0)
        intake.put(ONE, [Article(rng.choice(articles).text, rng.choice(articles[:30]).id)], 4.0)
    found = listed(clusters)
    assert not any({one, other} <= set(group) for group in found for one, other in apart)
    assert not any(set(alone) & set(group) for group in found)


def test_pages_follow_each_other(intake: Intake, clusters: Clusters, articles: list[Article]) -> None:
    intake.put(ONE, articles, 1.0)
    every = [head.id for head in clusters.page(ONE, None, 1_000).items]
    paged, cursor = [], None
    while True:
        page = clusters.page(ONE, cursor, 2)
        paged += [head.id for head in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert paged == every
    assert len(every) > 2
    with pytest.raises(CursorError):
        clusters.page(ONE, "nonsense", 2)
    with pytest.raises(NotKnownError):
        clusters.get(ONE, "?")
