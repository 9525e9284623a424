"""Compiled steps of a question to one segment: rows to articles, and where in them a hash stands."""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets
from dedup.index.names import Bytes, Flags
from dedup.index.table import Items, signed

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
def _owner(first: Offsets, entry: int, least: int) -> int:
    """Return which article from `least` on an entry belongs to: in growing steps, then in halves."""
    lo, step = least, 1
    while lo + step < len(first) - 1 and first[lo + step] <= entry:
        lo, step = lo + step, step * 2
    hi = min(lo + step, len(first) - 1)
    while hi - lo > 1:
        middle = (lo + hi) // 2
        if first[middle] <= entry:
            lo = middle
        else:
            hi = middle
    return lo


@compiled
def sharing(ordered: Hashes, first: Offsets, gone: Flags, sizes: Items, least: int) -> Offsets:
    """Return the articles to which at least so many gathered items belong, or all that a short one has."""
    out = np.empty(len(ordered), dtype=np.int64)
    at = found = article = 0
    while at < len(ordered):
        article, begun = _owner(first, signed(ordered[at] >> _SHIFT), article), at
        while at < len(ordered) and signed(ordered[at] >> _SHIFT) < first[article + 1]:
            at += 1
        at = max(at, begun + 1)  # whatever a damaged file says
        if not gone[article] and at - begun >= min(least, signed(sizes[article])):
            out[found] = article
            found += 1
    return out[:found].copy()


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
def first_articles(
    items: Items, begins: Offsets, ends: Offsets, first: Offsets, gone: Flags, most: int
) -> Offsets:
    """Return in row q the first articles that have hash q and are not gone, filled up with -1."""
    out = np.full((len(begins), most), -1, dtype=np.int64)
    for q in range(len(begins)):
        found = article = 0
        for row in range(begins[q], ends[q]):
            article = _owner(first, signed(items[row]), article)
            if not gone[article]:
                out[q, found] = article
                found += 1
                if found == most:
                    break
    return out


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
