"""What an editor decided of clusters, and clusters that respect it.

The later decision goes before the earlier: whom an editor put together after they had been split stay
together. Only then come the pairs that share text, the surest first; one that would bring together what was
split, or somebody who was excluded, joins nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Literal

Kind = Literal["split", "merge", "exclude"]
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on articles, by their keys.

    The two `groups` of a split are never in one cluster, the one of a merge always is, and no article of the
    one that is excluded is in any.
    """

    id: int
    kind: Kind
    groups: tuple[tuple[int, ...], ...]

    def articles(self) -> set[int]:
        """Return the keys of all articles that it is about."""
        return {key for group in self.groups for key in group}


def partition(edges: Iterable[Edge], decisions: Iterable[Decision]) -> list[list[int]]:
    """Return clusters of at least two: edges are the surest first, decisions the latest first.

    >>> split = Decision(1, "split", ((1,), (2,)))
    >>> partition([(1, 3), (2, 3), (4, 5)], [split]), partition([(1, 2)], [Decision(2, "exclude", ((2,),))])
    ([[1, 3], [4, 5]], [])
    """
    made = _Sets()
    for decision in decisions:
        if decision.kind == "merge":
            (group,) = decision.groups
            for other in group[1:]:
                made.join(group[0], other)
        elif decision.kind == "split":
            for one, other in product(*decision.groups):
                made.part(one, other)
        else:
            for key in decision.articles():
                made.leave_alone(key)
    for one, other in edges:
        made.join(one, other)
    return made.all()


class _Sets:
    """Growing sets of articles, some of which must not become one."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        self._alone: set[int] = set()

    def join(self, one: int, other: int) -> None:
        """Make two sets one, unless that was ruled out."""
        low, high = sorted((self._root(one), self._root(other)))
        if low == high or high in self._apart[low] or {low, high} & self._alone:
            return
        self._parent[high] = low
        for third in self._apart.pop(high, set()):
            self._apart[third].discard(high)
            self._apart[third].add(low)
            self._apart[low].add(third)

    def part(self, one: int, other: int) -> None:
        """Rule out that two sets become one, unless they are."""
        one, other = self._root(one), self._root(other)
        if one != other:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def leave_alone(self, key: int) -> None:
        """Rule out that an article is in a set with any other, unless it is."""
        if len(self._members()[self._root(key)]) < 2:
            self._alone.add(key)

    def all(self) -> list[list[int]]:
        """Return the sets of two or more, each ascending."""
        return sorted(sorted(group) for group in self._members().values() if len(group) > 1)

    def _members(self) -> defaultdict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for key in list(self._parent):
            found[self._root(key)].append(key)
        return found

    def _root(self, key: int) -> int:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key
