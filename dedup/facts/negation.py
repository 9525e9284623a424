"""Negations and hedges that appeared, went or changed the sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.facts.counterparts import (
    bare,
    certain_instead,
    governed,
    is_article,
    near_instead,
    partners,
    still_instead,
)
from dedup.facts.denied import clause_of, denied_word, denies_saying
from dedup.facts.hedges import LACKING
from dedup.facts.opposites import find_opposites
from dedup.facts.otherwise import KEPT, is_bound, is_kept, is_said_otherwise
from dedup.facts.places import Places, match_values
from dedup.facts.signals import Signal, find_signals
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.link import Fact, Severity

LEAST_LIKE = 0.6
"""How well the places of two signals must agree: one shared word with a meaning."""


def negation_facts(places: Places) -> list[Fact]:
    """Return the negations and hedges that stand on one side only, and words that became their opposite."""
    signals_a, signals_b = find_signals(places.a), find_signals(places.b)
    opposites = find_opposites(places, (_negators(places.a, signals_a), _negators(places.b, signals_b)))
    facts = list(opposites.facts)
    if not signals_a and not signals_b:
        return facts
    told = {value.start for fact in facts for value in (fact.a, fact.b) if value}
    signals_a = _untold(places.a, signals_a, opposites.explained[0], told)
    signals_b = _untold(places.b, signals_b, opposites.explained[1], told)
    left_a, left_b = _unmatched(places, signals_a, signals_b)
    exchanged = [*_exchanged(places, left_a, left_b)]
    done = {id(signal) for pair in exchanged for signal in pair}
    facts += [_two_sided(places, x, y, lost=True) for x, y in exchanged]
    facts += _one_sided(places, [x for x in left_a if id(x) not in done], lost=True)
    facts += _one_sided(places, [y for y in left_b if id(y) not in done], lost=False)
    flipped = {value for fact in facts if fact.a and fact.b for value in (fact.a, fact.b)}
    return [fact for fact in facts if (fact.a and fact.b) or not {fact.a, fact.b} & flipped]


def _untold(side: Side, signals: Sequence[Signal], explained: frozenset[int], told: set[int]) -> list[Signal]:
    """Return the signals that no opposites explain or tell of."""
    return [s for s in signals if s.lo not in explained and side.starts[s.lo] not in told]


def _unmatched(places: Places, a: Sequence[Signal], b: Sequence[Signal]) -> tuple[list[Signal], list[Signal]]:
    """Return the signals of both sides that have none of their kind on the other side."""
    matched: set[int] = set()
    for kind in KEPT:
        mine, its = ([s for s in side if s.kind == kind] for side in (a, b))
        pairs = match_values(places, mine, its, places.likeness, 0.0)
        kept = [pair for pair in pairs if not _denies_another(places, *pair)]
        matched.update(id(signal) for pair in kept for signal in pair)
    return [x for x in a if id(x) not in matched], [y for y in b if id(y) not in matched]


def _denies_another(places: Places, x: Signal, y: Signal) -> bool:
    """Whether two negators deny two things, and each side affirms what the other denies."""
    if x.kind == "hedge" or not places.budget.take(1) or places.likeness(x, y) >= LEAST_LIKE:
        return False
    clauses = clause_of(places.a, x), clause_of(places.b, y)
    told = [
        {side.stems[n] for n in clause} for side, clause in zip((places.a, places.b), clauses, strict=True)
    ]
    denied = denied_word(places.a, x), denied_word(places.b, y)
    return all(
        n is not None and side.stems[n] in other.stems and side.stems[n] not in there
        for n, side, other, there in zip(
            denied, (places.a, places.b), (places.b, places.a), reversed(told), strict=True
        )
    )


def _exchanged(places: Places, a: Sequence[Signal], b: Sequence[Signal]) -> Iterator[tuple[Signal, Signal]]:
    """Yield the negators that became hedges and the hedges that became negators: `not` and `may`."""
    for kinds in (("negator", "hedge"), ("hedge", "negator")):
        mine, its = ([s for s in side if s.kind == kind] for side, kind in zip((a, b), kinds, strict=True))
        for x, y in match_values(places, mine, its, places.likeness, LEAST_LIKE):
            if is_kept(places.a, places.b, x) and is_kept(places.b, places.a, y):
                yield x, y


def _negators(side: Side, signals: Sequence[Signal]) -> list[int]:
    """Return the tokens that deny a verb: no `ohne`, and none that only sets a bound."""
    told = (s for s in signals if s.kind == "negator" and side.low(s.lo) not in LACKING)
    return [s.lo for s in told if not is_bound(side, s)]


def _one_sided(places: Places, signals: Sequence[Signal], lost: bool) -> Iterator[Fact]:
    side, other = (places.a, places.b) if lost else (places.b, places.a)
    for signal in signals:
        if not places.budget.take(len(other.lows)):
            return
        certain = certain_instead(places, signal, lost)
        if certain is not None:
            yield _two_sided(places, signal, certain, lost)
            continue
        cut_out = _is_cut_out(places, signal, lost)
        near = near_instead(side, other, signal)
        if denies_saying(side, signal) and not cut_out:
            continue  # `has not said` denies no statement
        if near is not None and is_kept(side, other, signal):
            yield _two_sided(places, signal, near, lost)
        elif cut_out or (is_kept(side, other, signal) and not is_said_otherwise(side, other, signal)):
            still = still_instead(side, other, signal)
            if still is None and not is_article(side, signal):
                still = bare(places, signal, lost) if cut_out else governed(side, other, signal)
            if still is not None and cut_out and still.lo == partners(places, lost).get(signal.hi):
                signal = Signal(signal.lo, signal.hi + 1, signal.kind)
            yield _fact(places, signal, lost) if still is None else _two_sided(places, signal, still, lost)


def _is_cut_out(places: Places, signal: Signal, lost: bool) -> bool:
    """Whether the words beside a signal stand beside each other on the other side: it alone was taken out."""
    side = places.a if lost else places.b
    there = partners(places, lost)
    before, after = there.get(signal.lo - 1), there.get(signal.hi)
    first, last = side.sentence(signal.lo)
    inner = first < signal.lo and signal.hi < last
    beside = before is not None and after == before + 1 and side.texts[signal.lo - 1][0].isalnum()
    return inner and beside and not is_bound(side, signal)


def _two_sided(places: Places, signal: Signal, instead: Signal, lost: bool) -> Fact:
    x, y = (signal, instead) if lost else (instead, signal)
    severity: Severity = "high" if signal.kind == "negator" else "medium"
    return changed("negation", severity, value_at(places.a, (x.lo, x.hi)), value_at(places.b, (y.lo, y.hi)))


def _fact(places: Places, signal: Signal, lost: bool) -> Fact:
    side = places.a if lost else places.b
    value = value_at(side, (signal.lo, signal.hi))
    severity: Severity = "high" if signal.kind == "negator" else "medium"
    return Fact(
        type="negation",
        severity=severity,
        reason=f"'{value.text}' was {'lost' if lost else 'added'}",
        a=value if lost else None,
        b=None if lost else value,
    )
