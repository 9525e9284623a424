"""Which equal words of two texts a person would leave unmarked.

Equal words weigh for staying as they are, and every changed stretch between them costs: steeply at first,
then ever less. So a lone small word between two rewritten stretches is marked with them, while the same word
between two changed figures stays. What is kept is the chain of runs of equal words with the greatest balance:
the sparse form of global alignment with concave gap costs (Waterman 1984).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from dedup.compiled import compiled

Run = tuple[int, int, int]
"""Equal words: the position of the first in a, in b, and how many there are."""
_Numbers = list[int] | NDArray[np.int64]

MAX_STEPS = 250_000
"""Most pairs of equal words, and most pairs of runs, that are looked at for one link."""

MAX_WORDS = 10_000
"""Longest side of which, beyond that, a longest common subsequence is taken; it may keep scattered words."""

FEW_RUNS = 300
"""Up to so many runs of a link Python is quick enough; compiled code takes a second to load."""

WEIGHT = 100
FULL_LENGTH = 6
"""A word weighs by its length up to this."""
FIGURE_WEIGHT = 9 * WEIGHT

STRETCH_COST = 18 * WEIGHT
HALF_COST_AT = 6
"""What a changed stretch costs at most, and at how many words of both sides together it costs half of that.
These and the full length were fitted to `benchmarks/edits_gold/tune.txt`, where a wide range does as well."""


def kept_runs(left: Sequence[str], right: Sequence[str]) -> tuple[list[Run], bool]:
    """Return the runs of words to leave unmarked, in order, and whether a budget cut the search short.

    >>> kept_runs("it was said to be over".split(), "we learned to be patient".split())
    ([(3, 2, 2)], False)
    >>> kept_runs("no easy way to find any old map".split(), "we hope the new team goes to see Rome".split())
    ([], False)
    """
    head, tail = _equal_ends(left, right)
    a, b = left[head : len(left) - tail], right[head : len(right) - tail]
    inner, truncated = _inner_runs(a, b) if a and b else ([], False)
    runs = [(0, 0, head), *((i + head, j + head, n) for i, j, n in inner)]
    runs.append((len(left) - tail, len(right) - tail, tail))
    return [run for run in runs if run[2]], truncated


def _inner_runs(a: Sequence[str], b: Sequence[str]) -> tuple[list[Run], bool]:
    """Return the runs to keep between the equal ends, and whether a budget was hit."""
    found = _equal_runs(a, b)
    if found == []:
        return found, False
    sums = _sums(a)
    chain = None if found is None else _best_chain(found, sums, len(b))
    if chain is not None:
        return chain, False
    found = _common_subsequence(a, b)
    chain = _best_chain(found, sums, len(b))
    return found if chain is None else chain, True


def word_weight(word: str) -> int:
    """Return what it counts for that a word stays; a figure counts more, since a reader must see that it did.

    >>> word_weight("the"), word_weight("government"), word_weight("12")
    (300, 600, 900)
    """
    if not word.isalpha() and any(map(str.isdigit, word)):
        return FIGURE_WEIGHT
    length = len(word)
    return WEIGHT * (length if length < FULL_LENGTH else FULL_LENGTH)


def _equal_ends(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """Return how many words are equal at the beginning and, of the rest, at the end."""
    shorter = min(len(left), len(right))
    head = 0
    while head < shorter and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < shorter - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    return head, tail


def _equal_runs(a: Sequence[str], b: Sequence[str]) -> list[Run] | None:
    """Return every maximal run of equal words, by its place in a; None if the words repeat too often."""
    places: dict[str, list[int]] = {}
    for j, word in enumerate(b):
        places.setdefault(word, []).append(j)
    if sum(len(places[word]) for word in a if word in places) > MAX_STEPS:
        return None
    runs: list[list[int]] = []
    before: dict[int, list[int]] = {}
    for i, word in enumerate(a):
        here: dict[int, list[int]] = {}
        for j in places.get(word, ()):
            run = before.get(j - 1)
            if run is None:
                run = [i, j, 0]
                runs.append(run)
            run[2] += 1
            here[j] = run
        before = here
    return [(i, j, n) for i, j, n in runs]


def _sums(words: Sequence[str]) -> list[int]:
    return list(accumulate(map(word_weight, words), initial=0))


def _best_chain(runs: list[Run], sums: list[int], end_b: int) -> list[Run] | None:
    """Return the chain of runs with the greatest balance; None if finding it takes too many steps."""
    ends = [*runs, (len(sums) - 1, end_b, 1)]  # the last stands for the end of both
    previous = [-1] * len(ends)
    if len(ends) <= FEW_RUNS:
        i, j, n = (list(column) for column in zip(*ends, strict=True))
        found = _balance(i, j, n, sums, previous.copy(), previous.copy(), previous)
    else:
        i, j, n = np.array(ends, dtype=np.int64).T.copy()
        before = np.array(previous, dtype=np.int64)
        found = _balance_fast(i, j, n, np.array(sums), before.copy(), before.copy(), before)
        previous = before.tolist()
    return _unwound(runs, previous) if found else None


def _balance(
    starts_a: _Numbers,
    starts_b: _Numbers,
    lengths: _Numbers,
    sums: _Numbers,
    balances: _Numbers,
    highest: _Numbers,
    previous: _Numbers,
) -> bool:
    """Write into `previous` which run is before each in the best chain; False if that takes too many steps.

    A run that overlaps the one before it in the chain loses its beginning. A changed stretch costs by
    how many words of both sides it has.
    """
    steps = 0
    for k in range(len(starts_a)):
        i, j = starts_a[k], starts_b[k]
        end_i, end_j = i + lengths[k], j + lengths[k]
        upto = sums[min(end_i, len(sums) - 1)]
        best, chosen = upto - sums[i] - STRETCH_COST * (i + j) // (i + j + HALF_COST_AT), -1
        most = upto - sums[i] - STRETCH_COST // (1 + HALF_COST_AT)
        y = k - 1
        # The nearest runs come first; no earlier one can do better than the highest balance so far.
        while y >= 0 and highest[y] + most > best:
            pi, pj = starts_a[y] + lengths[y], starts_b[y] + lengths[y]
            if pi < end_i and pj < end_j:
                cut = max(0, pi - i, pj - j)
                gap = i + j + cut + cut - pi - pj
                cost = STRETCH_COST * gap // (gap + HALF_COST_AT)
                balance = balances[y] + upto - sums[i + cut] - cost
                if balance > best:
                    best, chosen = balance, y
            y -= 1
        steps += k - 1 - y
        if steps > MAX_STEPS:
            return False
        balances[k] = best
        highest[k] = max(best, highest[k - 1]) if k else best
        previous[k] = chosen
    return True


_balance_fast = compiled(_balance)


def _unwound(runs: list[Run], previous: list[int]) -> list[Run]:
    chain: list[Run] = []
    at = previous[-1]
    while at >= 0:
        chain.append(runs[at])
        at = previous[at]
    kept: list[Run] = []
    end_a = end_b = 0
    for i, j, n in reversed(chain):
        cut = max(0, end_a - i, end_b - j)
        kept.append((i + cut, j + cut, n - cut))
        end_a, end_b = i + n, j + n
    return kept


def _common_subsequence(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    if max(len(a), len(b)) > MAX_WORDS:
        return []
    return [
        (o.src_start, o.dest_start, o.src_end - o.src_start) for o in LCSseq.opcodes(a, b) if o.tag == "equal"
    ]
