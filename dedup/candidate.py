"""Pairs of articles that retrieval proposes. A candidate is not a duplicate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StockPhrase:
    """A run of words that stands in many articles, by one where it does.

    `article` is a position, `hash` what a key keeps of the run's hash, `articles` in how many it stands.
    """

    article: int
    hash: int
    articles: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one way proposes: rows (i, j) with i < j, how much the two seem to share (0 to 1).

    `complete` unless a budget was reached.
    """

    pairs: NDArray[np.int64]
    strength: NDArray[np.float64]
    complete: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows (i, j) of positions, ascending; the stock phrases that counted for little, the commonest first."""

    pairs: NDArray[np.int64]
    stock: list[StockPhrase]
    complete: bool
