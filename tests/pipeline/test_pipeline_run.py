"""The same answer everywhere: what `cluster_articles` says, from every engine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from benchmarks import sources
from benchmarks.generator import Generator, Mix
from benchmarks.labelled import SETS
from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.clustering import cluster_articles
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine
from dedup.marks import Marks, mark
from dedup.pipeline import buckets, homes
from dedup.pipeline.articles import READ, articles_of, given_rows
from dedup.pipeline.flow import judged
from dedup.pipeline.run import cluster_on
from dedup.reading import iter_folder
from dedup.render.schema import clustering_json
from dedup.retrieval import RetrievalSettings
from dedup.scanner import Words, scan
from dedup.settings import Settings
from dedup.span import Span
from tests.engine.engines import opened

Items = list[Article | Skipped]

MADE_FROM = ("seeds", "tune", "tune2-de", "tune2-en")
BUSY = Mix(alone=0.3, template=0.15, largest_family=7)
NARROW = Settings(retrieval=RetrievalSettings(partners=2, stock_articles=9, stock_share=0.0))
"""So few partners, and so early stock, that an ordinary folder reaches every limit."""


def generated(size: int, seed: int) -> Items:
    """Return articles of all kinds: some without a date, with odd ids, copied, or not to be read."""
    given = [article for name in MADE_FROM for article in sources.articles(name)]
    made = [one.article for one in Generator(given).corpus(size, seed, BUSY)]
    rng = random.Random(seed)
    found: Items = [replace(one, date=None) if rng.random() < 0.2 else one for one in made]
    found += [replace(one, id=f"ö {n} \U0001f600/{one.id}") for n, one in enumerate(rng.sample(made, 9))]
    found += [replace(made[0], id=f"\ud800{n}", date=f"2024-0{n}-01") for n in range(1, 5)]
    found += [Article("  -- ", id="nothing"), Skipped("no.pdf", "no text in it"), Article("Nein.", id="no")]
    return found


SEEDS: Items = list(iter_folder(SETS["seeds"]))
GENERATED = generated(600, 1)


def said(result: Clustering) -> str:
    return "".join(clustering_json(replace(result, engine="local")))


def agrees(engine: AnyEngine, items: Items, settings: Settings, expected: Clustering) -> None:
    found = cluster_on(engine, items, settings)
    assert found.engine == engine.name
    assert said(found) == said(expected)
    assert found.candidates == expected.candidates


@pytest.fixture(scope="module")
def of_generated() -> Clustering:
    return cluster_articles(GENERATED)


def test_the_articles_try_everything(of_generated: Clustering) -> None:
    relations = {edge.relation for cluster in of_generated.clusters for edge in cluster.edges}
    assert relations == {"derived", "near_duplicate", "identical"}
    assert of_generated.connections
    assert any(
        "of its kind" in one.reason or "of their kind" in one.reason for one in of_generated.candidates
    )
    assert len(of_generated.skipped) == 2
    assert not cluster_articles(GENERATED, NARROW).recipe["complete"]


SPARK = pytest.param("spark", marks=pytest.mark.slow)


@pytest.mark.parametrize("kind", ["held", "sail in many parts", SPARK])
def test_the_seeds(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    agrees(opened(kind, tmp_path, request), SEEDS, Settings(), cluster_articles(SEEDS))


@pytest.mark.parametrize("kind", ["held", "spilled 1", "spilled 2", "spilled 7", "sail", SPARK])
def test_generated_articles(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, of_generated: Clustering
) -> None:
    agrees(opened(kind, tmp_path, request), GENERATED, Settings(), of_generated)


def test_the_order_of_the_articles_does_not_matter(of_generated: Clustering) -> None:
    with LocalEngine() as engine:
        shuffled = random.Random(2).sample(GENERATED, len(GENERATED))
        agrees(engine, shuffled, Settings(), of_generated)


def test_buckets_and_homes_do_not_matter(monkeypatch: pytest.MonkeyPatch, of_generated: Clustering) -> None:
    monkeypatch.setattr(buckets, "BUCKET_ARTICLES", 30)
    monkeypatch.setattr(buckets, "SAMPLED", 100)
    monkeypatch.setattr(homes, "HOME_PAIRS", 3)
    with LocalEngine() as engine:
        agrees(engine, GENERATED, Settings(), of_generated)


def test_limits_are_reached_alike() -> None:
    with LocalEngine() as engine:
        agrees(engine, GENERATED, NARROW, cluster_articles(GENERATED, NARROW))


NONE: Items = []
UNREADABLE: Items = [Article("  -- ", id="nothing")]
ONE: Items = [Article("Nein.", id="no")]


@pytest.mark.parametrize(
    ("kind", "items"),
    [("held", NONE), ("held", UNREADABLE), ("held", ONE), ("held", SEEDS[:2]), ("sail", UNREADABLE)],
    ids=["none", "unreadable", "one", "two", "unreadable on Sail"],
)
def test_hardly_any_articles(kind: str, items: Items, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    agrees(opened(kind, tmp_path, request), items, Settings(), cluster_articles(items))


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path: Path, of_generated: Clustering) -> None:
    with LocalEngine(tmp_path) as engine:
        read = engine.materialise(engine.given(given_rows(GENERATED), READ), "read")
        judged(engine, read, Settings())
    with LocalEngine(tmp_path) as engine:
        agrees(engine, [], Settings(), of_generated)


def test_texts_are_given_only_if_they_are_asked_for() -> None:
    with LocalEngine() as engine:
        found = cluster_on(engine, SEEDS, texts=False)
    known = cluster_articles(iter(SEEDS), texts=False)
    assert said(found) == said(known)
    assert found.clusters == known.clusters
    assert {member.article.text for cluster in found.clusters for member in cluster.members} == {""}


@pytest.mark.parametrize("kind", ["held", "spilled 7"])
def test_an_article_on_which_a_step_fails_is_left_out_and_said_to_be(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def scanned(texts: list[str]) -> Words:
        if any("ein Gift" in text for text in texts):
            raise RuntimeError("it burns")
        return scan(texts)

    monkeypatch.setattr("dedup.pipeline.articles.scan", scanned)
    bad = [Article("Das ist ein Gift.", id=f"bad {n}", path=f"bad {n}.txt") for n in range(3)]
    found = cluster_on(opened(kind, tmp_path, request), [*bad[:2], *SEEDS, bad[2]])
    known = cluster_articles(SEEDS)
    refused = [skipped for skipped in found.skipped if skipped.path.startswith("bad")]
    assert [skipped.path for skipped in refused] == ["bad 0.txt", "bad 1.txt", "bad 2.txt"]
    assert all("it burns" in skipped.why for skipped in refused)
    assert (found.clusters, found.articles) == (known.clusters, known.articles)
    assert [one.id for one in found.singletons] == [one.id for one in known.singletons]


REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. "
COPIES = [Article(f"{REPORT}Der Stand {n} ist ein Gift.", id=f"bad {n}", path=f"{n}.txt") for n in range(3)]
GOOD = [Article(f"{REPORT}Der Stand {n} ist gut, und er bleibt es.", id=f"good {n}") for n in range(3)]
POISONED = ("held", "spilled 7", "sail")


@pytest.mark.parametrize("kind", POISONED)
def test_an_article_that_cannot_be_read_closely_is_left_out_with_its_pairs(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def read(table: pa.Table, texts: bool) -> list[Article]:
        found = articles_of(table, texts)
        if any("ein Gift" in article.text for article in found):
            raise MemoryError
        return found

    monkeypatch.setattr("dedup.pipeline.readings.articles_of", read)
    found = cluster_on(opened(kind, tmp_path, request), [*COPIES[:2], *GOOD, *SEEDS, COPIES[2]])
    refused = [one for one in found.skipped if "MemoryError" in one.why]
    assert [one.path for one in refused] == ["0.txt", "1.txt", "2.txt"]
    known = cluster_articles([*GOOD, *SEEDS])
    assert (found.clusters, found.articles) == (known.clusters, known.articles)
    assert [one.id for one in found.singletons] == [one.id for one in known.singletons]


@pytest.mark.parametrize("kind", POISONED)
def test_a_pair_that_cannot_be_judged_is_left_out_and_both_are_named(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def marked(texts: list[str], spans: Sequence[Sequence[Span]]) -> Marks:
        if sum("ein Gift" in text for text in texts) > 1:
            raise RuntimeError("it burns")
        return mark(texts, spans)

    known = cluster_on(LocalEngine(), [*COPIES, *GOOD])
    monkeypatch.setattr("dedup.pipeline.bench.mark", marked)
    found = cluster_on(opened(kind, tmp_path, request), [*GOOD, *COPIES])
    assert [(one.path, one.why.partition("; ")[0]) for one in found.skipped] == [
        (f"bad {a}", f"cannot be compared with bad {b} (it burns)") for a, b in ((0, 1), (0, 2), (1, 2))
    ]
    judged_pairs, every = ({(v.a, v.b) for v in result.candidates} for result in (found, known))
    burnt = {(a, b) for a, b in every if a.startswith("bad") and b.startswith("bad")}
    assert len(burnt) == 3
    assert judged_pairs == every - burnt
    assert found.articles == len(COPIES) + len(GOOD)
