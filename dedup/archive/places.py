"""Where in an archive things lie: numbers of articles that stay, and names of files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dedup.archive.manifest import Manifest, Part
from dedup.hashing import mixed_all

PREFIX_BITS = 6
"""Postings lie in so many folders, as a power of two, by the first bits of a hash of their value."""

HOME_BITS = 20
"""The low bits of a number: the place of an article among those of its bucket, in the order of ids."""

DAY_BITS = 40
"""The low bits of a number that follow that of the day: bucket and place."""

ROWS = ("articles", "words", "texts")
"""Tables with a row an article, found by its number."""

LOGS = ("copies", "shares", "verdicts", "readings", "deleted")
"""Tables that are read as a whole."""

_PLACE_MASK = (1 << HOME_BITS) - 1
_NAME = re.compile(r"part-(\d+)(?:-(\d+))?(?:-(\d+))?\.parquet")

Numbers = NDArray[np.int64]


def number_of(day: int, ranked: Numbers) -> Numbers:
    """Return the numbers in the archive of articles that were numbered within their day.

    A number says the day, the bucket of the id, and the place there; it never changes.

    >>> [hex(n) for n in number_of(3, np.array([(1 << 32) | 5])).tolist()]
    ['0x30000100005']
    """
    bucket, place = ranked >> 32, ranked & ((1 << 32) - 1)
    if len(ranked) and (int(place.max()) > _PLACE_MASK or int(bucket.max()) > _PLACE_MASK):
        raise OverflowError("too many articles for one day of an archive; add them in parts")
    return (np.int64(day) << DAY_BITS) | (bucket << HOME_BITS) | place


def homes(n: Numbers) -> Numbers:
    """Return which file of a day the articles with some numbers lie in, with the number of the day."""
    return n >> HOME_BITS


def day_of(home: int) -> tuple[int, int]:
    """Return the number of the day, and that of the bucket, of a home."""
    return home >> (DAY_BITS - HOME_BITS), home & ((1 << (DAY_BITS - HOME_BITS)) - 1)


def prefixes(values: Numbers) -> Numbers:
    """Return in which folder postings with some values lie. The values themselves are not evenly spread."""
    return (mixed_all(values.view(np.uint64)) >> np.uint64(64 - PREFIX_BITS)).astype(np.int64)


def postings_file(part: Part, prefix: int) -> str:
    """Return where postings lie."""
    return f"postings/prefix={prefix:02x}/date={part.date}/part-{part.number:05}.parquet"


def rows_file(table: str, day: Part, bucket: int, written: int) -> str:
    """Return where rows of a bucket of a day lie that the operation with the number `written` wrote."""
    return f"{table}/date={day.date}/part-{day.number:05}-{bucket:05}-{written:05}.parquet"


def log_file(table: str, part: Part, n: int) -> str:
    """Return where the rows of a log lie: one of some files."""
    return f"{table}/date={part.date}/part-{part.number:05}-{n:02}.parquet"


def rows_of(root: Path, table: str, day: Part, bucket: int, before: int) -> Path | None:
    """Return the file of a bucket of a day that was written last, by an operation with a number `before`."""
    found = (root / table / f"date={day.date}").glob(f"part-{day.number:05}-{bucket:05}-*.parquet")
    return max((file for file in found if _written(file) < before), key=_written, default=None)


def buckets_of(root: Path, table: str, day: Part) -> list[int]:
    """Return the buckets of a day that have a file."""
    found = (root / table / f"date={day.date}").glob(f"part-{day.number:05}-*.parquet")
    return sorted({_numbers(file)[1] for file in found})


def postings_of(root: Path, parts: Iterable[Part]) -> Iterator[Path]:
    """Yield the files of postings."""
    for part in parts:
        yield from sorted(root.glob(f"postings/prefix=*/date={part.date}/part-{part.number:05}.parquet"))


def logs_of(root: Path, table: str, parts: Iterable[Part]) -> Iterator[Path]:
    """Yield the files of a log."""
    for part in parts:
        yield from sorted((root / table / f"date={part.date}").glob(f"part-{part.number:05}-*.parquet"))


def write_rows(file: Path, table: pa.Table, group: int, ascending: str | None = None) -> None:
    """Write a file as a whole or not at all, in groups of so many rows; a step may do it again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    waiting = file.with_name(f"{file.name}.{uuid4().hex}.tmp")
    pq.write_table(
        table,
        waiting,
        row_group_size=group,
        compression="zstd",
        use_dictionary=False,
        write_statistics=[ascending] if ascending else False,
        column_encoding={ascending: "DELTA_BINARY_PACKED"} if ascending else None,
    )
    waiting.replace(file)


def opened(file: Path) -> pq.ParquetFile:
    """Open a file of an archive: all that is read of one is read through here.

    Nothing is read ahead, as that would be texts of articles that nobody asked for.
    """
    return pq.ParquetFile(file, pre_buffer=False)


def tidy(root: Path, state: Manifest) -> None:
    """Remove what does not belong to an archive in this state: an operation that was killed left it."""
    for table in ("postings", *ROWS, *LOGS):
        for folder, _, names in os.walk(root / table, topdown=False):
            for file in (Path(folder, name) for name in names):
                if not _belongs(root, table, file, state):
                    file.unlink()
            if not any(Path(folder).iterdir()):
                Path(folder).rmdir()


def _belongs(root: Path, table: str, file: Path, state: Manifest) -> bool:
    if not _NAME.fullmatch(file.name):
        return False
    found = _numbers(file)
    if table not in ROWS:
        return found[0] in {part.number for part in (state.postings if table == "postings" else state.logs)}
    day = next((day for day in state.days if day.number == found[0]), None)
    return day is not None and rows_of(root, table, day, found[1], state.next) == file


def _numbers(file: Path) -> list[int]:
    match = _NAME.fullmatch(file.name)
    return [int(number) for number in match.groups() if number] if match else []


def _written(file: Path) -> int:
    return _numbers(file)[-1]
