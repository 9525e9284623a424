from __future__ import annotations

import csv
import io
from io import StringIO

import pytest
from rich.console import Console

from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.omission import Cleaning, Omission
from dedup.render.cleaning_schema import cleaning_to_dict
from dedup.render.ledger import COLUMNS, ledger_csv
from dedup.render.terminal_cleaning import print_cleaning


@pytest.fixture
def cleaning(clustering: Clustering) -> Cleaning:
    edge = clustering.candidates[0]
    gone = Omission(Article("", "=b.txt", path="b.jsonl"), Article("", "a.txt", path="a.txt"), edge, 0.92)
    skipped, missing = (Skipped("bild.png", "no text"),), (Skipped("pipe", "a pipe"),)
    return Cleaning({"k": 5}, "origin", False, 3, (gone,), skipped, missing, "ledger.csv")


def test_the_ledger_has_a_row_for_all_that_is_not_there_or_was_not_read(cleaning: Cleaning) -> None:
    rows = list(csv.DictReader(io.StringIO(ledger_csv(cleaning))))
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert [row["what"] for row in rows] == ["left out", "copied unread", "not copied"]
    assert (rows[0]["kept"], rows[0]["relation"], rows[0]["containment"], rows[0]["reason"]) == (
        "a.txt",
        "near_duplicate",
        "0.9200",
        "92 % of b stands in a",
    )
    assert [row["reason"] for row in rows[1:]] == ["no text", "a pipe"]


def test_no_cell_of_the_ledger_is_a_formula(cleaning: Cleaning) -> None:
    assert next(csv.DictReader(io.StringIO(ledger_csv(cleaning))))["id"] == "'=b.txt"


def test_json_has_the_keys_of_the_schema_in_its_order(cleaning: Cleaning) -> None:
    answer = cleaning_to_dict(cleaning)
    assert list(answer) == [
        "schema_version",
        "recipe",
        "keep",
        "derived",
        "articles",
        "left_out",
        "skipped",
        "not_copied",
        "ledger",
    ]
    (gone,) = answer["left_out"]
    assert list(gone) == ["id", "path", "date", "title", "kept", "containment", "verdict"]
    assert (gone["id"], gone["kept"]["id"], gone["containment"]) == ("=b.txt", "a.txt", 0.92)


def test_the_terminal_names_all_of_it(cleaning: Cleaning) -> None:
    console = Console(file=StringIO(), width=100)
    with console.capture() as text:
        print_cleaning(cleaning, console)
    assert text.get().split("\n") == [
        "3 articles · 2 kept · 1 left out  (why: ledger.csv)",
        "- =b.txt (b.jsonl)",
        "    near-duplicate, 92 % of it stands in a.txt",
        "",
        "Not read, and copied as they are",
        "  bild.png: no text",
        "",
        "Not copied",
        "  pipe: a pipe",
        "",
    ]
