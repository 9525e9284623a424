"""A clustering written by the workers: tables in parts, and a summary of what was counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dedup.engine.columns import batch, numbers, picked, shape, values, whole
from dedup.engine.port import Data, Engine, Input
from dedup.errors import EngineError
from dedup.identity import summed, written
from dedup.parts import ARTICLES, CLUSTERS, SKIPPED, VERDICTS, finish
from dedup.pipeline.bench import JOINS, verdicts_of
from dedup.pipeline.flow import Judged
from dedup.pipeline.grouped import Grouped
from dedup.pipeline.isolation import cannot_be_compared
from dedup.record import pair_table
from dedup.settings import Settings
from dedup.verdicts import RELATIONS

ROWS = 10_000
"""So many rows are made into columns of texts at a time."""

TALLY = shape(what=pa.string(), count=pa.int64())
SUMS = shape(sum=pa.binary())

Tables = Mapping[str, pa.Table]
Batches = Iterator[pa.RecordBatch]


def write_parts(
    engine: Engine[Data], judged: Judged[Data], grouped: Grouped[Data], settings: Settings, folder: Path
) -> dict[str, Any]:
    """Write a clustering into a folder that was made ready (`parts.begin`), and return its summary.

    Raises EngineError if the workers do not see the folder.
    """
    counts = _counts(engine, judged, grouped)
    for table in _tables(judged, grouped):
        made = engine.exchange(table.inputs, table.step, table.schema)
        rows = engine.export(made, folder / table.name)
        if rows != counts[table.name]:
            raise EngineError(
                f"of {counts[table.name]:,} {table.name}, {rows:,} came to {folder}; put it where all of the "
                "workers see it, under that name"
            )
    summary = _summary(engine, judged, settings, counts)
    finish(folder, summary)
    return summary


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the result: what it is made from, and how."""

    name: str
    inputs: Mapping[str, Input[Any]]
    step: Any
    schema: pa.Schema


def _tables(judged: Judged[Data], grouped: Grouped[Data]) -> Iterator[_Table]:
    read = Input(judged.articles, "n", ("n", "id", "about", "text", "why"))
    close = Input(judged.readings, "n", ("n", "first", "about", "why"))
    yield _Table("articles", {"articles": read, "readings": close}, articles, ARTICLES)
    yield _Table("clusters", {"clusters": Input(grouped.clusters, "first")}, clusters, CLUSTERS)
    yield _Table("verdicts", {"verdicts": Input(grouped.verdicts, "a")}, verdicts, VERDICTS)
    yield _Table("skipped", _unread(judged), skipped, SKIPPED)


def _unread(judged: Judged[Data]) -> Mapping[str, Input[Any]]:
    return {
        "read": Input(judged.read, "bucket", ("id", "why")),
        "articles": Input(judged.articles, "n", ("id", "about", "why")),
        "readings": Input(judged.readings, "n", ("id", "about", "first", "why")),
        "verdicts": Input(judged.verdicts, "a", ("id_a", "id_b", "why")),
    }


def _with_readings(judged: Judged[Data], *columns: str) -> Mapping[str, Input[Any]]:
    """Return some columns of all articles, and which of them cannot be read closely."""
    return {
        "articles": Input(judged.articles, "n", ("n", "why", *columns)),
        "readings": Input(judged.readings, "n", ("n", "why")),
    }


def _counts(engine: Engine[Data], judged: Judged[Data], grouped: Grouped[Data]) -> Counter[str]:
    made = (
        engine.exchange(_with_readings(judged), tally_articles, TALLY),
        engine.exchange(_unread(judged), tally_skipped, TALLY),
        engine.exchange({"clusters": Input(grouped.clusters, "n", ("place",))}, tally_clusters, TALLY),
        engine.exchange(
            {"verdicts": Input(grouped.verdicts, "a", ("relation", JOINS))}, tally_verdicts, TALLY
        ),
    )
    counts: Counter[str] = Counter()
    for rows in engine.rows(engine.materialise(engine.together(made), "tally")):
        for what, count in zip(values(rows, "what"), values(rows, "count"), strict=True):
            counts[what] += count
    return counts


def _summary(
    engine: Engine[Data], judged: Judged[Data], settings: Settings, counts: Mapping[str, int]
) -> dict[str, Any]:
    ids = _with_readings(judged, "id", "digest")
    sums = engine.materialise(engine.exchange(ids, sums_of, SUMS), "identity")
    mark = written(value for rows in engine.rows(sums) for value in values(rows, "sum"))
    return {
        "recipe": {**settings.clustering_recipe(), "input": mark, "complete": judged.complete},
        "engine": engine.name,
        "articles": counts["articles"],
        "clusters": counts["leaders"],
        "members": counts["clusters"],
        "singletons": counts["articles"] - counts["clusters"],
        "connections": counts["connections"],
        "verdicts": {relation: counts[relation] for relation in RELATIONS},
        "skipped": counts["skipped"],
        "stock_phrases": [{"text": item.text, "articles": item.articles} for item in judged.stock],
    }


