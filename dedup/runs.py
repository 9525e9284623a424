"""Runs of words that stand in both of two texts.

Method: greedy string tiling (Wise 1993, used for news text reuse in the METER corpus), with all maximal
matches found at once from equal seeds of a few words instead of by repeated scans. Compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes

MAX_MATCHES = 500_000
"""Most seed matches looked at for one pair. Beyond, the seeds that repeat most are matched in order only: the
third occurrence in a with the third in b, and so on."""

_PLACE = 20
"""Bits of a place or length in a match; no article has more words than 2 ** 20 (see `limits`)."""

_MASK = (1 << _PLACE) - 1

Indices = NDArray[np.int64]
"""Also matches, each packed into a number so that the least is the longest, then the first in a and b."""


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
    return [Run(i, j, length) for i, j, length in tiles(a, b, least).tolist()]


@compiled
def tiles(a: Hashes, b: Hashes, least: int) -> Indices:
    """Return `shared_runs` as rows (place in a, place in b, length), in the order of a."""
    return _in_order(_taken(_longest_first(_matches(a, b, least)), len(a), len(b), least), len(a))


def longest_shared_run(a: Hashes, b: Hashes) -> Run | None:
    """Return the longest run that stands in both texts, the first one in a if there are several.

    >>> longest_shared_run(np.array([1, 2, 3, 4], dtype=np.uint64), np.array([9, 2, 3], dtype=np.uint64))
    Run(a=1, b=1, length=2)
    """
    if len(a) == len(b) and bool((a == b).all()):
        return Run(0, 0, len(a)) if len(a) else None
    for least in (16, 8, 4, 2, 1):
        matches = _matches(a, b, least)
        if len(matches):
            best = int(matches.min())
            return Run(best >> _PLACE & _MASK, best & _MASK, _MASK - (best >> 2 * _PLACE))
    return None


# Generic functions of numpy (sort, max) take long to compile, and each of its users compiles them again. So
# there are plain loops instead, which know more about what they sort.


@compiled
def _matches(a: Hashes, b: Hashes, least: int) -> Indices:
    """Return all matches that can be made no longer, packed, in the order of their places."""
    if len(a) < least or len(b) < least:
        return np.empty(0, dtype=np.int64)
    seeds_a, seeds_b, first = _numbered(_rolled(a, least), _rolled(b, least))
    places, rank_a, rank_b = _occurrences(seeds_a, seeds_b, first)
    bar = _bar(seeds_a, first)
    most = 0
    for seed in seeds_a:
        count = first[seed + 1] - first[seed]
        most += count if count < bar else 1
    return _maximal(
        seeds_a, seeds_b, first, places, rank_a, rank_b, bar, np.empty(most, dtype=np.int64), least
    )


@compiled
def _bar(seeds: Indices, first: Indices) -> int:
    """Return from how many equals on a seed is matched in order only."""
    having = np.zeros(len(first) + first[len(first) - 1] + 1, dtype=np.int64)
    for seed in seeds:
        having[first[seed + 1] - first[seed]] += 1
    total = 0
    for count in range(len(having)):
        total += count * having[count]
        if total > MAX_MATCHES:
            return count
    return len(having)


@compiled
def _longest_first(matches: Indices) -> Indices:
    """Return matches that are in the order of their places with the longest first."""
    longest = 0
    for match in matches:
        longest = max(longest, _MASK - (match >> 2 * _PLACE))
    starts = np.zeros(longest + 2, dtype=np.int64)
    for match in matches:
        starts[longest - (_MASK - (match >> 2 * _PLACE)) + 1] += 1
    for n in range(longest + 1):
        starts[n + 1] += starts[n]
    out = np.empty(len(matches), dtype=np.int64)
    for match in matches:
        bucket = longest - (_MASK - (match >> 2 * _PLACE))
        out[starts[bucket]] = match
        starts[bucket] += 1
    return out


@compiled
def _in_order(taken: Indices, in_a: int) -> Indices:
    """Return runs, of which no two overlap in a, in the order of a."""
    at = np.full(in_a, -1, dtype=np.int64)
    for n in range(len(taken)):
        at[taken[n, 0]] = n
    out = np.empty((len(taken), 3), dtype=np.int64)
    count = 0
    for place in at:
        if place >= 0:
            for k in range(3):
                out[count, k] = taken[place, k]
            count += 1
    return out


@compiled
def _taken(matches: Indices, in_a: int, in_b: int, least: int) -> Indices:
    """Take the matches, longest first, and of those that touch a taken one the stretches that are left."""
    free_a, free_b = np.ones(in_a, dtype=np.bool_), np.ones(in_b, dtype=np.bool_)
    shortened = [_MASK << 2 * _PLACE]  # longer than none, so never reached; it tells the compiler the type
    taken = np.empty((in_a // least, 3), dtype=np.int64)
    count = at = 0
    while at < len(matches) or len(shortened) > 1:
        if at < len(matches) and matches[at] <= shortened[0]:
            match = matches[at]
            at += 1
        else:
            match = heappop(shortened)
        length, i, j = _MASK - (match >> 2 * _PLACE), match >> _PLACE & _MASK, match & _MASK
        start = 0
        for n in range(length + 1):
            if n < length and free_a[i + n] and free_b[j + n]:
                continue
            if n - start == length:
                taken[count, 0], taken[count, 1], taken[count, 2] = i, j, length
                count += 1
                for k in range(length):
                    free_a[i + k] = free_b[j + k] = False
            elif n - start >= least:
                heappush(shortened, _packed(n - start, i + start, j + start))
            start = n + 1
    return taken[:count]


@compiled
def _packed(length: int, i: int, j: int) -> int:
    return (_MASK - length) << 2 * _PLACE | i << _PLACE | j


@compiled
def _maximal(
    seeds_a: Indices,
    seeds_b: Indices,
    first: Indices,
    places: Indices,
    rank_a: Indices,
    rank_b: Indices,
    bar: int,
    out: Indices,
    least: int,
) -> Indices:
    """Find the matches: seeds that equal each other, with all those that follow them on both sides.

    Seeds are runs of `least` words, numbered by what they say; seed n stands in b at the places
    ``[first[n], first[n + 1])``.
    """
    n = 0
    for i in range(len(seeds_a)):
        lo, hi = first[seeds_a[i]], first[seeds_a[i] + 1]
        if hi - lo >= bar:
            lo, hi = lo + rank_a[i], min(hi, lo + rank_a[i] + 1)
        for at in range(lo, hi):
            j = places[at]
            if i and j and _paired(i - 1, j - 1, seeds_a, seeds_b, first, rank_a, rank_b, bar):
                continue
            length, most = 1, min(len(seeds_a) - i, len(seeds_b) - j)
            while length < most and _paired(
                i + length, j + length, seeds_a, seeds_b, first, rank_a, rank_b, bar
            ):
                length += 1
            out[n] = _packed(length + least - 1, i, j)
            n += 1
    return out[:n]


@compiled
def _paired(
    i: int,
    j: int,
    seeds_a: Indices,
    seeds_b: Indices,
    first: Indices,
    rank_a: Indices,
    rank_b: Indices,
    bar: int,
) -> bool:
    seed = seeds_a[i]
    return bool(seed == seeds_b[j] and (first[seed + 1] - first[seed] < bar or rank_a[i] == rank_b[j]))


@compiled
def _rolled(words: Hashes, size: int) -> Hashes:
    out = np.empty(len(words) - size + 1, dtype=np.uint64)
    for n in range(len(out)):
        h = np.uint64(0)
        for k in range(size):
            h = (h ^ words[n + k]) * np.uint64(0x9E3779B97F4A7C15)
            h = h ^ (h >> np.uint64(32))
        out[n] = h
    return out


@compiled
def _numbered(a: Hashes, b: Hashes) -> tuple[Indices, Indices, Indices]:
    """Return the values of both as numbers, and how many of b come before each number.

    What b has not gets the last number, of which it has none.
    """
    size = 4
    while size < 2 * len(b):
        size *= 2
    slots, mask = np.zeros(size, dtype=np.int64), np.uint64(size - 1)
    in_a, in_b = np.empty(len(a), dtype=np.int64), np.empty(len(b), dtype=np.int64)
    sample, first = np.empty(len(b), dtype=np.int64), np.zeros(len(b) + 2, dtype=np.int64)
    kinds = 0
    for j in range(len(b)):
        slot = b[j] & mask
        while slots[slot] and b[sample[slots[slot] - 1]] != b[j]:
            slot = (slot + np.uint64(1)) & mask
        if not slots[slot]:
            sample[kinds] = j
            kinds += 1
            slots[slot] = kinds
        in_b[j] = slots[slot] - 1
        first[in_b[j] + 1] += 1
    for i in range(len(a)):
        slot = a[i] & mask
        while slots[slot] and b[sample[slots[slot] - 1]] != a[i]:
            slot = (slot + np.uint64(1)) & mask
        in_a[i] = slots[slot] - 1 if slots[slot] else kinds
    for n in range(kinds + 1):
        first[n + 1] += first[n]
    return in_a, in_b, first[: kinds + 2]


@compiled
def _occurrences(seeds_a: Indices, seeds_b: Indices, first: Indices) -> tuple[Indices, Indices, Indices]:
    """Return the places in b of every seed, and how many equals stand before each seed of a and of b."""
    places, rank_b = np.empty(len(seeds_b), dtype=np.int64), np.empty(len(seeds_b), dtype=np.int64)
    rank_a, seen = np.empty(len(seeds_a), dtype=np.int64), np.zeros(len(first), dtype=np.int64)
    for j in range(len(seeds_b)):
        seed = seeds_b[j]
        rank_b[j] = seen[seed]
        places[first[seed] + seen[seed]] = j
        seen[seed] += 1
    for seed in range(len(seen)):
        seen[seed] = 0
    for i in range(len(seeds_a)):
        rank_a[i] = seen[seeds_a[i]]
        seen[seeds_a[i]] += 1
    return places, rank_a, rank_b
