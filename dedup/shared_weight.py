"""How much weight two sentences share, for every pair that shares anything, within a budget of steps."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.features import FeatureKind, Floats, Ints, expanded

MAX_STEPS = 6_000_000
"""Most additions for one kind of feature; beyond, the commonest features, which say least, are left out."""

BLOCK_PAIRS = 1_000_000
"""The sums of so many pairs are kept at once; a block of a's sentences is done after the other."""


@dataclass(frozen=True, slots=True)
class SharedWeight:
    """The shared weight of pairs of sentences.

    The pair of sentence i of a and j of b has the key `i * width + j`; `keys` ascend. `truncated` says that
    the step budget was hit.
    """

    width: int
    keys: Ints
    weights: Floats
    truncated: bool

    def at(self, keys: Ints) -> Floats:
        """Return the shared weight of the given pairs, 0 where nothing is shared."""
        if not len(self.keys):
            return np.zeros(len(keys))
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.weights[places], 0.0)

    def of(self, i: int, j: int) -> float:
        """Return the shared weight of one pair."""
        key = i * self.width + j
        place = bisect_left(self.keys, key)
        found = place < len(self.keys) and self.keys[place] == key
        return float(self.weights[place]) if found else 0.0


def shared_weight(kind: FeatureKind) -> SharedWeight:
    """Return how much weight the sentences of a and b share.

    >>> from dedup.features import Incidence
    >>> side = Incidence(2, np.array([0, 1]), np.array([0, 1]))
    >>> shared = shared_weight(FeatureKind(side, side, np.array([1.0, 2.0])))
    >>> shared.keys.tolist(), shared.weights.tolist()
    ([0, 3], [1.0, 2.0])
    """
    kept, truncated = _within_budget(kind)
    # Numbers of two bytes are sorted by counting, several times faster.
    small = len(kind.weights) <= 1 << 16
    order = np.argsort(kind.b.ids.astype(np.uint16) if small else kind.b.ids, kind="stable")
    rows_b, counts_b = kind.b.rows[order], np.bincount(kind.b.ids, minlength=len(kind.weights))
    starts_b = np.cumsum(counts_b) - counts_b
    used = kept[kind.a.ids]
    rows, ids = kind.a.rows[used], kind.a.ids[used]
    width = kind.b.sentences
    block = max(1, BLOCK_PAIRS // max(width, 1))
    keys: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    weights: list[NDArray[np.float64]] = [np.empty(0)]
    for first in range(0, kind.a.sentences, block):
        here = slice(*np.searchsorted(rows, (first, first + block)))
        counts = counts_b[ids[here]]
        cells = (
            np.repeat((rows[here] - first) * width, counts) + rows_b[expanded(starts_b[ids[here]], counts)]
        )
        sums = np.bincount(cells, weights=np.repeat(kind.weights[ids[here]], counts))
        found = np.flatnonzero(sums)
        keys.append(found + first * width)
        weights.append(sums[found].astype(np.float64))
    return SharedWeight(width, np.concatenate(keys), np.concatenate(weights), truncated)


def _within_budget(kind: FeatureKind) -> tuple[NDArray[np.bool_], bool]:
    """Return which features are counted, and whether that is not all of them."""
    size = len(kind.weights)
    steps = np.bincount(kind.a.ids, minlength=size) * np.bincount(kind.b.ids, minlength=size)
    if int(steps.sum()) <= MAX_STEPS:
        return np.ones(size, dtype=bool), False
    order = np.argsort(steps, kind="stable")
    kept = np.zeros(size, dtype=bool)
    kept[order[np.cumsum(steps[order]) <= MAX_STEPS]] = True
    return kept, True
