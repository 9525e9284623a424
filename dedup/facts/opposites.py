"""Words that became their opposite, negators reckoned in: `confirmed` and `denied`, `not open` and `shut`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dedup.facts.hedges import FLIPS, NEAR_NEGATORS
from dedup.facts.memo import Memo
from dedup.facts.places import Places
from dedup.facts.polarity import IN_PLACE, LOOSE, SEPARABLE, VOTING, Pole, poles
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.link import Fact

CLAUSE_ENDS = frozenset(",.;:!?()–—")
BEFORE = 5
"""How many tokens before a word a negator of its clause denies it."""

BEHIND = {"de": 4, "fr": 2}
"""How many tokens behind a verb: `bestätigte das nicht`, `n'exclut pas`."""

LONGEST_CLAUSE = 60
"""How many tokens behind a verb its particle is looked for."""

LEAST = 0.6
"""How well the surroundings of two opposite words must agree: one shared word with a meaning."""

LEAST_LOOSE = 2.2
LEAST_IN_PLACE = 2.2
MIN_FLIPPED = 5
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
_PHRASAL = {verb for verb, _ in _TWO_WORDS} | _TURNING | _BOUNDS.keys() | {"most"}
_APART: Memo[str, list[tuple[str, Pole]]] = Memo(
    lambda low: [(particle, pole) for stem, particle, pole in SEPARABLE if low.startswith(stem)]
)
_PARTED = tuple({stem for stem, _, _ in SEPARABLE})
_MAY_OPPOSE: Memo[str, bool] = Memo(
    lambda low: bool(poles(low)) or low in _PHRASAL or low.startswith(_PARTED)
)
_ENGLISH = frozenset({"fall", "falls", "rose", "plus", "will"})
"""English words that German writes alike."""

_RAISING = frozenset({"believe", "think", "expect", "glaube", "glauben", "glaubt", "denkt"})
"""Verbs that are denied for the sake of what is believed: `do not believe that it is connected`."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that has an opposite, its sign, and its negator, which has turned that sign."""

    lo: int
    hi: int
    axis: str
    sign: int
    negator: int | None = None


@dataclass(frozen=True, slots=True)
class Opposites:
    """The opposites found, and the negators that opposite words explain on each side."""

    facts: tuple[Fact, ...]
    explained: tuple[frozenset[int], frozenset[int]]


def find_opposites(places: Places, negators: tuple[Sequence[int], Sequence[int]]) -> Opposites:
    """Return the opposites of a link; an axis with both ends on one side says nothing."""
    if not (negators[0] or negators[1] or _may_differ(places)):
        return Opposites((), (frozenset(), frozenset()))
    terms = _terms(places.a, negators[0], places.b), _terms(places.b, negators[1], places.a)
    facts: list[Fact] = []
    explained: tuple[set[int], set[int]] = (set(), set())
    uneven = len(negators[0]) != len(negators[1])
    for axis in sorted(terms[0].keys() & terms[1].keys()):
        x, y = terms[0][axis], terms[1][axis]
        if not _one_sign(x) or not _one_sign(y):
            continue
        same = x[0].sign == y[0].sign
        if same and all(term.negator is None for term in (*x, *y)):
            continue
        rows, columns = places.budget.square(len(x), len(y))
        rated = ((places.likeness(v, w), -v.lo, -w.lo, v, w) for v in x[:rows] for w in y[:columns])
        best = max(rated, key=lambda r: r[:3], default=None)
        if best is None:
            break
        if not _agree(best[0], axis, uneven):
            continue
        if not same and _plain_negation(places, best[3], best[4]):
            continue
        for n, side in enumerate((x, y)):
            explained[n].update(term.negator for term in side if term.negator is not None)
        facts += [] if same else [_fact(places, best[3], best[4])]
    flips = [] if facts else list(_flips(places, negators))
    return Opposites((*facts, *flips), (frozenset(explained[0]), frozenset(explained[1])))


def _near_negators(side: Side) -> list[int]:
    return [n for n, low in enumerate(side.lows) if low in NEAR_NEGATORS]


def _may_differ(places: Places) -> bool:
    """Whether a word that has an opposite stands on one side only, or may be read in two ways."""
    a, b = set(places.a.lows), set(places.b.lows)
    prefixed = _prefixed(places.b.language)
    if any(_MAY_OPPOSE[low] or prefixed[low] for low in a ^ b):
        return True
    return bool(places.a.quotations or places.b.quotations) or not (a | b).isdisjoint(_PHRASAL)


def _agree(likeness: float, axis: str, uneven: bool) -> bool:
    """Whether two places agree enough; a common word beside another negation may well say the same."""
    if axis in IN_PLACE:
        return likeness >= LEAST_IN_PLACE and not uneven
    return likeness >= (LEAST_LOOSE if axis in LOOSE else LEAST)


