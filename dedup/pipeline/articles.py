"""Articles as rows: numbered in the order of their ids, scanned and sketched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dedup.article import Article, moment
from dedup.cluster import Skipped
from dedup.engine.columns import (
    batch,
    decoded,
    numbers,
    packing,
    shape,
    whole,
)
from dedup.errors import ArticleError
from dedup.parsing import check_text
from dedup.pipeline.isolation import cannot_be_worked_on, isolated
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan
from dedup.screening import packed as packed_words

BATCH_ARTICLES = 1_000
BATCH_BYTES = 8 << 20
"""So many articles, or so much of texts, are in a batch at most, but for its last one."""

PLACE_BITS = 32
"""A number is the bucket of the id, and in so many bits its place there."""

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNDATED = np.iinfo(np.int64).max
"""The time of an article without one: behind all others."""

READ = shape(
    bucket=pa.int64(), id=pa.binary(), about=pa.binary(), text=pa.binary(), why=pa.string(), place=pa.int64()
)
"""What was read: an article, or (`why`) the reason why `id`, a path, is none.

`place` tells the order in which they come; until there are buckets, `bucket` is a hash of the id.
"""

TAKEN = "taken"

ARTICLES = shape(
    n=pa.int64(),
    id=pa.binary(),
    about=pa.binary(),
    text=pa.binary(),
    time=pa.int64(),
    digest=pa.int64(),
    words=pa.binary(),
    hashes=pa.binary(),
    signature=pa.binary(),
    why=pa.string(),
)
"""Articles by number, with what `sketch` and `screening` keep. `why` not: its id is `TAKEN`, or an error."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def given_rows(items: Iterable[Article | Skipped]) -> Iterator[pa.RecordBatch]:
    """Yield rows of what a caller gives; an article that cannot be worked on becomes a reason."""
    return rows_of(map(_checked, items), 0)


def _checked(item: Article | Skipped) -> Article | Skipped:
    if isinstance(item, Skipped):
        return item
    try:
        check_text(item.text)
    except ArticleError as error:
        return Skipped(item.path or item.id, str(error))
    return item


def rows_of(items: Iterable[Article | Skipped], place: int) -> Iterator[pa.RecordBatch]:
    """Yield rows of articles that can be worked on and of what is skipped, the first one at this place."""
    rows: list[_Row] = []
    size = 0
    for item in items:
        rows.append(_row(item))
        size += len(rows[-1][2])
        if len(rows) == BATCH_ARTICLES or size > BATCH_BYTES:
            yield _rows(rows, place)
            place += len(rows)
            rows, size = [], 0
    if rows:
        yield _rows(rows, place)


_Row = tuple[bytes, bytes, bytes, str | None]


def _row(item: Article | Skipped) -> _Row:
    if isinstance(item, Skipped):
        return item.path.encode("utf-8", "surrogatepass"), b"", b"", item.why
    about = json.dumps([item.title, item.date, item.source, item.language, item.path])
    name, text = (part.encode("utf-8", "surrogatepass") for part in (item.id, item.text))
    return name, about.encode(), text, None


def _rows(rows: list[_Row], place: int) -> pa.RecordBatch:
    ids, about, texts, why = zip(*rows, strict=True)
    return batch(
        READ,
        bucket=np.array(list(map(crc32, ids)), dtype=np.int64),
        id=pa.array(ids, pa.binary()),
        about=pa.array(about, pa.binary()),
        text=pa.array(texts, pa.binary()),
        why=pa.array(why, pa.string()),
        place=np.arange(place, place + len(rows)),
    )


def microseconds(date: str | None) -> int:
    """Return when something was published, in microseconds from 1970 on."""
    when = moment(date)
    return UNDATED if when is None else (when - _EPOCH) // timedelta(microseconds=1)


def articles_of(table: pa.Table | pa.RecordBatch, texts: bool = False) -> list[Article]:
    """Return articles from rows with `id`, `about` and, if asked for, `text`."""
    ids = decoded(table, "id")
    about = map(json.loads, decoded(table, "about"))
    bodies = decoded(table, "text") if texts else [""] * len(ids)
    return [Article(text, name, *rest) for text, name, rest in zip(bodies, ids, about, strict=True)]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Gives the articles of whole buckets their numbers, and scans and sketches them.

    A bucket holds all ids in a range, so numbers are in the order of the ids whatever the buckets.
    """

    settings: RetrievalSettings

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `ARTICLES` from `READ`."""
        table = given["read"].filter(pc.is_null(given["read"].column("why")))
        table = table.sort_by([("bucket", "ascending"), ("id", "ascending")])
        bucket, ids = numbers(table, "bucket"), whole(table, "id")
        place = (bucket << PLACE_BITS) | (np.arange(len(bucket)) - np.searchsorted(bucket, bucket))
        same = pc.equal(ids[1:], ids[:-1]).to_numpy(zero_copy_only=False)
        taken = np.append(False, same)[: len(ids)]

        def work(rows: slice) -> pa.RecordBatch:
            part = table.slice(rows.start, rows.stop - rows.start)
            return self._sketched(part.combine_chunks(), place[rows], taken[rows])

        def refused(row: int, error: Exception) -> pa.RecordBatch:
            return _refused(table.slice(row, 1).combine_chunks(), place[row : row + 1], error)

        for start in range(0, len(table), BATCH_ARTICLES):
            yield from isolated(work, refused, start, min(start + BATCH_ARTICLES, len(table)))

    def _sketched(self, part: pa.Table, place: Numbers, taken: Flags) -> pa.RecordBatch:
        texts = decoded(part, "text")
        words = scan(texts)
        made = self.settings.sketch(words)
        dates = [json.loads(row)[1] for row in decoded(part, "about")]
        ends = np.arange(len(texts) + 1) * made.signatures.shape[1]
        return batch(
            ARTICLES,
            n=place,
            id=whole(part, "id"),
            about=whole(part, "about"),
            text=whole(part, "text"),
            time=np.array([microseconds(date) for date in dates], dtype=np.int64),
            digest=made.digests.view(np.int64),
            words=packing(packed_words(words), words.first),
            hashes=packing(made.hashes, made.first),
            signature=packing(made.signatures.ravel(), ends),
            why=pa.array([TAKEN if found else None for found in taken.tolist()], pa.string()),
        )


def _refused(part: pa.Table, place: Numbers, error: Exception) -> pa.RecordBatch:
    """Return the row of an article that cannot be worked on, with the reason."""
    nothing: dict[str, Any] = {
        name: pa.array([b""], pa.binary()) for name in ("words", "hashes", "signature")
    }
    zero = np.zeros(1, dtype=np.int64)
    return batch(
        ARTICLES,
        n=place,
        id=whole(part, "id"),
        about=whole(part, "about"),
        text=pa.array([b""], pa.binary()),
        time=zero,
        digest=zero,
        why=pa.array([cannot_be_worked_on(error)], pa.string()),
        **nothing,
    )
