"""Numbers that are told together or apart: `two men and three women`, `five people`; `4 at 50 euros each`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.facts.equality import close
from dedup.facts.number import Number
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

WIDEST = 8
"""Most tokens between two parts of a sum."""

MOST_PARTS = 5
_APART = words("; : . ( ) darunter davon including whom dont incluidos")
"""What between two numbers says that one is part of the other, or of another statement."""
_EACH = words("je jeweils à each apiece chacun chacune cada")

_OTHERS = words("other others andere anderen anderer autres otros otras")
"""What makes one more of a number: `the ambassador and three others`."""


def adds_up(side: Side, part: Number, total: Number, numbers: Sequence[Number], kept: frozenset[int]) -> bool:
    """Whether a number and its neighbours are the parts (or factors) of a total that the other side tells.

    A part that the other side tells as well (its `id` is in `kept`) is none of the sum. Nor is a total of the
    same noun as one part alone: `four residents and two guests` became `six residents`.
    """
    if _has_company(side, part) and part.value + 1 == total.value:
        return True
    if any(close(n.value * part.value, total.value) for n in numbers if _is_each(side, n, part)):
        return True
    runs = _runs(side, part, numbers, kept)
    same_noun = bool(part.head) and part.head[:1] == total.head[:1]
    rows = (run for run in runs if not same_noun or not any(_has_noun(n) for n in run if n is not part))
    return any(close(sum(n.value for n in run), total.value) for run in rows)


def _has_company(side: Side, part: Number) -> bool:
    """Whether somebody is named beside those counted: `the ambassador and three others`."""
    others = _OTHERS.intersection(side.lows[part.hi : part.hi + 2])
    return bool(others) and side.low(part.lo - 1) in ("and", "und", "et", "y")


def _has_noun(number: Number) -> bool:
    """Whether a number has a noun of its own: in `800 jobs here and 200 there` the second one has none."""
    return number.kind == "one" or (bool(number.head) and number.head[0] not in STOPWORDS)


def _runs(
    side: Side, part: Number, numbers: Sequence[Number], kept: frozenset[int]
) -> Iterator[Sequence[Number]]:
    """Yield the rows of two and more numbers around a part that may be added to it."""
    at = next(n for n, number in enumerate(numbers) if number is part)
    first = last = at
    while first > 0 and at - first < MOST_PARTS and _joined(side, numbers[first - 1], numbers[first], kept):
        first -= 1
    while last + 1 < len(numbers) and last - at < MOST_PARTS:
        if not _joined(side, numbers[last], numbers[last + 1], kept):
            break
        last += 1
    for lo in range(first, at + 1):
        for hi in range(at + 1, last + 2):
            if hi - lo > 1:
                yield numbers[lo:hi]


def _is_each(side: Side, count: Number, part: Number) -> bool:
    """Whether a sum is for each of so many: `90 Tagessätze zu je 40 Euro`."""
    between = side.lows[count.hi : part.lo]
    return count.unit is None and 0 < len(between) <= WIDEST and not _EACH.isdisjoint(between)


def _joined(side: Side, x: Number, y: Number, kept: frozenset[int]) -> bool:
    """Whether two neighbours count or measure the same kind of thing, in one row."""
    if id(x) in kept or id(y) in kept or not {x.kind, y.kind} <= {"count", "one"} or x.unit != y.unit:
        return False
    between = side.lows[x.hi : y.lo]
    same_sentence = side.bounds[x.lo] == side.bounds[y.lo]
    return same_sentence and 0 < len(between) <= WIDEST and _APART.isdisjoint(between)
