"""Which value of a stands in the place of which value of b."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple, Protocol, TypeVar

from dedup.facts.budget import Budget
from dedup.facts.memo import Memo
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.link import Edit

WINDOW = 7
"""How many tokens to each side of a value are its surroundings."""

ADJACENT = 1.5
ADJACENT_STOPWORD = 0.9
SHARED_WORD = 0.6
MAX_SHARED = 2.4
SAME_CHANGE = 0.8


class Placed(Protocol):
    """Anything that stands on the tokens ``[lo, hi)`` of a side."""

    @property
    def lo(self) -> int:
        """The first token."""

    @property
    def hi(self) -> int:
        """The token behind the last."""


class _Surroundings(NamedTuple):
    before: int
    after: int
    words: frozenset[str]


ValueT = TypeVar("ValueT", bound=Placed)


class _Laid(NamedTuple):
    """Which token of b an equal one of a is, and in which change the others stand."""

    partner: dict[int, int]
    change_a: dict[int, int]
    change_b: dict[int, int]


@dataclass(frozen=True)
class Places:
    """The two sides of a link, laid beside each other by the word edits, and how closely we may look."""

    a: Side
    b: Side
    edits: Sequence[Edit]
    budget: Budget = field(default_factory=Budget)

    @property
    def partner(self) -> Mapping[int, int]:
        """The token of b that each equal token of a is."""
        return self._laid.partner

    @cached_property
    def _laid(self) -> _Laid:
        return _lay(self.a, self.b, self.edits)

    @cached_property
    def _around(self) -> tuple[Memo[tuple[int, int], _Surroundings], ...]:
        return tuple(Memo(partial(_surroundings, side)) for side in (self.a, self.b))

    def likeness(self, a: Placed, b: Placed) -> float:
        """Return how much the surroundings of two values agree: from 0 to 3 and more, the same place."""
        around_a, around_b = self._around
        left, right = around_a[a.lo, a.hi], around_b[b.lo, b.hi]
        score = self._beside(left.before, right.before) + self._beside(left.after, right.after)
        shared = left.words & right.words
        # Counted, not added up: the order of a set must not tell in the last digit of a sum.
        light = len(shared & STOPWORDS)
        score += min(MAX_SHARED, SHARED_WORD * (len(shared) - light) + SHARED_WORD / 3 * light)
        same = self._laid.change_a.get(a.lo, -1) == self._laid.change_b.get(b.lo, -2)
        return score + SAME_CHANGE * same

    def stayed(self, x: Placed, y: Placed) -> bool:
        """Whether two values and the tokens beside them are the same in the same place."""
        partner, further = self.partner, y.lo - x.lo
        if x.hi + further != y.hi:
            return False
        beside = range(max(0, x.lo - 1), min(len(self.a.lows), x.hi + 1))
        return all(partner.get(n) == n + further for n in beside)

    def _beside(self, i: int, j: int) -> float:
        """Score the two words next to the values, on one side of them."""
        if i < 0 or j < 0:
            return ADJACENT_STOPWORD / 2 if i == j else 0.0
        if self.a.stems[i] != self.b.stems[j]:
            return 0.0
        weight = ADJACENT_STOPWORD if self.a.stems[i] in STOPWORDS else ADJACENT
        return weight if self.partner.get(i) == j else weight * 0.7


def _lay(a: Side, b: Side, edits: Sequence[Edit]) -> _Laid:
    laid = _Laid({}, {}, {})
    i = j = 0
    for n, edit in enumerate(edits):
        start_i, start_j = i, j
        i = bisect_left(a.starts, edit.a.end, i) if edit.a.start < edit.a.end else i
        j = bisect_left(b.starts, edit.b.end, j) if edit.b.start < edit.b.end else j
        if edit.op == "equal" and i - start_i == j - start_j:
            laid.partner.update(zip(range(start_i, i), range(start_j, j), strict=True))
        else:
            laid.change_a.update(dict.fromkeys(range(start_i, i), n))
            laid.change_b.update(dict.fromkeys(range(start_j, j), n))
    return laid


def match_values(
    places: Places,
    a: Sequence[ValueT],
    b: Sequence[ValueT],
    score: Callable[[ValueT, ValueT], float],
    least: float,
) -> list[tuple[ValueT, ValueT]]:
    """Return the pairs of values that stand in each other's place: best first, each value at most once.

    Values that stayed where they were are pairs at once. Of the others as many are laid beside each other as
    the budget allows, for the cost grows with the square.
    """
    if not a or not b:
        return []
    pairs = _stayed(places, a, b)
    if pairs:
        paired = {id(value) for pair in pairs for value in pair}
        a, b = [x for x in a if id(x) not in paired], [y for y in b if id(y) not in paired]
    rows, columns = places.budget.square(len(a), len(b))
    rated = [(score(x, y), -n, -m) for n, x in enumerate(a[:rows]) for m, y in enumerate(b[:columns])]
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for rating, n, m in sorted(rated, reverse=True):
        if rating < least:
            break
        if n not in taken_a and m not in taken_b:
            taken_a.add(n)
            taken_b.add(m)
            pairs.append((a[-n], b[-m]))
    return pairs


def _stayed(places: Places, a: Sequence[ValueT], b: Sequence[ValueT]) -> list[tuple[ValueT, ValueT]]:
    """Return the pairs of values that the word edits left where they were."""
    there, partner = {y.lo: y for y in b}, places.partner
    found = [(x, there.get(partner.get(x.lo, -1))) for x in a]
    return [(x, y) for x, y in found if y is not None and places.stayed(x, y)]


def _surroundings(side: Side, place: tuple[int, int]) -> _Surroundings:
    lo, hi = place
    first, last = side.sentence(lo)
    near = (*side.stems[max(first, lo - WINDOW) : lo], *side.stems[hi : min(last, hi + WINDOW)])
    words = frozenset([stem for stem in near if stem[:1].isalnum()])
    return _Surroundings(lo - 1 if lo > first else -1, hi if hi < last else -1, words)
