"""Two values that changed places: who won against whom, who is how old."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from dedup.facts.names import Name
from dedup.facts.places import Placed, Places
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.facts.wordlist import words
from dedup.link import Fact

ValueT = TypeVar("ValueT", bound=Placed)

_JOINING = words("und and et y e oder or ou o sowie & / , - – mit with avec con ( )")
_MUTUAL = words(
    """
    traf trafen trifft treffen getroffen meet meets met spielt spielen spielte spielten gespielt play plays
    played heiratet heiratete heirateten marry marries married gleicht gleichen zwischen between entre
    """
)
"""Words for what is the same from either end: `Kolb met Ott`."""


def swap_facts(places: Places, a: Sequence[Name], b: Sequence[Name]) -> list[Fact]:
    """Return two names that were exchanged in a link whose other words all stayed, in the same order.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> old, new = parse(Article("Kolb beat Ott.")), parse(Article("Ott beat Kolb."))
    >>> sides = find_side(old, [0], new), find_side(new, [0], old)
    >>> kolb, ott = ("kolb",), ("ott",)
    >>> a, b = [Name(0, 1, kolb, 2), Name(2, 3, ott, 2)], [Name(0, 1, ott, 2), Name(2, 3, kolb, 2)]
    >>> [fact.reason for fact in swap_facts(Places(*sides, ()), a, b)]
    ['Kolb became Ott', 'Ott became Kolb']
    """
    if not _MUTUAL.isdisjoint(places.a.known):
        return []
    return [
        changed("name", "high", value_at(places.a, (x.lo, x.hi)), value_at(places.b, (y.lo, y.hi)))
        for x, y in exchanged(places, a, b, lambda name: name.words)
    ]


def exchanged(
    places: Places, a: Sequence[ValueT], b: Sequence[ValueT], key: Callable[[ValueT], Hashable]
) -> list[tuple[ValueT, ValueT]]:
    """Return two values that changed places in a link whose other words all stayed, in the same order."""
    if len(a) != len(b) or len(a) < 2:
        return []
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if key(x) != key(y)]
    if len(pairs) != 2 or [key(x) for x, _ in pairs] != [key(y) for _, y in reversed(pairs)]:
        return []
    if _without(places.a, a) != _without(places.b, b):
        return []
    between = set(places.a.lows[pairs[0][0].hi : pairs[1][0].lo])
    return [] if between <= _JOINING else pairs


def _without(side: Side, values: Sequence[ValueT]) -> list[str]:
    """Return the words of a side with an empty one in the place of each value."""
    found: list[str] = []
    at = 0
    for value in values:
        found += [*side.lows[at : value.lo], ""]
        at = value.hi
    return [*found, *side.lows[at:]]
