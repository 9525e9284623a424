"""Quarters, halves of a year, centuries and decades: `Q3`, `drittes Quartal`, `the nineties`."""

from __future__ import annotations

import re

from dedup.facts.calendar import PERIODS
from dedup.facts.date import Date
from dedup.facts.numberwords import number_word
from dedup.facts.tokens import Side

_LETTERS = {"q": ("quarter", 4), "h": ("half", 2)}
SHORT = frozenset(_LETTERS)
"""Letters that may begin a period: `Q3`, `H1`."""

_CENTURY_LETTERS = frozenset({"st", "nd", "rd", "th", "e", "er", "ème"})
_LONG_DECADE = re.compile(r"1[0-9]\d0|20\d0")
_DECADE_ENDS = frozenset({"er", "ern", "s"})
_GERMAN_DECADES = {"zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
                   "siebzig": 70, "achtzig": 80, "neunzig": 90}  # fmt: skip
_ENGLISH_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
                    "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip
DECADES: dict[str, dict[str, int]] = {
    "de": {
        word: value
        for stem, value in _GERMAN_DECADES.items()
        for word in (f"{stem}er", f"{stem}ern", f"{stem}erjahre", f"{stem}erjahren")
    },
    "en": _ENGLISH_DECADES,
}
"""Words for decades; German ones in `-er` need `Jahre` behind them, or `den` before the dative."""

_OWN = frozenset({"his", "her", "their", "my", "your", "our", "its"})
"""Before a decade they make it one of a life: `in her early seventies`."""

_YEARS = ("jahre", "jahren")


def period_at(side: Side, n: int) -> Date | None:
    """Return the quarter, half or century that the ordinal (or the letter) at token `n` numbers.

    The tokens are those of the ordinal alone: the word behind it stays what it is.
    """
    low = side.lows[n]
    if low in SHORT:
        return _short(side, n)
    if low.isdecimal():
        return _figured(side, n)
    word = number_word(low, side.language)
    ordinal = word is not None and (word.kind == "ordinal" or (word.kind == "fraction" and word.value < 0.5))
    kind = _kind(side, n + 1) if ordinal else None
    if word is None or kind is None:
        return None
    which = round(1 / word.value) if word.kind == "fraction" else int(word.value)
    return Date(n, n + 1, "period", ((kind, which),))


def _short(side: Side, n: int) -> Date | None:
    kind, most = _LETTERS[side.lows[n]]
    which = side.low(n + 1)
    glued = side.texts[n].isupper() and n + 1 < len(side.lows) and side.starts[n + 1] == side.end(n)
    if not glued or not which.isdecimal() or len(which) > 1 or not 1 <= int(which) <= most:
        return None
    return Date(n, n + 2, "period", ((kind, int(which)),))


def _figured(side: Side, n: int) -> Date | None:
    low, after = side.lows[n], side.low(n + 1)
    german = after == "." and side.language == "de"
    if len(low) > 2 or not (german or after in _CENTURY_LETTERS):
        return None
    kind = _kind(side, n + 2)
    return Date(n, n + 1 if german else n + 2, "period", ((kind, int(low)),)) if kind else None


def _kind(side: Side, n: int) -> str | None:
    """Return which part of the year or of history is named: `the first half` may be one of a match, too."""
    if side.low(n) == "half":
        return "half" if side.low(n + 1) in ("of", "-", "year") else None
    between = side.low(n) in PERIODS or side.language == "en"
    return PERIODS.get(side.low(n)) or (None if between else PERIODS.get(side.low(n + 1)))


def decade_at(side: Side, n: int) -> Date | None:
    """Return the decade that the word or figure at token `n` names.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Built in the seventies, torn down in the 1990s.", language="en"))
    >>> side = find_side(document, [0], document)
    >>> decade_at(side, 3).fields, decade_at(side, 9).fields
    ((('decade', 70),), (('century', 19), ('decade', 90)))
    """
    low, after = side.lows[n], side.low(n + 1)
    if low[0].isdecimal():
        glued = n + 1 < len(side.lows) and side.starts[n + 1] == side.end(n) and after in _DECADE_ENDS
        return _figured_decade(side, n) if glued else None
    decade = DECADES.get(side.language, {}).get(low)
    if decade is None:
        return None
    bare = side.language == "de" and not low.endswith(_YEARS)
    if bare and not (_years_follow(side, n + 1) or (low.endswith("ern") and side.low(n - 1) == "den")):
        return None
    return Date(n, _end(side, n + 1), _family(side, n), (("decade", decade),))


def _family(side: Side, n: int) -> str:
    return "age" if side.language == "en" and not _OWN.isdisjoint(side.lows[max(0, n - 3) : n]) else "decade"


def _figured_decade(side: Side, n: int) -> Date | None:
    low = side.lows[n]
    if _LONG_DECADE.fullmatch(low):
        return Date(n, n + 2, "decade", (("century", int(low[:2])), ("decade", int(low[2:]))))
    plain = len(low) == 2 and low[1] == "0" and low > "10"
    if not plain or (side.language == "de" and not _years_follow(side, n + 2)):
        return None
    return Date(n, _end(side, n + 2), _family(side, n), (("decade", int(low)),))


def _years_follow(side: Side, n: int) -> bool:
    return side.low(n + (side.low(n) == "-")) in _YEARS


def _end(side: Side, n: int) -> int:
    if not _years_follow(side, n):
        return n
    return n + 1 + (side.low(n) == "-")
