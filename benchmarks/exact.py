"""The exhaustive baseline: every two articles, with the exact share of word 5-grams that both have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from dedup.hashing import shingle_hashes
from dedup.scanner import scan

SHINGLE = 5
BLOCK = 1_000


@dataclass(frozen=True, slots=True)
class Contained:
    """The pairs (i, j), i < j, that have any 5-gram in common, and which share of the shorter text's."""

    pairs: NDArray[np.int64]
    shares: NDArray[np.float64]

    def above(self, threshold: float) -> set[tuple[int, int]]:
        """Return the pairs that share at least so much."""
        return {(i, j) for i, j in self.pairs[self.shares >= threshold].tolist()}


def containments(texts: Sequence[str]) -> Contained:
    """Compare every text with every other.

    >>> found = containments(["a b c d e f", "x", "a b c d e g"])
    >>> found.pairs.tolist(), found.shares.tolist()
    ([[0, 2]], [0.5])
    """
    words = scan(texts)
    sets = [np.unique(shingle_hashes(words.of(n), SHINGLE)) for n in range(len(texts))]
    sizes = np.array([len(found) for found in sets])
    columns = np.unique(np.concatenate(sets), return_inverse=True)[1]
    ends = np.concatenate(([0], np.cumsum(sizes)))
    table = csr_array((np.ones(len(columns), dtype=np.int32), columns, ends))
    found = [_block(table, sizes, start) for start in range(0, len(texts), BLOCK)]
    return Contained(np.concatenate([p for p, _ in found]), np.concatenate([s for _, s in found]))


def _block(
    table: csr_array, sizes: NDArray[np.int64], start: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the pairs whose first article is one of a block, with their shares."""
    shared = triu(table[start : start + BLOCK] @ table.T, start + 1).tocoo()
    pairs = np.stack((shared.row.astype(np.int64) + start, shared.col.astype(np.int64)), axis=1)
    return pairs, shared.data / np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
