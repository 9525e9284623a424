"""The whole way from the versions of a story to its history."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dedup.article import Article
from dedup.body import body_of
from dedup.comparison import compare_documents
from dedup.errors import ArticleError
from dedup.history import History
from dedup.parsing import parse_together
from dedup.settings import Settings
from dedup.threads import follow_sentences
from dedup.timelines import follow_values

MIN_VERSIONS = 2


def compare_versions(articles: Sequence[Article], settings: Settings | None = None) -> History:
    """Return what became of every sentence and value over the versions, oldest first as given.

    Raises ArticleError for fewer than two versions or a text that cannot be worked on.

    >>> texts = ["3 Menschen starben.", "5 Menschen starben.", "5 Menschen starben. Es regnet."]
    >>> history = compare_versions([Article(text) for text in texts])
    >>> [[step.change for step in thread.steps] for thread in history.threads]
    [['appeared', 'reworded', 'unchanged'], ['appeared']]
    """
    if len(articles) < MIN_VERSIONS:
        raise ArticleError(
            f"a history needs at least {MIN_VERSIONS} versions, not {len(articles)}", "articles"
        )
    settings = settings or Settings()
    documents = parse_together(articles, [f"articles[{n}]" for n in range(len(articles))])
    read = [(document, body_of(document)) for document in documents]
    diffs = [compare_documents(a, b, settings, (x, y)) for (a, x), (b, y) in pairwise(read)]
    return History(
        recipe=settings.diff_recipe(),
        versions=tuple(documents),
        diffs=tuple(diffs),
        threads=follow_sentences(documents[0], diffs),
        facts=follow_values(diffs),
    )
