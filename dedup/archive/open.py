"""An archive that an engine works on: its tables as datasets, and rows of datasets into its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

import numpy as np
import pyarrow as pa

from dedup.archive.manifest import Manifest, Part
from dedup.archive.places import Numbers, buckets_of, logs_of, rows_of
from dedup.archive.rows import ENTRIES, LOG_TABLES, POSTED, TABLES, WANTED, Wanted
from dedup.archive.shelves import PATHS, WRITTEN, Fetched, LogWritten, Looked, Read, spread
from dedup.engine.columns import batch, numbers
from dedup.engine.port import Data, Engine, Input
from dedup.hashing import mixed_all

LOG_FILES = 4
"""Into so many files the rows of a log are put that one operation writes."""

LOG_KEYS = {
    "copies": "wording",
    "shares": "short",
    "verdicts": "low",
    "readings": "n",
    "deleted": "wording",
}
"""By which column rows are put into the files of a log."""


@dataclass(frozen=True, slots=True)
class Open(Generic[Data]):
    """An archive in a state, and the engine that works on it."""

    engine: Engine[Data]
    root: Path
    state: Manifest

    def log(self, table: str, columns: tuple[str, ...] = ()) -> Data:
        """Return some columns of a log, or all, as a dataset that is read once."""
        schema = LOG_TABLES[table]
        return self.files(tuple(logs_of(self.root, table, self.state.logs)), _picked(schema, columns))

    def files(self, files: tuple[Path, ...], schema: pa.Schema) -> Data:
        """Return columns of files as a dataset."""
        paths = pa.array([str(file) for file in files], pa.string())
        given = self.engine.given((batch(PATHS, k=np.arange(len(files)), path=paths),), PATHS)
        apart = self.engine.exchange({"paths": Input(given, "k")}, spread, PATHS)
        return self.engine.map_batches(apart, Read(tuple(schema.names)), schema)

    def looked_up(self, keys: Data) -> Data:
        """Return the `POSTED` rows of the archive that have one of the values of the keys."""
        step = Looked(str(self.root), self.state.postings)
        return self.engine.exchange({"keys": Input(keys, "prefix", ("prefix", "value"))}, step, POSTED)

    def fetched(self, data: Data, articles: tuple[str, ...], table: str, columns: tuple[str, ...]) -> Data:
        """Return rows of the articles whose numbers stand in some columns of a dataset."""
        wanted = self.engine.map_batches(data, Wanted(articles), WANTED)
        step = Fetched(str(self.root), table, columns, self.state.days, self.state.next)
        return self.engine.exchange({"wanted": Input(wanted, "home")}, step, _picked(TABLES[table], columns))

    def write_log(self, table: str, part: Part, data: Data) -> int:
        """Put rows into a log, as the files of a part; return how many there are."""
        schema = LOG_TABLES[table]
        filed = self.engine.map_batches(data, Filed(LOG_KEYS[table], tuple(schema.names)), filed_as(schema))
        step = LogWritten(str(self.root), table, part)
        return self.written(
            self.engine.exchange({"rows": Input(filed, "file")}, step, WRITTEN), f"{table}-{part.number}"
        )

    def written(self, data: Data, name: str) -> int:
        """Have rows written; return how many there are."""
        done = self.engine.materialise(data, f"archive-written-{name}")
        return sum(int(numbers(rows, "rows").sum()) for rows in self.engine.rows(done))


def entries_of(archive: Open[Data], days: tuple[Part, ...] | None = None) -> Data:
    """Return the `ENTRIES` of all articles, or of those of some days; removed ones may be among them."""
    root, before = archive.root, archive.state.next
    files = (
        rows_of(root, "articles", day, bucket, before)
        for day in (archive.state.days if days is None else days)
        for bucket in buckets_of(root, "articles", day)
    )
    return archive.files(tuple(file for file in files if file), ENTRIES)


@dataclass(frozen=True, slots=True)
class Filed:
    """Says in which file of a log rows are put, by one of their columns."""

    key: str
    columns: tuple[str, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the rows with the number of their `file`."""
        for part in batches:
            rows = part.select(list(self.columns))
            yield rows.append_column("file", pa.array(file_of(numbers(part, self.key))))


def file_of(n: Numbers) -> Numbers:
    """Return in which file of a log rows with some numbers are put."""
    return (mixed_all(n.view(np.uint64)) % np.uint64(LOG_FILES)).astype(np.int64)


def filed_as(schema: pa.Schema) -> pa.Schema:
    """Return the columns with that of the file."""
    return schema.append(pa.field("file", pa.int64()))


def _picked(schema: pa.Schema, columns: tuple[str, ...]) -> pa.Schema:
    return pa.schema([schema.field(name) for name in columns]) if columns else schema
