"""Columns of tables as arrays of numbers, and back; a row may hold many numbers, packed as bytes."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.hashing import Offsets

Table: TypeAlias = pa.Table | pa.RecordBatch


def numbers(table: Table, name: str, kind: type[np.generic] = np.int64) -> NDArray[Any]:
    """Return a column of numbers, none missing; those of 64 bits may be seen as another `kind`."""
    return np.asarray(whole(table, name).to_numpy(zero_copy_only=False)).view(kind)


def packed(table: Table, name: str, kind: type[np.generic]) -> tuple[NDArray[Any], Offsets]:
    """Return the numbers of all rows one after the other, and where those of each row begin.

    >>> made = pa.table({"n": packing(np.array([1, 2, 3], dtype=np.int32), np.array([0, 1, 3]))})
    >>> values, first = packed(made, "n", np.int32)
    >>> values.tolist(), first.tolist()
    ([1, 2, 3], [0, 1, 3])
    """
    column = whole(table, name)
    buffers: list[Any] = column.buffers()
    _, offsets, data = buffers
    ends = np.frombuffer(offsets, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    bounds = ends.astype(np.int64)
    if data is None or not len(bounds):
        return np.empty(0, dtype=kind), np.zeros(len(column) + 1, dtype=np.int64)
    raw = np.frombuffer(data, dtype=np.uint8)[bounds[0] : bounds[-1]]
    size = np.dtype(kind).itemsize
    # A slice may begin anywhere, and numbers of several bytes may not.
    found = raw.view(kind) if raw.ctypes.data % size == 0 else raw.copy().view(kind)
    return found, (bounds - bounds[0]) // size


def packing(rows: NDArray[Any], first: Offsets) -> pa.Array[Any]:
    """Return a column whose row n holds the numbers ``[first[n], first[n + 1])``."""
    size = rows.dtype.itemsize
    offsets: Any = (first * size).astype(np.int32)
    data: Any = np.ascontiguousarray(rows).view(np.uint8)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.binary(), len(first) - 1, buffers)


def encoded(texts: list[str]) -> pa.Array[Any]:
    """Return texts as bytes: also what is no text, such as half a surrogate pair, comes back as it was."""
    return pa.array([text.encode("utf-8", "surrogatepass") for text in texts], pa.binary())


def decoded(table: Table, name: str) -> list[str]:
    """Return the texts that were encoded."""
    try:
        texts: Any = whole(table, name).cast(pa.string())
        found: list[str] = texts.to_pylist()
    except pa.ArrowInvalid:  # what is no text
        return [text.decode("utf-8", "surrogatepass") for text in values(table, name)]
    return found


def values(table: Table, name: str) -> list[Any]:
    """Return the values of a column."""
    return whole(table, name).to_pylist()


def whole(table: Table, name: str) -> pa.Array[Any]:
    """Return a column in one piece."""
    column: Any = table.column(name)
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    found: pa.Array[Any] = column
    return found


def picked(table: pa.Table, places: NDArray[np.int64]) -> pa.Table:
    """Return the rows at some places, in that order and in one piece."""
    rows: Any = pa.array(places)
    return table.take(rows).combine_chunks()


def taken(column: pa.Array[Any], places: NDArray[np.int64]) -> pa.Array[Any]:
    """Return the values at some places of a column, in that order."""
    rows: Any = pa.array(places)
    return column.take(rows)


def shape(**types: pa.DataType) -> pa.Schema:
    """Return the schema of columns given by name, in that order."""
    return pa.schema([pa.field(name, kind) for name, kind in types.items()])


def batch(schema: pa.Schema, **columns: NDArray[Any] | pa.Array[Any]) -> pa.RecordBatch:
    """Return a batch of columns given by name, as arrays of numbers or of Arrow."""
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, schema.field(name).type)
        for name, column in ((name, columns[name]) for name in schema.names)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
