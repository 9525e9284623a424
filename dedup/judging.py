"""Many pairs judged: batches of pairs, so that every text of a batch is scanned once, and threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.body import signs_in
from dedup.document import Metadata
from dedup.families import by_family
from dedup.marks import mark
from dedup.outline import outline
from dedup.parsing import title_of
from dedup.precedence import is_older
from dedup.shelf import Shelf
from dedup.verdict import Verdict
from dedup.verification import Judged, VerificationSettings, judge
from dedup.workers import in_order

BATCH_PAIRS = 2_000

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Read:
    """An article with the title and date that its text gives, its length, and where metadata stands in it."""

    article: Article
    chars: int
    metadata: tuple[Metadata, ...]


def read_closely(article: Article, text: str) -> Read:
    r"""Return what the outline of an article's text says.

    >>> text = "date 2025-09-04\n\nEs stürmt."
    >>> read_closely(Article(text), text).article.date
    '2025-09-04'
    """
    found = outline(text)
    title = title_of(article, text, found)
    return Read(replace(article, title=title, date=article.date or found.date), len(text), found.metadata)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles, and pairs of them (rows of two positions among them, the older first)."""

    read: list[Read]
    texts: list[str]
    pairs: Pairs

    def same_signs(self, i: int, j: int) -> bool:
        """Tell whether two articles have the same signs at their figures."""
        one, other = (signs_in(self.texts[n], self.read[n].metadata) for n in (i, j))
        return one == other


class Bench:
    """Judges pairs of articles, and remembers how each article was read.

    The title and date of an article are those that its text gives, where it was given without.
    """

    def __init__(self, shelf: Shelf, settings: VerificationSettings) -> None:
        self._shelf = shelf
        self._settings = settings
        self._read: dict[int, Read] = {}

    def judge(self, pairs: Pairs, report: Callable[[int], None]) -> list[Verdict]:
        """Return the verdicts on pairs of positions, by their ids; `report` is told how many are done."""
        verdicts: list[Verdict] = []
        for found in self._in_threads(pairs):
            verdicts.extend(found)
            report(len(verdicts))
        return sorted(verdicts, key=lambda v: (v.a, v.b))

    def articles(self) -> dict[int, Article]:
        """Return the articles that were read for a pair, by position."""
        return {n: read.article for n, read in self._read.items()}

    def _in_threads(self, pairs: Pairs) -> Iterator[list[Verdict]]:
        """Yield the verdicts batch by batch; while one is made into objects, the next are compared."""
        pairs = by_family(pairs)
        batches = (
            self._batch(pairs[start : start + BATCH_PAIRS]) for start in range(0, len(pairs), BATCH_PAIRS)
        )
        for batch, judged in in_order(self._judged, batches):
            yield self._verdicts(batch, judged)

    def _judged(self, batch: Batch) -> Judged:
        marks = mark(batch.texts, [item.metadata for item in batch.read])
        return judge(marks, batch.pairs, self._settings)

    def _batch(self, pairs: Pairs) -> Batch:
        which, local = np.unique(pairs, return_inverse=True)
        texts = [self._shelf.text(n) for n in which.tolist()]
        read = [self._closely(n, text) for n, text in zip(which.tolist(), texts, strict=True)]
        ordered = [_older_first(i, j, read) for i, j in local.reshape(-1, 2).tolist()]
        return Batch(read, texts, np.array(ordered, dtype=np.int64))

    def _closely(self, n: int, text: str) -> Read:
        if n not in self._read:
            self._read[n] = read_closely(self._shelf.about(n), text)
        return self._read[n]

    def _verdicts(self, batch: Batch, judged: Judged) -> list[Verdict]:
        same = judged.sharing.same
        return [
            judged.verdict(
                n, batch.read[i].article.id, batch.read[j].article.id, same[n] and batch.same_signs(i, j)
            )
            for n, (i, j) in enumerate(batch.pairs.tolist())
        ]


def _older_first(i: int, j: int, read: Sequence[Read]) -> tuple[int, int]:
    x, y = read[i], read[j]
    return (i, j) if is_older(x.article, y.article, x.chars, y.chars) else (j, i)
