"""The whole way from articles to clusters, on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.engine.local import LocalEngine
from dedup.pipeline.run import cluster_on
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.work import Work


def cluster_articles(
    articles: Iterable[Article | Skipped],
    settings: Settings | None = None,
    progress: Progress | None = None,
    texts: bool = True,
    work: Work | None = None,
) -> Clustering:
    """Return which articles take text from each other, as clusters with evidence.

    What could not be read passes through to `skipped`, and an article that cannot be worked on joins it
    with the reason; nothing stops the rest. Articles that are not in a sequence already are streamed: their
    texts lie in temporary files, and in the answer only those in clusters have theirs, or none if no
    `texts` are asked for. With `work` in a folder of its own, a run that was cut off goes on from there.
    Raises ArticleError if two articles have the same id.

    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> articles = [Article(report, id="x"), Article(report, id="y"), Article("Nein.", id="z")]
    >>> result = cluster_articles(articles)
    >>> [[m.article.id for m in c.members] for c in result.clusters], [a.id for a in result.singletons]
    ([['x', 'y']], ['z'])
    """
    settings = settings or Settings()
    if work is not None:
        work.begin(settings.clustering_recipe())
    with LocalEngine(None if work is None else work.folder) as engine:
        found = cluster_on(engine, articles, settings, progress, texts)
    if not (texts and isinstance(articles, Sequence)):
        return found
    given = {item.id: item.text for item in articles if isinstance(item, Article)}
    return replace(found, singletons=tuple(_whole(article, given) for article in found.singletons))


def _whole(article: Article, texts: Mapping[str, str]) -> Article:
    return replace(article, text=texts[article.id])
