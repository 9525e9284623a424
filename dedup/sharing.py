"""What pairs of articles share, many pairs in one go: runs, shingles and the features of the score."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.agreement import FEATURES, RUN_WORDS, features
from dedup.compiled import compiled
from dedup.hashing import Offsets
from dedup.marks import Marks
from dedup.overlap import common
from dedup.runs import Indices, longest_run, tiles


class Sharing(NamedTuple):
    """What pairs share; row n of `features` and item n of the others are pair n's.

    `shingles` in common, words of the `longest` run, whether the words are the `same`. The runs are in
    ``[first[n], first[n + 1])``: place in the first article's words, place in the second's, length.
    Without a run there are no features: zeros.
    """

    features: NDArray[np.float64]
    shingles: Indices
    longest: Indices
    same: NDArray[np.bool_]
    runs: Indices
    first: Offsets


@compiled
def share(marks: Marks, pairs: Indices) -> Sharing:
    """Return what each pair (rows of two positions) shares."""
    count = len(pairs)
    found = Sharing(
        np.zeros((count, FEATURES)),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.bool_),
        np.empty((8 * count + 8, 3), dtype=np.int64),
        np.zeros(count + 1, dtype=np.int64),
    )
    room = found.runs
    for n in range(count):
        a, b = _one(marks, pairs[n, 0]), _one(marks, pairs[n, 1])
        runs = _compare(a, b, found, n)
        start = found.first[n]
        found.first[n + 1] = start + len(runs)
        if start + len(runs) > len(room):
            larger = np.empty((2 * len(room) + len(runs), 3), dtype=np.int64)
            larger[:start] = room[:start]
            room = larger
        room[start : start + len(runs)] = runs
    return Sharing(
        found.features, found.shingles, found.longest, found.same, room[: found.first[count]], found.first
    )


@compiled
def _one(marks: Marks, n: int) -> Marks:
    """Return the marks of one of the articles."""
    lo, hi = marks.first[n], marks.first[n + 1]
    from_, to = marks.first_shingle[n], marks.first_shingle[n + 1]
    return Marks(
        marks.hashes[lo:hi],
        marks.starts[lo:hi],
        marks.ends[lo:hi],
        marks.stretch[lo:hi],
        marks.number[lo:hi],
        marks.value[lo:hi],
        marks.weight[lo:hi],
        marks.first[n : n + 2],
        marks.ordered[lo:hi],
        marks.shingles[from_:to],
        marks.first_shingle[n : n + 2],
    )


@compiled
def _compare(a: Marks, b: Marks, found: Sharing, n: int) -> Indices:
    """Note what two articles share as that of pair `n`, and return their runs."""
    words = len(a.hashes)
    found.shingles[n] = common(a.shingles, b.shingles)
    if words and np.array_equal(a.hashes, b.hashes):
        found.same[n], found.longest[n] = True, words
        runs = np.zeros((1, 3), dtype=np.int64)
        runs[0, 2] = words
        return runs
    swapped = words > len(b.hashes)
    short, long = (b, a) if swapped else (a, b)
    runs = tiles(short.hashes, long.hashes, RUN_WORDS)
    if len(runs):
        # The first tile that is taken is the longest run, if it is as long as a tile must be.
        found.longest[n] = runs[:, 2].max()
        figures = features(short, long, runs)
        for k in range(FEATURES):
            found.features[n, k] = figures[k]
    else:
        found.longest[n] = longest_run(a.hashes, b.hashes)
    return _turned(runs) if swapped else runs


@compiled
def _turned(runs: Indices) -> Indices:
    """Return the runs as seen from the other text, in its order."""
    out = np.empty_like(runs)
    out[:, 0], out[:, 1], out[:, 2] = runs[:, 1], runs[:, 0], runs[:, 2]
    return out[np.argsort(out[:, 0])]
