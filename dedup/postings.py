"""Postings: which articles share fingerprint hashes, so passages, however different their lengths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidate import Proposals, StockPhrase
from dedup.compiled import compiled
from dedup.gathering import MAX_ARTICLES, OWNER_BITS
from dedup.hashing import Hashes, Offsets

PAIRS_AN_ARTICLE = 40
MAX_PAIRS = 20_000_000
"""Most pairs that are read from postings in full, so many in all or so many an article, whichever is more;
beyond, the longest postings are read as those of stock phrases."""

NEIGHBOURS = 4
"""With how many of the following articles each one in a stock phrase's posting is paired. All its postings
have the same order, so the members of a large family that share much meet again and again."""

STOCK_WEIGHT = 8
"""How many hashes of stock phrases count as much as one other."""

_WEIGHT_BITS = 4

MAX_STOCK = 1_000
"""Most stock hashes that are listed; many of them belong to one phrase."""

_SHIFT, _OWNER = np.uint64(OWNER_BITS), np.uint64(MAX_ARTICLES - 1)

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Postings:
    """The hashes that stand in several articles: posting k is `articles` in ``[first[k], first[k + 1])``."""

    hashes: Hashes
    articles: NDArray[np.int32]
    first: Offsets


def shared_pairs(
    keys: Hashes, articles: int, least_shared: int, stock_bar: int
) -> tuple[Proposals, list[StockPhrase]]:
    """Propose the pairs that share enough fingerprint hashes, and list the stock phrases.

    `keys` are those of so many articles, ascending, as `gathering` makes them.
    `least_shared` hashes are enough, or all that a very short text has. A hash in more than `stock_bar`
    articles is a stock phrase.
    """
    postings = _Postings(*_repeated(keys))
    lengths = np.diff(postings.first)
    limit = min(stock_bar, _longest_affordable(lengths, max(MAX_PAIRS, PAIRS_AN_ARTICLE * articles)))
    meetings = _pair_keys(postings.articles, postings.first, limit, articles)
    meetings.sort()
    met, weights = meetings >> _WEIGHT_BITS, meetings & ((1 << _WEIGHT_BITS) - 1)
    starts = np.flatnonzero(np.append(True, met[1:] != met[:-1])[: len(met)])
    pairs = np.stack(np.divmod(met[starts], max(1, articles)), axis=1)
    counts = np.add.reduceat(weights, starts) / STOCK_WEIGHT if len(starts) else np.empty(0)
    sizes = _sizes(keys, articles)
    shorter = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    good = counts >= np.minimum(least_shared, shorter)
    complete = limit == stock_bar or bool((lengths <= limit).all())
    found = Proposals(pairs[good], counts[good] / np.maximum(shorter[good], 1), complete)
    return found, _stock(postings, limit)


def _stock(postings: _Postings, limit: int) -> list[StockPhrase]:
    """Return the hashes that stand in most articles."""
    lengths = np.diff(postings.first)
    stock = np.flatnonzero(lengths > limit)
    stock = stock[np.argsort(-lengths[stock], kind="stable")][:MAX_STOCK]
    firsts = postings.articles[postings.first[stock]]
    rows = zip(firsts.tolist(), postings.hashes[stock].tolist(), lengths[stock].tolist(), strict=True)
    return [StockPhrase(*row) for row in rows]


@compiled
def _sizes(keys: Hashes, articles: int) -> Indices:
    """Return how many keys every article has."""
    counts = np.zeros(articles, dtype=np.int64)
    for key in keys:
        counts[np.int64(key & _OWNER)] += 1
    return counts


@compiled
def _repeated(keys: Hashes) -> tuple[Hashes, NDArray[np.int32], Indices]:
    """Return hash, articles and bounds of every posting with two articles or more, each article once."""
    most = len(keys) // 2
    hashes, first = np.empty(most, dtype=np.uint64), np.zeros(most + 1, dtype=np.int64)
    articles = np.empty(len(keys), dtype=np.int32)
    n = groups = at = 0
    while at < len(keys):
        start, value = n, keys[at] >> _SHIFT
        while at < len(keys) and keys[at] >> _SHIFT == value:
            owner = np.int32(keys[at] & _OWNER)
            if n == start or articles[n - 1] != owner:
                articles[n] = owner
                n += 1
            at += 1
        if n - start < 2:
            n = start
        else:
            hashes[groups], first[groups + 1] = value << _SHIFT, n
            groups += 1
    return hashes[:groups].copy(), articles[:n].copy(), first[: groups + 1].copy()


def _longest_affordable(lengths: Indices, most: int) -> int:
    """Return the longest posting that may be read in full with all shorter ones."""
    ordered = np.sort(lengths)
    over = np.flatnonzero(np.cumsum(ordered * (ordered - 1) // 2) > most)
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
