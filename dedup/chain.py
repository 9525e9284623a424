"""The heaviest chain of pairs that all run in one direction, in O(k log k).

A monotone alignment with free gaps is such a chain, and so are the links that stay in place when the
moved ones are taken out. Method: points sorted by their first coordinate, best predecessor by a
Fenwick tree of prefix maxima over the second (Fenwick 1994).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

_Entry = tuple[float, int]
"""The weight of a chain and the point it ends with."""


def heaviest_chain(points: Sequence[tuple[int, int]], weights: Sequence[float]) -> list[int]:
    """Return the indices of points that rise strictly in both coordinates and weigh most together.

    Weights must not be below 0; whole numbers of any size are added exactly.

    >>> heaviest_chain([(0, 2), (1, 0), (2, 1)], [1.5, 1.0, 1.0])
    [1, 2]
    """
    columns = {y: n + 1 for n, y in enumerate(sorted({y for _, y in points}))}
    tree: list[_Entry] = [(0, -1)] * (len(columns) + 1)
    before = [-1] * len(points)
    order = sorted(range(len(points)), key=points.__getitem__)
    for _, group in groupby(order, key=lambda k: points[k][0]):
        row = [(k, *_best(tree, columns[points[k][1]] - 1)) for k in group]
        for k, weight, previous in row:
            before[k] = previous
            _raise(tree, columns[points[k][1]], (weight + weights[k], k))
    at = _best(tree, len(columns))[1]
    chain = []
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _best(tree: list[_Entry], upto: int) -> _Entry:
    best = tree[0]
    while upto > 0:
        if tree[upto][0] > best[0]:
            best = tree[upto]
        upto -= upto & -upto
    return best


def _raise(tree: list[_Entry], at: int, value: _Entry) -> None:
    while at < len(tree):
        if value[0] > tree[at][0]:
            tree[at] = value
        at += at & -at
