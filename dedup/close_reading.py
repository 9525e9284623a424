"""The close reading of an article before it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.article import Article
from dedup.outline import outline
from dedup.parsing import title_of
from dedup.span import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What the outline of an article says: its length in `chars`, and where metadata stands in it.

    Title and date are those that its text gives, where it was given without any.
    """

    title: str | None
    date: str | None
    chars: int
    metadata: tuple[Span, ...]


def read_closely(article: Article, text: str) -> Reading:
    r"""Return what the outline of an article's text says.

    >>> text = "date 2025-09-04\n\nEs stürmt."
    >>> read_closely(Article(text), text).date
    '2025-09-04'
    """
    found = outline(text)
    metadata = tuple(Span(item.start, item.end) for item in found.metadata)
    return Reading(title_of(article, text, found), article.date or found.date, len(text), metadata)
