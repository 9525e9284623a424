"""A table from hashes to numbers, packed and sorted: read as it lies on disk, merged without sorting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets

Items = NDArray[np.uint32]
Prefixes = NDArray[np.uint16]

CUT_BITS = 16
CUT = np.uint64(CUT_BITS)
"""So many bits of a hash are left out: of 160 million kept hashes, a query of 160 meets one of them by chance
once in ten thousand times."""

_PREFIX, _LOW = np.uint64(48), np.uint64(0xFFFFFFFF)
ALL_PREFIXES = 1 << 16


@dataclass(frozen=True, slots=True)
class Table:
    """Which items have a hash, ascending.

    A hash is its upper 48 bits. Those of which the first 16 are `prefixes[k]` are rows
    ``[starts[k], starts[k + 1])``; `lows` has the other 32, ascending within a prefix, and `items` the items.
    """

    prefixes: Prefixes
    starts: NDArray[np.uint32]
    lows: NDArray[np.uint32]
    items: Items

    @classmethod
    def of(cls, hashes: Hashes, items: Items, owners: Items) -> Table:
        """Make a table; items ascend. Of items with one hash and one owner only the first is kept.

        >>> hashes = np.array([3 << 60, 5 << 20, 3 << 60], dtype=np.uint64)
        >>> Table.of(hashes, *[np.arange(3, dtype=np.uint32)] * 2).find(hashes[:1])[0].tolist()
        [1]
        """
        keys, rows = _ordered(hashes)
        return cls(*_packed(keys, rows, items, owners))

    def __len__(self) -> int:
        return len(self.items)

    def find(self, hashes: Hashes) -> tuple[Offsets, Offsets]:
        """Return the first row of every hash, and the row behind its last."""
        return _find(self.prefixes, self.starts, self.lows, hashes)

    def keys_beyond(self, rows: float) -> Hashes:
        """Return the hashes that have more rows, cut to their upper 48 bits."""
        return _keys_beyond(self.prefixes, self.starts, self.lows, rows)


def _ordered(hashes: Hashes) -> tuple[Hashes, Offsets]:
    """Return the upper 48 bits of some hashes, ascending, and where each stood; equal ones stay in order.

    Numbers in the place of the lowest bits make it a sort of plain numbers, several times faster.
    """
    room = np.uint64((1 << max(CUT_BITS, len(hashes).bit_length())) - 1)
    rows = (np.sort(hashes & ~room | np.arange(len(hashes), dtype=np.uint64)) & room).astype(np.int64)
    return _settled(hashes[rows] >> CUT, rows)


@compiled
def signed(value: np.unsignedinteger) -> int:
    """Return a number as one with a sign: of the two kinds together numba makes floats."""
    return np.int64(value)  # type: ignore[return-value]


@compiled
def _settled(keys: Hashes, rows: Offsets) -> tuple[Hashes, Offsets]:
    """Put keys in order that nearly are."""
    for n in range(1, len(keys)):
        key, row, at = keys[n], rows[n], n
        while at > 0 and keys[at - 1] > key:
            keys[at], rows[at] = keys[at - 1], rows[at - 1]
            at -= 1
        keys[at], rows[at] = key, row
    return keys, rows


@compiled
def _packed(
    keys: Hashes, rows: Offsets, items: Items, owners: Items
) -> tuple[Prefixes, NDArray[np.uint32], NDArray[np.uint32], Items]:
    """Return the arrays of a table of ordered keys."""
    heads = min(ALL_PREFIXES, len(keys))
    prefixes, starts = np.empty(heads, dtype=np.uint16), np.zeros(heads + 1, dtype=np.uint32)
    lows, out = np.empty(len(keys), dtype=np.uint32), np.empty(len(keys), dtype=np.uint32)
    head, at = -1, 0
    for n in range(len(keys)):
        if n and keys[n] == keys[n - 1] and owners[rows[n]] == owners[rows[n - 1]]:
            continue
        if head < 0 or prefixes[head] != keys[n] >> np.uint64(32):
            head += 1
            prefixes[head], starts[head] = keys[n] >> np.uint64(32), at
        lows[at], out[at] = keys[n] & _LOW, items[rows[n]]
        at += 1
    starts[head + 1] = at
    return prefixes[: head + 1].copy(), starts[: head + 2].copy(), lows[:at].copy(), out[:at].copy()


@compiled
def _head(prefixes: Prefixes, prefix: int) -> int:
    """Return where a prefix stands, -1 if nowhere."""
    if len(prefixes) == ALL_PREFIXES:
        return prefix
    lo, hi = 0, len(prefixes)
    while lo < hi:
        middle = (lo + hi) // 2
        if prefixes[middle] < prefix:
            lo = middle + 1
        else:
            hi = middle
    return lo if lo < len(prefixes) and prefixes[lo] == prefix else -1


@compiled
def _lower(lows: NDArray[np.uint32], lo: int, hi: int, value: int) -> int:
    """Return the first of some ascending rows that is not below a value: a guess, then steps, then halves."""
    if lo >= hi:
        return lo
    at = lo + int((hi - lo) * (value / 4294967296.0))
    step = 8
    if lows[at] < value:
        lo = at + 1
        while lo + step < hi and lows[lo + step] < value:
            lo, step = lo + step + 1, step * 2
        hi = min(hi, lo + step)
    else:
        hi = at
        while hi - step > lo and lows[hi - step] >= value:
            hi, step = hi - step, step * 2
        lo = max(lo, hi - step)
    while lo < hi:
        middle = (lo + hi) // 2
        if lows[middle] < value:
            lo = middle + 1
        else:
            hi = middle
    return lo


@compiled
def _behind(lows: NDArray[np.uint32], lo: int, hi: int, value: int) -> int:
    """Return the row behind the last of equal rows that begin at `lo`, without reading all of them."""
    step = 1
    while lo + step < hi and lows[lo + step] == value:
        lo, step = lo + step, step * 2
    hi = min(hi, lo + step)
    while lo < hi:
        middle = (lo + hi) // 2
        if lows[middle] == value:
            lo = middle + 1
        else:
            hi = middle
    return lo


@compiled
def _find(
    prefixes: Prefixes, starts: NDArray[np.uint32], lows: NDArray[np.uint32], hashes: Hashes
) -> tuple[Offsets, Offsets]:
    begins, ends = np.zeros(len(hashes), dtype=np.int64), np.zeros(len(hashes), dtype=np.int64)
    for n in range(len(hashes)):
        head = _head(prefixes, signed(hashes[n] >> _PREFIX))
        if head < 0:
            continue
        value = signed((hashes[n] >> CUT) & _LOW)
        stop = min(signed(starts[head + 1]), len(lows))
        at = _lower(lows, signed(starts[head]), stop, value)
        begins[n] = ends[n] = at
        if at < stop and lows[at] == value:
            ends[n] = _behind(lows, at, stop, value)
    return begins, ends


@compiled
def _keys_beyond(
    prefixes: Prefixes, starts: NDArray[np.uint32], lows: NDArray[np.uint32], rows: float
) -> Hashes:
    out = np.empty(1 + int(len(lows) / max(rows, 1.0)), dtype=np.uint64)
    found = 0
    for head in range(len(prefixes)):
        begun, stop = signed(starts[head]), min(signed(starts[head + 1]), len(lows))
        for at in range(begun + 1, stop + 1):
            if at == stop or lows[at] != lows[begun]:
                if at - begun > rows:
                    out[found] = (np.uint64(prefixes[head]) << np.uint64(32) | np.uint64(lows[begun])) << CUT
                    found += 1
                begun = at
    return out[:found].copy()
