"""How much text two articles share: resemblance, containment and the longest run, in word 5-grams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dedup.hashing import Hashes, shingle_hashes
from dedup.runs import longest_run

SHINGLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Overlap:
    """Resemblance (Jaccard index) and containment both ways, in word 5-grams; longest common run in words."""

    resemblance: float
    containment_a_in_b: float
    containment_b_in_a: float
    longest_run: int


def overlap(a: Hashes, b: Hashes) -> Overlap:
    """Return how much of each text's words stand in the other.

    >>> words = np.arange(30, dtype=np.uint64)
    >>> overlap(words, words[10:]).containment_b_in_a
    1.0
    """
    in_a, in_b = np.unique(shingle_hashes(a, SHINGLE_WORDS)), np.unique(shingle_hashes(b, SHINGLE_WORDS))
    shared = len(np.intersect1d(in_a, in_b, assume_unique=True))
    union = len(in_a) + len(in_b) - shared
    return Overlap(
        resemblance=shared / union if union else 0.0,
        containment_a_in_b=shared / len(in_a) if len(in_a) else 0.0,
        containment_b_in_a=shared / len(in_b) if len(in_b) else 0.0,
        longest_run=longest_run(a, b),
    )
