"""`dedup cluster FOLDER`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.command.output import cannot_write, print_to, say, write
from dedup.command.progress import ProgressBar
from dedup.errors import ReadError

if TYPE_CHECKING:
    from dedup.cluster import Clustering

PARTIAL = "dedup: very many articles are alike; of each, only the pairs with those most like it were judged"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "terminal", "html"]),
    default="terminal",
    show_default=True,
    help="How to show the clusters.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def cluster(folder: Path, form: str, output: Path | None) -> None:
    """Group the articles in FOLDER (.txt, .md, .html, .json, .jsonl) by the text they take from each other.

    What cannot be read is listed as skipped and stops nothing. With `--format json -o FILE` every judged
    pair, also the rejected ones, is kept beside the result (FILE.candidates.parquet). Exit code: 0, or 2
    if nothing was readable.
    """
    from dedup.clustering import cluster_articles
    from dedup.reading import iter_folder

    with ProgressBar("cluster") as progress:
        result = cluster_articles(iter_folder(folder), progress=progress)
    _show(result, form, output)
    if not result.recipe["complete"]:
        say(PARTIAL)
    if not result.articles:
        raise ReadError(f"no article could be read in {folder}; {len(result.skipped)} files were skipped")


def _show(result: Clustering, form: str, output: Path | None) -> None:
    if form == "json":
        from dedup.render.schema import clustering_to_dict, to_json

        write(to_json(clustering_to_dict(result)), output)
        if output is not None:
            _keep_candidates(result, output.with_name(output.name + ".candidates.parquet"))
    elif form == "csv":
        from dedup.render.table import clustering_csv

        write(clustering_csv(result), output)
    elif form == "html":
        from dedup.render.webpage import clustering_page

        write(clustering_page(result), output)
    else:
        from dedup.render.terminal import print_clustering

        print_to(output, lambda console: print_clustering(result, console))


def _keep_candidates(result: Clustering, path: Path) -> None:
    from dedup.render.candidates import write_candidates

    try:
        write_candidates(result, path)
    except OSError as error:
        raise cannot_write(path, error) from error
