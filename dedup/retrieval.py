"""Which pairs of articles are worth a closer look. A candidate is not a duplicate.

Two ways, from the same shingles: MinHash LSH (datasketch) proposes texts that are alike as wholes, and
postings of winnowed fingerprints propose texts that share passages, however different their lengths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint import winnow
from dedup.hashing import Hashes, shingle_hashes

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """`shingle` words to a shingle, `window` shingles to a winnowing window.

    `least_shared`, `least_containment`: how many fingerprint hashes a pair must share, and which share of
    the shorter fingerprint. `stock_articles`, `stock_share`: a hash in more articles than both of these
    (a number, a share of the collection) is a stock phrase and proposes nothing.
    `near_threshold`, `permutations`, `scheme`: the MinHash LSH for near-duplicates.
    """

    shingle: int = 5
    window: int = 4
    least_shared: int = 2
    least_containment: float = 0.06
    stock_articles: int = 50
    stock_share: float = 0.02
    near_threshold: float = 0.5
    permutations: int = 128
    scheme: str = "affine32"


def find_candidates(articles: Sequence[Hashes], settings: RetrievalSettings) -> list[Pair]:
    """Return the pairs (positions, ascending) that may share text, from the articles' word hashes.

    >>> words = np.arange(60, dtype=np.uint64)
    >>> find_candidates([words, words[20:50], words + np.uint64(1000)], RetrievalSettings())
    [(0, 1)]
    """
    shingles = [np.unique(shingle_hashes(words, settings.shingle)) for words in articles]
    prints = [winnow(shingle_hashes(words, settings.shingle), settings.window) for words in articles]
    return sorted(_near(shingles, settings) | _sharing(prints, settings))


def _near(shingles: Sequence[Hashes], settings: RetrievalSettings) -> set[Pair]:
    # Imported late: datasketch and numba take a second to load, and a diff needs the settings alone.
    from datasketch import MinHashLSH

    from dedup.signature import signatures, to_datasketch

    index = MinHashLSH(threshold=settings.near_threshold, num_perm=settings.permutations)
    found: set[Pair] = set()
    for n, row in enumerate(signatures(shingles, settings.permutations, settings.scheme)):
        if len(shingles[n]):
            sketch = to_datasketch(row, settings.scheme)
            found.update((other, n) for other in index.query(sketch))
            index.insert(n, sketch)
    return found


def _sharing(prints: Sequence[Hashes], settings: RetrievalSettings) -> set[Pair]:
    sizes = np.array([len(p) for p in prints], dtype=np.int64)
    pairs, counts = _pair_counts(prints, settings)
    if not len(pairs):
        return set()
    shorter = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    # A text too short for several fingerprint hashes is a candidate if it shares all it has.
    least = np.minimum(settings.least_shared, shorter)
    good = (counts >= least) & (counts >= settings.least_containment * shorter)
    return {(i, j) for i, j in pairs[good].tolist()}


def _pair_counts(
    prints: Sequence[Hashes], settings: RetrievalSettings
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of articles with a common hash, and how many they have in common."""
    stock = max(settings.stock_articles, settings.stock_share * len(prints))
    articles = np.repeat(np.arange(len(prints)), [len(p) for p in prints])
    hashes = np.concatenate([*prints, np.empty(0, dtype=np.uint64)])
    order = np.lexsort((articles, hashes))
    articles, hashes = articles[order], hashes[order]
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1])) if len(hashes) else np.empty(0, int)
    lengths = np.diff(np.append(starts, len(hashes)))
    found = [np.empty((0, 2), dtype=np.int64)]
    for length in np.unique(lengths[(lengths > 1) & (lengths <= stock)]).tolist():
        postings = articles[starts[lengths == length][:, None] + np.arange(length)]
        left, right = np.triu_indices(length, 1)
        found.append(np.stack((postings[:, left].ravel(), postings[:, right].ravel()), axis=1))
    keys, counts = np.unique(np.concatenate(found) @ np.array([len(prints), 1]), return_counts=True)
    return np.stack(np.divmod(keys, max(1, len(prints))), axis=1), counts
