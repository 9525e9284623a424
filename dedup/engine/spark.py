"""Spark, through its DataFrame and Connect API: on many machines or one, or Sail, which needs no Java."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from dedup.engine.export import tidy
from dedup.engine.port import Input, Mapper, Reducer, Told, nobody
from dedup.engine.session import failing
from dedup.errors import EngineError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.pandas._typing import ArrowMapIterFunction as ArrowMapFunction

PARTITION_BYTES = 16 << 20
"""About so much of the largest dataset, as Parquet, is in a partition, if the session says nothing else."""

PARTITION_SETTING = "spark.dedup.partitionBytes"
"""What a session calls it: it bounds the memory of a worker."""

LEAST_PARTITIONS = 4

_DONE = "_DONE"
_INPUT, _KEY = "_input", "_key"
_TYPES = {
    pa.bool_(): "boolean",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.string(): "string",
    pa.binary(): "binary",
}


@dataclass(frozen=True, slots=True)
class SparkData:
    """A dataset: how its data frame is made, and the folder in which it lies if it was materialised."""

    frame: Callable[[], DataFrame]
    schema: pa.Schema
    folder: Path | None = None


class SparkEngine:
    """Runs steps on the workers of a Spark session; `folder` is one that all of them see.

    What was materialised in the folder is there again for the next run with it. There are as many partitions
    as the largest dataset that was read has `PARTITION_SETTING` bytes.
    """

    def __init__(self, session: SparkSession, name: str, folder: Path) -> None:
        self.name = name
        self._session = session
        self._folder = folder
        self._partition_bytes = _partition_bytes(session)
        self._partitions = LEAST_PARTITIONS
        self._given = 0

    def given(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> SparkData:
        """Return rows of the caller as a dataset."""
        self._given += 1
        folder = self._folder / f"given-{self._given}"

        def written() -> DataFrame:
            folder.mkdir(parents=True, exist_ok=True)
            with pq.ParquetWriter(folder / "part-00000.parquet", schema) as out:
                for batch in batches:
                    out.write_batch(batch)
            return self._read(folder, schema).frame()

        return SparkData(written, schema)

    def map_batches(self, data: SparkData, step: Mapper, schema: pa.Schema) -> SparkData:
        """Return what a step makes of the batches of a dataset."""
        return SparkData(lambda: data.frame().mapInArrow(_arrow(step), _ddl(schema)), schema)

    def exchange(self, inputs: Mapping[str, Input[SparkData]], step: Reducer, schema: pa.Schema) -> SparkData:
        """Return what a step makes of partitions; all rows with one key, of all inputs, are in one."""
        shapes = {name: given.shape() for name, given in inputs.items()}

        def exchanged() -> DataFrame:
            frames = [_tagged(name, n, given) for n, (name, given) in enumerate(inputs.items())]
            every = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), frames)
            weight = sum(given.weight for given in inputs.values())
            apart = every.repartition(max(self._partitions, -(-weight // self._partition_bytes)), _KEY)
            return apart.mapInArrow(_arrow(_Partition(shapes, step)), _ddl(schema))

        return SparkData(exchanged, schema)

    def together(self, data: tuple[SparkData, ...]) -> SparkData:
        """Return the rows of datasets with the same columns as one."""

        def every() -> DataFrame:
            return reduce(lambda one, other: one.unionByName(other), (one.frame() for one in data))

        return SparkData(every, data[0].schema)

    def materialise(self, data: SparkData, name: str, told: Told = nobody) -> SparkData:
        """Return the dataset, written as Parquet; what an earlier run wrote is taken from there.

        Raises EngineError if the engine gives up.
        """
        folder = self._folder / name
        if not (folder / _DONE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            with failing(f"the step that makes {name!r}"):
                data.frame().write.mode("overwrite").parquet(str(folder))
            folder.mkdir(exist_ok=True)
            (folder / _DONE).touch()
        made = self._read(folder, data.schema)
        told(self.count(made))
        return made

    def count(self, data: SparkData) -> int:
        """Return how many rows a materialised dataset has."""
        files = data.folder.glob("*.parquet") if data.folder else ()
        return sum(pq.read_metadata(path).num_rows for path in files)

    def _read(self, folder: Path, schema: pa.Schema) -> SparkData:
        size = sum(file.stat().st_size for file in folder.glob("*.parquet"))
        self._partitions = max(self._partitions, -(-size // self._partition_bytes))
        return SparkData(lambda: self._session.read.schema(_ddl(schema)).parquet(str(folder)), schema, folder)

    def export(self, data: SparkData, folder: Path) -> int:
        """Write a dataset for others into a folder, and return how many rows came there.

        Raises EngineError if the engine gives up.
        """
        with failing(f"the step that writes {folder.name!r}"):
            data.frame().write.mode("overwrite").parquet(str(folder.absolute()))
        return tidy(folder, data.schema)

    def rows(self, data: SparkData, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a materialised dataset, batch by batch."""
        if data.folder is None:
            raise RuntimeError("a dataset is read that was not materialised")
        found = ds.dataset(sorted(data.folder.glob("*.parquet")), schema=data.schema)
        yield from found.to_batches(columns=None if columns is None else list(columns))


def _partition_bytes(session: SparkSession) -> int:
    said = session.conf.get(PARTITION_SETTING, str(PARTITION_BYTES)) or ""
    if not said.isdecimal() or not int(said):
        raise EngineError(f"{PARTITION_SETTING} is {said!r}; give a number of bytes, without a unit")
    return int(said)


def _arrow(step: Mapper) -> ArrowMapFunction:
    # Spark's own types say that a step may be given a list; it is always given an iterator.
    return cast("ArrowMapFunction", step)


def _ddl(schema: pa.Schema) -> str:
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in kind)}>"
    return _TYPES[kind]


def _tagged(name: str, n: int, given: Input[SparkData]) -> DataFrame:
    columns = [f"`{column}` as `{name}_{column}`" for column in given.shape().names]
    tag, key = f"cast({n} as int) as {_INPUT}", f"`{given.key}` as {_KEY}"
    return given.data.frame().selectExpr(tag, key, *columns)


@dataclass(frozen=True)
class _Partition:
    """Gives a step the rows of one partition, apart by input."""

    shapes: Mapping[str, pa.Schema]
    step: Reducer

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found: dict[str, list[pa.RecordBatch]] = {name: [] for name in self.shapes}
        for batch in batches:
            which = batch.column(_INPUT).to_numpy()
            for n, (name, shape) in enumerate(self.shapes.items()):
                mine = batch.filter(pa.array(which == n)).select([f"{name}_{c}" for c in shape.names])
                if len(mine):
                    found[name].append(pa.RecordBatch.from_arrays(mine.columns, schema=shape))
        if any(found.values()):
            yield from self.step(
                {name: pa.Table.from_batches(found[name], shape) for name, shape in self.shapes.items()}
            )
