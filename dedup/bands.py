"""MinHash LSH: texts that are alike as wholes agree in a whole band of their signatures."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import MULTIPLIER
from dedup.sketch import Signatures

_NODES = 64


def likeness(agreed: NDArray[np.int64], count: int, width: int) -> NDArray[np.float64]:
    """Return about how alike two texts are that agree in so many of `count` bands of `width` rows.

    >>> likeness(np.array([5, 25]), 25, 5).round(2).tolist()
    [0.72, 1.0]
    """
    return np.asarray((agreed / count) ** (1 / width))


@lru_cache(maxsize=32)
def bands(threshold: float, permutations: int) -> tuple[int, int]:
    """Return how many bands of how many rows a signature is cut into: those that err least.

    An error is a pair below the threshold that agrees in a band, or one above it that agrees in none
    (Zhu, Nargesian, Pu, Miller 2016); both weigh the same. They are those that datasketch's MinHashLSH takes,
    which needs half a second to load scipy for it.

    >>> bands(0.5, 128)
    (25, 5)
    """
    cuts = [
        (count, width)
        for count in range(1, permutations + 1)
        for width in range(1, permutations // count + 1)
    ]
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    below, above = threshold * (nodes + 1) / 2, threshold + (1 - threshold) * (nodes + 1) / 2

    def error(cut: tuple[int, int]) -> float:
        agree, differ = weights @ _agree(below, *cut), weights @ (1 - _agree(above, *cut))
        return float(threshold * agree + (1 - threshold) * differ)

    return min(cuts, key=error)


def _agree(likeness: NDArray[np.float64], count: int, width: int) -> NDArray[np.float64]:
    """Return how likely two signatures are to agree in a band, by the Jaccard index of the texts."""
    return np.asarray(1 - (1 - likeness**width) ** count)


@compiled
def band_keys(signatures: Signatures, count: int, width: int) -> NDArray[np.uint64]:
    """Return one hash for every band of every signature: rows of `count` keys."""
    out = np.zeros((len(signatures), count), dtype=np.uint64)
    for n in range(len(signatures)):
        for band in range(count):
            h = np.uint64(band)
            for k in range(band * width, (band + 1) * width):
                h = (h ^ np.uint64(signatures[n, k])) * MULTIPLIER
                h = h ^ (h >> np.uint64(32))
            out[n, band] = h
    return out
