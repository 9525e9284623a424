"""A look at one part of an index: where its table has the hashes of a question, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dedup.hashing import Hashes, Offsets
from dedup.index.lookup import first_articles, gathered, places_in, shared_of, sharing
from dedup.index.names import Flags
from dedup.index.part import Part


@dataclass(frozen=True, slots=True)
class Look:
    """Hash q of a question has the rows ``[begins[q], ends[q])`` in the part's table of passages."""

    part: Part
    begins: Offsets
    ends: Offsets

    def sharing(self, which: Flags, least: int) -> Offsets:
        """Return the articles that have at least so many of the hashes."""
        segment = self.part.segment
        found = gathered(segment.passages.items, self.begins, self.ends, which)
        if not len(found):
            return np.empty(0, dtype=np.int64)
        return sharing(np.sort(found), segment.first, self.part.gone, segment.sizes, least)

    def alike(self, keys: Hashes, digest: bool) -> tuple[Offsets, Flags]:
        """Return the articles that have some hashes of wholes, and whether it is the last one, a digest."""
        wholes = self.part.segment.wholes
        begins, ends = wholes.find(keys)
        found = gathered(wholes.items, begins, ends, np.ones(len(keys), dtype=np.bool_))
        articles = (found >> np.uint64(32)).astype(np.int64)
        last = found & np.uint64(0xFFFFFFFF) == len(keys) - 1
        left = ~self.part.gone[articles]
        return articles[left], last[left] & digest

    def shared(self, articles: Offsets, which: Flags) -> Offsets:
        """Return how many of the hashes each of some articles has."""
        segment = self.part.segment
        return shared_of(segment.passages.items, self.begins, self.ends, which, segment.first, articles)

    def first_articles(self, which: Offsets, most: int) -> Offsets:
        """Return for each of the hashes the first articles that have it."""
        segment, rows = self.part.segment, (self.begins[which], self.ends[which])
        return first_articles(segment.passages.items, *rows, segment.first, self.part.gone, most)

    def places(self, article: int) -> Offsets:
        """Return the first place of every hash in an article, -1 where it does not stand there."""
        segment = self.part.segment
        rows = (segment.passages.items, self.begins, self.ends)
        return places_in(*rows, segment.first, segment.gaps, article)
