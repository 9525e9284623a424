"""The close reading of articles that are to be compared: title, date, and where metadata stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.close_reading import read_closely
from dedup.engine.columns import batch, numbers, packing, picked, shape, taken, whole
from dedup.pipeline.articles import articles_of
from dedup.pipeline.isolation import cannot_be_worked_on, isolated
from dedup.pipeline.screen import places

READINGS = shape(
    home=pa.int64(),
    n=pa.int64(),
    first=pa.bool_(),
    id=pa.binary(),
    about=pa.binary(),
    spans=pa.binary(),
    text=pa.binary(),
    why=pa.string(),
)
"""An article with the title and the date that its text gives, and where metadata stands in it; or `why` not.

It goes to the home of every pair that it is in; at the `first` of them it stands for itself.
"""

ARTICLES = 1_000

_ALONE = Lock()
"""Reading is Python, and its expressions let go of the interpreter for every match: two threads that read
take twice the processor time of one after the other."""


def readings(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `READINGS` from `HOMES` and the articles (`n`, `id`, `about`, `text`) that own them."""
    articles = given["articles"]
    rows = np.stack((numbers(given["homes"], "owner"), numbers(given["homes"], "home")), axis=1)
    rows = np.unique(rows, axis=0)
    owner, home = rows[:, 0], rows[:, 1]
    read, first = np.unique(owner, return_index=True)
    bounds = np.append(first, len(owner))
    table = picked(articles, places(articles, read))

    def work(rows: slice) -> pa.RecordBatch:
        some = slice(int(bounds[rows.start]), int(bounds[rows.stop]))
        return _read(table.slice(rows.start, rows.stop - rows.start), owner[some], home[some])

    def refused(row: int, error: Exception) -> pa.RecordBatch:
        return _refused(table.slice(row, 1), home[bounds[row] : bounds[row + 1]], error)

    for start in range(0, len(read), ARTICLES):
        yield from isolated(work, refused, start, min(start + ARTICLES, len(read)))


def _read(table: pa.Table, owner: NDArray[np.int64], home: NDArray[np.int64]) -> pa.RecordBatch:
    about, spans, first = [], [], [0]
    given = articles_of(table, texts=True)
    with _ALONE:
        readings = [read_closely(article, article.text) for article in given]
    for article, found in zip(given, readings, strict=True):
        known = [found.title, found.date, article.source, article.language, article.path]
        about.append(json.dumps(known).encode())
        spans += [place for span in found.metadata for place in (span.start, span.end)]
        first.append(len(spans))
    which = np.searchsorted(numbers(table, "n"), owner)
    return batch(
        READINGS,
        home=home,
        n=owner,
        first=np.append(True, owner[1:] != owner[:-1]),
        id=taken(whole(table, "id"), which),
        about=taken(pa.array(about, pa.binary()), which),
        spans=taken(packing(np.array(spans, dtype=np.int32), np.array(first)), which),
        text=taken(whole(table, "text"), which),
        why=pa.nulls(len(which), pa.string()),
    )


def _refused(table: pa.Table, home: NDArray[np.int64], error: Exception) -> pa.RecordBatch:
    """Return the rows of an article that cannot be read closely, with the reason."""
    homes = len(home)
    which = np.zeros(homes, dtype=np.int64)
    nothing: pa.Array[Any] = pa.array([b""] * homes, pa.binary())
    return batch(
        READINGS,
        home=home,
        n=numbers(table, "n")[which],
        first=np.arange(homes) == 0,
        id=taken(whole(table, "id"), which),
        about=taken(whole(table, "about"), which),
        spans=nothing,
        text=nothing,
        why=pa.array([cannot_be_worked_on(error)] * homes, pa.string()),
    )
