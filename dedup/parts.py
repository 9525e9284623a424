"""A clustering in a folder, as tables in as many files as it needs, and a summary; see `docs/results.md`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

from dedup.diff import SCHEMA_VERSION
from dedup.engine.columns import shape
from dedup.errors import DedupError, ReadError
from dedup.record import ARTICLES as KNOWN
from dedup.record import PAIRS

SUMMARY = "summary.json"
TABLES = ("articles", "clusters", "verdicts", "skipped")

_UNFINISHED = "_UNFINISHED"
_SPANS = pa.list_(pa.struct([("a", pa.list_(pa.int64())), ("b", pa.list_(pa.int64()))]))

ARTICLES = KNOWN.append(pa.field("text", pa.string()))
CLUSTERS = shape(cluster_id=pa.string(), size=pa.int64(), place=pa.int64(), role=pa.string(), id=pa.string())
VERDICTS = PAIRS.set(PAIRS.get_field_index("evidence"), pa.field("evidence", _SPANS)).append(
    pa.field("joins", pa.bool_())
)
SKIPPED = shape(path=pa.string(), why=pa.string())


def begin(folder: Path) -> None:
    """Make a folder ready for a result; an older result in it goes.

    Raises DedupError if it holds something else, or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / _UNFINISHED).exists() and not _is_result(folder):
            raise DedupError(
                f"{folder} is not empty and holds no result of dedup; choose another folder with -o"
            )
        (folder / _UNFINISHED).touch()
        (folder / SUMMARY).unlink(missing_ok=True)
        for name in TABLES:
            shutil.rmtree(folder / name, ignore_errors=True)
    except OSError as error:
        raise DedupError(f"cannot write {folder}: {error.strerror}; choose another folder with -o") from None


def finish(folder: Path, summary: Mapping[str, object]) -> None:
    """Write the summary, with which a result is complete."""
    text = json.dumps({"schema_version": SCHEMA_VERSION, **summary}, ensure_ascii=False, indent=2)
    (folder / SUMMARY).write_text(f"{text}\n", encoding="utf-8")
    (folder / _UNFINISHED).unlink()


def read_summary(folder: Path) -> dict[str, Any]:
    """Return the summary of a result. Raises ReadError if there is none, or the result is not complete."""
    if (folder / _UNFINISHED).exists():
        raise ReadError(f"{folder}: the run that was to write it was cut off; run it again")
    if not _is_result(folder):
        raise ReadError(
            f"{folder}: no clustering in it; `dedup cluster PATH --format parquet -o DIR` writes one"
        )
    found: dict[str, Any] = json.loads((folder / SUMMARY).read_bytes())
    return found


def _is_result(folder: Path) -> bool:
    with suppress(OSError, ValueError):
        found = json.loads((folder / SUMMARY).read_bytes())
        return isinstance(found, dict) and {"schema_version", "recipe", "engine", "verdicts"} <= found.keys()
    return False
