"""What an archive holds: all its clusters, as one object for who can hold it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from dedup.archive import arrivals
from dedup.archive.bringing import held_groups
from dedup.archive.manifest import read_manifest
from dedup.archive.open import Open, entries_of
from dedup.archive.rows import ENTRIES
from dedup.archive.settling import settled, speaking
from dedup.article import Article
from dedup.cluster import Clustering
from dedup.engine.columns import numbers
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine, Data, Input
from dedup.identity import identity
from dedup.pipeline.articles import articles_of
from dedup.pipeline.grouped import grouped


def archive_clusters(archive: Path, engine: AnyEngine | None = None) -> Clustering:
    """Return the clusters of the archive in a folder; no text is read, and none is in the answer.

    >>> from tempfile import TemporaryDirectory
    >>> from dedup.archive.adding import add_to_archive
    >>> with TemporaryDirectory() as name:
    ...     _ = add_to_archive(Path(name), [Article("Es brennt.", "x"), Article("Nein.", "y")], "2025-09-01")
    ...     found = archive_clusters(Path(name))
    >>> found.articles, found.clusters, [article.id for article in found.singletons]
    (2, (), ['x', 'y'])
    """
    if engine is None:
        with LocalEngine() as local:
            return archive_clusters(archive, local)
    return _listed(Open(engine, archive, read_manifest(archive)))


def _listed(archive: Open[Data]) -> Clustering:
    engine, state = archive.engine, archive.state
    found = settled(archive, speaking(archive), state.settings(), None)
    groups = held_groups(engine, grouped(engine, found.readings, found.verdicts))
    known, identified = _known(archive, found.readings)
    members = {member.article.id for cluster in groups.found for member in cluster.members}
    return Clustering(
        recipe={**state.recipe, "input": identified, "complete": state.complete},
        engine=engine.name,
        articles=len(known),
        skipped=(),
        clusters=groups.found,
        connections=groups.verdicts.take(np.flatnonzero(groups.verdicts.related() & ~groups.joins)),
        singletons=tuple(article for key, article in known.items() if key not in members),
        stock=(),
        candidates=groups.verdicts,
    )


def _known(archive: Open[Data], readings: Data) -> tuple[dict[str, Article], str]:
    """Return all articles by id, as they were read if they are in a pair, and their identity."""
    engine = archive.engine
    deleted = Input(archive.log("deleted", ("n",)), "n")
    given = {"articles": Input(entries_of(archive), "n"), "deleted": deleted}
    left = engine.materialise(engine.exchange(given, arrivals.remaining, ENTRIES), "archive-left")
    table = pa.Table.from_batches(engine.rows(left), ENTRIES).sort_by("id")
    known = {article.id: article for article in articles_of(table)}
    digests = numbers(table, "digest", np.uint64).tolist()
    for rows in engine.rows(readings, ("id", "about")):
        known.update((one.id, one) for one in articles_of(rows) if one.id in known)
    return known, identity(known, digests)
