"""The history of a story in a terminal: its versions, its facts, and a row for every sentence."""

from __future__ import annotations

from textwrap import wrap

from rich.console import Console
from rich.text import Text

from dedup.history import History
from dedup.render.blocks import print_block, print_title
from dedup.render.history_display import (
    CELL,
    ThreadRow,
    facts_title,
    legend,
    thread_rows,
    timeline,
    version_numbers,
    version_parts,
)
from dedup.render.wording import count

_STYLES = {"+": "green", "-": "red", "=": "dim", "^": "green"}


def print_history(history: History, console: Console) -> None:
    """Print the versions, the facts that changed, then every sentence with a sign for each version."""
    _print_versions(history, console)
    _print_facts(history, console)
    _print_sentences(history, console)


def _print_versions(history: History, console: Console) -> None:
    console.print(Text(count(len(history.versions), "version"), style="bold"))
    width = len(str(len(history.versions)))
    for number in range(len(history.versions)):
        head = Text(f"{number + 1:>{width}}  ", style="bold")
        print_block(console, head, Text(" · ".join(version_parts(history, number))))


def _print_facts(history: History, console: Console) -> None:
    print_title(facts_title(history), console)
    width = max((len(fact.type) for fact in history.facts), default=0)
    for fact in history.facts:
        values = Text()
        for number, (value, versions) in enumerate(timeline(fact)):
            values.append(" → " if number else "")
            values.append(value, style="bold")
            values.append(f" ({versions})", style="dim")
        print_block(console, Text(f"{fact.type:<{width}}  "), values)


def _print_sentences(history: History, console: Console) -> None:
    print_title("Sentences", console)
    for line in _legend_lines(console.width):
        console.print(Text(line, style="dim"), soft_wrap=True)
    console.print(Text(version_numbers(history), style="dim"), soft_wrap=True)
    for row in thread_rows(history):
        _print_row(row, console)


def _legend_lines(width: int) -> list[str]:
    """Return the legend in lines that never part a sign from its word."""
    items = "  ".join(f"{sign}\N{NO-BREAK SPACE}{words}" for sign, words in legend())
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrap(items, width, break_on_hyphens=False)]


def _print_row(row: ThreadRow, console: Console) -> None:
    head = Text()
    for cell in row.cells:
        head.append(f"{cell.sign:<{CELL}}", style=_STYLES.get(cell.sign[:1], "cyan"))
    style = "bold" if row.heading else ""
    print_block(console, Text.assemble(head, " "), Text(row.text, style=style if row.here else "dim"))
