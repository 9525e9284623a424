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
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from dedup.components import components
from dedup.span import Span
from dedup.verdict import Verdict, shared_in

TRIM = 0.1
"""The share of a neighbour's passages left out at either end: a stray phrase must not widen a stretch."""

WIDE = 0.75
"""A neighbour is no part of an article but runs along with it if it covers this much of what is shared."""

DENSE = 0.5
"""The least share of an item of a round-up that is shared text."""

Published = Mapping[str, datetime | None]
"""When each article was published, as far as that is known."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Where in an article the passages lie that it shares with a neighbour, and their length in all."""

    start: int
    end: int
    other: str
    size: int

    def is_dense(self) -> bool:
        """Say whether most of it is shared text."""
        return self.size * (1 - 2 * TRIM) >= DENSE * (self.end - self.start)


def guarded(verdicts: Iterable[Verdict], published: Published) -> tuple[list[Verdict], list[Verdict]]:
    """Return the related pairs that join clusters, and those that only connect, each in the given order."""
    related = [verdict for verdict in verdicts if verdict.relation != "unrelated"]
    allowed = _allowed(_neighbours(related), published)
    joins: list[Verdict] = []
    connections: list[Verdict] = []
    for verdict in related:
        ends = ((verdict.a, verdict.b), (verdict.b, verdict.a))
        joined = all(own not in allowed or other in allowed[own] for own, other in ends)
        (joins if joined else connections).append(verdict)
    return joins, connections


def _neighbours(related: Sequence[Verdict]) -> dict[str, list[Stretch]]:
    """Return for every article where it shares text with which others, in the order of the text."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    for verdict in related:
        for own, other in ((verdict.a, verdict.b), (verdict.b, verdict.a)):
            found[own].append(_stretch(other, shared_in(verdict, own)))
    return {own: sorted(stretches) for own, stretches in found.items()}


def _stretch(other: str, passages: Sequence[Span]) -> Stretch:
    spans = sorted(passages)
    size = sum(map(len, spans))
    skip = int(size * TRIM)
    return Stretch(_reached(spans, skip), _reached(spans, size - skip), other, size)


def _reached(spans: Sequence[Span], chars: int) -> int:
    """Return the place up to which the spans hold a number of characters."""
    for span in spans:
        if chars <= len(span):
            return span.start + chars
        chars -= len(span)
    return 0


def _allowed(neighbours: Mapping[str, Sequence[Stretch]], published: Published) -> dict[str, set[str]]:
    """Return for every round-up those whom it joins.

    Other round-ups say nothing of which stories belong together, so the parts are made again without them.
    """
    related = {own: {stretch.other for stretch in found} for own, found in neighbours.items()}
    roundups = {
        own for own, found in neighbours.items() if _is_roundup(own, _parts(found, related, set()), published)
    }
    return {own: _joined(neighbours[own], related, roundups) for own in roundups}


def _is_roundup(own: str, parts: Iterable[Sequence[Stretch]], published: Published) -> bool:
    given = ([s for s in part if not _is_younger(s.other, own, published)] for part in parts)
    return sum(max(part, key=lambda s: s.size).is_dense() for part in given if part) > 1


def _is_younger(other: str, own: str, published: Published) -> bool:
    then, now = published.get(other), published.get(own)
    return then is not None and now is not None and then > now


def _joined(stretches: Sequence[Stretch], related: Mapping[str, set[str]], roundups: set[str]) -> set[str]:
    """Return whom a round-up joins: what runs along with it, and the part that outweighs the others."""
    parts = _parts(stretches, related, roundups)
    sizes = [max(s.size for s in part) for part in parts]
    wide = _wide(stretches)
    joined = {s.other for s in stretches if s.end - s.start >= wide and s.size >= max(sizes, default=0)}
    for part, size in zip(parts, sizes, strict=True):
        if 2 * size > sum(sizes):
            joined |= {s.other for s in part}
    return joined


def _parts(
    stretches: Sequence[Stretch], related: Mapping[str, set[str]], without: Set[str]
) -> list[list[Stretch]]:
    """Return the neighbours with narrow stretches, those together that belong to one story."""
    wide = _wide(stretches)
    narrow = [s for s in stretches if s.end - s.start < wide and s.other not in without]
    within = {s.other for s in narrow}
    links = [(s.other, other) for s in narrow for other in (s.other, *(related[s.other] & within))]
    links += _overlapping(narrow)
    story = components(links)
    parts: dict[str, list[Stretch]] = defaultdict(list)
    for s in narrow:
        parts[story[s.other]].append(s)
    return list(parts.values())


def _overlapping(stretches: Iterable[Stretch]) -> Iterator[tuple[str, str]]:
    """Yield pairs that link all whose stretches overlap; they come in the order of the text."""
    end, before = 0, ""
    for s in stretches:
        if s.start < end:
            yield before, s.other
        end, before = max(end, s.end), s.other


def _wide(stretches: Sequence[Stretch]) -> float:
    """Return the length from which on a stretch is no part of the article."""
    return WIDE * (max(s.end for s in stretches) - min(s.start for s in stretches))
