"""Runs of words that stand in both of two texts.

Method: greedy string tiling (Wise 1993, used for news text reuse in the METER corpus), with all maximal
matches found at once on the diagonals of the word-by-word match matrix instead of by repeated scans.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from dedup.hashing import Hashes, shingle_hashes

MAX_MATCHES = 500_000
"""Most seed matches looked at for one pair. Beyond, the seeds that repeat most are matched in order only: the
third occurrence in a with the third in b, and so on."""

_BLOCK = 4_096

Indices = NDArray[np.int64]
Match = tuple[int, int, int]
"""(-length, a, b): equal words at a and b, as many as `length`; the smallest is the longest."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """`length` equal words, from word `a` of the one text and word `b` of the other."""

    a: int
    b: int
    length: int


def shared_runs(a: Hashes, b: Hashes, least: int) -> list[Run]:
    """Return runs of at least `least` equal words, longest first taken, none overlapping in a or in b.

    >>> words = np.arange(20, dtype=np.uint64)
    >>> shared_runs(words[:12], words[4:], 3)
    [Run(a=4, b=0, length=8)]
    """
    free_a, free_b = np.ones(len(a), dtype=bool), np.ones(len(b), dtype=bool)
    runs: list[Run] = []
    shortened: list[Match] = []
    for match in _longest_first(_maximal(*_seeds(a, b, least), least), free_a, free_b, shortened, least):
        length, i, j = -match[0], match[1], match[2]
        free = free_a[i : i + length] & free_b[j : j + length]
        if free.all():
            free_a[i : i + length] = free_b[j : j + length] = False
            runs.append(Run(i, j, length))
            continue
        for start, size in _free_stretches(free, least):
            heappush(shortened, (-size, i + start, j + start))
    return sorted(runs)


def longest_run(a: Hashes, b: Hashes) -> int:
    """Return the length in words of the longest run that stands in both texts.

    >>> longest_run(np.array([1, 2, 3, 4], dtype=np.uint64), np.array([9, 2, 3], dtype=np.uint64))
    2
    """
    run = longest_shared_run(a, b)
    return run.length if run else 0


def longest_shared_run(a: Hashes, b: Hashes) -> Run | None:
    """Return the longest run that stands in both texts, the first one in a if there are several.

    >>> longest_shared_run(np.array([1, 2, 3, 4], dtype=np.uint64), np.array([9, 2, 3], dtype=np.uint64))
    Run(a=1, b=1, length=2)
    """
    if len(a) == len(b) and bool((a == b).all()):
        return Run(0, 0, len(a)) if len(a) else None
    for least in (16, 8, 4, 2, 1):
        runs = _maximal(*_seeds(a, b, least), least)
        if len(runs):
            length, i, j = runs[0].tolist()
            return Run(i, j, -length)
    return None


def _seeds(a: Hashes, b: Hashes, least: int) -> tuple[Indices, Indices]:
    """Return the positions (i, j) where `least` words from i in a equal those from j in b."""
    if min(len(a), len(b)) < least:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    in_a, in_b = shingle_hashes(a, least), shingle_hashes(b, least)
    order = np.argsort(in_b, kind="stable")
    ranked = in_b[order]
    low = np.searchsorted(ranked, in_a, "left")
    counts = np.searchsorted(ranked, in_a, "right") - low
    if counts.sum() <= MAX_MATCHES:
        return _with_all(order, low, counts)
    few = _within_budget(counts)
    i, j = _with_all(order, low, np.where(few, counts, 0))
    more_i, more_j = _in_order(in_a, order, low, np.where(few, 0, counts))
    return np.concatenate((i, more_i)), np.concatenate((j, more_j))


def _with_all(order: Indices, low: Indices, counts: Indices) -> tuple[Indices, Indices]:
    """Match every seed i of a with all its equals, those of b at `order[low[i]:low[i] + counts[i]]`."""
    i = np.repeat(np.arange(len(low)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return i, order[np.repeat(low, counts) + np.arange(len(i)) - first]


def _in_order(seeds: Hashes, order: Indices, low: Indices, counts: Indices) -> tuple[Indices, Indices]:
    """Match every seed of a with that one of its equals that has as many of them before it."""
    i = np.flatnonzero(counts)
    rank = _occurrence(seeds[i])
    i, rank = i[rank < counts[i]], rank[rank < counts[i]]
    return i, order[low[i] + rank]


def _within_budget(counts: Indices) -> NDArray[np.bool_]:
    """Return which seeds, those that repeat least, can be matched with all their equals."""
    ordered = np.sort(counts)
    # A bar on the count, so that equal seeds are treated alike.
    bar = ordered[np.searchsorted(np.cumsum(ordered), MAX_MATCHES, "right")]
    return np.asarray(counts < bar)


def _occurrence(seeds: Hashes) -> Indices:
    """Return of every seed how many equal ones stand before it."""
    order = np.argsort(seeds, kind="stable")
    ranked = seeds[order]
    rank = np.empty(len(seeds), dtype=np.int64)
    rank[order] = np.arange(len(seeds)) - np.searchsorted(ranked, ranked, "left")
    return rank


def _maximal(i: Indices, j: Indices, least: int) -> Indices:
    """Join seeds that follow each other on one diagonal into rows (-length, a, b), longest first."""
    order = np.lexsort((i, j - i))
    i, j = i[order], j[order]
    fresh = np.ones(len(i), dtype=bool)
    fresh[1:] = (np.diff(j - i) != 0) | (np.diff(i) != 1)
    starts = np.flatnonzero(fresh)
    lengths = np.diff(np.append(starts, len(i))) + least - 1
    rows = np.stack((-lengths, i[starts], j[starts]), axis=1)
    return rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]


def _longest_first(
    rows: Indices,
    free_a: NDArray[np.bool_],
    free_b: NDArray[np.bool_],
    shortened: list[Match],
    least: int,
) -> Iterator[Match]:
    """Yield the matches and those that come into `shortened` on the way, always the longest left."""
    for start in range(0, len(rows), _BLOCK):
        # Most matches of two long texts lie under the first few long ones: drop those by the block.
        for match in _still_free(rows[start : start + _BLOCK], free_a, free_b, least):
            while shortened and shortened[0] < match:
                yield heappop(shortened)
            yield match
    while shortened:
        yield heappop(shortened)


def _still_free(
    rows: Indices, free_a: NDArray[np.bool_], free_b: NDArray[np.bool_], least: int
) -> list[Match]:
    """Leave out the matches with fewer than `least` free words on either side."""
    lengths = -rows[:, 0]
    kept = np.ones(len(rows), dtype=bool)
    for free, first in ((free_a, rows[:, 1]), (free_b, rows[:, 2])):
        before = np.concatenate(([0], np.cumsum(free)))
        kept &= before[first + lengths] - before[first] >= least
    return [(length, i, j) for length, i, j in rows[kept].tolist()]


def _free_stretches(free: NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """Return (start, size) of the stretches of at least `least` free words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    return [(int(s), int(e - s)) for s, e in zip(edges[::2], edges[1::2], strict=True) if e - s >= least]
