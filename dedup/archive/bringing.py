"""What a day brought to an archive: found in what hangs together with a new article alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.archive.arriving import Arrived
from dedup.archive.manifest import Part
from dedup.archive.open import Open
from dedup.archive.places import DAY_BITS
from dedup.archive.settling import Settled
from dedup.cluster import Cluster
from dedup.engine.columns import batch, decoded, numbers, shape
from dedup.engine.port import Data, Engine, Input
from dedup.news import News
from dedup.pipeline import telling
from dedup.pipeline.bench import JOINED, JOINS, VERDICTS, verdicts_of
from dedup.pipeline.collected import clusters_of
from dedup.pipeline.components import components
from dedup.pipeline.grouped import Grouped, grouped
from dedup.pipeline.stars import roots_of
from dedup.verdicts import Verdicts

ROOTED = VERDICTS.append(pa.field("root", pa.int64()))
TOUCHED = shape(root=pa.int64())


@dataclass(frozen=True, slots=True)
class Touched:
    """Finds what hangs together with an article of a day."""

    day: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `TOUCHED` from links."""
        for part in batches:
            new = numbers(part, "n") >> DAY_BITS == self.day
            yield batch(TOUCHED, root=np.unique(numbers(part, "root")[new]))


def pairs_of(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `PAIRS` of verdicts."""
    for part in batches:
        yield part.select(telling.PAIRS.names)


def rooted(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `ROOTED` from verdicts and the links of their older articles."""
    table = given["verdicts"]
    _, root = roots_of(given["links"], numbers(table, "a"))
    yield from table.append_column("root", pa.array(root)).to_batches()


def touched(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the verdicts of `ROOTED` whose root is `touched`."""
    table = given["verdicts"]
    near = np.isin(numbers(table, "root"), numbers(given["touched"], "root"))
    yield from table.filter(pa.array(near)).select(VERDICTS.names).to_batches()


def near_day(archive: Open[Data], found: Settled[Data], day: Part) -> Data:
    """Return the `VERDICTS` that clusters of a day's articles depend on: on what hangs together with them."""
    engine = archive.engine
    pairs = engine.map_batches(found.verdicts, pairs_of, telling.PAIRS)
    links = components(engine, pairs, "archive-near")
    roots = engine.map_batches(links, Touched(day.number), TOUCHED)
    given = {"verdicts": Input(found.verdicts, "a"), "links": Input(links, "n")}
    every = engine.exchange(given, rooted, ROOTED)
    near = engine.exchange(
        {"verdicts": Input(every, "root"), "touched": Input(roots, "root")}, touched, VERDICTS
    )
    return engine.materialise(near, "archive-near-verdicts")


def news_of(archive: Open[Data], found: Settled[Data], came: Arrived[Data], day: Part) -> News:
    """Return what a day brought."""
    engine = archive.engine
    groups = held_groups(engine, grouped(engine, found.readings, near_day(archive, found, day)))
    of_day = (groups.numbers >> DAY_BITS == day.number).any(axis=1)
    ids: set[str] = set()
    for rows in engine.rows(groups.clusters, ("n", "id")):
        ids.update(decoded(rows.filter(pa.array(numbers(rows, "n") >> DAY_BITS == day.number)), "id"))
    return News(
        engine.name,
        came.articles,
        frozenset(ids),
        came.skipped,
        tuple(one for one in groups.found if any(member.article.id in ids for member in one.members)),
        groups.verdicts.take(np.flatnonzero(groups.verdicts.related() & of_day)),
    )


@dataclass(frozen=True, slots=True)
class HeldGroups(Generic[Data]):
    """Clusters as objects, all verdicts in the order of ids, which join, and their articles' numbers."""

    clusters: Data
    found: tuple[Cluster, ...]
    verdicts: Verdicts
    joins: NDArray[np.bool_]
    numbers: NDArray[np.int64]


def held_groups(engine: Engine[Data], groups: Grouped[Data]) -> HeldGroups[Data]:
    """Return groups as objects, for who can hold them."""
    table = pa.Table.from_batches(engine.rows(groups.verdicts), JOINED)
    table = table.sort_by([("id_a", "ascending"), ("id_b", "ascending")]).combine_chunks()
    verdicts, joins = verdicts_of(table), numbers(table, JOINS, np.bool_)
    found = clusters_of(engine, groups, verdicts, np.flatnonzero(joins))
    pairs = np.stack((numbers(table, "a"), numbers(table, "b")), axis=1)
    return HeldGroups(groups.clusters, found, verdicts, joins, pairs)
