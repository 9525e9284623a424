from __future__ import annotations

import numpy as np
import pytest

from dedup.hashing import Hashes, mixed, shingle_hashes, sort, stands_in, tabled
from dedup.scanner import scan


def words_of(text: str) -> Hashes:
    return scan([text]).of(0)


def test_equal_runs_of_words_have_equal_shingles_and_others_do_not() -> None:
    shingles = shingle_hashes(words_of("eins zwei drei vier eins zwei drei zwei eins drei"), 3)
    assert shingles[0] == shingles[4]
    assert len(set(shingles.tolist())) == len(shingles) - 1


def test_the_order_of_words_matters() -> None:
    words = words_of("Hund beißt Mann")
    assert shingle_hashes(words, 3) != shingle_hashes(words[::-1], 3)


def test_a_text_shorter_than_a_shingle_is_one_shingle() -> None:
    words = words_of("nur drei Wörter")
    assert shingle_hashes(words, 5).tolist() == shingle_hashes(words, 3).tolist()
    assert not len(shingle_hashes(words[:0], 5))


def test_mixing_keeps_different_values_apart() -> None:
    assert len(np.unique([mixed(np.uint64(n)) for n in range(10_000)])) == 10_000


@pytest.mark.parametrize("cut", [0, 40, 62])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 17, 300, 1_500])
def test_hashes_are_sorted_also_if_they_are_not_spread_evenly(count: int, cut: int) -> None:
    values = np.random.default_rng(count).integers(0, 2**64, count, dtype=np.uint64) >> np.uint64(cut)
    expected = np.sort(values)
    sort(values)
    assert values.tolist() == expected.tolist()


@pytest.mark.parametrize("count", [0, 1, 4, 300])
def test_a_table_has_what_was_put_into_it_and_nothing_else(count: int) -> None:
    values = np.random.default_rng(3).integers(0, 2**64, 2 * count, dtype=np.uint64)
    inside, outside = values[:count], values[count:]
    table = tabled(np.concatenate((inside, inside)))
    assert all(stands_in(value, table) for value in inside)
    assert not any(stands_in(value, table) for value in (*outside, np.uint64(0)))
