"""Which pairs of articles are worth a closer look.

Two ways, from the same shingles: MinHash LSH proposes texts that are alike as wholes, and postings of
winnowed fingerprints propose texts that share passages, however different their lengths.

In a family of a thousand near-duplicates half a million pairs are alike. Two budgets keep the work in
proportion to the articles: so many partners for each article, the strongest first, and so many pairs from
postings. Ordinary folders reach neither; whether one was reached is said in the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.bands import near_pairs
from dedup.candidate import Candidates
from dedup.gathering import Gathered
from dedup.postings import shared_pairs
from dedup.scanner import Words
from dedup.sketch import Sketches, sketch


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """`shingle` words to a shingle, `window` shingles to a winnowing window.

    `least_shared`: how many fingerprint hashes a pair must share. `sure_share`: which share of the shorter
    text must stand in the longer one, or `least_share` if it is the most that one of the two shares with any.
    `stock_articles`, `stock_share`: a hash in more articles than both of these
    (a number, a share of the collection) is a stock phrase and counts for little.
    `near_threshold`, `permutations`, `scheme`: the MinHash LSH for near-duplicates. `partners`: a pair is
    kept if one of the two is among the so many strongest partners of the other.
    """

    shingle: int = 4
    window: int = 4
    least_shared: int = 2
    sure_share: float = 0.23
    least_share: float = 0.05
    stock_articles: int = 50
    stock_share: float = 0.02
    near_threshold: float = 0.5
    permutations: int = 128
    scheme: str = "affine32"
    partners: int = 32

    def sketch(self, words: Words) -> Sketches:
        """Return the sketches that these settings ask for."""
        return sketch(words, self.shingle, self.window, self.permutations, self.scheme)


def find_candidates(
    gathered: Gathered, settings: RetrievalSettings, order: NDArray[np.int64] | None = None
) -> Candidates:
    """Return the pairs of articles that may share text.

    `order` are the positions to look at, in an order on which no answer but that of ties depends; the pairs
    are places in it. Without it, all are looked at as they stand.

    >>> from dedup.scanner import scan
    >>> from dedup.work import Work
    >>> report = "Der Rat der Stadt hat am Montag den Umbau des alten Hafens beschlossen, sagte er."
    >>> texts, settings = [report, "Nein.", f"Aus dem Rathaus: {report} Nein."], RetrievalSettings()
    >>> with Work() as work:
    ...     gathered = Gathered(work, settings.permutations)
    ...     gathered.add(settings.sketch(scan(texts)))
    ...     find_candidates(gathered, settings).pairs.tolist()
    [[0, 2]]
    """
    order = np.arange(len(gathered)) if order is None else order
    bar = int(max(settings.stock_articles, settings.stock_share * len(order)))
    near = near_pairs(gathered.signatures(), order, settings.near_threshold, settings.partners)
    sharing, stock = shared_pairs(gathered.keys(order), len(order), settings.least_shared, bar)
    every = np.concatenate((near.pairs, sharing.pairs))
    # One number a pair, which sorts far faster than rows do.
    numbers, which = np.unique(every[:, 0] * len(order) + every[:, 1], return_inverse=True)
    pairs = np.stack(np.divmod(numbers, max(1, len(order))), axis=1)
    strength = np.zeros(len(pairs))
    np.maximum.at(strength, which, np.concatenate((near.strength, sharing.strength)))
    kept = _strongest(pairs, strength, settings.partners)
    complete = near.complete and sharing.complete and bool(kept.all())
    return Candidates(pairs[kept], stock, complete)


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
