"""What a day brought to an archive in the result schema (version 1)."""

from __future__ import annotations

from dedup.diff import SCHEMA_VERSION
from dedup.news import News
from dedup.render.schema import Json, cluster_to_dict, edge_to_dict


def news_to_dict(news: News) -> Json:
    """Return the news in the result schema; `new` are the ids of new articles in clusters."""
    return {
        "schema_version": SCHEMA_VERSION,
        "engine": news.engine,
        "articles": news.articles,
        "skipped": [{"path": item.path, "why": item.why} for item in news.skipped],
        "new": sorted(news.ids),
        "clusters": [cluster_to_dict(cluster) for cluster in news.clusters],
        "pairs": [edge_to_dict(pair) for pair in news.pairs],
    }
