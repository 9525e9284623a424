"""Sources without a verb of saying: `nach Polizeiangaben`, `confirmed by the union`, `citing X`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.facts.memo import Memo
from dedup.facts.speech import DOCUMENTS, source_classes
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

REACH = 9
"""How many tokens from its cue a source is looked for."""

MOST_WORDS = 4
"""So many words a subject has at most in front of a verb of thinking."""

_COMPOUND = re.compile(r"(\w{4,}?)s?(?:angaben|kreisen|auskunft|sicht)")
_TOLD_BY = words("nach laut aus")
_TOLD = words(
    """
    confirmed announced reported disclosed revealed estimated described put issued published released
    """
)
_SURELY_TOLD = words("confirmed announced reported disclosed revealed")
_BE = words("is are was were be been being")
_CITING = words("citing quoting citant citando")
_OPINING = words(
    """
    spricht sprach sprachen sprechen geht ging gingen gehen believe believes believed estimate estimated
    expect expects expected describe describes described call calls called put puts vows accuse accuses
    """
)
"""Verbs of thinking, where it is one who is asked: `insurers put the damage at`."""

_FOLLOWED = {
    **dict.fromkeys(words("spricht sprach sprachen sprechen"), words("von")),
    **dict.fromkeys(words("geht ging gingen gehen"), words("von davon")),
}
_ENDS = frozenset(',.;:()!?–—“”„«»"')
_GENITIVES = words("der des von vom für eines einer und")
_PARTING = words(
    """
    in on at to for with from by as that which who and but after before when while if is are was were be been
    has have had will would could may might not geht ging hervor says said
    """
)
"""Words that end a noun phrase."""

_CUES: Memo[str, bool] = Memo(
    lambda low: (
        low in _CITING
        or low in _OPINING
        or low in ("by", "hervor", "hervorgeht")
        or _COMPOUND.fullmatch(low) is not None
    )
)


def find_frames(side: Side) -> Iterator[tuple[int, int, range]]:
    """Yield the tokens a source stands on, ``(first, end)``, with the tokens of its cue.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Nach Polizeiangaben brannte es.", language="de"))
    >>> list(find_frames(find_side(document, [0], document)))
    [(1, 2, range(0, 1))]
    """
    for n in [n for n, low in enumerate(side.lows) if _CUES[low] and not side.quoted[n]]:
        low = side.lows[n]
        if low in _CITING:
            yield n + 1, _phrase_end(side, n + 1), range(n, n + 1)
        elif low == "by":
            yield from _told_by(side, n)
        elif low in ("hervor", "hervorgeht"):
            yield from _emerging(side, n)
        elif low in _OPINING:
            yield from _opining(side, n)
        elif side.low(n - 1) in _TOLD_BY:
            yield n, n + 1, range(n - 1, n)


def compound_owner(low: str) -> str:
    """Return whose the angaben or kreise of a German compound are, or the word itself.

    >>> compound_owner("polizeiangaben"), compound_owner("unternehmenskreisen"), compound_owner("angaben")
    ('polizei', 'unternehmen', 'angaben')
    """
    found = _COMPOUND.fullmatch(low)
    return found[1] if found else low


def _told_by(side: Side, n: int) -> Iterator[tuple[int, int, range]]:
    """Look for the source of a passive: `was confirmed by the union`."""
    first = max(side.sentence(n)[0], n - REACH)
    verb = next((k for k in range(n - 1, first, -1) if side.low(k) in _TOLD), None)
    if verb is None or side.low(verb - 1) not in _BE or any(low in _ENDS for low in side.lows[verb:n]):
        return
    end = _phrase_end(side, n + 1)
    named = (
        side.low(verb) in _SURELY_TOLD
        and side.lows[n + 1 : n + 2]
        and side.low(n + 1) in ("the", "a", "an", "its")
    )
    if named or _is_source(side, n + 1, end):
        yield n + 1, end, range(verb, n + 1)


def _emerging(side: Side, n: int) -> Iterator[tuple[int, int, range]]:
    """Look for the document that something emerges from: `geht aus einem Bericht der Bahn hervor`."""
    first = max(side.sentence(n)[0], n - 2 * REACH)
    start = next((k + 1 for k in range(n - 1, first - 1, -1) if side.low(k) == "aus"), None)
    if start is not None:
        end = _phrase_end(side, start)
        if any(low in DOCUMENTS for low in side.lows[start:end]):
            yield start, end, range(start - 1, start)


def _opining(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for one who is asked right before a verb of thinking, at the head of the clause."""
    fits = _FOLLOWED.get(side.lows[verb])
    if fits and not fits.intersection(side.lows[verb + 1 : verb + 3]):
        return
    if (side.language == "de") != bool(fits):
        return
    first = max(side.sentence(verb)[0], verb - REACH)
    lo = verb
    while lo > first and side.low(lo - 1) not in _ENDS:
        lo -= 1
    if lo < verb and _is_subject(side, lo, verb) and _is_source(side, lo, verb):
        yield lo, verb, range(verb, verb + 1)


def _is_subject(side: Side, lo: int, hi: int) -> bool:
    """Whether a clause begins with one noun phrase that ends before its verb."""
    return _phrase_end(side, lo, hi) == hi and (side.language == "de" or hi - lo <= MOST_WORDS)


def _is_source(side: Side, lo: int, hi: int) -> bool:
    return bool(source_classes(frozenset(low.removesuffix("'s") for low in side.lows[lo:hi])))


def _phrase_end(side: Side, start: int, limit: int | None = None) -> int:
    """Return where the noun phrase at `start` ends: before a mark or a word that no such phrase has."""
    last = min(side.sentence(start)[1] if start < len(side.lows) else start, limit or start + REACH)
    at, open_noun = start, True
    while at < last and side.low(at) not in _ENDS and side.low(at) not in _PARTING and not side.quoted[at]:
        if side.language == "de" and side.texts[at][0].isalpha():
            capital = side.texts[at][0].isupper()
            if not (capital or open_noun or side.low(at) in _GENITIVES):
                break
            open_noun = not capital
        at += 1
    return at
