r"""Sheets of articles: CSV and TSV files with a header line, read row by row.

Quoting is that of RFC 4180: a field in quotation marks may hold delimiters, line ends and doubled quotation
marks. The delimiter is a comma, a semicolon or a tab, whichever the header is cut by.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import BinaryIO

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.encoding import decode
from dedup.reading.fields import article_from, known_columns

MAX_ROW_BYTES = 20_000_000
"""Largest row, in bytes."""

_DELIMITERS = ",;\t"
_UTF8_MARK = b"\xef\xbb\xbf"
# Quotation marks, delimiters and line ends are the same bytes in every encoding that is read line by line, so
# rows are told apart as Latin-1, where every byte is a character, and decoded when they are whole.
_BYTES = "latin-1"


def iter_sheet(file: BinaryIO, name: str) -> Iterator[Article | Skipped]:
    r"""Yield the article of every row, or why it is none; one without an id gets its line's number.

    Columns are named as the fields of an article, in small or capital letters; others are not read. Raises
    `ReadError` if there is no column "text" or no row.

    >>> sheet = b'id;text\n7;"Eins; zwei."\n8\n'
    >>> [getattr(row, "text", None) or row.why for row in iter_sheet(BytesIO(sheet), "a.csv")]
    ['Eins; zwei.', 'line 3: 1 field where the header has 2; quote what holds a delimiter or a line end']
    """
    lines = _Lines(file)
    header = lines.header(name)
    delimiter = max(_DELIMITERS, key=lambda given: (_has_text(_names(header, given)), header.count(given)))
    names = _names(header, delimiter)
    columns = {field: names.index(field) for field in known_columns(names, name)}
    rows = 0
    for row in _rows(lines, name, delimiter, len(names), columns):
        rows += 1
        yield row
    if not rows:
        raise ReadError(f"{name}: no article in it: there is no row below the header; remove it or fill it")


def read_sheet(text: str, name: str) -> list[Article | Skipped]:
    r"""Return what the rows of a sheet give whose text is at hand.

    >>> [row.id for row in read_sheet("text\tid\nEins.\t\n", "a.tsv")]
    ['a.tsv#2']
    """
    return list(iter_sheet(BytesIO(text.encode()), name))


class _Lines:
    """The lines of a file, as many as one row needs; those of a broken row can be given back but its first.

    What is given back is bounded, so that no file, however built, is read again and again.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._waiting: deque[bytes] = deque()
        self._taken: list[bytes] = []
        self._size = 0
        self._spare = MAX_ROW_BYTES
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next()
        if not line:
            raise StopIteration
        self.number += 1
        self._size += len(line)
        if self._size > MAX_ROW_BYTES:
            self._pass_over(line)
            raise ReadError(f"more than {MAX_ROW_BYTES:,} bytes in a row; split it into its articles")
        self._taken.append(line)
        return line.decode(_BYTES)

    def header(self, name: str) -> str:
        """Return the first line that holds anything."""
        for _ in self:
            if (line := self.row()).strip():
                return decode(line, name).rstrip("\n")
        raise ReadError(f"{name}: no article in it: no line holds anything; remove it or fill it")

    def row(self) -> bytes:
        """Return the lines taken since the last row, and begin a new one."""
        data = b"".join(self._taken)
        self._taken, self._size = [], 0
        return data

    def give_back(self) -> None:
        """Let the lines that a broken row swallowed be read once more."""
        swallowed = self._taken[1:]
        size = sum(map(len, swallowed))
        if size <= self._spare:
            self._spare -= size
            self._waiting.extendleft(reversed(swallowed))
            self.number -= len(swallowed)
        self.row()

    def _next(self) -> bytes:
        if not self._waiting:
            data = self._file.readline(MAX_ROW_BYTES + 1)
            if not self.number:
                data = data.removeprefix(_UTF8_MARK)
            self._waiting.extend(data.splitlines(keepends=True))  # at a lone carriage return, too
        return self._waiting.popleft() if self._waiting else b""

    def _pass_over(self, line: bytes) -> None:
        while line and not line.endswith((b"\n", b"\r")):
            line = self._file.readline(MAX_ROW_BYTES)


def _rows(
    lines: _Lines, name: str, delimiter: str, width: int, columns: dict[str, int]
) -> Iterator[Article | Skipped]:
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW_BYTES))  # it is one for all that Python reads
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.number + 1
        try:
            if not any(next(reader)):
                lines.row()  # a blank one
                continue
            yield _article(lines.row(), start, name, delimiter, width, columns)
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back()
            yield Skipped(name, f"line {start}: {_what(error)}")
        except ReadError as error:
            lines.row()
            yield Skipped(name, f"line {start}: {str(error).removeprefix(f'{name}: ')}")


def _article(
    data: bytes, line: int, name: str, delimiter: str, width: int, columns: dict[str, int]
) -> Article:
    cells = next(csv.reader(StringIO(decode(data, name)), delimiter=delimiter, strict=True))
    if len(cells) < width or any(cells[width:]):
        fields = f"{len(cells)} field{'s' if len(cells) != 1 else ''}"
        raise ReadError(f"{fields} where the header has {width}; quote what holds a delimiter or a line end")
    return article_from({field: cells[n] for field, n in columns.items()}, name, f"{name}#{line}")


def _what(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "a quotation mark is opened and never closed; close it, or double it if it stands for itself"
    return f"not valid CSV ({error}); quote the field, and double the quotation marks in it"


def _names(header: str, delimiter: str) -> list[str]:
    """Return the names of the columns; of a header that cannot be cut so, none."""
    try:
        return [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter, strict=True))]
    except csv.Error:
        return []


def _has_text(names: list[str]) -> bool:
    return "text" in names
