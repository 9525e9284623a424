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
    from dedup.archive.adding import add_to_archive
    from dedup.archive.compacting import compact_archive
    from dedup.archive.listing import archive_clusters
    from dedup.archive.removing import Removed, remove_from_archive
    from dedup.article import Article
    from dedup.check import Check
    from dedup.checking import check_rewrite
    from dedup.cleaning import clean_folder
    from dedup.cluster import Cluster, Clustering, Member, Skipped, Story
    from dedup.clustering import cluster_articles
    from dedup.comparison import compare_articles
    from dedup.diff import Diff, Summary
    from dedup.document import Document, Metadata, Sentence
    from dedup.effort import too_long_to_mark
    from dedup.errors import ArticleError, DedupError, EngineError, PolicyError, ReadError, RecipeError
    from dedup.explaining import explain_pair
    from dedup.explanation import Explanation
    from dedup.grouping import Groups, cluster_of, group_articles, group_id
    from dedup.history import History
    from dedup.index import (
        Answer,
        ExactIndex,
        Hit,
        Index,
        QueriedPhrase,
        SegmentedIndex,
        StockPhrase,
    )
    from dedup.limits import MAX_ARTICLE_CHARS, MAX_BATCH_ARTICLES, MAX_REQUEST_BYTES
    from dedup.link import Edit, Fact, Link, Value
    from dedup.news import News
    from dedup.omission import Cleaning, Omission
    from dedup.parsing import parse
    from dedup.policy import Policy
    from dedup.reading import article_of, ending_refusal, iter_folder, read_article
    from dedup.reading.result import read_result
    from dedup.regrouping import regroup
    from dedup.render.beside import plain_markdown
    from dedup.render.check_schema import check_to_dict
    from dedup.render.cleaning_schema import cleaning_to_dict
    from dedup.render.explanation_schema import explanation_to_dict
    from dedup.render.history_schema import history_to_dict
    from dedup.render.markdown import diff_markdown
    from dedup.render.parquet import write_clustering_parquet
    from dedup.render.schema import clustering_json, clustering_to_dict, diff_to_dict, edge_to_dict, to_json
    from dedup.render.speech import Speech, Tongue, speech
    from dedup.render.table import clustering_csv
    from dedup.render.ticks import Ticks
    from dedup.render.webpage import (
        Layout,
        clustering_page,
        comparison_part,
        diff_page,
        history_part,
        page_style,
        plain_page,
        plain_part,
    )
    from dedup.render.word import diff_docx
    from dedup.render.wording import percent, printable
    from dedup.settings import Settings
    from dedup.sheet import Sheet, judge_against
    from dedup.span import Span
    from dedup.stories import StorySettings, find_stories
    from dedup.verdict import Evidence, Verdict
    from dedup.version import VERSION
    from dedup.versions import compare_versions
    from dedup.webhook import sign_webhook, verify_webhook
    from dedup.work import Work

