"""How much text two articles share: resemblance, containment and the longest run, in word 5-grams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dedup.compiled import compiled
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
    in_a, in_b, shared = _count(*(np.sort(shingle_hashes(words, SHINGLE_WORDS)) for words in (a, b)))
    union = in_a + in_b - shared
    return Overlap(
        resemblance=shared / union if union else 0.0,
        containment_a_in_b=shared / in_a if in_a else 0.0,
        containment_b_in_a=shared / in_b if in_b else 0.0,
        longest_run=longest_run(a, b),
    )


@compiled
def _count(a: Hashes, b: Hashes) -> tuple[int, int, int]:
    """Return how many distinct ones of the ordered hashes a has, b has, and both have."""
    i = j = in_a = in_b = shared = 0
    while i < len(a) or j < len(b):
        least = a[i] if j == len(b) or (i < len(a) and a[i] <= b[j]) else b[j]
        here_a, here_b = i < len(a) and a[i] == least, j < len(b) and b[j] == least
        in_a, in_b, shared = in_a + here_a, in_b + here_b, shared + (here_a and here_b)
        while i < len(a) and a[i] == least:
            i += 1
        while j < len(b) and b[j] == least:
            j += 1
    return in_a, in_b, shared
