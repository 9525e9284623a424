from __future__ import annotations

import inspect

import pytest

import dedup
from dedup import errors
from dedup.errors import ArticleError, DedupError, EngineError, PolicyError, ReadError, RecipeError

TREE = {ReadError, ArticleError, PolicyError, EngineError, RecipeError}


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    found = {value for _, value in inspect.getmembers(errors, inspect.isclass)}
    assert found == {DedupError, *TREE}
    assert all(error.__base__ is DedupError for error in TREE)
    assert all(error.__name__ in (errors.__doc__ or "") for error in found)


def test_every_error_is_public() -> None:
    assert {error.__name__ for error in (DedupError, *TREE)} <= set(dedup.__all__)


def test_an_article_error_names_the_field() -> None:
    assert ArticleError("no words").field == "text"
    assert ArticleError("not a date", field="b.date").field == "b.date"


@pytest.mark.parametrize(("a", "b", "field"), [("...", "Wort", "a.text"), ("Wort", "", "b.text")])
def test_a_comparison_says_which_text_is_wrong(a: str, b: str, field: str) -> None:
    with pytest.raises(ArticleError, match=f"text {field[0]} has no word in it; give") as caught:
        dedup.compare_articles(dedup.Article(a), dedup.Article(b))
    assert caught.value.field == field


def test_a_text_over_the_limit_is_refused_with_both_figures() -> None:
    long = dedup.Article("a" * (dedup.MAX_ARTICLE_CHARS + 1))
    with pytest.raises(ArticleError, match=r"1,000,001 characters, the limit is 1,000,000; split it"):
        dedup.compare_articles(dedup.Article("Wort"), long)
