"""How much weight two sentences share, for every pair that shares anything, within a budget of steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dedup.features import FeatureKind, Floats, Incidence, Ints

MAX_STEPS = 6_000_000
"""Most additions for one kind of feature; beyond, the commonest features, which say least, are left out."""

DENSE_PAIRS = 2_000_000
"""Up to so many possible pairs the sums are kept in one array, beyond they are sorted."""


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


def shared_weight(kind: FeatureKind) -> SharedWeight:
    """Return how much weight the sentences of a and b share.

    >>> side = Incidence(2, np.array([0, 1]), np.array([0, 1]))
    >>> shared = shared_weight(FeatureKind(side, side, np.array([1.0, 2.0])))
    >>> shared.keys.tolist(), shared.weights.tolist()
    ([0, 3], [1.0, 2.0])
    """
    rows_a, counts_a, starts_a = _by_feature(kind.a, len(kind.weights))
    rows_b, counts_b, starts_b = _by_feature(kind.b, len(kind.weights))
    steps = counts_a * counts_b
    kept = np.flatnonzero(steps)
    truncated = int(steps.sum()) > MAX_STEPS
    if truncated:
        kept = kept[np.argsort(steps[kept], kind="stable")]
        kept = np.sort(kept[np.cumsum(steps[kept]) <= MAX_STEPS])
    features = np.repeat(kept, steps[kept])
    nth = np.arange(len(features)) - np.repeat(np.cumsum(steps[kept]) - steps[kept], steps[kept])
    left = rows_a[starts_a[features] + nth // counts_b[features]]
    right = rows_b[starts_b[features] + nth % counts_b[features]]
    keys, weights = _summed(left * kind.b.sentences + right, kind.weights[features], kind)
    return SharedWeight(kind.b.sentences, keys, weights, truncated)


def _by_feature(side: Incidence, features: int) -> tuple[Ints, Ints, Ints]:
    """Return the sentences sorted by feature, how many each feature has and where they begin."""
    counts = np.bincount(side.ids, minlength=features)
    return side.rows[np.argsort(side.ids, kind="stable")], counts, np.cumsum(counts) - counts


def _summed(keys: Ints, weights: Floats, kind: FeatureKind) -> tuple[Ints, Floats]:
    if kind.a.sentences * kind.b.sentences <= DENSE_PAIRS:
        sums = np.bincount(keys, weights=weights)
        kept = np.flatnonzero(sums)
        return kept, sums[kept]
    distinct, places = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(places, weights=weights)
