"""Negations and hedges that appeared, went or changed the sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dedup.facts.hedges import (
    ABILITY,
    ABSOLUTES,
    ANOTHER_NO,
    DIMINISHERS,
    GOVERNING,
    HEARSAY,
    HEDGES,
    HEDGING_MODALS,
    NEGATORS,
    STRONG_MODALS,
    SUBJUNCTIVES,
    TOLD,
    UNTIL,
)
from dedup.facts.memo import Memo
from dedup.facts.opposites import CLAUSE_ENDS, find_opposites, opposite
from dedup.facts.places import Places, match_values
from dedup.facts.polarity import poles
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.facts.wordlist import words
from dedup.link import Fact, Severity

REACH = 6
"""How many tokens to each side of a negation are its clause."""

KEPT = {"negator": 0.6, "hedge": 0.5}
"""The share of a clause's words that must stand on the other side, or its negation was dropped with it."""

LEAST_MODAL = 1.1
"""How well the places of `may` and `will` must agree."""

MIN_KEPT = 2
BOUND_REACH = 9
_ARTICLES = words("kein keine keinen keinem keiner keines no aucun aucune ningún ninguna")

_HAVE = frozenset({"have", "has", "had", "is", "are"})
_FIRM = frozenset({"rule out", "sure", "guilt"})
_LIGHT = STOPWORDS | words(
    """do does did any mehr so es there yet dès depuis chez avoir être été sera sont avait y ya aún todavía
    einmal"""
)
_NO_LONGER = {"mehr": ("noch", "wieder", "weiterhin"), "longer": ("still", "again")}
_NOT_YET = {"noch": ("bereits", "schon", "inzwischen"), "yet": ("already", "now"), "encore": ("déjà",)}
_MAY_HEDGE = words("believed thought understood expected said reported likely soll sollen")
_SIGNALS = NEGATORS | HEDGES | DIMINISHERS | _MAY_HEDGE | {"yet"}
_MAY_SIGNAL: Memo[str, bool] = Memo(lambda low: low in _SIGNALS or low.endswith("n't"))
"""Every word that may deny or hedge."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A word on the tokens ``[lo, hi)`` that denies or hedges."""

    lo: int
    hi: int
    kind: Literal["negator", "hedge"]


def negation_facts(places: Places) -> list[Fact]:
    """Return the negations and hedges that stand on one side only, and words that became their opposite."""
    signals_a, signals_b = find_signals(places.a), find_signals(places.b)
    opposites = find_opposites(places, (_negators(places.a, signals_a), _negators(places.b, signals_b)))
    facts = list(opposites.facts)
    if not signals_a and not signals_b:
        return facts
    signals_a = [s for s in signals_a if s.lo not in opposites.explained[0]]
    signals_b = [s for s in signals_b if s.lo not in opposites.explained[1]]
    for kind in ("negator", "hedge"):
        a, b = [s for s in signals_a if s.kind == kind], [s for s in signals_b if s.kind == kind]
        pairs = match_values(a, b, places.likeness, 0.0)
        matched_a, matched_b = {x.lo for x, _ in pairs}, {y.lo for _, y in pairs}
        facts += _one_sided(places, [x for x in a if x.lo not in matched_a], lost=True)
        facts += _one_sided(places, [y for y in b if y.lo not in matched_b], lost=False)
    flipped = {value for fact in facts if fact.a and fact.b for value in (fact.a, fact.b)}
    return [fact for fact in facts if (fact.a and fact.b) or not {fact.a, fact.b} & flipped]


def _negators(side: Side, signals: Sequence[Signal]) -> list[int]:
    """Return the tokens that deny, but for those that only set a bound."""
    return [s.lo for s in signals if s.kind == "negator" and not _is_bound(side, s)]


