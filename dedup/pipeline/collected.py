"""A result of an engine as one object, for who can hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member, Skipped
from dedup.engine.columns import decoded, numbers, values
from dedup.engine.port import Data, Engine
from dedup.identity import identity
from dedup.pipeline.articles import ARTICLES, articles_of
from dedup.pipeline.bench import JOINED, JOINS, verdicts_of
from dedup.pipeline.clusters import CLUSTERED
from dedup.pipeline.flow import Judged
from dedup.pipeline.grouped import Grouped
from dedup.pipeline.isolation import cannot_be_compared
from dedup.settings import Settings
from dedup.verdicts import Indices, Verdicts


def collected(
    engine: Engine[Data], judged: Judged[Data], grouped: Grouped[Data], settings: Settings, texts: bool
) -> Clustering:
    """Return the result as `cluster_articles` does; the texts of members only if they are asked for."""
    known, identity = _known(engine, judged)
    table = pa.Table.from_batches(engine.rows(grouped.verdicts), JOINED)
    table = table.sort_by([("id_a", "ascending"), ("id_b", "ascending")]).combine_chunks()
    verdicts = verdicts_of(table)
    joins = numbers(table, JOINS, np.bool_)
    clusters = clusters_of(engine, grouped, verdicts, np.flatnonzero(joins))
    if texts:
        clusters = _with_texts(engine, judged, clusters)
    members = {member.article.id for cluster in clusters for member in cluster.members}
    related = verdicts.related()
    return Clustering(
        recipe={**settings.clustering_recipe(), "input": identity, "complete": judged.complete},
        engine=engine.name,
        articles=len(known),
        skipped=tuple(sorted(_skipped(engine, judged), key=lambda s: (s.path, s.why))),
        clusters=clusters,
        connections=verdicts.take(np.flatnonzero(related & ~joins)),
        singletons=tuple(article for key, article in known.items() if key not in members),
        stock=judged.stock,
        candidates=verdicts,
    )


def _known(engine: Engine[Data], judged: Judged[Data]) -> tuple[dict[str, Article], str]:
    """Return all articles by id, as they were read if they are in a pair, and their identity."""
    columns = ("id", "about", "digest", "why")
    schema = pa.schema([ARTICLES.field(name) for name in columns])
    batches = (rows.select(list(columns)) for rows in engine.rows(judged.articles, columns))
    table = pa.Table.from_batches(batches, schema)
    refused: list[bytes] = []
    for rows in engine.rows(judged.readings, ("id", "why")):
        refused += values(rows.filter(pc.is_valid(rows.column("why"))), "id")
    table = table.filter(pc.is_null(table.column("why")))
    table = table.filter(pc.invert(pc.is_in(table.column("id"), pa.array(refused, pa.binary())))).sort_by(
        "id"
    )
    known = {article.id: article for article in articles_of(table)}
    digests = numbers(table, "digest", np.uint64).tolist()
    for rows in engine.rows(judged.readings, ("id", "about", "first", "why")):
        own = rows.filter(pc.and_(rows.column("first"), pc.is_null(rows.column("why"))))
        known.update((article.id, article) for article in articles_of(own))
    return known, identity(known, digests)


def _skipped(engine: Engine[Data], judged: Judged[Data]) -> Iterator[Skipped]:
    for data, columns in ((judged.read, ("id", "why")), (judged.articles, ("id", "about", "why"))):
        for rows in engine.rows(data, columns):
            refused = rows.filter(pc.is_valid(rows.column("why")))
            yield from map(Skipped, _paths(refused), values(refused, "why"))
    for rows in engine.rows(judged.readings, ("id", "about", "first", "why")):
        refused = rows.filter(pc.and_(rows.column("first"), pc.is_valid(rows.column("why"))))
        yield from map(Skipped, _paths(refused), values(refused, "why"))
    for rows in engine.rows(judged.verdicts, ("id_a", "id_b", "why")):
        refused = rows.filter(pc.is_valid(rows.column("why")))
        sides = (decoded(refused, "id_a"), decoded(refused, "id_b"))
        for a, b, why in zip(*sides, values(refused, "why"), strict=True):
            yield Skipped(a, cannot_be_compared(b, why))


def _paths(rows: pa.RecordBatch) -> list[str]:
    """Return what a reader calls these articles; what could not be read has its path for an id."""
    if "about" not in rows.schema.names:
        return decoded(rows, "id")
    return [article.path or article.id for article in articles_of(rows)]


def clusters_of(
    engine: Engine[Data], grouped: Grouped[Data], verdicts: Verdicts, joins: Indices
) -> tuple[Cluster, ...]:
    """Return the clusters with their edges, the largest first."""
    table = pa.Table.from_batches(engine.rows(grouped.clusters), CLUSTERED)
    table = table.sort_by([("size", "descending"), ("leader", "ascending"), ("place", "ascending")])
    home = dict(zip(decoded(table, "id"), values(table, "cluster"), strict=True))
    edges: dict[str, list[int]] = {name: [] for name in home.values()}
    for row, a in zip(joins.tolist(), verdicts.columns.pairs[joins, 0].tolist(), strict=True):
        edges[home[verdicts.ids[a]]].append(row)
    people: dict[str, list[Member]] = {name: [] for name in edges}
    articles = articles_of(table)
    for article, role in zip(articles, values(table, "role"), strict=True):
        people[home[article.id]].append(Member(article, role))
    return tuple(
        Cluster(name, tuple(members), verdicts.take(np.array(edges[name], dtype=np.int64)))
        for name, members in people.items()
    )


def _with_texts(
    engine: Engine[Data], judged: Judged[Data], clusters: Iterable[Cluster]
) -> tuple[Cluster, ...]:
    """Return the clusters with the texts of their members."""
    found = list(clusters)
    texts = {member.article.id: "" for cluster in found for member in cluster.members}
    for rows in engine.rows(judged.articles, ("id", "text")):
        for name, text in zip(decoded(rows, "id"), decoded(rows, "text"), strict=True):
            if name in texts:
                texts[name] = text
    return tuple(
        replace(cluster, members=tuple(map(partial(_whole, texts), cluster.members))) for cluster in found
    )


def _whole(texts: Mapping[str, str], member: Member) -> Member:
    return replace(member, article=replace(member.article, text=texts[member.article.id]))
