"""Where a source stands: before or behind a verb of saying, behind `laut` or `nach Angaben`."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.facts.hedges import NEGATORS
from dedup.facts.phrases import (
    APPOSITION_STARTS,
    REACH,
    aside_at,
    behind_as,
    end_behind,
    start_before,
    widened,
)
from dedup.facts.speech import (
    CIRCLES,
    DOCUMENTS,
    GIVING,
    LEAD_NOUNS,
    LEADS,
    SHOWING,
    SPEECH_VERBS,
    source_classes,
)
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

_CUES = (
    SPEECH_VERBS | LEAD_NOUNS | LEADS.keys() | GIVING.keys() | SHOWING | {"hieß", "heißt", "zufolge", "so"}
)
ADDRESSING = frozenset({"told", "tells"})
_BLAMING = words("blamed attributed accusé confirmed reported announced estimated expected")
_PASSIVE = words("is are was were be been being est sont été était")
_INVERTING = words("said says added adds explained wrote warned argued replied noted")
PERSONAL = words("er sie he she il elle él ella")
"""Pronouns for a person who was named before."""

_OBLIQUE = words("den dem einem einen des von vom mit über im seinem seinen ihrem ihren auf zu")
"""What no German subject begins with."""

_ARTICLES = words("die das eine ein")
_POSSESSIVE = words("ihren seinen ihrer seiner deren dessen")
_PRONOUNS = words("er sie es man ich wir he she it they we i")


def find_cues(side: Side) -> Iterator[tuple[int, int, range]]:
    """Yield the tokens a source stands on, ``(first, end)``, with the tokens of its cue.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Laut Polizei brannte es.", language="de"))
    >>> list(find_cues(find_side(document, [0], document)))
    [(1, 2, range(0, 1))]
    """
    for n in [n for n, low in enumerate(side.lows) if low in _CUES and not side.quoted[n]]:
        low = side.lows[n]
        if low in SPEECH_VERBS or _gives(side, n):
            yield from _around(side, n)
        elif low in SHOWING:
            yield from _shown(side, n)
        elif low in ("hieß", "heißt") and side.low(n + 1) == "es":
            yield from _rumoured(side, n)
        elif low in LEAD_NOUNS:
            yield from _led_by_noun(side, n)
        elif low == "zufolge":
            yield start_before(side, n), n, range(n, n + 1)
        elif low == "so" and side.low(n - 1) in ("“", '"', "«", "»", ",", "”") and not side.quoted[n]:
            yield n + 1, end_behind(side, n + 1), range(n, n + 1)
        else:
            for lead in LEADS.get(low, ()):
                if _is_lead(side, n, lead):
                    yield n + len(lead), end_behind(side, n + len(lead)), range(n, n + len(lead))


def _led_by_noun(side: Side, n: int) -> Iterator[tuple[int, int, range]]:
    """Look for the source behind `nach Angaben`, `aus Sicht`."""
    before = [side.low(k) for k in range(max(0, n - 3), n)]
    back = next((k for k, low in enumerate(reversed(before), start=1) if low in ("nach", "aus")), 0)
    if back and before[-1] in _POSSESSIVE:
        yield n - 1, n, range(n - back, n + 1)
    elif back and not before[-1].startswith("eigen"):
        yield n + 1, end_behind(side, n + 1), range(n - back, n + 1)


def _is_lead(side: Side, n: int, lead: tuple[str, ...]) -> bool:
    return all(side.low(n + k) == word for k, word in enumerate(lead))


def _gives(side: Side, n: int) -> bool:
    """Whether a verb and its particle stand for saying: `gab an`, `hielt dagegen`."""
    if side.low(n) not in GIVING:
        return False
    last = min(side.sentence(n)[1], n + REACH + 1)
    end = next((k for k in range(n, last) if side.low(k) in ",.:;"), n)
    return side.low(end - 1) in GIVING[side.low(n)]


def _shown(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for the document that shows something: `records seen by the Courier show`."""
    lo = start_before(side, verb)
    if any(low in DOCUMENTS for low in side.lows[lo:verb]):
        yield lo, verb, range(verb, verb + 1)


