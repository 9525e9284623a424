"""Hot hashes: those of so many articles that no task may hold all of them. They are found in a sample.

Their articles are parted by the buckets of their numbers. In a part everyone meets the next ones, as in the
posting of a stock phrase, and so do the first ones of all parts: what hangs together there still does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.engine.columns import batch, numbers, packed, packing, shape
from dedup.hashing import mixed_all
from dedup.pipeline.articles import PLACE_BITS
from dedup.pipeline.postings import KEYS, POSTINGS, postings

HOT_ARTICLES = 1_000_000
"""A hash in about so many articles is hot,"""

HOT_SHARE = 0.002
"""or in such a share of them, whichever is more: so there are few of them."""

SAMPLED = 20_000
"""About so many articles are looked at to find them."""

HOT = shape(value=pa.int64(), band=pa.bool_())
"""A hash that is hot."""

PARTED = KEYS.append(pa.field("home", pa.int64()))
"""A key of a hot hash, and where its part of the posting is made."""


def hot_articles(articles: int) -> int:
    """Return in about how many of so many articles a hash stands that is hot."""
    return max(HOT_ARTICLES, int(HOT_SHARE * articles))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Takes one of so many articles, always the same."""

    of: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield some rows, by their numbers."""
        for part in batches:
            taken = mixed_all(numbers(part, "n", np.uint64)) % np.uint64(self.of) == 0
            yield part.filter(pa.array(taken))


@dataclass(frozen=True, slots=True)
class Frequent:
    """Finds the hashes that stand in so many articles of a sample."""

    least: int

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `HOT` from `KEYS`."""
        rows = given["keys"].group_by(["value", "band"]).aggregate([("n", "count_distinct")])
        rows = rows.filter(pa.array(numbers(rows, "n_count_distinct") >= self.least))
        yield batch(HOT, value=numbers(rows, "value"), band=numbers(rows, "band", np.bool_))


@dataclass(frozen=True, slots=True)
class Hot:
    """The hashes that are hot: those of `prints` and those of `bands`."""

    prints: tuple[int, ...]
    bands: tuple[int, ...]

    @classmethod
    def of(cls, rows: Iterator[pa.RecordBatch]) -> Hot:
        """Return what `HOT` says."""
        table = pa.Table.from_batches(rows, HOT)
        value, band = numbers(table, "value"), numbers(table, "band", np.bool_)
        return cls(*(tuple(sorted(value[band == kind].tolist())) for kind in (False, True)))

    def __bool__(self) -> bool:
        return bool(self.prints or self.bands)

    def among(self, keys: pa.RecordBatch) -> NDArray[np.bool_]:
        """Tell which keys are hot."""
        value, band = numbers(keys, "value"), numbers(keys, "band", np.bool_)
        prints, buckets = (np.array(known, dtype=np.int64) for known in (self.prints, self.bands))
        return np.where(band, np.isin(value, buckets), np.isin(value, prints))


@dataclass(frozen=True, slots=True)
class Without:
    """Leaves hot keys out."""

    hot: Hot

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield other `KEYS`."""
        for part in batches:
            yield part.filter(pa.array(~self.hot.among(part)))


@dataclass(frozen=True, slots=True)
class Parted:
    """Says where the parts of hot postings are made."""

    hot: Hot

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `PARTED` from `KEYS`."""
        for part in batches:
            some = part.filter(pa.array(self.hot.among(part)))
            buckets = mixed_all((numbers(some, "n") >> PLACE_BITS).view(np.uint64))
            home = mixed_all(buckets ^ numbers(some, "value", np.uint64)).view(np.int64)
            yield some.append_column("home", pa.array(home))


def parts(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `POSTINGS` of the articles of one bucket each from `PARTED`, also those of one article."""
    table = given["keys"]
    bucket = numbers(table, "n") >> PLACE_BITS
    for which in np.unique(bucket).tolist():
        yield from postings({"keys": table.filter(pa.array(bucket == which))}, least=1)


def heads(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `POSTINGS` of whole hot hashes: how many articles they have, and the first one of each part."""
    table = given["parts"]
    members, first = packed(table, "members", np.int64)
    sizes, _ = packed(table, "sizes", np.int32)
    value, band = numbers(table, "value"), numbers(table, "band", np.bool_)
    count = numbers(table, "count", np.int32).astype(np.int64)
    n, size = (column[first[:-1]] if len(table) else column for column in (members, sizes))
    order = np.lexsort((n, value, band))
    value, band, count, n, size = (column[order] for column in (value, band, count, n, size))
    fresh = np.append(True, (value[1:] != value[:-1]) | (band[1:] != band[:-1]))[: len(value)]
    at = np.flatnonzero(fresh)
    bounds = np.append(at, len(value))
    yield batch(
        POSTINGS,
        value=value[at],
        band=band[at],
        count=(np.add.reduceat(count, at) if len(at) else count).astype(np.int32),
        members=packing(n, bounds),
        sizes=packing(size, bounds),
    )
