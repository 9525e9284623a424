"""Which of two documents, and of many articles, came first."""

from __future__ import annotations

from dedup.article import Article, moment
from dedup.document import Document


def older_first(x: Document, y: Document) -> tuple[Document, Document]:
    """Return the two documents with the older one first.

    Without two dates that differ, the longer text counts as the older (a short report is taken from a
    long one far more often than the reverse), then the smaller id.
    """
    first, second = moment(x.date), moment(y.date)
    if first and second and first != second:
        return (x, y) if first < second else (y, x)
    return (x, y) if (-len(x.text), x.article.id) <= (-len(y.text), y.article.id) else (y, x)


def age(article: Article) -> tuple[bool, str]:
    """Return what sorts articles by date, those without one last.

    >>> sorted([Article("", date="2025-09-04"), Article(""), Article("", date="2024-01-01")], key=age)[0].date
    '2024-01-01'
    """
    published = article.published()
    return published is None, published.isoformat() if published else ""
