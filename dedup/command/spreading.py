"""`dedup cluster --engine spark`: the same clustering on Spark, or on Sail in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.command.progress import ProgressBar

if TYPE_CHECKING:
    from dedup.cluster import Clustering
    from dedup.settings import Settings


@contextmanager
def spread(
    path: Path, settings: Settings, texts: bool, master: str | None, scratch: Path | None
) -> Iterator[Clustering]:
    """Give the clustering of the articles at a path; what was done on the way is kept until it is shown."""
    from dedup.engine.session import session
    from dedup.engine.spark import SparkEngine
    from dedup.pipeline.run import cluster_on
    from dedup.pipeline.scratch import scratch_of
    from dedup.reading import iter_folder

    articles = iter_folder(path)
    with scratch_of(scratch, path, settings) as folder:
        with session(master) as spark, ProgressBar("cluster") as progress:
            engine = SparkEngine(spark, "sail" if master is None else "spark", folder)
            found = cluster_on(engine, articles, settings, progress, texts)
        yield found