def _rumoured(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for the circles that `hieß es` lays a statement to: `hieß es aus X`, `aus X hieß es`."""
    first, last = side.sentence(verb)
    for n in range(verb + 2, min(last, verb + 6)):
        if side.low(n) in CIRCLES:
            yield n + 1, end_behind(side, n + 1), range(verb, n + 1)
            return
    for n in range(verb - 1, max(first, verb - REACH) - 1, -1):
        if side.low(n) in CIRCLES:
            yield n + 1, verb, range(n, verb + 2)
            return


def _around(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for a verb's source behind it (`sagte X`) or, where nothing is, before it (`X sagte`)."""
    cue = range(verb, verb + 1)
    if side.low(verb + 1) in _PRONOUNS and not _starts_clause(side, verb):
        if side.low(verb + 1) in PERSONAL:
            yield verb + 1, verb + 2, cue
    elif not _says_nothing(side, verb):
        led = behind_as(side, verb) or _behind(side, verb)
        yield from [(*led, cue)] if led else _in_front(side, verb)


def _says_nothing(side: Side, verb: int) -> bool:
    """Whether nobody says anything: `has not said`, `declined to say`, `replied to`, `are blamed`."""
    if side.low(verb - 1) in NEGATORS or side.low(verb - 1) == "to":
        return True
    if side.low(verb) == "replied" and side.low(verb + 1) == "to":
        return True
    return side.low(verb) in _BLAMING and side.low(verb - 1) in _PASSIVE


def _behind(side: Side, verb: int) -> tuple[int, int] | None:
    """Return the source behind a verb, unless that is its object or what was said."""
    last = side.sentence(verb)[1]
    start = verb + 1 + aside_at(side, verb + 1)
    hi = end_behind(side, start) if start < last else start
    if hi <= start or not _names_somebody(side, start) or _starts_clause(side, verb):
        return None
    if side.language == "en" and hi < last and side.quoted[hi] and side.low(verb - 1) == ",":
        return None  # X, writing for the majority, said the law "is dead"
    lo = start_before(side, verb)
    is_object = lo < verb and _is_object(side, range(lo, verb), range(start, hi))
    return None if is_object else (start, hi)


def _in_front(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for a verb's source before it: a noun phrase or a pronoun."""
    cue, lo = range(verb, verb + 1), start_before(side, verb)
    if lo < verb and not (side.language == "de" and side.low(lo) in _OBLIQUE):
        yield (widened(side, lo) if side.language == "en" else lo), verb, cue
    elif side.low(verb - 1) in PERSONAL and verb > side.sentence(verb)[0]:
        yield verb - 1, verb, cue
    elif side.language == "es" and side.low(verb + 1) == "que":
        yield verb, verb + 1, cue


def _is_object(side: Side, before: range, behind: range) -> bool:
    """Whether what follows a German verb is its object, for the subject stands before it."""
    if side.language != "de":
        return False
    if side.low(behind.start) in _OBLIQUE:
        return True
    told = (source_classes(frozenset(side.lows[part.start : part.stop])) for part in (before, behind))
    return [bool(classes) for classes in told] == [True, False] and side.lows[behind.start] in _ARTICLES


def _names_somebody(side: Side, lo: int) -> bool:
    first = side.texts[lo][0]
    if side.language == "de" and side.low(lo) in _OBLIQUE:
        return False
    if side.low(lo - 1) in _INVERTING:
        return first.isalpha()
    if side.language == "de":
        return True
    return first.isupper() or side.lows[lo] in APPOSITION_STARTS


def _starts_clause(side: Side, verb: int) -> bool:
    """Whether a subject stands before an English verb: then what follows is what was said."""
    if side.language != "en" or verb == side.sentence(verb)[0] or side.quoted[verb - 1]:
        return False
    inverted = side.low(verb) in _INVERTING and not side.low(verb - 1)[0].isalnum()
    return side.low(verb) in ADDRESSING or not inverted
