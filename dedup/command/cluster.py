"""`dedup cluster PATH`."""

from __future__ import annotations

import signal
import sys
from functools import partial
from itertools import chain
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.command.output import cannot_write, print_to, say, spare, spare_articles, write, write_all
from dedup.command.progress import ProgressBar
from dedup.errors import ReadError

if TYPE_CHECKING:
    from dedup.cluster import Clustering

PARTIAL = "dedup: very many articles are alike; of each, only the pairs with those most like it were judged"


def _number(_ctx: click.Context, _option: click.Parameter, value: float | None) -> float | None:
    """Refuse what passes every range: `nan`."""
    if value is not None and isnan(value):
        raise click.BadParameter("nan is not a number")
    return value


_share = partial(click.option, type=click.FloatRange(0, 1), callback=_number)


@click.command()
@click.argument("folder", metavar="PATH", required=False, type=click.Path(path_type=Path))
@click.option(
    "--rethreshold",
    "result",
    metavar="RESULT",
    type=click.Path(path_type=Path),
    help="Instead of a path: group the articles of this result (--format json -o RESULT) again, without "
    "reading them. Web pages then quote no passages.",
)
@_share("--threshold", help="Least score of a related pair, 0 to 1; else 0.5, or what the result has.")
@_share("--near", help="Least resemblance of near-duplicates, 0 to 1; else 0.5, or what the result has.")
@click.option(
    "--stories",
    is_flag=True,
    help="Also name clusters and articles that seem to be about one event in other words. Reads all twice.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "terminal", "html", "parquet"]),
    default="terminal",
    show_default=True,
    help="How to show the clusters; parquet: tables in a folder, of any size.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where to work: on this machine, or on Spark.",
)
@click.option(
    "--master",
    metavar="URL",
    help="Of the engine spark: local[2], spark://HOST:PORT or sc://HOST:PORT; else Sail, in this process.",
)
@click.option(
    "--scratch",
    type=click.Path(file_okay=False, path_type=Path),
    help="Of the engine spark: a folder that all its machines see; a run that was cut off goes on there.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file; with parquet, to this folder.",
)
def cluster(
    folder: Path | None,
    result: Path | None,
    threshold: float | None,
    near: float | None,
    stories: bool,
    form: str,
    engine: str,
    master: str | None,
    scratch: Path | None,
    output: Path | None,
) -> None:
    """Group the articles at PATH by the text they take from each other.

    PATH is a folder, a file (.txt, .md, .html, .json, .jsonl, .csv, .tsv, .parquet) or an archive of such
    files (.zip, .tar, .tar.gz and the like; .jsonl.gz). Archives in a folder are read too, and nothing is
    unpacked to disk. What cannot be read is listed as skipped and stops nothing. With `--format json -o
    FILE` every article and every judged pair, also the rejected ones, is kept beside the result
    (FILE.articles.parquet and FILE.candidates.parquet); with them `--rethreshold FILE` groups again, and
    `dedup explain` answers. Exit code: 0, or 2 if nothing was readable.
    """
    _refuse_output(folder, result, form, output)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that temporary files are cleared away
    if stories and (result is not None or form in ("csv", "parquet")):
        raise click.UsageError("--stories needs a path to read, and a format other than csv and parquet.")
    _refuse_mixed(engine, bool(master or scratch), stories or result is not None)
    if form == "parquet":
        _write_tables(folder, threshold, near, engine, master, scratch, output)
        return
    if folder is not None and engine == "spark":
        found = _on_spark(folder, threshold, near, form, master, scratch, output)
    elif folder is not None and result is None:
        found = _clustered(folder, threshold, near, stories, form, output)
    elif result is not None and folder is None:
        found = _regrouped(result, threshold, near)
        _show(found, form, output)
    else:
        raise click.UsageError("Missing argument 'PATH', or option '--rethreshold': give one of the two.")
    _tell(folder or result, bool(found.recipe["complete"]), found.articles, len(found.skipped))


