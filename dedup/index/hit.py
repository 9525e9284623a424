"""What an index answers: the known articles that share text with one that it was asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["digest", "band", "postings"]
"""What proposes an article: the same words throughout; a whole band of the signature, so nearly the same
text; enough hashes of the fingerprint, so passages."""

Places = tuple[tuple[int, int], ...]
"""Pairs of word numbers: where a hash's run of words begins in the text asked about, and in the known one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A known article and what it has in common with the text asked about. A hit is not yet a duplicate.

    `places` are those of the shared hashes, the first in either text, in the order of the text asked about;
    `stock_places` those of stock phrases, an eighth of whose weight counts. `share`: how many hashes of the
    text with fewer of them are shared. `resemblance` is what the signatures estimate. `strength` is the
    larger of the two, stock phrases weighed.
    """

    id: str
    ways: tuple[Way, ...]
    strength: float
    share: float
    resemblance: float
    places: Places
    stock_places: Places

    @property
    def shared(self) -> int:
        """How many hashes are shared that are no stock phrases.

        >>> Hit("a", ("postings",), 0.5, 0.5, 0.1, places=((0, 7), (3, 10)), stock_places=()).shared
        2
        """
        return len(self.places)


@dataclass(frozen=True, slots=True)
class StockPhrase:
    """A run of words that stands in so many `articles`, by its first word in the one with the least id.

    Articles removed lately still count among them.
    """

    id: str
    place: int
    articles: int


@dataclass(frozen=True, slots=True)
class QueriedPhrase:
    """A run of words of the text asked about that is a stock phrase: it begins at word `place`."""

    place: int
    articles: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits, the strongest first and then by id, and what of the text asked about is stock.

    `found` is how many hits there are; `hits` are fewer only if the question set a limit.
    """

    hits: tuple[Hit, ...]
    stock: tuple[QueriedPhrase, ...]
    found: int
