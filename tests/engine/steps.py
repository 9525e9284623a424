"""Steps that tests give to engines, and the rows they give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from dedup.engine.columns import shape

ROWS = shape(
    k=pa.int64(), small=pa.int32(), score=pa.float64(), good=pa.bool_(), name=pa.string(), raw=pa.binary()
)
"""One column of every type that engines know."""

KEYED = shape(k=pa.int64(), rows=pa.int64(), others=pa.int64(), seen=pa.string())
"""Of a key: how many rows of two inputs a step was given, and what these were."""

Row = dict[str, Any]


def batches(rows: Iterable[Row], size: int, schema: pa.Schema = ROWS) -> Iterator[pa.RecordBatch]:
    """Yield rows in batches of so many."""
    given = list(rows)
    for start in range(0, len(given), size):
        yield pa.RecordBatch.from_pylist(given[start : start + size], schema=schema)


def listed(found: Iterable[pa.RecordBatch]) -> list[Row]:
    """Return rows in an order that depends on nothing but them."""
    return sorted((row for part in found for row in part.to_pylist()), key=repr)


def as_they_are(found: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the same batches."""
    yield from found


def good_twice(found: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield key and name of the good rows, twice; nothing for a batch without any."""
    for part in found:
        kept = part.filter(part.column("good")).select(["k", "name"])
        if len(kept):
            yield kept
            yield kept


TWICE = shape(k=pa.int64(), name=pa.string())


def by_key(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `KEYED` from two inputs, `left` and `right`, with the column `k`."""
    left, right = given["left"].to_pylist(), given["right"].to_pylist()
    made = []
    for key in sorted({row["k"] for row in (*left, *right)}):
        own, theirs = ([row for row in side if row["k"] == key] for side in (left, right))
        seen = repr((sorted(map(repr, own)), sorted(map(repr, theirs))))
        made.append({"k": key, "rows": len(own), "others": len(theirs), "seen": seen})
    yield pa.RecordBatch.from_pylist(made, schema=KEYED)


NAMED = shape(name=pa.string(), raw=pa.binary())


def without_key(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the only input; it must have just the columns that were asked for."""
    table = given["rows"]
    if table.column_names != ["raw", "name"]:
        raise ValueError(f"given were {table.column_names}")
    yield from table.select(["name", "raw"]).to_batches()


def poisoned(found: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Fail at the first batch."""
    for part in found:
        raise ValueError(f"{len(part)} rows of poison")
    yield from ()


def nested_row(row: Row) -> Row:
    """Return a row with a list of structs."""
    places = [{"a": [n, row["k"]], "b": n} for n in range(row["k"] % 3)]
    return {"name": row["name"], "places": places}


def nested(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield rows with lists of structs."""
    kinds = pa.list_(pa.struct([("a", pa.list_(pa.int64())), ("b", pa.int64())]))
    schema = pa.schema([("name", pa.string()), ("places", kinds)])
    rows = [nested_row(row) for row in given["rows"].to_pylist()]
    yield pa.RecordBatch.from_pylist(rows, schema=schema)
