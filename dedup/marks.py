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
from dedup.hashing import Hashes, Offsets
from dedup.overlap import shingle_set
from dedup.scanner import BEGINS, HAS_CAPITAL, HAS_DIGIT, Bytes, Places, Words, scan
from dedup.span import Span

Flags = NDArray[np.bool_]


class Marks(NamedTuple):
    """The own words of some articles: those of article n are ``[first[n], first[n + 1])``.

    The arrays of words run parallel: `hashes`, the code points ``[starts, ends)``, `stretch` (ascending),
    `number` (has a digit), `value` (a number, or capitalised where its place does not make it so), `name` (a
    number, or capitalised beside another such word: what German writes large is then rarely a mere noun),
    `weight` (rough information content). An article's distinct 5-grams, ascending, are `shingles` in
    ``[first_shingle[n], first_shingle[n + 1])``, the code points of its text `points` in
    ``[first_point[n], first_point[n + 1])``.
    """

    hashes: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    stretch: NDArray[np.int64]
    number: NDArray[np.bool_]
    value: NDArray[np.bool_]
    name: NDArray[np.bool_]
    weight: NDArray[np.float64]
    first: Offsets
    shingles: Hashes
    first_shingle: Offsets
    points: NDArray[np.uint32]
    first_point: Offsets


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
    hashes, first = words.hashes[kept], np.searchsorted(kept, words.first)
    starts, ends = words.starts[kept], words.ends[kept]
    return Marks(
        hashes,
        starts,
        ends,
        *_traits(words.looks, kept, starts, ends, first),
        words.weights()[kept].astype(np.float64),
        first,
        *_shingled(hashes, first),
        np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32),
        np.cumsum([0, *map(len, texts)], dtype=np.int64),
    )


@compiled
def _traits(
    looks: Bytes, kept: NDArray[np.int64], starts: Places, ends: Places, first: Offsets
) -> tuple[NDArray[np.int64], Flags, Flags, Flags]:
    """Return of every kept word its stretch, and whether it is a number, a value and a name."""
    stretch = np.empty(len(kept), dtype=np.int64)
    number, value = np.empty(len(kept), dtype=np.bool_), np.empty(len(kept), dtype=np.bool_)
    name = np.zeros(len(kept), dtype=np.bool_)
    last = -1
    for text in range(len(first) - 1):
        for n in range(first[text], first[text + 1]):
            look, capital = looks[kept[n]], looks[kept[n]] & HAS_CAPITAL > 0
            begins = n == first[text] or look & BEGINS > 0 or kept[n] - kept[n - 1] > 1  # behind metadata
            last += begins
            stretch[n], number[n] = last, look & HAS_DIGIT > 0
            value[n] = number[n] or (capital and not begins)
            name[n] |= number[n]
            beside = n > first[text] and starts[n] - ends[n - 1] == 1
            if beside and capital and looks[kept[n - 1]] & HAS_CAPITAL > 0:
                name[n] = name[n - 1] = True
    return stretch, number, value, name


def together(every: Sequence[Marks]) -> Marks:
    """Return the marks of some collections, at least one, as those of one."""
    words, shingles, stretches, points = 0, 0, 0, 0
    moved = []
    for n, one in enumerate(every):
        shifted = one._replace(
            first=one.first[n > 0 :] + words,
            first_shingle=one.first_shingle[n > 0 :] + shingles,
            first_point=one.first_point[n > 0 :] + points,
            stretch=one.stretch + stretches,
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
def _shingled(hashes: Hashes, first: Offsets) -> tuple[Hashes, Offsets]:
    """Return the distinct 5-grams of every article, ascending, and where these begin."""
    shingles, starts = np.empty(len(hashes), dtype=np.uint64), np.zeros(len(first), dtype=np.int64)
    n = 0
    for article in range(len(first) - 1):
        for shingle in shingle_set(hashes[first[article] : first[article + 1]]):
            shingles[n] = shingle
            n += 1
        starts[article + 1] = n
    return shingles[:n].copy(), starts
