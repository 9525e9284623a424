"""Encounters: which new articles stand in one posting with others, new or old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.archive.places import DAY_BITS, Numbers
from dedup.compiled import compiled
from dedup.engine.columns import numbers, packed
from dedup.hashing import Offsets
from dedup.pipeline.meetings import meeting, reaches


@dataclass(frozen=True, slots=True)
class MetNew:
    """Makes the meetings of the articles of a day; a posting longer than `limit` is that of a stock phrase.

    There, an article meets the next in the order of numbers alone: those that came shortly before.
    """

    limit: int
    partners: int
    day: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `MEETINGS` from `POSTINGS`."""
        for part in batches:
            members, first = packed(part, "members", np.int64)
            reach = reaches(part, numbers(part, "count", np.int32), self.limit, self.partners)
            i, j, row = _pairs(members >> DAY_BITS == self.day, first, reach)
            yield meeting(part, i, j, row, self.limit)


@compiled
def _pairs(new: NDArray[np.bool_], first: Offsets, reach: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the places of two that meet, the second one new, and of the posting; members are in order."""
    total = 0
    for n in range(len(first) - 1):
        for k in range(first[n], first[n + 1]):
            if new[k]:
                total += min(reach[n], k - first[n])
    i, j = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    row = np.empty(total, dtype=np.int64)
    at = 0
    for n in range(len(first) - 1):
        for k in range(first[n], first[n + 1]):
            if new[k]:
                for m in range(k - min(reach[n], k - first[n]), k):
                    i[at], j[at], row[at] = m, k, n
                    at += 1
    return i, j, row
