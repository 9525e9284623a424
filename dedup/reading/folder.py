"""A folder of articles, read one file after the other; what is not read is named with its reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.encoding import decode, decode_html, has_wide_mark, refuse_binary
from dedup.reading.formats import READERS, read_json_line

MAX_FILE_BYTES = 20_000_000
"""Largest file, in bytes, that is read as a whole; of JSON Lines it bounds the line, not the file."""

LINE_FORMATS = frozenset({".jsonl", ".ndjson"})
_PAGE_FORMATS = frozenset({".html", ".htm"})
_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_ENDINGS = ", ".join(READERS)


def iter_folder(folder: Path) -> Iterator[Article | Skipped]:
    """Yield every article below a folder and, for all else that lies there, why it was skipped.

    Files come sorted by name, folder by folder, one in memory at a time; JSON Lines are read line by line.
    An article's id is its own (JSON) or its path relative to the folder with forward slashes; an id that
    was already given becomes ``id#2``, ``id#3`` and so on, so that no article is lost. Links to files are
    followed, links to folders are not. A file in place of the folder is read if its format is known.

    Raises `ReadError`, at once, if there is no such folder or file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = Path(name, "a.txt").write_text("Die Sonne scheint.")
    ...     _ = Path(name, "b.png").write_bytes(b"...")
    ...     [type(found).__name__ for found in iter_folder(Path(name))]
    ['Article', 'Skipped']
    """
    return (row for _, rows in iter_files(folder) for row in rows)


def iter_files(folder: Path) -> Iterator[tuple[str, Iterator[Article | Skipped]]]:
    """Yield, as `iter_folder` does, every file (its path relative to the folder) with what it gives.

    The rows of one file must be taken before those of the next.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = Path(name, "a.txt").write_text("Die Sonne scheint.")
    ...     [(path, [row.id for row in rows]) for path, rows in iter_files(Path(name))]
    [('a.txt', ['a.txt'])]
    """
    try:
        is_folder, exists = folder.is_dir(), folder.exists()
    except (OSError, ValueError) as error:
        raise ReadError(f"{folder}: cannot be read ({error}); check the path and its permissions") from None
    if is_folder:
        return _with_unique_ids(_below(folder))
    if not exists:
        raise ReadError(f"{folder}: there is no such folder; check the path")
    if folder.suffix.lower() not in READERS:
        raise ReadError(f"{folder}: not a folder, nor a file of a known kind ({_ENDINGS})")
    return _with_unique_ids(iter([(folder.name, _file(folder, printable(folder.name)))]))


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


def iter_lines(file: BinaryIO, name: str) -> Iterator[tuple[int, Article | Skipped | None]]:
    r"""Yield the size in bytes of every line of JSON Lines, and its article, why it is none, or None (blank).

    >>> from io import BytesIO
    >>> [size for size, _ in iter_lines(BytesIO(b'{"text": "Eins."}\n\n'), "a.jsonl")]
    [18, 1]
    """
    number = 0
    while data := file.readline(MAX_FILE_BYTES + 1):
        number += 1
        size = len(data)
        while size > MAX_FILE_BYTES and data and not data.endswith(b"\n"):
            data = file.readline(MAX_FILE_BYTES)
            size += len(data)
        yield size, _line(data, size, number, name)


def _with_unique_ids(
    files: Iterator[tuple[str, Iterator[Article | Skipped]]],
) -> Iterator[tuple[str, Iterator[Article | Skipped]]]:
    seen: set[str] = set()
    repeats: dict[str, int] = {}
    for path, rows in files:
        yield path, (_unique(row, seen, repeats) for row in rows)


def _unique(row: Article | Skipped, seen: set[str], repeats: dict[str, int]) -> Article | Skipped:
    if isinstance(row, Article):
        row = _renamed(row, seen, repeats)
        seen.add(row.id)
    return row


def _renamed(article: Article, seen: set[str], repeats: dict[str, int]) -> Article:
    name = article.id
    while name in seen:
        repeats[article.id] = repeats.get(article.id, 1) + 1
        name = f"{article.id}#{repeats[article.id]}"
    return article if name == article.id else replace(article, id=name)


def _below(folder: Path) -> Iterator[tuple[str, Iterator[Article | Skipped]]]:
    # A stack, since folders may lie deeper in each other than functions may call each other.
    waiting = [""]
    while waiting:
        relative = waiting.pop()
        path = folder / relative
        name = printable(relative)
        try:
            why = _refusal(path) if relative else None
            if why:
                yield relative, iter([Skipped(name, why)])
            elif path.is_dir():
                children = sorted((child.name for child in path.iterdir()), reverse=True)
                waiting += (f"{relative}/{child}" if relative else child for child in children)
            else:
                yield relative, _file(path, name)
        except OSError as error:
            yield relative, iter([Skipped(name or ".", _unreadable(error))])


def _refusal(path: Path) -> str | None:
    """Return why a path is neither a folder to look into nor a file to open."""
    if path.name.startswith((".", "~$")) or path.name.lower() in _JUNK:
        return "hidden or made by the system; rename it if it holds articles"
    if not path.is_symlink():
        return None
    if path.is_dir():
        return "a link to a folder, which is not followed; move that folder here or read it on its own"
    return None if path.exists() else "a link that leads nowhere or to itself; repair or remove it"


def _file_refusal(path: Path) -> str | None:
    """Return why a file is not opened: its ending, kind or size."""
    suffix, status = path.suffix.lower(), path.stat()
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file (a pipe, socket or device); remove it"
    if suffix not in READERS:
        kind = f"the ending {printable(suffix)} is not known" if suffix else "a name without an ending"
        return f"{kind}; articles are read from {_ENDINGS}"
    if not status.st_size:
        return "empty file; fill it or remove it"
    if status.st_size > MAX_FILE_BYTES and suffix not in LINE_FORMATS:
        return _too_large(status.st_size, "the file", "split it, or make it a .jsonl file")
    return None


def _too_large(size: int, what: str, remedy: str) -> str:
    return f"{what} has {size:,} bytes, the limit is {MAX_FILE_BYTES:,}; {remedy}"


def _file(path: Path, name: str) -> Iterator[Article | Skipped]:
    try:
        why = _file_refusal(path)
        if why:
            yield Skipped(name, why)
            return
        with path.open("rb") as file:
            yield from _content(file, path.suffix.lower(), name)
    except ReadError as error:
        yield Skipped(name, str(error).removeprefix(f"{name}: "))
    except OSError as error:
        yield Skipped(name, _unreadable(error))


def _content(file: BinaryIO, suffix: str, name: str) -> Iterator[Article | Skipped]:
    if suffix in LINE_FORMATS:
        head = file.read(65_536)
        file.seek(0)
        refuse_binary(head, name)
        if not has_wide_mark(head):
            yield from _lines(file, name)
            return
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise ReadError(
            f"{name}: more than {MAX_FILE_BYTES:,} bytes, the limit for such a file; save it as UTF-8"
        )
    yield from READERS[suffix](decoder(suffix)(data, name), name)


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


def _unreadable(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error}); check its permissions"
