from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from datasketch import MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import postings
from dedup.bands import near_pairs
from dedup.candidate import Pair, StockPhrase
from dedup.exchange import to_datasketch
from dedup.gathering import Gathered, values_of
from dedup.hashing import Hashes, shingle_hashes
from dedup.retrieval import RetrievalSettings
from dedup.retrieval import find_candidates as find
from dedup.runs import shared_runs
from dedup.scanner import Words
from dedup.sketch import Sketches
from dedup.work import Work

SETTINGS = RetrievalSettings()
GUARANTEED = SETTINGS.shingle + SETTINGS.window - 1


def sketched(articles: list[Hashes], asked: RetrievalSettings = SETTINGS) -> Sketches:
    nowhere = np.zeros(sum(map(len, articles)), dtype=np.int32)
    first = np.cumsum([0, *map(len, articles)])
    joined = np.concatenate([*articles, np.empty(0, dtype=np.uint64)])
    return asked.sketch(Words(joined, nowhere, nowhere, nowhere.astype(np.uint8), first))


@dataclass(frozen=True)
class Found:
    pairs: list[Pair]
    stock: list[StockPhrase]
    complete: bool


def find_candidates(articles: list[Hashes], asked: RetrievalSettings) -> Found:
    with Work() as work:
        gathered = Gathered(work, asked.permutations)
        gathered.add(sketched(articles, asked))
        found = find(gathered, asked)
    return Found([(i, j) for i, j in found.pairs.tolist()], found.stock, found.complete)


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
    pairs = set(find_candidates(articles, SETTINGS).pairs)
    for i, j in combinations(range(len(articles)), 2):
        short = min(len(articles[i]), len(articles[j]))
        if short <= 60 and len(shared_runs(articles[i], articles[j], GUARANTEED)) >= 2:
            assert (i, j) in pairs


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_every_candidate_shares_a_shingle(rng: random.Random) -> None:
    articles = articles_with_planted_passages(rng)
    found = find_candidates(articles, SETTINGS)
    assert found.complete
    assert found.pairs == sorted(set(found.pairs))
    for i, j in found.pairs:
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
    found = near_pairs(
        sketched(articles).signatures, np.arange(len(articles)), SETTINGS.near_threshold, SETTINGS.partners
    )
    return [(i, j) for i, j in found.pairs.tolist()]


def by_datasketch(articles: list[Hashes]) -> list[Pair]:
    index = MinHashLSH(threshold=SETTINGS.near_threshold, num_perm=SETTINGS.permutations)
    found: list[Pair] = []
    for n, row in enumerate(sketched(articles).signatures):
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
    assert find_candidates(articles, SETTINGS).pairs == [(0, 1)]


def test_a_stock_phrase_in_too_many_articles_proposes_nothing_and_is_listed() -> None:
    rng = random.Random(7)
    signoff = fresh_words(rng, 20)
    articles = [np.array(fresh_words(rng, 60) + signoff, dtype=np.uint64) for _ in range(12)]
    assert len(find_candidates(articles, SETTINGS).pairs) == 66
    found = find_candidates(articles, replace(SETTINGS, stock_articles=11))
    assert (found.pairs, found.complete) == ([], True)
    assert [(phrase.articles, phrase.article) for phrase in found.stock] == [(12, 0)] * len(found.stock)
    signoffs = values_of(shingle_hashes(np.array(signoff, dtype=np.uint64), SETTINGS.shingle))
    assert found.stock
    assert {phrase.hash for phrase in found.stock} <= set(signoffs.tolist())


def test_a_brief_from_a_story_that_stands_everywhere_is_found_although_all_its_words_are_stock() -> None:
    versions = family(120)
    brief = np.array([*versions[60][100:160], *fresh_words(random.Random(13), 30)], dtype=np.uint64)
    found = find_candidates([*versions[:60], brief, *versions[60:]], replace(SETTINGS, stock_articles=20))
    assert any(60 in pair for pair in found.pairs)


def test_articles_without_words_are_nobodys_candidates() -> None:
    nothing, something = np.empty(0, dtype=np.uint64), np.arange(40, dtype=np.uint64)
    assert find_candidates([], SETTINGS).pairs == []
    assert find_candidates([nothing, nothing], SETTINGS).pairs == []
    assert find_candidates([nothing, something, nothing, something], SETTINGS).pairs == [(1, 3)]


def test_one_word_articles_are_candidates_if_their_word_is_the_same() -> None:
    assert find_candidates([np.array([n], dtype=np.uint64) for n in (1, 2, 1)], SETTINGS).pairs == [(0, 2)]


def test_all_pairs_of_a_family_within_the_limit_are_candidates() -> None:
    found = find_candidates(family(33), SETTINGS)
    assert (len(found.pairs), found.complete) == (33 * 32 // 2, True)


def test_of_a_large_family_each_member_keeps_its_strongest_partners_and_the_answer_says_so() -> None:
    versions = family(300)
    versions[250] = versions[3].copy()
    versions[250][299] = 1
    found = find_candidates(versions, replace(SETTINGS, partners=5))
    assert not found.complete
    assert len(found.pairs) <= 300 * 5
    assert (3, 250) in found.pairs
    partners = np.bincount(np.array(found.pairs).ravel(), minlength=300)
    assert partners.min() >= 5


def test_a_source_keeps_all_articles_that_took_from_it_alone() -> None:
    rng = random.Random(9)
    source = fresh_words(rng, 1_200)
    takers = [source[n * 60 : n * 60 + 60] + fresh_words(rng, 100) for n in range(20)]
    articles = [np.array(text, dtype=np.uint64) for text in (source, *takers)]
    found = find_candidates(articles, replace(SETTINGS, partners=2))
    assert found.pairs == [(0, n) for n in range(1, 21)]
    assert found.complete


def test_postings_beyond_the_budget_are_left_out_and_the_answer_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = random.Random(11)
    frame, story = fresh_words(rng, 20), fresh_words(rng, 30)
    texts = [frame + fresh_words(rng, 60) for _ in range(10)]
    texts += [story + fresh_words(rng, 30), story + fresh_words(rng, 60)]
    articles = [np.array(text, dtype=np.uint64) for text in texts]
    assert find_candidates(articles, SETTINGS).complete
    monkeypatch.setattr(postings, "MAX_PAIRS", 100)
    monkeypatch.setattr(postings, "PAIRS_AN_ARTICLE", 1)
    found = find_candidates(articles, SETTINGS)
    assert (found.pairs, found.complete) == ([(10, 11)], False)
