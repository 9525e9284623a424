"""MinHash LSH: texts that are alike as wholes agree in a whole band of their signatures."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.candidate import Proposals
from dedup.compiled import compiled
from dedup.hashing import MULTIPLIER, Hashes
from dedup.sketch import Signatures

_BLOCK = 65_536
_NODES = 64
_EMPTY = np.uint32(0xFFFFFFFF)


def near_pairs(
    signatures: Signatures, order: NDArray[np.int64], threshold: float, partners: int
) -> Proposals:
    """Propose the pairs that agree in a band: each article with the next `partners` in the band's order.

    `order` are the rows to look at; the pairs are places in it.
    """
    filled, keys = _keys(signatures, order, *bands(threshold, signatures.shape[1]))
    found = [_agreeing(keys, band, partners) for band in range(keys.shape[1])]
    every = np.concatenate([pairs for pairs, _ in found])
    # One number a pair, which sorts far faster than rows do.
    numbers, agreed = np.unique(every[:, 0] * len(filled) + every[:, 1], return_counts=True)
    pairs = filled[np.stack(np.divmod(numbers, max(1, len(filled))), axis=1)]
    cut = bands(threshold, signatures.shape[1])
    return Proposals(pairs, likeness(agreed, *cut), all(complete for _, complete in found))


def likeness(agreed: NDArray[np.int64], count: int, width: int) -> NDArray[np.float64]:
    """Return about how alike two texts are that agree in so many of `count` bands of `width` rows.

    >>> likeness(np.array([5, 25]), 25, 5).round(2).tolist()
    [0.72, 1.0]
    """
    return np.asarray((agreed / count) ** (1 / width))


def _keys(
    signatures: Signatures, order: NDArray[np.int64], count: int, width: int
) -> tuple[NDArray[np.int64], Hashes]:
    """Return the places in `order` whose texts are not empty, and the keys of their bands."""
    places, keys = [np.empty(0, dtype=np.int64)], [np.empty((0, count), dtype=np.uint64)]
    for start in range(0, len(order), _BLOCK):
        rows = signatures[order[start : start + _BLOCK]]
        filled = np.flatnonzero((rows != _EMPTY).any(axis=1))
        places.append(start + filled)
        keys.append(band_keys(rows[filled], count, width))
    return np.concatenate(places), np.concatenate(keys)


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


def _agreeing(keys: Hashes, band: int, partners: int) -> tuple[NDArray[np.int64], bool]:
    """Pair every signature with the next that agree with it in one band; tell whether these were all.

    The order is that of this band and the next one, so the next are likely the most alike (the idea of
    LSH Forest: Bawa, Condie, Ganesan 2005).
    """
    following = [(band + n) % keys.shape[1] for n in (1, 0)]
    order = np.lexsort([keys[:, n] for n in following])
    ranked = keys[order, band]
    bucket = np.cumsum(np.append(True, ranked[1:] != ranked[:-1])[: len(keys)])
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for apart in range(1, partners + 1):
        same = bucket[apart:] == bucket[:-apart]
        if not same.any():
            break
        pairs.append(np.stack((order[:-apart][same], order[apart:][same]), axis=1))
    complete = not (bucket[partners + 1 :] == bucket[: -partners - 1]).any()
    return np.sort(np.concatenate(pairs), axis=1), complete
