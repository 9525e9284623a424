"""Tables for others to read: Parquet files of a folder, named alike whichever engine wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

PART_BYTES = 256 << 20
"""About so much, before it is packed, goes into a file."""

GROUP_BYTES = 32 << 20
"""About so much is a group of rows."""


def write_parts(batches: Iterable[pa.RecordBatch], schema: pa.Schema, folder: Path) -> None:
    """Write rows in files of about one size."""
    groups = _groups(batches, schema)
    group, n = next(groups, None), 0
    while group is not None:
        size = 0
        with pq.ParquetWriter(folder / _name(n), schema, compression="zstd") as out:
            while group is not None and size < PART_BYTES:
                out.write_table(group, row_group_size=max(1, len(group)))
                size += group.nbytes
                group = next(groups, None)
        n += 1


def tidy(folder: Path, schema: pa.Schema) -> int:
    """Name the files of a folder alike, leave nothing else there, and return how many rows they have.

    Where there is no row, there is one file all the same: it tells the columns.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(
        file for file in folder.iterdir() if file.suffix == ".parquet" and file.name[0] not in "._"
    )
    for file in set(folder.iterdir()) - set(files):
        file.unlink()
    filled = [file for file in files if pq.read_metadata(file).num_rows]
    for file in set(files) - set(filled):
        file.unlink()
    if not filled:
        pq.write_table(schema.empty_table(), folder / _name(0))
    waiting = [file.rename(folder / f"_{n}.parquet") for n, file in enumerate(filled)]
    made = [file.rename(folder / _name(n)) for n, file in enumerate(waiting)]
    return sum(pq.read_metadata(file).num_rows for file in made)


def _groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        if size >= GROUP_BYTES:
            yield pa.Table.from_batches(held, schema)
            held, size = [], 0
    if held:
        yield pa.Table.from_batches(held, schema)


def _name(n: int) -> str:
    return f"part-{n:05}.parquet"
