"""An exchange on one machine: rows go to the partition of their key, through files if they are many."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.engine.columns import whole
from dedup.engine.port import Input
from dedup.hashing import Hashes, mixed

FEW_BYTES = 1 << 20
"""So much is not worth being parted."""

SIDE_BY_SIDE = 16
"""Into so many partitions rows in memory are put, for several threads to work on."""

_BUFFER_BYTES = 1 << 20


class Spill:
    """The rows of some inputs, put into partitions by their keys.

    A few rows make one partition; more are put into a few, in memory while they have at most `held_bytes`,
    and then into as many `partitions` as asked for, in files.
    """

    def __init__(
        self, folder: Path, inputs: Mapping[str, Input[Any]], held_bytes: int, partitions: int
    ) -> None:
        self._folder = folder
        self._inputs = inputs
        self._levels = ((min(FEW_BYTES, held_bytes), 1), (held_bytes, SIDE_BY_SIDE), (None, partitions))
        self._parts = self._at(self._levels)

    def __enter__(self) -> Spill:
        # A run that was killed leaves its files behind.
        shutil.rmtree(self._folder, ignore_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def fill(self) -> int:
        """Take in all rows, and return how many partitions there are."""
        size, levels = 0, list(self._levels)
        taken = ((given.data, given.shape(with_key=True).names) for given in self._inputs.values())
        known = sum(data.known_bytes(columns) for data, columns in taken)
        while levels[0][0] is not None and known > levels[0][0]:
            levels.pop(0)
        self._parts = self._at(levels)
        for name, given in self._inputs.items():
            for batch in coarse(given.data.batches(tuple(given.shape(with_key=True).names))):
                self._parts.put(name, batch)
                size += batch.nbytes
                while levels[0][0] is not None and size > levels[0][0]:
                    levels.pop(0)
                    self._parts = self._parts.moved(self._at(levels))
        self._parts.close()
        return levels[0][1]

    def _at(self, levels: Sequence[tuple[int | None, int]]) -> _Parts:
        bound, count = levels[0]
        return _Parts(self._inputs, count, self._folder if bound is None else None)

    def partition(self, n: int) -> dict[str, pa.Table]:
        """Return the rows of a partition, by input."""
        return {
            name: self._parts.read(name, n).select(given.shape().names)
            for name, given in self._inputs.items()
        }


def coarse(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the same rows in fewer batches: every one costs some time, however small."""
    waiting: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        waiting.append(batch)
        size += batch.nbytes
        if size > FEW_BYTES:
            yield _joined(waiting)
            waiting, size = [], 0
    if waiting:
        yield _joined(waiting)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    table = pa.Table.from_batches(batches)
    return pa.RecordBatch.from_arrays(
        [whole(table, name) for name in table.schema.names], schema=table.schema
    )


class _Parts:
    """So many partitions of the rows of some inputs, in memory or in a folder."""

    def __init__(self, inputs: Mapping[str, Input[Any]], count: int, folder: Path | None) -> None:
        self._inputs = inputs
        self._count = count
        if folder is not None:
            folder.mkdir(parents=True)
        self._files = {
            name: [
                _File(folder and folder / f"{name}-{n}.arrow", given.shape(with_key=True))
                for n in range(count)
            ]
            for name, given in inputs.items()
        }

    def put(self, name: str, batch: pa.RecordBatch) -> None:
        """Put rows of an input where they belong."""
        if self._count == 1:
            self._files[name][0].add(batch)
            return
        keys = batch.column(self._inputs[name].key).to_numpy(zero_copy_only=False).view(np.uint64)
        order, bounds = _partitioned(keys, self._count)
        rows: Any = pa.array(order)
        ordered = batch.take(rows)
        for n, file in enumerate(self._files[name]):
            start, end = int(bounds[n]), int(bounds[n + 1])
            if end > start:
                file.add(ordered.slice(start, end - start))

    def moved(self, made: _Parts) -> _Parts:
        """Return the other partitions with the same rows; here they are gone."""
        for name, files in self._files.items():
            for file in files:
                for batch in file.taken():
                    made.put(name, batch)
        return made

    def read(self, name: str, n: int) -> pa.Table:
        """Return the rows of an input in a partition."""
        return self._files[name][n].read()

    def close(self) -> None:
        """Write what is still to be written."""
        for files in self._files.values():
            for file in files:
                file.close()


class _File:
    """The rows of one input in one partition; with a path they are written there when there are many."""

    def __init__(self, path: Path | None, schema: pa.Schema) -> None:
        self._path = path
        self._schema = schema
        self._waiting: list[pa.RecordBatch] = []
        self._size = 0
        self._out: pa.ipc.RecordBatchStreamWriter | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        self._waiting.append(batch)
        if self._path is not None:
            self._size += batch.nbytes
            if self._size > _BUFFER_BYTES:
                self._write(self._path)

    def taken(self) -> list[pa.RecordBatch]:
        """Return the rows, which are all in memory; they are gone from here."""
        found, self._waiting = self._waiting, []
        return found

    def _write(self, path: Path) -> None:
        if self._out is None:
            self._out = pa.ipc.new_stream(str(path), self._schema)
        table = pa.Table.from_batches(self._waiting, self._schema).combine_chunks()
        self._out.write_table(table)
        self._waiting, self._size = [], 0

    def close(self) -> None:
        if self._out is not None and self._path is not None:
            self._write(self._path)
            self._out.close()

    def read(self) -> pa.Table:
        """Return all rows."""
        if self._out is None:
            return pa.Table.from_batches(self._waiting, self._schema)
        with pa.memory_map(str(self._path)) as file, pa.ipc.open_stream(file) as stream:
            return stream.read_all()


@compiled
def _partitioned(keys: Hashes, partitions: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows in the order of their partitions, and where those of each begin."""
    homes = np.empty(len(keys), dtype=np.int32)
    bounds = np.zeros(partitions + 1, dtype=np.int64)
    for n in range(len(keys)):
        homes[n] = np.int32(mixed(keys[n]) % np.uint64(partitions))
        bounds[homes[n] + 1] += 1
    for n in range(partitions):
        bounds[n + 1] += bounds[n]
    at, order = bounds[:-1].copy(), np.empty(len(keys), dtype=np.int64)
    for n in range(len(keys)):
        order[at[homes[n]]] = n
        at[homes[n]] += 1
    return order, bounds
