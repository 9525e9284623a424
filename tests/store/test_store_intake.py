"""Articles come in judged, and index and store agree whatever happens to the process."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

import api.intake
from api.intake import Intake
from api.known import Known
from api.store.articles import ArticleStore
from api.store.clusters import read_page, unsettled
from api.store.database import Database
from api.store.errors import NotKnownError
from api.store.verdicts import touching
from benchmarks.generator import Generator, given_articles
from dedup import Article, cluster_articles

REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
ONE = 1

Begin = Callable[[], Intake]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [made.article for made in islice(Generator(given_articles()).stream(seed=11), 60)]


@pytest.fixture
def begin(database: Database, tmp_path: Path) -> Iterator[Begin]:
    """Begin as after a start of the process; what was begun before is left as a crash leaves it."""
    begun: list[Intake] = []

    def made() -> Intake:
        begun.append(Intake(database, ArticleStore(database), tmp_path / "index"))
        return begun[-1]

    yield made
    for intake in begun:
        intake.close()


@pytest.fixture
def intake(begin: Begin) -> Intake:
    return begin()


def check_agreement(database: Database, known: Known) -> None:
    items = ArticleStore(database).page(ONE, limit=1_000).items
    store = ArticleStore(database)
    with database.read() as connection:
        known.follow(connection)
    stored = [store.get(ONE, item.name) for item in items]
    assert known.keys() == sorted(item.key for item in stored)
    for item in stored:
        found = known.judged(item.article, without=item.key)
        assert item.key not in [taken.known.key for taken in found]
        others = known.judged(Article(item.article.text, id="\x00"))
        assert item.version in [taken.known.version for taken in others]


def test_the_answer_names_what_an_article_takes_from(intake: Intake) -> None:
    intake.put(ONE, [Article(REPORT, "old", date="2025-01-01"), Article("Es stürmt.", "other")], 1.0)
    (new,) = intake.put(ONE, [Article(f"{REPORT} Endlich.", "new", date="2025-01-02")], 2.0)
    (taken,) = new.related()
    assert (taken.known.article.id, taken.direction, taken.verdict.relation) == (
        "old",
        "from",
        "near_duplicate",
    )
    ((own, known),) = taken.passages()
    assert own.of(f"{REPORT} Endlich.") == known.of(REPORT)


def test_an_article_that_comes_late_is_the_one_that_others_take_from(intake: Intake) -> None:
    intake.put(ONE, [Article(REPORT, "new", date="2025-01-02")], 1.0)
    (late,) = intake.put(ONE, [Article(f"{REPORT} Endlich.", "old", date="2025-01-01")], 2.0)
    (taken,) = late.related()
    assert (taken.direction, taken.verdict.a, taken.verdict.b) == ("to", "old", "new")


def test_articles_of_one_request_find_each_other(intake: Intake) -> None:
    first, second = intake.put(ONE, [Article(REPORT, "a"), Article(REPORT, "b")], 1.0)
    assert not first.related()
    assert [taken.known.article.id for taken in second.related()] == ["a"]


def test_the_same_content_again_is_not_judged_again(intake: Intake) -> None:
    intake.put(ONE, [Article(REPORT, "a"), Article(REPORT, "b")], 1.0)
    (again,) = intake.put(ONE, [Article(REPORT, "b")], 2.0)
    assert not again.stored.fresh
    assert not again.judged


def test_only_the_newest_version_is_known(database: Database, intake: Intake) -> None:
    intake.put(ONE, [Article(REPORT, "a")], 1.0)
    intake.put(ONE, [Article("Es stürmt an der Küste heute sehr.", "a")], 2.0)
    (new,) = intake.put(ONE, [Article(REPORT, "b")], 3.0)
    assert not new.judged
    check_agreement(database, intake.known(ONE))


def test_what_is_deleted_is_not_found(database: Database, intake: Intake) -> None:
    intake.put(ONE, [Article(REPORT, "a")], 1.0)
    intake.delete(ONE, "a", 2.0)
    assert not intake.known(ONE).judged(Article(REPORT))
    with pytest.raises(NotKnownError):
        intake.delete(ONE, "a", 3.0)
    check_agreement(database, intake.known(ONE))


def test_what_is_not_stored_is_not_known(
    database: Database, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake.put(ONE, [Article(REPORT, "a")], 1.0)

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("api.intake.keep", fail)
        with pytest.raises(OSError, match="full"):
            intake.put(ONE, [Article(f"{REPORT} Endlich.", "b")], 2.0)
    check_agreement(database, intake.known(ONE))
    (new,) = intake.put(ONE, [Article(f"{REPORT} Endlich.", "b")], 3.0)
    assert [taken.known.article.id for taken in new.related()] == ["a"]


def test_clusters_are_made_as_soon_as_nothing_comes(
    database: Database, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.intake, "QUIET_SECONDS", 0.02)
    begin().put(ONE, [Article(REPORT, "a"), Article(f"{REPORT} Endlich.", "b")], 1.0)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with database.read() as connection:
            if not unsettled(connection, ONE, 1):
                break
        time.sleep(0.01)
    with database.read() as connection:
        assert not unsettled(connection, ONE, 1)
        assert [head.articles for head in read_page(connection, ONE, None, 10).items] == [2]


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
def test_index_and_store_agree_after_any_puts_deletes_and_crashes(
    database: Database, begin: Begin, articles: list[Article], seed: int
) -> None:
    rng = random.Random(seed)
    intake = begin()
    there: set[str] = set()
    for step in range(60):
        what = rng.random()
        if what < 0.6:
            chosen = rng.sample(articles, rng.choice((1, 1, 1, 40)))
            text = rng.choice(articles).text
            sent = [Article(rng.choice((text, one.text)), one.id) for one in chosen]
            intake.put(ONE, sent, float(step))
            there |= {one.id for one in sent}
        elif what < 0.8 and there:
            name = rng.choice(sorted(there))
            intake.delete(ONE, name, float(step))
            there.remove(name)
        elif what < 0.9:
            intake.known(ONE).save()
        else:
            intake = begin()
    check_agreement(database, intake.known(ONE))
    check_agreement(database, begin().known(ONE))


@pytest.mark.parametrize("damage", ["position.json", "index/index.json", "all", "garbage"])
def test_an_index_that_is_missing_or_damaged_is_made_anew(
    database: Database, begin: Begin, articles: list[Article], tmp_path: Path, damage: str
) -> None:
    intake = begin()
    intake.put(ONE, articles[:40], 1.0)
    intake.known(ONE).save()
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    for path in files:
        if damage in ("all", "garbage") or str(path).endswith(damage):
            path.write_bytes(b"?") if damage == "garbage" else path.unlink()
    check_agreement(database, begin().known(ONE))


def test_a_store_put_back_from_an_older_copy_makes_the_index_anew(
    database: Database, begin: Begin, articles: list[Article]
) -> None:
    intake = begin()
    intake.put(ONE, articles[:40], 1.0)
    intake.known(ONE).save()
    with database.write(ONE) as connection:
        for table in ("verdicts", "changes", "versions", "articles"):
            connection.exec_driver_sql(f"delete from {table}")
    known = begin().known(ONE)
    assert len(known) == 0


def test_each_verdict_is_what_clustering_all_articles_says_of_the_pair(
    database: Database, intake: Intake, articles: list[Article]
) -> None:
    for start in range(0, len(articles), 7):
        intake.put(ONE, articles[start : start + 7], 1.0)
    said = {(v.a, v.b): v for v in cluster_articles(articles).candidates}
    with database.read() as connection:
        found = {
            (item.verdict.a, item.verdict.b): item.verdict
            for item in touching(connection, intake.known(ONE).keys())
        }
    both = found.keys() & said.keys()
    assert all(found[pair] == said[pair] for pair in both)
    related = {pair for pair, verdict in said.items() if verdict.relation != "unrelated"}
    assert related
    assert related <= both
