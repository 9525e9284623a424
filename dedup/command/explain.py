"""`dedup explain RESULT ID1 ID2`."""

from __future__ import annotations

from pathlib import Path

import click

from dedup.command.output import print_to, write
from dedup.command.progress import ProgressBar


@click.command()
@click.argument("result", type=click.Path(path_type=Path))
@click.argument("id1")
@click.argument("id2")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "terminal"]),
    default="terminal",
    show_default=True,
    help="How to show the answer.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def explain(result: Path, id1: str, id2: str, form: str, output: Path | None) -> None:
    """Say why two articles of a clustering are together or apart.

    RESULT is what `dedup cluster FOLDER --format json -o RESULT` wrote, ID1 and ID2 are ids in it. Exit code:
    0, or 2 for trouble.
    """
    from dedup.explaining import explain_pair
    from dedup.reading.result import read_result

    with ProgressBar("read"):
        found = explain_pair(read_result(result), id1, id2)
    if form == "json":
        from dedup.render.explanation_schema import explanation_to_dict
        from dedup.render.schema import to_json

        write(to_json(explanation_to_dict(found)), output)
    else:
        from dedup.render.terminal_explanation import print_explanation

        print_to(output, lambda console: print_explanation(found, console))
