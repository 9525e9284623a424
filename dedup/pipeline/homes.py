"""Homes: where pairs are judged. Pairs that hang together have one home, so that a text goes there once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from dedup.engine.columns import batch, numbers, shape
from dedup.hashing import mixed_all
from dedup.pipeline.stars import roots_of

HOME_PAIRS = 20_000
"""More pairs that hang together are judged in several places."""

ROOTED = shape(root=pa.int64(), a=pa.int64(), b=pa.int64())
"""A pair and what it hangs together with."""

HOMES = shape(owner=pa.int64(), home=pa.int64(), a=pa.int64(), b=pa.int64())
"""A pair at home, once for each of the two; `a` has the lower number."""


def rooted(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `ROOTED` from pairs (`a`, `b`) and the links of their older articles."""
    a = numbers(given["pairs"], "a")
    _, root = roots_of(given["links"], a)
    yield batch(ROOTED, root=root, a=a, b=numbers(given["pairs"], "b"))


def homes(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `HOMES` from `ROOTED`."""
    root, a, b = (numbers(given["rooted"], name) for name in ("root", "a", "b"))
    order = np.lexsort((b, a, root))
    root, a, b = root[order], a[order], b[order]
    part = (np.arange(len(root)) - np.searchsorted(root, root)) // HOME_PAIRS
    apart = mixed_all(mixed_all(root.view(np.uint64)) + part.astype(np.uint64))
    home = np.where(part == 0, root, apart.view(np.int64))
    for owner in (a, b):
        yield batch(HOMES, owner=owner, home=home, a=a, b=b)
