"""`dedup check ORIGINAL REWRITE`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.command.given import standard_input
from dedup.command.output import print_to, spare, write
from dedup.command.progress import ProgressBar
from dedup.errors import ReadError

if TYPE_CHECKING:
    from dedup.check import Check


@click.command()
@click.argument("original")
@click.argument("rewrite")
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(path_type=Path),
    help="TOML file with the desk's thresholds, such as max_verbatim_share = 0.5.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "terminal", "html", "markdown"]),
    default="terminal",
    show_default=True,
    help="How to show the check.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def check(original: str, rewrite: str, policy_file: Path | None, form: str, output: Path | None) -> None:
    """Say whether REWRITE may be printed: what it took over from ORIGINAL, changed, made up and lost.

    Both are files (.txt, .md, .html, .json); - is standard input. Without a policy a rewrite fails for a
    changed fact of high severity and for an altered or invented quotation. Exit code: 0 pass, 1 fail,
    2 trouble.
    """
    from dedup.checking import check_rewrite
    from dedup.compiled import fast_start
    from dedup.policy import read_policy
    from dedup.reading import read_article

    spare((original, rewrite, policy_file), output)
    if original == rewrite == "-":
        raise ReadError("only one of ORIGINAL and REWRITE can be standard input (-)")
    policy = read_policy(policy_file) if policy_file else None
    a, b = (read_article(name, standard_input()) for name in (original, rewrite))
    with ProgressBar("check"), fast_start(len(a.text) + len(b.text)):
        result = check_rewrite(a, b, policy)
    _show(result, form, output)
    sys.exit(0 if result.passed else 1)


def _show(result: Check, form: str, output: Path | None) -> None:
    if form == "json":
        from dedup.render.check_schema import check_to_dict
        from dedup.render.schema import to_json

        write(to_json(check_to_dict(result)), output)
    elif form == "html":
        from dedup.render.webpage import check_page

        write(check_page(result), output)
    elif form == "markdown":
        from dedup.render.markdown_check import check_markdown

        write(check_markdown(result), output)
    else:
        from dedup.render.terminal_check import print_check

        print_to(output, lambda console: print_check(result, console))
