"""What stands on the other side in the place of a negation or hedge: `will`, `still`, or the word denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dedup.facts.hedges import ALL_BUT, GOVERNING, HEDGING_MODALS, LACKING, STRONG_MODALS
from dedup.facts.otherwise import REACH, has_weight
from dedup.facts.places import Places
from dedup.facts.polarity import poles
from dedup.facts.signals import Signal
from dedup.facts.speech import SPEECH_VERBS
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

LEAST_MODAL = 1.1
"""How well the places of `may` and `will` must agree."""

_ARTICLES = words("kein keine keinen keinem keiner keines no aucun aucune ningún ninguna")
_PRONOUNS = words(
    "niemand niemanden niemandem nichts weder nobody nothing none neither nor nadie nada rien personne ni"
)
"""What denies a whole clause, not the word behind it."""

_STATING = {
    "fr": re.compile(r"\w{3,}(?:era|ira|dra|tra|ront)|a|ont|est|sont"),
    "es": re.compile(r"\w{2,}(?:rá|rán|aron|eron|ió)|ha|han"),
}
"""Forms that state what will be and what was: `rentreront`, `huyeron`, `ont relâché`."""

_NO_LONGER = {"mehr": ("noch", "wieder", "weiterhin"), "longer": ("still", "again")}
_NOT_YET = {"noch": ("bereits", "schon", "inzwischen"), "yet": ("already", "now"), "encore": ("déjà",)}
_APART = words(
    """
    in im an am auf aus bei beim mit nach vor zu zum zur über unter um gegen für von vom durch wegen trotz seit
    bis als wie dass ob weil wenn und oder at on by of for with from about against into as that whether and
    or if because in within à au aux en dans par pour sur avec de du des que et ou con por para del a y o
    """
)
"""What parts a negator from the words behind: prepositions and conjunctions."""

_ADVERBS = words(
    """
    bislang bisher derzeit zurzeit zunächst vorerst weiter weiterhin zudem auch nun jetzt heute gestern morgen
    allerdings jedoch aber demnach damit dabei dafür davon daran darauf hier dort immer wohl sicher so far
    currently also now then still today yesterday however ever immediately necessarily really actually yet
    """
)
"""Words beside a negator that it does not deny."""


_COMMENTING = words(
    "say tell comment respond disclose specify elaborate reveal give provide sagen äußern mitteilen antworten "
    "nennen kommentieren dire commenter préciser répondre decir comentar precisar responder"
)
"""Infinitives of saying: `would not say`."""


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


def denied_word(side: Side, signal: Signal) -> int | None:
    """Return the word that a signal denies or leaves open, where that is sure."""
    return next(iter(_denied(side, signal)), None)


def denies_saying(side: Side, signal: Signal) -> bool:
    """Whether it is a statement that is denied: `has not said`, `sagte nicht`."""
    n = denied_word(side, signal) if signal.kind == "negator" else None
    if n is None or poles(side.lows[n]) or side.low(n + 1) == "out":
        return False  # `not confirmed` and `not ruled out` say something of the matter
    return side.lows[n] in SPEECH_VERBS or side.lows[n] in _COMMENTING


def _denied(side: Side, signal: Signal) -> list[int]:
    """Return the one word that a signal surely denies or leaves open, if any."""
    first, last = side.sentence(signal.lo)
    behind = range(signal.hi, min(last, signal.hi + REACH))
    before = range(signal.lo - 1, max(first - 1, signal.lo - REACH), -1)
    if signal.kind == "hedge" and side.language == "de":
        # a German modal's verb ends the clause: könnte im März öffnen
        behind = behind[::-1]
    low = side.low(signal.lo)
    if signal.kind == "hedge" or low in LACKING:
        near = [n for n in behind if has_weight(side, n)] or [n for n in before if has_weight(side, n)]
    elif low in _PRONOUNS:
        near = [n for n in behind if _is_verbal(side, n)]
    else:
        near = [*_beside(side, behind), *_beside(side, before)]
    return near[:1]


def _beside(side: Side, places: Iterable[int]) -> Iterator[int]:
    """Yield the words beside a negator, as far as no preposition parts them from it."""
    for n in places:
        if side.low(n) in _APART or not side.stems[n][0].isalnum():
            return
        if _is_verbal(side, n):
            yield n


def _is_verbal(side: Side, n: int) -> bool:
    """Whether a word may be what is denied: no noun (as far as German shows it), no adverb of time."""
    noun = side.language == "de" and side.texts[n][0].isupper() and n > side.sentence(n)[0]
    return has_weight(side, n) and not noun and side.low(n) not in _ADVERBS
