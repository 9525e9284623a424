"""MinHash signatures, equal value for value to datasketch's own.

datasketch supplies the scheme and the permutations; a compiled step applies them to many articles at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from datasketch import MinHash, MinHashLSH
from numba import njit
from numpy.typing import NDArray

from dedup.errors import RecipeError
from dedup.hashing import Hashes

SEED = 1

Signatures = NDArray[np.uint32]


def signatures(articles: Sequence[Hashes], permutations: int, scheme: str) -> Signatures:
    """Return one row of `permutations` minima per article, from its shingle hashes (their low 32 bits).

    `scheme` must be datasketch's affine32, the only one of 32 bits that has no bias on large sets.

    >>> signatures([np.arange(9, dtype=np.uint64)], 16, "affine32").shape
    (1, 16)
    """
    if scheme != "affine32":
        raise RecipeError(f"signatures are made with the scheme affine32, not {scheme}; make them again")
    base = MinHash(num_perm=permutations, seed=SEED, scheme=scheme)
    multipliers, offsets = (np.asarray(p, dtype=np.uint32) for p in base.permutations)
    ends = np.cumsum([len(a) for a in articles], dtype=np.int64)
    joined = np.concatenate([*articles, np.empty(0, dtype=np.uint64)]).astype(np.uint32)
    return _minima(joined, ends, multipliers, offsets)


@lru_cache(maxsize=32)
def bands(threshold: float, permutations: int) -> tuple[int, int]:
    """Return how many bands of how many rows datasketch's MinHashLSH cuts a signature into.

    >>> bands(0.5, 128)
    (25, 5)
    """
    index = MinHashLSH(threshold=threshold, num_perm=permutations)
    return index.b, index.r


def to_datasketch(signature: Signatures, scheme: str) -> MinHash:
    """Return one article's signature as a datasketch MinHash."""
    return MinHash(num_perm=len(signature), seed=SEED, hashvalues=signature, scheme=scheme)


@njit(cache=True)
def _minima(
    hashes: NDArray[np.uint32],
    ends: NDArray[np.int64],
    multipliers: NDArray[np.uint32],
    offsets: NDArray[np.uint32],
) -> Signatures:
    """Apply every permutation to every hash; rows of articles without a hash stay at the maximum."""
    out = np.full((len(ends), len(multipliers)), np.uint32(0xFFFFFFFF), dtype=np.uint32)
    start = 0
    for n in range(len(ends)):
        for k in range(start, ends[n]):
            h = hashes[k]  # the 32-bit finaliser of MurmurHash3 (Appleby), as in datasketch
            h = np.uint32(h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
            h = np.uint32(h)
            h = np.uint32(h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
            h = np.uint32(h)
            h = np.uint32(h ^ (h >> np.uint32(16)))
            for p in range(len(multipliers)):
                value = np.uint32(h * multipliers[p] + offsets[p])
                if value < out[n, p]:
                    out[n, p] = value
        start = ends[n]
    return out
