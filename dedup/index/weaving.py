"""Two tables -> one, its items numbered anew; nothing is sorted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Offsets
from dedup.index.names import Flags
from dedup.index.table import ALL_PREFIXES, Items, Prefixes, Table, signed

Arrays = tuple[Prefixes, NDArray[np.uint32], NDArray[np.uint32], Items]
"""Those of a table: prefixes, starts, lows and items."""


class Moves(NamedTuple):
    """How items are numbered anew: those in ``[first[n], first[n + 1])`` by `by[n]` more.

    Those with `gone[n]` are left out. `owners[i >> bits]` is an n at or shortly before the one of item i.
    """

    first: Offsets
    by: Offsets
    gone: Flags
    owners: Offsets
    bits: int


def woven(a: Table, b: Table, moves_a: Moves, moves_b: Moves) -> Table:
    """Return the items of both; the new numbers must ascend in each where the old ones do.

    >>> numbers = np.arange(3)
    >>> table = Table.of(np.array([7, 9], np.uint64) << np.uint64(40), *[np.arange(2, dtype=np.uint32)] * 2)
    >>> nobody = np.zeros(2, dtype=np.bool_)
    >>> one, other = (Moves(numbers, by, nobody, numbers[:2], 0) for by in (numbers[:2], numbers[1:]))
    >>> woven(table, table, one, other).items.tolist()
    [0, 1, 2, 3]
    """
    return Table(*_woven(_arrays(a), _arrays(b), moves_a, moves_b))


def _arrays(table: Table) -> Arrays:
    return table.prefixes, table.starts, table.lows, table.items


@compiled
def _woven(a: Arrays, b: Arrays, moves_a: Moves, moves_b: Moves) -> Arrays:
    heads = min(ALL_PREFIXES, len(a[0]) + len(b[0]))
    prefixes, starts = np.empty(heads, dtype=np.uint16), np.zeros(heads + 1, dtype=np.uint32)
    lows = np.empty(len(a[2]) + len(b[2]), dtype=np.uint32)
    items = np.empty(len(lows), dtype=np.uint32)
    x = y = head = at = 0
    while x < len(a[0]) or y < len(b[0]):
        prefix = min(_prefix(a[0], x), _prefix(b[0], y))
        i, i_end, x = _rows(a, x, prefix)
        j, j_end, y = _rows(b, y, prefix)
        begun = at
        at = _weave(a, i, i_end, moves_a, b, j, j_end, moves_b, lows, items, at)
        if at > begun:
            prefixes[head] = prefix
            head += 1
            starts[head] = at
    return prefixes[:head].copy(), starts[: head + 1].copy(), lows[:at], items[:at]


@compiled
def _prefix(prefixes: Prefixes, head: int) -> int:
    return signed(prefixes[head]) if head < len(prefixes) else ALL_PREFIXES


@compiled
def _rows(table: Arrays, head: int, prefix: int) -> tuple[int, int, int]:
    """Return the rows of a prefix, if it is the next, and which one is the next then."""
    if _prefix(table[0], head) != prefix:
        return 0, 0, head
    return signed(table[1][head]), signed(table[1][head + 1]), head + 1


@compiled
def _weave(
    a: Arrays,
    i: int,
    i_end: int,
    moves_a: Moves,
    b: Arrays,
    j: int,
    j_end: int,
    moves_b: Moves,
    lows: NDArray[np.uint32],
    items: Items,
    at: int,
) -> int:
    """Append the rows of one prefix in both tables to `lows` and `items`; return how many there are now."""
    i, next_a = _staying(a[3], i, i_end, moves_a)
    j, next_b = _staying(b[3], j, j_end, moves_b)
    while i < i_end or j < j_end:
        tied = i < i_end and j < j_end and a[2][i] == b[2][j]
        if j == j_end or (i < i_end and (a[2][i] < b[2][j] or (tied and next_a < next_b))):
            lows[at], items[at] = a[2][i], next_a
            i, next_a = _staying(a[3], i + 1, i_end, moves_a)
        else:
            lows[at], items[at] = b[2][j], next_b
            j, next_b = _staying(b[3], j + 1, j_end, moves_b)
        at += 1
    return at


@compiled
def _staying(items: Items, row: int, end: int, moves: Moves) -> tuple[int, int]:
    """Return the first of some rows whose item is not gone, and that item's new number."""
    while row < end:
        item = signed(items[row])
        owner = moves.owners[item >> moves.bits]
        while moves.first[owner + 1] <= item:
            owner += 1
        if not moves.gone[owner]:
            return row, item + moves.by[owner]
        row += 1
    return row, -1
