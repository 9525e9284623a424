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
_ALL_PREFIXES = 1 << 16


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


@dataclass(frozen=True, slots=True)
class Moves:
    """How the items of a table are numbered anew: those in ``[first[n], first[n + 1])`` by `by[n]` more.

    Those with `gone[n]` are left out. `owners[i >> bits]` is an n at or shortly before the one of item i.
    """

    first: Offsets
    by: Offsets
    gone: NDArray[np.bool_]
    owners: NDArray[np.int64]
    bits: int


def merged(a: Table, b: Table, moves_a: Moves, moves_b: Moves) -> Table:
    """Return the items of both, numbered anew; the new numbers must ascend in each where the old ones do."""
    return Table(
        *_merged(
            *(a.prefixes, a.starts, a.lows, a.items),
            *(b.prefixes, b.starts, b.lows, b.items),
            *(moves_a.first, moves_a.by, moves_a.gone, moves_a.owners),
            *(moves_b.first, moves_b.by, moves_b.gone, moves_b.owners),
            moves_a.bits,
        )
    )


def _ordered(hashes: Hashes) -> tuple[Hashes, Offsets]:
    """Return the upper 48 bits of some hashes, ascending, and where each stood; equal ones stay in order.

    Numbers in the place of the lowest bits make it a sort of plain numbers, several times faster.
    """
    room = np.uint64((1 << max(CUT_BITS, len(hashes).bit_length())) - 1)
    rows = (np.sort(hashes & ~room | np.arange(len(hashes), dtype=np.uint64)) & room).astype(np.int64)
    return _settled(hashes[rows] >> CUT, rows)


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
    heads = min(_ALL_PREFIXES, len(keys))
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
    if len(prefixes) == _ALL_PREFIXES:
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
    at = lo + np.int64((hi - lo) * (value / 4294967296.0))
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
        head = _head(prefixes, np.int64(hashes[n] >> _PREFIX))
        if head < 0:
            continue
        value = np.int64((hashes[n] >> CUT) & _LOW)
        stop = min(np.int64(starts[head + 1]), len(lows))
        at = _lower(lows, np.int64(starts[head]), stop, value)
        begins[n] = ends[n] = at
        if at < stop and lows[at] == value:
            ends[n] = _behind(lows, at, stop, value)
    return begins, ends


@compiled
def _keys_beyond(
    prefixes: Prefixes, starts: NDArray[np.uint32], lows: NDArray[np.uint32], rows: float
) -> Hashes:
    out = np.empty(1 + np.int64(len(lows) / max(rows, 1.0)), dtype=np.uint64)
    found = 0
    for head in range(len(prefixes)):
        begun, stop = np.int64(starts[head]), min(np.int64(starts[head + 1]), len(lows))
        for at in range(begun + 1, stop + 1):
            if at == stop or lows[at] != lows[begun]:
                if at - begun > rows:
                    out[found] = (np.uint64(prefixes[head]) << np.uint64(32) | np.uint64(lows[begun])) << CUT
                    found += 1
                begun = at
    return out[:found].copy()


@compiled
def _moved(
    item: int, first: Offsets, by: Offsets, gone: NDArray[np.bool_], owners: Offsets, bits: int
) -> int:
    owner = owners[item >> bits]
    while first[owner + 1] <= item:
        owner += 1
    return -1 if gone[owner] else item + by[owner]


@compiled
def _merged(
    prefixes_a: Prefixes,
    starts_a: NDArray[np.uint32],
    lows_a: NDArray[np.uint32],
    items_a: Items,
    prefixes_b: Prefixes,
    starts_b: NDArray[np.uint32],
    lows_b: NDArray[np.uint32],
    items_b: Items,
    first_a: Offsets,
    by_a: Offsets,
    gone_a: NDArray[np.bool_],
    owners_a: Offsets,
    first_b: Offsets,
    by_b: Offsets,
    gone_b: NDArray[np.bool_],
    owners_b: Offsets,
    bits: int,
) -> tuple[Prefixes, NDArray[np.uint32], NDArray[np.uint32], Items]:
    heads = min(_ALL_PREFIXES, len(prefixes_a) + len(prefixes_b))
    prefixes = np.empty(heads, dtype=np.uint16)
    starts = np.zeros(heads + 1, dtype=np.uint32)
    lows = np.empty(len(lows_a) + len(lows_b), dtype=np.uint32)
    items = np.empty(len(lows), dtype=np.uint32)
    a = b = head = at = 0
    while a < len(prefixes_a) or b < len(prefixes_b):
        prefix = _ALL_PREFIXES
        if a < len(prefixes_a):
            prefix = np.int64(prefixes_a[a])
        if b < len(prefixes_b):
            prefix = min(prefix, np.int64(prefixes_b[b]))
        i = i_end = j = j_end = 0
        if a < len(prefixes_a) and prefixes_a[a] == prefix:
            i, i_end, a = np.int64(starts_a[a]), np.int64(starts_a[a + 1]), a + 1
        if b < len(prefixes_b) and prefixes_b[b] == prefix:
            j, j_end, b = np.int64(starts_b[b]), np.int64(starts_b[b + 1]), b + 1
        begun = at
        next_a = next_b = -1
        while i < i_end or j < j_end:
            if i < i_end and next_a < 0:
                next_a = _moved(np.int64(items_a[i]), first_a, by_a, gone_a, owners_a, bits)
                if next_a < 0:
                    i += 1
                    continue
            if j < j_end and next_b < 0:
                next_b = _moved(np.int64(items_b[j]), first_b, by_b, gone_b, owners_b, bits)
                if next_b < 0:
                    j += 1
                    continue
            from_a = j >= j_end or (
                i < i_end
                and (lows_a[i] < lows_b[j] or (lows_a[i] == lows_b[j] and next_a < next_b))
            )
            if from_a:
                lows[at], items[at] = lows_a[i], next_a
                i, next_a = i + 1, -1
            else:
                lows[at], items[at] = lows_b[j], next_b
                j, next_b = j + 1, -1
            at += 1
        if at > begun:
            prefixes[head] = prefix
            head += 1
            starts[head] = at
    return prefixes[:head].copy(), starts[: head + 1].copy(), lows[:at], items[:at]
