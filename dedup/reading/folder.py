"""A folder of articles, read one file after the other; what is not read is named with its reason."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.archives import is_packed, iter_archive
from dedup.reading.content import (
    HEAD_BYTES,
    SHEETS,
    TABLES,
    iter_content,
    name_refusal,
    printable,
    size_refusal,
    unknown_ending,
    unreadable,
)

_CANNOT_BE_CUT = (
    "an archive or a table, whose articles cannot be left out one by one; unpack it, or export it as .jsonl"
)

Files = Iterator[tuple[str, Iterator[Article | Skipped]]]


def iter_folder(folder: Path, called: str | None = None) -> Iterator[Article | Skipped]:
    """Yield every article below a folder and, for all else that lies there, why it was skipped.

    Files come sorted by name, folder by folder, one in memory at a time; JSON Lines are read line by line,
    sheets and tables row by row, archives entry by entry. An article's id is its own (JSON, sheets, tables)
    or its path relative to the folder with forward slashes (in an archive the archive's path comes first);
    an id that was already given becomes ``id#2``, ``id#3`` and so on, so that no article is lost. Links to
    files are followed, links to folders are not. A file in place of the folder is read if its format is
    known; of an archive in its place, ids are paths in the archive. `called` is the name, with the same
    ending, that such a file has in the results.

    Raises `ReadError`, at once, if there is no such folder or file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = Path(name, "a.txt").write_text("Die Sonne scheint.")
    ...     _ = Path(name, "b.png").write_bytes(b"...")
    ...     [type(found).__name__ for found in iter_folder(Path(name))]
    ['Article', 'Skipped']
    """
    return (row for _, rows in iter_files(folder, called=called) for row in rows)


def iter_files(folder: Path, unpack: bool = True, called: str | None = None) -> Files:
    """Yield, as `iter_folder` does, every file (its path relative to the folder) with what it gives.

    The rows of one file must be taken before those of the next. Without `unpack` archives and tables are
    skipped: they cannot be written again without some of their articles.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = Path(name, "a.txt").write_text("Die Sonne scheint.")
    ...     [(path, [row.id for row in rows]) for path, rows in iter_files(Path(name))]
    [('a.txt', ['a.txt'])]
    """
    return _with_unique_ids(
        (entry.relative, iter_entry(entry, unpack)) for entry in iter_entries(folder, called)
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """What lies in a folder: a file to be read, or (`why`) something that is not opened, and the reason.

    `name` is what results call it, `below` stands before the names of what is in an archive.
    """

    relative: str
    path: Path
    name: str
    below: str
    why: str | None = None


def iter_entries(folder: Path, called: str | None = None) -> Iterator[Entry]:
    """Yield what `iter_folder` reads, file by file in its order; nothing is opened.

    Raises `ReadError`, at once, if there is no such folder or file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = Path(name, "a.txt").write_text("Die Sonne scheint.")
    ...     [entry.name for entry in iter_entries(Path(name))]
    ['a.txt']
    """
    try:
        is_folder, exists = folder.is_dir(), folder.exists()
    except (OSError, ValueError) as error:
        raise ReadError(f"{folder}: cannot be read ({error}); check the path and its permissions") from None
    if is_folder:
        return _below(folder)
    if not exists:
        raise ReadError(f"{folder}: there is no such folder; check the path")
    why = ending_refusal(folder.name)
    if why:
        raise ReadError(f"{folder}: not a folder, and {why}")
    return iter([Entry(folder.name, folder, printable(called or folder.name), "")])


def ending_refusal(name: str) -> str | None:
    """Return why a file of this name is not read, None if it is.

    >>> ending_refusal("news.tar.gz"), (ending_refusal("photo.png") or "")[:31]
    (None, 'the ending .png is not known; a')
    """
    return None if is_packed(name) else unknown_ending(Path(name).suffix.lower())


class Names:
    """Gives every article a name of its own, in the order in which they come.

    >>> names = Names()
    >>> [names.of(name) for name in ("a", "a", "a#2", "a")]
    ['a', 'a#2', 'a#2#2', 'a#3']
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._repeats: dict[str, int] = {}

    def of(self, given: str) -> str:
        """Return the name of the next article, whose id is given."""
        name = given
        while name in self._seen:
            self._repeats[given] = self._repeats.get(given, 1) + 1
            name = f"{given}#{self._repeats[given]}"
        self._seen.add(name)
        return name


def _with_unique_ids(files: Files) -> Files:
    names = Names()
    for path, rows in files:
        yield path, (_unique(row, names) for row in rows)


def _unique(row: Article | Skipped, names: Names) -> Article | Skipped:
    if isinstance(row, Skipped):
        return row
    name = names.of(row.id)
    return row if name == row.id else replace(row, id=name)


def _below(folder: Path) -> Iterator[Entry]:
    # A stack, since folders may lie deeper in each other than functions may call each other.
    waiting = [""]
    while waiting:
        relative = waiting.pop()
        path, name = folder / relative, printable(relative)
        try:
            why = _refusal(path) if relative else None
            if not why and path.is_dir():
                children = sorted((child.name for child in path.iterdir()), reverse=True)
                waiting += (f"{relative}/{child}" if relative else child for child in children)
                continue
        except OSError as error:
            name, why = name or ".", unreadable(error)
        yield Entry(relative, path, name, f"{name}/", why)


def _refusal(path: Path) -> str | None:
    """Return why a path is neither a folder to look into nor a file to open."""
    why = name_refusal(path.name)
    if why or not path.is_symlink():
        return why
    if path.is_dir():
        return "a link to a folder, which is not followed; move that folder here or read it on its own"
    return None if path.exists() else "a link that leads nowhere or to itself; repair or remove it"


def _file_refusal(path: Path, unpack: bool) -> str | None:
    """Return why a file is not opened: its kind, ending or size."""
    status, suffix = path.stat(), path.suffix.lower()
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file (a pipe, socket or device); remove it"
    if not unpack and (is_packed(path.name) or suffix in TABLES | SHEETS):
        return _CANNOT_BE_CUT
    return ending_refusal(path.name) or size_refusal(suffix, status.st_size)


def iter_entry(entry: Entry, unpack: bool = True) -> Iterator[Article | Skipped]:
    """Yield what a file holds, or why it does not; ids are as the file gives them."""
    path, name = entry.path, entry.name
    try:
        why = entry.why or _file_refusal(path, unpack)
        if why:
            yield Skipped(name, why)
        elif is_packed(name):
            yield from iter_archive(path, name, entry.below)
        else:
            with path.open("rb") as file:
                yield from iter_content(BufferedReader(file, HEAD_BYTES), path.suffix.lower(), name)
    except ReadError as error:
        yield Skipped(name, str(error).removeprefix(f"{name}: "))
    except OSError as error:
        yield Skipped(name, unreadable(error))
