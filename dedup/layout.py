"""The lines of a text: which line breaks end a paragraph and which only wrap it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from dedup.span import Span, trimmed

WRAP_WIDTHS = range(40, 121)
"""Widths at which mail programs and agency terminals wrap; longer lines are whole paragraphs."""

_STOPS = frozenset(".!?…:;,")
_BULLET = re.compile(r"[ \t]*(?P<mark>[-–—*•‣▪●])[ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*(\d{1,2})[.)][ \t]+(?=\D)")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: one run of text between hard breaks."""

    span: Span
    item: bool = False


def find_blocks(text: str) -> list[Block]:
    r"""Return the blocks of a text, in order; together they cover all its non-space characters.

    >>> text = "Titel\n\nErster Satz.\n- Punkt"
    >>> [block.span.of(text) for block in find_blocks(text)]
    ['Titel', 'Erster Satz.', '- Punkt']
    """
    ends = accumulate(map(len, text.splitlines(keepends=True)), initial=0)
    lines = [_Line(start, trimmed(text, start, end)) for start, end in pairwise(ends)]
    items = _items(text, [line.body for line in lines if line.body])
    return [Block(span, item=span.start in items) for span in _joined(text, lines, items)]


class _Line(NamedTuple):
    """Where a line starts, and what stands in it."""

    start: int
    body: Span

    @property
    def indent(self) -> int:
        return self.body.start - self.start

    @property
    def width(self) -> int:
        return self.body.end - self.start if self.body else 0


def _joined(text: str, lines: list[_Line], items: frozenset[int]) -> Iterator[Span]:
    """Yield the lines, those joined that only wrap."""
    width = _wrap_width(lines)
    block: Span | None = None
    previous = _Line(0, Span(0, 0))
    for line in lines:
        if block and line.body.start not in items and _wrapped(text, previous, line, width):
            block = Span(block.start, line.body.end)
        else:
            if block:
                yield block
            block = line.body
        previous = line
    if block:
        yield block


def _items(text: str, lines: list[Span]) -> frozenset[int]:
    """Return where list items begin.

    A lone long dash is speech or a dateline, and a lone number belongs to its line: `1. FC Köln verliert`.
    """
    bullets = [
        (line.start, m.group("mark")) for line in lines if (m := _BULLET.match(text, line.start, line.end))
    ]
    if len(bullets) == 1 and bullets[0][1] in "–—":
        bullets = []
    numbers = [
        (line.start, int(m.group(1))) for line in lines if (m := _NUMBER.match(text, line.start, line.end))
    ]
    counted = {start for pair in pairwise(numbers) if pair[1][1] - pair[0][1] == 1 for start, _ in pair}
    return frozenset(start for start, _ in bullets) | counted


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width at which the text is wrapped, 0 if it is not."""
    width = max((line.width for line in lines), default=0)
    return width if width in WRAP_WIDTHS else 0


def _wrapped(text: str, previous: _Line, line: _Line, width: int) -> bool:
    """Whether the line break before `line` only wraps: its first word would not have fitted.

    A line that is indented more than the one before begins a paragraph.
    """
    if not width or not line.body or line.indent > previous.indent:
        return False
    first_word = line.body.of(text).split(maxsplit=1)[0]
    if previous.width + 1 + len(first_word) > width:
        return True
    # Also where the margin is ragged: half a line that goes on with a small letter.
    return (
        first_word[0].islower() and text[previous.body.end - 1] not in _STOPS and previous.width * 2 > width
    )
