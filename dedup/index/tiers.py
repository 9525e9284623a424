"""Which parts of an index are merged, and when: so few that a question is quick, so seldom that adding is.

Whenever a part is not at least `ratio` times as large as the next smaller one, both become one. So an index
of n articles has about log(n) parts at most, and no article is moved more often than a small multiple of that
(the logarithmic method of Bentley and Saxe 1980).
"""

from __future__ import annotations

from collections.abc import Iterable

from dedup.index.building import segment_of
from dedup.index.merging import merged
from dedup.index.part import Part
from dedup.index.segment import MOST_ENTRIES
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan

RATIO = 2
"""How many times as large as the next smaller part one must be, where many are added."""

SMALL = 128
"""Parts of no more articles together always become one."""

MOST_GONE = 0.25
"""A part is written anew when a larger share of its articles was removed."""


def tidied(parts: Iterable[Part], settings: RetrievalSettings, ratio: int = RATIO) -> list[Part]:
    """Return the parts, merged where they should be, the largest first; those that stay are the same."""
    left = sorted((_thinned(part, settings) for part in parts if len(part)), key=_size)
    out: list[Part] = []
    for part in left:
        if out and _mergeable(out[-1], part, ratio):
            part = _merged(out.pop(), part, settings)
        out.append(part)
    return out[::-1]


def _size(part: Part) -> int:
    return len(part.segment)


def _mergeable(small: Part, large: Part, ratio: int) -> bool:
    """Whether two parts should be one, and can."""
    entries = len(small.segment.gaps) + len(large.segment.gaps)
    wanted = _size(large) < ratio * _size(small) or _size(small) + _size(large) <= SMALL
    return wanted and entries <= MOST_ENTRIES


def _thinned(part: Part, settings: RetrievalSettings) -> Part:
    """Return the part without what was removed, if that is much."""
    if _size(part) - len(part) <= MOST_GONE * _size(part):
        return part
    return _merged(part, Part(segment_of([], settings.sketch(scan([])), settings)), settings)


def _merged(a: Part, b: Part, settings: RetrievalSettings) -> Part:
    return Part(merged(a.segment, b.segment, a.gone, b.gone, settings.stock_share))
