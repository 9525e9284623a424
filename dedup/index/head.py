"""The articles that came last, in plain dictionaries: one more is taken in, and found, in microseconds.

A segment is made of arrays that are sorted once; to make one for every article, and to ask many small ones,
takes far longer. When a head is long enough it becomes a segment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain, compress

import numpy as np

from dedup.hashing import Hashes, Offsets
from dedup.index.building import segment_of, whole_keys
from dedup.index.look import Look
from dedup.index.lookup import BAND, DIGEST, LED, Met
from dedup.index.names import Flags
from dedup.index.part import Part
from dedup.index.table import CUT, Items
from dedup.retrieval import RetrievalSettings
from dedup.sketch import Signatures, Sketches


class Head:
    """Articles by numbers, in the order in which they came. One thread at a time changes it; others ask."""

    def __init__(self, settings: RetrievalSettings) -> None:
        self._settings = settings
        self.names: list[str] = []
        self.sketches: list[Sketches] = []
        self.places: list[dict[int, int]] = []  # of every article: its hashes, and where each stands first
        self.passages: dict[int, list[int]] = {}
        self.wholes: dict[int, list[int]] = {}
        self.gone: set[int] = set()
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        """How many articles are left."""
        return len(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def ids(self) -> Iterator[str]:
        """Yield the ids of the articles that are left, ascending."""
        return iter(sorted(self._numbers))

    def add(self, ids: Sequence[str], sketches: Sketches) -> None:
        """Take in articles that are not here."""
        keys = _cut(whole_keys(sketches.digests, sketches.signatures, self._settings).ravel())
        width = len(keys) // max(1, len(ids))
        for n, name in enumerate(ids):
            made = sketches.take(np.array([n]))
            number, places = len(self.names), _first_places(_cut(made.hashes), made.places.tolist())
            whole = keys[n * width : (n + 1) * width]
            self.sketches.append(made)
            self.places.append(places)
            self.names.append(name)
            self._numbers[name] = number
            _note(self.passages, places, number)
            _note(self.wholes, whole if places else whole[:-1], number)  # no words, no digest

    def remove(self, name: str) -> bool:
        """Mark an article as gone; return whether it was here."""
        number = self._numbers.pop(name, None)
        if number is not None:
            self.gone.add(number)
        return number is not None

    def part(self) -> Part:
        """Return all that is left, at least one article, as a segment."""
        left = list(self._numbers.values())
        made = Sketches.joined([self.sketches[n] for n in left])
        return Part(segment_of([self.names[n] for n in left], made, self._settings))


class HeadLook(Look):
    """A look at a head; what comes after it was made is not seen, and nothing may come while it is made."""

    def __init__(self, head: Head, hashes: Hashes) -> None:
        self._head = head
        self._size = len(head.names)
        self._keys = _cut(hashes)
        self._rows = [tuple(head.passages.get(key, ())) for key in self._keys]
        self.counts = np.array([len(row) for row in self._rows], dtype=np.int64)

    def __len__(self) -> int:
        return self._size

    def name(self, article: int) -> str:
        """Return the id of an article."""
        return self._head.names[article]

    def sizes(self, articles: Offsets) -> Items:
        """Return how many different hashes each of some articles has."""
        return np.array([len(self._head.places[n]) for n in articles.tolist()], dtype=np.uint32)

    def signatures(self, articles: Offsets) -> Signatures:
        """Return the signatures of some articles, at least one."""
        return np.concatenate([self._head.sketches[n].signatures for n in articles.tolist()])

    def met(self, keys: Hashes, digest: bool, stock: Flags, leads: Offsets, least: int) -> Met:
        """Return the articles that may be hits, each once."""
        shared, stocked = self._counted((~stock).tolist()), self._counted(stock.tolist())
        places, gone = self._head.places, self._head.gone
        ways = {n: 0 for n, count in shared.items() if count >= min(least, len(places[n]))}
        for k, key in enumerate(_cut(keys)):
            for n in self._seen(self._head.wholes.get(key, ())):
                ways[n] = ways.get(n, 0) | (DIGEST if digest and k == len(keys) - 1 else BAND)
        for n in leads.tolist():
            ways[n] = ways.get(n, 0) | LED
        left = [n for n in ways if n not in gone]
        rows = [(n, shared[n], stocked[n], ways[n]) for n in left]
        return Met(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)

    def first_articles(self, which: Offsets, most: int) -> Offsets:
        """Return for each of the hashes the articles with the least ids that have it, filled up with -1."""
        out = np.full((len(which), most), -1, dtype=np.int64)
        for q, number in enumerate(which.tolist()):
            left = (n for n in self._rows[number] if n not in self._head.gone)
            found = nsmallest(most, left, key=self.name)
            out[q, : len(found)] = found
        return out

    def places(self, article: int) -> Offsets:
        """Return the first place of every hash in an article, -1 where it does not stand there."""
        known = self._head.places[article]
        return np.array([known.get(key, -1) for key in self._keys], dtype=np.int64)

    def _seen(self, row: Sequence[int]) -> Sequence[int]:
        return row[: bisect_left(row, self._size)]

    def _counted(self, which: Iterable[bool]) -> Counter[int]:
        return Counter(chain.from_iterable(compress(self._rows, which)))


def _cut(hashes: Hashes) -> list[int]:
    """Return the bits of some hashes that a table of a segment keeps."""
    kept: list[int] = (hashes >> CUT).tolist()
    return kept


def _first_places(keys: Sequence[int], places: Sequence[int]) -> dict[int, int]:
    return dict(zip(reversed(keys), reversed(places), strict=True))


def _note(table: dict[int, list[int]], keys: Iterable[int], number: int) -> None:
    for key in dict.fromkeys(keys):
        table.setdefault(key, []).append(number)
