"""What a negator or hedge denies or leaves open: its clause, and the one word that it surely denies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dedup.facts.ends import CLAUSE_ENDS
from dedup.facts.hedges import LACKING
from dedup.facts.polarity import poles
from dedup.facts.signals import Signal
from dedup.facts.speech import SPEECH_VERBS
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

REACH = 6
"""How many tokens to each side of a negation are its clause."""

LIGHT = STOPWORDS | words(
    """do does did any mehr so es there yet dès depuis chez avoir être été sera sont avait y ya aún todavía
    einmal"""
)
"""Words that say too little to be kept or denied."""

_PRONOUNS = words(
    "niemand niemanden niemandem nichts weder nobody nothing none neither nor nadie nada rien personne ni"
)
"""What denies a whole clause, not the word behind it."""

_APART = words(
    """
    in im an am auf aus bei beim mit nach vor zu zum zur über unter um gegen für von vom durch
    wegen trotz seit
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
    "say tell comment respond disclose specify elaborate reveal give provide sagen äußern mitteilen "
    "antworten "
    "nennen kommentieren dire commenter préciser répondre decir comentar precisar responder"
)
"""Infinitives of saying: `would not say`."""


def clause_of(side: Side, signal: Signal) -> range:
    """Return the tokens around a signal up to the next comma, a few on each side."""
    first, last = side.sentence(signal.lo)
    lo, hi = signal.lo, signal.hi
    while lo > max(first, signal.lo - REACH) and side.low(lo - 1) not in CLAUSE_ENDS:
        lo -= 1
    while hi < min(last, signal.hi + REACH) and side.low(hi) not in CLAUSE_ENDS:
        hi += 1
    return range(lo, hi)


def has_weight(side: Side, n: int) -> bool:
    """Whether a token is a word that can be denied."""
    return side.low(n) not in CLAUSE_ENDS and side.low(n) not in LIGHT and side.stems[n][0].isalnum()


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