_HOMES = {
    "Answer": "dedup.index",
    "Article": "dedup.article",
    "ArticleError": "dedup.errors",
    "Check": "dedup.check",
    "Cleaning": "dedup.omission",
    "Cluster": "dedup.cluster",
    "Clustering": "dedup.cluster",
    "DedupError": "dedup.errors",
    "Diff": "dedup.diff",
    "Document": "dedup.document",
    "Edit": "dedup.link",
    "EngineError": "dedup.errors",
    "Evidence": "dedup.verdict",
    "ExactIndex": "dedup.index",
    "Explanation": "dedup.explanation",
    "Fact": "dedup.link",
    "Groups": "dedup.grouping",
    "History": "dedup.history",
    "Hit": "dedup.index",
    "Index": "dedup.index",
    "Layout": "dedup.render.webpage",
    "Link": "dedup.link",
    "MAX_ARTICLE_CHARS": "dedup.limits",
    "MAX_BATCH_ARTICLES": "dedup.limits",
    "MAX_REQUEST_BYTES": "dedup.limits",
    "Member": "dedup.cluster",
    "Metadata": "dedup.document",
    "News": "dedup.news",
    "Omission": "dedup.omission",
    "Policy": "dedup.policy",
    "PolicyError": "dedup.errors",
    "QueriedPhrase": "dedup.index",
    "ReadError": "dedup.errors",
    "RecipeError": "dedup.errors",
    "Removed": "dedup.archive.removing",
    "SegmentedIndex": "dedup.index",
    "Sentence": "dedup.document",
    "Settings": "dedup.settings",
    "Sheet": "dedup.sheet",
    "Skipped": "dedup.cluster",
    "Span": "dedup.span",
    "Speech": "dedup.render.speech",
    "StockPhrase": "dedup.index",
    "Story": "dedup.cluster",
    "StorySettings": "dedup.stories",
    "Summary": "dedup.diff",
    "Ticks": "dedup.render.ticks",
    "Tongue": "dedup.render.speech",
    "VERSION": "dedup.version",
    "Value": "dedup.link",
    "Verdict": "dedup.verdict",
    "Work": "dedup.work",
    "add_to_archive": "dedup.archive.adding",
    "archive_clusters": "dedup.archive.listing",
    "article_of": "dedup.reading",
    "check_rewrite": "dedup.checking",
    "check_to_dict": "dedup.render.check_schema",
    "clean_folder": "dedup.cleaning",
    "cleaning_to_dict": "dedup.render.cleaning_schema",
    "cluster_articles": "dedup.clustering",
    "cluster_of": "dedup.grouping",
    "clustering_csv": "dedup.render.table",
    "clustering_json": "dedup.render.schema",
    "clustering_page": "dedup.render.webpage",
    "clustering_to_dict": "dedup.render.schema",
    "compact_archive": "dedup.archive.compacting",
    "compare_articles": "dedup.comparison",
    "compare_versions": "dedup.versions",
    "comparison_part": "dedup.render.webpage",
    "diff_docx": "dedup.render.word",
    "diff_markdown": "dedup.render.markdown",
    "diff_page": "dedup.render.webpage",
    "diff_to_dict": "dedup.render.schema",
    "edge_to_dict": "dedup.render.schema",
    "ending_refusal": "dedup.reading",
    "explain_pair": "dedup.explaining",
    "explanation_to_dict": "dedup.render.explanation_schema",
    "find_stories": "dedup.stories",
    "group_articles": "dedup.grouping",
    "group_id": "dedup.grouping",
    "history_part": "dedup.render.webpage",
    "history_to_dict": "dedup.render.history_schema",
    "iter_folder": "dedup.reading",
    "judge_against": "dedup.sheet",
    "page_style": "dedup.render.webpage",
    "parse": "dedup.parsing",
    "percent": "dedup.render.wording",
    "plain_markdown": "dedup.render.beside",
    "plain_page": "dedup.render.webpage",
    "plain_part": "dedup.render.webpage",
    "printable": "dedup.render.wording",
    "read_article": "dedup.reading",
    "read_result": "dedup.reading.result",
    "regroup": "dedup.regrouping",
    "remove_from_archive": "dedup.archive.removing",
    "sign_webhook": "dedup.webhook",
    "speech": "dedup.render.speech",
    "to_json": "dedup.render.schema",
    "too_long_to_mark": "dedup.effort",
    "verify_webhook": "dedup.webhook",
    "write_clustering_parquet": "dedup.render.parquet",
}

__all__ = [
    "MAX_ARTICLE_CHARS",
    "MAX_BATCH_ARTICLES",
    "MAX_REQUEST_BYTES",
    "VERSION",
    "Answer",
    "Article",
    "ArticleError",
    "Check",
    "Cleaning",
    "Cluster",
    "Clustering",
    "DedupError",
    "Diff",
    "Document",
    "Edit",
    "EngineError",
    "Evidence",
    "ExactIndex",
    "Explanation",
    "Fact",
    "Groups",
    "History",
    "Hit",
    "Index",
    "Layout",
    "Link",
    "Member",
    "Metadata",
    "News",
    "Omission",
    "Policy",
    "PolicyError",
    "QueriedPhrase",
    "ReadError",
    "RecipeError",
    "Removed",
    "SegmentedIndex",
    "Sentence",
    "Settings",
    "Sheet",
    "Skipped",
    "Span",
    "Speech",
    "StockPhrase",
    "Story",
    "StorySettings",
    "Summary",
    "Ticks",
    "Tongue",
    "Value",
    "Verdict",
    "Work",
    "add_to_archive",
    "archive_clusters",
    "article_of",
    "check_rewrite",
    "check_to_dict",
    "clean_folder",
    "cleaning_to_dict",
    "cluster_articles",
    "cluster_of",
    "clustering_csv",
    "clustering_json",
    "clustering_page",
    "clustering_to_dict",
    "compact_archive",
    "compare_articles",
    "compare_versions",
    "comparison_part",
    "diff_docx",
    "diff_markdown",
    "diff_page",
    "diff_to_dict",
    "edge_to_dict",
    "ending_refusal",
    "explain_pair",
    "explanation_to_dict",
    "find_stories",
    "group_articles",
    "group_id",
    "history_part",
    "history_to_dict",
    "iter_folder",
    "judge_against",
    "page_style",
    "parse",
    "percent",
    "plain_markdown",
    "plain_page",
    "plain_part",
    "printable",
    "read_article",
    "read_result",
    "regroup",
    "remove_from_archive",
    "sign_webhook",
    "speech",
    "to_json",
    "too_long_to_mark",
    "verify_webhook",
    "write_clustering_parquet",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
