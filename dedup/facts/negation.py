"""Negations and hedges that appeared, went or changed the sense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dedup.facts.hedges import (
    ABILITY,
    ANOTHER_NO,
    GOVERNING,
    HEARSAY,
    HEDGING_MODALS,
    LACKING,
    STRONG_MODALS,
    SUBJUNCTIVES,
    TOLD,
    UNTIL,
)
from dedup.facts.opposites import CLAUSE_ENDS, find_opposites, opposite, parted
from dedup.facts.places import Places, match_values
from dedup.facts.polarity import poles
from dedup.facts.signals import Signal, find_signals
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

KEPT_WITH_VERB = 0.3
"""The same where the denied word itself stands on the other side and is one that can be turned."""

MIN_KEPT = 2
BOUND_REACH = 9
_ARTICLES = words("kein keine keinen keinem keiner keines no aucun aucune ningún ninguna")

_ALL_BUT = words("kaum hardly barely scarcely guère apenas")
_STATING = {
    "fr": re.compile(r"\w{3,}(?:era|ira|dra|tra|ront)|a|ont|est|sont"),
    "es": re.compile(r"\w{2,}(?:rá|rán|aron|eron|ió)|ha|han"),
}
"""Forms that state what will be and what was: `rentreront`, `huyeron`, `ont relâché`."""

_LIGHT = STOPWORDS | words(
    """do does did any mehr so es there yet dès depuis chez avoir être été sera sont avait y ya aún todavía
    einmal"""
)
_NO_LONGER = {"mehr": ("noch", "wieder", "weiterhin"), "longer": ("still", "again")}
_NOT_YET = {"noch": ("bereits", "schon", "inzwischen"), "yet": ("already", "now"), "encore": ("déjà",)}
_YET = words("noch yet still encore aún todavía")
_MUST = words("muss müssen must has have doit doivent debe deben steht")


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
    return [s.lo for s in told if not _is_bound(side, s)]


def _one_sided(places: Places, signals: Sequence[Signal], lost: bool) -> Iterator[Fact]:
    side, other = (places.a, places.b) if lost else (places.b, places.a)
    for signal in signals:
        if not places.budget.take(len(other.lows)):
            return
        certain = _certain_instead(places, signal, lost)
        if certain is not None:
            yield _two_sided(places, signal, certain, lost)
            continue
        cut_out = _is_cut_out(places, signal, lost)
        near = _near_instead(side, other, signal)
        if near is not None and _is_kept(side, other, signal):
            yield _two_sided(places, signal, near, lost)
        elif cut_out or (_is_kept(side, other, signal) and not _is_said_otherwise(side, other, signal)):
            still = _still_instead(side, other, signal)
            if still is None and not _is_article(side, signal):
                still = _bare(places, signal, lost) if cut_out else _governed(side, other, signal)
            if still is not None and cut_out and still.lo == _partners(places, lost).get(signal.hi):
                signal = Signal(signal.lo, signal.hi + 1, signal.kind)
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
        if n not in aligned and _is_firm(other.language, low)
    ]
    rated = [(places.likeness(*((signal, m) if lost else (m, signal))), -m.lo, m) for m in modals]
    best = max(rated, default=None)
    return best[2] if best and best[0] >= LEAST_MODAL else None


def _is_firm(language: str, low: str) -> bool:
    """Whether a verb says that something is or will be: `will`, `rentreront`, `ont`."""
    firm = _STATING.get(language)
    return bool(firm.fullmatch(low)) if firm else low in STRONG_MODALS


def _is_article(side: Side, signal: Signal) -> bool:
    """Whether a negator stands in front of a noun: `kein`, `no`; Spanish `no` denies verbs."""
    return side.low(signal.lo) in _ARTICLES and side.language != "es"


def _near_instead(side: Side, other: Side, signal: Signal) -> Signal | None:
    """Return the `hardly` that stands where the other side says `not`."""
    if signal.kind != "negator" or _is_article(side, signal):
        return None
    found = (n for n, low in enumerate(other.lows) if low in _ALL_BUT and low not in side.lows)
    return next((Signal(n, n + 1, "negator") for n in found), None)


def _partners(places: Places, lost: bool) -> Mapping[int, int]:
    return places.partner if lost else {j: i for i, j in places.partner.items()}


def _bare(places: Places, signal: Signal, lost: bool) -> Signal | None:
    """Return the word behind a negator that was taken out, as it stands on the other side: `unanimous`."""
    side, other = (places.a, places.b) if lost else (places.b, places.a)
    if signal.kind == "hedge" or not side.texts[signal.hi][0].isalpha():
        return None
    at = _partners(places, lost).get(signal.hi)
    return None if at is None or other.low(at) in STOPWORDS else Signal(at, at + 1, signal.kind)


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
    if signal.kind == "hedge" and side.language == "de":
        behind = behind[::-1]  # a German modal's verb ends the clause: könnte im März öffnen
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
    there = _partners(places, lost)
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
    least = KEPT_WITH_VERB if _denies_same(side, other, signal) else KEPT[signal.kind]
    return kept >= min(MIN_KEPT, len(clause)) and kept >= least * len(clause) and kept > 0


def _denies_same(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the word right behind a negator has an opposite and stands on the other side, too."""
    if signal.kind == "hedge" or signal.hi >= side.sentence(signal.lo)[1]:
        return False
    return bool(poles(side.lows[signal.hi])) and side.stems[signal.hi] in other.stems


def _is_said_otherwise(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the other side denies or hedges in other words, or this side's negation is but a bound."""
    here = set(side.stems)
    new = [low for low, stem in zip(other.lows, other.stems, strict=True) if stem not in here]
    low = side.low(signal.lo)
    if low in ABILITY or (low in HEARSAY and any(word in TOLD for word in new)):
        return True
    if signal.kind == "hedge":
        return any(word in SUBJUNCTIVES - STRONG_MODALS for word in new)
    if any(_is_denial(other, n) and other.stems[n] not in here for n in range(len(other.lows))):
        return True
    if _is_still_to(side, other, signal):
        return True
    denied = (n for n in _clause(side, signal) if n != signal.lo and _has_weight(side, n))
    if any(ANOTHER_NO.fullmatch(side.low(n)) and side.stems[n] not in other.stems for n in denied):
        return True  # `nicht verzichten` may be said as `festhalten`
    bound = _is_bound(side, signal) and not _denies_same(side, other, signal)
    if bound or any(ANOTHER_NO.fullmatch(low) for low in new):
        return True
    clause = [side.low(n) for n in _clause(side, signal)]
    return any(opposite(low, word, other.language) for low in new for word in clause if len(low) > len(word))


def _is_still_to(side: Side, other: Side, signal: Signal) -> bool:
    """Whether what is not yet done here is still to be done there: `pas encore`, `doit encore`."""
    beside = {side.low(signal.lo - 1), side.low(signal.hi)} & _YET
    return bool(beside) and not _YET.isdisjoint(other.lows) and not _MUST.isdisjoint(other.lows)


def _is_denial(side: Side, n: int) -> bool:
    """Whether a German verb in two parts denies: `schloss das aus`."""
    pole = parted(side, n)
    return pole is not None and pole.sign < 0


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
