"""Compiled steps of a question to one segment: rows to articles, and where in them a hash stands."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets, sort
from dedup.index.names import Bytes, Flags
from dedup.index.table import Items, signed
from dedup.postings import STOCK_WEIGHT
from dedup.sketch import Signatures

Floats = NDArray[np.float64]

DIGEST, BAND, POSTINGS, LED = 1, 2, 4, 8
"""Bits of `ways`: the same words, a whole band of the signature, enough hashes, and one that may lead to
these: among the first of those that have a stock phrase."""

_SHIFT, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


class Met(NamedTuple):
    """What articles of a part have of a question.

    `shared` counts the hashes that are no stock phrases, `stocked` those that are; `ways` says how an article
    was met, but for the shared hashes.
    """

    articles: Offsets
    shared: Offsets
    stocked: Offsets
    ways: Offsets


@compiled
def gathered(items: Items, begins: Offsets, ends: Offsets, left_out: Flags) -> Hashes:
    """Return the items of all other hashes, each as ``item << 32 | number of the hash``."""
    total = 0
    for q in range(len(begins)):
        if not left_out[q]:
            total += ends[q] - begins[q]
    out = np.empty(total, dtype=np.uint64)
    at = 0
    for q in range(len(begins)):
        if not left_out[q]:
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
def met(
    shared: Hashes,
    wholes: Hashes,
    leads: Offsets,
    items: Items,
    begins: Offsets,
    ends: Offsets,
    stock: Flags,
    first: Offsets,
    gone: Flags,
    sizes: Items,
    least: int,
    digest: int,
) -> Met:
    """Return the articles that share enough hashes, those of `wholes` (what was gathered) and the `leads`.

    `shared` is what was gathered of hashes that are no stock phrases, ascending; number `digest` of the
    wholes is one, the others are bands.
    """
    sharing, counts = _sharing(shared, first, gone, sizes, least)
    others = _others(sharing, wholes, leads, gone)
    articles = np.empty(len(sharing) + len(others), dtype=np.int64)
    articles[: len(sharing)], articles[len(sharing) :] = sharing, others
    both = np.empty(len(articles), dtype=np.int64)
    both[: len(sharing)] = counts
    both[len(sharing) :] = _shared_of(items, begins, ends, stock, False, first, others)
    stocked = _shared_of(items, begins, ends, stock, True, first, articles)
    ways = np.zeros(len(articles), dtype=np.int64)
    for n in range(len(wholes)):
        article = signed(wholes[n] >> _SHIFT)
        if not gone[article]:
            way = DIGEST if signed(wholes[n] & _LOW) == digest else BAND
            ways[_place(sharing, others, article)] |= way
    for lead in leads:
        ways[_place(sharing, others, lead)] |= LED
    return Met(articles, both, stocked, ways)


@compiled
def weighed(
    found: Met, sizes: Items, signatures: Signatures, asked: Signatures, count: int, least: int
) -> tuple[Offsets, Floats, Floats, Floats]:
    """Return by which ways each article is a hit (0 for none), the share, the resemblance and the strength.

    `asked` is the signature of a text with `count` hashes, `least` as in `met`.
    """
    ways, resemblance = np.zeros(len(sizes), dtype=np.int64), np.empty(len(sizes))
    share, strength = np.empty(len(sizes)), np.empty(len(sizes))
    for n in range(len(sizes)):
        shorter = min(signed(sizes[n]), count)
        enough, weight = min(least, shorter), STOCK_WEIGHT * found.shared[n] + found.stocked[n]
        led = found.ways[n] & LED and weight >= STOCK_WEIGHT * enough
        ways[n] = found.ways[n] & (DIGEST | BAND)
        if shorter and (led or found.shared[n] >= enough):
            ways[n] |= POSTINGS
        equal = 0
        for k in range(len(asked)):
            equal += signatures[n, k] == asked[k]
        resemblance[n] = equal / len(asked)
        share[n] = (found.shared[n] + found.stocked[n]) / max(shorter, 1)
        strength[n] = max(weight / (STOCK_WEIGHT * max(shorter, 1)), resemblance[n])
    return ways, share, resemblance, strength


@compiled
def _sharing(
    ordered: Hashes, first: Offsets, gone: Flags, sizes: Items, least: int
) -> tuple[Offsets, Offsets]:
    """Return the articles to which at least so many items belong, or all that a short one has; how many."""
    out, counts = np.empty(len(ordered), dtype=np.int64), np.empty(len(ordered), dtype=np.int64)
    at = found = article = 0
    while at < len(ordered):
        article, begun = _owner(first, signed(ordered[at] >> _SHIFT), article), at
        while at < len(ordered) and signed(ordered[at] >> _SHIFT) < first[article + 1]:
            at += 1
        at = max(at, begun + 1)  # whatever a damaged file says
        if not gone[article] and at - begun >= min(least, signed(sizes[article])):
            out[found], counts[found] = article, at - begun
            found += 1
    return out[:found], counts[:found]


@compiled
def _others(known: Offsets, wholes: Hashes, leads: Offsets, gone: Flags) -> Offsets:
    """Return the articles of wholes and leads that are not known, ascending."""
    found = np.empty(len(wholes) + len(leads), dtype=np.uint64)
    for n in range(len(wholes)):
        found[n] = wholes[n] >> _SHIFT
    for n in range(len(leads)):
        found[len(wholes) + n] = np.uint64(leads[n])
    sort(found)
    out = np.empty(len(found), dtype=np.int64)
    count = 0
    for value in found:
        article = signed(value)
        is_new = count == 0 or out[count - 1] != article
        if is_new and not gone[article] and not _stands_in(known, article):
            out[count] = article
            count += 1
    return out[:count]


@compiled
def _place(one: Offsets, other: Offsets, article: int) -> int:
    """Return where an article stands in the first list, or behind that in the other one."""
    if _stands_in(one, article):
        return _lower(one, article)
    return len(one) + _lower(other, article)


@compiled
def _stands_in(ordered: Offsets, value: int) -> bool:
    at = _lower(ordered, value)
    return bool(at < len(ordered) and ordered[at] == value)


@compiled
def _lower(ordered: Offsets, value: int) -> int:
    lo, hi = 0, len(ordered)
    while lo < hi:
        middle = (lo + hi) // 2
        if ordered[middle] < value:
            lo = middle + 1
        else:
            hi = middle
    return lo


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
def _shared_of(
    items: Items,
    begins: Offsets,
    ends: Offsets,
    stock: Flags,
    is_stock: bool,
    first: Offsets,
    articles: Offsets,
) -> Offsets:
    """Return how many of the stock phrases, or of the others, each article has; no row is read in full."""
    out = np.zeros(len(articles), dtype=np.int64)
    for q in range(len(begins)):
        if stock[q] == is_stock and begins[q] < ends[q]:
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
