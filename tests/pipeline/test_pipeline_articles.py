"""Articles as rows: numbers in the order of the ids, whatever the buckets."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.engine.columns import decoded, encoded, numbers, packed, values
from dedup.engine.local import LocalEngine
from dedup.engine.port import Input
from dedup.limits import MAX_ARTICLE_CHARS
from dedup.pipeline import articles as articles_step
from dedup.pipeline import buckets
from dedup.pipeline.articles import (
    ARTICLES,
    READ,
    UNDATED,
    Numbered,
    articles_of,
    given_rows,
    microseconds,
)
from dedup.pipeline.buckets import Bucketed
from dedup.retrieval import RetrievalSettings
from dedup.scanner import Words, scan

SETTINGS = RetrievalSettings()
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]), max_size=12)
IDS = st.lists(
    st.one_of(ANY_TEXT, st.sampled_from(["", "ö", "o\u0308", "\ud800", "a\x00", "a", "Z", "\U0001f600"]))
)


def rows_of(ids: list[str]) -> pa.Table:
    items = [Article(f"Bericht {n}, sagte er.", id=name) for n, name in enumerate(ids)]
    return pa.Table.from_batches(given_rows(items), READ)


def numbered(ids: list[str], sampled: int, bucket: int, spilled: bool) -> pa.Table:
    """Return articles with these ids, numbered by way of buckets of about so many."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(buckets, "SAMPLED", sampled)
        patched.setattr(buckets, "BUCKET_ARTICLES", bucket)
        patched.setattr("dedup.engine.spill.FEW_BYTES", 1 if spilled else 1 << 20)
        with LocalEngine(held_bytes=1 if spilled else 1 << 27, partitions=5) as engine:
            read = engine.materialise(engine.given(rows_of(ids).to_batches(), READ), "read")
            sample = engine.map_batches(read, buckets.sampling(len(ids)), buckets.IDS)
            bounds = Bucketed.between(engine.rows(engine.materialise(sample, "sample")), len(ids))
            placed = engine.map_batches(read, bounds, READ)
            made = engine.exchange({"read": Input(placed, "bucket")}, Numbered(SETTINGS), ARTICLES)
            return pa.Table.from_batches(engine.rows(engine.materialise(made, "articles")), ARTICLES)


@given(st.lists(ANY_TEXT, unique=True, max_size=40), st.integers(1, 40), st.integers(1, 40), st.booleans())
@settings(max_examples=30)
def test_numbers_are_in_the_order_of_the_ids(
    ids: list[str], sampled: int, bucket: int, spilled: bool
) -> None:
    table = numbered(ids, sampled, bucket, spilled).sort_by("n")
    assert decoded(table, "id") == sorted(ids)
    assert len(set(numbers(table, "n").tolist())) == len(ids)
    assert decoded(table, "text") == [f"Bericht {ids.index(name)}, sagte er." for name in sorted(ids)]


def test_many_ids_come_into_many_buckets_of_about_one_size() -> None:
    ids = [f"{n * 7919 % 10_007:05}" for n in range(2_000)]
    rows = rows_of(ids).to_batches()
    bounds = Bucketed.between(buckets.Sampled(4)(iter(rows)), 100 * buckets.BUCKET_ARTICLES)
    placed = pa.Table.from_batches(bounds(iter(rows)))
    _, counts = np.unique(numbers(placed, "bucket"), return_counts=True)
    assert len(counts) == 100
    assert counts.max() < 60


@given(IDS)
@settings(max_examples=30)
def test_every_id_but_the_first_of_its_kind_is_taken(ids: list[str]) -> None:
    table = numbered(ids, 20, 5, False)
    why = table.column("why").to_pylist()
    free = [name for name, reason in zip(decoded(table, "id"), why, strict=True) if reason is None]
    assert sorted(free) == sorted(set(ids))
    assert len(table) == len(ids)


