"""Ids in ascending order, as one run of UTF-8: no Python string is kept for an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Offsets

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Names:
    """Name n is `data[first[n]:first[n + 1]]`; UTF-8 has the order of Python's strings.

    >>> names = Names.of(["a", "ä", "日"])
    >>> len(names), names[1], list(names), names.places(Names.of(["日", "b"])).tolist()
    (3, 'ä', ['a', 'ä', '日'], [2, -1])
    """

    data: Bytes
    first: Offsets

    @classmethod
    def of(cls, names: Sequence[str]) -> Names:
        """Keep some names; they must ascend if they are to be found again."""
        encoded = [name.encode("utf-8", "surrogatepass") for name in names]
        first = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(np.frombuffer(bytearray(b"".join(encoded)), dtype=np.uint8), first)

    def __len__(self) -> int:
        return len(self.first) - 1

    def __getitem__(self, n: int) -> str:
        return self.data[self.first[n] : self.first[n + 1]].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def places(self, asked: Names) -> Offsets:
        """Return where each of some names stands, -1 for one that is not here."""
        return _places(self.data, self.first, asked.data, asked.first)


def ranks(a: Names, b: Names, gone_a: Flags, gone_b: Flags) -> tuple[Offsets, Offsets]:
    """Return which numbers the names of both have when they are put in one order, -1 for those that are gone.

    >>> nobody = np.zeros(2, dtype=np.bool_)
    >>> [found.tolist() for found in ranks(Names.of(["a", "c"]), Names.of(["b", "d"]), nobody, ~nobody)]
    [[0, 1], [-1, -1]]
    """
    return _ranks(a.data, a.first, gone_a, b.data, b.first, gone_b)


@compiled
def _order(a: Bytes, start: int, end: int, b: Bytes, other: int, other_end: int) -> int:
    """Return a number below, at or over zero as one name stands before, is or stands behind another."""
    for n in range(min(end - start, other_end - other)):
        if a[start + n] != b[other + n]:
            return 1 if a[start + n] > b[other + n] else -1
    return (end - start) - (other_end - other)


@compiled
def _places(data: Bytes, first: Offsets, asked: Bytes, asked_first: Offsets) -> Offsets:
    out = np.full(len(asked_first) - 1, -1, dtype=np.int64)
    for n in range(len(out)):
        lo, hi = 0, len(first) - 1
        while lo < hi:
            middle = (lo + hi) // 2
            order = _order(data, first[middle], first[middle + 1], asked, asked_first[n], asked_first[n + 1])
            if order == 0:
                out[n] = middle
                break
            if order < 0:
                lo = middle + 1
            else:
                hi = middle
    return out


@compiled
def _ranks(
    a: Bytes, first_a: Offsets, gone_a: Flags, b: Bytes, first_b: Offsets, gone_b: Flags
) -> tuple[Offsets, Offsets]:
    ranks_a = np.full(len(gone_a), -1, dtype=np.int64)
    ranks_b = np.full(len(gone_b), -1, dtype=np.int64)
    i = j = rank = 0
    while i < len(gone_a) or j < len(gone_b):
        if i < len(gone_a) and gone_a[i]:
            i += 1
        elif j < len(gone_b) and gone_b[j]:
            j += 1
        elif j == len(gone_b) or (
            i < len(gone_a) and _order(a, first_a[i], first_a[i + 1], b, first_b[j], first_b[j + 1]) < 0
        ):
            ranks_a[i] = rank
            i, rank = i + 1, rank + 1
        else:
            ranks_b[j] = rank
            j, rank = j + 1, rank + 1
    return ranks_a, ranks_b
