"""Runs of words that stand in both of two texts.

Method: greedy string tiling (Wise 1993, used for news text reuse in the METER corpus), with all maximal
matches found at once from equal seeds of a few words instead of by repeated scans. Compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.hashing import Hashes

MAX_MATCHES = 500_000
"""Most seed matches looked at for one pair. Beyond, the seeds that repeat most are matched in order only: the
third occurrence in a with the third in b, and so on."""

_PLACE = 20
"""Bits of a place or length in a match; no article has more words than 2 ** 20 (see `limits`)."""

_MASK = (1 << _PLACE) - 1

Indices = NDArray[np.int64]
"""Also matches, each packed into a number such that the least is the longest, then the first in a and b."""


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
    return [Run(i, j, length) for i, j, length in tiles(a, b, least, MAX_MATCHES).tolist()]


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
    length, i, j = longest(a, b, MAX_MATCHES)
    return Run(i, j, length) if length else None


@njit(cache=True)
def longest(a: Hashes, b: Hashes, budget: int) -> tuple[int, int, int]:
    """Return length, place in a and place in b of the longest run; 0 if there is none."""
    if len(a) == len(b) and (a == b).all():
        return len(a), 0, 0
    for least in (16, 8, 4, 2, 1):
        matches = _maximal(a, b, least, budget)
        if len(matches):
            best = matches.min()
            return _length(best), _in_a(best), _in_b(best)
    return 0, 0, 0


@njit(cache=True)
def tiles(a: Hashes, b: Hashes, least: int, budget: int) -> Indices:
    """Return the runs as rows (place in a, place in b, length), in the order of a."""
    matches = np.sort(_maximal(a, b, least, budget))
    free_a, free_b = np.ones(len(a), dtype=np.bool_), np.ones(len(b), dtype=np.bool_)
    shortened = [_MASK << 2 * _PLACE | _MASK]  # never reached; it tells the compiler the type
    taken = np.empty((len(a) // least, 3), dtype=np.int64)
    count = at = 0
    while at < len(matches) or len(shortened) > 1:
        if at < len(matches) and matches[at] <= shortened[0]:
            match = matches[at]
            at += 1
        else:
            match = heappop(shortened)
        length, i, j = _length(match), _in_a(match), _in_b(match)
        start = 0
        for n in range(length + 1):
            if n < length and free_a[i + n] and free_b[j + n]:
                continue
            if n == length and start == 0:
                free_a[i : i + length] = False
                free_b[j : j + length] = False
                taken[count] = i, j, length
                count += 1
            elif n - start >= least:
                heappush(shortened, _packed(n - start, i + start, j + start))
            start = n + 1
    order = np.argsort(taken[:count, 0])
    return taken[:count][order]


@njit(cache=True)
def _packed(length: int, i: int, j: int) -> int:
    return (_MASK - length) << 2 * _PLACE | i << _PLACE | j


@njit(cache=True)
def _length(match: int) -> int:
    return _MASK - (match >> 2 * _PLACE)


@njit(cache=True)
def _in_a(match: int) -> int:
    return match >> _PLACE & _MASK


@njit(cache=True)
def _in_b(match: int) -> int:
    return match & _MASK


@njit(cache=True)
def _maximal(a: Hashes, b: Hashes, least: int, budget: int) -> Indices:
    """Return all matches that can be made no longer, packed, in no order.

    Seeds are runs of `least` words, numbered by what they say; seed n stands in b at the places
    ``[first[n], first[n + 1])``.
    """
    if min(len(a), len(b)) < least:
        return np.empty(0, dtype=np.int64)
    seeds_a, seeds_b, kinds = _numbered(_rolled(a, least), _rolled(b, least))
    first, places, rank_b = _occurrences(seeds_b, kinds)
    rank_a = _occurrences(seeds_a, kinds)[2]
    counts = (first[1:] - first[:-1])[seeds_a]
    bar = _bar(counts, budget)
    found = np.empty(np.where(counts < bar, counts, 1).sum(), dtype=np.int64)
    n = 0
    for i in range(len(seeds_a)):
        seed = seeds_a[i]
        lo, hi = first[seed], first[seed + 1]
        if counts[i] >= bar:
            lo, hi = lo + rank_a[i], min(hi, lo + rank_a[i] + 1)
        for at in range(lo, hi):
            j = places[at]
            if i and j and _paired(i - 1, j - 1, seeds_a, seeds_b, counts, bar, rank_a, rank_b):
                continue
            length = 1
            while (
                i + length < len(seeds_a)
                and j + length < len(seeds_b)
                and _paired(i + length, j + length, seeds_a, seeds_b, counts, bar, rank_a, rank_b)
            ):
                length += 1
            found[n] = _packed(length + least - 1, i, j)
            n += 1
    return found[:n]


@njit(cache=True)
def _paired(
    i: int,
    j: int,
    seeds_a: Indices,
    seeds_b: Indices,
    counts: Indices,
    bar: int,
    rank_a: Indices,
    rank_b: Indices,
) -> bool:
    return bool(seeds_a[i] == seeds_b[j] and (counts[i] < bar or rank_a[i] == rank_b[j]))


@njit(cache=True)
def _bar(counts: Indices, budget: int) -> int:
    """Return from how many equals on a seed is matched in order only."""
    if counts.sum() <= budget:
        return int(counts.max()) + 1
    ordered = np.sort(counts)
    return int(ordered[np.searchsorted(np.cumsum(ordered), budget, "right")])


@njit(cache=True)
def _rolled(words: Hashes, size: int) -> Hashes:
    out = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for n in range(len(out)):
        h = np.uint64(0)
        for word in words[n : n + size]:
            h = (h ^ word) * np.uint64(0x9E3779B97F4A7C15)
            h = h ^ (h >> np.uint64(32))
        out[n] = h
    return out


@njit(cache=True)
def _numbered(a: Hashes, b: Hashes) -> tuple[Indices, Indices, int]:
    """Return the values of both as numbers, and how many there are; what b has not gets the last number."""
    size = 4
    while size < 2 * len(b):
        size *= 2
    slots, mask = np.full(size, -1, dtype=np.int64), np.uint64(size - 1)
    in_a, in_b = np.empty(len(a), dtype=np.int64), np.empty(len(b), dtype=np.int64)
    sample = np.empty(len(b), dtype=np.int64)
    kinds = 0
    for j in range(len(b)):
        slot = b[j] & mask
        while slots[slot] >= 0 and b[sample[slots[slot]]] != b[j]:
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] < 0:
            slots[slot] = kinds
            sample[kinds] = j
            kinds += 1
        in_b[j] = slots[slot]
    for i in range(len(a)):
        slot = a[i] & mask
        while slots[slot] >= 0 and b[sample[slots[slot]]] != a[i]:
            slot = (slot + np.uint64(1)) & mask
        in_a[i] = slots[slot] if slots[slot] >= 0 else kinds
    return in_a, in_b, kinds + 1


@njit(cache=True)
def _occurrences(seeds: Indices, kinds: int) -> tuple[Indices, Indices, Indices]:
    """Return where the places of every seed begin, the places, and how many equals stand before each seed."""
    first = np.zeros(kinds + 1, dtype=np.int64)
    rank = np.empty(len(seeds), dtype=np.int64)
    for n in range(len(seeds)):
        rank[n] = first[seeds[n] + 1]
        first[seeds[n] + 1] += 1
    first = np.cumsum(first)
    places = np.empty(len(seeds), dtype=np.int64)
    for n in range(len(seeds)):
        places[first[seeds[n]] + rank[n]] = n
    return first, places, rank
