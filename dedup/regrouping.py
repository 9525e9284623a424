"""Clusters with other bars, from the verdicts that are there: no article is read or compared again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from dedup.cluster import Clustering
from dedup.grouping import group_articles
from dedup.settings import Settings
from dedup.verdicts import Verdicts
from dedup.verification import judged_again


def regroup(clustering: Clustering, threshold: float | None = None, near: float | None = None) -> Clustering:
    """Return the clustering that other bars give, the same as clustering all articles again with them.

    `threshold` is the least score of a related pair, `near` the least resemblance of near-duplicates (0 to
    1); a bar that is not given stays as it was. Stories are left out:
    they need the texts. Raises RecipeError for a recipe that is not known here.

    >>> from dedup import Article, cluster_articles
    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> articles = [Article(report, id="x"), Article(f"{report} Die Opposition war dagegen.", id="y")]
    >>> found = cluster_articles(articles)
    >>> len(found.clusters), len(regroup(found, threshold=1.0).clusters)
    (1, 0)
    """
    settings = Settings.of_clustering(clustering.recipe).with_bars(threshold, near).verification
    articles = clustering.known()
    groups = group_articles(articles, judged_again(Verdicts.of(clustering.candidates), settings))
    return replace(
        clustering,
        recipe={**_without_stories(clustering.recipe), "verification": asdict(settings)},
        clusters=groups.clusters,
        connections=groups.connections,
        singletons=groups.alone(articles),
        candidates=groups.verdicts,
        stories=None,
    )


def _without_stories(recipe: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in recipe.items() if key != "stories"}
