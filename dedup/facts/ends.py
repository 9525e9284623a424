"""At which ends of axes a word stands in its sentence, and which negator turns it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from dedup.facts.memo import Memo
from dedup.facts.polarity import SEPARABLE, VOTING, Pole, poles
from dedup.facts.tokens import Side

CLAUSE_ENDS = frozenset(",.;:!?()–—")
BEFORE = 5
"""How many tokens before a word a negator of its clause denies it."""

BEHIND = {"de": 4, "fr": 2}
"""How many tokens behind a verb: `bestätigte das nicht`, `n'exclut pas`."""

LONGEST_CLAUSE = 60
"""How many tokens behind a verb its particle is looked for."""

_BOUNDS = {"earlier": 1, "sooner": 1, "früher": 1, "eher": 1, "later": -1, "später": -1}
_TWO_WORDS: dict[tuple[str, str], Pole] = {
    (verb, particle): Pole(axis, sign)
    for verbs, particle, axis, sign in (
        ("rule rules ruled ruling", "out", "rule out", -1),
        ("call calls called calling", "off", "happen", -1),
        ("go goes went going gone", "ahead", "happen", 1),
        ("take takes took taken taking", "place", "happen", 1),
        ("throw throws threw thrown", "out", "uphold", -1),
        ("strike strikes struck striking", "down", "uphold", -1),
        ("at", "large", "custody", -1),
        ("on", "bail", "custody", -1),
    )
    for verb in verbs.split()
}
"""English words that stand at an end of an axis only with the next one."""

_TURNING = frozenset({"turn", "turned", "turning"})
PHRASAL = {verb for verb, _ in _TWO_WORDS} | _TURNING | _BOUNDS.keys() | {"most"}
_APART: Memo[str, list[tuple[str, Pole]]] = Memo(
    lambda low: [(particle, pole) for stem, particle, pole in SEPARABLE if low.startswith(stem)]
)
_PARTED = tuple({stem for stem, _, _ in SEPARABLE})
MAY_OPPOSE: Memo[str, bool] = Memo(lambda low: bool(poles(low)) or low in PHRASAL or low.startswith(_PARTED))
_ENGLISH = frozenset({"fall", "falls", "rose", "plus", "will"})
"""English words that German writes alike."""

_RAISING = frozenset({"believe", "think", "expect", "glaube", "glauben", "glaubt", "denkt"})
"""Verbs that are denied for the sake of what is believed: `do not believe that it is connected`."""


def poles_at(side: Side, n: int) -> Collection[tuple[str, int]]:
    """Return the ends of axes that a word stands at, its neighbours and particle reckoned in."""
    low = side.low(n)
    if side.language == "de":
        if low in _ENGLISH:
            return ()
        apart = parted(side, n)
        if apart:
            return apart
    elif low == "will":
        return (("resolve", 1),) if side.language == "en" else ()
    if (low, side.low(n + 1)) in _TWO_WORDS:
        return (_TWO_WORDS[low, side.low(n + 1)],)
    if low in _TURNING and "down" in (side.low(n + 1), side.low(n + 2)):
        return (("accept", -1),)
    if low in _BOUNDS and side.low(n + 1) in ("than", "als") and side.low(n - 1) in ("no", "not", "nicht"):
        return (("bound", _BOUNDS[low]),)
    if low == "most" and side.low(n + 1) == "of":
        return (("many", 1),)
    return [pole for pole in poles(low) if pole.axis != "side" or takes_side(side, n)]


def parted(side: Side, n: int) -> list[Pole]:
    """Return the ends of axes that a German verb stands at with the particle at the end of its clause."""
    low, end = side.lows[n], n + 1
    fits = _APART[low]
    if not fits:
        return []
    last = min(side.sentence(n)[1], n + LONGEST_CLAUSE)
    while end < last and side.lows[end] not in CLAUSE_ENDS:
        end += 1
    return [pole for particle, pole in fits if particle == side.lows[end - 1] and end - 1 > n]


def takes_side(side: Side, n: int) -> bool:
    """Whether `for` or `gegen` stands in a clause about a vote, a case or an opinion."""
    first, last = side.sentence(n)
    return any(VOTING.fullmatch(low) for low in side.lows[max(first, n - BEFORE - 1) : min(last, n + BEFORE)])


def negator_of(side: Side, n: int, negators: Sequence[int]) -> int | None:
    """Return the nearest of some negators, in order, in a word's clause: before it, in German also behind."""
    behind = BEHIND.get(side.language, 0)
    if parted(side, n):
        behind = LONGEST_CLAUSE
    within = slice(bisect_left(negators, n - 2 * BEFORE), bisect_right(negators, n + behind))
    near = [
        m
        for m in negators[within]
        if m != n and n - BEFORE * (1 + (side.low(m + 1) in _RAISING)) <= m and _in_one_clause(side, n, m)
    ]
    return min(near, key=lambda m: abs(m - n), default=None)


def _in_one_clause(side: Side, n: int, m: int) -> bool:
    lo, hi = min(n, m), max(n, m)
    return side.sentence(lo) == side.sentence(hi) and not any(
        side.low(k) in CLAUSE_ENDS for k in range(lo, hi)
    )
