"""Parquet tables of articles."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.reading import iter_folder, tables


def write(path: Path, columns: dict[str, Any], rows_a_group: int = 1_000) -> None:
    pq.write_table(pa.table(columns), path, row_group_size=rows_a_group)


def found(path: Path) -> list[Article | Skipped]:
    return list(iter_folder(path))


def test_every_column_of_an_article_is_read(tmp_path: Path) -> None:
    columns = {
        "id": [7, 8],
        "text": ["Die Sonne scheint.", "Es regnet."],
        "title": ["Sonne", None],
        "date": [date(2025, 9, 4), None],
        "source": ["dpa", ""],
        "language": ["de", "de"],
        "views": [1, 2],
    }
    write(tmp_path / "a.parquet", columns)
    one, two = found(tmp_path)
    assert one == Article("Die Sonne scheint.", "7", "Sonne", "2025-09-04", "dpa", "de", "a.parquet")
    assert two == Article("Es regnet.", "8", None, None, None, "de", "a.parquet")


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_are_read_in_every_unit(tmp_path: Path, unit: Any) -> None:
    when = pa.array([datetime(2025, 9, 4, 12, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    write(tmp_path / "a.parquet", {"text": ["Wort"], "date": when.cast(pa.timestamp(unit, "UTC"))})
    (article,) = found(tmp_path)
    assert isinstance(article, Article)
    assert article.published() == datetime(2025, 9, 4, 12, tzinfo=UTC)


def test_rows_come_from_all_groups_and_bad_ones_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "BATCH_ROWS", 2)
    write(tmp_path / "a.parquet", {"text": ["Eins.", None, "- -", "Vier.", "Fünf."]}, rows_a_group=3)
    rows = found(tmp_path / "a.parquet")
    assert [row.id for row in rows if isinstance(row, Article)] == [f"a.parquet#{n}" for n in (1, 4, 5)]
    whys = [row.why for row in rows if isinstance(row, Skipped)]
    assert whys[0] == 'row 2: the field "text" must be a string, not null'
    assert whys[1].startswith("row 3: no words in its text")


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"body": ["Wort"], "id": ["a"]}, 'no column "text" among its columns ("body", "id")'),
        ({"text": pa.array([], pa.string())}, "no article in it: the table has no rows"),
        ({"text": [b"Wort"]}, None),
        ({"text": [["Wort"]]}, 'row 1: the field "text" must be a string, not a list'),
    ],
)
def test_a_table_without_texts_is_named(tmp_path: Path, columns: dict[str, Any], why: str | None) -> None:
    write(tmp_path / "a.parquet", columns)
    (row,) = found(tmp_path)
    assert isinstance(row, Skipped) if why else isinstance(row, Article)
    assert why is None or (isinstance(row, Skipped) and row.why.startswith(why))


def test_a_table_in_an_archive_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", {"text": ["Eins."]})
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(tmp_path / "a.parquet", "deep/a.parquet")
    assert [row.id for row in found(tmp_path) if isinstance(row, Article)] == [
        "a.parquet#1",
        "b.zip/deep/a.parquet#1",
    ]


@given(st.binary(min_size=1, max_size=50), st.integers(0, 700))
def test_a_damaged_table_is_named(junk: bytes, at: int) -> None:
    pq.write_table(pa.table({"text": ["Die Sonne scheint."] * 3}), out := io.BytesIO())
    data = bytearray(out.getvalue())
    data[at : at + len(junk)] = junk
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.parquet").write_bytes(data)
        assert found(Path(folder))