def articles(given: Tables) -> Batches:
    """Yield the articles as they were read; of those in pairs, title and date that their texts give, too."""
    table = _accepted(given).sort_by("id").combine_chunks()
    close = given["readings"].filter(given["readings"].column("first"))
    known = dict(zip(values(close, "n"), values(close, "about"), strict=True))
    for start in range(0, len(table), ROWS):
        part = table.slice(start, ROWS)
        about = zip(values(part, "n"), values(part, "about"), strict=True)
        rows = [json.loads(known.get(n, own)) for n, own in about]
        columns = list(zip(*rows, strict=True))
        names = ("title", "date", "source", "language", "path")
        told = {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
        yield batch(ARTICLES, id=_text(part, "id"), text=_text(part, "text"), **told)


def clusters(given: Tables) -> Batches:
    """Yield the members of clusters, the largest cluster first."""
    table = given["clusters"].sort_by(
        [("size", "descending"), ("leader", "ascending"), ("place", "ascending")]
    )
    columns = {name: whole(table, name) for name in ("size", "place", "role")}
    yield batch(CLUSTERS, cluster_id=whole(table, "cluster"), id=_text(table, "id"), **columns)


def verdicts(given: Tables) -> Batches:
    """Yield the judged pairs, by the ids of their articles."""
    table = given["verdicts"].sort_by([("id_a", "ascending"), ("id_b", "ascending")])
    for start in range(0, len(table), ROWS):
        part = picked(table, np.arange(start, min(start + ROWS, len(table))))
        pairs = pair_table(verdicts_of(part))
        columns = {name: whole(pairs, name) for name in pairs.schema.names}
        columns["evidence"] = columns["evidence"].cast(VERDICTS.field("evidence").type)
        yield batch(VERDICTS, joins=whole(part, JOINS), **columns)


def skipped(given: Tables) -> Batches:
    """Yield what was skipped, by its path."""
    found = sorted(_refused(given))
    paths, why = ([row[n] for row in found] for n in (0, 1))
    yield batch(SKIPPED, path=pa.array(paths, pa.string()), why=pa.array(why, pa.string()))


def _refused(given: Tables) -> Iterator[tuple[str, str]]:
    for name in ("read", "articles", "readings"):
        for row in given[name].filter(pc.is_valid(given[name].column("why"))).to_pylist():
            path = json.loads(row["about"])[-1] if "about" in row else None
            if row.get("first", True):
                yield path or _written(row["id"]), row["why"]
    pairs = given["verdicts"].filter(pc.is_valid(given["verdicts"].column("why")))
    for row in pairs.to_pylist():
        yield _written(row["id_a"]), cannot_be_compared(_written(row["id_b"]), row["why"])


def _written(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def tally_articles(given: Tables) -> Batches:
    """Yield how many articles there are."""
    yield _tally({"articles": len(_accepted(given))})


def tally_skipped(given: Tables) -> Batches:
    """Yield how many were skipped."""
    yield _tally({"skipped": sum(1 for _ in _refused(given))})


def tally_clusters(given: Tables) -> Batches:
    """Yield how many members clusters have, and how many of these are the first one."""
    place = numbers(given["clusters"], "place")
    yield _tally({"clusters": len(place), "leaders": int((place == 0).sum())})


def tally_verdicts(given: Tables) -> Batches:
    """Yield how many verdicts there are of every kind, and how many join no cluster though related."""
    table = given["verdicts"]
    relation, joins = numbers(table, "relation", np.int32), numbers(table, JOINS, np.bool_)
    kinds: dict[str, int] = {name: int((relation == n).sum()) for n, name in enumerate(RELATIONS)}
    apart = int(((relation > 0) & ~joins).sum())
    yield _tally({"verdicts": len(relation), "connections": apart, **kinds})


def sums_of(given: Tables) -> Batches:
    """Yield what articles add to the identity of the input."""
    table = _accepted(given)
    total = summed(values(table, "id"), numbers(table, "digest", np.uint64).tolist())
    yield batch(SUMS, sum=pa.array([total], pa.binary()))


def _tally(counts: Mapping[str, int]) -> pa.RecordBatch:
    return batch(TALLY, what=pa.array(list(counts)), count=pa.array(counts.values(), pa.int64()))


def _accepted(given: Tables) -> pa.Table:
    """Return the articles on which no step failed."""
    table, close = given["articles"], given["readings"]
    table = table.filter(pc.is_null(table.column("why")))
    refused = numbers(close.filter(pc.is_valid(close.column("why"))), "n")
    return table.filter(pa.array(~np.isin(numbers(table, "n"), refused)))


def _text(table: pa.Table, name: str) -> pa.Array[Any]:
    return whole(table, name).cast(pa.string())
