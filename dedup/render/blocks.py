"""What every page in a terminal is made of: titles, indented blocks, marked words."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from dedup.render.display import Run

SEVERITY_STYLES = {"high": "bold red", "medium": "bold yellow", "low": "bold"}
MARK_STYLES = {"equal": "", "removed": "red strike", "added": "green underline"}
_BRACKETS = {"equal": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def print_title(title: str, console: Console) -> None:
    """Print a title after an empty line."""
    console.print()
    console.print(Text(title, style="bold"))


def print_block(console: Console, prefix: Text, body: Text) -> None:
    """Print text behind a prefix, its further lines indented as far, and no spaces at line ends."""
    lines = body.wrap(console, max(20, console.width - prefix.cell_len))
    for number, line in enumerate(lines):
        line.rstrip()
        before = prefix if number == 0 else " " * prefix.cell_len
        console.print(Text.assemble(before, line), soft_wrap=True)


def marked(runs: Iterable[Run], console: Console) -> Text:
    """Return the runs as one text, with brackets for marks where there are no colours."""
    coloured = console.color_system is not None and not console.no_color
    text, last = Text(), "equal"
    for run in runs:
        before, after = ("", "") if coloured else _BRACKETS[run.mark]
        if coloured and "equal" not in (run.mark, last):
            text.append(" ")
        text.append(f"{before}{run.text}{after}", style=MARK_STYLES[run.mark])
        last = run.mark
    return text
