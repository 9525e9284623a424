"""What hangs together when some things are linked in pairs."""

from __future__ import annotations

from collections.abc import Iterable


def components(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for everything linked the least of all that it hangs together with, in sorted order.

    >>> components([("c", "b"), ("d", "e"), ("b", "a")])
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'd', 'e': 'd'}
    """
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {x: root(x) for x in sorted(parent)}
