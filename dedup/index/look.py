"""What a question asks of one part of an index, and how a segment answers."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from dedup.hashing import Hashes, Offsets
from dedup.index.lookup import Met, first_articles, gathered, met, places_in
from dedup.index.names import Flags
from dedup.index.part import Part
from dedup.index.table import Items
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
    def sizes(self, articles: Offsets) -> Items:
        """Return how many different hashes each of some articles has."""

    @abstractmethod
    def signatures(self, articles: Offsets) -> Signatures:
        """Return the signatures of some articles, at least one."""

    @abstractmethod
    def met(self, keys: Hashes, digest: bool, stock: Flags, leads: Offsets, least: int) -> Met:
        """Return the articles that may be hits, each once.

        They have at least so many hashes that are not stock, or all that a short one has; or some hash of a
        whole (`keys`, the last of which may be a digest); or they are `leads`.
        """

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

    def sizes(self, articles: Offsets) -> Items:
        """Return how many different hashes each of some articles has."""
        return self._segment.sizes[articles]

    def signatures(self, articles: Offsets) -> Signatures:
        """Return the signatures of some articles."""
        return self._segment.signatures[articles]

    def met(self, keys: Hashes, digest: bool, stock: Flags, leads: Offsets, least: int) -> Met:
        """Return the articles that may be hits, each once."""
        segment, rows = self._segment, (self._segment.passages.items, self._begins, self._ends)
        found = gathered(*rows, stock)
        found.sort()
        bounds = segment.wholes.find(keys)
        wholes = gathered(segment.wholes.items, *bounds, np.zeros(len(keys), dtype=np.bool_))
        last = len(keys) - 1 if digest else -1
        shape = (segment.first, self._part.gone, segment.sizes)
        return met(found, wholes, leads, *rows, stock, *shape, least, last)

    def first_articles(self, which: Offsets, most: int) -> Offsets:
        """Return for each of the hashes the articles with the least ids that have it, filled up with -1."""
        segment, rows = self._segment, (self._begins[which], self._ends[which])
        return first_articles(segment.passages.items, *rows, segment.first, self._part.gone, most)

    def places(self, article: int) -> Offsets:
        """Return the first place of every hash in an article, -1 where it does not stand there."""
        rows = (self._segment.passages.items, self._begins, self._ends)
        return places_in(*rows, self._segment.first, self._segment.gaps, article)
