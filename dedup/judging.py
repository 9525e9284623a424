"""Many pairs judged: batches of pairs, so that every text of a batch is scanned once, and threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from os import cpu_count

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.body import signs_in
from dedup.compiled import compiled
from dedup.document import Metadata
from dedup.marks import Marks, mark
from dedup.outline import outline
from dedup.parsing import title_of
from dedup.precedence import is_older
from dedup.scanner import scan
from dedup.verdict import Verdict
from dedup.verification import Judged, VerificationSettings, judge

BATCH_PAIRS = 2_000
AHEAD = 4
"""How many batches are compared or wait to be, while another one is made into verdicts."""

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Read:
    """An article with the title and date that its text gives, and where metadata stands in it."""

    article: Article
    metadata: tuple[Metadata, ...]

    def signs(self) -> list[str]:
        """Return the signs that belong to figures."""
        return signs_in(self.article.text, self.metadata)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles, and pairs of them (rows of two positions among them, the older first)."""

    read: list[Read]
    marks: Marks
    pairs: Pairs

    def same_signs(self, i: int, j: int) -> bool:
        """Tell whether two articles have the same signs at their figures."""
        one, other = self.read[i], self.read[j]
        return one.signs() == other.signs()


def read_closely(article: Article) -> Read:
    r"""Return what the outline of an article's text says.

    >>> read_closely(Article("date 2025-09-04\n\nEs stürmt.")).article.date
    '2025-09-04'
    """
    found = outline(article.text)
    titled = replace(article, title=title_of(article, found), date=article.date or found.date)
    return Read(titled, found.metadata)


class Bench:
    """Judges pairs of articles, and remembers how each article was read.

    The title and date of an article are those that its text gives, where it was given without.
    """

    def __init__(self, articles: Sequence[Article], settings: VerificationSettings) -> None:
        self._articles = articles
        self._settings = settings
        self._read: dict[int, Read] = {}

    def judge(self, pairs: Pairs, report: Callable[[int], None]) -> list[Verdict]:
        """Return the verdicts on pairs of positions, by their ids; `report` is told how many are done."""
        verdicts: list[Verdict] = []
        for found in self._in_threads(pairs):
            verdicts.extend(found)
            report(len(verdicts))
        return sorted(verdicts, key=lambda v: (v.a, v.b))

    def articles(self) -> dict[str, Article]:
        """Return the articles that were read for a pair, by id."""
        return {read.article.id: read.article for read in self._read.values()}

    def _in_threads(self, pairs: Pairs) -> Iterator[list[Verdict]]:
        """Yield the verdicts batch by batch; while one is made into objects, the next are compared."""
        pairs = pairs[np.argsort(_families(pairs), kind="stable")]
        jobs: deque[tuple[Batch, Future[Judged]]] = deque()
        with ThreadPoolExecutor(cpu_count()) as pool:
            for start in range(0, len(pairs), BATCH_PAIRS):
                batch = self._batch(pairs[start : start + BATCH_PAIRS])
                jobs.append((batch, pool.submit(judge, batch.marks, batch.pairs, self._settings)))
                if len(jobs) > AHEAD:
                    yield self._verdicts(*_finished(jobs.popleft()))
            while jobs:
                yield self._verdicts(*_finished(jobs.popleft()))

    def _batch(self, pairs: Pairs) -> Batch:
        which, local = np.unique(pairs, return_inverse=True)
        read = [self._closely(n) for n in which.tolist()]
        texts = [item.article.text for item in read]
        marks = mark(scan(texts), [item.metadata for item in read])
        rows = local.reshape(-1, 2).tolist()
        ordered = [(i, j) if is_older(read[i].article, read[j].article) else (j, i) for i, j in rows]
        return Batch(read, marks, np.array(ordered, dtype=np.int64))

    def _closely(self, n: int) -> Read:
        if n not in self._read:
            self._read[n] = read_closely(self._articles[n])
        return self._read[n]

    def _verdicts(self, batch: Batch, judged: Judged) -> list[Verdict]:
        same = judged.sharing.same
        return [
            judged.verdict(
                n, batch.read[i].article.id, batch.read[j].article.id, same[n] and batch.same_signs(i, j)
            )
            for n, (i, j) in enumerate(batch.pairs.tolist())
        ]


@compiled
def _families(pairs: Pairs) -> NDArray[np.int64]:
    """Return for every pair the least position that it hangs together with: equal for a whole family."""
    parent = np.arange(pairs.max() + 1 if len(pairs) else 0)
    for n in range(len(pairs)):
        low, high = _root(parent, pairs[n, 0]), _root(parent, pairs[n, 1])
        parent[max(low, high)] = min(low, high)
    out = np.empty(len(pairs), dtype=np.int64)
    for n in range(len(pairs)):
        out[n] = _root(parent, pairs[n, 0])
    return out


@compiled
def _root(parent: NDArray[np.int64], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def _finished(job: tuple[Batch, Future[Judged]]) -> tuple[Batch, Judged]:
    return job[0], job[1].result()
