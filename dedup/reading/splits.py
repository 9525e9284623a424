"""Files in parts, for many to read: all parts of a file give together what the file gives, in their order.

JSON Lines are cut anywhere, and a line belongs to the part in which it begins; tables are cut between groups
of rows. What is told by the file as a whole (its encoding, that nothing is in it, that it cannot be read) is
looked for first, and such a file stays in one piece, as do those of other formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader
from typing import BinaryIO

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.archives import is_packed
from dedup.reading.content import HEAD_BYTES, LINE_FORMATS, MAX_FILE_BYTES, TABLES, iter_lines, unreadable
from dedup.reading.encoding import has_wide_mark, refuse_binary
from dedup.reading.folder import Entry, iter_entry

SPLIT_BYTES = 16 << 20
"""About so much of a file is in a part."""

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Split:
    """One part of so many of a file that had so many bytes when it was cut; `lines` stand before the part."""

    entry: Entry
    size: int = 0
    part: int = 0
    parts: int = 1
    lines: int = 0

    def bounds(self) -> tuple[int, int]:
        """Return where the part begins and ends; the last one ends where the file does."""
        last = self.part + 1 == self.parts
        end = 1 << 62 if last else self.size * (self.part + 1) // self.parts
        return self.size * self.part // self.parts, end


@dataclass(frozen=True, slots=True)
class Look:
    """What a part tells of its file: how many `lines` begin in it, if it is `sound`, if anything is in it."""

    lines: int
    sound: bool
    filled: bool


def splits_of(entry: Entry) -> list[Split]:
    """Return the parts of a file; one that cannot be looked at, or cannot be cut, is one part."""
    if entry.why:
        return [Split(entry)]
    try:
        size = entry.path.stat().st_size
    except OSError:
        return [Split(entry)]
    suffix = entry.path.suffix.lower()
    cut = suffix in LINE_FORMATS | TABLES and not is_packed(entry.path.name)
    parts = max(1, -(-size // SPLIT_BYTES)) if cut else 1
    return [Split(entry, size, part, parts) for part in range(parts)]


def iter_split(split: Split) -> Iterator[Article | Skipped]:
    """Yield what `iter_folder` gives for this part; ids are as the file gives them."""
    if split.parts == 1:
        yield from iter_entry(split.entry)
        return
    name = split.entry.name
    try:
        with split.entry.path.open("rb") as file:
            if _is_table(split):
                from dedup.reading.tables import iter_table  # imported late: pyarrow takes a while

                yield from iter_table(file, name, split.part, split.parts)
            else:
                yield from (row for row in lines_between(file, name, *split.bounds(), split.lines) if row)
    except ReadError as error:
        yield Skipped(name, str(error).removeprefix(f"{name}: "))
    except OSError as error:
        yield Skipped(name, unreadable(error))


def look_at(split: Split) -> Look:
    """Return what one of several parts tells of its file."""
    try:
        with split.entry.path.open("rb") as file:
            return _looked(BufferedReader(file, HEAD_BYTES), split)
    except (ReadError, OSError):
        return Look(0, sound=False, filled=False)


def settled(splits: Sequence[Split], looks: Sequence[Look]) -> list[Split]:
    """Return all parts of a file with their line numbers, or the file in one piece if that tells more."""
    if not all(look.sound for look in looks) or not any(look.filled for look in looks):
        return [replace(splits[0], parts=1)]
    found, lines = [], 0
    for split, look in zip(splits, looks, strict=True):
        found.append(replace(split, lines=lines))
        lines += look.lines
    return found


def _looked(file: BufferedReader, split: Split) -> Look:
    name = split.entry.name
    if _is_table(split):
        from dedup.reading.tables import iter_table

        if not split.part:
            next(iter_table(file, name, split.part, split.parts), None)
        return Look(0, sound=True, filled=True)
    head = file.peek(HEAD_BYTES)
    refuse_binary(head, name)
    if has_wide_mark(head):
        return Look(0, sound=False, filled=False)
    start, end = split.bounds()
    filled = any(row is not None for row in lines_between(file, name, start, end))
    return Look(_lines(file, start, end), True, filled)


def lines_between(
    file: BinaryIO, name: str, start: int, end: int, before: int = 0
) -> Iterator[Article | Skipped | None]:
    r"""Yield what the lines of JSON Lines give (None: nothing) that begin in ``[start, end)``.

    >>> from io import BytesIO
    >>> file = BytesIO(b'{"text": "Eins."}\n{"text": "Zwei."}\n')
    >>> [[row.id for row in lines_between(file, "a", *part)] for part in ((0, 1), (1, 18), (18, 99))]
    [['a#1'], [], ['a#1']]
    """
    at = _line_start(file, start)
    lines = iter_lines(file, name, before)
    while at < end and (found := next(lines, None)):
        at += found[0]
        yield found[1]


def _line_start(file: BinaryIO, start: int) -> int:
    """Go to where the first line begins at `start` or behind it."""
    file.seek(max(start - 1, 0))
    data = b"" if not start else file.readline(MAX_FILE_BYTES)
    while data and not data.endswith(b"\n"):
        data = file.readline(MAX_FILE_BYTES)
    return file.tell()


def _lines(file: BinaryIO, start: int, end: int) -> int:
    """Return how many lines begin in ``[start, end)``; at the end of the file one may be counted too many."""
    at = file.seek(max(start - 1, 0))
    found = 0 if start else 1
    while data := file.read(min(_BLOCK_BYTES, end - 1 - at)):
        found += data.count(b"\n")
        at += len(data)
    return found


def _is_table(split: Split) -> bool:
    return split.entry.path.suffix.lower() in TABLES
