"""What became of a cleaned folder, in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dedup.omission import Cleaning
from dedup.render.blocks import print_block
from dedup.render.terminal_skipped import print_skipped
from dedup.render.wording import article_name, count, percent, relation_words


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
    print_skipped("Not read, and copied as they are", cleaning.skipped, console)
    print_skipped("Not copied", cleaning.not_copied, console)
