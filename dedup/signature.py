"""MinHash signatures, equal value for value to datasketch's own.

datasketch supplies the scheme and the permutations; a compiled step applies them to many articles at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from datasketch import MinHash
from numba import njit
from numpy.typing import NDArray

from dedup.hashing import Hashes

SCHEME = "affine32"
SEED = 1

Signatures = NDArray[np.uint32]


def signatures(articles: Sequence[Hashes], permutations: int) -> Signatures:
    """Return one row of `permutations` minima per article, from its shingle hashes (low 32 bits).

    >>> bool((signatures([np.arange(9, dtype=np.uint64)], 16)[0] ==
    ...       to_datasketch_of(np.arange(9, dtype=np.uint64), 16).hashvalues).all())
    True
    """
    base = MinHash(num_perm=permutations, seed=SEED, scheme=SCHEME)
    multipliers, offsets = (np.asarray(p, dtype=np.uint32) for p in base.permutations)
    ends = np.cumsum([len(a) for a in articles], dtype=np.int64)
    joined = np.concatenate([*articles, np.empty(0, dtype=np.uint64)]).astype(np.uint32)
    return cast("Signatures", _minima(joined, ends, multipliers, offsets))


def to_datasketch(signature: Signatures) -> MinHash:
    """Return one article's signature as a datasketch MinHash."""
    return MinHash(num_perm=len(signature), seed=SEED, hashvalues=signature, scheme=SCHEME)


def to_datasketch_of(shingles: Hashes, permutations: int) -> MinHash:
    """Return the MinHash that datasketch itself makes of an article's shingle hashes (slow, the reference)."""
    sketch = MinHash(num_perm=permutations, seed=SEED, hashfunc=int, scheme=SCHEME)
    sketch.update_batch(shingles.astype(np.uint32).tolist())
    return sketch


@njit(cache=True)
def _minima(  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    hashes, ends, multipliers, offsets
):
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
