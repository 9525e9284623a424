"""The order in which articles of a story are told: by date, and without one by who took from whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

Rank = tuple[int, float, str]


def in_order(moments: Mapping[str, float | None], pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return articles in order; of every pair the first was taken from by the second.

    What has no date comes as soon as all that it took from has come, so dates stay in order; last if nothing
    ties it to others.

    >>> in_order({"copy": 1.0, "late": 2.0, "origin": None}, [("origin", "copy"), ("copy", "late")])
    ['origin', 'copy', 'late']
    """
    takers: dict[str, list[str]] = {name: [] for name in moments}
    waits = dict.fromkeys(moments, 0)
    for source, taker in pairs:
        takers[source].append(taker)
        waits[taker] += 1
    tied = {name for name in moments if takers[name] or waits[name]}
    left = {name: _rank(name, when, name in tied) for name, when in moments.items()}
    ready = [left[name] for name, count in waits.items() if not count]
    heapify(ready)
    order: list[str] = []
    while left:
        # Dates of some and lengths of others can lead round in a circle: the oldest of the rest breaks it.
        name = heappop(ready)[2] if ready else min(left, key=lambda each: (moments[each] is None, left[each]))
        if left.pop(name, None) is None:
            continue
        order.append(name)
        for taker in takers[name]:
            waits[taker] -= 1
            if not waits[taker] and taker in left:
                heappush(ready, left[taker])
    return order


def _rank(name: str, when: float | None, is_tied: bool) -> Rank:
    if when is None:
        return (0 if is_tied else 2, 0.0, name)
    return (1, when, name)
