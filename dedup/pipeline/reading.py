"""Reading on any engine: the files of a folder are listed, and workers read them, the large ones in parts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

import pyarrow as pa

from dedup.engine.columns import numbers, shape
from dedup.engine.port import Data, Engine, Input, Told, nobody
from dedup.errors import EngineError
from dedup.pipeline.articles import READ, rows_of
from dedup.pipeline.names import named
from dedup.reading.folder import Entry, iter_entries
from dedup.reading.splits import Look, Split, iter_split, look_at, settled, splits_of

PLACE_BITS = 32
"""A place is the number of the split, and in so many bits the number of the row in it."""

FILE_BYTES = 64 << 10
"""To open a file takes as long as to read so much."""

BATCH_SPLITS = 1_000

SPLITS = shape(
    split=pa.int64(),
    file=pa.int64(),
    path=pa.binary(),
    name=pa.string(),
    below=pa.string(),
    why=pa.string(),
    size=pa.int64(),
    part=pa.int64(),
    parts=pa.int64(),
    lines=pa.int64(),
)
"""Parts of files by number, in the order of reading, as `splits.Split` has them; `file` is the first one."""

LOOKS = shape(split=pa.int64(), file=pa.int64(), lines=pa.int64(), sound=pa.bool_(), filled=pa.bool_())
"""What a part tells of its file, as `splits.Look`."""

Placed = tuple[int, int, Split]
"""A split with its number and that of its file."""


def read_on(engine: Engine[Data], path: Path, told: Told = nobody) -> Data:
    """Return `READ` of the articles at a path, as `iter_folder` gives them; the workers read the files.

    Raises ReadError if there is nothing at the path, and EngineError if the workers do not see it.
    """
    root = path.absolute()
    entries = iter_entries(path)
    splits = engine.materialise(engine.given(_listed(entries), SPLITS), "files")
    weight, are_cut = _weight(engine, splits)
    if are_cut:
        splits = _settled(engine, splits, weight, root)
    made = engine.exchange({"splits": Input(splits, "split", weight=weight)}, Reading(root), READ)
    return named(engine, engine.materialise(made, "read", told))


def _listed(entries: Iterable[Entry]) -> Iterator[pa.RecordBatch]:
    """Yield `SPLITS` of files; where they are does not depend on where a worker is."""
    parts = (part for entry in entries for part in splits_of(entry))
    placed = ((n, n - split.part, split) for n, split in enumerate(parts))
    while rows := list(islice(placed, BATCH_SPLITS)):
        yield _rows(rows)


def _rows(splits: Iterable[Placed]) -> pa.RecordBatch:
    rows = [
        {
            "split": n,
            "file": file,
            "path": os.fsencode(split.entry.path.absolute()),
            "name": split.entry.name,
            "below": split.entry.below,
            "why": split.entry.why,
            "size": split.size,
            "part": split.part,
            "parts": split.parts,
            "lines": split.lines,
        }
        for n, file, split in splits
    ]
    return pa.RecordBatch.from_pylist(rows, schema=SPLITS)


def _placed(table: pa.Table) -> list[Placed]:
    """Return the splits in their order."""
    found = []
    for row in table.sort_by("split").to_pylist():
        path = Path(os.fsdecode(row["path"]))
        entry = Entry(path.name, path, row["name"], row["below"], row["why"])
        split = Split(entry, row["size"], row["part"], row["parts"], row["lines"])
        found.append((row["split"], row["file"], split))
    return found


def _weight(engine: Engine[Data], splits: Data) -> tuple[int, bool]:
    """Return about how many bytes are to be read, and whether some of the files are cut."""
    weight, are_cut = 0, False
    for rows in engine.rows(splits, ("size", "parts")):
        size, parts = numbers(rows, "size"), numbers(rows, "parts")
        weight += int((size // parts).sum()) + FILE_BYTES * len(rows)
        are_cut = are_cut or bool((parts > 1).any())
    return weight, are_cut


def _settled(engine: Engine[Data], splits: Data, weight: int, root: Path) -> Data:
    """Return `SPLITS` with their line numbers; files that cannot be cut are in one piece again."""
    given = Input(splits, "split", weight=weight)
    looks = engine.exchange({"splits": given}, Looking(root), LOOKS)
    every = {"splits": Input(splits, "file"), "looks": Input(looks, "file")}
    return engine.materialise(engine.exchange(every, settling, SPLITS), "splits")


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks at the parts of files for what they tell of the whole; all lie below `root`."""

    root: Path

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `LOOKS` from `SPLITS`."""
        rows = []
        for n, file, split in seen(given["splits"], self.root):
            if split.parts > 1:
                look = look_at(split)
                told = {"lines": look.lines, "sound": look.sound, "filled": look.filled}
                rows.append({"split": n, "file": file, **told})
        yield pa.RecordBatch.from_pylist(rows, schema=LOOKS)


def settling(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `SPLITS` again, of whole files, as their `LOOKS` tell."""
    looks = {
        row["split"]: Look(row["lines"], row["sound"], row["filled"]) for row in given["looks"].to_pylist()
    }
    rows: list[Placed] = []
    for file, own in groupby(_placed(given["splits"]), key=lambda placed: placed[1]):
        splits = [split for _, _, split in own]
        if len(splits) > 1:
            splits = settled(splits, [looks[file + n] for n in range(len(splits))])
        rows += [(file + n, file, split) for n, split in enumerate(splits)]
    if rows:
        yield _rows(rows)


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads parts of files; all lie below `root`."""

    root: Path

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `READ` from `SPLITS`. Raises EngineError if the files are not to be seen here."""
        for n, _, split in seen(given["splits"], self.root):
            yield from rows_of(iter_split(split), n << PLACE_BITS)


def seen(table: pa.Table, root: Path) -> list[Placed]:
    """Return the splits in their order. Raises EngineError if there are files, and nothing below `root`."""
    splits = _placed(table)
    if any(split.entry.why is None for _, _, split in splits) and not _is_there(root):
        raise EngineError(f"the workers do not see {root}; put it where all of them see it, under that name")
    return splits


def _is_there(root: Path) -> bool:
    """Tell whether something is there, and, if it is a folder, in it."""
    try:
        if not root.is_dir():
            return root.exists()
        with os.scandir(root) as found:
            return next(found, None) is not None
    except OSError:
        return False
