"""An archive that grew day by day says what one clustering of all its articles says."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.archive.adding import add_to_archive
from dedup.archive.compacting import compact_archive
from dedup.archive.listing import archive_clusters
from dedup.archive.manifest import read_manifest, writing
from dedup.archive.places import opened
from dedup.archive.removing import remove_from_archive
from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.clustering import cluster_articles
from dedup.engine.port import AnyEngine
from dedup.errors import ArticleError, DedupError, ReadError, RecipeError
from dedup.retrieval import RetrievalSettings
from dedup.settings import Settings
from tests.archive.articles import made
from tests.engine.engines import opened as engine_of

Items = Sequence[Article | Skipped]

ROOMY = Settings(retrieval=RetrievalSettings(partners=10_000, stock_articles=10_000))
"""Bounds that no test reaches."""

ARTICLES = made(160, 1)


def days(count: int) -> list[str]:
    return [f"2025-0{n // 3 + 1}-0{n % 3 + 1}" for n in range(count)]


def split(items: Items, count: int, seed: int) -> list[list[Article | Skipped]]:
    """Return the items in so many parts, at random."""
    rng = random.Random(seed)
    parts: list[list[Article | Skipped]] = [[] for _ in range(count)]
    for item in items:
        rng.choice(parts).append(item)
    return parts


def filled(folder: Path, parts: Iterable[Items], engines: Iterable[AnyEngine | None] | None = None) -> None:
    every = list(parts)
    using = list(engines) if engines else [None] * len(every)
    for day, part, engine in zip(days(len(every)), every, using, strict=True):
        add_to_archive(folder, part, day, engine, ROOMY)


def same(found: Clustering, items: Items) -> None:
    """Check that an archive holds these articles, with the clusters and verdicts of one run over all."""
    known = cluster_articles(items, ROOMY, texts=False)
    assert known.recipe["complete"]
    assert found.recipe["complete"]
    assert found.recipe["input"] == known.recipe["input"]
    assert sorted_by_pair(found.candidates) == sorted_by_pair(known.candidates)
    assert plain(found) == plain(known)
    assert [one.id for one in found.singletons] == [one.id for one in known.singletons]


def sorted_by_pair(verdicts: Iterable[object]) -> list[str]:
    return sorted(map(repr, verdicts))


def plain(result: Clustering) -> list[object]:
    clusters = [
        (one.id, [(replace(m.article, text=""), m.role) for m in one.members], sorted_by_pair(one.edges))
        for one in result.clusters
    ]
    return [clusters, sorted_by_pair(result.connections)]


@settings(max_examples=3)
@given(st.integers(1, 6), st.integers(0, 10_000), st.integers(5, 90))
def test_any_split_into_days_gives_what_one_run_gives(count: int, seed: int, size: int) -> None:
    items = random.Random(seed).sample(ARTICLES, size)
    with TemporaryDirectory() as name:
        filled(Path(name), split(items, count, seed))
        same(archive_clusters(Path(name)), items)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "news"
    filled(folder, split(ARTICLES, 4, 7))
    return folder


def test_the_articles_try_everything(grown: Path) -> None:
    found = archive_clusters(grown)
    relations = {edge.relation for cluster in found.clusters for edge in cluster.edges}
    assert relations == {"derived", "near_duplicate", "identical"}
    assert found.connections
    same(found, ARTICLES)


@pytest.mark.parametrize("kind", ["sail", pytest.param("spark", marks=pytest.mark.slow)])
def test_any_engine_goes_on_where_another_one_was(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    items = ARTICLES[:60]
    engines = [engine_of(kind, tmp_path / f"work-{n}", request) for n in range(2)]
    filled(tmp_path / "news", split(items, 3, 1), [engines[0], None, engines[1]])
    same(archive_clusters(tmp_path / "news"), items)


def copied(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    return to


def without(ids: Iterable[str]) -> list[Article]:
    gone = set(ids)
    return [article for article in ARTICLES if article.id not in gone]


def test_removed_articles_are_gone_at_once_and_what_they_held_together_falls_apart(
    grown: Path, tmp_path: Path
) -> None:
    archive = copied(grown, tmp_path / "news")
    largest = archive_clusters(archive).clusters[:9]
    ids = [cluster.members[0].article.id for cluster in largest] + [ARTICLES[3].id]
    found = remove_from_archive(archive, [*ids, "nobody"])
    assert (found.articles, found.unknown) == (len(set(ids)), ("nobody",))
    same(archive_clusters(archive), without(ids))
    assert remove_from_archive(archive, ids).articles == 0
    compact_archive(archive)
    same(archive_clusters(archive), without(ids))
    back = [article for article in ARTICLES if article.id in ids]
    assert add_to_archive(archive, back, "2025-05-01").articles == len(back)
    same(archive_clusters(archive), ARTICLES)


def test_days_before_another_are_removed(grown: Path, tmp_path: Path) -> None:
    archive = copied(grown, tmp_path / "news")
    parts = split(ARTICLES, 4, 7)
    assert remove_from_archive(archive, before=days(4)[2]).articles == len(parts[0]) + len(parts[1])
    same(archive_clusters(archive), [*parts[2], *parts[3]])
    compact_archive(archive)
    same(archive_clusters(archive), [*parts[2], *parts[3]])


def test_compacting_merges_months_and_changes_no_answer(grown: Path, tmp_path: Path) -> None:
    archive = copied(grown, tmp_path / "news")
    before = len(list(archive.glob("postings/*/*/*")))
    compact_archive(archive)
    assert len(list(archive.glob("postings/*/*/*"))) < before
    assert {part.date for part in read_manifest(archive).postings} == {"2025-01", "2025-02-01"}
    same(archive_clusters(archive), ARTICLES)
    more = made(12, 5)[:12]
    add_to_archive(archive, more, "2025-03-01")
    same(archive_clusters(archive), [*ARTICLES, *more])


def test_compacting_wipes_removed_texts_off_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not compressed, so that the bytes can be found.
    write = pq.write_table
    monkeypatch.setattr(
        "dedup.archive.places.pq.write_table",
        lambda table, where, **options: write(table, where, **{**options, "compression": "none"}),
    )
    secret = "Der Zeuge Xaver Qwertz wohnt in der Kirchgasse."
    report = f"{secret} Der Rat der Stadt hat am Montag den Umbau des Hafens beschlossen."
    add_to_archive(tmp_path, [Article(report, "secret"), Article("Nein.", "no")], "2025-09-01")
    add_to_archive(tmp_path, [Article(f"{report} Mehr folgt.", "other secret")], "2025-09-02")
    assert holding(tmp_path, secret) == holding(tmp_path, "Qwertz") != []
    remove_from_archive(tmp_path, ["secret", "other secret"])
    assert archive_clusters(tmp_path).articles == 1
    compact_archive(tmp_path)
    assert holding(tmp_path, "Qwertz") == holding(tmp_path, "secret") == []
    assert archive_clusters(tmp_path).articles == 1


def holding(folder: Path, text: str) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


def test_only_texts_of_candidates_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = made(60, 3)
    for day, part in zip(days(4), split(stories, 4, 2), strict=True):
        add_to_archive(tmp_path, part, day)
    text = "Die Fähre nach Juist fährt seit gestern wieder, teilte die Reederei am späten Abend mit."
    add_to_archive(tmp_path, [Article(f"{text} Der Wind hat nachgelassen.", "old")], "2025-03-01")
    read: list[Path] = []

    def noted(file: Path) -> pq.ParquetFile:
        read.append(file.relative_to(tmp_path))
        return opened(file)

    monkeypatch.setattr("dedup.archive.shelves.opened", noted)
    news = add_to_archive(tmp_path, [Article(f"Norden: {text}", "new")], "2025-03-02")
    assert [{m.article.id for m in one.members} for one in news.joined()] == [{"new", "old"}]
    of_texts = {file.parent.name for file in read if file.parts[0] == "texts"}
    assert of_texts == {"date=2025-03-01", "date=2025-03-02"}


def test_what_a_day_brings_is_told(tmp_path: Path) -> None:
    report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    other = "Der Minister hat seinen Rücktritt erklärt, weil ihm das Vertrauen der Fraktion seit Mai fehlt."
    add_to_archive(tmp_path, [Article(report, "a")], "2025-09-01")
    items = [Article(report, "b"), Article(other, "c"), Article(other, "d"), Article("  ", "e")]
    news = add_to_archive(
        tmp_path, [*items, Article("Anders.", "a"), Skipped("f.pdf", "no text")], "2025-09-02"
    )
    assert (news.engine, news.articles, set(news.ids)) == ("local", 3, {"b", "c", "d"})
    assert [one.path for one in news.skipped] == ["a", "e", "f.pdf"]
    assert [{m.article.id for m in one.members} for one in news.clusters] == [{"a", "b"}, {"c", "d"}]
    assert [{m.article.id for m in one.members} for one in news.joined()] == [{"a", "b"}]
    assert [{pair.a, pair.b} for pair in news.pairs] == [{"a", "b"}, {"c", "d"}]


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    twice = [Article("Es brennt.", "a"), Article("Es stürmt.", "a")]
    with pytest.raises(ReadError, match="there is no archive"):
        archive_clusters(tmp_path / "none")
    with pytest.raises(ReadError, match="there is no archive"):
        remove_from_archive(tmp_path / "none", ["a"])
    with pytest.raises(ArticleError, match="two articles have the id 'a'"):
        add_to_archive(tmp_path, twice, "2025-09-01")
    with pytest.raises(ArticleError, match="is no day"):
        add_to_archive(tmp_path, twice[:1], "1.9.2025")
    add_to_archive(tmp_path, twice[:1], "2025-09-01", settings=ROOMY)
    with pytest.raises(RecipeError, match="other settings"):
        add_to_archive(tmp_path, [], "2025-09-02", settings=Settings())
    with writing(tmp_path), pytest.raises(DedupError, match="is being changed by another process"):
        add_to_archive(tmp_path, [], "2025-09-02")
    (tmp_path / "archive.json").write_text("{}")
    with pytest.raises(ReadError, match="cannot be read"):
        archive_clusters(tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
from dedup.archive import adding, open as archive_open, shelves
from tests.archive.articles import made

left = int(sys.argv[2])
def dying(*given, write=shelves.write_rows, **named):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    write(*given, **named)
shelves.write_rows = dying
adding.add_to_archive(Path(sys.argv[1]), made(40, 4), "2025-09-02")
"""


@pytest.mark.slow
@pytest.mark.parametrize("files", [0, 3, 70, 75])
def test_an_add_that_is_killed_leaves_the_archive_as_it_was(files: int, tmp_path: Path) -> None:
    archive = tmp_path / "news"
    items = made(40, 4)
    before = [replace(one, id=f"old {one.id}") for one in items[:20]]
    add_to_archive(archive, before, "2025-09-01")
    known = archive_clusters(archive)
    ran = subprocess.run([sys.executable, "-c", KILLED, archive, str(files)], timeout=300)
    assert ran.returncode == -signal.SIGKILL
    found = archive_clusters(archive)
    assert (plain(found), found.articles) == (plain(known), len(before))
    assert add_to_archive(archive, items, "2025-09-02").articles == len(items)
    whole = cluster_articles([*before, *items], texts=False)
    assert plain(archive_clusters(archive)) == plain(whole)
    assert not list(archive.rglob("*.tmp"))
