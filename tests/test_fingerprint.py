from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.fingerprint import winnow
from dedup.hashing import Hashes, shingle_hashes

SHINGLE, WINDOW = 5, 4
GUARANTEED = SHINGLE + WINDOW - 1

WORDS = st.lists(st.integers(0, 50), max_size=60)


def fingerprint(words: list[int]) -> Hashes:
    return winnow(shingle_hashes(np.array(words, dtype=np.uint64), SHINGLE), WINDOW)


@given(WORDS, WORDS, WORDS, WORDS, st.lists(st.integers(0, 50), min_size=GUARANTEED, max_size=30))
def test_a_shared_passage_of_eight_words_always_leaves_a_shared_hash(
    before: list[int], after: list[int], other_before: list[int], other_after: list[int], passage: list[int]
) -> None:
    one = fingerprint(before + passage + after)
    other = fingerprint(other_before + passage + other_after)
    assert len(np.intersect1d(one, other))


@given(WORDS)
def test_a_fingerprint_is_a_sorted_set_of_the_shingles(words: list[int]) -> None:
    kept = fingerprint(words).tolist()
    assert kept == sorted(set(kept))
    assert set(kept) <= set(shingle_hashes(np.array(words, dtype=np.uint64), SHINGLE).tolist())


def test_it_keeps_about_two_of_every_five_shingles_at_window_four() -> None:
    shingles = shingle_hashes(np.arange(10_000, dtype=np.uint64), SHINGLE)
    assert 0.38 < len(winnow(shingles, WINDOW)) / len(shingles) < 0.42


def test_a_text_shorter_than_a_window_keeps_its_least_shingle() -> None:
    assert winnow(np.array([7, 3], dtype=np.uint64), WINDOW).tolist() == [3]
    assert not len(winnow(np.empty(0, dtype=np.uint64), WINDOW))
