"""Shingles: the hashes of runs of words (which `scanner` hashes one by one). Compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd multiplier of the rolling hash: 2**64 divided by the golden ratio (Knuth, TAOCP 6.4)."""


@compiled
def shingle_hashes(words: Hashes, size: int) -> Hashes:
    """Return the hash of every run of `size` words, in order; a shorter text is one shingle as a whole."""
    size = min(size, len(words))
    out = np.empty(len(words) - size + 1 if size else 0, dtype=np.uint64)
    for n in range(len(out)):
        out[n] = rolled(words, n, size)
    return out


@compiled
def rolled(words: Hashes, start: int, size: int) -> np.uint64:
    """Return the hash of the `size` words from `start` on."""
    h = np.uint64(0)
    for k in range(size):
        h = h * MULTIPLIER + words[start + k]
    return mixed(h)


@compiled
def mixed(h: np.uint64) -> np.uint64:
    """Spread every bit over all (the finaliser of splitmix64, Steele et al. 2014)."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@compiled
def sort(values: Hashes) -> None:
    """Put hashes in ascending order, in place: by first bits, then by Shell's method (gaps of Ciura 2001).

    numpy's own sort takes long to compile, and every function that calls it compiles it again.
    """
    apart = _by_first_bits(values)
    for gap in (701, 301, 132, 57, 23, 10, 4, 1):
        for n in range(gap, len(values) if gap < apart else 0):
            value, at = values[n], n
            while at >= gap and values[at - gap] > value:
                values[at] = values[at - gap]
                at -= gap
            values[at] = value


@compiled
def _by_first_bits(values: Hashes) -> int:
    """Put hashes, which are spread evenly, nearly in order; return from how far apart on all of them are."""
    bits = 1
    while 1 << bits < len(values):
        bits += 1
    apart, shift, ends = 0, np.uint64(64 - bits), np.zeros((1 << bits) + 1, dtype=np.int64)
    for value in values:
        ends[(value >> shift) + np.uint64(1)] += 1
    for n in range(1 << bits):
        apart = max(apart, ends[n + 1])
        ends[n + 1] += ends[n]
    before = values.copy()
    for value in before:
        values[ends[value >> shift]] = value
        ends[value >> shift] += 1
    return apart


@compiled
def tabled(values: Hashes) -> Hashes:
    """Return a table of hashes in which `stands_in` finds them."""
    table = np.zeros(capacity(len(values)), dtype=np.uint64)
    for value in values:
        kept = value | np.uint64(1)
        table[slot_of(kept, table)] = kept
    return table


@compiled
def stands_in(value: np.uint64, table: Hashes) -> bool:
    """Tell whether a hash is in a table; the last bit is not looked at."""
    return bool(table[slot_of(value | np.uint64(1), table)])


@compiled
def capacity(count: int) -> int:
    """Return how large a table of so many hashes is: at most half of it is full."""
    size = 8
    while size < 2 * count:
        size *= 2
    return size


@compiled
def slot_of(value: np.uint64, table: Hashes) -> np.uint64:
    """Return where a hash stands in a table or would stand. Zero is an empty slot, so it must not be zero."""
    mask = np.uint64(len(table) - 1)
    slot = (value >> np.uint64(8)) & mask
    while table[slot] and table[slot] != value:
        slot = (slot + np.uint64(1)) & mask
    return slot


@compiled
def mixed_all(values: Hashes) -> Hashes:
    """Return `mixed` of every value."""
    out = np.empty_like(values)
    for n in range(len(values)):
        out[n] = mixed(values[n])
    return out
