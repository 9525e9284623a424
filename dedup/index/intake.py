"""What comes into an index: articles that can be worked on, as sketches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from dedup.article import Article
from dedup.errors import ArticleError
from dedup.index.question import Question
from dedup.parsing import check_text
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan
from dedup.sketch import Sketches

BATCH_ARTICLES = 4_000


def batches(
    articles: Article | Iterable[Article], settings: RetrievalSettings
) -> Iterator[tuple[list[str], Sketches]]:
    """Yield ids and sketches of some articles at a time.

    Raises ArticleError for an article without an id or that cannot be worked on.
    """
    left = iter([articles] if isinstance(articles, Article) else articles)
    while batch := list(islice(left, BATCH_ARTICLES)):
        for article in batch:
            _check(article)
        texts = [article.text for article in batch]
        yield [article.id for article in batch], settings.sketch(scan(texts))


def question_of(text: str, settings: RetrievalSettings) -> Question:
    """Return the question about a text. Raises ArticleError if it cannot be worked on.

    >>> len(question_of("Die Brücke ist zu.", RetrievalSettings()))
    1
    """
    check_text(text)
    return Question.of_text(settings.sketch(scan([text])))


def known_already(name: str) -> ArticleError:
    """Return the error that an id is taken."""
    return ArticleError(
        f"an article with the id {name!r} is in the index already; give every article its own, or remove "
        "that one first",
        field="id",
    )


def not_known(name: str) -> ArticleError:
    """Return the error that there is no article with an id."""
    return ArticleError(f"no article with the id {name!r} is in the index; ids() has those that are", "id")


def _check(article: Article) -> None:
    if not article.id:
        raise ArticleError("an article has no id; give every article of an index its own", field="id")
    try:
        check_text(article.text)
    except ArticleError as error:
        raise ArticleError(f"article {article.id!r}: {error}", error.field) from None
