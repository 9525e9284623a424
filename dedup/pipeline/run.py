"""A clustering on an engine: articles in, a `Clustering` out."""

from __future__ import annotations

from collections.abc import Iterable

from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.engine.port import Data, Engine
from dedup.pipeline.articles import READ, given_rows
from dedup.pipeline.collected import collected
from dedup.pipeline.flow import judged
from dedup.pipeline.grouped import grouped
from dedup.progress import Progress, silent
from dedup.settings import Settings


def cluster_on(
    engine: Engine[Data],
    articles: Iterable[Article | Skipped],
    settings: Settings | None = None,
    progress: Progress | None = None,
    texts: bool = True,
) -> Clustering:
    """Return what `cluster_articles` returns, worked out on an engine; the result names it.

    Texts of members are in the answer only if `texts` are asked for; singletons have none. Raises
    ArticleError if two articles have the same id.

    >>> from dedup.engine.local import LocalEngine
    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> articles = [Article(report, id="x"), Article(report, id="y"), Article("Nein.", id="z")]
    >>> with LocalEngine() as engine:
    ...     [[m.article.id for m in c.members] for c in cluster_on(engine, articles).clusters]
    [['x', 'y']]
    """
    settings, report = settings or Settings(), progress or silent
    read = engine.materialise(
        engine.given(given_rows(articles), READ), "read", lambda rows: report("read and hash", rows, None)
    )
    return cluster_read(engine, read, settings, report, texts)


def cluster_read(
    engine: Engine[Data], read: Data, settings: Settings, report: Progress = silent, texts: bool = True
) -> Clustering:
    """Return the same for articles that were read already: rows of `READ`, materialised."""
    found = judged(engine, read, settings, report)
    report("group", 0, None)
    groups = grouped(engine, found.readings, found.verdicts)
    return collected(engine, found, groups, settings, texts)
