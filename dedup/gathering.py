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
    >>> len(gathered), len(gathered.digests()), len(gathered.keys(np.array([True, False])))
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

    def signatures(self, chosen: NDArray[np.bool_]) -> Signatures:
        """Return the signatures of the chosen articles."""
        at = np.cumsum([0, *map(len, self._signatures)])
        return np.concatenate(
            [
                rows[chosen[lo : lo + len(rows)]]
                for lo, rows in zip(at.tolist(), self._signatures, strict=False)
            ]
        )

    def sizes(self) -> NDArray[np.int64]:
        """Return how many keys every article has."""
        counts = np.zeros(self._count, dtype=np.int64)
        for keys in self._keys:
            _count(keys, counts)
        return counts

    def keys(self, chosen: NDArray[np.bool_]) -> Hashes:
        """Return the keys of the chosen articles, ascending."""
        kept = np.empty(sum(map(len, self._keys)), dtype=np.uint64)
        n = 0
        for keys in self._keys:
            n = _kept(keys, chosen, kept, n)
        kept = kept[:n]
        kept.sort()
        return kept


def owners_of(keys: Hashes) -> NDArray[np.int32]:
    """Return the position of the article that each key stands in."""
    return (keys & _OWNER).astype(np.int32)


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
def _count(keys: Hashes, counts: NDArray[np.int64]) -> None:
    for key in keys:
        counts[np.int64(key & _OWNER)] += 1


@compiled
def _kept(keys: Hashes, chosen: NDArray[np.bool_], out: Hashes, n: int) -> int:
    for key in keys:
        if chosen[np.int64(key & _OWNER)]:
            out[n] = key
            n += 1
    return n
