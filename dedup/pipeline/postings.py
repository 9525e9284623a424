"""Postings of all articles: fingerprint hashes and bands, each with the articles it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dedup.bands import band_keys, bands
from dedup.compiled import compiled
from dedup.engine.columns import batch, numbers, packed, packing, shape
from dedup.hashing import capacity, mixed
from dedup.retrieval import RetrievalSettings

KEYS = shape(value=pa.int64(), n=pa.int64(), next=pa.int64(), size=pa.int32(), band=pa.bool_())
"""A hash and an article it stands in, of so many hashes; of a `band` also the key of the `next` one."""

POSTINGS = shape(value=pa.int64(), band=pa.bool_(), count=pa.int32(), members=pa.binary(), sizes=pa.binary())
"""A hash that stands in several articles, in their order; those of a band in the order of the next key."""

_EMPTY = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Keyed:
    """Makes the keys of articles that are no copies."""

    settings: RetrievalSettings

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `KEYS` from `n`, `hashes`, `signature` and `why` of articles, and `n` of copies."""
        table = given["articles"]
        table = table.filter(pc.is_null(table.column("why")))
        copied = np.isin(numbers(table, "n"), numbers(given["copies"], "n"))
        table = table.filter(pa.array(~copied))
        for part in table.to_batches(1_000):
            yield self._prints(part)
            yield self._bands(part)

    def _prints(self, part: pa.RecordBatch) -> pa.RecordBatch:
        hashes, first = packed(part, "hashes", np.uint64)
        sizes = np.diff(first)
        return batch(
            KEYS,
            value=hashes.view(np.int64),
            n=np.repeat(numbers(part, "n"), sizes),
            next=np.zeros(len(hashes), dtype=np.int64),
            size=np.repeat(sizes, sizes).astype(np.int32),
            band=np.zeros(len(hashes), dtype=np.bool_),
        )

    def _bands(self, part: pa.RecordBatch) -> pa.RecordBatch:
        settings = self.settings
        values, _ = packed(part, "signature", np.uint32)
        signatures = values.reshape(len(part), settings.permutations)
        filled = np.flatnonzero((signatures != _EMPTY).any(axis=1))
        keys = band_keys(signatures[filled], *bands(settings.near_threshold, settings.permutations))
        sizes = np.diff(packed(part, "hashes", np.uint64)[1])[filled]
        count = keys.shape[1]
        return batch(
            KEYS,
            value=keys.ravel().view(np.int64),
            n=np.repeat(numbers(part, "n")[filled], count),
            next=np.roll(keys, -1, axis=1).ravel().view(np.int64),
            size=np.repeat(sizes, count).astype(np.int32),
            band=np.ones(keys.size, dtype=np.bool_),
        )


def postings(given: Mapping[str, pa.Table], least: int = 2) -> Iterator[pa.RecordBatch]:
    """Yield `POSTINGS` from `KEYS`; a hash that stands in fewer articles than `least` has none."""
    table = given["keys"]
    value, band = numbers(table, "value"), numbers(table, "band", np.bool_)
    # Most hashes stand in one article alone, and to sort them would cost more than all else here.
    several = _repeated(value, band)
    if least > 1 and not several.all():
        table = table.filter(pa.array(several))
    value, n, following = numbers(table, "value"), numbers(table, "n"), numbers(table, "next", np.uint64)
    band, size = numbers(table, "band", np.bool_), numbers(table, "size", np.int32)
    order = np.lexsort((n, following, value, band))
    value, n, band, size = value[order], n[order], band[order], size[order]
    fresh = np.append(True, (value[1:] != value[:-1]) | (band[1:] != band[:-1]))[: len(value)]
    fresh_member = fresh | np.append(True, n[1:] != n[:-1])[: len(n)]
    value, n, band, size, fresh = (column[fresh_member] for column in (value, n, band, size, fresh))
    starts = np.flatnonzero(fresh)
    counts = np.diff(np.append(starts, len(value)))
    several = counts >= least
    inside = np.repeat(several, counts)
    first = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts[several])))
    yield batch(
        POSTINGS,
        value=value[starts[several]],
        band=band[starts[several]],
        count=counts[several].astype(np.int32),
        members=packing(n[inside], first),
        sizes=packing(size[inside], first),
    )


@compiled
def _repeated(value: NDArray[np.int64], band: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which rows have a hash that others have, too."""
    table = np.full(capacity(len(value)), -1, dtype=np.int64)
    found = np.zeros(len(value), dtype=np.bool_)
    for n in range(len(value)):
        at = mixed(np.uint64(value[n])) & np.uint64(len(table) - 1)
        while table[at] >= 0 and (value[table[at]] != value[n] or band[table[at]] != band[n]):
            at = (at + np.uint64(1)) & np.uint64(len(table) - 1)
        if table[at] < 0:
            table[at] = n
        else:
            found[table[at]] = found[n] = True
    return found
