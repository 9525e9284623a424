"""Figures behind a name: how old somebody is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.facts.number import Number
from dedup.facts.tokens import Side

Owner = frozenset[str]
"""The words of a name."""


def aged_otherwise(
    a: Side, b: Side, old: Sequence[Number], new: Sequence[Number]
) -> Iterator[tuple[Number, Number]]:
    """Yield the ages of those whom both sides name with another age: `Kolb (23) and Ott (31)`, exchanged.

    >>> from dedup.article import Article
    >>> from dedup.facts.numbers import find_numbers
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> old, new = parse(Article("Anna Kolb, 23, und Jan Ott, 31, siegten.", language="de")), parse(
    ...     Article("Jan Ott, 23, und Anna Kolb, 31, siegten.", language="de")
    ... )
    >>> sides = find_side(old, [0], new), find_side(new, [0], old)
    >>> found = aged_otherwise(*sides, *(find_numbers(side, frozenset()) for side in sides))
    >>> [(x.figure, y.figure) for x, y in found]
    [(23.0, 31.0), (31.0, 23.0)]
    """
    owned_a, owned_b = list(_owned(a, old)), list(_owned(b, new))
    for owner, x in owned_a:
        theirs = [y for name, y in owned_b if _same(owner, name)]
        rivals = [name for name, y in owned_a if theirs and _same(name, _owner(b, theirs[0]))]
        if len(theirs) == 1 == len(rivals) and theirs[0].value != x.value:
            yield x, theirs[0]


def _owned(side: Side, numbers: Sequence[Number]) -> Iterator[tuple[Owner, Number]]:
    for number in numbers:
        owner = _owner(side, number)
        if owner:
            yield owner, number


def _owner(side: Side, number: Number) -> Owner:
    """Return the name before an age between commas or in brackets, nothing for another number."""
    bare = number.kind == "count" and not number.unit and number.figure < 120
    if not bare or (side.low(number.lo - 1), side.low(number.hi)) not in ((",", ","), ("(", ")"), (",", ".")):
        return frozenset()
    at = number.lo - 1
    while at > 0 and side.texts[at - 1][0].isupper():
        at -= 1
    return frozenset(side.lows[at : number.lo - 1])


def _same(one: Owner, other: Owner) -> bool:
    return one <= other or other <= one
