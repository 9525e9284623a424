"""The close reading of articles that are to be compared: title, date, and where metadata stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.close_reading import read_closely
from dedup.engine.columns import batch, numbers, packing, picked, shape, taken, whole
from dedup.pipeline.articles import articles_of
from dedup.pipeline.screen import places

READINGS = shape(
    home=pa.int64(),
    n=pa.int64(),
    first=pa.bool_(),
    id=pa.binary(),
    about=pa.binary(),
    spans=pa.binary(),
    text=pa.binary(),
)
"""An article with the title and the date that its text gives, and where metadata stands in it.

It goes to the home of every pair that it is in; at the `first` of them it stands for itself.
"""

ARTICLES = 1_000


def readings(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `READINGS` from `HOMES` and the articles (`n`, `id`, `about`, `text`) that own them."""
    articles = given["articles"]
    rows = np.stack((numbers(given["homes"], "owner"), numbers(given["homes"], "home")), axis=1)
    rows = np.unique(rows, axis=0)
    owner, home = rows[:, 0], rows[:, 1]
    read, first = np.unique(owner, return_index=True)
    bounds = np.append(first, len(owner))
    for start in range(0, len(read), ARTICLES):
        some = read[start : start + ARTICLES]
        lo, hi = bounds[start], bounds[start + len(some)]
        yield _read(picked(articles, places(articles, some)), owner[lo:hi], home[lo:hi])


def _read(table: pa.Table, owner: NDArray[np.int64], home: NDArray[np.int64]) -> pa.RecordBatch:
    about, spans, first = [], [], [0]
    for article in articles_of(table, texts=True):
        found = read_closely(article, article.text)
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
    )