def _plain_negation(places: Places, x: Term, y: Term) -> bool:
    """Whether the word is the same and only the negator came or went."""
    return places.a.stems[x.lo] == places.b.stems[y.lo]


def _one_sign(terms: Iterable[Term]) -> bool:
    return len({term.sign for term in terms}) == 1


def _terms(side: Side, negators: Sequence[int], other: Side) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    free = list(negators)
    told = not other.quotations  # a quotation that is told in other words on the other side counts
    places = [n for n, low in enumerate(side.lows) if _MAY_OPPOSE[low] and (told or not side.quoted[n])]
    # A negator rather denies a verb than the preposition beside it.
    ends_at = sorted(
        ((n, _poles_at(side, n)) for n in places), key=lambda e: all(x[0] in IN_PLACE for x in e[1])
    )
    for n, ends in ends_at:
        negator = negator_of(side, n, free) if ends else None
        if negator is not None:
            del free[bisect_left(free, negator)]
        for axis, sign in ends:
            turned = sign if negator is None else -sign
            found.setdefault(axis, []).append(Term(n, n + 1, axis, turned, negator))
    return found


def _poles_at(side: Side, n: int) -> Collection[tuple[str, int]]:
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


def _flips(places: Places, negators: tuple[Sequence[int], Sequence[int]]) -> Iterator[Fact]:
    """Yield the words that became their opposite by a prefix: `schuldig` and `unschuldig`."""
    sides, language = (places.a, places.b), places.b.language
    prefixed = _prefixed(language)
    if not any(prefixed[low] for side in sides for low in side.lows):
        return
    signs = [sorted({*own, *_near_negators(x)}) for own, x in zip(negators, sides, strict=True)]
    there: dict[tuple[bool, str], list[int]] = {}
    for m, denied, start in _starts(places.b, _own(places.b, places.a), language):
        there.setdefault((not denied, start), []).append(m)
    for n, denied, start in _starts(places.a, _own(places.a, places.b), language):
        for m in there.get((denied, start), ()):
            if not places.budget.take(1):
                return
            if opposite(places.a.low(n), places.b.low(m), language):
                x, y = Term(n, n + 1, "", 1), Term(m, m + 1, "", -1)
                turned = [negator_of(*at) is not None for at in zip(sides, (n, m), signs, strict=True)]
                if turned[0] == turned[1] and places.likeness(x, y) >= LEAST:
                    yield _fact(places, x, y)


def _starts(side: Side, places: Iterable[int], language: str) -> Iterator[tuple[int, bool, str]]:
    """Yield words with how they begin, and again with how they begin behind a prefix that denies."""
    for n in places:
        low = side.lows[n]
        yield n, False, low[: MIN_FLIPPED - 1]
        for prefix in FLIPS.get(language, ()):
            if low.startswith(prefix):
                yield n, True, low[len(prefix) :][: MIN_FLIPPED - 1]


@lru_cache(maxsize=16)
def _prefixed(language: str) -> Memo[str, bool]:
    """Return which words begin with a prefix that denies."""
    prefixes = FLIPS.get(language, ())
    return Memo(lambda low: low.startswith(prefixes) and low not in STOPWORDS)


def _own(side: Side, other: Side) -> list[int]:
    """Return the words of a side that the other side does not have."""
    there = {*other.stems, *other.lows}
    return [
        n
        for n, low in enumerate(side.lows)
        if len(low) >= MIN_FLIPPED - 1
        and low not in there
        and side.stems[n] not in there
        and low not in STOPWORDS
        and not side.quoted[n]
    ]


def _fact(places: Places, x: Term, y: Term) -> Fact:
    return changed("negation", "high", value_at(places.a, _range(x)), value_at(places.b, _range(y)))


def _range(term: Term) -> tuple[int, int]:
    if term.negator is None:
        return term.lo, term.hi
    return min(term.negator, term.lo), max(term.negator + 1, term.hi)


def opposite(x: str, y: str, language: str) -> bool:
    """Whether one word is the other with a prefix that denies it.

    >>> opposite("schuldig", "unschuldig", "de"), opposite("glück", "unglücklich", "de")
    (True, False)
    """
    short, long = (x, y) if len(x) < len(y) else (y, x)
    for prefix in FLIPS.get(language, ()):
        rest = long[len(prefix) :]
        least = MIN_FLIPPED - 1 if prefix == "un" else MIN_FLIPPED
        if (
            long.startswith(prefix)
            and len(short) >= least
            and _common_start(short, rest) >= max(least, len(rest) - 2)
        ):
            return True
    return False


def _common_start(x: str, y: str) -> int:
    n = 0
    while n < min(len(x), len(y)) and x[n] == y[n]:
        n += 1
    return n
