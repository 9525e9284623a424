"""A first look at proposed pairs: how much of the shorter text stands in the longer one, in runs of four.

It costs microseconds a pair, so that retrieval can afford to propose on the least evidence, and only pairs
with something to show are verified.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets
from dedup.scanner import Words

RUN_WORDS = 4
LIGHTEST, HEAVIEST = 2, 12
"""Lengths of words, in characters, below and above which they weigh no less and no more."""

Shares = NDArray[np.float64]


def shared_shares(words: Words, pairs: NDArray[np.int64]) -> Shares:
    """Return for every pair (i, j) which share of the shorter text's words lies in shared runs, by weight.

    >>> from dedup.scanner import scan
    >>> words = scan(["Der Rat hat den Umbau beschlossen.", "Aber der Rat hat den Umbau nicht bezahlt."])
    >>> shared_shares(words, np.array([[0, 1]])).round(2).tolist()
    [0.44]
    """
    weights = np.clip(words.ends - words.starts, LIGHTEST, HEAVIEST) - float(LIGHTEST)
    return _shares(words.hashes, words.first, weights, pairs)


def telling(pairs: NDArray[np.int64], shares: Shares, sure: float, least: float) -> NDArray[np.bool_]:
    """Tell which pairs share enough: a `sure` share, or the `least` if one of them has no more with any."""
    best = np.zeros(int(pairs.max()) + 1 if len(pairs) else 0)
    np.maximum.at(best, pairs.ravel(), np.repeat(shares, 2))
    foremost = (shares[:, None] >= best[pairs]).any(axis=1)
    return (shares >= sure) | (foremost & (shares >= least))


@compiled
def _shares(words: Hashes, first: Offsets, weights: Shares, pairs: NDArray[np.int64]) -> Shares:
    out = np.zeros(len(pairs))
    longest = 0
    for n in range(len(first) - 1):
        longest = max(longest, first[n + 1] - first[n])
    table = np.zeros(_capacity(longest), dtype=np.uint64)
    for n in range(len(pairs)):
        short, long = pairs[n, 0], pairs[n, 1]
        if first[short + 1] - first[short] > first[long + 1] - first[long]:
            short, long = long, short
        size = _capacity(first[long + 1] - first[long])
        _fill(words, first[long], first[long + 1], table[:size])
        out[n] = _share(words, weights, first[short], first[short + 1], table[:size])
    return out


@compiled
def _capacity(count: int) -> int:
    size = 8
    while size < 2 * count:
        size *= 2
    return size


@compiled
def _run(words: Hashes, start: int) -> np.uint64:
    h = np.uint64(0)
    for k in range(RUN_WORDS):
        h = (h ^ words[start + k]) * np.uint64(0x9E3779B97F4A7C15)
        h = h ^ (h >> np.uint64(32))
    return h | np.uint64(1)  # zero is an empty slot


@compiled
def _slot(run: np.uint64, table: Hashes) -> np.uint64:
    mask = np.uint64(len(table) - 1)
    slot = (run >> np.uint64(8)) & mask
    while table[slot] and table[slot] != run:
        slot = (slot + np.uint64(1)) & mask
    return slot


@compiled
def _fill(words: Hashes, start: int, end: int, table: Hashes) -> None:
    for n in range(len(table)):
        table[n] = np.uint64(0)
    for n in range(start, end - RUN_WORDS + 1):
        run = _run(words, n)
        table[_slot(run, table)] = run


@compiled
def _share(words: Hashes, weights: Shares, start: int, end: int, table: Hashes) -> float:
    whole = shared = 0.0
    covered = start
    for n in range(start, end):
        whole += weights[n]
        if n + RUN_WORDS <= end and table[_slot(_run(words, n), table)]:
            covered = n + RUN_WORDS
        shared += weights[n] if n < covered else 0.0
    return shared / whole if whole else 0.0
