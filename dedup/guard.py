"""A guard against chains: which related pairs join their articles into one cluster, and which only connect.

A round-up takes a passage from each of many stories. Its passages stand beside each other, and the stories
have nothing to do with one another: joined through it, they would be one cluster. A chain, in which each
took from the one before, is another thing: who took from the middle article came after it, or shares the
passages that the middle one took itself. So an article is looked at with all that it is related to:

* its neighbours fall into parts: those whose passages overlap in it, or who are related to each other,
* it is a round-up if it took (as far as dates tell) two parts or more, each of them mostly shared text: a
  report woven from two sources has many words of its own between theirs,
* a round-up joins those that share nearly all of its passages (its own copies) and the part that gave it
  more than all others together; what else it is related to it only connects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.components import components
from dedup.hashing import Offsets
from dedup.verdicts import Columns, Indices, Verdicts

TRIM = 0.1
"""The share of a neighbour's passages left out at either end: a stray phrase must not widen a stretch."""

WIDE = 0.75
"""A neighbour is no part of an article but runs along with it if it covers this much of what is shared."""

DENSE = 0.5
"""The least share of an item of a round-up that is shared text."""

Published = Sequence[datetime | None]
"""When each article was published, as far as that is known."""


Seconds = NDArray[np.float64]
"""The same in seconds, not a number for None."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Where in an article the passages lie that it shares with a neighbour, and their length in all."""

    start: int
    end: int
    other: int
    size: int

    def is_dense(self) -> bool:
        """Say whether most of it is shared text."""
        return self.size * (1 - 2 * TRIM) >= DENSE * (self.end - self.start)


def guarded(verdicts: Verdicts, published: Published) -> tuple[Indices, Indices]:
    """Return the rows of the related pairs that join clusters, and of those that only connect."""
    columns = verdicts.columns
    related = np.flatnonzero(columns.relation > 0)
    seconds = np.array([when.timestamp() if when else np.nan for when in published])
    allowed = _allowed(Neighbours(columns, related), seconds)
    joins = np.ones(len(related), dtype=np.bool_)
    concerned = np.isin(columns.pairs[related], np.fromiter(allowed, dtype=np.int64)).any(axis=1)
    for n in np.flatnonzero(concerned).tolist():
        a, b = columns.pairs[related[n]].tolist()
        joins[n] = all(own not in allowed or other in allowed[own] for own, other in ((a, b), (b, a)))
    return related[joins], related[~joins]


class Near(Protocol):
    """Tells who shares text with whom."""

    def of(self, article: int) -> Set[int]:
        """Return with whom an article shares text."""


class Neighbours:
    """Where every article shares text with which others."""

    def __init__(self, columns: Columns, related: Indices) -> None:
        pairs = columns.pairs[related].astype(np.int64)
        places = np.concatenate(
            [stretches_of(columns.passages[:, 2 * k : 2 * k + 2], columns.first, related) for k in (0, 1)]
        )
        owners = np.concatenate((pairs[:, 0], pairs[:, 1]))
        others = np.concatenate((pairs[:, 1], pairs[:, 0]))
        order = np.lexsort((places[:, 2], others, places[:, 1], places[:, 0], owners))
        self._others = others[order]
        self._places = places[order]
        self._owners, first = np.unique(owners[order], return_index=True)
        self._first = np.append(first, len(order))

    def of(self, article: int) -> set[int]:
        """Return with whom an article shares text."""
        return set(self._others[self._rows(article)].tolist())

    def stretches(self, article: int) -> list[Stretch]:
        """Return where an article shares text, in the order of the text."""
        rows = self._rows(article)
        places = zip(self._others[rows].tolist(), self._places[rows].tolist(), strict=True)
        return [Stretch(start, end, other, size) for other, (start, end, size) in places]

    def suspects(self, published: Seconds) -> list[int]:
        """Return the articles that may be round-ups, as they have two dense narrow stretches or more."""
        younger = published[self._others] > np.repeat(published[self._owners], np.diff(self._first))
        return [int(n) for n in self._owners[several(self._places, self._first, younger) > 1]]

    def _rows(self, article: int) -> slice:
        n = int(np.searchsorted(self._owners, article))
        return slice(int(self._first[n]), int(self._first[n + 1]))


@compiled
def stretches_of(passages: NDArray[np.int32], first: Offsets, rows: Indices) -> Indices:
    """Return start, end and size of the stretch that the passages of every row take in one of its texts."""
    out = np.zeros((len(rows), 3), dtype=np.int64)
    for n in range(len(rows)):
        found = _in_order(passages[first[rows[n]] : first[rows[n] + 1]])
        size = 0
        for k in range(len(found)):
            size += found[k, 1] - found[k, 0]
        skip = int(size * TRIM)
        out[n, 0], out[n, 1], out[n, 2] = _reached(found, skip), _reached(found, size - skip), size
    return out


