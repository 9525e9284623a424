"""What tells a rewrite from a template report: the features of the verification's score. Compiled.

They are counted on the shorter of two texts, against the longer one; `verification` says what they mean.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes, stands_in, tabled
from dedup.marks import Marks
from dedup.runs import Indices

SLOT_RUN_WORDS = 2
SLOT_WORDS = 6
MAX_COUNTED_RUNS = 12
TAIL_FROM = 0.6
PRIOR_WORDS = 20
"""Words of its own that every text is taken to have: fifteen words in common are much of a report of 25
and yet only one stock phrase."""

LONG_RUN_WORDS = 40
"""A longer run says no more: stock text comes in one block, but so does a report that was taken whole."""

AKIN = 0.7
"""The share of a word's letters that a form of it keeps at its ends: inflected, or with a slip of the pen."""

CHANCE_DIGITS = 2
PRIOR_VALUES = 3
PRIOR_STEPS = 1
SLOT_PRIOR_WORDS = 50
"""Likewise: two figures that changed in twenty words are an update, twenty in two hundred a template."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


FEATURES = 10

Features = tuple[float, float, float, float, float, float, float, float, float, float]


@compiled
def features(short: Marks, long: Marks, runs: Indices, slot_runs: Indices) -> Features:
    """Return the features, in the order of the score's weights; `runs` are rows of places and lengths.

    `slot_runs` are the runs of at least `SLOT_RUN_WORDS` words.

    Log odds of the share of words in runs; share of the rest that stands in the other text too; density of
    changed slots; disagreement of numbers; share of changed slots; log of the number of runs; how far all of
    it stands at the end; share of names and numbers that the other text has too; log of the longest run's
    words; share of the steps from run to run that lead back in the other text.
    """
    covered = np.zeros(len(short.hashes), dtype=np.bool_)
    words = longest = 0
    for n in range(len(runs)):
        longest = max(longest, runs[n, 2])
        words += runs[n, 2]
        for k in range(runs[n, 2]):
            covered[runs[n, 0] + k] = True
    common, in_short = _common(short.hashes, long.hashes), _common(long.hashes, short.hashes)
    changed, slots = _slots(short, common, long, in_short, slot_runs)
    bounded = min(max(words / (len(covered) + PRIOR_WORDS), 0.03), 0.97)
    return (
        math.log(bounded / (1 - bounded)),
        _rest(short.weight, common, covered),
        10 * min(changed / (words + SLOT_PRIOR_WORDS), 0.1),
        _number_disagreement(short, common, covered),
        changed / (slots + 3),
        math.log(min(len(runs), MAX_COUNTED_RUNS)),
        _at_the_end(runs, len(short.hashes), len(long.hashes)),
        _common_names(short.name, common),
        math.log(min(longest, LONG_RUN_WORDS)),
        _steps_back(runs),
    )


@compiled
def _common(words: Hashes, others: Hashes) -> Flags:
    """Tell of every word whether it is one of the others."""
    table, out = tabled(others), np.empty(len(words), dtype=np.bool_)
    for n in range(len(words)):
        out[n] = stands_in(words[n], table)
    return out


@compiled
def _rest(weight: Floats, common: Flags, covered: Flags) -> float:
    """Return the share of common words outside the shared runs, by weight."""
    whole = part = 0.0
    for n in range(len(weight)):
        if not covered[n]:
            whole += weight[n]
            part += weight[n] if common[n] else 0.0
    return part / whole if whole else 0.0


@compiled
def _common_names(name: Flags, common: Flags) -> float:
    names = shared = 0
    for n in range(len(name)):
        names += name[n]
        shared += name[n] and common[n]
    return shared / (names + PRIOR_VALUES)


@compiled
def _steps_back(runs: Indices) -> float:
    """Return how often the next run stands before the last one in the other text."""
    back = 0
    for n in range(1, len(runs)):
        back += runs[n, 1] < runs[n - 1, 1]
    return back / (len(runs) - 1 + PRIOR_STEPS)


@compiled
def _number_disagreement(short: Marks, common: Flags, covered: Flags) -> float:
    """Return the share of numbers, in stretches with shared runs, that the other text has not."""
    before = short.stretch[0]
    touched = np.zeros(short.stretch[-1] + 1 - before, dtype=np.bool_)
    for n in range(len(covered)):
        touched[short.stretch[n] - before] |= covered[n]
    numbers = foreign = 0
    for n in range(len(covered)):
        if short.number[n] and touched[short.stretch[n] - before]:
            numbers += 1
            foreign += not common[n]
    return foreign / (numbers + PRIOR_VALUES)


@compiled
def _slots(short: Marks, in_long: Flags, long: Marks, in_short: Flags, runs: Indices) -> tuple[int, int]:
    """Return how many short gaps between shared runs hold other values, and how many such gaps there are.

    Of every word is told whether it stands in the other text.
    """
    changed = slots = 0
    for n in range(1, len(runs)):
        i, j = runs[n - 1, 0] + runs[n - 1, 2], runs[n - 1, 1] + runs[n - 1, 2]
        if runs[n, 0] - i <= SLOT_WORDS and 0 <= runs[n, 1] - j <= SLOT_WORDS:
            slots += 1
            changed += _values_differ(short, in_long, i, runs[n, 0], long, in_short, j, runs[n, 1])
    return changed, slots


@compiled
def _values_differ(
    short: Marks, in_long: Flags, lo: int, hi: int, long: Marks, in_short: Flags, from_: int, to: int
) -> bool:
    """Whether both gaps hold values that the other text has nowhere, and none in common."""
    mine = theirs = False
    for j in range(from_, to):
        theirs |= long.value[j] and (not in_short[j] or _by_chance(long, j))
    for i in range(lo, hi):
        if short.value[i]:
            mine |= not in_long[i] or _by_chance(short, i)
            for j in range(from_, to):
                if long.value[j] and (long.hashes[j] == short.hashes[i] or _akin(short, i, long, j)):
                    return False
    return mine and theirs


@compiled
def _by_chance(one: Marks, n: int) -> bool:
    """Whether another text may have a word by chance: a figure of a digit or two."""
    return bool(one.number[n] and one.ends[n] - one.starts[n] <= CHANCE_DIGITS)


@compiled
def _akin(short: Marks, i: int, long: Marks, j: int) -> bool:
    """Whether two words without digits begin and end with so many equal letters that they are one."""
    if short.number[i] or long.number[j]:
        return False
    mine, theirs = short.ends[i] - short.starts[i], long.ends[j] - long.starts[j]
    least, most = min(mine, theirs), max(mine, theirs)
    head = tail = 0
    x, y = short.starts[i], long.starts[j]
    while head < least and short.points[x + head] == long.points[y + head]:
        head += 1
    while tail < least - head and short.points[x + mine - 1 - tail] == long.points[y + theirs - 1 - tail]:
        tail += 1
    return bool(head + tail >= AKIN * most)


@compiled
def _at_the_end(runs: Indices, short: int, long: int) -> float:
    """Return how far the shared words stand at the end of both texts (0: not, 1: wholly), as sign-offs do."""
    words, in_short, in_long = 0, 0.0, 0.0
    for n in range(len(runs)):
        words += runs[n, 2]
        in_short += runs[n, 2] * (runs[n, 0] + runs[n, 2] / 2)
        in_long += runs[n, 2] * (runs[n, 1] + runs[n, 2] / 2)
    return max(0.0, min(in_short / words / short, in_long / words / long) - TAIL_FROM) / (1 - TAIL_FROM)
