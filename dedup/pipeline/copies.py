"""Articles with the same words: the oldest stands for all, and the others are its copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dedup.engine.columns import batch, numbers, shape

COPIES = shape(n=pa.int64(), first=pa.int64())
"""An article, and the oldest one that has the same words."""


def copies(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `COPIES` from `n`, `time`, `digest` and `why` of articles; of one time the least id is first."""
    table = given["articles"].filter(pc.is_null(given["articles"].column("why")))
    n, time, digest = (numbers(table, name) for name in ("n", "time", "digest"))
    order = np.lexsort((n, time, digest))
    n, digest = n[order], digest[order]
    group = np.searchsorted(digest, digest)
    again = group != np.arange(len(n))
    yield batch(COPIES, n=n[again], first=n[group][again])
