"""The strongest partners of every article: only with these a pair is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from dedup.engine.columns import batch, numbers, shape

CHOSEN = shape(short=pa.int64(), long=pa.int64(), kept=pa.bool_())
"""A pair, the shorter article first, as one of the two sees it: is it `kept`?"""


@dataclass(frozen=True, slots=True)
class Strongest:
    """Ranks the partners of every article; a pair is kept if it is among the strongest of one of the two."""

    partners: int

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `CHOSEN` from `PROPOSED`. Of equally strong ones those with the higher ids come first."""
        table = given["proposed"]
        owner, other = numbers(table, "owner"), numbers(table, "other")
        strength, size, other_size = (
            numbers(table, name, kind)
            for name, kind in (("strength", np.float64), ("size", np.int32), ("other_size", np.int32))
        )
        order = np.lexsort((other, owner > other, -strength, owner))
        owner, other, size, other_size = (x[order] for x in (owner, other, size, other_size))
        rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
        shorter = (size < other_size) | ((size == other_size) & (owner < other))
        yield batch(
            CHOSEN,
            short=np.where(shorter, owner, other),
            long=np.where(shorter, other, owner),
            kept=rank < self.partners,
        )
