"""What the bytes of one file, or of one entry of an archive, hold: articles, or why there are none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import BinaryIO

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.encoding import decode, decode_html, has_wide_mark, refuse_binary
from dedup.reading.formats import READERS, read_json_line
from dedup.reading.sheets import iter_sheet

MAX_FILE_BYTES = 20_000_000
"""Largest file, in bytes, that is read as a whole; of JSON Lines it bounds the line, not the file."""

LINE_FORMATS = frozenset({".jsonl", ".ndjson"})
SHEETS = frozenset({".csv", ".tsv"})
TABLES = frozenset({".parquet"})
ENDINGS = (*READERS, *TABLES)
"""What can be read, in small letters."""

HEAD_BYTES = 65_536
_STREAMED = LINE_FORMATS | SHEETS
_PAGE_FORMATS = frozenset({".html", ".htm"})
_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


def iter_content(file: BufferedReader, suffix: str, name: str) -> Iterator[Article | Skipped]:
    """Yield what a file with this ending holds; JSON Lines, sheets and tables are never in memory as a whole.

    Only a table needs a file that can be read at any place. Raises `ReadError` where nothing can be read.

    >>> from io import BytesIO
    >>> [row.id for row in iter_content(BufferedReader(BytesIO(b"Die Sonne.")), ".txt", "a.txt")]
    ['a.txt']
    """
    if suffix in TABLES:
        from dedup.reading.tables import iter_table  # imported late: pyarrow takes a while

        yield from iter_table(file, name)
        return
    if suffix in _STREAMED:
        head = file.peek(HEAD_BYTES)
        refuse_binary(head, name)
        if not has_wide_mark(head):
            yield from iter_sheet(file, name) if suffix in SHEETS else _lines(file, name)
            return
    yield from READERS[suffix](decoder(suffix)(whole(file, name), name), name)


def whole(file: BinaryIO, name: str) -> bytes:
    """Return all bytes of a file. Raises `ReadError` if they are too many."""
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise ReadError(
            f"{name}: more than {MAX_FILE_BYTES:,} bytes, the limit for such a file; split it, or make it "
            "a .jsonl file in UTF-8"
        )
    return data


def size_refusal(suffix: str, size: int) -> str | None:
    """Return why a file of this ending and size is not opened, None if it is.

    >>> size_refusal(".jsonl", 50_000_000), size_refusal(".txt", 0)
    (None, 'empty file; fill it or remove it')
    """
    if not size:
        return "empty file; fill it or remove it"
    if size > MAX_FILE_BYTES and suffix in READERS and suffix not in _STREAMED:
        return _too_large(size, "the file", "split it, or make it a .jsonl file")
    return None


def name_refusal(name: str) -> str | None:
    """Return why a file or folder of this name is not looked into, None if it is.

    >>> name_refusal("news"), name_refusal(".git")
    (None, 'hidden or made by the system; rename it if it holds articles')
    """
    if name.startswith((".", "~$")) or name.lower() in _JUNK:
        return "hidden or made by the system; rename it if it holds articles"
    return None


def decoder(suffix: str) -> Callable[[bytes, str], str]:
    """Return what turns the bytes of a file with this ending into text.

    >>> decoder(".txt") is decode
    True
    """
    return decode_html if suffix in _PAGE_FORMATS else decode


def printable(name: str) -> str:
    r"""Return a file name in which bytes that are not UTF-8 stand as ``\xfc``.

    >>> printable("M\udcfcller.txt")
    'M\\xfcller.txt'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def iter_lines(file: BinaryIO, name: str, before: int = 0) -> Iterator[tuple[int, Article | Skipped | None]]:
    r"""Yield the size in bytes of every line of JSON Lines, and its article, why it is none, or None (blank).

    There are so many lines `before` those that come.

    >>> from io import BytesIO
    >>> [size for size, _ in iter_lines(BytesIO(b'{"text": "Eins."}\n\n'), "a.jsonl")]
    [18, 1]
    """
    number = before
    while data := file.readline(MAX_FILE_BYTES + 1):
        number += 1
        size = len(data)
        while size > MAX_FILE_BYTES and data and not data.endswith(b"\n"):
            data = file.readline(MAX_FILE_BYTES)
            size += len(data)
        yield size, _line(data, size, number, name)


def _lines(file: BinaryIO, name: str) -> Iterator[Article | Skipped]:
    rows = 0
    for _, row in iter_lines(file, name):
        if row is not None:
            rows += 1
            yield row
    if not rows:
        raise ReadError(f"{name}: no article in it: no line holds anything; remove it or fill it")


def _line(data: bytes, size: int, number: int, name: str) -> Article | Skipped | None:
    if size > MAX_FILE_BYTES:
        return Skipped(name, _too_large(size, f"line {number}", "split it into its articles"))
    try:
        return read_json_line(decode(data, name), number, name)
    except ReadError as error:
        return Skipped(name, f"line {number}: {str(error).removeprefix(f'{name}: ')}")


def _too_large(size: int, what: str, remedy: str) -> str:
    return f"{what} has {size:,} bytes, the limit is {MAX_FILE_BYTES:,}; {remedy}"


def unknown_ending(suffix: str) -> str | None:
    """Return why a file with this ending (in small letters) is not read, None if it is.

    >>> unknown_ending(".txt"), unknown_ending("")[:30]
    (None, 'a name without an ending; arti')
    """
    if suffix in ENDINGS:
        return None
    kind = f"the ending {printable(suffix)} is not known" if suffix else "a name without an ending"
    return f"{kind}; articles are read from {', '.join(ENDINGS)} and archives of them"


def unreadable(error: OSError) -> str:
    """Return why a file or folder could not be read."""
    return f"cannot be read ({error.strerror or error}); check its permissions"
