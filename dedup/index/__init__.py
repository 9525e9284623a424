"""Standing indexes: articles come and go one by one or in batches, and each is asked about one text."""

from dedup.index.exact import ExactIndex
from dedup.index.hit import Answer, Hit, QueriedPhrase, StockPhrase
from dedup.index.index import Index
from dedup.index.segmented import SegmentedIndex

__all__ = [
    "Answer",
    "ExactIndex",
    "Hit",
    "Index",
    "QueriedPhrase",
    "SegmentedIndex",
    "StockPhrase",
]
