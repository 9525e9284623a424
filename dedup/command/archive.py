"""`dedup archive add`, `remove`, `compact`, `clusters`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dedup.command.output import print_to, say, spare, spare_articles, write_all
from dedup.command.progress import ProgressBar

if TYPE_CHECKING:
    from dedup.engine.port import AnyEngine

Command = Callable[..., Any]


def _engines(command: Command) -> Command:
    """Give a command the options that say where it works."""
    options = (
        click.option(
            "--engine",
            type=click.Choice(["local", "spark"]),
            default="local",
            show_default=True,
            help="Where to work: on this machine, or on Spark.",
        ),
        click.option(
            "--master",
            metavar="URL",
            help="Of the engine spark: local[2], spark://HOST:PORT or sc://HOST:PORT; else Sail, in this "
            "process. All its machines must see the archive.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


_folder = click.argument("archive", metavar="ARCHIVE", type=click.Path(file_okay=False, path_type=Path))


@contextmanager
def _engine(name: str, master: str | None, archive: Path) -> Iterator[AnyEngine]:
    """Give the engine that was named; what it does on the way lies beside the archive, and goes."""
    from tempfile import TemporaryDirectory

    if name == "local":
        if master:
            raise click.UsageError("--master is of the engine spark; add --engine spark.")
        from dedup.engine.local import LocalEngine

        with LocalEngine() as local:
            yield local
        return
    from dedup.engine.session import session
    from dedup.engine.spark import SparkEngine

    archive.parent.mkdir(parents=True, exist_ok=True)
    beside = TemporaryDirectory(prefix=f".{archive.name}-", dir=archive.resolve().parent)
    with beside as scratch, session(master) as found:
        yield SparkEngine(found, "sail" if master is None else "spark", Path(scratch))


@click.group()
def archive() -> None:
    """Keep the articles of many days, and find what those of a new day share with them.

    An archive is a folder of Parquet files: texts, what they are found by, and verdicts. A new day is laid
    against it without reading the old texts, but for those that may share text with a new one.
    """


@archive.command()
@_folder
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of these articles; else today.")
@_engines
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "terminal"]),
    default="terminal",
    show_default=True,
    help="How to show what is new.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def add(
    archive: Path,
    path: Path,
    day: str | None,
    engine: str,
    master: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Add the articles at PATH to ARCHIVE, which begins with the first ones; show what is new by them.

    PATH is what `dedup cluster` takes. What is shown: the clusters that have a new article, and the pairs of
    which one is new. An article whose id the archive has is skipped. A run that is cut off leaves the archive
    as it was. Exit code: 0, or 2 for trouble.
    """
    from datetime import UTC, datetime

    from dedup.archive.adding import add_to_archive
    from dedup.reading import iter_folder

    spare((path,), output)
    spare_articles(path, output)
    day = day or datetime.now(UTC).date().isoformat()
    with _engine(engine, master, archive) as chosen, ProgressBar("add") as progress:
        news = add_to_archive(archive, iter_folder(path), day, chosen, progress=progress)
    if form == "json":
        from dedup.render.news_schema import news_to_dict
        from dedup.render.schema import to_json

        write_all([to_json(news_to_dict(news)), "\n"], output)
    else:
        from dedup.render.terminal_news import print_news

        print_to(output, lambda console: print_news(news, console))


@archive.command()
@_folder
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--from",
    "listed",
    metavar="FILE",
    type=click.File(encoding="utf-8"),
    help="Ids, one a line; - is standard input.",
)
@click.option("--before", metavar="YYYY-MM-DD", help="Remove the articles of all days before this one.")
@_engines
def remove(
    archive: Path,
    ids: tuple[str, ...],
    listed: Iterable[str] | None,
    before: str | None,
    engine: str,
    master: str | None,
) -> None:
    """Remove articles from ARCHIVE: no answer knows them any more.

    Their rows and texts lie on the disk until `dedup archive compact`. Exit code: 0, 1 if an ID is of no
    article, or 2 for trouble.
    """
    from dedup.archive.removing import remove_from_archive

    lines = (line.rstrip("\r\n") for line in listed or ())
    every = [*ids, *(line for line in lines if line)]
    if not every and before is None:
        raise click.UsageError("Give ids, --from a file of ids, or --before a day.")
    with _engine(engine, master, archive) as chosen, ProgressBar("remove"):
        found = remove_from_archive(archive, every, before, chosen)
    for name in found.unknown:
        say(f"no article has the id {name!r}")
    from dedup.render.wording import count

    click.echo(f"removed {count(found.articles, 'article')}")
    if found.unknown:
        sys.exit(1)


@archive.command()
@_folder
@_engines
def compact(archive: Path, engine: str, master: str | None) -> None:
    """Merge the files of ARCHIVE month by month, and wipe what was removed off the disk.

    No answer changes. Exit code: 0, or 2 for trouble.
    """
    from dedup.archive.compacting import compact_archive

    with _engine(engine, master, archive) as chosen, ProgressBar("compact"):
        compact_archive(archive, chosen)


@archive.command()
@_folder
@_engines
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "terminal"]),
    default="terminal",
    show_default=True,
    help="How to show the clusters.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def clusters(archive: Path, engine: str, master: str | None, form: str, output: Path | None) -> None:
    """Show all clusters of ARCHIVE, as `dedup cluster` does; it reads no texts."""
    from dedup.archive.listing import archive_clusters

    with _engine(engine, master, archive) as chosen, ProgressBar("clusters"):
        found = archive_clusters(archive, chosen)
    if form == "json":
        from dedup.render.schema import clustering_json

        write_all(chain(clustering_json(found), ["\n"]), output)
    elif form == "csv":
        from dedup.render.table import clustering_csv

        write_all([clustering_csv(found)], output)
    else:
        from dedup.render.terminal import print_clustering

        print_to(output, lambda console: print_clustering(found, console))
