"""Many pairs judged: batches of pairs, so that every text of a batch is scanned once, and threads."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.body import signs_in
from dedup.families import by_family
from dedup.marks import mark
from dedup.outline import outline
from dedup.parsing import title_of
from dedup.precedence import is_older
from dedup.shelf import Shelf
from dedup.span import Span
from dedup.verdicts import Columns
from dedup.verification import VerificationSettings, judge
from dedup.work import Work
from dedup.workers import in_order

BATCH_PAIRS = 2_000

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the outline of an article says: its length in `chars`, and where metadata stands in it.

    Title and date are those that its text gives, where it was given without any.
    """

    title: str | None
    date: str | None
    chars: int
    metadata: tuple[Span, ...]


def read_closely(article: Article, text: str) -> Reading:
    r"""Return what the outline of an article's text says.

    >>> text = "date 2025-09-04\n\nEs stürmt."
    >>> read_closely(Article(text), text).date
    '2025-09-04'
    """
    found = outline(text)
    metadata = tuple(Span(item.start, item.end) for item in found.metadata)
    return Reading(title_of(article, text, found), article.date or found.date, len(text), metadata)


class _Readings:
    """The lengths and metadata of the articles that were read closely, in little memory."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._chars = np.full(len(shelf), -1, dtype=np.int64)
        self._bounds = np.zeros((len(shelf), 2), dtype=np.int64)
        self._spans = array("i")

    def add(self, n: int, text: str) -> None:
        """Read article n, and tell the shelf its title and date, unless that was done before."""
        if self._chars[n] >= 0:
            return
        found = read_closely(self._shelf.about(n), text)
        self._shelf.learn(n, found.title, found.date)
        start = len(self._spans)
        for span in found.metadata:
            self._spans.extend((span.start, span.end))
        self._bounds[n] = start, len(self._spans)
        self._chars[n] = found.chars

    def metadata(self, n: int) -> tuple[Span, ...]:
        """Return where metadata stands in the text of article n."""
        start, end = self._bounds[n].tolist()
        places = self._spans[start:end]
        return tuple(map(Span, places[::2], places[1::2]))

    def older_first(self, i: int, j: int) -> tuple[int, int]:
        """Return both positions, that of the older article first."""
        x, y = self._shelf.about(i), self._shelf.about(j)
        return (i, j) if is_older(x, y, int(self._chars[i]), int(self._chars[j])) else (j, i)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles, and pairs of them: positions on the shelf, the older first.

    `which` are the positions of the articles, ascending.
    """

    number: int
    which: NDArray[np.int64]
    texts: list[str]
    metadata: list[tuple[Span, ...]]
    pairs: Pairs

    def same_signs(self, i: int, j: int) -> bool:
        """Tell whether two of the articles have the same signs at their figures."""
        one, other = (signs_in(self.texts[n], self.metadata[n]) for n in (i, j))
        return one == other


class Bench:
    """Judges pairs of articles on a shelf; what is judged is kept in the work, batch by batch.

    The shelf then knows the title and date that an article's text gives, where it was given without.
    """

    def __init__(self, shelf: Shelf, settings: VerificationSettings, work: Work) -> None:
        self._shelf = shelf
        self._settings = settings
        self._work = work
        self._readings = _Readings(shelf)

    def judge(self, pairs: Pairs, report: Callable[[int], None]) -> Columns:
        """Return the verdicts on pairs of positions; `report` is told how many are done.

        While one batch is read, others are compared.
        """
        found = []
        done = 0
        for batch, columns in in_order(self._judged, self._batches(by_family(pairs))):
            found.append(columns)
            done += len(batch.pairs)
            report(done)
        return Columns.joined(found)

    def _batches(self, pairs: Pairs) -> Iterator[Batch]:
        for number, start in enumerate(range(0, len(pairs), BATCH_PAIRS)):
            yield self._batch(number, pairs[start : start + BATCH_PAIRS])

    def _batch(self, number: int, pairs: Pairs) -> Batch:
        which = np.unique(pairs)
        texts = [self._shelf.text(n) for n in which.tolist()]
        for n, text in zip(which.tolist(), texts, strict=True):
            self._readings.add(n, text)
        ordered = [self._readings.older_first(i, j) for i, j in pairs.tolist()]
        metadata = [self._readings.metadata(n) for n in which.tolist()]
        return Batch(number, which, texts, metadata, np.array(ordered, dtype=np.int64))

    def _judged(self, batch: Batch) -> Columns:
        part = f"verdicts-{batch.number:06}"
        kept = self._work.load(part)
        if kept:
            return Columns(**kept)
        local = np.searchsorted(batch.which, batch.pairs)
        judged = judge(mark(batch.texts, batch.metadata), local, self._settings)
        signs = np.zeros(len(local), dtype=np.bool_)
        for n in np.flatnonzero(judged.sharing.same).tolist():
            signs[n] = batch.same_signs(*local[n].tolist())
        columns = judged.columns(batch.pairs.astype(np.int32), signs)
        self._work.save(part, **columns.arrays())
        return columns
