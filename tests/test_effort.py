"""Which texts are too long to mark."""

from __future__ import annotations

import pytest

from dedup import Article, ArticleError, effort, too_long_to_mark


def text(first: int, sentences: int) -> Article:
    return Article(" ".join(f"Am Morgen kam der Zug Nummer {first + n} an." for n in range(sentences)))


def test_unlike_sentences_of_one_side_count_times_those_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = text(100, 10), text(200, 10)
    long = sum(len(part) for part in a.text.split(". ")) + 9  # the stops that were split off
    monkeypatch.setattr(effort, "MAX_MARKED", long)
    assert not too_long_to_mark(a, b)
    monkeypatch.setattr(effort, "MAX_MARKED", long - 1)
    assert too_long_to_mark(a, b)
    assert too_long_to_mark(b, a)


def test_equal_sentences_are_free_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "MAX_MARKED", 50)
    a = text(100, 10)
    turned = Article(". ".join(reversed(a.text.removesuffix(".").split(". "))) + ". Es war kalt.")
    assert not too_long_to_mark(a, turned)
    assert too_long_to_mark(a, text(150, 10))


def test_a_text_that_cannot_be_worked_on_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "MAX_MARKED", 1)
    with pytest.raises(ArticleError):
        too_long_to_mark(text(1, 1), Article("…" * 9))


def test_texts_of_usual_length_are_marked() -> None:
    assert not too_long_to_mark(text(1, 1_000), text(2_000, 1_000))
    assert too_long_to_mark(text(10_000, 3_000), text(20_000, 3_000))
