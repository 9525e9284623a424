"""Articles go out of an archive: at once out of every answer, and with `compact_archive` off the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from dedup.archive import arrivals, standing
from dedup.archive.manifest import Part, read_manifest, with_part, writing
from dedup.archive.open import Open, entries_of
from dedup.archive.places import tidy
from dedup.archive.rows import DELETED, ENTRIES, ID, KEYED, POSTED, id_keys, keyed
from dedup.archive.settling import settled, speaking
from dedup.engine.columns import batch, decoded, encoded, numbers, shape
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine, Data, Input

BATCH_IDS = 10_000

ASKED = shape(key=pa.int64(), id=pa.binary())


@dataclass(frozen=True, slots=True)
class Removed:
    """So many articles went; `unknown` ids are of none. So many pairs were judged that count only now."""

    articles: int
    unknown: tuple[str, ...]
    judged: int


def remove_from_archive(
    archive: Path, ids: Iterable[str] = (), before: str | None = None, engine: AnyEngine | None = None
) -> Removed:
    """Remove articles from the archive in a folder: by their ids, and those of all days `before` a day.

    From now on no answer knows them, and what they held together falls apart. Their rows and texts stay on
    the disk until `compact_archive`. Whenever this is stopped, all of them are removed, or none.

    >>> from tempfile import TemporaryDirectory
    >>> from dedup.archive.adding import add_to_archive
    >>> from dedup.archive.listing import archive_clusters
    >>> from dedup.article import Article
    >>> with TemporaryDirectory() as name:
    ...     _ = add_to_archive(Path(name), [Article("Es brennt.", "x"), Article("Nein.", "y")], "2025-09-01")
    ...     remove_from_archive(Path(name), ["x", "z"]), archive_clusters(Path(name)).articles
    (Removed(articles=1, unknown=('z',), judged=0), 1)
    """
    if engine is None:
        with LocalEngine() as local:
            return remove_from_archive(archive, ids, before, local)
    read_manifest(archive)
    with writing(archive):
        state = read_manifest(archive)
        tidy(archive, state)
        return _removed(Open(engine, archive, state), sorted(set(ids)), before)


def _removed(archive: Open[Data], ids: list[str], before: str | None) -> Removed:
    engine, state = archive.engine, archive.state
    if not state.days:
        return Removed(0, tuple(ids), 0)
    part = Part(state.next, state.last_date())
    named, unknown = _named(archive, ids)
    days = tuple(day for day in state.days if before is not None and day.date < before)
    deleted = Input(archive.log("deleted", ("n",)), "n")
    every = engine.together((named, engine.map_batches(entries_of(archive, days), deletions, DELETED)))
    left = engine.exchange({"articles": Input(every, "n"), "deleted": deleted}, arrivals.remaining, DELETED)
    going = engine.materialise(left, "archive-going")
    gone = _gone(archive, "before")
    count = archive.write_log("deleted", part, going)
    after = replace(archive, state=with_part(state, part))
    found = settled(after, speaking(after, "now"), state.settings(), part)
    wordings = state.wordings - _gone(after, "after") + gone
    replace(after.state, articles=state.articles - count, wordings=wordings).commit(archive.root)
    return Removed(count, unknown, found.judged)


def _gone(archive: Open[Data], when: str) -> int:
    """Return how many wordings nobody has any more."""
    engine = archive.engine
    gone = engine.map_batches(speaking(archive, f"gone-{when}"), standing.gone, standing.STANDING)
    return engine.count(engine.materialise(gone, f"archive-gone-{when}"))


def _named(archive: Open[Data], ids: list[str]) -> tuple[Data, tuple[str, ...]]:
    """Return `DELETED` of the articles with some ids, materialised, and the ids that none has."""
    engine = archive.engine
    asked = engine.materialise(engine.given(tuple(_asked(ids)), ASKED), "archive-asked")
    keys = engine.map_batches(asked, _keys, KEYED)
    hits = engine.map_batches(archive.looked_up(keys), arrivals.named, POSTED)
    entries = archive.fetched(hits, ("n",), "articles", tuple(ENTRIES.names))
    given = {"articles": Input(entries, "n"), "deleted": Input(archive.log("deleted", ("n",)), "n")}
    left = engine.exchange(given, arrivals.remaining, ENTRIES)
    callers = engine.map_batches(left, arrivals.stored, arrivals.CALLERS)
    both = {"fresh": Input(callers, "key"), "stored": Input(asked, "key")}
    found = engine.materialise(engine.exchange(both, arrivals.repeated, arrivals.CALLERS), "archive-called")
    known = {name for rows in engine.rows(found, ("id",)) for name in decoded(rows, "id")}
    named = engine.map_batches(found, deletions, DELETED)
    return named, tuple(name for name in ids if name not in known)


def _asked(ids: list[str]) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(ids), BATCH_IDS):
        names = encoded(ids[start : start + BATCH_IDS])
        found: list[Any] = names.to_pylist()
        yield batch(ASKED, key=id_keys(found), id=names)


def _keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `KEYED` of ids."""
    for part in batches:
        key, zero = numbers(part, "key"), np.zeros(len(part), dtype=np.int64)
        yield keyed(key, zero + ID, zero, zero.astype(np.int32))


def deletions(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `DELETED` from rows with these columns."""
    for part in batches:
        yield part.select(DELETED.names)
