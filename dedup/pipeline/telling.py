"""Which of the pairs that were looked at share enough to be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from dedup.engine.columns import batch, numbers, shape
from dedup.retrieval import RetrievalSettings

TOLD = shape(owner=pa.int64(), short=pa.int64(), long=pa.int64(), told=pa.bool_())
"""A pair as one of the two (`owner`) sees it: does it share enough, as far as that one can tell?"""

PAIRS = shape(a=pa.int64(), b=pa.int64())
"""A pair to be judged, the lower number first."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Finds for every article which of its pairs share a sure share, or the most that it shares with any."""

    settings: RetrievalSettings

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `TOLD` from `SHARED`."""
        table = given["shared"]
        owner, share = numbers(table, "owner"), numbers(table, "share", np.float64)
        _, who = np.unique(owner, return_inverse=True)
        best = np.zeros(int(who.max()) + 1 if len(who) else 0)
        np.maximum.at(best, who, share)
        foremost = (share >= best[who]) & (share >= self.settings.least_share)
        yield batch(
            TOLD,
            owner=owner,
            short=numbers(table, "short"),
            long=numbers(table, "long"),
            told=(share >= self.settings.sure_share) | foremost,
        )


def pairs(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `PAIRS`: of `TOLD` what one of the two holds for enough, and of `COPIES` all."""
    told, copies = given["told"], given["copies"]
    told = told.filter(told.column("told"))
    rows = np.stack((numbers(told, "short"), numbers(told, "long")), axis=1)
    both = np.stack((numbers(copies, "n"), numbers(copies, "first")), axis=1)
    every = np.sort(np.concatenate((np.unique(rows, axis=0), both)), axis=1)
    yield batch(PAIRS, a=every[:, 0], b=every[:, 1])
