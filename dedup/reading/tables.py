"""Tables of articles: Parquet files with a column for every field of an article, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.fields import article_from, known_columns

BATCH_ROWS = 1_000


def iter_table(file: BinaryIO, name: str) -> Iterator[Article | Skipped]:
    """Yield the article of every row, or why it is none; an article without an id gets its row's number.

    Columns other than the fields of an article are not read. Days and times may be of a type of their own.
    Raises `ReadError` if the file is no Parquet table or has no column "text".

    >>> from io import BytesIO
    >>> table = pa.table({"text": ["Eins.", "Zwei."], "date": [None, date(2025, 9, 4)]})
    >>> pq.write_table(table, out := BytesIO())
    >>> [(row.id, row.date) for row in iter_table(out, "a.parquet")]
    [('a.parquet#1', None), ('a.parquet#2', '2025-09-04')]
    """
    number = 0
    try:
        with pq.ParquetFile(file) as table:
            for batch in table.iter_batches(
                BATCH_ROWS, columns=known_columns(table.schema_arrow.names, name)
            ):
                for row in _rows(batch):
                    number += 1
                    yield _article(row, number, name)
    except (pa.ArrowException, OSError, ValueError) as error:
        where = f"after row {number}: " if number else ""
        what = str(error).partition("\n")[0]
        raise ReadError(f"{name}: not a whole Parquet table ({where}{what}); export it again") from None
    if not number:
        raise ReadError(f"{name}: no article in it: the table has no rows; remove it or fill it")


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    columns = [_plain(batch.column(n)) for n in range(batch.num_columns)]
    return (dict(zip(batch.schema.names, values, strict=True)) for values in zip(*columns, strict=True))


def _plain(column: pa.Array[Any]) -> list[Any]:
    """Return a column's values as JSON would have them."""
    if pa.types.is_timestamp(column.type):  # Python knows no nanoseconds
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        column = column.cast(pa.string())
    return [value.isoformat() if isinstance(value, date) else value for value in column.to_pylist()]


def _article(row: dict[str, Any], number: int, name: str) -> Article | Skipped:
    try:
        return article_from(row, name, default_id=f"{name}#{number}")
    except ReadError as error:
        return Skipped(name, f"row {number}: {error}")
