"""Which pairs of articles are worth a closer look. A candidate is not a duplicate.

Two ways, from the same shingles: MinHash LSH proposes texts that are alike as wholes, and postings of
winnowed fingerprints propose texts that share passages, however different their lengths.

In a family of a thousand near-duplicates half a million pairs are alike. Two budgets keep the work in
proportion to the articles: so many partners for each article, the strongest first, and so many pairs from
postings. Ordinary folders reach neither; whether one was reached is said in the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint import winnow
from dedup.hashing import Hashes, shingle_hashes

Pair = tuple[int, int]

MAX_POSTING_PAIRS = 20_000_000
"""Most pairs that are read from postings; beyond, the hashes that stand in most articles are left out."""

_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """`shingle` words to a shingle, `window` shingles to a winnowing window.

    `least_shared`, `least_containment`: how many fingerprint hashes a pair must share, and which share of
    the shorter fingerprint. `stock_articles`, `stock_share`: a hash in more articles than both of these
    (a number, a share of the collection) is a stock phrase and proposes nothing.
    `near_threshold`, `permutations`, `scheme`: the MinHash LSH for near-duplicates. `partners`: a pair is
    kept if one of the two is among the so many strongest partners of the other.
    """

    shingle: int = 5
    window: int = 4
    least_shared: int = 2
    least_containment: float = 0.06
    stock_articles: int = 50
    stock_share: float = 0.02
    near_threshold: float = 0.5
    permutations: int = 128
    scheme: str = "affine32"
    partners: int = 32


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of positions, ascending; `complete` unless a budget was reached."""

    pairs: list[Pair]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What one way proposes: rows (i, j) with i < j, how much they seem to share (0 to 1)."""

    pairs: NDArray[np.int64]
    strength: NDArray[np.float64]
    complete: bool


def find_candidates(articles: Sequence[Hashes], settings: RetrievalSettings) -> Candidates:
    """Return the pairs that may share text, from the articles' word hashes.

    >>> words = np.arange(60, dtype=np.uint64)
    >>> find_candidates([words, words[20:50], words + np.uint64(1000)], RetrievalSettings())
    Candidates(pairs=[(0, 1)], complete=True)
    """
    shingles = [shingle_hashes(words, settings.shingle) for words in articles]
    near = _near([np.unique(s) for s in shingles], settings)
    sharing = _sharing([winnow(s, settings.window) for s in shingles], settings)
    pairs, which = np.unique(np.concatenate((near.pairs, sharing.pairs)), axis=0, return_inverse=True)
    strength = np.zeros(len(pairs))
    np.maximum.at(strength, which, np.concatenate((near.strength, sharing.strength)))
    kept = _strongest(pairs, strength, settings.partners)
    complete = near.complete and sharing.complete and bool(kept.all())
    return Candidates([(i, j) for i, j in pairs[kept].tolist()], complete)


def _strongest(pairs: NDArray[np.int64], strength: NDArray[np.float64], partners: int) -> NDArray[np.bool_]:
    """Return which pairs are among the strongest `partners` of one of their two articles."""
    rank = _rank(np.concatenate((pairs[:, 0], pairs[:, 1])), np.tile(-strength, 2))
    return np.asarray((rank < partners).reshape(2, -1).any(axis=0))


def _rank(groups: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the rank of every value (the least first, ties as they stand) within its group."""
    order = np.lexsort((values, groups))
    ranked = groups[order]
    rank = np.empty(len(groups), dtype=np.int64)
    rank[order] = np.arange(len(groups)) - np.searchsorted(ranked, ranked, "left")
    return rank


