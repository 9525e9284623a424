"""The whole way from articles to clusters: hash, retrieve, verify, group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.body import Body, body_of
from dedup.cluster import Clustering, Skipped
from dedup.document import Document
from dedup.errors import ArticleError
from dedup.grouping import group
from dedup.hashing import Hashes
from dedup.parsing import check_text, parse
from dedup.precedence import age, older_first
from dedup.retrieval import RetrievalSettings, find_candidates
from dedup.scanner import scan
from dedup.screening import shared_shares, telling
from dedup.settings import Settings
from dedup.sketch import Sketches, joined
from dedup.verdict import Verdict
from dedup.verification import verify

ENGINE = "local"
BATCH_ARTICLES = 1_000
BATCH_PAIRS = 10_000

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
    sketches = _sketches(good, settings.retrieval, report)
    report("find candidates", 0, None)
    distinct, copies = _distinct(good, sketches.digests)
    found = find_candidates(sketches.take(np.array(distinct, dtype=np.int64)), settings.retrieval)
    pairs = sorted(
        [
            *copies,
            *_screened(good, np.array(distinct, dtype=np.int64)[found.pairs], settings.retrieval, report),
        ]
    )
    verdicts, read = _verdicts(good, pairs, settings, report)
    groups = group(read, verdicts)
    return Clustering(
        recipe={**settings.clustering_recipe(), "complete": found.complete},
        engine=ENGINE,
        articles=len(good),
        skipped=tuple(sorted(skipped, key=lambda s: (s.path, s.why))),
        clusters=groups.clusters,
        connections=groups.connections,
        singletons=tuple(read.get(a.id, a) for a in good if a.id not in groups.joined),
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


def _sketches(articles: Sequence[Article], settings: RetrievalSettings, report: Progress) -> Sketches:
    """Return the sketches of all articles, made batch by batch."""
    parts = [settings.sketch(scan([]))]
    for start in range(0, len(articles), BATCH_ARTICLES):
        batch = articles[start : start + BATCH_ARTICLES]
        parts.append(settings.sketch(scan([article.text for article in batch])))
        report("hash words", start + len(batch), len(articles))
    return joined(parts)


def _screened(
    articles: Sequence[Article], pairs: NDArray[np.int64], settings: RetrievalSettings, report: Progress
) -> list[tuple[int, int]]:
    """Return the proposed pairs that share enough text to be verified."""
    shares = [np.empty(0)]
    for start in range(0, len(pairs), BATCH_PAIRS):
        which, batch = np.unique(pairs[start : start + BATCH_PAIRS], return_inverse=True)
        words = scan([articles[n].text for n in which.tolist()])
        shares.append(shared_shares(words, batch.reshape(-1, 2)))
        report("screen", start + len(batch), len(pairs))
    kept = telling(pairs, np.concatenate(shares), settings.sure_share, settings.least_share)
    return [(i, j) for i, j in pairs[kept].tolist()]


def _distinct(articles: Sequence[Article], digests: Hashes) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the positions of the oldest article of every text, and each of its copies paired with it.

    Without this, a text that stands in the folder a thousand times would be judged half a million times.
    """
    first: dict[int, int] = {}
    copies = []
    for n in sorted(range(len(articles)), key=lambda n: (*age(articles[n]), n)):
        same = first.setdefault(int(digests[n]), n)
        if same != n:
            copies.append((same, n))
    return sorted(first.values()), copies


def _verdicts(
    articles: Sequence[Article],
    pairs: Sequence[tuple[int, int]],
    settings: Settings,
    report: Progress,
) -> tuple[list[Verdict], dict[str, Article]]:
    """Return the verdict on every pair, and the articles in them with the title and date that they give."""
    parsed: dict[int, tuple[Document, Body]] = {}

    def closely(n: int) -> tuple[Document, Body]:
        if n not in parsed:
            document = parse(articles[n])
            parsed[n] = document, body_of(document)
        return parsed[n]

    verdicts = []
    for done, (i, j) in enumerate(pairs):
        report("verify", done + 1, len(pairs))
        (first, body), (second, other) = closely(i), closely(j)
        in_order = older_first(first, second)[0] is first
        verdicts.append(verify(*((body, other) if in_order else (other, body)), settings.verification))
    read = {
        document.article.id: replace(document.article, title=document.title, date=document.date)
        for document, _ in parsed.values()
    }
    return sorted(verdicts, key=lambda v: (v.a, v.b)), read
