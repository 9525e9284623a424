"""Average linkage over sparse likenesses: groups whose members are alike on average.

A pair that is not named counts as not alike at all, so only pairs that are named cost anything.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.int64]
Likenesses = NDArray[np.float64]


def average_groups(count: int, pairs: Pairs, likenesses: Likenesses, least: float) -> list[list[int]]:
    """Return the groups of 0 ... `count` - 1, each in order, in the order of their first members.

    The two groups that are most alike become one, again and again, as long as their pairs are alike by
    `least` on average. Of groups equally alike those that come first are taken.

    >>> pairs = np.array([[0, 1], [1, 2], [0, 2], [2, 3]])
    >>> average_groups(5, pairs, np.array([0.9, 0.5, 0.3, 0.6]), least=0.5)
    [[0, 1], [2, 3], [4]]
    """
    return _Groups(count, pairs, likenesses).joined(least)


class _Groups:
    """Groups by the number of one member; `sums` has the sum of likenesses to every group that is alike.

    Of two groups that are joined the one with fewer likenesses moves over to the other: every likeness
    moves only a few times. A group that grew is less like its neighbours than the heap says, never more, so
    what is taken from the heap is looked at again.
    """

    def __init__(self, count: int, pairs: Pairs, likenesses: Likenesses) -> None:
        self._members = [[n] for n in range(count)]
        self._sums: list[dict[int, float]] = [{} for _ in range(count)]
        for (i, j), likeness in zip(pairs.tolist(), likenesses.tolist(), strict=True):
            self._sums[i][j] = self._sums[j][i] = likeness

    def joined(self, least: float) -> list[list[int]]:
        heap = [
            (-likeness, i, j)
            for i, found in enumerate(self._sums)
            for j, likeness in found.items()
            if i < j and likeness >= least
        ]
        heapify(heap)
        while heap:
            said, i, j = heappop(heap)
            if j not in self._sums[i]:
                continue
            average = self._average(i, j)
            if average == -said:
                self._join(i, j, least, heap)
            elif average >= least:
                heappush(heap, (-average, i, j))
        return sorted(sorted(members) for members in self._members if members)

    def _average(self, i: int, j: int) -> float:
        return self._sums[i][j] / (len(self._members[i]) * len(self._members[j]))

    def _join(self, i: int, j: int, least: float, heap: list[tuple[float, int, int]]) -> None:
        """Join two groups under the number of the one with more neighbours."""
        if len(self._sums[i]) < len(self._sums[j]):
            i, j = j, i
        moved, self._sums[j] = self._sums[j], {}
        del moved[i], self._sums[i][j]
        self._members[i] += self._members[j]
        self._members[j] = []
        for other, likeness in moved.items():
            theirs = self._sums[other]
            del theirs[j]
            theirs[i] = self._sums[i][other] = theirs.get(i, 0.0) + likeness
            if self._average(i, other) >= least:
                heappush(heap, (-self._average(i, other), min(i, other), max(i, other)))
