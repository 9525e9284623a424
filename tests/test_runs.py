from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import runs
from dedup.hashing import Hashes
from dedup.runs import Run, longest_shared_run, shared_runs

WORDS = st.lists(st.integers(0, 3), max_size=20)


def words(values: list[int]) -> Hashes:
    return np.array(values, dtype=np.uint64)


def tiling(a: list[int], b: list[int], least: int) -> list[Run]:
    """Greedy string tiling as Wise describes it: the longest run of free words, again and again."""
    free_a, free_b = [True] * len(a), [True] * len(b)
    tiles: list[Run] = []
    while True:
        best = Run(0, 0, 0)
        for i in range(len(a)):
            for j in range(len(b)):
                n = 0
                while (
                    i + n < len(a)
                    and j + n < len(b)
                    and a[i + n] == b[j + n]
                    and free_a[i + n]
                    and free_b[j + n]
                ):
                    n += 1
                if n > best.length:
                    best = Run(i, j, n)
        if best.length < least:
            return sorted(tiles)
        for n in range(best.length):
            free_a[best.a + n] = free_b[best.b + n] = False
        tiles.append(best)


@given(WORDS, WORDS, st.integers(1, 4))
def test_runs_are_those_of_greedy_string_tiling(a: list[int], b: list[int], least: int) -> None:
    assert shared_runs(words(a), words(b), least) == tiling(a, b, least)


@given(WORDS, WORDS, st.integers(1, 4))
def test_runs_are_equal_words_and_do_not_overlap(a: list[int], b: list[int], least: int) -> None:
    found = shared_runs(words(a), words(b), least)
    for run in found:
        assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]
        assert run.length >= least
    in_a = [n for run in found for n in range(run.a, run.a + run.length)]
    in_b = [n for run in found for n in range(run.b, run.b + run.length)]
    assert len(in_a) == len(set(in_a)) == len(in_b) == len(set(in_b))


@given(WORDS, WORDS)
def test_the_longest_run_is_the_first_tile(a: list[int], b: list[int]) -> None:
    run = longest_shared_run(words(a), words(b))
    assert (run.length if run else 0) == max((run.length for run in tiling(a, b, 1)), default=0)


def test_a_long_run_is_taken_whole_and_what_is_left_of_others_comes_last() -> None:
    assert shared_runs(words([1, 2, 3, 4, 5, 6]), words([3, 4, 5, 6, 9, 1, 2, 3, 4]), 2) == [
        Run(0, 5, 4),
        Run(4, 2, 2),
    ]


def test_texts_without_words_share_nothing() -> None:
    assert shared_runs(words([]), words([1, 2, 3]), 1) == []
    assert longest_shared_run(words([]), words([1])) is None


def test_one_word_a_hundred_thousand_times_is_one_run() -> None:
    same = np.zeros(100_000, dtype=np.uint64)
    assert shared_runs(same, same[1:], 4) == [Run(0, 0, 99_999)]


def test_beyond_the_budget_repeated_words_are_matched_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    phrase, story = [1, 2, 3], list(range(10, 30))
    a, b = words(phrase * 40 + story), words(story + phrase * 40)
    monkeypatch.setattr(runs, "MAX_MATCHES", 100)
    assert shared_runs(a, b, 3) == [Run(0, 20, 120), Run(120, 0, 20)]


@given(WORDS, WORDS)
def test_runs_within_a_budget_are_still_equal_words(a: list[int], b: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "MAX_MATCHES", 5)
        for run in shared_runs(words(a), words(b), 2):
            assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]


def test_a_long_text_and_its_shuffled_self_take_seconds_not_minutes() -> None:
    rng = random.Random(1)
    sentences = [[int(rng.paretovariate(0.8)) % 5_000 for _ in range(15)] for _ in range(4_000)]
    shuffled = rng.sample(sentences, len(sentences))
    a, b = (words([word for sentence in text for word in sentence]) for text in (sentences, shuffled))
    start = time.process_time()
    found = shared_runs(a, b, 4)
    assert sum(run.length for run in found) > 0.8 * len(a)
    assert time.process_time() - start < 20
