"""The lines of a text: which line breaks end a paragraph and which only wrap it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from dedup.span import Span

WRAP_WIDTHS = range(40, 121)
"""Widths at which mail programs and agency terminals wrap; longer lines are whole paragraphs."""

_STOPS = frozenset(".!?…:;,")
_BULLET = re.compile(r"([-–—*•‣▪●])[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)][ \t]+(?=\D)")

_Line = tuple[int, int, int, int]
"""A line that is not blank: which one it is, where it begins, and where its text starts and ends."""


class Block(NamedTuple):
    """A paragraph, heading or list item: one run of text between hard breaks."""

    span: Span
    item: bool = False


def find_blocks(text: str) -> list[Block]:
    r"""Return the blocks of a text, in order; together they cover all its non-space characters.

    >>> text = "Titel\n\nErster Satz.\n- Punkt"
    >>> [block.span.of(text) for block in find_blocks(text)]
    ['Titel', 'Erster Satz.', '- Punkt']
    """
    lines = _lines(text)
    items = _items(text, lines)
    return [Block(span, span.start in items) for span in _joined(text, lines, items)]


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            lines.append((number, at, start, start + len(body)))
        at += len(line)
    return lines


def _items(text: str, lines: list[_Line]) -> frozenset[int]:
    """Return where list items begin.

    A lone long dash is speech or a dateline, and a lone number belongs to its line: `1. FC Köln verliert`.
    """
    marked = [(start, end) for _, _, start, end in lines if not text[start].isalpha()]
    if not marked:
        return frozenset()
    bullets = [(start, m[1]) for start, end in marked if (m := _BULLET.match(text, start, end))]
    if len(bullets) == 1 and bullets[0][1] in "–—":
        bullets = []
    numbers = [(start, int(m[1])) for start, end in marked if (m := _NUMBER.match(text, start, end))]
    counted = {start for pair in pairwise(numbers) if pair[1][1] - pair[0][1] == 1 for start, _ in pair}
    return frozenset(start for start, _ in bullets) | counted


def _joined(text: str, lines: list[_Line], items: frozenset[int]) -> list[Span]:
    """Return the lines, those joined that only wrap."""
    width = max([end - begin for _, begin, _, end in lines], default=0)
    if width not in WRAP_WIDTHS:
        return [Span(start, end) for _, _, start, end in lines]
    wraps = [line[2] not in items and _wrapped(text, before, line, width) for before, line in pairwise(lines)]
    first = [0, *(n for n, only_wraps in enumerate(wraps, 1) if not only_wraps), len(lines)]
    return [Span(lines[n][2], lines[after - 1][3]) for n, after in pairwise(first)]


def _wrapped(text: str, before: _Line, line: _Line, width: int) -> bool:
    """Whether the line break between two lines only wraps: the first word would not have fitted.

    A line behind a blank one, or indented more than the one before, begins a paragraph.
    """
    number_before, begin_before, start_before, end_before = before
    number, begin, start, end = line
    if number > number_before + 1 or start - begin > start_before - begin_before:
        return False
    width_before = end_before - begin_before
    first_word = text[start:end].split(maxsplit=1)[0]
    if width_before + 1 + len(first_word) > width:
        return True
    # Also where the margin is ragged: half a line that goes on with a small letter.
    return first_word[0].islower() and text[end_before - 1] not in _STOPS and width_before * 2 > width
