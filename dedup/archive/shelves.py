"""Steps that read and write the files of an archive; what they read never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dedup.archive.manifest import Part
from dedup.archive.places import (
    Numbers,
    day_of,
    log_file,
    opened,
    postings_file,
    rows_file,
    rows_of,
    write_rows,
)
from dedup.archive.rows import POSTED, TABLES
from dedup.engine.columns import batch, numbers, shape, values

WRITTEN = shape(rows=pa.int64())
PATHS = shape(k=pa.int64(), path=pa.string())

POSTINGS_GROUP = 8_192
"""Postings that are read together."""

ROW_GROUPS = {"articles": 64, "words": 4, "texts": 4}
"""So many articles are read together, though one may be wanted alone."""

LOG_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class Looked:
    """Looks up values in the postings of an archive, folder by folder."""

    root: str
    parts: tuple[Part, ...]

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `POSTED` from `prefix` and `value` of keys."""
        prefix, value = (numbers(given["keys"], name) for name in ("prefix", "value"))
        for which in np.unique(prefix).tolist():
            wanted = np.unique(value[prefix == which])
            for part in self.parts:
                file = Path(self.root, postings_file(part, which))
                if file.exists():
                    yield from _matching(file, "value", wanted, tuple(POSTED.names))


@dataclass(frozen=True, slots=True)
class Fetched:
    """Reads rows of articles by their numbers."""

    root: str
    table: str
    columns: tuple[str, ...]
    days: tuple[Part, ...]
    before: int

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield rows of the table from `WANTED`."""
        home, n = (numbers(given["wanted"], name) for name in ("home", "n"))
        for which in np.unique(home).tolist():
            number, bucket = day_of(which)
            for day in (day for day in self.days if day.number == number):
                file = rows_of(Path(self.root), self.table, day, bucket, self.before)
                if file is not None:
                    yield from _matching(file, "n", np.unique(n[home == which]), self.columns)


def _matching(file: Path, key: str, wanted: Numbers, columns: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    """Yield the rows whose key, by which the file is in order, is among the wanted ones.

    Of groups of rows whose keys are all others nothing is read, and of those without a hit only the keys.
    """
    with opened(file) as source:
        for group in _groups(source, key, wanted):
            keys = numbers(source.read_row_group(group, columns=[key]), key)
            at = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
            hit = wanted[at] == keys
            if hit.any():
                rows: Any = pa.array(np.flatnonzero(hit))
                others = [name for name in columns if name != key]
                found = source.read_row_group(group, columns=others).append_column(key, pa.array(keys))
                yield from found.select(list(columns)).take(rows).combine_chunks().to_batches()


def _groups(source: pq.ParquetFile, key: str, wanted: Numbers) -> list[int]:
    known = source.metadata
    at = source.schema_arrow.get_field_index(key)
    bounds = [known.row_group(n).column(at).statistics for n in range(known.num_row_groups)]
    low, high = (np.array([getattr(one, end) for one in bounds], dtype=np.int64) for end in ("min", "max"))
    some = np.searchsorted(wanted, high, "right") > np.searchsorted(wanted, low)
    return [int(n) for n in np.flatnonzero(some)]


def spread(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `PATHS` one by one, so that each is read for itself."""
    table = given["paths"].combine_chunks()
    for n in range(len(table)):
        yield from table.slice(n, 1).to_batches()


@dataclass(frozen=True, slots=True)
class Read:
    """Reads some columns of files as a whole."""

    columns: tuple[str, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield rows of the files with the paths."""
        for part in batches:
            for path in values(part, "path"):
                with opened(Path(path)) as source:
                    for rows in source.iter_batches(16_384, columns=list(self.columns)):
                        yield rows.select(list(self.columns))


@dataclass(frozen=True, slots=True)
class PostingsWritten:
    """Writes postings of some folders as a part."""

    root: str
    part: Part

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `WRITTEN` from `KEYED`."""
        names = ("prefix", "value", "kind", "n")
        table = given["keys"].sort_by([(name, "ascending") for name in names])
        prefix, value, kind, n = (
            numbers(table, name, kind)
            for name, kind in (("prefix", np.int64), ("value", np.int64), ("kind", np.int32), ("n", np.int64))
        )
        fresh = np.append(True, (value[1:] != value[:-1]) | (kind[1:] != kind[:-1]) | (n[1:] != n[:-1]))
        table, prefix = table.filter(pa.array(fresh[: len(n)])), prefix[fresh[: len(n)]]
        for which, rows in _apart(table, prefix):
            file = Path(self.root, postings_file(self.part, which))
            write_rows(file, rows.select(POSTED.names), POSTINGS_GROUP, "value")
        yield batch(WRITTEN, rows=np.array([len(table)]))


@dataclass(frozen=True, slots=True)
class DayWritten:
    """Writes what is kept of the articles of a day: entries, words (of every wording once) and texts."""

    root: str
    day: Part

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `WRITTEN` from `NUMBERED` and, for those that come in, `ENTERED`."""
        table = given["articles"].sort_by("n")
        entered = given["entered"].sort_by("n")
        n = numbers(entered, "n")
        table = table.filter(pa.array(np.isin(numbers(table, "n"), n)))
        table = table.append_column("wording", entered.column("wording"))
        for which, rows in _apart(table, numbers(table, "home")):
            own = numbers(rows, "n") == numbers(rows, "wording")
            write_bucket(self.root, "articles", self.day, which, self.day.number, rows)
            write_bucket(self.root, "words", self.day, which, self.day.number, rows.filter(pa.array(own)))
            write_bucket(self.root, "texts", self.day, which, self.day.number, rows)
        yield batch(WRITTEN, rows=np.array([len(table)]))


def write_bucket(root: str, table: str, day: Part, home: int, number: int, rows: pa.Table) -> None:
    """Write the rows of one bucket of a day, as the operation with a number."""
    file = Path(root, rows_file(table, day, day_of(home)[1], number))
    write_rows(file, rows.select(TABLES[table].names), ROW_GROUPS[table], "n")


@dataclass(frozen=True, slots=True)
class LogWritten:
    """Writes rows of a log as one of the files of a part."""

    root: str
    table: str
    part: Part

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `WRITTEN` from rows with the number of their `file`; they are put in order."""
        table = given["rows"]
        order = [name for name in table.schema.names if table.schema.field(name).type == pa.int64()]
        table = table.sort_by([(name, "ascending") for name in order])
        for which, rows in _apart(table, numbers(table, "file")):
            file = Path(self.root, log_file(self.table, self.part, which))
            write_rows(file, rows.drop_columns(["file"]), LOG_GROUP)
        yield batch(WRITTEN, rows=np.array([len(table)]))


def _apart(table: pa.Table, key: Numbers) -> Iterator[tuple[int, pa.Table]]:
    """Yield the rows of every value of a key; they keep their order."""
    order = np.argsort(key, kind="stable")
    known, first = np.unique(key[order], return_index=True)
    rows: Any = pa.array(order)
    table = table.take(rows).combine_chunks()
    bounds = np.append(first, len(order))
    for which, start, end in zip(known.tolist(), bounds[:-1], bounds[1:], strict=True):
        yield which, table.slice(start, end - start)
