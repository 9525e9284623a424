"""The words of some articles, with what verification asks of them; their metadata is left out.

A *stretch* is what lies between two words that begin a sentence, as the scanner tells it: on it depends
which capital letter stands there only because a sentence begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.document import Metadata
from dedup.hashing import Hashes, Offsets, sort
from dedup.overlap import shingle_set
from dedup.scanner import BEGINS, HAS_CAPITAL, HAS_DIGIT, Words, scan
from dedup.span import Span


class Marks(NamedTuple):
    """The own words of some articles: those of article n are ``[first[n], first[n + 1])``.

    The arrays of words run parallel: `hashes`, the code points ``[starts, ends)``, `stretch` (ascending),
    `number` (has a digit), `value` (a number, or capitalised where its place does not make it so), `name` (a
    number, or capitalised beside another such word: what German writes large is then rarely a mere noun),
    `weight` (rough information content), `places` (where it begins in `points`, the code points of all
    texts); `ordered` are every article's hashes ascending. Its distinct 5-grams, ascending, are `shingles` in
    ``[first_shingle[n], first_shingle[n + 1])``.
    """

    hashes: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    stretch: NDArray[np.int64]
    number: NDArray[np.bool_]
    value: NDArray[np.bool_]
    name: NDArray[np.bool_]
    weight: NDArray[np.float64]
    places: NDArray[np.int64]
    points: NDArray[np.uint32]
    first: Offsets
    ordered: Hashes
    shingles: Hashes
    first_shingle: Offsets


def mark(
    texts: Sequence[str], metadata: Sequence[Sequence[Metadata | Span]], words: Words | None = None
) -> Marks:
    """Return the marks of texts with the metadata of each; `words` are all of theirs, if they are known.

    >>> texts = ["Kiel (dpa) - Es stürmt. Niemand kam.", "Es stürmt."]
    >>> made = mark(texts, [[Metadata(0, 12, "dateline")], []])
    >>> made.first.tolist(), made.stretch.tolist(), made.value.any().item()
    ([0, 4, 6], [0, 0, 1, 1, 2, 2], False)
    """
    words = words or scan(texts)
    kept = np.flatnonzero(_outside(words, metadata))
    looks, hashes, first = words.looks[kept], words.hashes[kept], np.searchsorted(kept, words.first)
    begins = looks & BEGINS > 0
    begins[1:] |= np.diff(kept) > 1  # behind metadata
    begins[first[:-1][first[:-1] < len(begins)]] = True
    starts, ends = words.starts[kept], words.ends[kept]
    number, capital = looks & HAS_DIGIT > 0, looks & HAS_CAPITAL > 0
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    return Marks(
        hashes,
        starts,
        ends,
        np.cumsum(begins) - 1,
        number,
        number | (capital & ~begins),
        number | _beside_another(capital, starts, ends),
        words.weights()[kept].astype(np.float64),
        starts.astype(np.int64) + np.repeat(np.cumsum(lengths) - lengths, np.diff(first)),
        np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32),
        first,
        *_sorted_out(hashes, first),
    )


def _beside_another(
    capital: NDArray[np.bool_], starts: NDArray[np.int32], ends: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Tell which capitalised words have another one right before or behind them."""
    meet = capital[:-1] & capital[1:] & (starts[1:] - ends[:-1] == 1)
    beside = np.zeros(len(capital), dtype=np.bool_)
    beside[:-1] |= meet
    beside[1:] |= meet
    return beside


def together(every: Sequence[Marks]) -> Marks:
    """Return the marks of some collections, at least one, as those of one."""
    words, shingles, stretches, points = 0, 0, 0, 0
    moved = []
    for n, one in enumerate(every):
        shifted = one._replace(
            first=one.first[n > 0 :] + words,
            first_shingle=one.first_shingle[n > 0 :] + shingles,
            stretch=one.stretch + stretches,
            places=one.places + points,
        )
        moved.append(shifted)
        words, shingles, points = (
            words + len(one.hashes),
            shingles + len(one.shingles),
            points + len(one.points),
        )
        stretches += one.stretch[-1] + 1 if len(one.stretch) else 0
    return Marks(*map(np.concatenate, zip(*moved, strict=True)))


def _outside(words: Words, metadata: Sequence[Sequence[Metadata | Span]]) -> NDArray[np.bool_]:
    """Tell which words stand outside the metadata."""
    outside = np.ones(len(words), dtype=np.bool_)
    for n, spans in enumerate(metadata):
        for span in spans:
            lo, hi = words.first[n : n + 2].tolist()
            at = np.searchsorted(words.starts[lo:hi], (span.start, span.end)).tolist()
            outside[lo + at[0] : lo + at[1]] = False
    return outside


@compiled
def _sorted_out(hashes: Hashes, first: Offsets) -> tuple[Hashes, Hashes, Offsets]:
    """Return the words and the distinct 5-grams of every article, ascending, and where these begin."""
    ordered, shingles = hashes.copy(), np.empty(len(hashes), dtype=np.uint64)
    starts = np.zeros(len(first), dtype=np.int64)
    n = 0
    for article in range(len(first) - 1):
        lo, hi = first[article], first[article + 1]
        sort(ordered[lo:hi])
        for shingle in shingle_set(hashes[lo:hi]):
            shingles[n] = shingle
            n += 1
        starts[article + 1] = n
    return ordered, shingles[:n].copy(), starts
