"""Archives and packed files, read entry by entry: nothing is unpacked to disk or held as a whole.

An archive is given by a stranger, so what it says of itself is not believed: the bytes that come out are
counted, and names of entries only ever become ids.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO, BinaryIO, cast

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.content import (
    HEAD_BYTES,
    TABLES,
    iter_content,
    name_refusal,
    printable,
    size_refusal,
    unknown_ending,
    unreadable,
    whole,
)

MAX_ENTRIES = 2_000_000
"""Most entries of one archive."""

MAX_UNPACKED_BYTES = 100_000_000_000
MAX_RATIO = 200
"""What an archive may unpack to, as a multiple of its own size; news texts stay below 20."""
FREE_BYTES = 100_000_000
"""What every archive may unpack to, however small it is."""


def _gzip(file: BinaryIO) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file, mode="rb"))


_PACKERS: Mapping[str, Callable[[BinaryIO], IO[bytes]]] = MappingProxyType(
    {".gz": _gzip, ".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile}
)
_SHORT = MappingProxyType({".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"})
PACKED = (".zip", ".tar", *_SHORT, *_PACKERS)
"""Endings, in small letters, of what is looked into."""

_NO_FILE = "not a regular file (a link, a device or a file with holes); pack the file itself"
_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.DOTALL)

_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError,
    IndexError, NotImplementedError, OverflowError,
)  # fmt: skip
"""What the standard library raises, besides OSError, for bytes that are not what they should be."""

_ENTRY_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""The same for one entry; what else is wrong ends the reading of the archive."""

Rows = Iterator[Article | Skipped]


class _TooMuch(Exception):  # noqa: N818  (it ends an archive and is never seen outside)
    """An archive has more entries or bytes than it may."""


@dataclass(slots=True)
class _Allowance:
    """How many bytes and entries may still come out of an archive."""

    bytes: int
    entries: int

    def spend(self, count: int) -> None:
        self.bytes -= count
        if self.bytes < 0:
            raise _TooMuch("it unpacks to more bytes than an archive of news texts of its size would")

    def enter(self, count: int = 1) -> None:
        self.entries -= count
        if self.entries < 0:
            raise _TooMuch("it has more entries than are read from one archive")


