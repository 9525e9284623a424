"""Pairs that share no more than a template, found round by round: see `frames`, whose rule this is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.engine.columns import batch, numbers, packed, packing, shape
from dedup.frames import falls, overlap
from dedup.hashing import Offsets

Numbers = NDArray[np.int64]

SIDED = shape(
    owner=pa.int64(), a=pa.int64(), b=pa.int64(), related=pa.bool_(), score=pa.float64(), places=pa.binary()
)
"""A judged pair as one of its articles sees it: `places` are starts and ends of the passages in its text."""

FALLEN = shape(owner=pa.int64(), a=pa.int64(), b=pa.int64())
"""A related pair that counts as unrelated now, once for each of its articles."""

RIVALS = shape(a=pa.int64(), b=pa.int64(), score=pa.float64(), half=pa.float64())
"""How many rejected pairs lie over the passages of a related pair on one side, halved."""


def sided(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `SIDED` from `VERDICTS`."""
    for part in batches:
        passages, first = packed(part, "passages", np.int32)
        rows = passages.reshape(-1, 4)
        a, b = numbers(part, "a"), numbers(part, "b")
        for owner, side in ((a, rows[:, :2]), (b, rows[:, 2:])):
            yield batch(
                SIDED,
                owner=owner,
                a=a,
                b=b,
                related=numbers(part, "relation", np.int32) > 0,
                score=part.column("score"),
                places=packing(side.ravel(), first // 2),
            )


def rivalling(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `RIVALS` from `SIDED` and `FALLEN`."""
    table, fallen = given["sided"].combine_chunks(), given["fallen"]
    owner, a, b = (numbers(table, name) for name in ("owner", "a", "b"))
    standing = numbers(table, "related", np.bool_) & ~among(a, b, fallen)
    crowd = np.unique(owner[~standing])
    asked = np.flatnonzero(standing & np.isin(owner, crowd))
    if not len(asked):
        return
    places, first = packed(table, "places", np.int32)
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], owner[asked]), np.searchsorted(owner[order], owner[asked], "right")
    found = _rivals(asked, order, *bounds, places.reshape(-1, 2), first // 2, standing)
    over = found > 0
    asked = asked[over]
    yield batch(
        RIVALS, a=a[asked], b=b[asked], score=numbers(table, "score", np.float64)[asked], half=found[over] / 2
    )


@compiled
def _rivals(
    asked: Numbers,
    order: Numbers,
    lows: Numbers,
    highs: Numbers,
    places: NDArray[np.int32],
    first: Offsets,
    standing: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return how many rejected pairs lie over the passages of each pair in one article."""
    out = np.zeros(len(asked))
    for n in range(len(asked)):
        own = places[first[asked[n]] : first[asked[n] + 1]]
        over = length = 0
        for k in range(len(own)):
            length += own[k, 1] - own[k, 0]
        for at in range(lows[n], highs[n]):
            other = order[at]
            if not standing[other]:
                over += overlap(own, places[first[other] : first[other + 1]])
        out[n] = over / length if length else 0.0
    return out


def falling(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `FALLEN`, from `RIVALS`: the pairs that fall in this round."""
    table = given["rivals"]
    a, b = numbers(table, "a"), numbers(table, "b")
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    at = np.flatnonzero(np.append(True, (a[1:] != a[:-1]) | (b[1:] != b[:-1]))[: len(a)])
    over = np.add.reduceat(numbers(table, "half", np.float64)[order], at) if len(at) else np.empty(0)
    fall = falls(numbers(table, "score", np.float64)[order][at], over)
    a, b = a[at][fall], b[at][fall]
    for owner in (a, b):
        yield batch(FALLEN, owner=owner, a=a, b=b)


def reconsidered(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the verdicts again; fallen ones (`FALLEN`, by `a`) are unrelated and overruled."""
    table, fallen = given["verdicts"], given["fallen"]
    a, b = numbers(table, "a"), numbers(table, "b")
    fell = among(a, b, fallen)
    relation = np.where(fell, 0, numbers(table, "relation", np.int32)).astype(np.int32)
    for name, values in (("relation", relation), ("overruled", fell)):
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(name), pa.array(values))
    yield from table.to_batches()


def among(a: Numbers, b: Numbers, pairs: pa.Table) -> NDArray[np.bool_]:
    """Tell which pairs are in a table with the columns `a` and `b`."""
    if not len(pairs):
        return np.zeros(len(a), dtype=np.bool_)
    known, which = np.unique(numbers(pairs, "a"), return_inverse=True)
    place = np.minimum(np.searchsorted(known, a), len(known) - 1)
    others, theirs = np.unique(numbers(pairs, "b"), return_inverse=True)
    other = np.minimum(np.searchsorted(others, b), len(others) - 1)
    good = (known[place] == a) & (others[other] == b)
    both = np.isin(place * len(others) + other, which * len(others) + theirs)
    return np.asarray(good & both)
