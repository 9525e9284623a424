"""Executors and the driver are killed in the middle of a clustering, and the result is the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.executors import MASTER, PATIENCE_SECONDS, children, generated, runs
from benchmarks.labelled import SETS
from dedup.cluster import Clustering
from dedup.clustering import cluster_articles
from dedup.engine.spark import SparkEngine
from dedup.pipeline.run import cluster_on
from dedup.pipeline.scratch import scratch_of
from dedup.reading import iter_folder
from dedup.render.schema import clustering_json
from dedup.settings import Settings

SEEDS = SETS["seeds"]
STAGES = 9


def said(result: Clustering) -> str:
    return "".join(clustering_json(replace(result, engine="any")))


@pytest.mark.slow
@pytest.mark.fault
def test_spark_says_the_same_when_executors_are_killed(spark: Any) -> None:
    for outcome in runs(spark, generated(200, 1), 2, 1):
        assert outcome.same
        assert len(outcome.killed) == 3


@pytest.mark.fault
@pytest.mark.parametrize("kind", ["sail", pytest.param("spark", marks=pytest.mark.slow)])
def test_a_killed_driver_goes_on_from_the_last_materialised_stage(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    master = () if kind == "sail" else ("--master", MASTER)
    done = killed(tmp_path, ("cluster", str(SEEDS), "--engine", "spark", "--scratch", str(tmp_path), *master))
    with scratch_of(tmp_path, SEEDS, Settings()) as folder:
        found = cluster_on(SparkEngine(request.getfixturevalue(kind), kind, folder), iter_folder(SEEDS))
        kept = finished(tmp_path)
    assert {stage: kept[stage] for stage in done} == done
    assert len(kept) > len(done) >= STAGES
    assert said(found) == said(cluster_articles(iter_folder(SEEDS)))


def finished(scratch: Path) -> dict[str, int]:
    """Return the stages that were materialised, and when."""
    return {mark.parent.name: mark.stat().st_mtime_ns for mark in scratch.glob("*/*/_DONE")}


def killed(scratch: Path, command: tuple[str, ...]) -> dict[str, int]:
    """Start the command, kill it as soon as some stages are materialised, and return these."""
    environment = {**os.environ, "SPARK_LOCAL_HOSTNAME": "localhost"}
    with subprocess.Popen(
        [sys.executable, "-m", "dedup", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        waited(lambda: len(finished(scratch)) >= STAGES)
        started = children(process.pid)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    # What the driver had started ends by itself; until then it could still write.
    waited(lambda: not any(map(alive, started)))
    return finished(scratch)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def waited(until: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(20 * PATIENCE_SECONDS):
        if until():
            return
        time.sleep(0.05)
    raise TimeoutError
