"""The whole way from articles to clusters: hash, retrieve, verify, group."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Skipped, StockText
from dedup.gathering import Gathered
from dedup.grouping import Groups, group_articles
from dedup.hashing import Hashes
from dedup.intake import Intake
from dedup.judging import Bench
from dedup.precedence import age
from dedup.progress import Progress, silent
from dedup.retrieval import RetrievalSettings, find_candidates
from dedup.screening import Screen, shared_shares, telling
from dedup.settings import Settings
from dedup.shelf import Shelf
from dedup.stock import stock_texts
from dedup.verdicts import Columns, Verdicts
from dedup.verification import VerificationSettings
from dedup.work import Work
from dedup.workers import in_order

ENGINE = "local"
BATCH_PAIRS = 100_000

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Pairs of positions on the shelf that are worth a verdict, and what was seen on the way to them."""

    pairs: Positions
    stock: tuple[StockText, ...]
    complete: bool


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
    texts lie in a temporary file, and in the answer only those in clusters have theirs, or none if no
    `texts` are asked for. With `work` in a folder of its own, a run that was cut off goes on from there.
    Raises ArticleError if two articles have the same id.

    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> articles = [Article(report, id="x"), Article(report, id="y"), Article("Nein.", id="z")]
    >>> result = cluster_articles(articles)
    >>> [[m.article.id for m in c.members] for c in result.clusters], [a.id for a in result.singletons]
    ([['x', 'y']], ['z'])
    """
    settings = settings or Settings()
    report = progress or silent
    with Work() if work is None else nullcontext(work) as place:
        place.begin(settings.clustering_recipe())
        intake = Intake(place, isinstance(articles, Sequence) and work is None, settings.retrieval)
        intake.take(articles, report)
        found = _proposed(intake, place, settings.retrieval, report)
        known, groups = _grouped(intake.shelf, found.pairs, settings.verification, place, report)
        return Clustering(
            recipe={**settings.clustering_recipe(), "input": _identity(intake), "complete": found.complete},
            engine=ENGINE,
            articles=len(known),
            skipped=tuple(sorted(intake.skipped, key=lambda s: (s.path, s.why))),
            clusters=_with_texts(groups.clusters, intake.shelf) if texts else groups.clusters,
            connections=groups.connections,
            singletons=groups.alone(known),
            stock=found.stock,
            candidates=groups.verdicts,
        )


def _by_id(shelf: Shelf) -> list[int]:
    """Return all positions in the order of the ids, so that no answer depends on the order of reading."""
    return sorted(range(len(shelf)), key=lambda n: shelf.about(n).id)


def identity(ids: Iterable[str], digests: Iterable[int]) -> str:
    """Return what tells this input from others: a hash of all ids, ascending, and of their words."""
    hashed = blake2b(digest_size=16)
    for name, digest in zip(ids, digests, strict=True):
        hashed.update(f"{name}\x00{digest}\x00".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def _identity(intake: Intake) -> str:
    by_id, digests = _by_id(intake.shelf), intake.gathered.digests()
    return identity((intake.shelf.about(n).id for n in by_id), digests[by_id].tolist())


def _proposed(intake: Intake, work: Work, settings: RetrievalSettings, report: Progress) -> Proposed:
    """Return the pairs worth a verdict, as an earlier run found them if one did."""
    kept = work.load("proposed")
    if kept:
        stock = tuple(StockText(*row) for row in json.loads(kept["stock"].tobytes()))
        return Proposed(kept["pairs"], stock, bool(kept["complete"]))
    found = _found(intake.shelf, intake.gathered, intake.screen, settings, report)
    rows = json.dumps([(item.text, item.articles) for item in found.stock]).encode()
    work.save(
        "proposed",
        pairs=found.pairs,
        stock=np.frombuffer(rows, dtype=np.uint8),
        complete=np.array(found.complete),
    )
    return found


def _found(
    shelf: Shelf, gathered: Gathered, screen: Screen, settings: RetrievalSettings, report: Progress
) -> Proposed:
    report("find candidates", 0, None)
    order, copies = _distinct(shelf, gathered.digests())
    found = find_candidates(gathered, settings, order)
    screened = _screened(screen, order[found.pairs], settings, report)
    stock = stock_texts(found.stock, lambda n: shelf.text(int(order[n])), settings.shingle)
    return Proposed(np.concatenate((copies, screened)), stock, found.complete)


def _distinct(shelf: Shelf, digests: Hashes) -> tuple[Positions, Positions]:
    """Return the positions of the oldest article of every text, by id, and each of its copies paired with it.

    Without this, a text that stands in the folder a thousand times would be judged half a million times.
    """
    first: dict[int, int] = {}
    copies = []
    by_id = _by_id(shelf)
    for n in sorted(by_id, key=lambda n: age(shelf.about(n))):
        same = first.setdefault(int(digests[n]), n)
        if same != n:
            copies.append((same, n))
    oldest = set(first.values())
    distinct = np.array([n for n in by_id if n in oldest], dtype=np.int64)
    return distinct, np.array(copies, dtype=np.int64).reshape(-1, 2)


def _screened(screen: Screen, pairs: Positions, settings: RetrievalSettings, report: Progress) -> Positions:
    """Return the proposed pairs that share enough text to be verified."""
    shares = [np.empty(0)]
    done = 0
    batches = [pairs[start : start + BATCH_PAIRS] for start in range(0, len(pairs), BATCH_PAIRS)]
    for batch, found in in_order(partial(shared_shares, *screen.words()), batches):
        shares.append(found)
        done += len(batch)
        report("screen", done, len(pairs))
    return pairs[telling(pairs, np.concatenate(shares), settings.sure_share, settings.least_share)]


def _grouped(
    shelf: Shelf, pairs: Positions, settings: VerificationSettings, work: Work, report: Progress
) -> tuple[dict[str, Article], Groups]:
    """Return all articles by id, as they were read if they are in a pair, and what the verdicts come to."""
    judged = Bench(shelf, settings, work).judge(pairs, lambda done: report("verify", done, len(pairs)))
    report("group", 0, None)
    by_id = _by_id(shelf)
    known = {article.id: article for article in map(shelf.about, by_id)}
    return known, group_articles(known, _by_name(judged, by_id, list(known)))


def _by_name(judged: Columns, by_id: list[int], names: list[str]) -> Verdicts:
    """Return verdicts on positions on the shelf as those on ids, in their order."""
    rank = np.empty(len(by_id), dtype=np.int32)
    rank[by_id] = np.arange(len(by_id))
    pairs = rank[judged.pairs]
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return Verdicts(names, replace(judged, pairs=pairs).ordered(order))


def _with_texts(clusters: Sequence[Cluster], shelf: Shelf) -> tuple[Cluster, ...]:
    """Return the clusters with the texts of their members."""
    position = {shelf.about(n).id: n for n in range(len(shelf))}

    def whole(cluster: Cluster) -> Cluster:
        members = (
            replace(m, article=replace(m.article, text=shelf.text(position[m.article.id])))
            for m in cluster.members
        )
        return replace(cluster, members=tuple(members))

    return tuple(map(whole, clusters))
