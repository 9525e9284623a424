"""Engines of every kind, for suites that each of them passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine
from dedup.engine.spark import PARTITION_BYTES, PARTITION_SETTING, SparkEngine

LOCAL = ("held", "parted", "spilled 1", "spilled 2", "spilled 7")
KINDS = (*LOCAL, "sail", "sail in many parts", pytest.param("spark", marks=pytest.mark.slow))


def opened(kind: str, folder: Path | None, request: pytest.FixtureRequest) -> AnyEngine:
    """Return an engine of a kind that works in a folder; without one a local engine holds what it can."""
    patched = request.getfixturevalue("monkeypatch")
    if kind in LOCAL:
        return _local(kind, folder, patched)
    assert folder is not None
    name, _, many = kind.partition(" ")
    patched.setattr("dedup.engine.spark.LEAST_PARTITIONS", 3)
    session = request.getfixturevalue(name)
    session.conf.set(PARTITION_SETTING, str(50_000 if many else PARTITION_BYTES))
    return SparkEngine(session, name, folder)


def _local(kind: str, folder: Path | None, patched: pytest.MonkeyPatch) -> LocalEngine:
    if kind == "held":
        return LocalEngine(folder)
    patched.setattr("dedup.engine.spill.FEW_BYTES", 1)
    if kind == "parted":
        return LocalEngine(folder)
    patched.setattr("dedup.engine.spill._BUFFER_BYTES", 0)
    return LocalEngine(folder, held_bytes=1, partitions=int(kind.split()[1]))
