"""Who comes in: articles with an id that the archive does not have, and the wording that each has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dedup.archive.places import homes
from dedup.archive.rows import BAND, COPIES, DIGEST, KEYED, id_keys
from dedup.engine.columns import batch, numbers, shape, taken, values, whole

CALLERS = shape(
    key=pa.int64(), digest=pa.int64(), n=pa.int64(), time=pa.int64(), id=pa.binary(), wording=pa.int64()
)
"""An article by the hash of its id; `wording` is that of one in the archive, and its own number else."""

WORDED = shape(
    n=pa.int64(), wording=pa.int64(), time=pa.int64(), id=pa.binary(), fresh=pa.bool_(), several=pa.bool_()
)
"""A `fresh` article, or one of the archive in the same words; do `several` have them?"""

ENTERED = shape(home=pa.int64(), n=pa.int64(), wording=pa.int64())
"""An article that comes in."""


def fresh(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `CALLERS` from `NUMBERED`."""
    for every in batches:
        part = every.filter(pc.is_null(every.column("why")))
        yield _callers(part, part.column("n"))


def stored(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `CALLERS` from `ENTRIES`."""
    for part in batches:
        yield _callers(part, part.column("wording"))


def _callers(part: pa.RecordBatch, wording: pa.Array[Any]) -> pa.RecordBatch:
    return batch(
        CALLERS,
        key=id_keys(values(part, "id")),
        digest=numbers(part, "digest"),
        n=numbers(part, "n"),
        time=numbers(part, "time"),
        id=whole(part, "id"),
        wording=wording,
    )


def named(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `POSTED` that say whose id or whose words these are."""
    for part in batches:
        yield part.filter(pa.array(numbers(part, "kind", np.int32) >= DIGEST))


def standing_hits(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `POSTED` for passages, without those of wordings that nobody has any more."""
    hits, gone = given["hits"], given["gone"]
    kind, n = numbers(hits, "kind", np.int32), numbers(hits, "n")
    yield from hits.filter(pa.array((kind <= BAND) & ~np.isin(n, numbers(gone, "wording")))).to_batches()


def remaining(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield rows of `articles`, each once, without those whose number is among the `deleted`."""
    table = given["articles"]
    n = numbers(table, "n")
    _, first = np.unique(n, return_index=True)
    keep = np.zeros(len(n), dtype=np.bool_)
    keep[first] = True
    yield from table.filter(pa.array(keep & ~np.isin(n, numbers(given["deleted"], "n")))).to_batches()


def unknown(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `fresh` whose ids are not among those `stored`."""
    table = given["fresh"]
    ids = set(values(given["stored"], "id"))
    yield from table.filter(
        pa.array([name not in ids for name in values(table, "id")], pa.bool_())
    ).to_batches()


def repeated(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `fresh` whose ids are among those `stored`."""
    table = given["fresh"]
    ids = set(values(given["stored"], "id"))
    yield from table.filter(pa.array([name in ids for name in values(table, "id")], pa.bool_())).to_batches()


def worded(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `WORDED` from rows of `CALLERS`, `fresh` and `stored`, with the same digests."""
    table = pa.concat_tables([given["fresh"], given["stored"]]).combine_chunks()
    digest, n, wording = (numbers(table, name) for name in ("digest", "n", "wording"))
    new = np.arange(len(table)) < len(given["fresh"])
    # Those of the archive come first, and of a day the one with the lowest number, so the least id.
    order = np.lexsort((n, new, digest))
    digest, n, wording, new = digest[order], n[order], wording[order], new[order]
    known, group, size = np.unique(digest, return_inverse=True, return_counts=True)
    wording = wording[np.searchsorted(digest, known)][group]
    several = (size > 1)[group] & np.isin(digest, digest[new])
    yield batch(
        WORDED,
        n=n,
        wording=wording,
        time=numbers(table, "time")[order],
        id=taken(whole(table, "id"), order),
        fresh=new,
        several=several,
    )


def entered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `ENTERED` from `WORDED`."""
    for every in batches:
        part = every.filter(every.column("fresh"))
        n = numbers(part, "n")
        yield batch(ENTERED, home=homes(n), n=n, wording=numbers(part, "wording"))


def copies(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `COPIES` from `WORDED`."""
    for part in batches:
        yield part.filter(part.column("several")).select(COPIES.names)


def admitted(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the `KEYED` rows of articles that come in: those for passages only of new wordings."""
    keys, entered = given["keys"], given["entered"]
    n, own = numbers(entered, "n"), numbers(entered, "n") == numbers(entered, "wording")
    whose, kind = numbers(keys, "n"), numbers(keys, "kind", np.int32)
    keep = np.isin(whose, n[own]) | ((kind >= DIGEST) & np.isin(whose, n))
    yield from keys.filter(pa.array(keep)).select(KEYED.names).to_batches()
