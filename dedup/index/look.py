"""What a question asks of one part of an index, and how a segment answers."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from dedup.hashing import Hashes, Offsets
from dedup.index.lookup import first_articles, gathered, places_in, shared_of, sharing
from dedup.index.names import Flags
from dedup.index.part import Part
from dedup.sketch import Signatures


class Look(ABC):
    """A look at one part of an index with the hashes of a question; articles are numbers in the part."""

    counts: Offsets
    """In how many articles every hash stands; articles that are gone may still count."""

    @abstractmethod
    def __len__(self) -> int:
        """How many articles the part has; those that are gone may still count."""

    @abstractmethod
    def name(self, article: int) -> str:
        """Return the id of an article."""

    @abstractmethod
    def sizes(self, articles: Offsets) -> NDArray[np.integer]:
        """Return how many different hashes each of some articles has."""

    @abstractmethod
    def signatures(self, articles: Offsets) -> Signatures:
        """Return the signatures of some articles, at least one."""

    @abstractmethod
    def sharing(self, which: Flags, least: int) -> Offsets:
        """Return the articles that have at least so many of the hashes, or all that a short one has."""

    @abstractmethod
    def alike(self, keys: Hashes, digest: bool) -> tuple[Offsets, Flags]:
        """Return the articles that have some hashes of wholes, and whether it is the last one, a digest."""

    @abstractmethod
    def shared(self, articles: Offsets, which: Flags) -> Offsets:
        """Return how many of the hashes each of some articles has."""

    @abstractmethod
    def first_articles(self, which: Offsets, most: int) -> Offsets:
        """Return for each of the hashes the articles with the least ids that have it, filled up with -1."""

    @abstractmethod
    def places(self, article: int) -> Offsets:
        """Return the first place of every hash in an article, -1 where it does not stand there."""


class PartLook(Look):
    """A look at a segment: hash q has the rows ``[begins[q], ends[q])`` of its table of passages."""

    def __init__(self, part: Part, begins: Offsets, ends: Offsets) -> None:
        self._part = part
        self._segment = part.segment
        self._begins, self._ends = begins, ends
        self.counts = ends - begins

    def __len__(self) -> int:
        return len(self._segment)

    def name(self, article: int) -> str:
        """Return the id of an article."""
        return self._segment.names[article]

    def sizes(self, articles: Offsets) -> NDArray[np.integer]:
        """Return how many different hashes each of some articles has."""
        return self._segment.sizes[articles]

    def signatures(self, articles: Offsets) -> Signatures:
        """Return the signatures of some articles."""
        return self._segment.signatures[articles]

    def sharing(self, which: Flags, least: int) -> Offsets:
        """Return the articles that have at least so many of the hashes, or all that a short one has."""
        found = gathered(self._segment.passages.items, self._begins, self._ends, which)
        if not len(found):
            return np.empty(0, dtype=np.int64)
        return sharing(np.sort(found), self._segment.first, self._part.gone, self._segment.sizes, least)

    def alike(self, keys: Hashes, digest: bool) -> tuple[Offsets, Flags]:
        """Return the articles that have some hashes of wholes, and whether it is the last one, a digest."""
        wholes = self._segment.wholes
        begins, ends = wholes.find(keys)
        found = gathered(wholes.items, begins, ends, np.ones(len(keys), dtype=np.bool_))
        articles = (found >> np.uint64(32)).astype(np.int64)
        last = found & np.uint64(0xFFFFFFFF) == len(keys) - 1
        left = ~self._part.gone[articles]
        return articles[left], last[left] & digest

    def shared(self, articles: Offsets, which: Flags) -> Offsets:
        """Return how many of the hashes each of some articles has; no row is read in full."""
        rows = (self._segment.passages.items, self._begins, self._ends)
        return shared_of(*rows, which, self._segment.first, articles)

    def first_articles(self, which: Offsets, most: int) -> Offsets:
        """Return for each of the hashes the articles with the least ids that have it, filled up with -1."""
        segment, rows = self._segment, (self._begins[which], self._ends[which])
        return first_articles(segment.passages.items, *rows, segment.first, self._part.gone, most)

    def places(self, article: int) -> Offsets:
        """Return the first place of every hash in an article, -1 where it does not stand there."""
        rows = (self._segment.passages.items, self._begins, self._ends)
        return places_in(*rows, self._segment.first, self._segment.gaps, article)
