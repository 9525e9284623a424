"""Half-open ranges of code points in an article's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points ``[start, end)`` of one text.

    >>> Span(6, 11).of("Hallo Paris")
    'Paris'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text under the span."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span ``[start, end)`` without white space at its ends.

    >>> trimmed("  a b ", 0, 6)
    Span(start=2, end=5)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
