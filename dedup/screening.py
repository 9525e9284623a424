"""A first look at proposed pairs: how much of the shorter text stands in the longer one, in runs of four.

It costs microseconds a pair, so that retrieval can afford to propose on the least evidence, and only pairs
with something to show are verified.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets, capacity, slot_of
from dedup.scanner import Words

RUN_WORDS = 4
_WEIGHT_BITS = 4
_HASH_SHIFT = 64 - 32 + _WEIGHT_BITS

Shares = NDArray[np.float64]
Packed = NDArray[np.uint32]


def packed(words: Words) -> Packed:
    """Return of every word some bits of its hash, and behind them how much it weighs."""
    hashes = words.hashes >> np.uint64(_HASH_SHIFT) << np.uint64(_WEIGHT_BITS)
    both: Packed = hashes.astype(np.uint32) | words.weights().astype(np.uint32)
    return both


def telling(pairs: NDArray[np.int64], shares: Shares, sure: float, least: float) -> NDArray[np.bool_]:
    """Tell which pairs share enough: a `sure` share, or the `least` if one of them has no more with any."""
    best = np.zeros(int(pairs.max()) + 1 if len(pairs) else 0)
    np.maximum.at(best, pairs.ravel(), np.repeat(shares, 2))
    foremost = (shares[:, None] >= best[pairs]).any(axis=1)
    return (shares >= sure) | (foremost & (shares >= least))


@compiled
def shared_shares(words: Packed, first: Offsets, pairs: NDArray[np.int64]) -> Shares:
    """Return for every pair which share of the shorter text lies in runs that the longer one has, too.

    Of two equally long texts their words say which counts as the shorter: so neither ids nor places do.
    """
    out = np.zeros(len(pairs))
    table = np.zeros(8, dtype=np.uint64)
    filled = np.int64(-1)
    for n in range(len(pairs)):
        short, long = pairs[n, 0], pairs[n, 1]
        if _behind(words, first[short], first[short + 1], first[long], first[long + 1]):
            short, long = long, short
        if long != filled:
            size = capacity(first[long + 1] - first[long])
            if size > len(table):
                table = np.zeros(size, dtype=np.uint64)
            _fill(words, first[long], first[long + 1], table[:size])
            filled = long
        size = capacity(first[long + 1] - first[long])
        out[n] = _share(words, first[short], first[short + 1], table[:size])
    return out


@compiled
def _behind(words: Packed, start: int, end: int, other_start: int, other_end: int) -> bool:
    """Tell whether a text is longer than another one, or as long and later in the order of its words."""
    if end - start != other_end - other_start:
        return end - start > other_end - other_start
    for n in range(end - start):
        if words[start + n] != words[other_start + n]:
            return bool(words[start + n] > words[other_start + n])
    return False


@compiled
def _run(words: Packed, start: int) -> np.uint64:
    h = np.uint64(0)
    for k in range(RUN_WORDS):
        h = (h ^ np.uint64(words[start + k])) * np.uint64(0x9E3779B97F4A7C15)
        h = h ^ (h >> np.uint64(32))
    return h | np.uint64(1)  # zero is an empty slot


@compiled
def _fill(words: Packed, start: int, end: int, table: Hashes) -> None:
    for n in range(len(table)):
        table[n] = np.uint64(0)
    for n in range(start, end - RUN_WORDS + 1):
        run = _run(words, n)
        table[slot_of(run, table)] = run


@compiled
def _share(words: Packed, start: int, end: int, table: Hashes) -> float:
    whole = shared = np.int64(0)
    covered = start
    for n in range(start, end):
        weight = np.int64(words[n] & np.uint32((1 << _WEIGHT_BITS) - 1))
        whole += weight
        if n + RUN_WORDS <= end and table[slot_of(_run(words, n), table)]:
            covered = n + RUN_WORDS
        shared += weight if n < covered else np.int64(0)
    return shared / whole if whole else 0.0