def test_an_id_is_taken_also_where_a_batch_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles_step, "BATCH_ARTICLES", 2)
    table = numbered(["a", "b", "b", "b", "c", "c"], 20, 5, False)
    assert table.sort_by("n").column("why").to_pylist() == [None, None, "taken", "taken", None, "taken"]


@given(st.sets(st.integers(0, 19)), st.integers(1, 9))
@settings(max_examples=20)
def test_an_article_that_cannot_be_worked_on_is_refused_alone(poisoned: set[int], batch: int) -> None:
    ids = [f"{n:02}" for n in range(20)]

    def scanned(texts: list[str]) -> Words:
        if any(f"Bericht {n}," in text for text in texts for n in poisoned):
            raise ValueError("poison")
        return scan(texts)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(articles_step, "BATCH_ARTICLES", batch)
        patched.setattr(articles_step, "scan", scanned)
        table = numbered(ids, 20, 5, False).sort_by("n")
    assert decoded(table, "id") == ids
    refused = [n for n, why in enumerate(values(table, "why")) if why is not None]
    assert refused == sorted(poisoned)
    assert all("poison" in values(table, "why")[n] for n in refused)
    good = [n for n in range(20) if n not in poisoned]
    known = SETTINGS.sketch(scan([f"Bericht {n}, sagte er." for n in good])).digests
    assert numbers(table, "digest", np.uint64)[good].tolist() == known.tolist()


def test_sketches_and_words_are_those_of_the_text() -> None:
    ids = [f"{n}" for n in range(9)]
    table = numbered(ids, 20, 2, True).sort_by("n").combine_chunks()
    made = SETTINGS.sketch(scan(decoded(table, "text")))
    hashes, first = packed(table, "hashes", np.uint64)
    assert (hashes.tolist(), first.tolist()) == (made.hashes.tolist(), made.first.tolist())
    signatures, _ = packed(table, "signature", np.uint32)
    assert signatures.tolist() == made.signatures.ravel().tolist()
    assert numbers(table, "digest", np.uint64).tolist() == made.digests.tolist()


TEXTS = st.one_of(st.none(), ANY_TEXT)


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, ANY_TEXT)
def test_an_article_comes_back_as_it_was(
    title: str | None, date: str | None, source: str | None, language: str | None, path: str | None, name: str
) -> None:
    article = Article("Es stürmt.\x00", name, title, date, source, language, path)
    (rows,) = given_rows([article])
    assert articles_of(rows, texts=True) == [article]


def test_what_cannot_be_worked_on_is_a_row_with_its_reason() -> None:
    items: list[Article | Skipped] = [
        Article("--", id="no words", path="there.txt"),
        Article("", id="empty"),
        Article("a" * (MAX_ARTICLE_CHARS + 1), id="long"),
        Skipped("x.pdf", "no text in it"),
        Article("Es stürmt.", id="good"),
    ]
    (rows,) = given_rows(items)
    why = rows.column("why").to_pylist()
    assert rows.column("id").to_pylist() == [b"there.txt", b"empty", b"long", b"x.pdf", b"good"]
    assert why[3:] == ["no text in it", None]
    assert all(why[:3])
    assert all(text == b"" for text in rows.column("text").to_pylist()[:4])


def test_times() -> None:
    day = datetime(2026, 1, 2, tzinfo=UTC)
    assert microseconds("2026-01-02") == int(day.timestamp()) * 1_000_000
    assert microseconds("2026-01-02T01:00:00.000001+01:00") == int(day.timestamp()) * 1_000_000 + 1
    assert microseconds("1950-01-01") < 0
    assert microseconds("gestern") == microseconds(None) == UNDATED


def test_the_order_of_ids_as_bytes_is_that_of_the_texts() -> None:
    ids = ["\uffff", "\U00010000", "\ud800", "\udfff", "z", "ä", "", "\x00"]
    assert decoded(pa.table({"id": encoded(ids)}).sort_by("id"), "id") == sorted(ids)
