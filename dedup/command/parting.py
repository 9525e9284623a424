"""`dedup cluster --format parquet`: a result of any size, written as tables into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedup.command.output import say
from dedup.command.progress import ProgressBar
from dedup.errors import DedupError

if TYPE_CHECKING:
    from dedup.engine.port import AnyEngine
    from dedup.settings import Settings


def write_tables(
    path: Path, settings: Settings, engine: str, master: str | None, scratch: Path | None, output: Path
) -> Mapping[str, Any]:
    """Cluster the articles at a path, have the workers write the result, and return its summary."""
    from dedup.parts import begin
    from dedup.pipeline.flow import judged
    from dedup.pipeline.grouped import grouped
    from dedup.pipeline.parting import write_parts
    from dedup.pipeline.reading import read_on

    _refuse_within(path, output)
    begin(output)
    with _engine(engine, master, scratch, path, settings) as runner, ProgressBar("cluster") as progress:
        progress("read", 0, None)
        found = judged(runner, read_on(runner, path), settings, progress)
        progress("group", 0, None)
        groups = grouped(runner, found.readings, found.verdicts)
        progress("write", 0, None)
        summary = write_parts(runner, found, groups, settings, output)
    say(f"wrote {output}")
    return summary


def _refuse_within(path: Path, output: Path) -> None:
    """Raise DedupError if a later run would take the result for articles, or the result their place."""
    read, written = path.resolve(), output.resolve()
    if read == written or read in written.parents or written in read.parents:
        raise DedupError(f"{output} and what is read lie within each other; choose another folder with -o")


@contextmanager
def _engine(
    engine: str, master: str | None, scratch: Path | None, path: Path, settings: Settings
) -> Iterator[AnyEngine]:
    if engine == "local":
        from dedup.engine.local import LocalEngine

        with LocalEngine() as local:
            yield local
    else:
        from dedup.command.spreading import spark_engine

        with spark_engine(master, scratch, path, settings) as spark:
            yield spark
