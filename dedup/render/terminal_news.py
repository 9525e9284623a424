"""What a day brought to an archive, in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dedup.news import News
from dedup.render.blocks import print_block
from dedup.render.terminal import print_cluster
from dedup.render.terminal_skipped import print_skipped
from dedup.render.wording import count


def print_news(news: News, console: Console) -> None:
    """Print every cluster that has a new article, with all its members."""
    parts = [
        count(news.articles, "new article"),
        f"{len(news.ids):,} of them in {count(len(news.clusters), 'cluster')}",
        f"{len(news.joined()):,} with earlier articles",
        count(len(news.pairs), "new related pair"),
        f"{len(news.skipped):,} skipped",
    ]
    print_block(console, Text(), Text(" · ".join(parts), style="bold"))
    for number, cluster in enumerate(news.clusters, 1):
        print_cluster(number, cluster, console)
    print_skipped("Skipped", news.skipped, console)
