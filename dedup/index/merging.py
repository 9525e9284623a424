"""Two segments -> one, without those that were removed; nothing is sorted again."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Offsets
from dedup.index.names import Bytes, Flags, Names, ranks
from dedup.index.segment import Segment
from dedup.index.weaving import Moves, woven

_BLOCK_BITS = 6

T = TypeVar("T", bound=np.generic)


def merged(a: Segment, b: Segment, gone_a: Flags, gone_b: Flags, stock_share: float) -> Segment:
    """Return the segment of the articles of both that are not gone; their ids must differ."""
    ranks_a, ranks_b = ranks(a.names, b.names, gone_a, gone_b)
    first = _starts(a.first, b.first, ranks_a, ranks_b)
    names_first = _starts(a.names.first, b.names.first, ranks_a, ranks_b)
    count = len(first) - 1
    moves_a, moves_b = (_entry_moves(old.first, first, rank) for old, rank in ((a, ranks_a), (b, ranks_b)))
    passages = woven(a.passages, b.passages, moves_a, moves_b)
    return Segment(
        names=Names(
            _joined(a.names.data, a.names.first, b.names.data, b.names.first, names_first, ranks_a, ranks_b),
            names_first,
        ),
        first=first,
        sizes=_placed(a.sizes, b.sizes, ranks_a, ranks_b, count),
        gaps=_joined(a.gaps, a.first, b.gaps, b.first, first, ranks_a, ranks_b),
        signatures=_placed(a.signatures, b.signatures, ranks_a, ranks_b, count),
        passages=passages,
        wholes=woven(a.wholes, b.wholes, _article_moves(ranks_a), _article_moves(ranks_b)),
        common=passages.keys_beyond(stock_share * count),
    )


def _starts(first_a: Offsets, first_b: Offsets, ranks_a: Offsets, ranks_b: Offsets) -> Offsets:
    """Return where the runs of both begin when they are put in one order."""
    count = int((ranks_a >= 0).sum() + (ranks_b >= 0).sum())
    return np.append(0, np.cumsum(_placed(np.diff(first_a), np.diff(first_b), ranks_a, ranks_b, count)))


def _placed(a: NDArray[T], b: NDArray[T], ranks_a: Offsets, ranks_b: Offsets, count: int) -> NDArray[T]:
    """Return the rows of both in one order."""
    out = np.empty((count, *a.shape[1:]), dtype=a.dtype)
    for rows, rank in ((a, ranks_a), (b, ranks_b)):
        stays = rank >= 0
        out[rank[stays]] = rows if stays.all() else rows[stays]
    return out


def _entry_moves(old: Offsets, new: Offsets, rank: Offsets) -> Moves:
    blocks = np.arange(0, old[-1], 1 << _BLOCK_BITS)
    owners = np.searchsorted(old, blocks, "right") - 1
    return Moves(old, new[rank] - old[:-1], rank < 0, owners, _BLOCK_BITS)


def _article_moves(rank: Offsets) -> Moves:
    numbers = np.arange(len(rank) + 1)
    return Moves(numbers, rank - numbers[:-1], rank < 0, numbers[:-1], 0)


def _joined(
    a: Bytes, first_a: Offsets, b: Bytes, first_b: Offsets, first: Offsets, ranks_a: Offsets, ranks_b: Offsets
) -> Bytes:
    """Return the runs of bytes of both in one order."""
    out = np.empty(int(first[-1]), dtype=np.uint8)
    _copy(a, first_a, ranks_a, first, out)
    _copy(b, first_b, ranks_b, first, out)
    return out


@compiled
def _copy(data: Bytes, first: Offsets, rank: Offsets, starts: Offsets, out: Bytes) -> None:
    for n in range(len(rank)):
        if rank[n] >= 0:
            shift = starts[rank[n]] - first[n]
            for at in range(first[n], first[n + 1]):
                out[at + shift] = data[at]
