"""What hangs together when some things are linked in pairs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Name = TypeVar("Name", str, int)


def components(links: Iterable[tuple[Name, Name]]) -> dict[Name, Name]:
    """Return for everything linked the least of all that it hangs together with, in sorted order.

    >>> components([("c", "b"), ("d", "e"), ("b", "a")])
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'd', 'e': 'd'}
    """
    parent: dict[Name, Name] = {}

    def root(x: Name) -> Name:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {x: root(x) for x in sorted(parent)}
