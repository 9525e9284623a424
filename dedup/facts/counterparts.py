"""What stands on the other side in the place of a negation or hedge: `will`, `still`, or the word denied."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dedup.facts.denied import denied_word
from dedup.facts.hedges import ALL_BUT, GOVERNING, HEDGING_MODALS, STRONG_MODALS
from dedup.facts.places import Places
from dedup.facts.signals import Signal
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

LEAST_MODAL = 1.1
"""How well the places of `may` and `will` must agree."""

_ARTICLES = words("kein keine keinen keinem keiner keines no aucun aucune ningún ninguna")
_STATING = {
    "fr": re.compile(r"\w{3,}(?:era|ira|dra|tra|ront)|a|ont|est|sont"),
    "es": re.compile(r"\w{2,}(?:rá|rán|aron|eron|ió)|ha|han"),
}
"""Forms that state what will be and what was: `rentreront`, `huyeron`, `ont relâché`."""

_NO_LONGER = {"mehr": ("noch", "wieder", "weiterhin"), "longer": ("still", "again")}
_NOT_YET = {"noch": ("bereits", "schon", "inzwischen"), "yet": ("already", "now"), "encore": ("déjà",)}


def certain_instead(places: Places, signal: Signal, lost: bool) -> Signal | None:
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


def is_article(side: Side, signal: Signal) -> bool:
    """Whether a negator stands in front of a noun: `kein`, `no`; Spanish `no` denies verbs."""
    return side.low(signal.lo) in _ARTICLES and side.language != "es"


def near_instead(side: Side, other: Side, signal: Signal) -> Signal | None:
    """Return the `hardly` that stands where the other side says `not`."""
    if signal.kind != "negator" or is_article(side, signal):
        return None
    found = (n for n, low in enumerate(other.lows) if low in ALL_BUT and low not in side.lows)
    return next((Signal(n, n + 1, "negator") for n in found), None)


def partners(places: Places, lost: bool) -> Mapping[int, int]:
    """Return which token of the other side each equal token is."""
    return places.partner if lost else {j: i for i, j in places.partner.items()}


def bare(places: Places, signal: Signal, lost: bool) -> Signal | None:
    """Return the word behind a negator that was taken out, as it stands on the other side: `unanimous`."""
    side, other = (places.a, places.b) if lost else (places.b, places.a)
    if signal.kind != "negator" or not side.texts[signal.hi][0].isalpha():
        return None
    at = partners(places, lost).get(signal.hi)
    return None if at is None or other.low(at) in STOPWORDS else Signal(at, at + 1, signal.kind)


def still_instead(side: Side, other: Side, signal: Signal) -> Signal | None:
    """Return the `noch` that stands where the other side says `nicht mehr`."""
    instead = _NO_LONGER.get(side.low(signal.hi), ()) or _NOT_YET.get(side.low(signal.lo - 1), ())
    if side.low(signal.hi) == "yet":
        instead = _NOT_YET["yet"]
    found = (n for n, low in enumerate(other.lows) if low in instead and low not in side.lows)
    return next((Signal(n, n + 1, "negator") for n in found), None)


def governed(side: Side, other: Side, signal: Signal) -> Signal | None:
    """Return the word on the other side that this side denies, where the clause was put in other words."""
    if signal.kind == "hedge" and side.low(signal.lo) not in GOVERNING:
        return None
    n = denied_word(side, signal)
    if n is not None:
        there = [m for m, stem in enumerate(other.stems) if stem == side.stems[n]]
        if there:
            return Signal(there[0], there[0] + 1, signal.kind)
    return None
