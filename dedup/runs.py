"""Runs of words that stand in both of two texts.

Method: greedy string tiling (Wise 1993, used for news text reuse in the METER corpus), with all maximal
matches found at once on the diagonals of the word-by-word match matrix instead of by repeated scans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.hashing import Hashes, shingle_hashes

MAX_MATCHES = 2_000_000
"""Most seed matches looked at for one pair; beyond, the seeds that repeat most are left out."""


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
    maximal = _maximal(*_seeds(a, b, least), least)
    order = sorted(range(len(maximal)), key=lambda n: (-maximal[n][2], maximal[n][0], maximal[n][1]))
    free_a, free_b = np.ones(len(a), dtype=bool), np.ones(len(b), dtype=bool)
    runs: list[Run] = []
    for n in order:
        i, j, length = maximal[n]
        for start, size in _free_stretches(free_a[i : i + length] & free_b[j : j + length], least):
            free_a[i + start : i + start + size] = False
            free_b[j + start : j + start + size] = False
            runs.append(Run(i + start, j + start, size))
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
        if runs:
            return Run(*min(runs, key=lambda run: (-run[2], run[0], run[1])))
    return None


def _seeds(a: Hashes, b: Hashes, least: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all positions (i, j) where `least` words from i in a equal those from j in b."""
    empty = np.empty(0, dtype=np.int64)
    if min(len(a), len(b)) < least:
        return empty, empty
    in_a, in_b = shingle_hashes(a, least), shingle_hashes(b, least)
    order = np.argsort(in_b, kind="stable")
    ranked = in_b[order]
    low, high = np.searchsorted(ranked, in_a, "left"), np.searchsorted(ranked, in_a, "right")
    counts = _within_budget(high - low)
    i = np.repeat(np.arange(len(in_a)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    j = order[np.repeat(low, counts) + np.arange(len(i)) - first]
    return i, j.astype(np.int64)


def _within_budget(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Leave out the seeds that repeat most until the rest can be looked at."""
    if counts.sum() <= MAX_MATCHES:
        return counts
    order = np.argsort(counts, kind="stable")
    kept = np.cumsum(counts[order]) <= MAX_MATCHES
    limited = np.zeros_like(counts)
    limited[order[kept]] = counts[order[kept]]
    return limited


def _maximal(i: NDArray[np.int64], j: NDArray[np.int64], least: int) -> list[tuple[int, int, int]]:
    """Join seeds that follow each other on one diagonal into maximal runs (i, j, length)."""
    if not len(i):
        return []
    order = np.lexsort((i, j - i))
    i, j = i[order], j[order]
    fresh = np.ones(len(i), dtype=bool)
    fresh[1:] = (np.diff(j - i) != 0) | (np.diff(i) != 1)
    starts = np.flatnonzero(fresh)
    lengths = np.diff(np.append(starts, len(i))) + least - 1
    return list(zip(i[starts].tolist(), j[starts].tolist(), lengths.tolist(), strict=True))


def _free_stretches(free: NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """Return (start, size) of the stretches of at least `least` free words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    return [(int(s), int(e - s)) for s, e in zip(edges[::2], edges[1::2], strict=True) if e - s >= least]
