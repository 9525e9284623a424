"""Text that a family of reports has in common: it proves nothing about two of them.

Verification sees one pair at a time. Among thousands of reports from one template some pairs agree in so many
values that they look like rewrites, and a few such pairs chain the whole family into one cluster. What
gives them away is the company they keep: the passages that they share stand in many rejected pairs, too.
So a pair needs the better odds, the more rejected pairs share its passages (a single one may be an error),
and a pair that falls is one rejected pair more. Text that many took from one story is hardly ever rejected:
such a family stays whole.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Offsets
from dedup.verdicts import Columns, Flags, Indices, Verdicts

Depths = NDArray[np.float64]
Passages = NDArray[np.int32]


def reconsidered(verdicts: Verdicts) -> Verdicts:
    """Return the verdicts; pairs that share no more than a frame are unrelated now.

    Every round looks again at the articles that got more rejected text. More of it only ever overrules more
    pairs, so the order of the pairs does not matter.
    """
    columns = verdicts.columns
    standing = columns.relation > 0
    fallen = np.zeros(len(columns), dtype=np.bool_)
    fresh = np.flatnonzero(~standing)
    order, bounds = _by_article(columns)
    while len(fresh):
        suspects = _suspects(columns, standing, fresh)
        rivals = _rivals(suspects, columns.pairs, columns.passages, columns.first, order, bounds, standing)
        fresh = suspects[falls(columns.score[suspects], rivals)]
        standing[fresh] = False
        fallen[fresh] = True
    relation = np.where(fallen, 0, columns.relation).astype(np.uint8)
    return verdicts.changed(relation, columns.overruled | fallen)


def _by_article(columns: Columns) -> tuple[Indices, Offsets]:
    """Return the sides of all pairs, those of article n in ``[bounds[n], bounds[n + 1])``.

    Pair n has the sides 2n (its older article) and 2n + 1.
    """
    owners = columns.pairs.ravel()
    order = np.argsort(owners, kind="stable")
    size = int(owners.max(initial=-1)) + 1
    return order, np.searchsorted(owners[order], np.arange(size + 1))


def _suspects(columns: Columns, standing: Flags, fresh: Indices) -> Indices:
    """Return the related pairs that may fall now that `fresh` ones are rejected.

    No more passages can lie over a place than rejected pairs have, so most pairs need no closer look.
    """
    size = int(columns.pairs.max()) + 1
    touched = np.zeros(size, dtype=np.bool_)
    touched[columns.pairs[fresh]] = True
    passages = np.repeat(np.diff(columns.first)[~standing], 2)
    rejected = np.bincount(columns.pairs[~standing].ravel(), passages, minlength=size)
    most = rejected[columns.pairs].mean(axis=1)
    again = touched[columns.pairs].any(axis=1)
    return np.flatnonzero(standing & again & falls(columns.score, most))


def falls(scores: Depths, rivals: Depths) -> Flags:
    """Tell which pairs have odds below the number of rejected pairs that share their text."""
    return (rivals > 1) & (scores < (1.0 - scores) * rivals)


@compiled
def _rivals(
    asked: Indices,
    pairs: NDArray[np.int32],
    passages: Passages,
    first: Offsets,
    order: Indices,
    bounds: Offsets,
    standing: Flags,
) -> Depths:
    """Return how many rejected pairs lie over the passages of each pair, on average of both sides."""
    out = np.zeros(len(asked))
    for n in range(len(asked)):
        row = asked[n]
        for side in range(2):
            over = length = 0
            own = passages[first[row] : first[row + 1], 2 * side : 2 * side + 2]
            for k in range(len(own)):
                length += own[k, 1] - own[k, 0]
            article = pairs[row, side]
            for at in range(bounds[article], bounds[article + 1]):
                other = order[at] // 2
                if not standing[other]:
                    there = 2 * (order[at] % 2)
                    lying = passages[first[other] : first[other + 1], there : there + 2]
                    over += overlap(own, lying)
            out[n] += over / length / 2 if length else 0.0
    return out


@compiled
def overlap(one: Passages, other: Passages) -> int:
    """Return how many characters lie in passages of both, each time that they do."""
    over = 0
    for k in range(len(one)):
        for m in range(len(other)):
            over += max(0, min(one[k, 1], other[m, 1]) - max(one[k, 0], other[m, 0]))
    return over
