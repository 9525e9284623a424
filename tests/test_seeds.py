"""The seeds that come with the project: their stories are found, and their diffs are good."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.comparison import compare_articles
from dedup.reading import iter_folder

Command = Callable[..., CompletedProcess[str]]

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
TRUTH = json.loads((SEEDS / "truth.json").read_text(encoding="utf-8"))
PAIRS = {pair["id"]: pair for pair in TRUTH["pairs"]}
READ = list(iter_folder(SEEDS))
ARTICLES = {article.id: article for article in READ if isinstance(article, Article)}

LEAST_LINK_F1 = 0.96


@pytest.fixture(scope="module")
def answer(command: Command) -> Any:
    ran = command("cluster", SEEDS, "--format", "json")
    assert ran.returncode == 0
    return json.loads(ran.stdout)


def test_the_clusters_are_exactly_the_stories(answer: Any) -> None:
    found = sorted(sorted(member["id"] for member in cluster["members"]) for cluster in answer["clusters"])
    assert found == sorted(sorted(ids) for ids in TRUTH["stories"].values())
    assert sorted(answer["singletons"]) == sorted(TRUTH["singletons"])


def test_no_hard_negative_is_joined(answer: Any) -> None:
    related = {(edge["a"], edge["b"]) for cluster in answer["clusters"] for edge in cluster["edges"]}
    for one, other, _ in TRUTH["hard_negatives"]:
        assert not {(one, other), (other, one)} & related


def test_every_article_of_the_truth_is_read_and_every_read_one_is_in_the_truth() -> None:
    named = {name for ids in TRUTH["stories"].values() for name in ids} | set(TRUTH["singletons"])
    assert named == set(ARTICLES)
    assert [row.path for row in READ if isinstance(row, Skipped)] == ["truth.json"]


@pytest.mark.parametrize("side", ["a", "b"])
@pytest.mark.parametrize("name", PAIRS)
def test_the_pairs_have_the_texts_of_the_files(name: str, side: str) -> None:
    gold = PAIRS[name][side]
    assert ARTICLES[gold["id"]].text == gold["text"]


def links_of(gold: Any) -> dict[tuple[tuple[int, ...], tuple[int, ...]], str]:
    return {(tuple(link["a"]), tuple(link["b"])): link["kind"] for link in gold["links"]}


def found_links(gold: Any) -> dict[tuple[tuple[int, ...], tuple[int, ...]], str]:
    a, b = (ARTICLES[gold[side]["id"]] for side in ("a", "b"))
    return {(link.a, link.b): link.kind for link in compare_articles(a, b).links}


def test_the_links_are_as_good_as_they_were() -> None:
    hits = wanted = found = 0
    for gold in PAIRS.values():
        right, ours = links_of(gold), found_links(gold)
        hits += len(right.keys() & ours.keys())
        wanted += len(right)
        found += len(ours)
    assert 2 * hits / (wanted + found) >= LEAST_LINK_F1


@pytest.mark.parametrize("name", PAIRS)
def test_links_found_have_the_right_kind(name: str) -> None:
    right, ours = links_of(PAIRS[name]), found_links(PAIRS[name])
    assert {key: ours[key] for key in ours.keys() & right.keys()} == {
        key: right[key] for key in ours.keys() & right.keys()
    }
