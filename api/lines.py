"""A stream of bytes cut into lines, none of which is ever held beyond a length."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number from 1; without its text if it was too long."""

    number: int
    text: bytes | None


class LineCutter:
    r"""Cuts what it is fed; empty lines count but are left out.

    >>> cutter = LineCutter(5)
    >>> cutter.feed(b"one\n\ntw"), cutter.feed(b"o\n toolong"), cutter.end()
    ([Line(number=1, text=b'one')], [Line(number=3, text=b'two')], [Line(number=4, text=None)])
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._begun = bytearray()
        self._is_long = False
        self._number = 0

    def feed(self, chunk: bytes) -> list[Line]:
        """Return the lines that a chunk ends."""
        *ended, begun = chunk.split(b"\n")
        lines = [self._line(part) for part in ended]
        self._keep(begun)
        return [line for line in lines if line]

    def end(self) -> list[Line]:
        """Return the last line if it had no end."""
        line = self._line(b"")
        return [line] if line else []

    def _keep(self, part: bytes) -> None:
        if self._is_long or len(self._begun) + len(part) > self._most:
            self._is_long = True
            self._begun.clear()
        else:
            self._begun += part

    def _line(self, part: bytes) -> Line | None:
        self._keep(part)
        text, is_long = bytes(self._begun), self._is_long
        self._begun.clear()
        self._is_long = False
        self._number += 1
        if is_long:
            return Line(self._number, None)
        return Line(self._number, text) if text.strip() else None
