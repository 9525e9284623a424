"""Buckets of ids: ranges of about equal size, so that numbers can be given bucket by bucket."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pyarrow as pa

from dedup.engine.columns import numbers, shape, values

BUCKET_ARTICLES = 5_000
"""About so many articles are in a bucket."""

SAMPLED = 20_000
"""About so many ids are looked at to find the bounds of the buckets."""

IDS = shape(id=pa.binary())
COUNTS = shape(rows=pa.int64())


def counted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield how many rows the batches have, without those that say `why` they do not count."""
    rows = sum(part.column("why").null_count if "why" in part.schema.names else len(part) for part in batches)
    yield pa.RecordBatch.from_arrays([pa.array([rows], pa.int64())], schema=COUNTS)


def total(rows: Iterable[pa.RecordBatch]) -> int:
    """Return the sum of what was counted."""
    return sum(int(numbers(part, "rows").sum()) for part in rows)


@dataclass(frozen=True, slots=True)
class Sampled:
    """Takes one of so many ids, always the same."""

    of: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield some `IDS`."""
        for part in batches:
            taken = [name for name in values(part, "id") if crc32(name) % self.of == 0]
            yield pa.RecordBatch.from_arrays([pa.array(taken, pa.binary())], schema=IDS)


def sampling(articles: int) -> Sampled:
    """Return what takes about `SAMPLED` of so many ids."""
    return Sampled(max(1, articles // SAMPLED))


@dataclass(frozen=True, slots=True)
class Bucketed:
    """Puts rows into buckets by their ids; a bucket ends before each of the `bounds`, which ascend."""

    bounds: tuple[bytes, ...]

    @classmethod
    def between(cls, sample: Iterable[pa.RecordBatch], articles: int) -> Bucketed:
        """Return buckets of about equal size for so many articles with such ids."""
        ids = sorted(name for part in sample for name in values(part, "id"))
        count = min(articles // BUCKET_ARTICLES, len(ids))
        places = np.linspace(0, len(ids), count + 1)[1:-1].astype(np.int64) if count > 1 else ()
        return cls(tuple(sorted({ids[n] for n in places})))

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the rows with their buckets."""
        for part in batches:
            found = [bisect_right(self.bounds, name) for name in values(part, "id")]
            yield part.set_column(0, part.schema.field("bucket"), pa.array(found, pa.int64()))
