"""An archive is put in order: few files a month instead of many, and nothing left of what was removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from dedup.archive import standing
from dedup.archive.manifest import Manifest, Part, read_manifest, writing
from dedup.archive.open import Open
from dedup.archive.places import Numbers, day_of, homes, logs_of, opened, postings_of, rows_of, tidy
from dedup.archive.rows import BAND, DELETED, KEYED, LOG_TABLES, POSTED, TABLES, WANTED, keyed
from dedup.archive.settling import speaking
from dedup.archive.shelves import WRITTEN, PostingsWritten, write_bucket
from dedup.engine.columns import batch, numbers
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine, Data, Input

MONTH = len("2025-09")

ENDS = {
    "copies": ("n",),
    "shares": ("short", "long"),
    "verdicts": ("a", "b"),
    "readings": ("n",),
}
"""The columns of logs with articles, or (of shares) wordings, without which a row goes."""


def compact_archive(archive: Path, engine: AnyEngine | None = None) -> None:
    """Merge what the days of each month wrote in the archive in a folder, and wipe out what was removed.

    Every answer stays what it was. Whenever this is stopped, the archive is whole; what was removed is surely
    off the disk only when it is done.

    >>> from tempfile import TemporaryDirectory
    >>> from dedup.archive.adding import add_to_archive
    >>> from dedup.archive.removing import remove_from_archive
    >>> from dedup.article import Article
    >>> with TemporaryDirectory() as name:
    ...     _ = add_to_archive(Path(name), [Article("Es brennt.", "x"), Article("Nein.", "y")], "2025-09-01")
    ...     _ = remove_from_archive(Path(name), ["x"])
    ...     compact_archive(Path(name))
    ...     sorted(folder.name for folder in Path(name, "articles").iterdir())
    ['date=2025-09-01']
    """
    if engine is None:
        with LocalEngine() as local:
            return compact_archive(archive, local)
    read_manifest(archive)
    with writing(archive):
        state = read_manifest(archive)
        tidy(archive, state)
        after = _compacted(Open(engine, archive, state)).commit(archive)
        tidy(archive, after)
    return None


def _compacted(archive: Open[Data]) -> Manifest:
    engine, state = archive.engine, archive.state
    speak = speaking(archive)
    gone = engine.map_batches(speak, standing.gone, standing.STANDING)
    dead = engine.materialise(engine.map_batches(gone, wordings_gone, DELETED), "archive-dead")
    deleted = engine.materialise(archive.log("deleted"), "archive-deleted")
    for table, lost in (("articles", deleted), ("texts", deleted), ("words", dead)):
        wanted = engine.map_batches(lost, homed, WANTED)
        step = Rewritten(str(archive.root), table, state.days, state.next)
        archive.written(engine.exchange({"lost": Input(wanted, "home")}, step, WRITTEN), f"left-{table}")
    some = any(len(rows) for rows in engine.rows(deleted, ("n",)))
    number = state.next + 1
    postings: list[Part] = []
    logs: list[Part] = []
    for month, parts in _months((*state.postings, *state.logs)):
        part = Part(number, month)
        number += 1
        mine = [tuple(one for one in every if one in parts) for every in (state.postings, state.logs)]
        if not some and len(mine[0]) < 2 and len(mine[1]) < 2:
            postings += mine[0]
            logs += mine[1]
            continue
        _merge_postings(archive, mine[0], part, deleted, dead)
        for table in ENDS:
            _merge_log(archive, table, mine[1], part, dead if table == "shares" else deleted)
        postings.append(part)
        logs.append(part)
    return replace(state, next=number, postings=tuple(postings), logs=tuple(logs))


def _months(parts: tuple[Part, ...]) -> Iterator[tuple[str, frozenset[Part]]]:
    for month in sorted({part.date[:MONTH] for part in parts}):
        yield month, frozenset(part for part in parts if part.date[:MONTH] == month)


def _merge_postings(
    archive: Open[Data], parts: tuple[Part, ...], part: Part, deleted: Data, dead: Data
) -> None:
    """Write the postings of some parts as one, without those of removed articles and dead wordings."""
    engine = archive.engine
    rows = archive.files(tuple(postings_of(archive.root, parts)), POSTED)
    lost = {"deleted": Input(deleted, "n", ("n",)), "dead": Input(dead, "n", ("n",))}
    left = engine.exchange({"postings": Input(rows, "n"), **lost}, posted_left, KEYED)
    made = engine.exchange({"keys": Input(left, "prefix")}, PostingsWritten(str(archive.root), part), WRITTEN)
    archive.written(made, f"postings-{part.number}")


def _merge_log(archive: Open[Data], table: str, parts: tuple[Part, ...], part: Part, lost: Data) -> None:
    """Write the rows of a log of some parts as one, without those of what is lost."""
    engine, schema = archive.engine, LOG_TABLES[table]
    left = archive.files(tuple(logs_of(archive.root, table, parts)), schema)
    for end in ENDS[table]:
        given = {"rows": Input(left, end), "lost": Input(lost, "n", ("n",))}
        left = engine.exchange(given, Left(end), schema)
    archive.write_log(table, part, left)


def wordings_gone(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `DELETED`, the wordings as numbers, from `STANDING`."""
    for part in batches:
        wording = numbers(part, "wording")
        yield batch(DELETED, n=wording, wording=wording)


def homed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `WANTED` from `DELETED`."""
    for part in batches:
        n = numbers(part, "n")
        yield batch(WANTED, home=homes(n), n=n)


def posted_left(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `KEYED` from `POSTED`, without wordings that nobody has and ids and words of what was deleted."""
    table = given["postings"]
    n, kind = numbers(table, "n"), numbers(table, "kind", np.int32)
    lost = np.where(
        kind <= BAND, np.isin(n, numbers(given["dead"], "n")), np.isin(n, numbers(given["deleted"], "n"))
    )
    value, size = numbers(table, "value"), numbers(table, "size", np.int32)
    yield keyed(value[~lost], kind[~lost], n[~lost], size[~lost])


@dataclass(frozen=True, slots=True)
class Left:
    """Leaves out rows of what is lost."""

    end: str

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield the `rows` whose number is not among the `lost` ones."""
        lost = np.isin(numbers(given["rows"], self.end), numbers(given["lost"], "n"))
        yield from given["rows"].filter(pa.array(~lost)).to_batches()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Writes files of articles again without lost ones."""

    root: str
    table: str
    days: tuple[Part, ...]
    number: int

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `WRITTEN` from `WANTED`: those that are lost."""
        home, n = (numbers(given["lost"], name) for name in ("home", "n"))
        for which in np.unique(home).tolist():
            yield batch(WRITTEN, rows=np.array([self._rewrite(which, n[home == which])]))

    def _rewrite(self, home: int, lost: Numbers) -> int:
        number, bucket = day_of(home)
        day = next((day for day in self.days if day.number == number), None)
        if day is None:
            return 0
        file = rows_of(Path(self.root), self.table, day, bucket, self.number)
        if file is None:
            return 0
        with opened(file) as source:
            table = source.read(columns=TABLES[self.table].names)
        keep = ~np.isin(numbers(table, "n"), lost)
        if not keep.all():
            write_bucket(self.root, self.table, day, home, self.number, table.filter(pa.array(keep)))
        return int(keep.sum())
