"""What retrieval keeps of an article: a MinHash signature and a fingerprint with places, made in one pass.

The *signature* is datasketch's own, value for value (its scheme affine32): a compiled step applies the same
permutations to the shingles of many articles. datasketch itself is loaded only to exchange signatures with
it, which takes half a second. The *fingerprint* is few of an article's
shingle hashes, chosen so that a shared passage is never missed: winnowing (Schleimer, Wilkerson, Aiken 2003)
keeps the least of every `window` neighbouring shingles, so two texts that share a run of
``shingle + window - 1`` words share a hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.errors import RecipeError
from dedup.hashing import Hashes, Offsets, rolled
from dedup.scanner import Words

SEED = 1

Signatures = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Sketches:
    """The sketches of some articles: row n of `signatures` and `digests[n]`, of all words, are article n's.

    Its fingerprint is `hashes[k]`, the shingle that begins at word `places[k]`, for k in
    ``[first[n], first[n + 1])``; places ascend.
    """

    digests: Hashes
    signatures: Signatures
    hashes: Hashes
    places: NDArray[np.int32]
    first: Offsets

    def __len__(self) -> int:
        return len(self.signatures)

    def take(self, which: NDArray[np.int64]) -> Sketches:
        """Return the sketches of some of the articles, in that order."""
        sizes = np.diff(self.first)[which]
        ends = np.cumsum(sizes)
        kept = np.repeat(self.first[which] - (ends - sizes), sizes) + np.arange(sizes.sum())
        first = np.concatenate((np.zeros(1, dtype=np.int64), ends))
        return Sketches(
            self.digests[which], self.signatures[which], self.hashes[kept], self.places[kept], first
        )

    @classmethod
    def joined(cls, every: Sequence[Sketches]) -> Sketches:
        """Return the sketches of the articles of all, at least one, one after the other."""
        counts = np.concatenate([np.diff(one.first) for one in every])
        return cls(
            np.concatenate([one.digests for one in every]),
            np.concatenate([one.signatures for one in every]),
            np.concatenate([one.hashes for one in every]),
            np.concatenate([one.places for one in every]),
            np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts))),
        )


def without_words(signatures: Signatures) -> Sketches:
    """Return the sketches of articles of which only the signatures are known.

    >>> len(without_words(np.zeros((3, 16), dtype=np.uint32)))
    3
    """
    count = len(signatures)
    nothing, nowhere = np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int32)
    digests, first = np.zeros(count, dtype=np.uint64), np.zeros(count + 1, dtype=np.int64)
    return Sketches(digests, signatures, nothing, nowhere, first)


def sketch(words: Words, shingle: int, window: int, permutations: int, scheme: str) -> Sketches:
    """Return the sketches of scanned articles; an article shorter than a shingle is one shingle as a whole.

    `scheme` must be datasketch's affine32, the only one of 32 bits that has no bias on large sets; raises
    RecipeError for another.

    >>> from dedup.scanner import scan
    >>> made = sketch(scan(["Die Brücke ist zu.", "Nein."]), 5, 4, 16, "affine32")
    >>> made.signatures.shape, made.places.tolist()
    ((2, 16), [0, 0])
    """
    multipliers, offsets = permutations_of(permutations, scheme)
    digests, signatures, hashes, places, first = _sketch(
        words.hashes, words.first, shingle, window, multipliers, offsets
    )
    return Sketches(digests, signatures, hashes.copy(), places.copy(), first)


@lru_cache(maxsize=8)
def permutations_of(count: int, scheme: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the multipliers and offsets of datasketch's permutations."""
    if scheme != "affine32":
        raise RecipeError(f"signatures are made with the scheme affine32, not {scheme}; make them again")
    drawn = np.random.RandomState(SEED)  # numpy promises that what it draws never changes
    halves = drawn.randint(0, 1 << 31, count, dtype=np.uint32)
    return 2 * halves + 1, drawn.randint(0, 1 << 32, count, dtype=np.uint32)  # odd ones: a permutation each


@compiled
def _sketch(
    words: Hashes,
    ends: Offsets,
    shingle: int,
    window: int,
    multipliers: NDArray[np.uint32],
    offsets: NDArray[np.uint32],
) -> tuple[Hashes, Signatures, Hashes, NDArray[np.int32], Offsets]:
    articles = len(ends) - 1
    digests = np.empty(articles, dtype=np.uint64)
    signatures = np.empty((articles, len(multipliers)), dtype=np.uint32)
    hashes, places = np.empty(len(words), dtype=np.uint64), np.empty(len(words), dtype=np.int32)
    shingles = np.empty(len(words), dtype=np.uint64)
    first = np.zeros(articles + 1, dtype=np.int64)
    kept = 0
    for n in range(articles):
        lo, hi = ends[n], ends[n + 1]
        digests[n] = rolled(words, lo, hi - lo)
        size = min(shingle, hi - lo)
        count = hi - lo - size + 1 if hi > lo else 0
        for k in range(count):
            shingles[k] = rolled(words, lo + k, size)
        _minima(shingles, count, multipliers, offsets, signatures[n])
        kept = _winnow(shingles, count, window, hashes, places, kept)
        first[n + 1] = kept
    return digests, signatures, hashes[:kept], places[:kept], first


@compiled
def _minima(
    shingles: Hashes,
    count: int,
    multipliers: NDArray[np.uint32],
    offsets: NDArray[np.uint32],
    out: NDArray[np.uint32],
) -> None:
    """Apply every permutation to every shingle; an article without one keeps the maximum."""
    for p in range(len(out)):
        out[p] = np.uint32(0xFFFFFFFF)
    for k in range(count):
        h = np.uint32(shingles[k])  # the 32-bit finaliser of MurmurHash3 (Appleby), as in datasketch
        h = np.uint32(np.uint32(h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B))
        h = np.uint32(np.uint32(h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35))
        h = np.uint32(h ^ (h >> np.uint32(16)))
        for p in range(len(out)):
            out[p] = min(out[p], np.uint32(h * multipliers[p] + offsets[p]))


@compiled
def _winnow(
    shingles: Hashes, count: int, window: int, hashes: Hashes, places: NDArray[np.int32], kept: int
) -> int:
    """Append the least shingle of every window, the last of equals; return how many are kept."""
    best, before = -1, kept
    for k in range(count):
        start = k - window + 1
        if best < max(start, 0):
            best = max(start, 0)
            for other in range(best + 1, k + 1):
                if shingles[other] <= shingles[best]:
                    best = other
        elif shingles[k] <= shingles[best]:
            best = k
        whole = start >= 0 or k == count - 1
        if whole and (kept == before or places[kept - 1] != best):
            hashes[kept], places[kept] = shingles[best], best
            kept += 1
    return kept
