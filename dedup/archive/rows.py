"""The tables of an archive: which columns they have, and how they come from what the pipeline makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dedup.archive.places import Numbers, homes, number_of, prefixes
from dedup.engine.columns import batch, numbers, shape, values
from dedup.pipeline.articles import ARTICLES
from dedup.pipeline.bench import VERDICTS
from dedup.pipeline.postings import KEYS, Keyed
from dedup.retrieval import RetrievalSettings

PRINT, BAND, DIGEST, ID = range(4)
"""What the value of a posting is a hash of: a shingle, a band of the signature, all words, or the id."""

POSTED = shape(value=pa.int64(), kind=pa.int32(), n=pa.int64(), size=pa.int32())
"""A value and an article that it stands in, with so many fingerprint hashes."""

KEYED = shape(prefix=pa.int64(), value=pa.int64(), kind=pa.int32(), n=pa.int64(), size=pa.int32())

NUMBERED = ARTICLES.append(pa.field("home", pa.int64()))

ENTRIES = shape(
    n=pa.int64(), id=pa.binary(), about=pa.binary(), time=pa.int64(), digest=pa.int64(), wording=pa.int64()
)
"""An article of the archive; `wording` is the number of the first one that came in the same words."""

WORDS = shape(n=pa.int64(), words=pa.binary())
TEXTS = shape(n=pa.int64(), text=pa.binary())

COPIES = shape(wording=pa.int64(), n=pa.int64(), time=pa.int64(), id=pa.binary())
"""An article of a wording in which several came."""

SHARES = shape(short=pa.int64(), long=pa.int64(), share=pa.float64())
"""Two wordings, and which share of the shorter one the longer one has."""

JUDGED = VERDICTS.append(pa.field("low", pa.int64())).append(pa.field("high", pa.int64()))
"""A verdict, and the numbers of its articles in their order."""

READ = shape(n=pa.int64(), id=pa.binary(), about=pa.binary())
"""An article as it was read closely."""

DELETED = shape(n=pa.int64(), wording=pa.int64())

TABLES = {"articles": ENTRIES, "words": WORDS, "texts": TEXTS}
LOG_TABLES = {"copies": COPIES, "shares": SHARES, "verdicts": JUDGED, "readings": READ, "deleted": DELETED}

WANTED = shape(home=pa.int64(), n=pa.int64())
"""The number of an article, with the file that it lies in."""

_NOBODY = pa.table({"n": pa.array([], pa.int64())})


@dataclass(frozen=True, slots=True)
class Renumbered:
    """Gives the articles of a day the numbers that they keep."""

    day: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `NUMBERED` from `ARTICLES`."""
        for part in batches:
            n = number_of(self.day, numbers(part, "n"))
            yield pa.RecordBatch.from_arrays(
                [pa.array(n), *part.columns[1:], pa.array(homes(n))], schema=NUMBERED
            )


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes the keys of articles: what others are found by."""

    settings: RetrievalSettings

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `KEYED` from `ARTICLES`."""
        made = Keyed(self.settings)
        for every in batches:
            part = every.filter(pc.is_null(every.column("why")))
            if not len(part):
                continue
            for keys in made({"articles": pa.Table.from_batches([part]), "copies": _NOBODY}):
                band = numbers(keys, "band", np.bool_)
                kind = np.where(band, BAND, PRINT)
                yield keyed(numbers(keys, "value"), kind, numbers(keys, "n"), numbers(keys, "size", np.int32))
            n, zero = numbers(part, "n"), np.zeros(len(part), dtype=np.int32)
            yield keyed(numbers(part, "digest"), np.full(len(part), DIGEST), n, zero)
            yield keyed(id_keys(values(part, "id")), np.full(len(part), ID), n, zero)


def keyed(value: Numbers, kind: Numbers, n: Numbers, size: NDArray[Any]) -> pa.RecordBatch:
    """Return `KEYED`."""
    return batch(KEYED, prefix=prefixes(value), value=value, kind=kind.astype(np.int32), n=n, size=size)


def id_keys(ids: list[bytes]) -> Numbers:
    """Return hashes of ids."""
    hashed = b"".join(blake2b(name, digest_size=8).digest() for name in ids)
    return np.frombuffer(hashed, dtype=np.int64)


def keys_of(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `KEYS`, as the pipeline makes postings of them, from rows of `POSTED`, of shingles and bands."""
    for every in batches:
        part = every.filter(pa.array(numbers(every, "kind", np.int32) <= BAND))
        yield batch(
            KEYS,
            value=numbers(part, "value"),
            n=numbers(part, "n"),
            next=np.zeros(len(part), dtype=np.int64),
            size=numbers(part, "size", np.int32),
            band=numbers(part, "kind", np.int32) == BAND,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names the articles in some columns, in the order of their numbers, each once a batch."""

    columns: tuple[str, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield `WANTED`."""
        for part in batches:
            n = np.unique(np.concatenate([numbers(part, name) for name in self.columns]))
            yield batch(WANTED, home=homes(n), n=n)
