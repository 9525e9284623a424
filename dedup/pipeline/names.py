"""Ids that several articles have: all but the first get another one, as if all had been read in one go.

`reading.folder.Names` says which. A new id, ``a#2``, may be that of another article; so all articles are
named together whose ids begin with one that was given twice and go on like a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dedup.engine.columns import batch, numbers, shape, values, whole
from dedup.engine.port import Data, Engine, Input
from dedup.hashing import mixed_all
from dedup.pipeline.articles import READ
from dedup.reading.folder import Names

SALTS = 16
"""Very many ids may go on from one: the name of a file. They are put into so many partitions."""

REPEATED = shape(key=pa.int64(), stem=pa.binary())
"""An id that was given more than once."""

STEMS = shape(key=pa.int64(), stem=pa.binary(), id=pa.binary(), place=pa.int64())
"""An article, and an id that its own begins with."""

Numbers = NDArray[np.int64]

RENAMED = shape(place=pa.int64(), name=pa.binary())
"""The id that the article at a place gets."""

_ENDING = re.compile(rb"#[0-9]+\Z")


def named(engine: Engine[Data], read: Data) -> Data:
    """Return `READ`, in which every article has an id of its own."""
    ids = Input(read, "bucket", ("bucket", "id", "place", "why"))
    again = engine.materialise(engine.exchange({"read": ids}, repeated, REPEATED), "repeated-ids")
    if not engine.count(again):
        return read
    stems = engine.exchange({"read": ids}, stems_of, STEMS)
    every = {"stems": Input(stems, "key"), "repeated": Input(again, "key")}
    involved = engine.exchange(every, of_repeated, STEMS)
    families = engine.exchange({"stems": Input(involved, "place")}, shortest, STEMS)
    made = engine.exchange({"stems": Input(families, "key")}, renamed, RENAMED)
    both = {"read": Input(read, "place"), "renamed": Input(made, "place")}
    return engine.materialise(engine.exchange(both, with_names, READ), "read-named")


def repeated(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `REPEATED` from `id` and `why` of articles with equal hashes of ids, once for every salt."""
    table = _articles(given["read"])
    counts = table.group_by("id").aggregate([("id", "count")])
    again = counts.filter(pa.array(numbers(counts, "id_count") > 1))
    hashes = _hashes(values(again, "id"))
    for salt in range(SALTS):
        yield batch(REPEATED, key=_salted(hashes, np.full(len(hashes), salt)), stem=whole(again, "id"))


def stems_of(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `STEMS`: the id of every article, and what is left of it without ``#2`` at its end, and so on."""
    table = _articles(given["read"])
    ids, place = values(table, "id"), numbers(table, "place")
    rows = np.arange(len(ids))
    stems = ids
    while len(rows):
        keys = _salted(_hashes(stems), place[rows] % SALTS)
        own = pa.array([ids[n] for n in rows.tolist()], pa.binary())
        yield batch(STEMS, key=keys, stem=pa.array(stems, pa.binary()), id=own, place=place[rows])
        shorter = [_ENDING.sub(b"", stem) for stem in stems]
        is_shorter = [len(new) < len(old) for new, old in zip(shorter, stems, strict=True)]
        rows = rows[np.array(is_shorter, dtype=np.bool_)]
        stems = [new for new, is_new in zip(shorter, is_shorter, strict=True) if is_new]


def of_repeated(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the `STEMS` that are among `REPEATED`, by what they begin with."""
    known = set(values(given["repeated"], "stem"))
    table = given["stems"]
    table = table.filter(pa.array([stem in known for stem in values(table, "stem")], pa.bool_()))
    keys = pa.array(_hashes(values(table, "stem")))
    yield from table.set_column(0, STEMS.field("key"), keys).to_batches()


def shortest(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield of every article the shortest of its `STEMS`."""
    table = given["stems"]
    lengths = pa.array([len(stem) for stem in values(table, "stem")], pa.int64())
    table = table.append_column("length", lengths).sort_by([("place", "ascending"), ("length", "ascending")])
    places = numbers(table, "place")
    first = np.append(True, places[1:] != places[:-1])[: len(places)]
    yield from table.filter(pa.array(first)).select(STEMS.names).to_batches()


def renamed(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `RENAMED` from all `STEMS` with equal hashes."""
    rows = given["stems"].sort_by([("stem", "ascending"), ("place", "ascending")])
    columns = zip(values(rows, "stem"), values(rows, "id"), values(rows, "place"), strict=True)
    found = []
    for _, family in groupby(columns, key=lambda row: row[0]):
        names = Names()
        for _, own, place in family:
            given_name = own.decode("utf-8", "surrogatepass")
            name = names.of(given_name)
            if name != given_name:
                found.append({"place": place, "name": name.encode("utf-8", "surrogatepass")})
    yield pa.RecordBatch.from_pylist(found, schema=RENAMED)


def with_names(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `READ` with the new ids."""
    names = dict(zip(values(given["renamed"], "place"), values(given["renamed"], "name"), strict=True))
    for part in given["read"].to_batches():
        places = numbers(part, "place").tolist()
        ids = [names.get(place, own) for place, own in zip(places, values(part, "id"), strict=True)]
        part = part.set_column(0, READ.field("bucket"), pa.array(_hashes(ids)))
        yield part.set_column(1, READ.field("id"), pa.array(ids, pa.binary()))


def _articles(table: pa.Table) -> pa.Table:
    return table.filter(pc.is_null(table.column("why")))


def _hashes(ids: list[bytes]) -> Numbers:
    return np.array(list(map(crc32, ids)), dtype=np.int64)


def _salted(hashes: Numbers, salt: Numbers) -> Numbers:
    mixed = mixed_all((hashes * SALTS + salt).view(np.uint64))
    return mixed.view(np.int64)
