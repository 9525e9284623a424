"""Shingles: the hashes of runs of words (which `scanner` hashes one by one). Compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd multiplier of the rolling hash: 2**64 divided by the golden ratio (Knuth, TAOCP 6.4)."""


@compiled
def shingle_hashes(words: Hashes, size: int) -> Hashes:
    """Return the hash of every run of `size` words, in order; a shorter text is one shingle as a whole."""
    size = min(size, len(words))
    out = np.empty(len(words) - size + 1 if size else 0, dtype=np.uint64)
    for n in range(len(out)):
        out[n] = rolled(words, n, size)
    return out


@compiled
def rolled(words: Hashes, start: int, size: int) -> np.uint64:
    """Return the hash of the `size` words from `start` on."""
    h = np.uint64(0)
    for k in range(size):
        h = h * MULTIPLIER + words[start + k]
    return mixed(h)


@compiled
def mixed(h: np.uint64) -> np.uint64:
    """Spread every bit over all (the finaliser of splitmix64, Steele et al. 2014)."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@compiled
def sort(values: Hashes) -> None:
    """Put a few hundred hashes in ascending order, in place (Shell's method, gaps by Ciura 2001).

    numpy's own sort takes long to compile, and every function that calls it compiles it again.
    """
    for gap in (701, 301, 132, 57, 23, 10, 4, 1):
        for n in range(gap, len(values)):
            value, at = values[n], n
            while at >= gap and values[at - gap] > value:
                values[at] = values[at - gap]
                at -= gap
            values[at] = value
