"""Postings, meetings and partners step by step, against the retrieval that sees everything at once."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import accumulate

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.engine.columns import batch, numbers, packing
from dedup.engine.local import LocalEngine
from dedup.hashing import Hashes
from dedup.pipeline import lengths, postings
from dedup.pipeline.lengths import Lengths, lengths_of
from dedup.retrieval import RetrievalSettings
from tests.pipeline.candidates import Found, affordable, found_by, found_plainly, number, rows_of
from tests.pipeline.test_pipeline_candidates import articles_with_planted_passages, family, fresh_words

SETTINGS = RetrievalSettings()


def assert_found(articles: list[Hashes], asked: RetrievalSettings) -> Found:
    known = found_plainly(articles, asked)
    with LocalEngine() as engine:
        assert found_by(engine, articles, asked) == known
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dedup.engine.spill.FEW_BYTES", 1)
        with LocalEngine(held_bytes=1, partitions=3) as engine:
            assert found_by(engine, articles, asked) == known
    return known


def desk(seed: int) -> list[Hashes]:
    """Return families, articles with a common signoff, those of one word, and empty ones."""
    rng = random.Random(seed)
    signoff = fresh_words(rng, 20)
    signed = [np.array(fresh_words(rng, 60) + signoff, dtype=np.uint64) for _ in range(15)]
    some = [*family(20, seed + 100), *family(3, seed + 200), *signed, *articles_with_planted_passages(rng)]
    some += [np.array(words, dtype=np.uint64) for words in ([1], [1], [1, 1, 1], [], [], [2, 3])]
    return rng.sample(some, len(some))


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_planted_passages(rng: random.Random) -> None:
    assert_found(articles_with_planted_passages(rng), SETTINGS)


LIMITS = {
    "usual": SETTINGS,
    "few partners": replace(SETTINGS, partners=2),
    "one partner": replace(SETTINGS, partners=1, stock_articles=5),
    "much stock": replace(SETTINGS, stock_articles=3, stock_share=0.0),
    "one shared hash": replace(SETTINGS, least_shared=1, near_threshold=0.8),
}


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("seed", [1, 2])
def test_an_ordinary_desk(seed: int, limits: str) -> None:
    found = assert_found(desk(seed), LIMITS[limits])
    assert found.pairs
    assert found.complete == (limits in ("usual", "much stock", "one shared hash"))
    assert bool(found.stock) == (limits in ("one partner", "much stock"))


@pytest.mark.parametrize("most", [0, 10, 100, 1_000])
def test_postings_beyond_the_budget(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(lengths, "MAX_PAIRS", most)
    monkeypatch.setattr(lengths, "PAIRS_AN_ARTICLE", 1)
    assert not assert_found(desk(3), SETTINGS).complete


@pytest.mark.parametrize("articles", [[], [[]], [[], []], [[1]], [[1], [1]]], ids=str)
def test_hardly_anything(articles: list[list[int]]) -> None:
    assert_found([np.array(words, dtype=np.uint64) for words in articles], SETTINGS)


@given(
    st.lists(st.integers(2, 40), max_size=30), st.integers(0, 2_000), st.integers(0, 50), st.integers(1, 9)
)
def test_the_longest_posting_that_can_be_afforded(counts: list[int], most: int, bar: int, cut: int) -> None:
    parts = [counts[start : start + cut] for start in range(0, len(counts), cut)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lengths, "MAX_PAIRS", most)
        patched.setattr(lengths, "PAIRS_AN_ARTICLE", 0)
        found = Lengths.of(part for some in parts for part in lengths_of(iter([posted(some)])))
        limit = found.limit(bar, 99)
        assert limit == min(bar, affordable(counts, 99))
    assert found.complete(limit, bar, 8) == (limit == bar or max(counts, default=0) <= limit)


def posted(counts: list[int]) -> pa.RecordBatch:
    """Return postings of so many articles, and a bucket of nine of them."""
    first = np.array([0, *accumulate([*counts, 9])])
    return batch(
        postings.POSTINGS,
        value=np.arange(len(counts) + 1),
        band=np.arange(len(counts) + 1) == len(counts),
        count=np.array([*counts, 9], dtype=np.int32),
        members=packing(np.arange(first[-1]), first),
        sizes=packing(np.ones(first[-1], dtype=np.int32), first),
    )


def test_copies_have_no_postings() -> None:
    rows = rows_of(family(6), SETTINGS)
    copies = pa.table({"n": pa.array([number(2), number(4)], pa.int64())})
    keys = postings.Keyed(SETTINGS)({"articles": pa.Table.from_batches([rows]), "copies": copies})
    found = pa.Table.from_batches(keys, postings.KEYS)
    assert set(numbers(found, "n").tolist()) == {number(n) for n in (0, 1, 3, 5)}
