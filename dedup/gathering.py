"""The sketches of a whole collection, gathered batch by batch in little memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.errors import ArticleError
from dedup.hashing import Hashes, Offsets
from dedup.sketch import Signatures, Sketches
from dedup.work import Work

OWNER_BITS = 24
"""Bits of a key that say whose it is."""

MAX_ARTICLES = 1 << OWNER_BITS

_BLOCK = 1 << 22
"""Keys that are read at a time."""

_OWNER = np.uint64(MAX_ARTICLES - 1)


class Gathered:
    """The sketches of articles in the order in which they came.

    A *key* is a fingerprint hash, its low bits replaced by the position of the article it stands in: sorted,
    equal hashes stand together. In 40 bits two hashes of a million articles are the same by chance once in
    ten thousand times, and it takes two of them to propose a pair.

    They lie in files of the work, and are there from the start if its intake was done before.

    >>> from dedup.retrieval import RetrievalSettings
    >>> from dedup.scanner import scan
    >>> with Work() as work:
    ...     gathered = Gathered(work, RetrievalSettings().permutations)
    ...     gathered.add(RetrievalSettings().sketch(scan(["Es brennt.", "Es brennt."])))
    ...     len(gathered), len(gathered.digests()), len(gathered.keys(np.array([1])))
    (2, 2, 1)
    """

    def __init__(self, work: Work, permutations: int) -> None:
        self._digests = work.grown("digests", np.uint64)
        self._signatures = work.grown("signatures", np.uint32, permutations)
        self._keys = work.grown("keys", np.uint64)
        self._count = len(self._digests.all())

    def add(self, sketches: Sketches) -> None:
        """Take the sketches of more articles. Raises ArticleError for more than `MAX_ARTICLES` in all."""
        if self._count + len(sketches) > MAX_ARTICLES:
            raise ArticleError(
                f"more than {MAX_ARTICLES:,} articles; cluster them in parts, such as year by year",
                "articles",
            )
        self._digests.add(sketches.digests)
        self._signatures.add(sketches.signatures)
        self._keys.add(_keyed(sketches.hashes, sketches.first, self._count))
        self._count += len(sketches)

    def __len__(self) -> int:
        return self._count

    def digests(self) -> Hashes:
        """Return the hash of all words of every article."""
        return self._digests.all()

    def signatures(self) -> Signatures:
        """Return the signatures of all articles."""
        return self._signatures.all()

    def keys(self, order: NDArray[np.int64]) -> Hashes:
        """Return the keys of the articles at the positions `order`, ascending; owners are places in it."""
        rank = np.full(self._count, -1, dtype=np.int64)
        rank[order] = np.arange(len(order))
        size = len(self._keys.all())
        kept, n = np.empty(size, dtype=np.uint64), 0
        for start in range(0, size, _BLOCK):
            # Copied block by block: a file that is mapped counts as memory.
            n = _ranked(self._keys.read(start, min(start + _BLOCK, size)), rank, kept, n)
        kept = kept[:n]
        kept.sort()
        return kept


def values_of(hashes: Hashes) -> Hashes:
    """Return what a key keeps of its hash."""
    return hashes & ~_OWNER


@compiled
def _keyed(hashes: Hashes, first: Offsets, before: int) -> Hashes:
    out = np.empty_like(hashes)
    for n in range(len(first) - 1):
        for k in range(first[n], first[n + 1]):
            out[k] = (hashes[k] & ~_OWNER) | np.uint64(before + n)
    return out


@compiled
def _ranked(keys: Hashes, rank: NDArray[np.int64], out: Hashes, n: int) -> int:
    for key in keys:
        place = rank[np.int64(key & _OWNER)]
        if place >= 0:
            out[n] = (key & ~_OWNER) | np.uint64(place)
            n += 1
    return n
