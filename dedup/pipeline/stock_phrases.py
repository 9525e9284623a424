"""Stock phrases: hashes that stand in very many articles, and the texts that a person reads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.candidate import StockPhrase
from dedup.cluster import StockText
from dedup.engine.columns import batch, decoded, numbers, packed, shape
from dedup.engine.port import Data, Engine, Input
from dedup.stock import stock_texts

_ALL_BITS = (1 << 64) - 1

MAX_STOCK = 1_000
"""Most stock hashes that are listed; many of them belong to one phrase."""

PHRASES = shape(one=pa.int64(), value=pa.int64(), count=pa.int64(), n=pa.int64())
"""A hash that stands in so many articles, and the first of them; all have the key `one`."""

TEXTS = shape(n=pa.int64(), text=pa.binary())


@dataclass(frozen=True, slots=True)
class Stock:
    """Finds the hashes that stand in more than `limit` articles, the commonest of a batch of postings."""

    limit: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `PHRASES` from `POSTINGS`."""
        for part in batches:
            count = numbers(part, "count", np.int32).astype(np.int64)
            stock = np.flatnonzero((count > self.limit) & ~numbers(part, "band", np.bool_))
            members, first = packed(part, "members", np.int64)
            value = numbers(part, "value")[stock]
            yield _commonest(value, count[stock], members[first[stock]] if len(stock) else value)


def commonest(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the commonest of all `PHRASES`."""
    yield _commonest(*(numbers(given["phrases"], name) for name in ("value", "count", "n")))


def _commonest(value: NDArray[np.int64], count: NDArray[np.int64], n: NDArray[np.int64]) -> pa.RecordBatch:
    order = np.lexsort((value.view(np.uint64), -count))[:MAX_STOCK]
    return batch(
        PHRASES, one=np.zeros(len(order), dtype=np.int64), value=value[order], count=count[order], n=n[order]
    )


@dataclass(frozen=True, slots=True)
class TextsOf:
    """Finds the texts of some articles; they are few."""

    wanted: tuple[int, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `TEXTS` from articles."""
        for part in batches:
            known = np.isin(numbers(part, "n"), np.array(self.wanted, dtype=np.int64))
            if known.any():
                yield part.filter(pa.array(known)).select(TEXTS.names)


def stock_of(
    engine: Engine[Data], posted: Data, articles: Data, limit: int, shingle: int
) -> tuple[StockText, ...]:
    """Return the texts of the commonest hashes that stand in more than `limit` articles."""
    some = engine.map_batches(posted, Stock(limit), PHRASES)
    made = engine.exchange({"phrases": Input(some, "one")}, commonest, PHRASES)
    rows = [row for part in engine.rows(engine.materialise(made, "phrases")) for row in part.to_pylist()]
    phrases = [StockPhrase(row["n"], row["value"] & _ALL_BITS, row["count"]) for row in rows]
    wanted = tuple(sorted({phrase.article for phrase in phrases}))
    found = engine.map_batches(articles, TextsOf(wanted), TEXTS)
    texts: dict[int, str] = {}
    for part in engine.rows(engine.materialise(found, "stock-texts")) if wanted else ():
        texts.update(zip(numbers(part, "n").tolist(), decoded(part, "text"), strict=True))
    return stock_texts(phrases, texts.__getitem__, shingle)
