"""`dedup versions A B C ...`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.command.given import standard_input
from dedup.command.output import print_to, spare, write
from dedup.command.progress import ProgressBar
from dedup.errors import ReadError

if TYPE_CHECKING:
    from dedup.history import History


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="A B [C ...]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "terminal", "html", "markdown", "text"]),
    default="terminal",
    show_default=True,
    help="How to show the history.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def versions(articles: tuple[str, ...], form: str, output: Path | None) -> None:
    """Show the history of a story: what became of every sentence and fact over its versions, oldest first.

    The versions are files (.txt, .md, .html, .json); one of them can be -, standard input. Exit code: 0, or
    2 for trouble.
    """
    from dedup.compiled import fast_start
    from dedup.reading import read_article
    from dedup.versions import compare_versions

    spare(articles, output)
    if articles.count("-") > 1:
        raise ReadError("only one of the versions can be standard input (-); give files for the others")
    given = [read_article(name, standard_input()) for name in articles]
    with ProgressBar("compare"), fast_start(sum(len(article.text) for article in given)):
        result = compare_versions(given)
    _show(result, form, output)


def _show(result: History, form: str, output: Path | None) -> None:
    if form == "json":
        from dedup.render.history_schema import history_to_dict
        from dedup.render.schema import to_json

        write(to_json(history_to_dict(result)), output)
    elif form == "html":
        from dedup.render.webpage import history_page

        write(history_page(result), output)
    elif form == "markdown":
        from dedup.render.markdown_history import history_markdown

        write(history_markdown(result), output)
    elif form == "text":
        from dedup.render.unified_history import history_text

        write(history_text(result), output)
    else:
        from dedup.render.terminal_history import print_history

        print_to(output, lambda console: print_history(result, console))