@compiled
def _in_order(passages: NDArray[np.int32]) -> Indices:
    """Return the passages in the order of the text; they are few, and mostly in order."""
    out = np.empty((len(passages), 2), dtype=np.int64)
    for n in range(len(passages)):
        k = n
        while k > 0 and out[k - 1, 0] > passages[n, 0]:
            out[k, 0], out[k, 1] = out[k - 1, 0], out[k - 1, 1]
            k -= 1
        out[k, 0], out[k, 1] = passages[n, 0], passages[n, 1]
    return out


@compiled
def _reached(passages: Indices, chars: int) -> int:
    """Return the place up to which the passages hold a number of characters."""
    for n in range(len(passages)):
        length = passages[n, 1] - passages[n, 0]
        if chars <= length:
            return int(passages[n, 0]) + chars
        chars -= length
    return 0


@compiled
def several(places: Indices, first: Offsets, younger: NDArray[np.bool_]) -> Indices:
    """Return for every article how many of its stretches are narrow, dense, and with no younger one."""
    out = np.zeros(len(first) - 1, dtype=np.int64)
    for n in range(len(out)):
        start, end = places[first[n], 0], places[first[n], 1]
        for k in range(first[n], first[n + 1]):
            start, end = min(start, places[k, 0]), max(end, places[k, 1])
        for k in range(first[n], first[n + 1]):
            width = places[k, 1] - places[k, 0]
            dense = places[k, 2] * (1 - 2 * TRIM) >= DENSE * width
            out[n] += dense and width < WIDE * (end - start) and not younger[k]
    return out


def _allowed(near: Neighbours, published: Seconds) -> dict[int, set[int]]:
    """Return for every round-up those whom it joins.

    Other round-ups say nothing of which stories belong together, so the parts are made again without them.
    """
    suspects = {own: near.stretches(own) for own in near.suspects(published)}
    roundups = {
        own
        for own, found in suspects.items()
        if is_roundup(parts_of(found, near, set()), _younger(own, found, published))
    }
    return {own: joined_by(suspects[own], near, roundups) for own in roundups}


def _younger(own: int, stretches: Iterable[Stretch], published: Seconds) -> set[int]:
    return {s.other for s in stretches if published[s.other] > published[own]}


def is_roundup(parts: Iterable[Sequence[Stretch]], younger: Set[int]) -> bool:
    """Tell whether an article took, as far as dates tell, two dense parts or more; some are `younger`."""
    given = ([s for s in part if s.other not in younger] for part in parts)
    return sum(max(part, key=lambda s: s.size).is_dense() for part in given if part) > 1


def joined_by(stretches: Sequence[Stretch], near: Near, roundups: Set[int]) -> set[int]:
    """Return whom a round-up joins: what runs along with it, and the part that outweighs the others."""
    parts = parts_of(stretches, near, roundups)
    sizes = [max(s.size for s in part) for part in parts]
    wide = least_wide(stretches)
    joined = {s.other for s in stretches if s.end - s.start >= wide and s.size >= max(sizes, default=0)}
    for part, size in zip(parts, sizes, strict=True):
        if 2 * size > sum(sizes):
            joined |= {s.other for s in part}
    return joined


def parts_of(stretches: Sequence[Stretch], near: Near, without: Set[int]) -> list[list[Stretch]]:
    """Return the neighbours with narrow stretches, those together that belong to one story."""
    wide = least_wide(stretches)
    narrow = [s for s in stretches if s.end - s.start < wide and s.other not in without]
    within = {s.other for s in narrow}
    links = [(s.other, other) for s in narrow for other in (s.other, *(near.of(s.other) & within))]
    links += _overlapping(narrow)
    story = components(links)
    parts: dict[int, list[Stretch]] = defaultdict(list)
    for s in narrow:
        parts[story[s.other]].append(s)
    return list(parts.values())


def _overlapping(stretches: Iterable[Stretch]) -> Iterator[tuple[int, int]]:
    """Yield pairs that link all whose stretches overlap; they come in the order of the text."""
    end, before = 0, -1
    for s in stretches:
        if s.start < end:
            yield before, s.other
        end, before = max(end, s.end), s.other


def least_wide(stretches: Sequence[Stretch]) -> float:
    """Return the length from which on a stretch is no part of the article."""
    return WIDE * (max(s.end for s in stretches) - min(s.start for s in stretches))
