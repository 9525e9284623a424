"""The words of some articles, with what verification asks of them; their metadata is left out.

A *stretch* is what stands between two marks that end a sentence. That is coarser than `sentences`, but costs
a hundredth, and all that depends on it is which capital letter stands there only because a sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.document import Metadata
from dedup.hashing import Hashes, Offsets
from dedup.overlap import shingle_set
from dedup.scanner import HAS_CAPITAL, HAS_DIGIT, Words

LIGHTEST, HEAVIEST = 2, 12
"""Lengths of words, in characters, below and above which they weigh no less and no more."""

_STRETCH_END = re.compile(r"(?:\.(?<=[^\W_]{3}\.)|[!?…。！？]|\.(?<=[)\"“”»«]\.))[\"'“”»«’)\]]*\s+|\n\s*\n")
"""No stop after one or two characters: `Dr. Meier`, `3. Oktober`."""

_PLACE = 32
"""Bits of a place in a text, below the bits that say which text it is."""


class Marks(NamedTuple):
    """The own words of some articles: those of article n are ``[first[n], first[n + 1])``.

    The arrays of words run parallel: `hashes`, the code points ``[starts, ends)``, `stretch` (ascending),
    `number` (has a digit), `value` (a number, or capitalised where its place does not make it so), `weight`
    (rough information content); `ordered` are every article's hashes ascending. Its distinct 5-grams,
    ascending, are `shingles` in ``[first_shingle[n], first_shingle[n + 1])``.
    """

    hashes: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    stretch: NDArray[np.int64]
    number: NDArray[np.bool_]
    value: NDArray[np.bool_]
    weight: NDArray[np.float64]
    first: Offsets
    ordered: Hashes
    shingles: Hashes
    first_shingle: Offsets


def mark(words: Words, texts: Sequence[str], metadata: Sequence[Sequence[Metadata]]) -> Marks:
    """Return the marks of texts, from their words and from where in each metadata stands.

    >>> from dedup.scanner import scan
    >>> texts = ["Kiel (dpa) - Es stürmt. Niemand kam.", "Es stürmt."]
    >>> made = mark(scan(texts), texts, [[Metadata(0, 12, "dateline")], []])
    >>> made.first.tolist(), made.stretch.tolist(), made.value.any().item()
    ([0, 4, 6], [1, 1, 2, 2, 3, 3], False)
    """
    places = np.repeat(np.arange(len(texts)) << _PLACE, np.diff(words.first))
    places += words.starts
    kept = np.flatnonzero(_outside(places, metadata))
    stretch = np.searchsorted(_breaks(texts, metadata), places[kept], "right") - 1
    inner = np.append(False, stretch[1:] == stretch[:-1])[: len(stretch)]
    looks, hashes, first = words.looks[kept], words.hashes[kept], np.searchsorted(kept, words.first)
    starts, ends = words.starts[kept], words.ends[kept]
    number = looks & HAS_DIGIT > 0
    return Marks(
        hashes,
        starts,
        ends,
        stretch,
        number,
        number | ((looks & HAS_CAPITAL > 0) & inner),
        np.clip(ends - starts, LIGHTEST, HEAVIEST) - float(LIGHTEST),
        first,
        *_sorted_out(hashes, first),
    )


def together(a: Marks, b: Marks) -> Marks:
    """Return the marks of two articles as those of one collection."""
    sizes = len(a.hashes), len(a.shingles), a.stretch[-1] + 1 if len(a.stretch) else 0
    shifted = b._replace(
        first=b.first[1:] + sizes[0],
        first_shingle=b.first_shingle[1:] + sizes[1],
        stretch=b.stretch + sizes[2],
    )
    pairs: list[tuple[NDArray[Any], NDArray[Any]]] = list(zip(a, shifted, strict=True))
    return Marks(*map(np.concatenate, pairs))


def _outside(places: NDArray[np.int64], metadata: Sequence[Sequence[Metadata]]) -> NDArray[np.bool_]:
    spans = [((n << _PLACE) + m.start, (n << _PLACE) + m.end) for n, own in enumerate(metadata) for m in own]
    if not spans:
        return np.ones(len(places), dtype=np.bool_)
    starts, ends = np.array(spans, dtype=np.int64).T
    at = np.searchsorted(starts, places, "right") - 1
    return np.asarray((at < 0) | (places >= ends[np.maximum(at, 0)]))


def _breaks(texts: Sequence[str], metadata: Sequence[Sequence[Metadata]]) -> NDArray[np.int64]:
    """Return where stretches begin: with a text, after metadata, after the end of a sentence."""
    found: list[int] = []
    for n, text in enumerate(texts):
        base = n << _PLACE
        found.append(base)
        found.extend(base + match.end() for match in _STRETCH_END.finditer(text))
        found.extend(base + item.end for item in metadata[n])
    return np.sort(np.array(found, dtype=np.int64))


@compiled
def _sorted_out(hashes: Hashes, first: Offsets) -> tuple[Hashes, Hashes, Offsets]:
    """Return the words and the distinct 5-grams of every article, ascending, and where these begin."""
    ordered, shingles = np.empty_like(hashes), np.empty_like(hashes)
    starts = np.zeros_like(first)
    n = 0
    for article in range(len(first) - 1):
        lo, hi = first[article], first[article + 1]
        ordered[lo:hi] = np.sort(hashes[lo:hi])
        own = shingle_set(hashes[lo:hi])
        shingles[n : n + len(own)] = own
        n += len(own)
        starts[article + 1] = n
    return ordered, shingles[:n].copy(), starts
