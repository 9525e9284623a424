"""Clusters as a table for programs: the columns of the spreadsheet, with numbers as numbers."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dedup.cluster import Clustering
from dedup.render.table import COLUMNS, clustering_rows

ROWS = 100_000
"""Rows that are made into a table and written at a time."""

_NUMBERS = ("resemblance", "containment_in_neighbour", "containment_of_neighbour")
_FIELDS: list[pa.Field[Any]] = [
    pa.field(name, pa.float64() if name in _NUMBERS else pa.string()) for name in COLUMNS
]
SCHEMA = pa.schema(_FIELDS)


def write_clustering_parquet(clustering: Clustering, path: Path) -> None:
    """Write one row an article as Parquet; texts as they are. Raises OSError if it cannot be written."""
    rows = clustering_rows(clustering)
    with pq.ParquetWriter(path, SCHEMA) as out:
        while part := list(islice(rows, ROWS)):
            out.write_table(
                pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True)) for row in part], SCHEMA)
            )
