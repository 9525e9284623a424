from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from datasketch import MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.engine.columns import numbers
from dedup.exchange import to_datasketch
from dedup.hashing import Hashes, shingle_hashes
from dedup.pipeline import lengths, meetings, postings
from dedup.retrieval import RetrievalSettings
from dedup.runs import shared_runs
from tests.pipeline.candidates import Pair, found, number, rows_of, sketched

SETTINGS = RetrievalSettings()
GUARANTEED = SETTINGS.shingle + SETTINGS.window - 1


def fresh_words(rng: random.Random, count: int) -> list[int]:
    return [rng.getrandbits(60) for _ in range(count)]


def articles_with_planted_passages(rng: random.Random) -> list[Hashes]:
    """Articles of words of their own, into which passages of others are pasted at random."""
    texts = [fresh_words(rng, rng.randint(0, 60)) for _ in range(8)]
    for _ in range(10):
        source, target = rng.sample(texts, 2)
        start = rng.randrange(len(source) + 1)
        at = rng.randrange(len(target) + 1)
        target[at:at] = source[start : start + rng.randint(4, 12)]
    return [np.array(text, dtype=np.uint64) for text in texts]


def family(size: int, seed: int = 1) -> list[Hashes]:
    """One text of 300 words in many versions, each with a few words of its own."""
    rng = random.Random(seed)
    text = fresh_words(rng, 300)
    versions = []
    for _ in range(size):
        version = text.copy()
        for at in rng.sample(range(300), 3):
            version[at] = rng.getrandbits(60)
        versions.append(np.array(version, dtype=np.uint64))
    return versions


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_whoever_shares_two_runs_of_eight_words_is_a_candidate(rng: random.Random) -> None:
    articles = articles_with_planted_passages(rng)
    pairs = set(found(articles, SETTINGS).pairs)
    for i, j in combinations(range(len(articles)), 2):
        short = min(len(articles[i]), len(articles[j]))
        if short <= 60 and len(shared_runs(articles[i], articles[j], GUARANTEED)) >= 2:
            assert (i, j) in pairs


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_every_candidate_shares_a_shingle(rng: random.Random) -> None:
    articles = articles_with_planted_passages(rng)
    seen = found(articles, SETTINGS)
    assert seen.complete
    assert seen.pairs == sorted(set(seen.pairs))
    for i, j in seen.pairs:
        assert i < j
        assert shared_runs(
            articles[i], articles[j], min(SETTINGS.shingle, len(articles[i]), len(articles[j]))
        )


def test_near_duplicates_are_those_of_datasketchs_index() -> None:
    rng = random.Random(3)
    articles = [a for seed in range(12) for a in family(3, seed)]
    articles += [np.concatenate((a, np.array(fresh_words(rng, 200), dtype=np.uint64))) for a in articles[::3]]
    assert near(articles) == by_datasketch(articles)


def near(articles: list[Hashes]) -> list[Pair]:
    """Return the pairs that meet in a band."""
    rows, nobody = (
        pa.Table.from_batches([rows_of(articles, SETTINGS)]),
        pa.table({"n": pa.array([], pa.int64())}),
    )
    keys = pa.Table.from_batches(postings.Keyed(SETTINGS)({"articles": rows, "copies": nobody}))
    met = meetings.Met(len(articles), SETTINGS.partners)(postings.postings({"keys": keys}))
    table = pa.Table.from_batches(met)
    table = table.filter(pa.array(numbers(table, "near", np.int32) > 0))
    place = {number(n): n for n in range(len(articles))}
    pairs = zip(numbers(table, "i").tolist(), numbers(table, "j").tolist(), strict=True)
    return sorted({(place[i], place[j]) for i, j in pairs})


def by_datasketch(articles: list[Hashes]) -> list[Pair]:
    index = MinHashLSH(threshold=SETTINGS.near_threshold, num_perm=SETTINGS.permutations)
    found: list[Pair] = []
    for n, row in enumerate(sketched(articles, SETTINGS).signatures):
        sketch = to_datasketch(row, SETTINGS.scheme)
        found += [(other, n) for other in index.query(sketch)]
        index.insert(n, sketch)
    return sorted(found)


