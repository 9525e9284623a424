"""Clusters: the members that hang together, with the part that everyone plays there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from dedup.article import Article
from dedup.cluster import Cluster
from dedup.engine.columns import batch, numbers, picked, shape, taken, whole
from dedup.grouping import cluster_of
from dedup.pipeline.articles import articles_of
from dedup.pipeline.bench import JOINED, JOINS, verdicts_of
from dedup.pipeline.stars import roots_of

MEMBERS = shape(root=pa.int64(), n=pa.int64(), id=pa.binary(), about=pa.binary())
"""An article as it was read closely, and the article with the lowest number that it hangs together with."""

EDGES = JOINED.append(pa.field("root", pa.int64()))

CLUSTERED = shape(
    cluster=pa.string(),
    size=pa.int64(),
    leader=pa.binary(),
    place=pa.int64(),
    role=pa.string(),
    n=pa.int64(),
    id=pa.binary(),
    about=pa.binary(),
    first=pa.int64(),
)
"""A member of a cluster of so many: its `place` there, and id (`leader`) and number of the first one."""


def members(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `MEMBERS`: articles that were read closely and hang together with others."""
    table = given["readings"].filter(given["readings"].column("first"))
    linked, root = roots_of(given["links"], numbers(table, "n"))
    table = table.filter(pa.array(linked)).select(["n", "id", "about"])
    yield from table.add_column(0, pa.field("root", pa.int64()), pa.array(root[linked])).to_batches()


def edges(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `EDGES`: the verdicts that join, with the root of their articles."""
    table = given["verdicts"].filter(given["verdicts"].column(JOINS))
    _, root = roots_of(given["links"], numbers(table, "a"))
    yield from table.append_column(pa.field("root", pa.int64()), pa.array(root)).to_batches()


def clustered(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `CLUSTERED` from `MEMBERS` and `EDGES` of whole clusters."""
    people = given["members"].sort_by([("root", "ascending"), ("n", "ascending")]).combine_chunks()
    links = given["edges"].sort_by([("root", "ascending"), ("a", "ascending"), ("b", "ascending")])
    articles, verdicts = articles_of(people), verdicts_of(links.combine_chunks())
    roots, first = np.unique(numbers(people, "root"), return_index=True)
    bounds = np.append(first, len(people)).tolist()
    edge = np.searchsorted(numbers(links, "root"), np.append(roots, np.iinfo(np.int64).max)).tolist()
    made = []
    for n in range(len(roots)):
        rows = np.arange(edge[n], edge[n + 1])
        made.append(cluster_of(articles[bounds[n] : bounds[n + 1]], verdicts.take(rows)))
    if made:
        yield _rows(made, people, articles)


def _rows(clusters: Sequence[Cluster], people: pa.Table, articles: Sequence[Article]) -> pa.RecordBatch:
    row = {article.id: k for k, article in enumerate(articles)}
    order = np.array([row[member.article.id] for cluster in clusters for member in cluster.members])
    sizes = np.array([len(cluster.members) for cluster in clusters])
    leaders = np.repeat(np.cumsum(sizes) - sizes, sizes)
    people = picked(people, order)
    names = pa.array([cluster.id for cluster in clusters])
    return batch(
        CLUSTERED,
        cluster=taken(names, np.repeat(np.arange(len(sizes)), sizes)),
        size=np.repeat(sizes, sizes),
        leader=taken(whole(people, "id"), leaders),
        place=np.arange(len(order)) - leaders,
        role=pa.array([member.role for cluster in clusters for member in cluster.members]),
        n=numbers(people, "n"),
        id=whole(people, "id"),
        about=whole(people, "about"),
        first=numbers(people, "n")[leaders],
    )
