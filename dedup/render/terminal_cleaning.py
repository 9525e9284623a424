"""What became of a cleaned folder, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dedup.cluster import Skipped
from dedup.omission import Cleaning
from dedup.render.blocks import print_block, print_title
from dedup.render.wording import article_name, count, percent, printable, relation_words


def print_cleaning(cleaning: Cleaning, console: Console) -> None:
    """Print what was left out, for whom and why, and what was copied unread or not at all."""
    kept = cleaning.articles - len(cleaning.left_out)
    parts = [count(cleaning.articles, "article"), f"{kept:,} kept", f"{len(cleaning.left_out):,} left out"]
    told = Text(f"  (why: {cleaning.ledger})", style="dim")
    print_block(console, Text(), Text.assemble(Text(" · ".join(parts), style="bold"), told))
    for item in cleaning.left_out:
        print_block(console, Text("- "), Text(article_name(item.article)))
        relation = f"{relation_words(item.verdict.relation)}, {percent(item.containment)} of it stands in"
        print_block(console, Text("    "), Text(f"{relation} {article_name(item.kept)}", style="dim"))
    _print_named("Not read, and copied as they are", cleaning.skipped, console)
    _print_named("Not copied", cleaning.not_copied, console)


def _print_named(title: str, items: Sequence[Skipped], console: Console) -> None:
    if items:
        print_title(title, console)
    for item in items:
        print_block(console, Text("  "), Text(f"{printable(item.path)}: {printable(item.why)}"))
