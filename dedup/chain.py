"""The heaviest chain of pairs that all run in one direction, in O(k log k).

A monotone alignment with free gaps is such a chain, and so are the links that stay in place when the
moved ones are taken out. Method: points sorted by their first coordinate, best predecessor by a
Fenwick tree of prefix maxima over the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

Weight = TypeVar("Weight", float, tuple[int, int, int])


def heaviest_chain(points: Sequence[tuple[int, int]], weights: Sequence[Weight], zero: Weight) -> list[int]:
    """Return the indices of points that rise strictly in both coordinates and weigh most together.

    Weights are added (tuples element by element) and compared; they must not be below `zero`.

    >>> heaviest_chain([(0, 2), (1, 0), (2, 1)], [1.5, 1.0, 1.0], 0.0)
    [1, 2]
    """
    columns = {y: n + 1 for n, y in enumerate(sorted({y for _, y in points}))}
    tree: list[tuple[Weight, int]] = [(zero, -1)] * (len(columns) + 1)
    before: list[int] = [-1] * len(points)
    order = sorted(range(len(points)), key=lambda k: points[k])
    for _, group in groupby(order, key=lambda k: points[k][0]):
        row = [(k, *_best(tree, columns[points[k][1]] - 1)) for k in group]
        for k, weight, previous in row:
            before[k] = previous
            _raise(tree, columns[points[k][1]], (_plus(weight, weights[k]), k))
    at = _best(tree, len(columns))[1]
    chain = []
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _plus(x: Weight, y: Weight) -> Weight:
    if isinstance(x, tuple) and isinstance(y, tuple):
        return (x[0] + y[0], x[1] + y[1], x[2] + y[2])
    return x + y  # type: ignore[operator,return-value]


def _best(tree: list[tuple[Weight, int]], upto: int) -> tuple[Weight, int]:
    best = tree[0]
    while upto > 0:
        if tree[upto][0] > best[0]:
            best = tree[upto]
        upto -= upto & -upto
    return best


def _raise(tree: list[tuple[Weight, int]], at: int, value: tuple[Weight, int]) -> None:
    while at < len(tree):
        if value[0] > tree[at][0]:
            tree[at] = value
        at += at & -at
