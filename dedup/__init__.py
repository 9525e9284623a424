"""Finds news texts that take text from each other and shows what every version changed.

>>> from dedup import Article, compare_articles
>>> diff = compare_articles(Article("26 Länder sind bereit."), Article("27 Länder sind bereit."))
>>> [link.kind for link in diff.links]
['reworded']

The public names are loaded when they are first used, so that a command starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.article import Article
    from dedup.cluster import Cluster, Clustering, Member, Skipped
    from dedup.clustering import cluster_articles
    from dedup.comparison import compare_articles
    from dedup.diff import Diff, Summary
    from dedup.document import Document, Metadata, Sentence
    from dedup.errors import ArticleError, DedupError, ReadError, RecipeError
    from dedup.limits import MAX_ARTICLE_CHARS, MAX_BATCH_ARTICLES, MAX_REQUEST_BYTES
    from dedup.link import Edit, Fact, Link, Value
    from dedup.parsing import parse
    from dedup.reading import iter_folder, read_article
    from dedup.render.schema import clustering_to_dict, diff_to_dict, to_json
    from dedup.settings import Settings
    from dedup.span import Span
    from dedup.verdict import Evidence, Verdict
    from dedup.version import VERSION

_HOMES = {
    "Article": "dedup.article",
    "ArticleError": "dedup.errors",
    "Cluster": "dedup.cluster",
    "Clustering": "dedup.cluster",
    "DedupError": "dedup.errors",
    "Diff": "dedup.diff",
    "Document": "dedup.document",
    "Edit": "dedup.link",
    "Evidence": "dedup.verdict",
    "Fact": "dedup.link",
    "Link": "dedup.link",
    "MAX_ARTICLE_CHARS": "dedup.limits",
    "MAX_BATCH_ARTICLES": "dedup.limits",
    "MAX_REQUEST_BYTES": "dedup.limits",
    "Member": "dedup.cluster",
    "Metadata": "dedup.document",
    "ReadError": "dedup.errors",
    "RecipeError": "dedup.errors",
    "Sentence": "dedup.document",
    "Settings": "dedup.settings",
    "Skipped": "dedup.cluster",
    "Span": "dedup.span",
    "Summary": "dedup.diff",
    "VERSION": "dedup.version",
    "Value": "dedup.link",
    "Verdict": "dedup.verdict",
    "cluster_articles": "dedup.clustering",
    "clustering_to_dict": "dedup.render.schema",
    "compare_articles": "dedup.comparison",
    "diff_to_dict": "dedup.render.schema",
    "iter_folder": "dedup.reading",
    "parse": "dedup.parsing",
    "read_article": "dedup.reading",
    "to_json": "dedup.render.schema",
}

__all__ = [
    "MAX_ARTICLE_CHARS",
    "MAX_BATCH_ARTICLES",
    "MAX_REQUEST_BYTES",
    "VERSION",
    "Article",
    "ArticleError",
    "Cluster",
    "Clustering",
    "DedupError",
    "Diff",
    "Document",
    "Edit",
    "Evidence",
    "Fact",
    "Link",
    "Member",
    "Metadata",
    "ReadError",
    "RecipeError",
    "Sentence",
    "Settings",
    "Skipped",
    "Span",
    "Summary",
    "Value",
    "Verdict",
    "cluster_articles",
    "clustering_to_dict",
    "compare_articles",
    "diff_to_dict",
    "iter_folder",
    "parse",
    "read_article",
    "to_json",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
