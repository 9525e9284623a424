from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.jobs.clustering import cluster
from api.jobs.kept_stories import KeptStories
from api.jobs.story_writing import STORIES, write_stories
from api.jobs.task import Task
from api.store.errors import NotKnownError
from api.store.story_lists import StoryFilter
from dedup import Article, Skipped, cluster_articles, iter_folder

REPORT = (
    "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. "
    "Die Arbeiten am Kai sollen im Frühjahr beginnen und drei Jahre dauern. {}"
)
ARTICLES = [
    Article(REPORT.format("Zuletzt."), "Z", "Hafen", "2026-03-03", "dpa", "de"),
    Article(REPORT.format("Eins. Zwei. Drei."), "b", None, None, "Bote"),
    Article(REPORT.format(""), "a", "Der Hafen", "2026-03-01"),
    Article("Es regnet im Norden.", "alone"),
]


def silent(_step: str, _done: int, _of: int | None) -> None:
    """Hear nothing of how far it is."""


def kept(path: Path) -> KeptStories:
    write_stories(path, cluster_articles(ARTICLES), [*ARTICLES, Skipped("x.png", "a picture")], silent)
    return KeptStories(path)


def test_articles_are_numbered_as_they_are_told_and_found_with_their_texts(tmp_path: Path) -> None:
    found = kept(tmp_path / "stories.db")
    ((place, head),) = found.page(StoryFilter(), 0, 9)
    assert (place, head.articles, head.sources) == (0, 3, ("Bote", "dpa"))
    cluster, numbers = found.cluster(head.id)
    assert sorted(numbers.values()) == [1, 2, 3]
    assert [member.article.id for member in cluster.members] == sorted(
        numbers, key=lambda name: numbers[name]
    )
    assert numbers["a"] < numbers["Z"]
    assert head.newest.id == cluster.members[-1].article.id
    assert {edge.relation for edge in cluster.edges} <= {"identical", "near_duplicate", "derived"}
    for article in ARTICLES[:3]:
        assert found.articles([numbers[article.id]]) == [article]
    assert {member.article.text for member in cluster.members} == {""}


def test_stories_are_listed_from_a_place_on(tmp_path: Path) -> None:
    found = kept(tmp_path / "stories.db")
    assert found.page(StoryFilter(), 1, 9) == []
    assert found.page(StoryFilter(words=("HAFEN", "zwölf")), 0, 9)
    assert not found.page(StoryFilter(words=("norden",)), 0, 9)
    assert not found.page(StoryFilter(words=("%",)), 0, 9)
    assert found.page(StoryFilter(source="BOTE", published_from=0.0), 0, 9)
    assert not found.page(StoryFilter(least=4), 0, 9)


def test_what_is_not_there_is_not_known(tmp_path: Path) -> None:
    found = kept(tmp_path / "stories.db")
    for ask in (lambda: found.articles([4]), lambda: found.cluster("nothing")):
        with pytest.raises(NotKnownError):
            ask()
    (tmp_path / "stories.db").unlink()
    with pytest.raises(NotKnownError):
        found.page(StoryFilter(), 0, 9)
    assert not (tmp_path / "stories.db").exists()


def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("api.jobs.story_writing._write_text", full)
    with pytest.raises(OSError, match="disk is full"):
        kept(tmp_path / "stories.db")


def test_an_attempt_that_is_cut_off_leaves_no_result_and_the_next_one_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "upload.jsonl").write_text('{"id": "a", "text": "Eins."}\n{"id": "b", "text": "Eins."}')
    options = {"threshold": None, "near": None, "html": False, "stories": False, "language": "en"}
    request = {"file": "upload.jsonl", "options": options}
    reads = iter((iter_folder, lambda *what: cut_off(iter_folder(*what))))
    with monkeypatch.context() as patched:
        patched.setattr("api.jobs.clustering.iter_folder", lambda *what: next(reads)(*what))
        with pytest.raises(KeyboardInterrupt):
            cluster(Task(1, request, tmp_path, tmp_path / "results-1", ""), silent)
    assert not (tmp_path / "results-1").exists()
    cluster(Task(1, request, tmp_path, tmp_path / "results-2", ""), silent)
    found = KeptStories(tmp_path / "results-2" / STORIES)
    assert [article.text for article in found.articles([1, 2])] == ["Eins.", "Eins."]


def cut_off(rows: Iterator[Article | Skipped]) -> Iterator[Article | Skipped]:
    yield next(rows)
    raise KeyboardInterrupt