def find_signals(side: Side) -> list[Signal]:
    """Return the negators and hedges of one side of a link.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Das Dach ist wohl nicht dicht.", language="de"))
    >>> [(signal.lo, signal.kind) for signal in find_signals(find_side(document, [0], document))]
    [(3, 'hedge'), (4, 'negator')]
    """
    signals = []
    for n in [n for n, low in enumerate(side.lows) if _MAY_SIGNAL[low]]:
        low = side.lows[n]
        if low in NEGATORS or low.endswith("n't") or _is_yet_to(side, n):
            signals.append(Signal(n, n + 1, "negator"))
        elif _is_hedge(side, n):
            signals.append(Signal(n, n + 1, "hedge"))
    return signals


def _is_hedge(side: Side, n: int) -> bool:
    low = side.lows[n]
    if low in HEDGES and not (low == "may" and side.texts[n][0].isupper()):
        return True
    return _is_hedging(side, n) or _is_diminished(side, n)


def _is_yet_to(side: Side, n: int) -> bool:
    """Whether `has yet to decide` denies."""
    return side.low(n) == "yet" and side.low(n + 1) == "to" and side.low(n - 1) in _HAVE


def _is_diminished(side: Side, n: int) -> bool:
    """Whether `nahezu` stands before a word that knows no degrees: `nahezu ausgeschlossen`."""
    return side.low(n) in DIMINISHERS and (
        side.low(n + 1) in ABSOLUTES or any(pole.axis in _FIRM for pole in poles(side.low(n + 1)))
    )


def _is_hedging(side: Side, n: int) -> bool:
    """Whether `soll` tells hearsay (`soll gestohlen haben`) or `believed to` leaves a statement open."""
    low = side.lows[n]
    if low not in _MAY_HEDGE:
        return False
    if low in ("believed", "thought", "understood", "expected", "said", "reported", "likely"):
        return side.low(n + 1) == "to" and (low != "said" or side.low(n - 1) in ("is", "are", "was", "were"))
    if low not in ("soll", "sollen"):
        return False
    end = next((k for k in range(n, side.sentence(n)[1]) if side.low(k) in CLAUSE_ENDS), side.sentence(n)[1])
    return side.low(end - 1) in ("haben", "sein") and end - 1 > n


def _one_sided(places: Places, signals: Sequence[Signal], lost: bool) -> Iterator[Fact]:
    side, other = (places.a, places.b) if lost else (places.b, places.a)
    for signal in signals:
        certain = _certain_instead(places, signal, lost)
        if certain is not None:
            yield _two_sided(places, signal, certain, lost)
            continue
        cut_out = _is_cut_out(places, signal, lost)
        if cut_out or (_is_kept(side, other, signal) and not _is_said_otherwise(side, other, signal)):
            still = _still_instead(side, other, signal)
            if still is None and not cut_out and side.low(signal.lo) not in _ARTICLES:
                still = _governed(side, other, signal)
            yield _fact(places, signal, lost) if still is None else _two_sided(places, signal, still, lost)


def _certain_instead(places: Places, signal: Signal, lost: bool) -> Signal | None:
    """Return the `will` or `wird` that stands where the other side hedges with `may` or `könnte`."""
    side, other = (places.a, places.b) if lost else (places.b, places.a)
    if side.low(signal.lo) not in HEDGING_MODALS:
        return None
    aligned = set(places.partner.values() if lost else places.partner)
    modals = [
        Signal(n, n + 1, "hedge")
        for n, low in enumerate(other.lows)
        if low in STRONG_MODALS and n not in aligned
    ]
    rated = [(places.likeness(*((signal, m) if lost else (m, signal))), -m.lo, m) for m in modals]
    best = max(rated, default=None)
    return best[2] if best and best[0] >= LEAST_MODAL else None


def _still_instead(side: Side, other: Side, signal: Signal) -> Signal | None:
    """Return the `noch` that stands where the other side says `nicht mehr`."""
    instead = _NO_LONGER.get(side.low(signal.hi), ()) or _NOT_YET.get(side.low(signal.lo - 1), ())
    if side.low(signal.hi) == "yet":
        instead = _NOT_YET["yet"]
    found = (n for n, low in enumerate(other.lows) if low in instead and low not in side.lows)
    return next((Signal(n, n + 1, "negator") for n in found), None)