def test_a_short_report_from_a_long_one_is_found_where_minhash_finds_nothing() -> None:
    rng = random.Random(5)
    long = fresh_words(rng, 800)
    short = long[100:116] + fresh_words(rng, 100) + long[400:416] + fresh_words(rng, 100)
    articles = [np.array(text, dtype=np.uint64) for text in (long, short, fresh_words(rng, 300))]
    assert near(articles) == []
    assert found(articles, SETTINGS).pairs == [(0, 1)]


def test_a_stock_phrase_in_too_many_articles_proposes_nothing_and_is_listed() -> None:
    rng = random.Random(7)
    signoff = fresh_words(rng, 20)
    articles = [np.array(fresh_words(rng, 60) + signoff, dtype=np.uint64) for _ in range(12)]
    assert len(found(articles, SETTINGS).pairs) == 66
    seen = found(articles, replace(SETTINGS, stock_articles=11))
    assert (seen.pairs, seen.complete) == ([], True)
    assert [(phrase.articles, phrase.article) for phrase in seen.stock] == [(12, 0)] * len(seen.stock)
    signoffs = shingle_hashes(np.array(signoff, dtype=np.uint64), SETTINGS.shingle)
    assert seen.stock
    assert {phrase.hash for phrase in seen.stock} <= set(signoffs.tolist())


def test_a_brief_from_a_story_that_stands_everywhere_is_found_although_all_its_words_are_stock() -> None:
    versions = family(120)
    brief = np.array([*versions[60][100:160], *fresh_words(random.Random(13), 30)], dtype=np.uint64)
    seen = found([*versions[:60], brief, *versions[60:]], replace(SETTINGS, stock_articles=20))
    assert any(60 in pair for pair in seen.pairs)


def test_articles_without_words_are_nobodys_candidates() -> None:
    nothing, something = np.empty(0, dtype=np.uint64), np.arange(40, dtype=np.uint64)
    assert found([], SETTINGS).pairs == []
    assert found([nothing, nothing], SETTINGS).pairs == []
    assert found([nothing, something, nothing, something], SETTINGS).pairs == [(1, 3)]


def test_one_word_articles_are_candidates_if_their_word_is_the_same() -> None:
    assert found([np.array([n], dtype=np.uint64) for n in (1, 2, 1)], SETTINGS).pairs == [(0, 2)]


def test_all_pairs_of_a_family_within_the_limit_are_candidates() -> None:
    seen = found(family(33), SETTINGS)
    assert (len(seen.pairs), seen.complete) == (33 * 32 // 2, True)


def test_of_a_large_family_each_member_keeps_its_strongest_partners_and_the_answer_says_so() -> None:
    versions = family(300)
    versions[250] = versions[3].copy()
    versions[250][299] = 1
    seen = found(versions, replace(SETTINGS, partners=5))
    assert not seen.complete
    assert len(seen.pairs) <= 300 * 5
    assert (3, 250) in seen.pairs
    partners = np.bincount(np.array(seen.pairs).ravel(), minlength=300)
    assert partners.min() >= 5


def test_a_source_keeps_all_articles_that_took_from_it_alone() -> None:
    rng = random.Random(9)
    source = fresh_words(rng, 1_200)
    takers = [source[n * 60 : n * 60 + 60] + fresh_words(rng, 100) for n in range(20)]
    articles = [np.array(text, dtype=np.uint64) for text in (source, *takers)]
    seen = found(articles, replace(SETTINGS, partners=2))
    assert seen.pairs == [(0, n) for n in range(1, 21)]
    assert seen.complete


def test_postings_beyond_the_budget_are_left_out_and_the_answer_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = random.Random(11)
    frame, story = fresh_words(rng, 20), fresh_words(rng, 30)
    texts = [frame + fresh_words(rng, 60) for _ in range(10)]
    texts += [story + fresh_words(rng, 30), story + fresh_words(rng, 60)]
    articles = [np.array(text, dtype=np.uint64) for text in texts]
    assert found(articles, SETTINGS).complete
    monkeypatch.setattr(lengths, "MAX_PAIRS", 100)
    monkeypatch.setattr(lengths, "PAIRS_AN_ARTICLE", 1)
    seen = found(articles, SETTINGS)
    assert (seen.pairs, seen.complete) == ([(10, 11)], False)
