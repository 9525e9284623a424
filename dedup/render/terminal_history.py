"""The history of a story in a terminal: its versions, its facts, and a row for every sentence."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dedup.history import History
from dedup.render.blocks import print_block, print_title
from dedup.render.history_display import LEGEND, ThreadRow, thread_rows, timeline
from dedup.render.wording import HISTORY_SIGNS, MOVED_SIGN, count, document_name, relation_words

_STYLES = {"+": "green", "-": "red", "=": "dim", "^": "green"}
CELL = 2
"""How many places a version takes in a row: its sign, and the sign of a move."""


def print_history(history: History, console: Console) -> None:
    """Print the versions, the facts that changed, then every sentence with a sign for each version."""
    _print_versions(history, console)
    _print_facts(history, console)
    _print_sentences(history, console)


def _print_versions(history: History, console: Console) -> None:
    console.print(Text(count(len(history.versions), "version"), style="bold"))
    width = len(str(len(history.versions)))
    for number, document in enumerate(history.versions):
        known = [document_name(document), count(len(document.sentences), "sentence")]
        if number:
            relation = relation_words(history.diffs[number - 1].summary.relation)
            known.append(f"compared with the one before: {relation}")
        head = Text(f"{number + 1:>{width}}  ", style="bold")
        print_block(console, head, Text(" · ".join(known)))


def _print_facts(history: History, console: Console) -> None:
    facts = history.facts
    print_title(f"{count(len(facts), 'fact')} that changed" if facts else "No fact changed", console)
    width = max((len(fact.type) for fact in facts), default=0)
    for fact in facts:
        values = Text()
        for number, (value, versions) in enumerate(timeline(fact)):
            values.append(" → " if number else "")
            values.append(value, style="bold")
            values.append(f" ({versions})", style="dim")
        print_block(console, Text(f"{fact.type:<{width}}  "), values)


def _print_sentences(history: History, console: Console) -> None:
    print_title("Sentences", console)
    legend = "  ".join([*(f"{HISTORY_SIGNS[change]} {change}" for change in LEGEND), f"{MOVED_SIGN} moved"])
    print_block(console, Text(), Text(legend, style="dim"))
    numbers = "".join(f"{str(number)[-1]:<{CELL}}" for number in range(1, len(history.versions) + 1))
    console.print(Text(numbers.rstrip(), style="dim"), soft_wrap=True)
    for row in thread_rows(history):
        _print_row(row, console)


def _print_row(row: ThreadRow, console: Console) -> None:
    head = Text()
    for cell in row.cells:
        head.append(f"{cell.sign:<{CELL}}", style=_STYLES.get(cell.sign[:1], "cyan"))
    style = "bold" if row.heading else ""
    print_block(console, Text.assemble(head, " "), Text(row.text, style=style if row.here else "dim"))
