"""How much text two articles share: resemblance and containment, in word 5-grams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dedup.compiled import compiled
from dedup.hashing import Hashes, shingle_hashes

SHINGLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Overlap:
    """Resemblance (Jaccard index) and containment both ways, in word 5-grams."""

    resemblance: float
    containment_a_in_b: float
    containment_b_in_a: float


def shingle_set(words: Hashes) -> Hashes:
    """Return the distinct 5-grams of some words, ascending; a shorter text is one as a whole.

    >>> len(shingle_set(np.arange(12, dtype=np.uint64)))
    8
    """
    return np.unique(shingle_hashes(words, SHINGLE_WORDS))


def overlap(a: Hashes, b: Hashes) -> Overlap:
    """Return how much of each text stands in the other, from their shingle sets.

    >>> words = np.arange(30, dtype=np.uint64)
    >>> overlap(shingle_set(words), shingle_set(words[10:])).containment_b_in_a
    1.0
    """
    shared = _common(a, b)
    union = len(a) + len(b) - shared
    return Overlap(
        resemblance=shared / union if union else 0.0,
        containment_a_in_b=shared / len(a) if len(a) else 0.0,
        containment_b_in_a=shared / len(b) if len(b) else 0.0,
    )


@compiled
def _common(a: Hashes, b: Hashes) -> int:
    """Return how many hashes two ascending sets have in common."""
    i = j = shared = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            shared += 1
        step_a, step_b = a[i] <= b[j], b[j] <= a[i]
        i += step_a
        j += step_b
    return shared
