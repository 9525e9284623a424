"""Words that became their opposite, negators reckoned in: `confirmed` and `denied`, `not open` and `shut`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dedup.facts.ends import MAY_OPPOSE, PHRASAL, negator_of, poles_at
from dedup.facts.hedges import FLIPS, NEAR_NEGATORS
from dedup.facts.memo import Memo
from dedup.facts.places import Places
from dedup.facts.polarity import IN_PLACE, LOOSE
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.link import Fact

LEAST = 0.6
"""How well the surroundings of two opposite words must agree: one shared word with a meaning."""

LEAST_LOOSE = 2.2
LEAST_IN_PLACE = 2.2
MIN_FLIPPED = 5


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
    if any(MAY_OPPOSE[low] or prefixed[low] for low in a ^ b):
        return True
    return bool(places.a.quotations or places.b.quotations) or not (a | b).isdisjoint(PHRASAL)


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
    places = [n for n, low in enumerate(side.lows) if MAY_OPPOSE[low] and (told or not side.quoted[n])]
    # A negator rather denies a verb than the preposition beside it.
    ends_at = sorted(
        ((n, poles_at(side, n)) for n in places), key=lambda e: all(x[0] in IN_PLACE for x in e[1])
    )
    for n, ends in ends_at:
        negator = negator_of(side, n, free) if ends else None
        if negator is not None:
            del free[bisect_left(free, negator)]
        for axis, sign in ends:
            turned = sign if negator is None else -sign
            found.setdefault(axis, []).append(Term(n, n + 1, axis, turned, negator))
    return found


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
