"""A clustering comes back from its files as it was, or is refused with what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.clustering import cluster_articles
from dedup.errors import DedupError, ReadError, RecipeError
from dedup.reading.result import read_result
from dedup.record import articles_path, pairs_path, write_record
from dedup.render.schema import clustering_to_dict, to_json
from dedup.settings import Settings

REPORT = "Der Rat der Stadt hat am Montag den Umbau des alten Hafens für zwölf Millionen Euro beschlossen."
ARTICLES = [
    Article(REPORT, "a", "Hafen", "2025-09-04", "dpa", "de", "a.txt"),
    Article(f"Kiel (dpa) - {REPORT} Die Opposition war dagegen.", "b=1/ä", path="b=1/ä"),
    Article("Im Zoo lebt ein Nashorn.", "c"),
]


@pytest.fixture(scope="module")
def found() -> Clustering:
    return cluster_articles([*ARTICLES, Skipped("d.png", "a picture")])


@pytest.fixture
def kept(found: Clustering, tmp_path: Path) -> Path:
    return write(found, tmp_path / "k=1" / "result.json")


def write(found: Clustering, path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(to_json(clustering_to_dict(found)), encoding="utf-8")
    write_record(found, path)
    return path


def test_a_result_comes_back_as_it_was_but_for_the_texts(found: Clustering, kept: Path) -> None:
    again = read_result(kept)
    assert to_json(clustering_to_dict(again)) == to_json(clustering_to_dict(found))
    assert again.candidates == found.candidates
    assert again.known() == {key: replace(article, text="") for key, article in found.known().items()}


def test_nothing_at_all_comes_back_too(tmp_path: Path) -> None:
    assert read_result(write(cluster_articles([]), tmp_path / "r.json")).articles == 0


def changed(**values: object) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}))

    return change


def edge_renamed(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    found["clusters"][0]["edges"][0]["relation"] = "unrelated"
    path.write_text(json.dumps(found))


def other_run(path: Path) -> None:
    write(cluster_articles(ARTICLES[:2], Settings().with_bars(0.6)), path.with_name("other.json"))
    shutil.move(pairs_path(path.with_name("other.json")), pairs_path(path))


def fewer_articles(path: Path) -> None:
    write(cluster_articles(ARTICLES[:2]), path.with_name("other.json"))
    shutil.move(articles_path(path.with_name("other.json")), articles_path(path))


def without_origin(path: Path) -> None:
    table = pq.ParquetFile(pairs_path(path)).read()
    pq.write_table(table.drop_columns(["from"]), pairs_path(path))


def without_recipe(path: Path) -> None:
    table = pq.ParquetFile(pairs_path(path)).read()
    pq.write_table(pa.table(table.columns, names=table.column_names), pairs_path(path))


@pytest.mark.parametrize(
    ("damage", "kind", "said"),
    [
        (lambda path: path.unlink(), ReadError, "result.json: there is no such file"),
        (lambda path: pairs_path(path).unlink(), ReadError, "candidates.parquet: there is no such file"),
        (lambda path: articles_path(path).unlink(), ReadError, "articles.parquet: there is no such file"),
        (lambda path: pairs_path(path).write_bytes(b"PAR1"), ReadError, "candidates.parquet: cannot be read"),
        (lambda path: path.write_bytes(b"\xff{"), ReadError, "not the JSON of a clustering"),
        (lambda path: path.write_text("cluster_id,id"), ReadError, "not the JSON of a clustering"),
        (lambda path: path.write_text('{"links": []}'), ReadError, "not the result of a clustering"),
        (changed(recipe=[]), ReadError, "not the result of a clustering"),
        (changed(schema_version=2), RecipeError, "schema version 2, this is dedup"),
        (changed(recipe={"version": "0.0.9"}), RecipeError, "made by dedup 0.0.9"),
        (changed(clusters=[{"id": "x"}]), RecipeError, "names articles or pairs that are not"),
        (changed(singletons=[]), RecipeError, "names articles or pairs that are not"),
        (edge_renamed, RecipeError, "names articles or pairs that are not"),
        (fewer_articles, RecipeError, "was not made together with the result"),
        (other_run, RecipeError, "was not made together with the result"),
        (without_origin, RecipeError, "was not made together with the result"),
        (without_recipe, RecipeError, "was not made together with the result"),
    ],
)
def test_what_is_missing_or_does_not_belong_together_is_refused(
    kept: Path, damage: Callable[[Path], object], kind: type[DedupError], said: str
) -> None:
    damage(kept)
    with pytest.raises(kind, match=said):
        read_result(kept)


def test_a_folder_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no clustering in it"):
        read_result(tmp_path)


def test_tables_of_other_articles_with_the_same_names_are_refused(tmp_path: Path) -> None:
    for name, text in (("m1.json", "Der Rat tagt heute im Saal."), ("m2.json", "Im Zoo lebt ein Nashorn.")):
        found = cluster_articles([Article(text, "a"), Article(text, "b")])
        (tmp_path / name).write_text(to_json(clustering_to_dict(found)), encoding="utf-8")
        write_record(found, tmp_path / name)
    pairs_path(tmp_path / "m2.json").replace(pairs_path(tmp_path / "m1.json"))
    with pytest.raises(RecipeError, match="was not made together with the result"):
        read_result(tmp_path / "m1.json")