def _governed(side: Side, other: Side, signal: Signal) -> Signal | None:
    """Return the word on the other side that this side denies, where the clause was put in other words."""
    if signal.kind == "hedge" and side.low(signal.lo) not in GOVERNING:
        return None
    last = min(side.sentence(signal.lo)[1], signal.hi + REACH)
    # Only the nearest word is surely the one denied; behind it stand bystanders.
    behind = [n for n in range(signal.hi, last) if _has_weight(side, n)]
    before = [n for n in range(signal.lo - 1, max(-1, signal.lo - REACH), -1) if _has_weight(side, n)]
    for n in behind[:1] or before[:1]:
        there = [m for m, stem in enumerate(other.stems) if stem == side.stems[n]]
        if there:
            return Signal(there[0], there[0] + 1, signal.kind)
    return None


def _has_weight(side: Side, n: int) -> bool:
    """Whether a token is a word that can be denied."""
    return side.low(n) not in CLAUSE_ENDS and side.low(n) not in _LIGHT and side.stems[n][0].isalnum()


def _is_cut_out(places: Places, signal: Signal, lost: bool) -> bool:
    """Whether the words beside a signal stand beside each other on the other side: it alone was taken out."""
    side = places.a if lost else places.b
    there = places.partner if lost else {j: i for i, j in places.partner.items()}
    before, after = there.get(signal.lo - 1), there.get(signal.hi)
    first, last = side.sentence(signal.lo)
    inner = first < signal.lo and signal.hi < last
    beside = before is not None and after == before + 1 and side.texts[signal.lo - 1][0].isalnum()
    return inner and beside and not _is_bound(side, signal)


def _clause(side: Side, signal: Signal) -> range:
    """Return the tokens around a signal up to the next comma, a few on each side."""
    first, last = side.sentence(signal.lo)
    lo, hi = signal.lo, signal.hi
    while lo > max(first, signal.lo - REACH) and side.low(lo - 1) not in CLAUSE_ENDS:
        lo -= 1
    while hi < min(last, signal.hi + REACH) and side.low(hi) not in CLAUSE_ENDS:
        hi += 1
    return range(lo, hi)


def _is_kept(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the clause that was denied or hedged stands on the other side, too."""
    if side.quoted[signal.lo] and other.quotations:
        return False
    clause = [
        side.stems[n]
        for n in _clause(side, signal)
        if n != signal.lo and side.low(n) not in _LIGHT and side.stems[n][0].isalnum()
    ]
    there = set(other.stems)
    kept = sum(word in there for word in clause)
    return kept >= min(MIN_KEPT, len(clause)) and kept >= KEPT[signal.kind] * len(clause) and kept > 0


def _is_said_otherwise(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the other side denies or hedges in other words, or this side's negation is but a bound."""
    here = set(side.stems)
    new = [low for low, stem in zip(other.lows, other.stems, strict=True) if stem not in here]
    low = side.low(signal.lo)
    if low in ABILITY or (low in HEARSAY and any(word in TOLD for word in new)):
        return True
    if signal.kind == "hedge":
        return any(low in SUBJUNCTIVES - STRONG_MODALS for low in new)
    if _is_bound(side, signal) or any(ANOTHER_NO.fullmatch(low) for low in new):
        return True
    clause = [side.low(n) for n in _clause(side, signal)]
    return any(opposite(low, word, other.language) for low in new for word in clause if len(low) > len(word))


def _is_bound(side: Side, signal: Signal) -> bool:
    """Whether a negation only sets a bound: `not before Thursday`, `nicht nur`."""
    last = min(side.sentence(signal.lo)[1], signal.hi + BOUND_REACH)
    return any(side.low(n) in UNTIL for n in range(signal.hi, last))


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
