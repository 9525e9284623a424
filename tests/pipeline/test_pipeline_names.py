"""Ids that several articles have: the names are those that one reader gives, whatever the partitions."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.engine.columns import decoded
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine
from dedup.pipeline.articles import READ, rows_of
from dedup.pipeline.names import named
from dedup.reading.folder import Names
from tests.engine.engines import opened

IDS = st.lists(
    st.sampled_from(
        [
            "a",
            "a#2",
            "a#2#2",
            "a#3",
            "a#02",
            "a#",
            "b",
            "b#2",
            "#2",
            "",
            "a#2#",
            "ö",
            "ö#2",
            "a#10",
            "a\n#2\n",
        ]
    ),
    max_size=30,
)


def expected(ids: list[str]) -> list[str]:
    names = Names()
    return [names.of(name) for name in ids]


def found(engine: AnyEngine, ids: list[str]) -> list[str]:
    items = [Article("Es stürmt.", name) for name in ids]
    # What was skipped is no article, and keeps its path.
    rows = [*rows_of(items, 5), *rows_of([Skipped("a", "no text in it")] * 2, len(ids) + 5)]
    read = engine.materialise(engine.given(reversed(rows), READ), "given")
    table = pa.Table.from_batches(engine.rows(named(engine, read)), READ).sort_by("place")
    names = decoded(table, "id")
    assert names[len(ids) :] == ["a", "a"]
    return names[: len(ids)]


@given(IDS, st.booleans())
@settings(max_examples=150)
def test_names_are_those_of_one_reader(ids: list[str], spilled: bool) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dedup.engine.spill.FEW_BYTES", 1 if spilled else 1 << 20)
        with LocalEngine(held_bytes=1 if spilled else 1 << 27, partitions=5) as engine:
            assert found(engine, ids) == expected(ids)


@pytest.mark.parametrize("kind", ["sail", pytest.param("spark", marks=pytest.mark.slow)])
def test_names_on_other_engines(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    ids = ["a", "a", "a#2", "b", "a", "a#2#2", "b", "file#1", "file#2", "b#2", "ö", "ö"]
    assert found(opened(kind, tmp_path, request), ids) == expected(ids)


def test_without_repeated_ids_nothing_is_written_again() -> None:
    with LocalEngine() as engine:
        read = engine.materialise(
            engine.given(rows_of([Article("Eins.", "a"), Article("Zwei.", "a#2")], 0), READ), "r"
        )
        assert named(engine, read) is read
