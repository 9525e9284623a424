"""What hangs together, found by pairs alone: large star and small star by turns (Kiveris et al. 2014)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.engine.columns import batch, numbers, shape
from dedup.families import families
from dedup.hashing import mixed_all

LINKS = shape(n=pa.int64(), root=pa.int64())
"""Two articles that hang together, the one with the lower number as `root`."""

SUMS = shape(rows=pa.int64(), sum=pa.int64())
"""How many links, and a sum over them that changes when they do."""

Numbers = NDArray[np.int64]


def linked(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `LINKS` from pairs (`a`, `b`); those of a batch that hang together have one root already."""
    for part in batches:
        yield from _linked(numbers(part, "a"), numbers(part, "b"))


def _linked(a: Numbers, b: Numbers) -> Iterator[pa.RecordBatch]:
    if not len(a):
        return
    known, places = np.unique(np.concatenate((a, b)), return_inverse=True)
    pairs = places.reshape(2, -1).T.copy()
    root = known[families(pairs)]
    links = np.unique(np.stack((np.concatenate((a, b)), np.tile(root, 2)), axis=1), axis=0)
    links = links[links[:, 0] != links[:, 1]]
    yield batch(LINKS, n=links[:, 0], root=links[:, 1])


def rooted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield links, and one of every root to itself."""
    for part in batches:
        yield part
        own = np.unique(numbers(part, "root"))
        yield batch(LINKS, n=own, root=own)


def roots_of(links: pa.Table, n: Numbers) -> tuple[NDArray[np.bool_], Numbers]:
    """Tell which articles are linked, and to which root."""
    if not len(links):
        return np.zeros(len(n), dtype=np.bool_), n
    own, first = np.unique(numbers(links, "n"), return_index=True)
    at = np.minimum(np.searchsorted(own, n), len(own) - 1)
    return own[at] == n, numbers(links, "root")[first][at]


def both_ways(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield every link seen from both sides."""
    for part in batches:
        n, root = numbers(part, "n"), numbers(part, "root")
        yield batch(LINKS, n=np.concatenate((n, root)), root=np.concatenate((root, n)))


def large_star(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield links that join all larger neighbours of an article to its least one; given are both ways."""
    n, other = numbers(given["links"], "n"), numbers(given["links"], "root")
    least = _least(n, np.minimum(n, other))
    larger = other > n
    yield from _distinct(other[larger], least[larger])


def small_star(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield links that join an article and all its smaller neighbours to the least of these."""
    n, other = numbers(given["links"], "n"), numbers(given["links"], "root")
    least = _least(n, other)
    yield from _distinct(np.concatenate((other, n)), np.concatenate((least, least)))


def _least(n: Numbers, values: Numbers) -> Numbers:
    """Return for every row the least value of all rows with its number."""
    known, which = np.unique(n, return_inverse=True)
    least = np.full(len(known), np.iinfo(np.int64).max)
    np.minimum.at(least, which, values)
    return least[which]


def _distinct(n: Numbers, root: Numbers) -> Iterator[pa.RecordBatch]:
    order = np.lexsort((root, n))
    n, root = n[order], root[order]
    fresh = np.append(True, (n[1:] != n[:-1]) | (root[1:] != root[:-1]))[: len(n)] & (n != root)
    yield batch(LINKS, n=n[fresh], root=root[fresh])


def sums(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `SUMS` of links."""
    for part in batches:
        n, root = numbers(part, "n", np.uint64), numbers(part, "root", np.uint64)
        total = int(mixed_all(n * np.uint64(3) + root).sum(dtype=np.uint64).astype(np.int64))
        yield batch(SUMS, rows=np.array([len(n)]), sum=np.array([total]))
