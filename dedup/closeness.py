"""How closely one text follows the other, and what that says of a pair of sentences.

Where the sure links of two texts are word for word, a pair that shares little is hardly one; where a desk
reworded every sentence and kept nearly all of them, it is. So every pair is judged again in the light of all
others: log odds from its own odds, from how alike the sure links are, and from how many sentences are linked.
The weights are fitted by `benchmarks/fit_alignment.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PLACE_WEIGHTS = {
    "bias": 0.93,
    "odds": 0.76,  # log odds of the pair by itself
    "in_order": 1.97,  # it crosses no link of the likeliest chain
    "alike": -5.3,  # how alike the sentences of sure links are
    "cover": 3.11,  # share of the shorter text's sentences that are linked
}

SURE = 3.0
"""Log odds from which on a link tells how alike linked sentences are."""

EXPECTED = (0.5, 2)
"""How alike sentences are taken to be before any link is seen, and how many links that counts as."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How alike (0 to 1) sentences of sure links are, and the share of the shorter text that is linked."""

    alike: float
    cover: float

    @property
    def ease(self) -> float:
        """What the two texts as a whole add to the log odds of any pair of their sentences."""
        weights = PLACE_WEIGHTS
        return weights["bias"] + weights["alike"] * self.alike + weights["cover"] * self.cover


def closeness(links: Sequence[tuple[float, float]], sentences: int) -> Closeness:
    """Return how closely two texts follow each other, by (log odds, likeness) of their links.

    `sentences` are those of the shorter text.

    >>> closeness([(5.0, 0.9), (4.0, 0.7), (0.5, 0.1)], 5)
    Closeness(alike=0.65, cover=0.6666666666666666)
    """
    sure = [likeness for odds, likeness in links if odds > SURE]
    usual, count = EXPECTED
    return Closeness((sum(sure) + usual * count) / (len(sure) + count), (len(links) + 1) / (sentences + 1))
