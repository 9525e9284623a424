"""Whether what one side denies or hedges stands on the other side, and whether it is denied there, too."""

from __future__ import annotations

import re

from dedup.facts.denied import LIGHT, clause_of, denied_word, has_weight
from dedup.facts.ends import parted
from dedup.facts.hedges import (
    ABILITY,
    ANOTHER_NO,
    FLIPS,
    HEARSAY,
    NEAR_NEGATORS,
    NEGATORS,
    STRONG_MODALS,
    SUBJUNCTIVES,
    TOLD,
    UNTIL,
)
from dedup.facts.polarity import poles
from dedup.facts.signals import Signal
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

KEPT = {"negator": 0.6, "hedge": 0.5, "near": 0.6}
"""The share of a clause's words that must stand on the other side, or its negation was dropped with it."""

KEPT_WITH_VERB = 0.3
"""The same where the denied word itself stands on the other side and is one that can be turned."""

MIN_KEPT = 2
ROOT = 4
"""How many letters behind a prefix tell that a word is the opposite of another."""

BOUND_REACH = 9
COMPARED = 4
"""How many tokens behind `never` a comparative makes it a superlative."""

_YET = words("noch yet still encore aún todavía")
_MUST = words("muss müssen must has have doit doivent debe deben steht")
_DEGREES = words(
    "seriously badly severely critically gravely schwer schwerer ernsthaft ernstlich lebensgefährlich "
    "gravement grièvement gravemente"
)
_SAYS_SO = words("soll sollen")
_NEVER = words("never nie niemals no not nicht noch jamais nunca selten kein keine keinen")
_COMPARATIVE = re.compile(r"\w{3,}er(?:e[nrs]?)?|more|mehr|so|plus|más|less|weniger|better|besser|mejor")
_SUPERLATIVE = re.compile(
    r"record|rekord\w*|\w{3,}ste[nrs]?|\w{3,}est|most|meisten|best\w*|worst|unprecedented|beispiellos\w*|höchst\w*|récord|inédit\w*"
)


def is_kept(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the clause that was denied or hedged stands on the other side, too."""
    if side.quoted[signal.lo] and other.quotations:
        return False
    clause = [
        side.stems[n]
        for n in clause_of(side, signal)
        if n != signal.lo and side.low(n) not in LIGHT and side.stems[n][0].isalnum()
    ]
    there = set(other.stems)
    kept = sum(word in there for word in clause)
    surely = _denies_same(side, other, signal) or _affirms_denied(side, other, signal)
    least = KEPT_WITH_VERB if surely else KEPT[signal.kind]
    return kept >= min(MIN_KEPT, len(clause)) and kept >= least * len(clause) and kept > 0


def _affirms_denied(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the very word that is denied here stands there, and nothing is denied there at all."""
    n = denied_word(side, signal) if signal.kind == "negator" else None
    return n is not None and side.stems[n] in other.stems and NEGATORS.isdisjoint(other.lows)


def _denies_same(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the word right behind a negator has an opposite and stands on the other side, too."""
    if signal.kind == "hedge" or signal.hi >= side.sentence(signal.lo)[1]:
        return False
    return bool(poles(side.lows[signal.hi])) and side.stems[signal.hi] in other.stems


def is_said_otherwise(side: Side, other: Side, signal: Signal) -> bool:
    """Whether the other side denies or hedges in other words, or this side's negation is but a bound."""
    here = set(side.stems)
    new = [low for low, stem in zip(other.lows, other.stems, strict=True) if stem not in here]
    low = side.low(signal.lo)
    able = low in ABILITY and (side.low(signal.hi) not in ("be", "have") or _has_negator(side, signal))
    if able or (low in HEARSAY and any(word in TOLD for word in new)):
        return True
    if low in _SAYS_SO and any(word in TOLD or word.endswith("angaben") for word in other.lows):
        return True
    if signal.kind == "hedge":
        return any(word in SUBJUNCTIVES - STRONG_MODALS for word in new)
    if signal.kind == "near" and any(word in NEGATORS or word in NEAR_NEGATORS for word in new):
        return True
    if any(_is_denial(other, n) and other.stems[n] not in here for n in range(len(other.lows))):
        return True
    if _denies_degree(side, other, signal):
        return True
    if _is_still_to(side, other, signal) or _is_superlative(side, other, signal):
        return True
    denied = (n for n in clause_of(side, signal) if n != signal.lo and has_weight(side, n))
    if any(ANOTHER_NO.fullmatch(side.low(n)) and side.stems[n] not in other.stems for n in denied):
        return True  # `nicht verzichten` may be said as `festhalten`
    bound = is_bound(side, signal) and not _denies_same(side, other, signal)
    if bound or any(ANOTHER_NO.fullmatch(low) for low in new):
        return True
    clause = [side.low(n) for n in clause_of(side, signal)]
    return any(_is_turned(low, word, other.language) for low in new for word in clause)


def _is_turned(low: str, word: str, language: str) -> bool:
    """Whether a word is another one with a prefix that denies it: `unwirksam` of `wirkt`."""
    rests = [low[len(prefix) :] for prefix in FLIPS.get(language, ()) if low.startswith(prefix)]
    return any(len(rest) > ROOT and rest[:ROOT] == word[:ROOT] for rest in rests)


def _denies_degree(side: Side, other: Side, signal: Signal) -> bool:
    """Whether only a degree is denied that is not affirmed there: `nobody was seriously hurt`."""
    degrees = _DEGREES.intersection(side.low(n) for n in clause_of(side, signal))
    return bool(degrees) and degrees.isdisjoint(other.lows)


def _has_negator(side: Side, signal: Signal) -> bool:
    return any(side.low(n) in NEGATORS for n in clause_of(side, signal))


def _is_superlative(side: Side, other: Side, signal: Signal) -> bool:
    """Whether `never higher` here is a record there."""
    if side.low(signal.lo) not in _NEVER:
        return False
    behind = side.lows[signal.hi : min(side.sentence(signal.lo)[1], signal.hi + COMPARED)]
    compared = any(_COMPARATIVE.fullmatch(low) for low in behind)
    return compared and any(_SUPERLATIVE.fullmatch(low) for low in other.lows if low not in side.lows)


def _is_still_to(side: Side, other: Side, signal: Signal) -> bool:
    """Whether what is not yet done here is still to be done there: `pas encore`, `doit encore`."""
    beside = {side.low(signal.lo - 1), side.low(signal.hi)} & _YET
    return bool(beside) and not _YET.isdisjoint(other.lows) and not _MUST.isdisjoint(other.lows)


def _is_denial(side: Side, n: int) -> bool:
    """Whether a German verb in two parts denies: `schloss das aus`."""
    return any(pole.sign < 0 for pole in parted(side, n))


def is_bound(side: Side, signal: Signal) -> bool:
    """Whether a negation only sets a bound: `not before Thursday`, `nicht nur`."""
    last = min(side.sentence(signal.lo)[1], signal.hi + BOUND_REACH)
    return any(
        side.low(n) in UNTIL and (side.low(n) != "before" or _goes_on(side, n))
        for n in range(signal.hi, last)
    )


def _goes_on(side: Side, n: int) -> bool:
    """Whether a preposition has something behind it: `before` alone is an adverb."""
    return n + 1 < side.sentence(n)[1] and side.low(n + 1)[0].isalnum()
