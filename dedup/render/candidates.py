"""Every judged pair as a Parquet file, so that a new threshold or a question needs no new run."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dedup.cluster import Clustering
from dedup.verdict import Verdict

_SPAN = pa.list_(pa.int64(), 2)
_EVIDENCE = pa.struct([pa.field("a", _SPAN), pa.field("b", _SPAN)])
_FIELDS: list[pa.Field[Any]] = [
    pa.field("a", pa.string()),
    pa.field("b", pa.string()),
    pa.field("from", pa.string()),
    pa.field("relation", pa.string()),
    pa.field("score", pa.float64()),
    pa.field("reason", pa.string()),
    pa.field("resemblance", pa.float64()),
    pa.field("containment_a_in_b", pa.float64()),
    pa.field("containment_b_in_a", pa.float64()),
    pa.field("longest_shared_run_words", pa.int64()),
    pa.field("evidence", pa.list_(_EVIDENCE)),
]
SCHEMA = pa.schema(_FIELDS)


def write_candidates(clustering: Clustering, path: Path) -> None:
    """Write one row per judged pair, also the rejected ones. Raises OSError if the file cannot be written."""
    pq.write_table(pa.Table.from_pylist([_row(v) for v in clustering.candidates], schema=SCHEMA), path)


def _row(verdict: Verdict) -> dict[str, object]:
    row = asdict(verdict)
    row["from"] = row.pop("origin")
    row["evidence"] = [{"a": [e.a.start, e.a.end], "b": [e.b.start, e.b.end]} for e in verdict.evidence]
    return row
