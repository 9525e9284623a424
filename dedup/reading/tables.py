"""Tables of articles: Parquet files with a column for every field of an article, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.fields import article_from, known_columns

BATCH_ROWS = 1_000

_DAMAGE = (pa.ArrowException, OSError, ValueError)


def iter_table(file: BinaryIO, name: str, part: int = 0, parts: int = 1) -> Iterator[Article | Skipped]:
    """Yield the article of every row, or why it is none; an article without an id gets its row's number.

    Columns other than the fields of an article are not read. Days and times may be of a type of their own.
    Behind a damaged place the next group of rows is read. Of a table in `parts`, of about as many groups
    each, only one part is read. Raises `ReadError` if the file is no Parquet table, has no column "text" or
    no row.

    >>> from io import BytesIO
    >>> table = pa.table({"text": ["Eins.", "Zwei."], "date": [None, date(2025, 9, 4)]})
    >>> pq.write_table(table, out := BytesIO())
    >>> [(row.id, row.date) for row in iter_table(out, "a.parquet")]
    [('a.parquet#1', None), ('a.parquet#2', '2025-09-04')]
    """
    try:
        with pq.ParquetFile(file) as table:
            columns = known_columns(table.schema_arrow.names, name)
            groups = table.num_row_groups
            before = [0, *accumulate(table.metadata.row_group(n).num_rows for n in range(groups))]
            if not before[-1]:
                raise ReadError(f"{name}: no article in it: the table has no rows; remove it or fill it")
            for n in range(groups * part // parts, groups * (part + 1) // parts):
                yield from _group(table, n, columns, before[n], name)
    except _DAMAGE as error:
        raise ReadError(f"{name}: {_damage(error, 0)}") from None


def _group(
    table: pq.ParquetFile, group: int, columns: list[str], before: int, name: str
) -> Iterator[Article | Skipped]:
    """Yield the articles of a group of rows, with so many rows before it."""
    number = before
    try:
        for batch in table.iter_batches(BATCH_ROWS, row_groups=[group], columns=columns):
            for row in _rows(batch):
                number += 1
                yield _article(row, number, name)
    except _DAMAGE as error:
        yield Skipped(name, _damage(error, number))


def _damage(error: Exception, number: int) -> str:
    where = f"after row {number}: " if number else ""
    what = str(error).partition("\n")[0]
    return f"not a whole Parquet table ({where}{what}); export it again"


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
