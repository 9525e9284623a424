"""How much text two articles share: resemblance and containment, in word 5-grams."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.compiled import compiled
from dedup.hashing import Hashes, shingle_hashes, sort

SHINGLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Overlap:
    """Resemblance (Jaccard index) and containment both ways, in word 5-grams."""

    resemblance: float
    containment_a_in_b: float
    containment_b_in_a: float


@compiled
def shingle_set(words: Hashes) -> Hashes:
    """Return the distinct 5-grams of some words, ascending; a shorter text is one as a whole."""
    found = shingle_hashes(words, SHINGLE_WORDS)
    sort(found)
    kept = 0
    for n in range(len(found)):
        if n == 0 or found[n] != found[kept - 1]:
            found[kept] = found[n]
            kept += 1
    return found[:kept]


def overlap(a: Hashes, b: Hashes) -> Overlap:
    """Return how much of each text stands in the other, from their shingle sets.

    >>> import numpy as np
    >>> words = np.arange(30, dtype=np.uint64)
    >>> overlap(shingle_set(words), shingle_set(words[10:])).containment_b_in_a
    1.0
    """
    return overlap_of(common(a, b), len(a), len(b))


def overlap_of(shared: int, in_a: int, in_b: int) -> Overlap:
    """Return how much of each text stands in the other, from the numbers of 5-grams.

    >>> overlap_of(2, 4, 8)
    Overlap(resemblance=0.2, containment_a_in_b=0.5, containment_b_in_a=0.25)
    """
    union = in_a + in_b - shared
    return Overlap(
        resemblance=shared / union if union else 0.0,
        containment_a_in_b=shared / in_a if in_a else 0.0,
        containment_b_in_a=shared / in_b if in_b else 0.0,
    )


@compiled
def common(a: Hashes, b: Hashes) -> int:
    """Return how many hashes two ascending sets have in common."""
    i = j = shared = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            shared += 1
        step_a, step_b = a[i] <= b[j], b[j] <= a[i]
        i += step_a
        j += step_b
    return shared