class _Counted(RawIOBase):
    """A stream whose bytes are counted as they come out."""

    def __init__(self, stream: IO[bytes], allowance: _Allowance) -> None:
        self._stream, self._allowance = stream, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._allowance.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in an archive: what the archive says of it, how to open it, and why not."""

    name: str
    size: int
    open: Callable[[], BufferedReader]
    why: str | None = None


def is_packed(name: str) -> bool:
    """Whether a file of this name is an archive or a packed file.

    >>> is_packed("news.tar.gz"), is_packed("news.jsonl.gz"), is_packed("news.jsonl")
    (True, True, False)
    """
    return _suffix(name) in PACKED


def iter_archive(path: Path, name: str, below: str) -> Rows:
    """Yield the articles of an archive or packed file and, for all else in it, why it was skipped.

    `name` is what the file is called in results; the names of its entries stand behind `below`. Whatever is
    wrong with an entry, the next one is read; behind a damaged place in a stream nothing more can be.
    """
    try:
        size = path.stat().st_size
        allowance = _Allowance(min(MAX_UNPACKED_BYTES, max(FREE_BYTES, MAX_RATIO * size)), MAX_ENTRIES)
        with path.open("rb") as file:
            empty = True
            for row in _opened(file, name, allowance, below):
                empty = False
                yield row
        if empty:
            yield Skipped(name, "no file in it; fill it or remove it")
    except _TooMuch as error:
        yield Skipped(name, f"{error}; what comes next was not read; if it is sound, unpack it into a folder")
    except ReadError as error:
        yield Skipped(name, str(error).removeprefix(f"{name}: "))
    except (*_DAMAGE, OSError) as error:
        yield Skipped(name, f"{_trouble(error)}; what comes next could not be read")


def _opened(file: BinaryIO, name: str, allowance: _Allowance, below: str) -> Rows:
    plain, suffix = _split(name)
    if suffix == ".zip":
        return _zip(file, allowance, below)
    packer = _PACKERS.get(suffix)
    counted = _Counted(packer(file) if packer else file, allowance)
    if suffix == ".tar" or _suffix(plain) == ".tar":
        return _tar(counted, allowance, below)
    return _packed(BufferedReader(counted, HEAD_BYTES), _suffix(plain), name)


def _packed(file: BufferedReader, suffix: str, name: str) -> Rows:
    """Yield the rows of the one file that was packed."""
    why = unknown_ending(suffix)
    if why:
        raise ReadError(f"{name}: within it, {why}")
    if not file.peek(1):
        raise ReadError(f"{name}: empty file; fill it or remove it")
    return _content(file, suffix, name)


def _tar(stream: RawIOBase, allowance: _Allowance, below: str) -> Rows:
    seen: set[str] = set()
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        while found := archive.next():
            allowance.enter()
            vars(archive)["members"].clear()  # it would keep what it knows of every entry
            if not found.isdir():
                why = None if found.isreg() and not found.issparse() else _NO_FILE
                entry = _Entry(found.name, found.size, partial(_tar_entry, archive, found), why)
                yield from _read(entry, below, seen)


def _tar_entry(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> BufferedReader:
    return cast("BufferedReader", archive.extractfile(entry))  # only a folder or a link gives none


def _zip(file: BinaryIO, allowance: _Allowance, below: str) -> Rows:
    seen: set[str] = set()
    with zipfile.ZipFile(file) as archive:
        allowance.enter(len(archive.infolist()))
        for found in archive.infolist():
            if not found.is_dir():
                opened = partial(_counted_entry, archive, found, allowance)
                entry = _Entry(found.filename, found.file_size, opened, _zip_refusal(found))
                yield from _read(entry, below, seen)


def _counted_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: _Allowance) -> BufferedReader:
    return BufferedReader(_Counted(archive.open(entry), allowance), HEAD_BYTES)


def _zip_refusal(entry: zipfile.ZipInfo) -> str | None:
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return _NO_FILE
    return "encrypted; unpack it with its password" if entry.flag_bits & 1 else None


def _read(entry: _Entry, below: str, seen: set[str]) -> Rows:
    """Yield what an entry holds, or why it is not read; a hidden folder (noted in `seen`) is named once."""
    parts = [part for part in printable(entry.name).split("/") if part not in ("", ".")]
    name = below + "/".join(parts)
    hidden = next((n for n, part in enumerate(parts) if name_refusal(part)), None)
    if _LEADS_OUT.match(entry.name):
        yield Skipped(below + printable(entry.name), "a name that leads out of the archive; rename it")
    elif hidden is not None:
        name = below + "/".join(parts[: hidden + 1])
        if name not in seen:
            seen.add(name)
            yield Skipped(name, name_refusal(parts[hidden]) or "")
    else:
        why = entry.why or _entry_refusal(parts[-1] if parts else "", entry.size)
        yield from [Skipped(name, why)] if why else _unpacked(entry, _suffix(name), name)


def _entry_refusal(name: str, size: int) -> str | None:
    if is_packed(name):
        return "an archive or packed file inside an archive, which is not opened; unpack the outer one"
    return unknown_ending(_suffix(name)) or size_refusal(_suffix(name), size)


def _unpacked(entry: _Entry, suffix: str, name: str) -> Rows:
    try:
        with entry.open() as file:
            yield from _content(file, suffix, name)
    except ReadError as error:
        yield Skipped(name, str(error).removeprefix(f"{name}: "))
    except _ENTRY_DAMAGE as error:
        yield Skipped(name, _trouble(error))


def _content(file: BufferedReader, suffix: str, name: str) -> Rows:
    if suffix in TABLES:  # a table is read from its end
        return iter_content(BufferedReader(BytesIO(whole(file, name))), suffix, name)
    return iter_content(file, suffix, name)


def _trouble(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return unreadable(error)
    what = str(error).partition("\n")[0] or type(error).__name__
    return f"damaged or not what its ending says ({what}); make it again"


def _split(name: str) -> tuple[str, str]:
    """Return a file's name in small letters without its last ending, and that ending.

    >>> _split("News.TGZ")
    ('news.tar', '.gz')
    """
    lower = name.lower()
    for short, plain in _SHORT.items():
        lower = lower.removesuffix(short) + plain if lower.endswith(short) else lower
    suffix = _suffix(lower)
    return lower.removesuffix(suffix), suffix


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
