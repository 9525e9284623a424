"""The case that everything is measured by: two real reports among all articles of two collections."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from dedup.article import Article
from dedup.clustering import cluster_articles
from dedup.comparison import compare_articles
from dedup.diff import Diff

Command = Callable[..., CompletedProcess[str]]

SHARED = Path(os.environ.get("DEDUP_SHARED") or Path(__file__).resolve().parents[2] / "shared")
DATA = Path(os.environ.get("DEDUP_DATA") or SHARED / "data")
GOLD = SHARED / "seeds" / "gold.json"
WIKINEWS = DATA / "wikinews_de" / "wikinews_de.jsonl"
GNAD = DATA / "gnad10k_test" / "test.csv"

needs_pair = pytest.mark.skipif(not GOLD.exists(), reason=f"the real reports are not at {GOLD}")
needs_data = pytest.mark.skipif(
    not (WIKINEWS.exists() and GNAD.exists()), reason=f"the collections are not at {DATA}"
)


@pytest.fixture(scope="module")
def gold() -> Any:
    return json.loads(GOLD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def diff(gold: Any) -> Diff:
    return compare_articles(Article(gold["a"]["text"], id="a"), Article(gold["b"]["text"], id="b"))


def others() -> list[dict[str, str]]:
    """Return the articles of both collections, each with an id."""
    lines = WIKINEWS.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    with GNAD.open(encoding="utf-8", newline="") as file:
        texts += [row[1] for row in csv.reader(file, delimiter=";", quotechar="'")]
    return [{"id": f"other-{n}", "text": text} for n, text in enumerate(texts)]


@needs_pair
def test_the_sentences_are_those_of_the_gold(diff: Diff, gold: Any) -> None:
    assert [diff.a.sentence(s.index) for s in diff.a.sentences] == gold["a_sentences"]
    assert [diff.b.sentence(s.index) for s in diff.b.sentences] == gold["b_sentences"]


@needs_pair
def test_the_links_and_kinds_are_those_of_the_gold(diff: Diff, gold: Any) -> None:
    found = [{"a": list(link.a), "b": list(link.b), "kind": link.kind} for link in diff.links]
    assert found == gold["links"]
    assert not any(link.moved for link in diff.links)


@needs_pair
def test_dropped_and_added_are_those_of_the_gold(diff: Diff, gold: Any) -> None:
    assert (list(diff.dropped), list(diff.added)) == (gold["dropped"], gold["added"])
    assert diff.summary.relation == "derived"


@needs_pair
@needs_data
def test_among_two_thousand_others_the_two_are_one_cluster(gold: Any) -> None:
    articles = [Article(other["text"], id=other["id"]) for other in others()]
    assert len(articles) > 1_900
    pair = [Article(gold[side]["text"], id=side, date=gold[side]["date"]) for side in ("a", "b")]
    result = cluster_articles([pair[1], *articles, pair[0]])
    (cluster,) = [c for c in result.clusters if any(m.article.id in {"a", "b"} for m in c.members)]
    assert [(m.article.id, m.role) for m in cluster.members] == [("a", "origin"), ("b", "derived")]
    assert [(e.a, e.b, e.relation) for e in cluster.edges] == [("a", "b", "derived")]
    assert result.recipe["complete"] is True


@needs_pair
@needs_data
def test_the_command_finds_the_two_in_a_folder(command: Command, gold: Any, tmp_path: Path) -> None:
    for side in ("a", "b"):
        (tmp_path / f"{side}.txt").write_text(gold[side]["text"], encoding="utf-8")
    (tmp_path / "others.jsonl").write_text("\n".join(map(json.dumps, others())), encoding="utf-8")
    answer = json.loads(command("cluster", tmp_path, "--format", "json").stdout)
    found = [c for c in answer["clusters"] if {m["id"] for m in c["members"]} & {"a.txt", "b.txt"}]
    (cluster,) = found
    assert [(m["id"], m["role"]) for m in cluster["members"]] == [("a.txt", "origin"), ("b.txt", "derived")]
    assert [edge["relation"] for edge in cluster["edges"]] == ["derived"]
    assert (answer["articles"], answer["skipped"]) == (len(others()) + 2, [])
