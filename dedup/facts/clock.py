"""Clock times: `18.30 Uhr`, `6:30 pm`, `halb sieben`, `a quarter past eight`, `noon`."""

from __future__ import annotations

import re

from dedup.facts.calendar import HALF_DAYS, TIME_LEADS, UHR
from dedup.facts.date import Date
from dedup.facts.numberwords import number_word
from dedup.facts.tokens import Side
from dedup.facts.units import find_unit

_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_HOUR = re.compile(r"[01]?\d|2[0-4]")
_DOTTED_LEADS = frozenset({"at", "around", "about", "until", "till", "before", "after"})
_EDGES: dict[str, int] = {
    "noon": 12, "midday": 12, "midnight": 0, "mitternacht": 0, "minuit": 0, "mediodía": 12, "medianoche": 0,
}  # fmt: skip
_PARTS: dict[str, int] = {"half": 30, "quarter": 15, "viertel": 15}
_PAST: dict[str, int] = {"past": 1, "after": 1, "nach": 1, "to": -1, "before": -1, "vor": -1}
SPOKEN = frozenset([*_EDGES, *_PARTS, "halb"])
"""Words that may begin a time without figures."""


def clock_at(side: Side, n: int) -> Date | None:
    """Return the time that begins with the figures at token `n`."""
    low, after = side.lows[n], side.low(n + 1)
    match = _CLOCK.fullmatch(low)
    hour = int(match[1]) if match else int(low) if _HOUR.fullmatch(low) else None
    minute = int(match[2]) if match else 0
    if hour is None:
        return None
    if after in UHR:
        later = side.low(n + 2)
        if not match and later.isdecimal() and len(later) == 2:
            return Date(n, n + 3, "time", _time(hour, int(later)))
        return Date(n, n + 2, "time", _time(hour, minute))
    if after in HALF_DAYS and (len(after) == 2 or side.low(n + 2) == "."):
        hi = n + 2 if len(after) == 2 else n + 5
        return Date(n, min(hi, len(side.lows)), "time", _time(hour % 12 + HALF_DAYS[after], minute))
    if after == "h" and side.language in ("fr", "es"):
        late = side.low(n + 2)
        minute = int(late) if late.isdecimal() and len(late) == 2 else minute
        return Date(n, n + (3 if late.isdecimal() and len(late) == 2 else 2), "time", _time(hour, minute))
    if after == "o" and side.low(n + 3) == "clock":
        return Date(n, n + 4, "time", (("half_hour", hour % 12),))
    return Date(n, n + 1, "time", _time(hour, minute)) if match and _is_led(side, n) else None


def _is_led(side: Side, n: int) -> bool:
    """Whether `at 6.30` or `um 6:30` is a time, though no word behind it says so."""
    after = side.low(n + 1)
    if side.low(n - 1) not in TIME_LEADS or find_unit(side.lows[n + 1 : n + 3]):
        return False
    if ":" in side.lows[n]:
        return True
    # "rose to 1.39 from 1.34 million" are amounts
    told = side.low(n - 1) in _DOTTED_LEADS and not number_word(after, "en") if after else True
    return side.language == "en" and told


def spoken_at(side: Side, n: int) -> Date | None:
    """Return the time that begins with the word at token `n`.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Der Zug fuhr um halb sieben ab.", language="de"))
    >>> spoken_at(find_side(document, [0], document), 4).fields
    (('half_hour', 6), ('minute', 30))
    """
    low = side.lows[n]
    if low in _EDGES:
        return Date(n, n + 1, "time", _time(_EDGES[low], 0))
    if low == "halb":
        hour = _hour(side, n + 1)
        return _before(side, n, n + 1, hour, 30) if hour else None
    if low in _PARTS and side.low(n + 1) in _PAST:
        hour = _hour(side, n + 2)
        if not hour or (low == "half" and side.low(n + 1) != "past"):
            return None
        if _PAST[side.low(n + 1)] < 0:
            return _before(side, n, n + 2, hour, 60 - _PARTS[low])
        return Date(n, _end(side, n + 2), "time", (("half_hour", hour % 12), ("minute", _PARTS[low])))
    return _in_words(side, n)


def _in_words(side: Side, n: int) -> Date | None:
    """Read `neun Uhr` and `nine o'clock`."""
    hour = _hour(side, n)
    o_clock = side.low(n + 1) == "o" and side.low(n + 3) == "clock"
    if hour is None or not (o_clock or side.low(n + 1) in UHR):
        return None
    return Date(n, n + 4 if o_clock else n + 2, "time", (("half_hour", hour % 12),))


def _before(side: Side, n: int, at: int, hour: int, minute: int) -> Date:
    return Date(n, _end(side, at), "time", (("half_hour", (hour - 1) % 12), ("minute", minute)))


def _end(side: Side, at: int) -> int:
    return at + 2 if side.low(at + 1) in UHR else at + 1


def _hour(side: Side, n: int) -> int | None:
    """Return the hour that a word or figure names, None where it measures something: `halb elf Meter`."""
    low = side.low(n)
    word = number_word(low, side.language) if low else None
    value = float(low) if _HOUR.fullmatch(low) else word.value if word and word.kind == "add" else -1.0
    if not 0 <= value <= 24 or value != int(value) or find_unit(side.lows[n + 1 : n + 3]):
        return None
    return int(value)


def _time(hour: int, minute: int) -> tuple[tuple[str, int], ...]:
    return (("hour", hour % 24), ("minute", minute), ("half_hour", hour % 12))
