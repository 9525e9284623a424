"""`dedup diff A B`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.command.given import standard_input
from dedup.command.output import print_to, spare, write, write_bytes
from dedup.command.progress import ProgressBar
from dedup.errors import ReadError

if TYPE_CHECKING:
    from dedup.diff import Diff


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "terminal", "html", "markdown", "text", "docx"]),
    default="terminal",
    show_default=True,
    help="How to show the diff; docx is a document with tracked changes, and needs -o.",
)
@click.option(
    "--view",
    type=click.Choice(["inline", "side-by-side"]),
    default="inline",
    show_default=True,
    help="In a terminal: both texts in one, or in two columns if it is wide enough.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def diff(a: str, b: str, form: str, view: str, output: Path | None) -> None:
    """Show what the newer text B took from A, reworded, moved, added and dropped.

    A and B are files (.txt, .md, .html, .json); - is standard input. Exit code: 0 no difference,
    1 differences, 2 trouble.
    """
    from dedup.comparison import compare_articles
    from dedup.compiled import fast_start
    from dedup.reading import read_article

    spare((a, b), output)
    if form == "docx" and output is None:
        raise click.UsageError("--format docx needs -o FILE: a document is no text for a terminal.")
    if a == b == "-":
        raise ReadError("only one of A and B can be standard input (-); give a file for the other")
    old, new = read_article(a, standard_input()), read_article(b, standard_input())
    with ProgressBar("compare"), fast_start(len(old.text) + len(new.text)):
        result = compare_articles(old, new)
    _show(result, form, view, output)
    sys.exit(1 if result.changed else 0)


def _show(result: Diff, form: str, view: str, output: Path | None) -> None:
    if form == "json":
        from dedup.render.schema import diff_to_dict, to_json

        write(to_json(diff_to_dict(result)), output)
    elif form == "html":
        from dedup.render.webpage import diff_page

        write(diff_page(result), output)
    elif form == "markdown":
        from dedup.render.markdown import diff_markdown

        write(diff_markdown(result), output)
    elif form == "docx" and output is not None:
        from dedup.render.word import diff_docx

        write_bytes(diff_docx(result, datetime.now(UTC)), output)
    elif form == "text":
        from dedup.render.unified import diff_text

        write(diff_text(result).rstrip("\n"), output)
    else:
        from dedup.render.terminal import print_diff

        print_to(output, lambda console: print_diff(result, console, beside=view == "side-by-side"))