def _refuse_output(folder: Path | None, result: Path | None, form: str, output: Path | None) -> None:
    """Refuse to write where that cannot be, or where something is read. Raises DedupError or UsageError."""
    if form == "parquet":
        if output is None or folder is None or result is not None:
            raise click.UsageError(
                "--format parquet needs a path to read, and a folder for the result (-o DIR)."
            )
        return
    if output is not None and output.is_dir():
        raise click.BadParameter(f"File '{output}' is a directory.", param_hint="'-o' / '--output'")
    spare((folder, *(() if form == "json" or result is None else (result,))), output)
    spare_articles(folder, output)


def _tell(source: Path | None, complete: bool, articles: int, skipped: int) -> None:
    """Say what a reader of a result must know. Raises ReadError if there is no article in it."""
    if not complete:
        say(PARTIAL)
    if not articles:
        raise ReadError(f"no article could be read in {source}; {skipped} files were skipped")


def _refuse_mixed(engine: str, names_spark: bool, needs_this_machine: bool) -> None:
    """Refuse options that are not of the engine. Raises UsageError."""
    if engine == "local" and names_spark:
        raise click.UsageError("--master and --scratch are of the engine spark; add --engine spark.")
    if engine == "spark" and needs_this_machine:
        raise click.UsageError("--stories and --rethreshold work on this machine; leave out --engine spark.")


def _clustered(
    folder: Path,
    threshold: float | None,
    near: float | None,
    stories: bool,
    form: str,
    output: Path | None,
) -> Clustering:
    from dedup.clustering import cluster_articles
    from dedup.command.resuming import resumable
    from dedup.reading import iter_folder
    from dedup.settings import Settings
    from dedup.stories import find_stories

    settings = Settings().with_bars(threshold, near)
    articles = iter_folder(folder)
    with resumable(folder, settings, output) as work:
        with ProgressBar("cluster") as progress:
            found = cluster_articles(articles, settings, progress, texts=form == "html", work=work)
            if stories:
                found = find_stories(iter_folder(folder), found, progress=progress)
        _show(found, form, output)
    return found


def _on_spark(
    folder: Path,
    threshold: float | None,
    near: float | None,
    form: str,
    master: str | None,
    scratch: Path | None,
    output: Path | None,
) -> Clustering:
    from dedup.command.spreading import spread
    from dedup.settings import Settings

    settings = Settings().with_bars(threshold, near)
    with spread(folder, settings, form == "html", master, scratch) as found:
        _show(found, form, output)
    return found


def _write_tables(
    folder: Path | None,
    threshold: float | None,
    near: float | None,
    engine: str,
    master: str | None,
    scratch: Path | None,
    output: Path | None,
) -> None:
    from dedup.command.parting import write_tables
    from dedup.settings import Settings

    assert folder is not None  # or it was refused
    assert output is not None
    settings = Settings().with_bars(threshold, near)
    summary = write_tables(folder, settings, engine, master, scratch, output)
    _tell(folder, summary["recipe"]["complete"], summary["articles"], summary["skipped"])


def _regrouped(result: Path, threshold: float | None, near: float | None) -> Clustering:
    from dedup.reading.result import read_result
    from dedup.regrouping import regroup

    with ProgressBar("group"):
        return regroup(read_result(result), threshold, near)


def _show(result: Clustering, form: str, output: Path | None) -> None:
    if form == "json":
        from dedup.render.schema import clustering_json

        write_all(chain(clustering_json(result), ["\n"]), output)
        if output is not None:
            _keep(result, output)
    elif form == "csv":
        from dedup.render.table import clustering_csv

        write(clustering_csv(result), output)
    elif form == "html":
        from dedup.render.webpage import clustering_page

        write(clustering_page(result), output)
    else:
        from dedup.render.terminal import print_clustering

        print_to(output, lambda console: print_clustering(result, console))


def _keep(result: Clustering, output: Path) -> None:
    from dedup.record import write_record

    try:
        write_record(result, output)
    except OSError as error:
        raise cannot_write(output, error) from error
