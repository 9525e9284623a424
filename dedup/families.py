"""Families: pairs that hang together by the articles that they share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled

Pairs = NDArray[np.int64]


@compiled
def families(pairs: Pairs) -> NDArray[np.int64]:
    """Return for every pair the least position that it hangs together with: equal for a whole family."""
    parent = np.arange(pairs.max() + 1 if len(pairs) else 0)
    for n in range(len(pairs)):
        low, high = _root(parent, pairs[n, 0]), _root(parent, pairs[n, 1])
        parent[max(low, high)] = min(low, high)
    out = np.empty(len(pairs), dtype=np.int64)
    for n in range(len(pairs)):
        out[n] = _root(parent, pairs[n, 0])
    return out


@compiled
def _root(parent: NDArray[np.int64], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n
