"""`dedup clean FOLDER -o OUT`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.command.cluster import PARTIAL
from dedup.command.output import print_to, say, write
from dedup.command.progress import ProgressBar

if TYPE_CHECKING:
    from dedup.omission import Keep


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path),
    help="The new folder: it must not exist or be empty, and must not lie in FOLDER.",
)
@click.option(
    "--keep",
    type=click.Choice(["origin", "newest", "oldest", "longest"]),
    default="origin",
    show_default=True,
    help="Which one of several copies to keep.",
)
@click.option("--derived", is_flag=True, help="Leave out articles that only took a part of the kept one too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "terminal"]),
    default="terminal",
    show_default=True,
    help="How to show what was left out.",
)
def clean(folder: Path, output: Path, keep: Keep, derived: bool, form: str) -> None:
    """Write FOLDER to OUT without its copies, and a ledger of what was left out, for whom and why.

    An article is left out if it is identical to one that is kept, or a near-duplicate of it. Lines of .jsonl
    files and items of .json lists are left out one by one; all else is copied byte for byte, also
    archives and tables, and what cannot be read as an article. FOLDER is never touched, and OUT appears
    only when it is complete. Exit code: 0, or 2 for trouble.
    """
    from dedup.cleaning import clean_folder

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what is half made is cleared away
    with ProgressBar("clean") as progress:
        found = clean_folder(folder, output, keep, derived, progress=progress)
    if form == "json":
        from dedup.render.cleaning_schema import cleaning_to_dict
        from dedup.render.schema import to_json

        write(to_json(cleaning_to_dict(found)), None)
    else:
        from dedup.render.terminal_cleaning import print_cleaning

        print_to(None, lambda console: print_cleaning(found, console))
    say(f"wrote {output}")
    if not found.recipe["complete"]:
        say(PARTIAL)
