"""The whole way from articles to clusters: hash, retrieve, verify, group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.errors import ArticleError
from dedup.gathering import Gathered
from dedup.grouping import group
from dedup.hashing import Hashes
from dedup.judging import Bench
from dedup.parsing import check_text
from dedup.precedence import age
from dedup.retrieval import RetrievalSettings, find_candidates
from dedup.scanner import scan
from dedup.screening import shared_shares, telling
from dedup.settings import Settings
from dedup.stock import stock_texts

ENGINE = "local"
BATCH_ARTICLES = 1_000
BATCH_PAIRS = 10_000

Positions = NDArray[np.int64]

Progress = Callable[[str, int, int | None], None]
"""Called with the name of the step, how much of it is done, and how much there is (None: not known)."""


def cluster_articles(
    articles: Iterable[Article | Skipped],
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Clustering:
    """Return which articles take text from each other, as clusters with evidence.

    What could not be read passes through to `skipped`, and an article that cannot be worked on joins it
    with the reason; nothing stops the rest. Raises ArticleError if two articles have the same id.

    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> articles = [Article(report, id="x"), Article(report, id="y"), Article("Nein.", id="z")]
    >>> result = cluster_articles(articles)
    >>> [[m.article.id for m in c.members] for c in result.clusters], [a.id for a in result.singletons]
    ([['x', 'y']], ['z'])
    """
    settings = settings or Settings()
    report = progress or silent
    good, skipped = _sorted_out(articles, report)
    gathered = _gathered(good, settings.retrieval, report)
    report("find candidates", 0, None)
    distinct, copies = _distinct(good, gathered.digests())
    found = find_candidates(gathered, settings.retrieval, distinct)
    sharing = _screened(good, found.pairs, settings.retrieval, report)
    pairs = np.concatenate((copies, sharing))
    bench = Bench(good, settings.verification)
    verdicts = bench.judge(pairs, lambda done: report("verify", done, len(pairs)))
    read = bench.articles()
    groups = group(read, verdicts)
    joined_ids = groups.joined()
    return Clustering(
        recipe={**settings.clustering_recipe(), "complete": found.complete},
        engine=ENGINE,
        articles=len(good),
        skipped=tuple(sorted(skipped, key=lambda s: (s.path, s.why))),
        clusters=groups.clusters,
        connections=groups.connections,
        singletons=tuple(read.get(a.id, a) for a in good if a.id not in joined_ids),
        stock=stock_texts(found.stock, lambda n: good[n].text, settings.retrieval.shingle),
        candidates=groups.verdicts,
    )


def silent(_step: str, _done: int, _of: int | None) -> None:
    """Report to nobody."""


def _sorted_out(
    articles: Iterable[Article | Skipped], report: Progress
) -> tuple[list[Article], list[Skipped]]:
    """Return the articles that can be worked on, by id, and all others with the reason."""
    good: dict[str, Article] = {}
    skipped: list[Skipped] = []
    for n, item in enumerate(articles):
        report("read", n + 1, None)
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        if item.id in good:
            raise ArticleError(
                f"two articles have the id {item.id!r}; give every article its own", field="id"
            )
        try:
            check_text(item.text)
            good[item.id] = item
        except ArticleError as error:
            skipped.append(Skipped(item.path or item.id, str(error)))
    return [good[key] for key in sorted(good)], skipped


def _gathered(articles: Sequence[Article], settings: RetrievalSettings, report: Progress) -> Gathered:
    """Return the sketches of all articles, made batch by batch."""
    gathered = Gathered()
    gathered.add(settings.sketch(scan([])))
    for start in range(0, len(articles), BATCH_ARTICLES):
        batch = articles[start : start + BATCH_ARTICLES]
        gathered.add(settings.sketch(scan([article.text for article in batch])))
        report("hash words", start + len(batch), len(articles))
    return gathered


def _screened(
    articles: Sequence[Article], pairs: Positions, settings: RetrievalSettings, report: Progress
) -> Positions:
    """Return the proposed pairs that share enough text to be verified."""
    shares = [np.empty(0)]
    for start in range(0, len(pairs), BATCH_PAIRS):
        which, batch = np.unique(pairs[start : start + BATCH_PAIRS], return_inverse=True)
        words = scan([articles[n].text for n in which.tolist()])
        shares.append(shared_shares(words, batch.reshape(-1, 2)))
        report("screen", start + len(batch), len(pairs))
    kept = telling(pairs, np.concatenate(shares), settings.sure_share, settings.least_share)
    return pairs[kept]


def _distinct(articles: Sequence[Article], digests: Hashes) -> tuple[NDArray[np.bool_], Positions]:
    """Tell which article is the oldest of its text; return also each of its copies paired with it.

    Without this, a text that stands in the folder a thousand times would be judged half a million times.
    """
    first: dict[int, int] = {}
    copies = []
    for n in sorted(range(len(articles)), key=lambda n: (*age(articles[n]), n)):
        same = first.setdefault(int(digests[n]), n)
        if same != n:
            copies.append((same, n))
    distinct = np.zeros(len(articles), dtype=np.bool_)
    distinct[list(first.values())] = True
    return distinct, np.array(copies, dtype=np.int64).reshape(-1, 2)
