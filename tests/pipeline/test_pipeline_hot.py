"""Hot hashes: no task holds all of their articles, and the answer is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from dedup.article import Article
from dedup.engine.columns import batch, numbers
from dedup.engine.local import LocalEngine
from dedup.engine.port import Input
from dedup.pipeline import buckets, hot, meetings
from dedup.pipeline.articles import PLACE_BITS
from dedup.pipeline.hot import PARTED, Frequent, Hot, Parted, Without, heads, parts
from dedup.pipeline.postings import KEYS, POSTINGS
from dedup.pipeline.run import cluster_on
from dedup.render.schema import clustering_json
from tests.engine.engines import opened

MANY = 200_000
BUCKET = 5_000
PHRASE, BAND, RARE = 77, 78, 79
PAIRED = {(False, PHRASE), (True, BAND)}


def keys() -> Iterator[pa.RecordBatch]:
    """Yield the keys of many articles that all share one phrase and one band, and some of a rare one."""
    for start in range(0, MANY, 20_000):
        place = np.arange(start, start + 20_000)
        n = (place // BUCKET << PLACE_BITS) | place % BUCKET
        for value, band, some in ((PHRASE, False, n), (BAND, True, n), (RARE, False, n[:1])):
            yield batch(
                KEYS,
                value=np.full(len(some), value),
                n=some,
                next=np.zeros(len(some), dtype=np.int64),
                size=np.full(len(some), 9, dtype=np.int32),
                band=np.full(len(some), band),
            )


def test_no_partition_holds_all_articles_of_a_hot_hash() -> None:
    sizes: list[tuple[int, int]] = []

    def noted(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        sizes.append((len(given["keys"]), given["keys"].nbytes))
        yield from parts(given)

    known = Hot((PHRASE,), (BAND,))
    with LocalEngine(held_bytes=1, partitions=64) as engine:
        given = engine.materialise(engine.given(keys(), KEYS), "keys")
        parted = engine.map_batches(given, Parted(known), PARTED)
        made = engine.exchange({"keys": Input(parted, "home", tuple(KEYS.names))}, noted, POSTINGS)
        posted = engine.materialise(made, "parts")
        made = engine.exchange({"parts": Input(posted, "value")}, heads, POSTINGS)
        whole = engine.materialise(made, "heads")
        rows = pa.Table.from_batches(engine.rows(whole), POSTINGS)
        found = [pa.Table.from_batches(engine.rows(posted), POSTINGS), rows]
        rest = engine.map_batches(given, Without(known), KEYS)
        assert sum(map(len, engine.rows(engine.materialise(rest, "rest")))) == MANY // 20_000
    assert max(rows for rows, _ in sizes) <= 8 * BUCKET
    assert max(size for _, size in sizes) < 2 << 20
    assert sorted((row["band"], row["value"], row["count"]) for row in rows.to_pylist()) == sorted(
        (*key, MANY) for key in PAIRED
    )
    assert max(len(row["members"]) for table in found for row in table.to_pylist()) <= 8 * BUCKET
    assert all(hanging_together(found, band) == MANY for band in (False, True))


def hanging_together(found: list[pa.Table], band: bool) -> int:
    """Return how many articles hang together with the first one by their meetings."""
    met = meetings.Met(0, 3)
    some = (table.filter(pa.array(numbers(table, "band", np.bool_) == band)) for table in found)
    linked = [
        np.stack((numbers(part, "i"), numbers(part, "j")))
        for table in some
        for part in met(iter(table.to_batches()))
    ]
    i, j = np.concatenate(linked, axis=1)
    # Everyone but the first meets someone before: so all hang together.
    assert (i < j).all()
    return len(np.unique(j)) + 1


def test_what_is_frequent_in_a_sample_is_found() -> None:
    table = pa.Table.from_batches(keys(), KEYS)
    rows = Frequent(MANY)({"keys": table})
    assert Hot.of(rows) == Hot((PHRASE,), (BAND,))
    assert not Hot.of(Frequent(MANY + 1)({"keys": table}))


BOILER = "Dieser Beitrag entstand mit Hilfe eines Programms und wurde von der Redaktion der Zeitung geprüft."


def article(n: int) -> Article:
    words = " ".join(f"wort{n * 31 % 997}x{k}" for k in range(40))
    return Article(f"Meldung {n}: {words}. {BOILER}", id=f"{n:03}")


TALES = [article(n) for n in range(60)]
RETOLD = [replace(one, id=f"again {one.id}", text=f"Neu. {one.text}") for one in TALES[::9]]
NEAR = [Article(f"{BOILER} {BOILER[::-1]} Es war einmal, Nummer {n}.", id=f"near {n}") for n in range(60)]


@pytest.fixture
def hot_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what stands in a few articles be hot, and buckets be small."""
    monkeypatch.setattr(hot, "HOT_ARTICLES", 20)
    monkeypatch.setattr(buckets, "BUCKET_ARTICLES", 9)


@pytest.mark.usefixtures("hot_early")
@pytest.mark.parametrize("kind", ["held", "parted", "spilled 7", "sail"])
def test_the_answer_is_the_same_everywhere_and_whole(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = cluster_on(opened(kind, tmp_path, request), [*NEAR, *TALES, *RETOLD])
    together = [{member.article.id for member in cluster.members} for cluster in found.clusters]
    assert {one.id for one in NEAR} in together
    assert all({one.id, one.id.removeprefix("again ")} in together for one in RETOLD)
    assert BOILER.rstrip(".")[20:60] in " ".join(text.text for text in found.stock)
    assert not found.recipe["complete"]
    assert list((tmp_path / "parts").glob("*.parquet"))
    with LocalEngine() as engine:
        known = cluster_on(engine, [*NEAR, *TALES, *RETOLD])
    assert "".join(clustering_json(replace(found, engine="any"))) == "".join(
        clustering_json(replace(known, engine="any"))
    )
