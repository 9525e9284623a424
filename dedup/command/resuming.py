"""What a long run has done so far is kept beside its result, until the result is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.command.output import cannot_write, say
from dedup.errors import ArticleError, ReadError

if TYPE_CHECKING:
    from dedup.settings import Settings
    from dedup.work import Work


@contextmanager
def resumable(path: Path, settings: Settings, output: Path | None) -> Iterator[Work | None]:
    """Give a work that lies beside the result; if the same run was cut off before, it goes on there.

    None where there is no place for it: without a result in a file, or where the result lies among what is
    read. It is thrown away when all is done, and where going on would not help.
    """
    if output is None or path.resolve() in output.resolve().parents:
        yield None
        return
    with _work(path, output) as work:
        if work.begin(settings.clustering_recipe()):
            say(f"going on from {work.folder}; delete it to begin again")
        try:
            yield work
        except (ArticleError, ReadError):
            work.remove()
            raise
        except BaseException:
            say(f"dedup: stopped; the same command goes on from {work.folder}")
            raise
        work.remove()


def _work(path: Path, output: Path) -> Work:
    from dedup.reading.stamp import stamp
    from dedup.work import Work

    try:
        return Work(output.with_name(f"{output.name}.work"), stamp(path))
    except OSError as error:
        raise cannot_write(output, error) from error
