"""Postings: which articles share fingerprint hashes, so passages, however different their lengths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidate import Proposals, StockPhrase
from dedup.compiled import compiled
from dedup.hashing import Offsets
from dedup.sketch import Sketches

MAX_PAIRS = 20_000_000
"""Most pairs that are read from postings in full; beyond, the longest are read as those of stock phrases."""

NEIGHBOURS = 4
"""With how many of the following articles each one in a stock phrase's posting is paired. All its postings
have the same order, so the members of a large family that share much meet again and again."""

STOCK_WEIGHT = 8
"""How many hashes of stock phrases count as much as one other."""

_WEIGHT_BITS = 4
MAX_STOCK_LISTED = 20
_APART = 10
_PART = 1 << 24

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Postings:
    """The hashes that stand in several articles: posting k is `articles` in ``[first[k], first[k + 1])``.

    `entries` are the places of its items in the sketches.
    """

    articles: NDArray[np.int32]
    entries: Indices
    first: Offsets


def shared_pairs(
    sketches: Sketches, least_shared: int, stock_bar: int
) -> tuple[Proposals, list[StockPhrase]]:
    """Propose the pairs that share enough fingerprint hashes, and list the stock phrases.

    `least_shared` hashes are enough, or all that a very short text has. A hash in more than `stock_bar`
    articles is a stock phrase.
    """
    postings = _postings(sketches)
    lengths = np.diff(postings.first)
    limit = min(stock_bar, _longest_affordable(lengths))
    keys = np.sort(_pair_keys(postings.articles, postings.first, limit, len(sketches)))
    met, weights = keys >> _WEIGHT_BITS, keys & ((1 << _WEIGHT_BITS) - 1)
    starts = np.flatnonzero(np.append(True, met[1:] != met[:-1])[: len(met)])
    pairs = np.stack(np.divmod(met[starts], max(1, len(sketches))), axis=1)
    counts = np.add.reduceat(weights, starts) / STOCK_WEIGHT if len(starts) else np.empty(0)
    sizes = np.diff(sketches.first)
    shorter = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    good = counts >= np.minimum(least_shared, shorter)
    complete = limit == stock_bar or bool((lengths <= limit).all())
    found = Proposals(pairs[good], counts[good] / np.maximum(shorter[good], 1), complete)
    return found, _stock(sketches, postings, limit)


def _stock(sketches: Sketches, postings: _Postings, limit: int) -> list[StockPhrase]:
    """Return the phrases that stand in most articles; of several at one place of one text the first."""
    lengths = np.diff(postings.first)
    stock = np.flatnonzero(lengths > limit)
    stock = stock[np.argsort(-lengths[stock], kind="stable")]
    found: list[StockPhrase] = []
    for n in stock.tolist():
        item = int(postings.first[n])
        article, place = int(postings.articles[item]), int(sketches.places[postings.entries[item]])
        if not any(p.article == article and abs(p.place - place) < _APART for p in found):
            phrase = StockPhrase(article, place, int(lengths[n]))
            found.append(phrase)
        if len(found) == MAX_STOCK_LISTED:
            break
    return found


def _postings(sketches: Sketches) -> _Postings:
    """Return the postings, in an order of their hashes; made part by part, to sort little at a time."""
    owners = np.repeat(np.arange(len(sketches), dtype=np.int32), np.diff(sketches.first))
    parts = max(1, -(-len(owners) // _PART))
    part_of = (sketches.hashes >> np.uint64(32)) * np.uint64(parts) >> np.uint64(32)
    made = []
    for part in range(parts):
        which = np.flatnonzero(part_of == part)
        order = which[np.argsort(sketches.hashes[which], kind="stable")]
        made.append(_repeated(sketches.hashes[order], owners[order], order))
    lengths = np.concatenate([lengths for _, _, lengths in made])
    return _Postings(
        articles=np.concatenate([articles for articles, _, _ in made]),
        entries=np.concatenate([entries for _, entries, _ in made]),
        first=np.concatenate(([0], np.cumsum(lengths))),
    )


@compiled
def _repeated(
    hashes: NDArray[np.uint64], owners: NDArray[np.int32], entries: Indices
) -> tuple[NDArray[np.int32], Indices, Indices]:
    """Return articles, entries and length of every posting with two articles or more, each article once."""
    articles, kept = np.empty(len(hashes), dtype=np.int32), np.empty(len(hashes), dtype=np.int64)
    lengths = np.empty(len(hashes) // 2, dtype=np.int64)
    n = groups = at = 0
    while at < len(hashes):
        start, value = n, hashes[at]
        while at < len(hashes) and hashes[at] == value:
            if n == start or articles[n - 1] != owners[at]:
                articles[n], kept[n] = owners[at], entries[at]
                n += 1
            at += 1
        if n - start < 2:
            n = start
        else:
            lengths[groups] = n - start
            groups += 1
    return articles[:n], kept[:n], lengths[:groups]


def _longest_affordable(lengths: Indices) -> int:
    """Return the longest posting that may be read in full with all shorter ones."""
    ordered = np.sort(lengths)
    over = np.flatnonzero(np.cumsum(ordered * (ordered - 1) // 2) > MAX_PAIRS)
    if not len(over):
        return int(ordered[-1]) if len(ordered) else 0
    return int(ordered[over[0]]) - 1


@compiled
def _pair_keys(articles: NDArray[np.int32], first: Offsets, limit: int, count: int) -> Indices:
    """Return a key for every time that two articles meet in a posting: ``i * count + j``, then the weight."""
    total = 0
    for n in range(len(first) - 1):
        length = first[n + 1] - first[n]
        total += length * (length - 1) // 2 if length <= limit else length * NEIGHBOURS
    keys = np.empty(total, dtype=np.int64)
    at = 0
    for n in range(len(first) - 1):
        lo, hi = first[n], first[n + 1]
        reach, weight = (hi, STOCK_WEIGHT) if hi - lo <= limit else (NEIGHBOURS, 1)
        for i in range(lo, hi):
            for j in range(i + 1, min(hi, i + 1 + reach)):
                keys[at] = (np.int64(articles[i]) * count + articles[j]) << _WEIGHT_BITS | weight
                at += 1
    return keys[:at]
