"""Compiled steps of a question to one segment: rows of hashes to articles, and where in them a hash stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets
from dedup.index.names import Bytes, Flags
from dedup.index.table import Items

_SHIFT = np.uint64(32)


@compiled
def gathered(items: Items, begins: Offsets, ends: Offsets, wanted: Flags) -> Hashes:
    """Return the items of the wanted hashes, each as ``item << 32 | number of the hash``."""
    total = 0
    for q in range(len(begins)):
        if wanted[q]:
            total += ends[q] - begins[q]
    out = np.empty(total, dtype=np.uint64)
    at = 0
    for q in range(len(begins)):
        if wanted[q]:
            for row in range(begins[q], ends[q]):
                out[at] = np.uint64(items[row]) << _SHIFT | np.uint64(q)
                at += 1
    return out


@compiled
def owner(first: Offsets, entry: int) -> int:
    """Return which article an entry belongs to."""
    lo, hi = 0, len(first) - 2
    while lo < hi:
        middle = (lo + hi + 1) // 2
        if first[middle] <= entry:
            lo = middle
        else:
            hi = middle - 1
    return lo


@compiled
def counted(ordered: Hashes, first: Offsets, gone: Flags) -> tuple[Offsets, Offsets]:
    """Return the articles that are not gone to which gathered items belong, and how many belong to each."""
    articles, counts = np.empty(len(ordered), dtype=np.int64), np.empty(len(ordered), dtype=np.int64)
    at = found = 0
    while at < len(ordered):
        article = owner(first, np.int64(ordered[at] >> _SHIFT))
        stop, begun = first[article + 1], at
        at += 1
        while at < len(ordered) and np.int64(ordered[at] >> _SHIFT) < stop:
            at += 1
        if not gone[article]:
            articles[found], counts[found] = article, at - begun
            found += 1
    return articles[:found], counts[:found]


@compiled
def _row(items: Items, begin: int, end: int, start: int) -> int:
    """Return the first of some rows whose item is not below `start`."""
    while begin < end:
        middle = (begin + end) // 2
        if items[middle] < start:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled
def shared_of(
    items: Items, begins: Offsets, ends: Offsets, asked: Flags, first: Offsets, articles: Offsets
) -> Offsets:
    """Return how many of the hashes asked for stand in each of some articles; no row is read in full."""
    out = np.zeros(len(articles), dtype=np.int64)
    for q in range(len(begins)):
        if asked[q] and begins[q] < ends[q]:
            for n in range(len(articles)):
                row = _row(items, begins[q], ends[q], first[articles[n]])
                out[n] += row < ends[q] and items[row] < first[articles[n] + 1]
    return out


@compiled
def first_articles(items: Items, begin: int, end: int, first: Offsets, gone: Flags, most: int) -> Offsets:
    """Return the first articles in some rows that are not gone, no more than `most`."""
    out = np.empty(most, dtype=np.int64)
    found = 0
    for row in range(begin, end):
        article = owner(first, np.int64(items[row]))
        if not gone[article]:
            out[found] = article
            found += 1
            if found == most:
                break
    return out[:found]


@compiled
def places_in(
    items: Items, begins: Offsets, ends: Offsets, first: Offsets, gaps: Bytes, article: int
) -> Offsets:
    """Return the first place of every hash in an article, -1 where it does not stand there."""
    start, stop = first[article], first[article + 1]
    places = np.empty(stop - start, dtype=np.int64)
    place = 0
    for entry in range(start, stop):
        place += gaps[entry]
        places[entry - start] = place
    out = np.full(len(begins), -1, dtype=np.int64)
    for q in range(len(begins)):
        row = _row(items, begins[q], ends[q], start)
        if row < ends[q] and items[row] < stop:
            out[q] = places[items[row] - start]
    return out
