"""How an archive stands: who speaks for a wording, which shares count, and which pairs are to be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dedup.archive.places import Numbers
from dedup.archive.rows import JUDGED, READ, SHARES
from dedup.engine.columns import batch, numbers, picked, shape, whole
from dedup.pipeline.bench import VERDICTS, sound
from dedup.pipeline.copies import COPIES
from dedup.pipeline.screen import SHARED, places
from dedup.pipeline.telling import PAIRS
from dedup.pipeline.template_pairs import among

GONE = -1
"""Nobody has a wording any more."""

STANDING = shape(wording=pa.int64(), first=pa.int64())
"""A wording for which its own article does not speak, but the oldest of those that have it, or nobody."""

WHOLE = shape(n=pa.int64(), id=pa.binary(), about=pa.binary(), text=pa.binary())

ONCE = shape(n=pa.int64(), first=pa.bool_(), id=pa.binary(), about=pa.binary())


def standing(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `STANDING` from the logs of copies and of what was deleted."""
    alive, first = _alive(given["copies"], given["deleted"])
    wording = np.unique(np.concatenate((alive, numbers(given["deleted"], "wording"))))
    speaks = np.full(len(wording), GONE)
    speaks[np.searchsorted(wording, alive)] = first
    # Of a wording that one article alone had, the log of copies knows nothing.
    other = speaks != wording
    yield batch(STANDING, wording=wording[other], first=speaks[other])


def copies(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `COPIES` (of the pipeline) from the logs of copies and of what was deleted."""
    table = _members(given["copies"], given["deleted"])
    wording, n = numbers(table, "wording"), numbers(table, "n")
    first = n[np.searchsorted(wording, wording)] if len(n) else n
    yield batch(COPIES, n=n[n != first], first=first[n != first])


def _alive(copies: pa.Table, deleted: pa.Table) -> tuple[Numbers, Numbers]:
    """Return the wordings that several articles had and one still has, and the oldest of these."""
    table = _members(copies, deleted)
    wording, at = np.unique(numbers(table, "wording"), return_index=True)
    return wording, numbers(table, "n")[at]


def _members(copies: pa.Table, deleted: pa.Table) -> pa.Table:
    """Return the articles of wordings, each once, the oldest first; of one time the least id is first."""
    table = copies.filter(pa.array(~np.isin(numbers(copies, "n"), numbers(deleted, "n"))))
    table = table.sort_by([(name, "ascending") for name in ("wording", "time", "id", "n")])
    n = numbers(table, "n")
    keep = np.zeros(len(n), dtype=np.bool_)
    keep[np.unique(n, return_index=True)[1]] = True
    return table.filter(pa.array(keep))


def gone(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `STANDING` for wordings that nobody has."""
    for part in batches:
        yield part.filter(pa.array(numbers(part, "first") == GONE))


def one_sided(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `SHARES` from `SHARED`, where every pair stands twice."""
    for part in batches:
        own = numbers(part, "owner") == numbers(part, "short")
        yield part.filter(pa.array(own)).select(SHARES.names)


def by_short(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `SHARES` with the article that speaks for the shorter wording, where somebody does."""
    table = given["shares"]
    short, there = _speaking(given["standing"], numbers(table, "short"))
    table = table.set_column(table.schema.get_field_index("short"), "short", pa.array(short))
    yield from table.filter(pa.array(there)).to_batches()


def by_long(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `SHARED`, every pair seen from both, from `SHARES`."""
    table = given["shares"]
    long, there = _speaking(given["standing"], numbers(table, "long"))
    short, share = numbers(table, "short")[there], numbers(table, "share", np.float64)[there]
    for owner in (short, long[there]):
        yield batch(SHARED, owner=owner, short=short, long=long[there], share=share)


def _speaking(standing: pa.Table, wording: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return who speaks for wordings, and for which of them somebody does."""
    order = np.argsort(numbers(standing, "wording"))
    known, first = numbers(standing, "wording")[order], numbers(standing, "first")[order]
    if not len(known):
        return wording, np.ones(len(wording), dtype=np.bool_)
    at = np.minimum(np.searchsorted(known, wording), len(known) - 1)
    found = np.where(known[at] == wording, first[at], wording)
    return found, found != GONE


def unjudged(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the `PAIRS` without a verdict."""
    pairs, known = given["pairs"], given["verdicts"].rename_columns(PAIRS.names)
    missing = ~among(numbers(pairs, "a"), numbers(pairs, "b"), known)
    yield from pairs.filter(pa.array(missing)).to_batches()


def counting(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `VERDICTS` on the `PAIRS`, without the verdicts on others."""
    table, pairs = given["verdicts"], given["pairs"]
    counts = among(numbers(table, "low"), numbers(table, "high"), pairs)
    yield from table.filter(pa.array(counts)).select(VERDICTS.names).to_batches()


def judged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `JUDGED` from the verdicts of the bench, without pairs that could not be judged."""
    for part in sound(batches):
        a, b = numbers(part, "a"), numbers(part, "b")
        low, high = pa.array(np.minimum(a, b)), pa.array(np.maximum(a, b))
        yield pa.RecordBatch.from_arrays([*part.columns, low, high], schema=JUDGED)


def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `READ` from `READINGS`."""
    for part in batches:
        good = pc.and_(part.column("first"), pc.is_null(part.column("why")))
        yield part.filter(good).select(READ.names)


def with_texts(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `WHOLE` from entries (`n`, `id`, `about`) and `n` and `text` of the same articles."""
    articles, texts = given["articles"], given["texts"]
    n, at = np.unique(numbers(articles, "n"), return_index=True)
    articles = picked(articles, at)
    yield from articles.append_column("text", picked(texts, places(texts, n)).column("text")).to_batches()


def once(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `ONCE` from `READ`: an article may have been read on several days."""
    table = given["readings"]
    n, at = np.unique(numbers(table, "n"), return_index=True)
    rows = picked(table, at)
    ids, about = whole(rows, "id"), whole(rows, "about")
    yield batch(ONCE, n=n, first=np.ones(len(n), dtype=np.bool_), id=ids, about=about)
