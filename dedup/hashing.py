"""Shingles: the hashes of runs of words (which `scanner` hashes one by one)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd multiplier of the rolling hash: 2**64 divided by the golden ratio (Knuth, TAOCP 6.4)."""


def shingle_hashes(words: Hashes, size: int) -> Hashes:
    """Return the hash of every run of `size` words, in order; a shorter text is one shingle as a whole.

    >>> len(shingle_hashes(np.arange(9, dtype=np.uint64), 5))
    5
    """
    if not len(words):
        return np.empty(0, dtype=np.uint64)
    size = min(size, len(words))
    count = len(words) - size + 1
    rolled = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for at in range(size):
            rolled = rolled * MULTIPLIER + words[at : at + count]
        return mixed(rolled)


def mixed(values: Hashes) -> Hashes:
    """Spread every bit of the input over the output (the finaliser of splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(values ^ (values >> np.uint64(31)), dtype=np.uint64)
