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
from dedup.facts.hedges import LACKING
from dedup.facts.opposites import find_opposites
from dedup.facts.otherwise import is_bound, is_kept, is_said_otherwise
from dedup.facts.places import Places, match_values
from dedup.facts.signals import Signal, find_signals
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.link import Fact, Severity


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
    for kind in ("negator", "hedge"):
        a, b = [s for s in signals_a if s.kind == kind], [s for s in signals_b if s.kind == kind]
        pairs = match_values(places, a, b, places.likeness, 0.0)
        matched_a, matched_b = {x.lo for x, _ in pairs}, {y.lo for _, y in pairs}
        facts += _one_sided(places, [x for x in a if x.lo not in matched_a], lost=True)
        facts += _one_sided(places, [y for y in b if y.lo not in matched_b], lost=False)
    flipped = {value for fact in facts if fact.a and fact.b for value in (fact.a, fact.b)}
    return [fact for fact in facts if (fact.a and fact.b) or not {fact.a, fact.b} & flipped]


def _untold(side: Side, signals: Sequence[Signal], explained: frozenset[int], told: set[int]) -> list[Signal]:
    """Return the signals that no opposites explain or tell of."""
    return [s for s in signals if s.lo not in explained and side.starts[s.lo] not in told]


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
