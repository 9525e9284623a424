"""How long postings are: which of them can be read in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.engine.columns import batch, numbers, shape

PAIRS_AN_ARTICLE = 40
MAX_PAIRS = 20_000_000
"""Most pairs that are read from postings in full, so many in all or so many an article, whichever is more;
beyond, the longest postings are read as those of stock phrases."""

LENGTHS = shape(band=pa.bool_(), length=pa.int64(), count=pa.int64())
"""So many postings, or buckets of a band, have this length."""


def lengths_of(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `LENGTHS` of some postings."""
    for part in batches:
        band, count = numbers(part, "band", np.bool_), numbers(part, "count", np.int32)
        for kind in (False, True):
            length, times = np.unique(count[band == kind], return_counts=True)
            yield batch(LENGTHS, band=np.full(len(length), kind), length=length.astype(np.int64), count=times)


@dataclass(frozen=True, slots=True)
class Lengths:
    """The lengths of all postings, ascending, with their numbers; and the length of the longest bucket."""

    lengths: NDArray[np.int64]
    counts: NDArray[np.int64]
    longest_bucket: int

    @classmethod
    def of(cls, rows: Iterable[pa.RecordBatch]) -> Lengths:
        """Return the lengths from `LENGTHS`."""
        table = pa.Table.from_batches(rows, LENGTHS)
        band, length, count = (
            numbers(table, "band", np.bool_),
            numbers(table, "length"),
            numbers(table, "count"),
        )
        found, which = np.unique(length[~band], return_inverse=True)
        counts = np.bincount(which, count[~band], minlength=len(found)).astype(np.int64)
        return cls(found, counts, int(length[band].max(initial=0)))

    def limit(self, bar: int, articles: int) -> int:
        """Return up to which length postings are read in full: at most `bar`, and what can be afforded."""
        most = max(MAX_PAIRS, PAIRS_AN_ARTICLE * articles)
        cost = np.cumsum(self.lengths * (self.lengths - 1) // 2 * self.counts)
        over = np.flatnonzero(cost > most)
        if len(over):
            return min(bar, int(self.lengths[over[0]]) - 1)
        return min(bar, int(self.lengths[-1]) if len(self.lengths) else 0)

    def complete(self, limit: int, bar: int, partners: int) -> bool:
        """Tell whether no budget was reached."""
        whole = limit == bar or bool((self.lengths <= limit).all())
        return whole and self.longest_bucket <= partners + 1
