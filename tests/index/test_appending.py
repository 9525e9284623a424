from __future__ import annotations

import random
from pathlib import Path
from threading import Event, Thread

import pytest

from dedup import Article, ArticleError, SegmentedIndex
from dedup.index.segmented import HEAD
from tests.index.helpers import fresh_words


def test_what_comes_and_goes_while_an_index_is_tidied_or_saved_is_kept(tmp_path: Path) -> None:
    rng = random.Random(7)
    articles = [Article(" ".join(fresh_words(rng, 30)), id=f"{n:04}") for n in range(400)]
    index = SegmentedIndex()
    stop = Event()

    def keep() -> None:
        while not stop.is_set():
            index.tidy()
            index.save(tmp_path / "index")

    keeper = Thread(target=keep)
    keeper.start()
    for n, article in enumerate(articles):
        index.append(article)
        if n % 5 == 4:
            index.remove(articles[n - 3].id)
        assert index.query(article).hits[0].id == article.id
    stop.set()
    keeper.join()
    left = [article.id for n, article in enumerate(articles) if n % 5 != 1]
    assert list(index.ids()) == left
    index.save(tmp_path / "index")
    assert list(SegmentedIndex.open(tmp_path / "index").ids()) == left


def test_what_is_appended_makes_few_parts() -> None:
    rng = random.Random(8)
    index = SegmentedIndex()
    for n in range(2 * HEAD + 1):
        index.append(Article(" ".join(fresh_words(rng, 9)), id=str(n)))
    assert index.parts() == 2
    index.tidy()
    assert (index.parts(), len(index)) == (2, 2 * HEAD + 1)


def test_an_id_that_is_known_is_not_appended_again() -> None:
    index = SegmentedIndex()
    index.append(Article("Es stürmt.", id="a"))
    with pytest.raises(ArticleError):
        index.append([Article("Es regnet.", id="b"), Article("Es schneit.", id="a")])
    index.remove("a")
    index.append(Article("Es schneit.", id="a"))
    assert [hit.id for hit in index.query("Es schneit.").hits] == ["a"]
    assert list(index.ids()) == ["a"]
