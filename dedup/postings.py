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
    sizes = _sizes(keys, articles)
    postings = _Postings(*_repeated(keys))
    del keys  # the largest array there is, and not needed any more
    lengths = np.diff(postings.first)
    limit = min(stock_bar, _longest_affordable(lengths, max(MAX_PAIRS, PAIRS_AN_ARTICLE * articles)))
    meetings = _pair_keys(postings.articles, postings.first, limit, articles)
    meetings.sort()
    met, weights = _counted(meetings)
    del meetings
    pairs = np.stack(np.divmod(met, max(1, articles)), axis=1)
    counts = weights / STOCK_WEIGHT
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
    groups = members = at = 0
    while at < len(keys):
        end, count = _posting(keys, at)
        groups += count > 1
        members += count if count > 1 else 0
        at = end
    hashes, first = np.empty(groups, dtype=np.uint64), np.zeros(groups + 1, dtype=np.int64)
    articles = np.empty(members, dtype=np.int32)
    n = group = at = 0
    while at < len(keys):
        end, count = _posting(keys, at)
        if count > 1:
            for k in range(at, end):
                if k == at or keys[k] != keys[k - 1]:
                    articles[n] = np.int32(keys[k] & _OWNER)
                    n += 1
            hashes[group], first[group + 1] = keys[at] >> _SHIFT << _SHIFT, n
            group += 1
        at = end
    return hashes, articles, first


@compiled
def _posting(keys: Hashes, at: int) -> tuple[int, int]:
    """Return where the keys with the hash of one key end, and in how many articles it stands."""
    value, count, end = keys[at] >> _SHIFT, 1, at + 1
    while end < len(keys) and keys[end] >> _SHIFT == value:
        count += keys[end] != keys[end - 1]
        end += 1
    return end, count


@compiled
def _counted(meetings: Indices) -> tuple[Indices, Indices]:
    """Return every pair that meets, as a number, and the sum of the weights of its meetings."""
    kinds = 0
    for n in range(len(meetings)):
        kinds += n == 0 or meetings[n] >> _WEIGHT_BITS != meetings[n - 1] >> _WEIGHT_BITS
    met, weights = np.empty(kinds, dtype=np.int64), np.zeros(kinds, dtype=np.int64)
    kind = -1
    for n in range(len(meetings)):
        number = meetings[n] >> _WEIGHT_BITS
        if n == 0 or number != meetings[n - 1] >> _WEIGHT_BITS:
            kind += 1
            met[kind] = number
        weights[kind] += meetings[n] & ((1 << _WEIGHT_BITS) - 1)
    return met, weights


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
