from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member
from dedup.render import parquet
from dedup.render.table import COLUMNS, clustering_csv


def test_the_table_has_the_rows_of_the_spreadsheet(clustering: Clustering, tmp_path: Path) -> None:
    parquet.write_clustering_parquet(clustering, tmp_path / "r.parquet")
    table = pq.read_table(tmp_path / "r.parquet")
    sheet = list(csv.DictReader(io.StringIO(clustering_csv(clustering))))
    assert tuple(table.column_names) == COLUMNS
    assert [row["id"] for row in table.to_pylist()] == [row["id"].lstrip("'") for row in sheet]
    shown = ["" if n is None else f"{n:.4f}" for n in table["resemblance"].to_pylist()]
    assert shown == [row["resemblance"] for row in sheet]


def test_text_is_as_it_was_given(tmp_path: Path) -> None:
    member = Member(Article("text", id="a", title='=1+1 "\n'), "origin")
    found = Clustering({}, "local", 1, (), (Cluster("c", (member,), ()),), (), (), (), ())
    parquet.write_clustering_parquet(found, tmp_path / "r.parquet")
    assert pq.read_table(tmp_path / "r.parquet")["title"].to_pylist() == ['=1+1 "\n']


def test_a_long_table_is_written_part_by_part(
    clustering: Clustering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    parquet.write_clustering_parquet(clustering, tmp_path / "r.parquet")
    assert pq.read_table(tmp_path / "r.parquet").num_rows == 5
