"""What pairs of articles share, many pairs in one go: runs, shingles and the features of the score."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.agreement import FEATURES, SLOT_RUN_WORDS, features
from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets
from dedup.marks import Marks
from dedup.overlap import common
from dedup.runs import Indices, tiles
from dedup.verdict import RUN_WORDS

Flags = NDArray[np.bool_]


class Runs(NamedTuple):
    """The shared runs of pairs: those of pair n are the rows ``[first[n], first[n + 1])``.

    A row is the place in the one article's words, the place in the other's, and the length.
    """

    rows: Indices
    first: Offsets


class Sharing(NamedTuple):
    """What pairs share; row n of `features` and item n of the others are pair n's.

    `shingles` in common, words of the `longest` run, whether the words are the `same`; in `runs` the first
    article of the pair is the one. Without a run there are no features: zeros.
    """

    features: NDArray[np.float64]
    shingles: Indices
    longest: Indices
    same: Flags
    runs: Runs


def share(marks: Marks, pairs: Indices) -> Sharing:
    """Return what each pair (rows of two positions) shares."""
    swapped = _longer_first(marks.hashes, marks.first, pairs)
    turned = np.where(swapped[:, None], pairs[:, ::-1], pairs)
    same = _same(marks.hashes, marks.first, turned)
    runs = _runs(marks.hashes, marks.first, turned, same, RUN_WORDS)
    longest = _longest(runs)
    strangers = np.flatnonzero(longest == 0)
    longest[strangers] = _longest(_runs(marks.hashes, marks.first, turned[strangers], same[strangers], 1))
    figures = np.zeros((len(pairs), FEATURES))
    judged = np.flatnonzero((np.diff(runs.first) > 0) & ~same)
    slots = _runs(marks.hashes, marks.first, turned[judged], same[judged], SLOT_RUN_WORDS)
    figures[judged] = _features(marks, turned[judged], _of(runs, judged), slots)
    shingles = _common(marks.shingles, marks.first_shingle, pairs)
    return Sharing(figures, shingles, longest, same, _turned_back(runs, swapped))


def _of(runs: Runs, chosen: Indices) -> Runs:
    """Return the runs of some of the pairs."""
    sizes = np.diff(runs.first)[chosen]
    ends = np.cumsum(sizes)
    rows = np.repeat(runs.first[chosen] - (ends - sizes), sizes) + np.arange(sizes.sum())
    return Runs(runs.rows[rows], np.concatenate((np.zeros(1, dtype=np.int64), ends)))


def _turned_back(runs: Runs, swapped: Flags) -> Runs:
    """Return the runs, those of swapped pairs as seen from the other article, in its order."""
    pair = np.repeat(np.arange(len(swapped)), np.diff(runs.first))
    rows = np.where(swapped[pair][:, None], runs.rows[:, [1, 0, 2]], runs.rows)
    return Runs(rows[np.lexsort((rows[:, 0], pair))], runs.first)


@compiled
def _longer_first(hashes: Hashes, first: Offsets, pairs: Indices) -> Flags:
    """Tell of which pairs the first article is the longer one.

    Of equally long ones it is that with the higher hash where they first differ: order must not matter.
    """
    out = np.zeros(len(pairs), dtype=np.bool_)
    for n in range(len(pairs)):
        a, b = first[pairs[n, 0]], first[pairs[n, 1]]
        in_a, in_b = first[pairs[n, 0] + 1] - a, first[pairs[n, 1] + 1] - b
        k = 0
        while k < in_a == in_b and hashes[a + k] == hashes[b + k]:
            k += 1
        out[n] = hashes[a + k] > hashes[b + k] if k < in_a == in_b else in_a > in_b
    return out


@compiled
def _same(hashes: Hashes, first: Offsets, pairs: Indices) -> Flags:
    """Tell which pairs have the same words, and any."""
    out = np.zeros(len(pairs), dtype=np.bool_)
    for n in range(len(pairs)):
        a, b = first[pairs[n, 0]], first[pairs[n, 1]]
        size = first[pairs[n, 0] + 1] - a
        out[n] = 0 < size == first[pairs[n, 1] + 1] - b
        for k in range(size if out[n] else 0):
            if hashes[a + k] != hashes[b + k]:
                out[n] = False
                break
    return out


@compiled
def _runs(hashes: Hashes, first: Offsets, pairs: Indices, same: Flags, least: int) -> Runs:
    """Return the runs of at least so many words; of the same words there is one run of all."""
    rows, bounds = np.empty((8 * len(pairs) + 8, 3), dtype=np.int64), np.zeros(len(pairs) + 1, dtype=np.int64)
    for n in range(len(pairs)):
        a, b = pairs[n, 0], pairs[n, 1]
        if same[n]:
            found = np.zeros((1, 3), dtype=np.int64)
            found[0, 2] = first[a + 1] - first[a]
        else:
            found = tiles(hashes[first[a] : first[a + 1]], hashes[first[b] : first[b + 1]], least)
        start = bounds[n]
        bounds[n + 1] = start + len(found)
        if bounds[n + 1] > len(rows):
            rows = _roomier(rows, start, 2 * bounds[n + 1])
        for k in range(len(found)):
            for column in range(3):
                rows[start + k, column] = found[k, column]
    return Runs(rows[: bounds[len(pairs)]], bounds)


@compiled
def _roomier(rows: Indices, used: int, size: int) -> Indices:
    out = np.empty((size, 3), dtype=np.int64)
    for n in range(used):
        for column in range(3):
            out[n, column] = rows[n, column]
    return out


@compiled
def _longest(runs: Runs) -> Indices:
    """Return the length of every pair's longest run, 0 for none.

    The first tile that is taken is the longest run, if that is as long as a tile must be.
    """
    out = np.zeros(len(runs.first) - 1, dtype=np.int64)
    for n in range(len(out)):
        for k in range(runs.first[n], runs.first[n + 1]):
            out[n] = max(out[n], runs.rows[k, 2])
    return out


@compiled
def _common(shingles: Hashes, first: Offsets, pairs: Indices) -> Indices:
    """Return how many shingles each pair has in common."""
    out = np.empty(len(pairs), dtype=np.int64)
    for n in range(len(pairs)):
        a, b = pairs[n, 0], pairs[n, 1]
        out[n] = common(shingles[first[a] : first[a + 1]], shingles[first[b] : first[b + 1]])
    return out


@compiled
def _features(marks: Marks, pairs: Indices, runs: Runs, slots: Runs) -> NDArray[np.float64]:
    """Return the features of pairs, the shorter article of each first."""
    out = np.empty((len(pairs), FEATURES))
    for n in range(len(pairs)):
        found = features(
            _one(marks, pairs[n, 0]),
            _one(marks, pairs[n, 1]),
            runs.rows[runs.first[n] : runs.first[n + 1]],
            slots.rows[slots.first[n] : slots.first[n + 1]],
        )
        for k in range(FEATURES):
            out[n, k] = found[k]
    return out


@compiled
def _one(marks: Marks, n: int) -> Marks:
    """Return the marks of one of the articles."""
    lo, hi = marks.first[n], marks.first[n + 1]
    from_, to = marks.first_shingle[n], marks.first_shingle[n + 1]
    start, end = marks.first_point[n], marks.first_point[n + 1]
    return Marks(
        marks.hashes[lo:hi],
        marks.starts[lo:hi],
        marks.ends[lo:hi],
        marks.stretch[lo:hi],
        marks.number[lo:hi],
        marks.value[lo:hi],
        marks.name[lo:hi],
        marks.weight[lo:hi],
        marks.first[n : n + 2],
        marks.shingles[from_:to],
        marks.first_shingle[n : n + 2],
        marks.points[start:end],
        marks.first_point[n : n + 2],
    )
