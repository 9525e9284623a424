"""Which of two articles, and of many, came first."""

from __future__ import annotations

from dedup.article import Article, moment


def is_older(x: Article, y: Article, chars_x: int, chars_y: int) -> bool:
    """Tell whether x counts as older than y; their texts have so many characters.

    Without two dates that differ, the longer text counts as the older (a short report is taken from a
    long one far more often than the reverse), then the smaller id.

    >>> is_older(Article("Neu.", date="2025-09-05"), Article("Alt.", date="2025-09-04"), 4, 4)
    False
    """
    first, second = moment(x.date), moment(y.date)
    if first and second and first != second:
        return first < second
    return (-chars_x, x.id) <= (-chars_y, y.id)


def age(article: Article) -> tuple[bool, str]:
    """Return what sorts articles by date, those without one last.

    >>> sorted([Article("", date="2025-09-04"), Article(""), Article("", date="2024-01-01")], key=age)[0].date
    '2024-01-01'
    """
    published = article.published()
    return published is None, published.isoformat() if published else ""
