"""The lines of a text: which line breaks end a paragraph and which only wrap it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dedup.span import Span, trimmed

WRAP_WIDTHS = range(40, 121)
"""Widths at which mail programs and agency terminals wrap; longer lines are whole paragraphs."""

_LINE = re.compile(r"[^\n]*\n?")
_LIST_MARK = re.compile(r"[ \t]*(?:[-–—*•‣▪●]|\d{1,2}[.)](?=\s+\D))[ \t]+(?=\S)")


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
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start()]
    lists = _list_lines(text, lines)
    wraps = _wrap_width(text, lines)
    spans = _joined(text, lines, lists, wraps)
    return [Block(trimmed(text, span.start, span.end), item=span.start in lists) for span in spans]


def _joined(text: str, lines: list[Span], lists: frozenset[int], width: int) -> Iterator[Span]:
    start: int | None = None
    end = 0
    for line in lines:
        body = trimmed(text, line.start, line.end)
        if not body:
            if start is not None:
                yield Span(start, end)
            start = None
            continue
        if start is not None and (line.start in lists or not _wrapped(text, end, body, width)):
            yield Span(start, end)
            start = None
        if start is None:
            start = line.start
        end = body.end
    if start is not None:
        yield Span(start, end)


def _list_lines(text: str, lines: list[Span]) -> frozenset[int]:
    """Return where list items begin; a lone long dash is speech or a dateline, not a list."""
    starts = [line.start for line in lines if _LIST_MARK.match(text, line.start, line.end)]
    dashes = [s for s in starts if text[s:].lstrip(" \t")[:1] in "–—"] if len(starts) == 1 else []
    return frozenset(starts) - frozenset(dashes)


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Return the width at which the text is wrapped, 0 if it is not."""
    width = max((len(text[line.start : line.end].rstrip()) for line in lines), default=0)
    return width if width in WRAP_WIDTHS else 0


def _wrapped(text: str, end: int, following: Span, width: int) -> bool:
    """Whether the line break before `following` only wraps: its first word would not have fitted."""
    if not width:
        return False
    line_start = text.rfind("\n", 0, end) + 1
    first_word = following.of(text).split(maxsplit=1)[0]
    return end - line_start + 1 + len(first_word) > width
