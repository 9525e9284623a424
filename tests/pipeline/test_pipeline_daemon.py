"""What Spark's Python workers are forked from."""

from __future__ import annotations

import gc
import importlib
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zipimport import zipimporter

import pytest

from dedup.cluster import Clustering
from dedup.pipeline import daemon
from dedup.pipeline.run import cluster_on


@pytest.fixture
def thawed() -> Iterator[None]:
    """Leave the garbage collection of the tests as it was."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_what_is_loaded_has_gone_all_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Clustering] = []
    monkeypatch.setattr(daemon, "cluster_on", lambda *given: found.append(cluster_on(*given)))
    daemon.load()
    ((cluster,),) = (result.clusters for result in found)
    assert {edge.relation for edge in cluster.edges} >= {"derived"}
    assert gc.get_freeze_count()


def test_archives_are_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    archive = tmp_path / "given.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("module_in_an_archive.py", "")
    monkeypatch.setattr(zipimporter, "invalidate_caches", zipimporter.invalidate_caches)
    monkeypatch.syspath_prepend(str(archive))
    daemon.keep_archives()
    assert importlib.import_module("module_in_an_archive")
    read: list[object] = []
    monkeypatch.setattr("zipimport._read_directory", read.append)
    importlib.invalidate_caches()
    assert str(archive) in sys.path_importer_cache
    assert read == []
