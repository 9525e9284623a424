from __future__ import annotations

import numpy as np
import pytest

from dedup import overlap as module
from dedup.hashing import Hashes
from dedup.overlap import Overlap, shingle_set
from dedup.scanner import scan

NOTHING = np.empty(0, dtype=np.uint64)
LONG = np.arange(104, dtype=np.uint64)


def overlap(a: Hashes, b: Hashes) -> Overlap:
    return module.overlap(shingle_set(a), shingle_set(b))


def test_a_text_wholly_overlaps_itself() -> None:
    assert overlap(LONG, LONG) == Overlap(1.0, 1.0, 1.0)


def test_a_passage_is_contained_in_the_whole_but_not_the_whole_in_it() -> None:
    """100 word 5-grams, of which the passage has 40."""
    assert overlap(LONG, LONG[20:64]) == Overlap(0.4, 0.4, 1.0)


def test_swapping_the_texts_swaps_the_containments() -> None:
    one, other = overlap(LONG, LONG[20:64]), overlap(LONG[20:64], LONG)
    assert (one.containment_a_in_b, one.resemblance) == (other.containment_b_in_a, other.resemblance)


def test_unrelated_and_empty_texts_share_nothing() -> None:
    nothing = Overlap(0.0, 0.0, 0.0)
    assert overlap(LONG, LONG + np.uint64(1000)) == nothing
    assert overlap(LONG, NOTHING) == overlap(NOTHING, NOTHING) == nothing


def test_the_same_words_in_another_order_share_no_5_grams() -> None:
    found = overlap(scan(["eins zwei drei vier fünf"]).of(0), scan(["fünf vier drei zwei eins"]).of(0))
    assert found == Overlap(0.0, 0.0, 0.0)


def test_repeated_passages_count_once() -> None:
    assert overlap(np.tile(LONG[:10], 5), LONG[:10]).containment_b_in_a == pytest.approx(1.0)
