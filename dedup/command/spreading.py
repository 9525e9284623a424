"""`dedup cluster --engine spark`: the same clustering on Spark, or on Sail in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.command.progress import ProgressBar

if TYPE_CHECKING:
    from dedup.cluster import Clustering
    from dedup.engine.spark import SparkEngine
    from dedup.settings import Settings


@contextmanager
def spread(
    path: Path, settings: Settings, texts: bool, master: str | None, scratch: Path | None
) -> Iterator[Clustering]:
    """Give the clustering of the articles at a path; what was done on the way is kept until it is shown."""
    from dedup.pipeline.reading import read_on
    from dedup.pipeline.run import cluster_read

    with spark_engine(master, scratch, path, settings) as engine:
        with ProgressBar("cluster") as progress:
            progress("read", 0, None)
            found = cluster_read(engine, read_on(engine, path), settings, progress, texts)
        yield found


@contextmanager
def spark_engine(
    master: str | None, scratch: Path | None, path: Path, settings: Settings
) -> Iterator[SparkEngine]:
    """Give the engine for the articles at a path; what it has done stays if something goes wrong."""
    from dedup.engine.session import session
    from dedup.engine.spark import SparkEngine
    from dedup.pipeline.scratch import scratch_of

    with scratch_of(scratch, path, settings) as folder, session(master) as spark:
        yield SparkEngine(spark, "sail" if master is None else "spark", folder)
