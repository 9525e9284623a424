"""The sketches of a whole collection, gathered batch by batch in little memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.errors import ArticleError
from dedup.hashing import Hashes, Offsets
from dedup.sketch import Signatures, Sketches

OWNER_BITS = 24
"""Bits of a key that say whose it is."""

MAX_ARTICLES = 1 << OWNER_BITS

_OWNER = np.uint64(MAX_ARTICLES - 1)


class Gathered:
    """The sketches of articles in the order in which they came.

    A *key* is a fingerprint hash, its low bits replaced by the position of the article it stands in: sorted,
    equal hashes stand together. In 40 bits two hashes of a million articles are the same by chance once in
    ten thousand times, and it takes two of them to propose a pair.

    >>> from dedup.retrieval import RetrievalSettings
    >>> from dedup.scanner import scan
    >>> gathered = Gathered()
    >>> gathered.add(RetrievalSettings().sketch(scan(["Es brennt.", "Es brennt."])))
    >>> len(gathered), len(gathered.digests()), len(gathered.keys(np.array([1])))
    (2, 2, 1)
    """

    def __init__(self) -> None:
        self._count = 0
        self._digests: list[Hashes] = []
        self._signatures: list[Signatures] = []
        self._keys: list[Hashes] = []

    def add(self, sketches: Sketches) -> None:
        """Take the sketches of more articles. Raises ArticleError for more than `MAX_ARTICLES` in all."""
        if self._count + len(sketches) > MAX_ARTICLES:
            raise ArticleError(
                f"more than {MAX_ARTICLES:,} articles; cluster them in parts, such as year by year",
                "articles",
            )
        self._digests.append(sketches.digests)
        self._signatures.append(sketches.signatures)
        self._keys.append(_keyed(sketches.hashes, sketches.first, self._count))
        self._count += len(sketches)

    def __len__(self) -> int:
        return self._count

    def digests(self) -> Hashes:
        """Return the hash of all words of every article."""
        return np.concatenate([np.empty(0, dtype=np.uint64), *self._digests])

    def signatures(self, order: NDArray[np.int64]) -> Signatures:
        """Return the signatures of the articles at the positions `order`."""
        whole = np.concatenate(self._signatures)
        return whole[order]

    def keys(self, order: NDArray[np.int64]) -> Hashes:
        """Return the keys of the articles at the positions `order`, ascending; owners are places in it."""
        rank = np.full(self._count, -1, dtype=np.int64)
        rank[order] = np.arange(len(order))
        kept = np.empty(sum(map(len, self._keys)), dtype=np.uint64)
        n = 0
        for keys in self._keys:
            n = _ranked(keys, rank, kept, n)
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
