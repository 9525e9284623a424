"""The sentences of both texts side by side in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from dedup.render.blocks import marked
from dedup.render.display import Part, Row

SEPARATOR = " │ "
LEAST_WIDTH = 24
"""Narrowest column that can be read; a narrower terminal gets both texts woven into one."""


def fits_columns(gutter: int, console: Console) -> bool:
    """Return whether two columns have room beside the sentence numbers."""
    return _width(gutter, console) >= LEAST_WIDTH


def print_columns(row: Row, gutter: Text, console: Console) -> None:
    """Print a row: a's sentences on the left with what was removed, b's on the right with what was added."""
    width = _width(len(gutter), console)
    left, right = (_lines(parts, width, row.heading, console) for parts in (row.a, row.b))
    for number, (old, new) in enumerate(zip_longest(left, right, fillvalue=Text())):
        before = gutter if number == 0 else Text(" " * len(gutter))
        padded = Text.assemble(old, " " * (width - old.cell_len))
        line = Text.assemble(before, padded, (SEPARATOR, "dim"), new)
        line.rstrip()
        console.print(line, soft_wrap=True)


def _width(gutter: int, console: Console) -> int:
    return (console.width - gutter - len(SEPARATOR)) // 2


def _lines(parts: Sequence[Part], width: int, heading: bool, console: Console) -> list[Text]:
    """Return the sentences of one side, each from a new line on, wrapped to a width."""
    lines: list[Text] = []
    for part in parts:
        text = marked(part.runs, console)
        text.style = "bold" if heading else ""
        lines += text.wrap(console, width)
    for line in lines:
        line.rstrip()
    return lines
