"""A clustering as it lies in a folder, as one object."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member, Skipped, StockText
from dedup.diff import SCHEMA_VERSION
from dedup.errors import ReadError, RecipeError
from dedup.parts import ARTICLES, CLUSTERS, SKIPPED, VERDICTS, read_summary
from dedup.record import verdicts_from
from dedup.verdicts import Verdicts
from dedup.version import VERSION


def read_parts(folder: Path) -> Clustering:
    """Return the clustering that `dedup cluster --format parquet` wrote; the texts of its articles are empty.

    Raises `ReadError` if it is not complete or a file is damaged, and `RecipeError` if another version of
    dedup made it or its files do not belong together.
    """
    summary = read_summary(folder)
    if summary["schema_version"] != SCHEMA_VERSION or summary["recipe"].get("version") != VERSION:
        raise RecipeError(f"{folder}: made by another version of dedup; cluster the articles again")
    rows = _table(folder / "articles", ARTICLES, ("id", "title", "date", "source", "language", "path"))
    articles = {row["id"]: Article("", **row) for row in rows.sort_by("id").to_pylist()}
    table = _table(folder / "verdicts", VERDICTS).sort_by([("a", "ascending"), ("b", "ascending")])
    try:
        found = _clustering(folder, summary, articles, table.combine_chunks())
    except KeyError:
        found = None
    if found is None or (found.articles, len(found.clusters)) != (len(articles), summary["clusters"]):
        raise RecipeError(f"{folder}: its tables do not belong together; cluster the articles again")
    return found


def _clustering(
    folder: Path, summary: Mapping[str, Any], articles: Mapping[str, Article], table: pa.Table
) -> Clustering:
    verdicts = verdicts_from(table, list(articles))
    joins = np.asarray(table.column("joins").to_numpy(), dtype=np.bool_)
    clusters = _clusters(_table(folder / "clusters", CLUSTERS), articles, verdicts, joins)
    placed = {member.article.id for cluster in clusters for member in cluster.members}
    missed = _table(folder / "skipped", SKIPPED).sort_by([("path", "ascending"), ("why", "ascending")])
    return Clustering(
        recipe=summary["recipe"],
        engine=summary["engine"],
        articles=summary["articles"],
        skipped=tuple(Skipped(**row) for row in missed.to_pylist()),
        clusters=clusters,
        connections=verdicts.take(np.flatnonzero(verdicts.related() & ~joins)),
        singletons=tuple(article for name, article in articles.items() if name not in placed),
        stock=tuple(StockText(**item) for item in summary["stock_phrases"]),
        candidates=verdicts,
    )


def _clusters(
    table: pa.Table, articles: Mapping[str, Article], verdicts: Verdicts, joins: np.ndarray[Any, Any]
) -> tuple[Cluster, ...]:
    """Return the clusters with their edges, the largest first."""
    members: dict[str, list[Member]] = {}
    home = {}
    for row in table.sort_by([("cluster_id", "ascending"), ("place", "ascending")]).to_pylist():
        members.setdefault(row["cluster_id"], []).append(Member(articles[row["id"]], row["role"]))
        home[row["id"]] = row["cluster_id"]
    edges: dict[str, list[int]] = {name: [] for name in members}
    first = verdicts.columns.pairs[:, 0].tolist()
    for edge in np.flatnonzero(joins).tolist():
        edges[home[verdicts.ids[first[edge]]]].append(edge)
    found = (
        Cluster(name, tuple(its), verdicts.take(np.array(edges[name], dtype=np.int64)))
        for name, its in members.items()
    )
    return tuple(sorted(found, key=lambda one: (-len(one.members), one.members[0].article.id)))


def _table(folder: Path, schema: pa.Schema, columns: tuple[str, ...] | None = None) -> pa.Table:
    names = list(columns or schema.names)
    try:
        found = [pq.read_table(file, columns=names) for file in sorted(folder.glob("part-*.parquet"))]
        wanted = pa.schema([schema.field(name) for name in names])
        return pa.concat_tables([wanted.empty_table(), *(part.select(names).cast(wanted) for part in found)])
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        what = str(error).partition("\n")[0]
        raise ReadError(f"{folder}: cannot be read ({what}); cluster the articles again") from None
