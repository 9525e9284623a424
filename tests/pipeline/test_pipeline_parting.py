"""A clustering written in parts: what is read from them is what one object says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dedup import parts
from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.diff import SCHEMA_VERSION
from dedup.engine import export
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine
from dedup.errors import DedupError, EngineError, ReadError, RecipeError
from dedup.pipeline.articles import READ, given_rows
from dedup.pipeline.collected import collected
from dedup.pipeline.flow import judged
from dedup.pipeline.grouped import grouped
from dedup.pipeline.parting import write_parts
from dedup.reading.result import read_result
from dedup.settings import Settings
from tests.engine.engines import opened
from tests.pipeline.test_pipeline_run import GENERATED, NARROW, SEEDS, Items, said

SPARK = pytest.param("spark", marks=pytest.mark.slow)
WRITTEN = [item for item in GENERATED if isinstance(item, Skipped) or "\ud800" not in item.id]
"""Without ids that are no text, which no file gives."""


def written(engine: AnyEngine, items: Items, folder: Path, settings: Settings) -> Clustering:
    """Write a clustering into a folder, and return it as one object."""
    parts.begin(folder)
    read = engine.materialise(engine.given(given_rows(items), READ), "read")
    found = judged(engine, read, settings)
    groups = grouped(engine, found.readings, found.verdicts)
    summary = write_parts(engine, found, groups, settings, folder)
    assert json.loads((folder / "summary.json").read_text()) == json.loads(
        json.dumps({"schema_version": SCHEMA_VERSION, **summary})
    )
    return collected(engine, found, groups, settings, texts=False)


@pytest.mark.parametrize(
    ("kind", "items", "settings"),
    [
        ("held", WRITTEN, Settings()),
        ("spilled 7", WRITTEN, NARROW),
        ("held", [], Settings()),
        ("held", [Article("  -- ", id="nothing")], Settings()),
        ("sail in many parts", SEEDS, Settings()),
        pytest.param("spark", SEEDS, Settings(), marks=pytest.mark.slow),
    ],
    ids=["held", "spilled", "empty", "only skipped", "sail", "spark"],
)
def test_what_was_written_is_what_one_object_says(
    kind: str, items: Items, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "out"
    known = written(opened(kind, tmp_path / "work", request), items, folder, settings)
    found = read_result(folder)
    assert said(found) == said(known)
    assert found.clusters == known.clusters
    assert found.candidates == known.candidates
    assert found.connections == known.connections
    assert found.singletons == known.singletons
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["members"] + summary["singletons"] == summary["articles"] == known.articles
    assert summary["connections"] == len(known.connections)
    assert sum(summary["verdicts"].values()) == len(known.candidates)
    assert {file.name for file in folder.iterdir()} == {*parts.TABLES, "summary.json"}


@pytest.fixture(scope="module")
def of_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parts") / "out"
    with LocalEngine() as engine:
        written(engine, SEEDS, folder, Settings())
    return folder


def test_tables_are_plain_parquet(of_seeds: Path) -> None:
    schemas = (parts.ARTICLES, parts.CLUSTERS, parts.VERDICTS, parts.SKIPPED)
    for name, schema in zip(parts.TABLES, schemas, strict=True):
        table = pq.read_table(of_seeds / name)
        assert table.schema.equals(schema)
        assert [file.name for file in (of_seeds / name).iterdir()] == ["part-00000.parquet"]
    rows: list[dict[str, Any]] = pq.read_table(of_seeds / "articles").to_pylist()
    texts = {item.id: item.text for item in SEEDS if isinstance(item, Article)}
    assert {row["id"]: row["text"] for row in rows} == texts
    assert [row["id"] for row in rows] == sorted(texts)
    for row in pq.read_table(of_seeds / "verdicts").to_pylist():
        for passage in row["evidence"]:
            (i, j), (k, m) = passage["a"], passage["b"]
            words = [re.findall(r"\w+", text) for text in (texts[row["a"]][i:j], texts[row["b"]][k:m])]
            assert words[0][0].lower() == words[1][0].lower()


def test_a_result_is_replaced_and_nothing_else_is(of_seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(DedupError, match="is not empty and holds no result of dedup"):
        parts.begin(tmp_path)
    with pytest.raises(DedupError, match="cannot write"):
        parts.begin(tmp_path / "file")
    folder = tmp_path / "new"
    with LocalEngine() as engine:
        written(engine, SEEDS[:3], folder, Settings())
        assert read_result(folder).articles == 3
    with LocalEngine() as engine:
        written(engine, SEEDS, folder, Settings())
    assert replace(read_result(folder), engine="") == replace(read_result(of_seeds), engine="")


def test_a_run_that_was_cut_off_leaves_nothing_that_looks_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    with LocalEngine() as engine, monkeypatch.context() as patched:
        patched.setattr("dedup.pipeline.parting.verdicts", lambda given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            written(engine, SEEDS, folder, Settings())
    with pytest.raises(ReadError, match="was cut off; run it again"):
        read_result(folder)
    with LocalEngine() as engine:
        written(engine, SEEDS, folder, Settings())
    assert read_result(folder).articles


def test_parts_that_do_not_arrive_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(engine: LocalEngine, data: Any, folder: Path) -> int:
        return export.tidy(folder, data.schema)

    monkeypatch.setattr(LocalEngine, "export", lost)
    with (
        LocalEngine() as engine,
        pytest.raises(EngineError, match=r"of \d+ articles, 0 came to .*out; put it where"),
    ):
        written(engine, SEEDS, tmp_path / "out", Settings())


def test_a_result_that_was_tampered_with_is_refused(of_seeds: Path, tmp_path: Path) -> None:
    for name in parts.TABLES:
        (tmp_path / name).mkdir()
        pq.write_table(pq.read_table(of_seeds / name), tmp_path / name / "part-00000.parquet")
    with pytest.raises(ReadError, match="no clustering in it"):
        read_result(tmp_path)
    summary = json.loads((of_seeds / "summary.json").read_text())
    (tmp_path / "summary.json").write_text(json.dumps(summary))
    assert read_result(tmp_path) == read_result(of_seeds)
    table = pq.read_table(of_seeds / "articles")
    pq.write_table(table.slice(1), tmp_path / "articles" / "part-00000.parquet")
    with pytest.raises(RecipeError, match="do not belong together"):
        read_result(tmp_path)
    (tmp_path / "articles" / "part-00000.parquet").write_bytes(b"junk")
    with pytest.raises(ReadError, match=r"articles: cannot be read \("):
        read_result(tmp_path)
    (tmp_path / "summary.json").write_text(json.dumps({**summary, "schema_version": 0}))
    with pytest.raises(RecipeError, match="made by another version"):
        read_result(tmp_path)


def test_many_rows_go_into_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "GROUP_BYTES", 100)
    monkeypatch.setattr(export, "PART_BYTES", 300)
    schema = pa.schema([("n", pa.int64())])
    rows = [pa.record_batch([pa.array([n] * 10)], schema=schema) for n in range(9)]
    with LocalEngine() as engine:
        assert engine.export(engine.given(rows, schema), tmp_path / "out") == 90
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == [f"part-{n:05}.parquet" for n in range(len(files))]
    assert len(files) > 2
    assert pq.read_table(tmp_path / "out").column("n").to_pylist() == [n for n in range(9) for _ in range(10)]
