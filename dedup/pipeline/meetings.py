"""Meetings: which articles stand in one posting, how often, and who is therefore worth a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.bands import bands, likeness
from dedup.compiled import compiled
from dedup.engine.columns import batch, numbers, packed, shape
from dedup.hashing import MULTIPLIER, Offsets, capacity, mixed
from dedup.postings import NEIGHBOURS, STOCK_WEIGHT
from dedup.retrieval import RetrievalSettings

MEETINGS = shape(
    i=pa.int64(), j=pa.int64(), weight=pa.int32(), near=pa.int32(), size_i=pa.int32(), size_j=pa.int32()
)
"""Articles ``i < j`` that met: the weight of a shared hash, or `near` for a band."""

PROPOSED = shape(
    owner=pa.int64(), other=pa.int64(), strength=pa.float64(), size=pa.int32(), other_size=pa.int32()
)
"""A pair worth a look, seen from one of its articles: how much they seem to share."""

Numbers = NDArray[np.int64]
Small = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Met:
    """Makes the meetings of postings; one longer than `limit` is that of a stock phrase."""

    limit: int
    partners: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `MEETINGS` from `POSTINGS`."""
        for part in batches:
            members, first = packed(part, "members", np.int64)
            reach = reaches(part, numbers(part, "count", np.int32), self.limit, self.partners)
            i, j, row = _pairs(members, first, reach)
            swap = members[i] > members[j]
            yield meeting(part, np.where(swap, j, i), np.where(swap, i, j), row, self.limit)


def reaches(part: pa.RecordBatch, lengths: Numbers | Small, limit: int, partners: int) -> Numbers:
    """Return with how many of the next everyone in a posting meets; the postings are of such lengths."""
    band = numbers(part, "band", np.bool_)
    return np.where(band, partners, np.where(lengths <= limit, lengths, NEIGHBOURS)).astype(np.int64)


def meeting(part: pa.RecordBatch, i: Numbers, j: Numbers, row: Numbers, limit: int) -> pa.RecordBatch:
    """Return `MEETINGS` of those who stand at some places of some postings."""
    members, sizes = packed(part, "members", np.int64)[0], packed(part, "sizes", np.int32)[0]
    band, lengths = numbers(part, "band", np.bool_)[row], numbers(part, "count", np.int32)[row]
    return batch(
        MEETINGS,
        i=members[i],
        j=members[j],
        weight=np.where(band, 0, np.where(lengths <= limit, STOCK_WEIGHT, 1)).astype(np.int32),
        near=band.astype(np.int32),
        size_i=sizes[i],
        size_j=sizes[j],
    )


@compiled
def _pairs(members: Numbers, first: Offsets, reach: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the places of the two that meet, and of the posting: everyone with so many of the next."""
    total = 0
    for n in range(len(first) - 1):
        length = first[n + 1] - first[n]
        far = min(reach[n], length - 1)
        total += far * length - far * (far + 1) // 2
    i, j = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    row = np.empty(total, dtype=np.int64)
    at = 0
    for n in range(len(first) - 1):
        for k in range(first[n], first[n + 1]):
            for m in range(k + 1, min(first[n + 1], k + 1 + reach[n])):
                i[at], j[at], row[at] = k, m, n
                at += 1
    return i, j, row


@dataclass(frozen=True, slots=True)
class Proposed:
    """Counts the meetings of every pair; it is proposed if it met often enough."""

    settings: RetrievalSettings

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `PROPOSED`, every pair seen from both, from `MEETINGS`."""
        table = given["meetings"]
        i, j, met, agreed, size_i, size_j = _summed(
            *(numbers(table, name) for name in ("i", "j")),
            *(numbers(table, name, np.int32) for name in ("weight", "near", "size_i", "size_j")),
        )
        shorter = np.minimum(size_i, size_j)
        shared = met / STOCK_WEIGHT
        enough = shared >= np.minimum(self.settings.least_shared, shorter)
        sharing = np.where(enough, shared / np.maximum(shorter, 1), 0.0)
        cut = bands(self.settings.near_threshold, self.settings.permutations)
        strength = np.maximum(sharing, likeness(agreed, *cut))
        good = np.flatnonzero(enough | (agreed > 0))
        i, j, size_i, size_j, strength = i[good], j[good], size_i[good], size_j[good], strength[good]
        for one, other, size, other_size in ((i, j, size_i, size_j), (j, i, size_j, size_i)):
            yield batch(PROPOSED, owner=one, other=other, strength=strength, size=size, other_size=other_size)


@compiled
def _summed(
    i: Numbers, j: Numbers, weight: Small, near: Small, size_i: Small, size_j: Small
) -> tuple[Numbers, Numbers, Numbers, Numbers, Small, Small]:
    """Return every pair once, with the sums of its weights and bands, and its sizes."""
    table = np.full(capacity(len(i)), -1, dtype=np.int64)
    first, met, agreed = np.empty_like(i), np.empty_like(i), np.empty_like(i)
    pairs = 0
    for n in range(len(i)):
        at = mixed(np.uint64(i[n]) * MULTIPLIER ^ np.uint64(j[n])) & np.uint64(len(table) - 1)
        while table[at] >= 0 and (i[first[table[at]]] != i[n] or j[first[table[at]]] != j[n]):
            at = (at + np.uint64(1)) & np.uint64(len(table) - 1)
        if table[at] < 0:
            table[at], first[pairs], met[pairs], agreed[pairs] = pairs, n, 0, 0
            pairs += 1
        met[table[at]] += weight[n]
        agreed[table[at]] += near[n]
    first = first[:pairs]
    return i[first], j[first], met[:pairs], agreed[:pairs], size_i[first], size_j[first]
