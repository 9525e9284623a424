"""The port: all that a clustering asks of an engine. Three operations on tables that nobody holds as a whole.

A *dataset* is a table in Arrow batches. A step is a pure function that can be pickled, and may run again: the
same rows must come out. The engine decides where steps run and into how many partitions rows are put, and no
result may depend on that: rows come in any order, and a step sorts what it needs sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import pyarrow as pa

Mapper = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""Batches of a dataset, in any cut, to batches of another."""

Reducer = Callable[[Mapping[str, pa.Table]], Iterator[pa.RecordBatch]]
"""A partition of some datasets, by their names, to batches of another: all rows with one key are in it."""


Told = Callable[[int], None]
"""Is told how many rows there are so far."""


def nobody(_rows: int) -> None:
    """Take no notice."""


class Dataset(Protocol):
    """A table somewhere."""

    @property
    def schema(self) -> pa.Schema:
        """Return the names and types of its columns."""


Data = TypeVar("Data", bound=Dataset)


@dataclass(frozen=True, slots=True)
class Input(Generic[Data]):
    """A dataset as an exchange takes it: by the numbers in its column `key`, with some `columns` or all.

    Where its rows only say what is to be read, `weight` is how many bytes that is, about.
    """

    data: Data
    key: str
    columns: tuple[str, ...] = ()
    weight: int = 0

    def shape(self, with_key: bool = False) -> pa.Schema:
        """Return the columns that are taken, and the key if it is asked for."""
        schema = self.data.schema
        names = self.columns or tuple(schema.names)
        if with_key and self.key not in names:
            names = (self.key, *names)
        return pa.schema([schema.field(name) for name in names])


class Engine(Protocol[Data]):
    """Where datasets lie and steps run.

    Columns have types that every engine knows: bool, int32, int64, float64, string and binary.
    """

    name: str

    def given(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Data:
        """Return rows of the caller as a dataset."""

    def map_batches(self, data: Data, step: Mapper, schema: pa.Schema) -> Data:
        """Return what a step makes of the batches of a dataset."""

    def exchange(self, inputs: Mapping[str, Input[Data]], step: Reducer, schema: pa.Schema) -> Data:
        """Return what a step makes of partitions; all rows with one key, of all inputs, are in one."""

    def together(self, data: tuple[Data, ...]) -> Data:
        """Return the rows of datasets with the same columns as one."""

    def materialise(self, data: Data, name: str, told: Told = nobody) -> Data:
        """Return the dataset, written as Parquet; only then it may be read more than once.

        What an earlier run wrote under this name is taken from there, and `data` is not made again. An
        engine that knows says on the way how many rows there are.
        """

    def count(self, data: Data) -> int:
        """Return how many rows a materialised dataset has."""

    def export(self, data: Data, folder: Path) -> int:
        """Write a dataset for others into a folder, as Parquet, and return how many rows came there.

        Its columns may also be lists and structs.
        """

    def rows(self, data: Data, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a materialised dataset, batch by batch, in any order."""


AnyEngine = Engine[Any]
