"""One article laid out for comparison with many others, and the verdicts on what it shares with them.

A batch is judged by `judging`; this is for one text at a time, in milliseconds: no sentences are read, and
what was read of an article is kept with it for the next question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.body import signs_in
from dedup.close_reading import Reading, read_closely
from dedup.marks import Marks, mark, together
from dedup.parsing import check_text
from dedup.precedence import is_older
from dedup.retrieval import RetrievalSettings
from dedup.scanner import Words, scan
from dedup.screening import Packed, packed, shared_shares, telling
from dedup.settings import Settings
from dedup.sketch import Sketches
from dedup.verdicts import NOTHING, Verdicts
from dedup.verification import judge


class Sheet:
    r"""An article with what comparing asks of it, read when it is needed first.

    Raises ArticleError for a text that cannot be worked on.

    >>> Sheet(Article("date 2025-09-04\n\nEs stürmt.", "a")).article.date
    '2025-09-04'
    """

    def __init__(self, article: Article) -> None:
        check_text(article.text)
        self.given = article

    @cached_property
    def article(self) -> Article:
        """The article, with the title and the date that its text gives where it was given without."""
        return replace(self.given, title=self._reading.title, date=self._reading.date)

    def sketch(self, settings: RetrievalSettings) -> Sketches:
        """Return what an index keeps of it."""
        return settings.sketch(self.scanned)

    @cached_property
    def scanned(self) -> Words:
        """All its words."""
        return scan([self.given.text])

    @property
    def is_scanned(self) -> bool:
        """Whether its words are known."""
        return "scanned" in self.__dict__

    @cached_property
    def words(self) -> Packed:
        """All its words, packed for a first look."""
        return packed(self.scanned)

    @cached_property
    def marks(self) -> Marks:
        """Its own words, with what verification asks of them."""
        return mark([self.given.text], [self._reading.metadata], self.scanned)

    @cached_property
    def signs(self) -> list[str]:
        """The signs at its figures."""
        return signs_in(self.given.text, self._reading.metadata)

    @cached_property
    def _reading(self) -> Reading:
        return read_closely(self.given, self.given.text)

    def is_older(self, other: Sheet) -> bool:
        """Tell whether it counts as older than another."""
        return is_older(self.article, other.article, self._reading.chars, other._reading.chars)


def judge_against(new: Sheet, known: Sequence[Sheet], settings: Settings | None = None) -> Verdicts:
    """Return the verdicts on one article and those of others that share enough text with it to be judged.

    Each is what clustering says of the pair; ids must differ. What only many verdicts together tell (that a
    text is a template, or a round-up) is not known here.

    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> known = [Sheet(Article(report, "x")), Sheet(Article("Es stürmt.", "y"))]
    >>> [(v.a, v.b, v.relation) for v in judge_against(Sheet(Article(f"{report} Endlich.", "z")), known)]
    [('z', 'x', 'near_duplicate')]
    """
    settings = settings or Settings()
    close = [known[n] for n in _close(new, known, settings)]
    if not close:
        return Verdicts((new.given.id,), NOTHING)
    sheets = [new, *close]
    pairs = np.array([(0, n) if new.is_older(other) else (n, 0) for n, other in enumerate(close, 1)])
    found = judge(together([sheet.marks for sheet in sheets]), pairs, settings.verification)
    same = zip(found.sharing.same.tolist(), close, strict=True)
    signs = np.array([words and new.signs == other.signs for words, other in same])
    return Verdicts([sheet.given.id for sheet in sheets], found.columns(pairs.astype(np.int32), signs))


def _close(new: Sheet, known: Sequence[Sheet], settings: Settings) -> list[int]:
    """Return which of the others share enough with it for a verdict."""
    if not known:
        return []
    _scan_all(known)
    words = [new.words, *(sheet.words for sheet in known)]
    first = np.cumsum([0, *map(len, words)], dtype=np.int64)
    pairs: NDArray[np.int64] = np.array([(0, n) for n in range(1, len(words))], dtype=np.int64)
    shares = shared_shares(np.concatenate(words), first, pairs)
    asked = settings.retrieval
    return np.flatnonzero(telling(pairs, shares, asked.sure_share, asked.least_share)).tolist()


def _scan_all(sheets: Sequence[Sheet]) -> None:
    """Scan the texts of those that were not scanned before, all in one pass."""
    unread = [sheet for sheet in sheets if not sheet.is_scanned]
    words = scan([sheet.given.text for sheet in unread])
    for n, sheet in enumerate(unread):
        sheet.scanned = words.only(n)
