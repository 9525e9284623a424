from __future__ import annotations

import csv
import io

import pytest

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member
from dedup.render.table import COLUMNS, clustering_csv


def rows(clustering: Clustering) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(clustering_csv(clustering))))


def titled(title: str) -> Clustering:
    member = Member(Article("text", id="a", title=title), "origin")
    return Clustering({}, "local", 1, (), (Cluster("c", (member,), ()),), (), (), ())


def test_every_article_has_a_row(clustering: Clustering) -> None:
    found = rows(clustering)
    assert [row["id"] for row in found] == ["a.txt", "b.txt", "c.txt", "'@d.txt", "e.txt"]
    assert [row["cluster_id"] for row in found] == ["c-1", "c-1", "c-1", "", ""]
    assert set(found[0]) == set(COLUMNS)


def test_the_neighbour_is_the_one_with_the_highest_score(clustering: Clustering) -> None:
    assert [row["neighbour"] for row in rows(clustering)] == ["b.txt", "a.txt", "a.txt", "", ""]


def test_containment_is_told_from_the_article_of_the_row(clustering: Clustering) -> None:
    origin, copy, *_ = rows(clustering)
    assert (origin["containment_in_neighbour"], origin["containment_of_neighbour"]) == ("0.9900", "0.9200")
    assert (copy["containment_in_neighbour"], copy["containment_of_neighbour"]) == ("0.9200", "0.9900")


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_no_cell_is_a_formula(title: str) -> None:
    assert rows(titled(title))[0]["title"].startswith("'")


def test_text_stays_in_its_cell() -> None:
    assert rows(titled('Er sagte: "Nein",\nund ging'))[0]["title"] == 'Er sagte: "Nein", und ging'