def _near(shingles: Sequence[Hashes], settings: RetrievalSettings) -> _Found:
    """Propose the pairs that agree in a whole band of their MinHash signatures."""
    filled = np.flatnonzero([len(s) > 0 for s in shingles])
    if len(filled) < 2:
        return _Found(np.empty((0, 2), dtype=np.int64), np.empty(0), complete=True)
    # Imported late: datasketch and numba take a second to load, and a diff needs the settings alone.
    from dedup.signature import bands, signatures

    rows = signatures([shingles[n] for n in filled.tolist()], settings.permutations, settings.scheme)
    count, width = bands(settings.near_threshold, settings.permutations)
    found = [_agreeing(rows, band * width, width, settings.partners) for band in range(count)]
    pairs = np.unique(np.concatenate([f.pairs for f in found]), axis=0)
    blocks = np.array_split(pairs, len(pairs) // _BLOCK + 1)
    strength = [(rows[block[:, 0]] == rows[block[:, 1]]).mean(axis=1) for block in blocks]
    return _Found(filled[pairs], np.concatenate(strength), all(f.complete for f in found))


def _agreeing(rows: NDArray[np.uint32], start: int, width: int, partners: int) -> _Found:
    """Pair every signature with the next `partners` that agree with it in one band.

    The order is that of the whole signature from the band on, so the next are the most alike (the idea of
    LSH Forest: Bawa, Condie, Ganesan 2005).
    """
    turned = np.ascontiguousarray(np.roll(rows, -start, axis=1))
    order = np.argsort(turned.view(f"V{4 * rows.shape[1]}").ravel(), kind="stable")
    band = turned[order, :width]
    bucket = np.cumsum(np.append(True, (band[1:] != band[:-1]).any(axis=1))[: len(rows)])
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for apart in range(1, partners + 1):
        same = bucket[apart:] == bucket[:-apart]
        if not same.any():
            break
        pairs.append(np.stack((order[:-apart][same], order[apart:][same]), axis=1))
    complete = not (bucket[partners + 1 :] == bucket[: -partners - 1]).any()
    return _Found(np.sort(np.concatenate(pairs), axis=1), np.empty(0), complete)


def _sharing(prints: Sequence[Hashes], settings: RetrievalSettings) -> _Found:
    """Propose the pairs that have enough fingerprint hashes in common."""
    sizes = np.array([len(p) for p in prints], dtype=np.int64)
    pairs, counts, complete = _pair_counts(prints, settings)
    shorter = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    # A text too short for several fingerprint hashes is a candidate if it shares all it has.
    least = np.minimum(settings.least_shared, shorter)
    good = (counts >= least) & (counts >= settings.least_containment * shorter)
    return _Found(pairs[good], counts[good] / np.maximum(shorter[good], 1), complete)


def _pair_counts(
    prints: Sequence[Hashes], settings: RetrievalSettings
) -> tuple[NDArray[np.int64], NDArray[np.int64], bool]:
    """Return the pairs of articles with a common hash, how many they share, and if no hash was left out."""
    articles, starts, lengths = _postings(prints)
    stock = max(settings.stock_articles, settings.stock_share * len(prints))
    telling = (lengths > 1) & (lengths <= stock)
    starts, lengths = starts[telling], lengths[telling]
    most = _longest_affordable(lengths)
    keys = [np.empty(0, dtype=np.int64)]
    for length in np.unique(lengths[lengths <= most]).tolist():
        postings = articles[starts[lengths == length][:, None] + np.arange(length)]
        left, right = np.triu_indices(length, 1)
        keys.append((postings[:, left] * len(prints) + postings[:, right]).ravel())
    pairs, counts = np.unique(np.concatenate(keys), return_counts=True)
    complete = bool((lengths <= most).all())
    return np.stack(np.divmod(pairs, max(1, len(prints))), axis=1), counts, complete


def _postings(
    prints: Sequence[Hashes],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return articles ordered by hash (then by position), where each hash starts and in how many it is."""
    articles = np.repeat(np.arange(len(prints)), [len(p) for p in prints])
    hashes = np.concatenate([*prints, np.empty(0, dtype=np.uint64)])
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1])[: len(hashes)])
    return articles[order], starts, np.diff(np.append(starts, len(hashes)))


def _longest_affordable(lengths: NDArray[np.int64]) -> int:
    """Return the longest posting that may be read with all shorter ones; postings of a length go together."""
    ordered = np.sort(lengths)
    over = np.flatnonzero(np.cumsum(ordered * (ordered - 1) // 2) > MAX_POSTING_PAIRS)
    if not len(over):
        return int(ordered[-1]) if len(ordered) else 0
    return int(ordered[over[0]]) - 1
