"""The screen: how much two proposed articles share, by their words alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.engine.columns import batch, numbers, packed, shape, whole
from dedup.screening import shared_shares

ASKED = shape(long=pa.int64(), short=pa.int64(), kept=pa.bool_(), words=pa.binary())
"""A pair to look at, with the words of the shorter article; one that is not `kept` comes without."""

SHARED = shape(owner=pa.int64(), short=pa.int64(), long=pa.int64(), share=pa.float64())
"""A pair as one of the two sees it, and which share of the shorter text the longer one has."""

PAIRS = 16_384


def asked(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `ASKED` from `CHOSEN` and `n` and `words` of the shorter articles."""
    table = given["chosen"]
    short, long, kept = numbers(table, "short"), numbers(table, "long"), numbers(table, "kept", np.bool_)
    order = np.lexsort((~kept, long, short))
    short, long, kept = short[order], long[order], kept[order]
    fresh = np.append(True, (short[1:] != short[:-1]) | (long[1:] != long[:-1]))[: len(short)]
    short, long, kept = short[fresh], long[fresh], kept[fresh]
    words, place = whole(given["articles"], "words"), places(given["articles"], short)
    for start in range(0, len(short), PAIRS):
        part = slice(start, start + PAIRS)
        yield batch(
            ASKED,
            long=long[part],
            short=short[part],
            kept=kept[part],
            words=_those(words, place[part], kept[part]),
        )


def _those(words: pa.Array[Any], place: NDArray[np.int64], kept: NDArray[np.bool_]) -> pa.Array[Any]:
    """Return the words of the kept ones, and null for the others."""
    rows: Any = pa.array(place, mask=~kept)
    return words.take(rows)


def screened(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `SHARED`, every pair seen from both, from `ASKED` and `n` and `words` of the longer articles."""
    table = given["asked"]
    table = table.filter(table.column("kept")).sort_by([("long", "ascending"), ("short", "ascending")])
    short, long = numbers(table, "short"), numbers(table, "long")
    theirs, first = packed(table, "words", np.uint32)
    own, bounds = packed(given["articles"], "words", np.uint32)
    place = places(given["articles"], long)
    words = np.concatenate((own, theirs))
    every = np.concatenate((bounds, first[1:] + bounds[-1]))
    pairs = np.stack((len(bounds) - 1 + np.arange(len(short)), place), axis=1)
    share = shared_shares(words, every, pairs)
    for owner in (short, long):
        yield batch(SHARED, owner=owner, short=short, long=long, share=share)


def places(articles: pa.Table, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the articles with some numbers stand in a table of them."""
    n = numbers(articles, "n")
    order = np.argsort(n)
    return order[np.searchsorted(n, wanted, sorter=order)] if len(n) else np.empty(0, dtype=np.int64)
