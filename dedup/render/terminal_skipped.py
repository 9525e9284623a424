"""What was not read, in a terminal: by its reason, so that a folder of photos fills no screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from dedup.cluster import Skipped
from dedup.render.blocks import print_block, print_title
from dedup.render.wording import printable

MOST_NAMED = 5
"""So many files with the same reason have a line each; of more the first are named."""


def print_skipped(title: str, items: Sequence[Skipped], console: Console) -> None:
    """Print which files were skipped, and why."""
    if items:
        print_title(title, console)
    for paths, why in skipped_lines(items):
        print_block(console, Text("  "), Text(f"{printable(paths)}: {printable(why)}"))


def skipped_lines(items: Sequence[Skipped]) -> Iterator[tuple[str, str]]:
    """Yield files and their reason, in the order in which each reason came first.

    >>> photos = [Skipped(f"{n}.jpg", "a photo") for n in range(1, 1_001)]
    >>> [*skipped_lines([*photos, Skipped("a.txt", "empty")])]
    [('1.jpg, 2.jpg, 3.jpg, 4.jpg, 5.jpg and 995 more', 'a photo'), ('a.txt', 'empty')]
    """
    by_reason: dict[str, list[str]] = {}
    for item in items:
        by_reason.setdefault(item.why, []).append(item.path)
    for why, paths in by_reason.items():
        if len(paths) > MOST_NAMED:
            yield f"{', '.join(paths[:MOST_NAMED])} and {len(paths) - MOST_NAMED:,} more", why
        else:
            yield from ((path, why) for path in paths)
