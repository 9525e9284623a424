"""What every step of a clustering costs on an engine: time, rows and bytes, and what is exchanged.

Run `python -m benchmarks.scale SIZE [--engine sail] [--file ARTICLES]`. The corpus is generated unless a file
is given. Bytes exchanged are counted on the local engine only, where steps run in this process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Generic, TypeVar

import pyarrow as pa

from benchmarks.generator import Generator, given_articles
from dedup import Article, cluster_articles
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine, Data, Engine, Input, Mapper, Reducer, Told, nobody
from dedup.engine.session import session
from dedup.engine.spark import SparkEngine
from dedup.parts import begin
from dedup.pipeline.flow import judged
from dedup.pipeline.grouped import grouped
from dedup.pipeline.parting import write_parts
from dedup.pipeline.reading import read_on
from dedup.settings import Settings

MEBI = 1 << 20

Made = TypeVar("Made")


@dataclass
class Cost:
    """What a dataset cost from the one before it on; `exchanged` in bytes."""

    seconds: float = 0.0
    processor: float = 0.0
    rows: int = 0
    exchanged: int = 0


@dataclass
class Measured(Generic[Data]):
    """An engine that notes what it costs to materialise its datasets."""

    engine: Engine[Data]
    costs: dict[str, Cost] = field(default_factory=dict)
    _exchanged: int = 0
    _lock: Any = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.name = self.engine.name

    def given(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Data:
        """Return rows of the caller as a dataset."""
        return self.engine.given(batches, schema)

    def map_batches(self, data: Data, step: Mapper, schema: pa.Schema) -> Data:
        """Return what a step makes of the batches of a dataset."""
        return self.engine.map_batches(data, step, schema)

    def exchange(self, inputs: Mapping[str, Input[Data]], step: Reducer, schema: pa.Schema) -> Data:
        """Return what a step makes of partitions."""

        def counted(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
            with self._lock:
                self._exchanged += sum(table.nbytes for table in given.values())
            return step(given)

        return self.engine.exchange(inputs, counted if self.name == "local" else step, schema)

    def together(self, data: tuple[Data, ...]) -> Data:
        """Return the rows of datasets as one."""
        return self.engine.together(data)

    def materialise(self, data: Data, name: str, told: Told = nobody) -> Data:
        """Return the dataset, materialised."""
        made, cost = self._noted(lambda: self.engine.materialise(data, name, told))
        cost.rows = self.engine.count(made)
        self.costs[name] = cost
        return made

    def export(self, data: Data, folder: Path) -> int:
        """Write the dataset for others."""
        rows, cost = self._noted(lambda: self.engine.export(data, folder))
        cost.rows = rows
        self.costs[f"{folder.name} (result)"] = cost
        return int(rows)

    def _noted(self, work: Callable[[], Made]) -> tuple[Made, Cost]:
        start, processor, before = time.perf_counter(), time.process_time(), self._exchanged
        made = work()
        return made, Cost(
            time.perf_counter() - start,
            time.process_time() - processor,
            exchanged=self._exchanged - before,
        )

    def count(self, data: Data) -> int:
        """Return how many rows a materialised dataset has."""
        return self.engine.count(data)

    def rows(self, data: Data, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a materialised dataset."""
        return self.engine.rows(data, columns)


@contextmanager
def opened(name: str) -> Iterator[AnyEngine]:
    """Give an engine: `local`, `sail`, or Spark at a master."""
    if name == "local":
        with LocalEngine() as engine:
            yield engine
        return
    with (
        TemporaryDirectory() as folder,
        session(None if name == "sail" else name) as spark,
    ):
        yield SparkEngine(spark, "sail" if name == "sail" else "spark", Path(folder))


def write(size: int, file: Path) -> None:
    """Write a generated corpus as JSON Lines."""
    with file.open("w", encoding="utf-8") as out:
        for made in Generator(given_articles()).corpus(size, seed=1):
            one = made.article
            out.write(json.dumps({"text": one.text, "id": one.id, "date": one.date}) + "\n")


def measure(name: str, file: Path) -> None:
    """Print a line for every dataset, and the sum."""
    cluster_articles([Article("Es regnet in Kiel.", id="a"), Article("Es regnet in Kiel.", id="b")])
    settings, start = Settings(), time.perf_counter()
    with opened(name) as engine, TemporaryDirectory() as folder:
        measured: Measured[Any] = Measured(engine)
        result = Path(folder) / "result"
        begin(result)
        found = judged(measured, read_on(measured, file), settings)
        summary = write_parts(
            measured, found, grouped(measured, found.readings, found.verdicts), settings, result
        )
    costs = measured.costs
    print(f"| dataset | rows | s | processor s | exchanged MiB |\n|{'---|' * 5}")
    for what, cost in sorted(costs.items(), key=lambda item: -item[1].seconds):
        print(
            f"| {what} | {cost.rows:,} | {cost.seconds:.1f} | {cost.processor:.1f} | "
            f"{cost.exchanged / MEBI:,.0f} |"
        )
    exchanged = sum(cost.exchanged for cost in costs.values()) / MEBI
    print(
        f"{name}: {summary['articles']:,} articles, {sum(summary['verdicts'].values()):,} pairs, "
        f"{summary['clusters']:,} clusters, {len(costs)} datasets: {time.perf_counter() - start:.1f} s, "
        f"{sum(cost.processor for cost in costs.values()):.1f} s of this process's processor time, "
        f"{exchanged:,.0f} MiB exchanged, peak {peak():,} MiB"
    )


def peak() -> int:
    """Return the most memory this process held so far, in MiB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(size if sys.platform == "darwin" else size * 1024) // MEBI


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What every step of a clustering costs on an engine.")
    parser.add_argument("size", type=int)
    parser.add_argument("--engine", default="local", help="local, sail, or the URL of a Spark master")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.file:
        measure(options.engine, options.file)
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "corpus.jsonl"
        write(options.size, file)
        measure(options.engine, file)


if __name__ == "__main__":
    main()
