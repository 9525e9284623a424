"""The engine of one machine: threads, and files for what is too much for memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dedup.engine.export import tidy, write_parts
from dedup.engine.port import Input, Mapper, Reducer, Told, nobody
from dedup.engine.spill import Spill
from dedup.workers import in_order, in_turn

HELD_BYTES = 128 << 20
"""So much of a dataset is held in memory; more lies in files."""

PARTITIONS = 64
"""Into so many partitions rows are put that are too many to be held."""

_DONE = "_SUCCESS"


Part = tuple[str, Iterable[pa.RecordBatch]]
"""What a step made of a partition, and the partition's name."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a step makes of partitions: all their names, and how those are made that are not there yet."""

    names: tuple[str, ...]
    made: Callable[[Container[str]], Iterator[Part]]


@dataclass
class LocalData:
    """A dataset: batches to be read once, or parts of them, batches that are held, or Parquet files."""

    schema: pa.Schema
    once: Iterator[pa.RecordBatch] | None = None
    parts: Callable[[], AbstractContextManager[Parts]] | None = None
    held: tuple[pa.RecordBatch, ...] | None = None
    files: tuple[Path, ...] = ()

    def batches(self, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the batches. Raises RuntimeError if they are read twice and were not materialised."""
        if self.files:
            return _read(self.files, columns)
        found = iter(self.held) if self.held is not None else self._first()
        return found if columns is None else (batch.select(list(columns)) for batch in found)

    def known_bytes(self, columns: Sequence[str]) -> int:
        """Return how much some columns are, as far as that is known before they are read."""
        held = sum(batch.select(list(columns)).nbytes for batch in self.held or ())
        return held + sum(_column_bytes(path, frozenset(columns)) for path in self.files)

    def _first(self) -> Iterator[pa.RecordBatch]:
        if self.once is None:
            return _all_of(self.apart())
        found, self.once = self.once, None
        return found

    def apart(self) -> AbstractContextManager[Parts]:
        """Give the parts; what comes in no parts is one. Raises RuntimeError if they are taken twice."""
        if self.parts is not None:
            found, self.parts = self.parts, None
            return found()
        if self.once is None:
            raise RuntimeError("a dataset is read twice; materialise it first")
        batches = self.batches()
        return nullcontext(
            Parts(("part-00000",), lambda there: iter(()) if there else iter((("part-00000", batches),)))
        )


def _all_of(apart: AbstractContextManager[Parts]) -> Iterator[pa.RecordBatch]:
    with apart as parts:
        for _, batches in parts.made(()):
            yield from batches


def _read(files: Iterable[Path], columns: tuple[str, ...] | None) -> Iterator[pa.RecordBatch]:
    for path in files:
        with pq.ParquetFile(path, memory_map=True) as file:
            yield from file.iter_batches(16_384, columns=None if columns is None else list(columns))


def _column_bytes(path: Path, columns: frozenset[str]) -> int:
    file = pq.read_metadata(path)
    groups = [file.row_group(n) for n in range(file.num_row_groups)]
    chunks = (group.column(n) for group in groups for n in range(file.num_columns))
    return sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in columns)


class LocalEngine:
    """Runs steps in threads of this process.

    Datasets lie in a `folder`, a temporary one if none is given; what was materialised in a given one is
    there again for the next run.

    >>> from dedup.engine.port import Input
    >>> import pyarrow.compute as pc
    >>> numbers = pa.table({"n": [3, 4, 3], "size": [1, 2, 5]})
    >>> schema = pa.schema([("n", pa.int64()), ("size", pa.int64())])
    >>> def total(given):
    ...     sums = given["numbers"].group_by("n").aggregate([("size", "sum")]).sort_by("n")
    ...     yield pa.RecordBatch.from_arrays([c.combine_chunks() for c in sums.columns], schema=schema)
    >>> with LocalEngine() as engine:
    ...     data = engine.given(numbers.to_batches(), numbers.schema)
    ...     made = engine.exchange({"numbers": Input(data, "n", ("n", "size"))}, total, schema)
    ...     [batch.to_pylist() for batch in engine.rows(engine.materialise(made, "sums"))]
    [[{'n': 3, 'size': 6}, {'n': 4, 'size': 2}]]
    """

    name = "local"

    def __init__(
        self, folder: Path | None = None, held_bytes: int = HELD_BYTES, partitions: int = PARTITIONS
    ) -> None:
        self._stays = folder is not None
        self._folder = Path(mkdtemp(prefix="dedup-")) if folder is None else folder
        self._held_bytes = held_bytes
        self._partitions = partitions
        self._spills = 0

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._stays:
            shutil.rmtree(self._folder, ignore_errors=True)

    def given(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> LocalData:
        """Return rows of the caller as a dataset."""
        return LocalData(schema, once=iter(batches))

    def map_batches(self, data: LocalData, step: Mapper, schema: pa.Schema) -> LocalData:
        """Return what a step makes of the batches of a dataset."""
        made = in_order(partial(_mapped, step), data.batches())
        return LocalData(schema, once=(batch for _, found in made for batch in found))

    def exchange(self, inputs: Mapping[str, Input[LocalData]], step: Reducer, schema: pa.Schema) -> LocalData:
        """Return what a step makes of partitions; all rows with one key, of all inputs, are in one."""
        return LocalData(schema, parts=lambda: self._exchanged(inputs, step))

    @contextmanager
    def _exchanged(self, inputs: Mapping[str, Input[LocalData]], step: Reducer) -> Iterator[Parts]:
        self._spills += 1
        folder = self._folder / f"exchange-{self._spills}"
        with Spill(folder, inputs, self._held_bytes, self._partitions) as spill:
            count = spill.fill()
            names = tuple(f"part-{n:05}-of-{count:05}" for n in range(count))

            def made(there: Container[str]) -> Iterator[Part]:
                missing = [n for n, name in enumerate(names) if name not in there]

                def work(n: int) -> Iterator[pa.RecordBatch]:
                    return step(spill.partition(n))

                for n, found in in_turn(work, missing, lambda batch: batch.nbytes, self._held_bytes):
                    yield names[n], found

            yield Parts(names, made)

    def together(self, data: tuple[LocalData, ...]) -> LocalData:
        """Return the rows of datasets with the same columns as one."""
        return LocalData(data[0].schema, once=chain.from_iterable(one.batches() for one in data))

    def materialise(self, data: LocalData, name: str, told: Told = nobody) -> LocalData:
        """Return the dataset, held or written as Parquet; what an earlier run wrote is taken from there.

        In a folder that was given, every part is there as soon as it is made.
        """
        folder = self._folder / name
        if (folder / _DONE).exists():
            return LocalData(data.schema, files=tuple(sorted(folder.glob("*.parquet"))))
        if self._stays:
            return _kept(data, folder, told)
        batches, held, size = _counted(data.batches(), told), [], 0
        for batch in batches:
            held.append(batch)
            size += batch.nbytes
            if size > self._held_bytes:
                break
        else:
            return LocalData(data.schema, held=tuple(held))
        folder.mkdir()
        return LocalData(
            data.schema, files=(_written(chain(held, batches), data.schema, folder / "all.parquet"),)
        )

    def count(self, data: LocalData) -> int:
        """Return how many rows a materialised dataset has."""
        return sum(map(len, data.held or ())) + sum(_rows_in(path) for path in data.files)

    def export(self, data: LocalData, folder: Path) -> int:
        """Write a dataset for others into a folder, and return how many rows came there."""
        folder.mkdir(parents=True)
        write_parts(data.batches(), data.schema, folder)
        return tidy(folder, data.schema)

    def rows(self, data: LocalData, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a materialised dataset, batch by batch."""
        return data.batches(columns)


def _mapped(step: Mapper, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, ...]:
    return tuple(step(iter((batch,))))


def _kept(data: LocalData, folder: Path, told: Told) -> LocalData:
    """Write the parts that are not there yet, each as a whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with data.apart() as parts:
        files = {name: folder / f"{name}.parquet" for name in parts.names}
        for path in set(folder.iterdir()) - set(files.values()):
            path.unlink()  # cut off, or of another number of partitions
        there = {name: rows for name, path in files.items() if (rows := _rows_known(path)) is not None}
        rows = sum(there.values())
        for name, batches in parts.made(there):
            begun = files[name].with_suffix(".begun")
            _written(_counted(batches, told, rows), data.schema, begun)
            begun.rename(files[name])
            rows += _rows_in(files[name])
    (folder / _DONE).touch()
    return LocalData(data.schema, files=tuple(files.values()))


def _written(batches: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path) -> Path:
    options: dict[str, Any] = {"use_dictionary": False, "compression": "lz4", "write_statistics": False}
    with pq.ParquetWriter(path, schema, **options) as out:
        for batch in batches:
            out.write_batch(batch)
    return path


def _counted(batches: Iterable[pa.RecordBatch], told: Told, rows: int = 0) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield batch
        rows += len(batch)
        told(rows)


def _rows_in(path: Path) -> int:
    return int(pq.read_metadata(path).num_rows)


def _rows_known(path: Path) -> int | None:
    """Return how many rows a part has, None if it is not there or damaged."""
    try:
        return _rows_in(path)
    except (OSError, pa.ArrowInvalid):
        return None
