"""What a session needs, and what is said where it is missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from dedup.engine.session import session
from dedup.engine.spark import PARTITION_SETTING, SparkEngine
from dedup.errors import EngineError


def refused(master: str | None) -> str:
    with pytest.raises(EngineError) as found, session(master):
        pass
    return str(found.value)


@pytest.mark.parametrize("master", [None, "local[2]", "spark://127.0.0.1:7077", "sc://127.0.0.1:15002"])
def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, master: str | None) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert 'pip install "dedup[spark]"' in refused(master)


def test_without_sail_the_extra_and_the_other_choice_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    monkeypatch.setitem(sys.modules, "pysail", None)
    monkeypatch.setitem(sys.modules, "pysail.spark", None)
    said = refused(None)
    assert said.startswith("embedded Sail is not installed")
    assert 'pip install "dedup[spark]"' in said
    assert "--master" in said


@pytest.mark.parametrize("home", ["", "/nowhere/at/all"])
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]", "spark://127.0.0.1:7077"])
def test_without_java_sail_is_named_as_the_choice_that_needs_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, master: str, home: str
) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", home)
    said = refused(master)
    assert said.startswith(f"Spark at {master} needs Java 17")
    assert "JAVA_HOME" in said
    assert "leave --master out: embedded Sail needs no Java" in said


@pytest.mark.parametrize("said", ["16m", "0", "-5", "", "1.5"])
def test_a_size_of_partitions_that_is_none_is_refused(sail: Any, tmp_path: Path, said: str) -> None:
    sail.conf.set(PARTITION_SETTING, said)
    with pytest.raises(EngineError, match="give a number of bytes"):
        SparkEngine(sail, "sail", tmp_path)
    sail.conf.unset(PARTITION_SETTING)
