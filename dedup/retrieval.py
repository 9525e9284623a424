"""Which pairs of articles are worth a closer look.

Two ways, from the same shingles: MinHash LSH proposes texts that are alike as wholes, and postings of
winnowed fingerprints propose texts that share passages, however different their lengths.

In a family of a thousand near-duplicates half a million pairs are alike. Two budgets keep the work in
proportion to the articles: so many partners for each article, the strongest first, and so many pairs from
postings. Ordinary folders reach neither; whether one was reached is said in the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

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
