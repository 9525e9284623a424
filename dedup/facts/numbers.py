"""Numbers in a text with their unit and with what they count."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from dedup.facts.number import Number
from dedup.facts.numerals import following_words, scan_numbers
from dedup.facts.tokens import Side
from dedup.facts.units import CURRENCY_MARKS, Unit, find_rate, find_unit, per
from dedup.facts.wordlist import words

HEAD_WORDS = 3
_HEAD_ENDS = frozenset(".,;:()")
_BEFORE_UNIT = words("- . d de '")
_SIGNS = {"minus": -1, "moins": -1, "menos": -1, "plus": 1, "más": 1}
_MARKS = {"-": -1, "–": -1, "−": -1, "+": 1}
_LEAST = words("au al lo les du")
"""What makes `moins` and `menos` a bound: `au moins`, `al menos`."""

_BELOW = words("unter below bajo au sous frost of")
_ZERO = words("null gefrierpunkt zero freezing cero zéro frost")
"""What says behind a temperature that it is below zero: `fünf Grad unter null`."""

CONNECTORS = words("bis und oder auf to and or à et ou a y - – —")


def find_numbers(side: Side, taken: frozenset[int]) -> list[Number]:
    """Return the numbers of one side of a link; tokens that are `taken` (by dates) are passed over.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Zwölf Firmen zahlten 1,2 Mrd. Euro.", language="de"))
    >>> numbers = find_numbers(find_side(document, [0], document), frozenset())
    >>> [(n.value, n.unit and n.unit.name) for n in numbers]
    [(12.0, None), (1200000000.0, '€')]
    """
    numbers = _joined_spans(side, [_with_unit(side, number) for number in scan_numbers(side, taken)])
    return [_like_next(side, n, after) for n, after in zip_longest(numbers, numbers[1:])]


def _with_unit(side: Side, number: Number) -> Number:
    lo, hi = number.lo, number.hi
    before = side.low(lo - 1)
    at = hi
    while number.kind == "count" and side.low(at) in _BEFORE_UNIT:
        at += 1
    unit = find_unit(following_words(side, at)) if number.kind in ("count", "one") else None
    end = at + unit[1] if unit else hi
    found = unit[0] if unit else number.unit
    rate = find_rate(following_words(side, end)) if number.kind == "count" else None
    if before in CURRENCY_MARKS and number.kind == "count":
        money = find_unit((before,))
        found, lo = (money[0] if money else found), lo - 1
    sign = _sign(side, lo) if number.kind == "count" else 0
    lo -= sign != 0
    if found and found.dimension == "temperature" and not sign:
        sign = -1 if _is_below_zero(side.lows[end : end + 5]) else 1
    head = number.head or _head(side, max(end, hi))
    told = number.kind, number.figure, number.scale
    number = Number(lo, hi, *told, found, max(end, hi), head, number.score, number.rate, sign)
    return number if rate is None else _rated(number, *rate)


def _sign(side: Side, n: int) -> int:
    """Return the sign that stands before token `n`: a word, or a mark glued to it and nothing else."""
    if n == side.bounds[n][0] or side.low(n - 2) in _LEAST:
        return 0
    glued = side.end(n - 1) == side.starts[n] and (n < 2 or side.end(n - 2) < side.starts[n - 1])
    return _SIGNS.get(side.low(n - 1), 0) or (_MARKS.get(side.low(n - 1), 0) if glued else 0)


def _is_below_zero(following: tuple[str, ...]) -> bool:
    return bool(following) and following[0] in _BELOW and not _ZERO.isdisjoint(following)


def _rated(number: Number, rate: Unit, width: int) -> Number:
    """Read `50 Euro im Monat` and `90 miles per hour`; `im Jahr 2020` and `3 Tage im Monat` are no rates."""
    unit = number.unit
    if unit and unit.dimension == "length" and unit.size:
        return replace(number, unit=per(unit, rate), unit_hi=number.unit_hi + width)
    if unit is None or unit.dimension != "money":
        return number
    return replace(number, rate=rate, unit_hi=number.unit_hi + width)


def _joined_spans(side: Side, numbers: list[Number]) -> list[Number]:
    """Read `drei Jahre und sechs Monate` as one length of time."""
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        if (
            before
            and number.lo == before.unit_hi + 1
            and side.low(before.unit_hi) in ("und", "and", "et", "y")
        ):
            one, two = before.unit, number.unit
            if one and two and one.dimension == two.dimension == "time" and one.size > two.size:
                figure = before.value + number.value * two.size / one.size
                joined[-1] = replace(before, hi=number.hi, unit_hi=number.unit_hi, figure=figure, scale=1.0)
                continue
        joined.append(number)
    return joined


def _head(side: Side, n: int) -> tuple[str, ...]:
    """Return the stems of the next words of the sentence: what is counted stands among them."""
    last = min(side.sentence(n - 1)[1], n + HEAD_WORDS + 1)
    stop = next((k for k, low in enumerate(side.lows[n:last], n) if low in _HEAD_ENDS), last)
    return tuple([stem for stem in side.stems[n:stop] if stem[:1].isalnum()])


def _like_next(side: Side, number: Number, after: Number | None) -> Number:
    """Give the first end of a range the unit and magnitude of its second: `15 bis 40 Mio. Euro`."""
    near = after and after.lo == number.hi + 1 and side.low(number.hi) in CONNECTORS
    if not near or after is None or number.kind != "count" or after.kind != "count" or number.unit:
        return number
    small = number.scale == 1 and (number.figure < 1_000 or after.figure >= 1_000)
    scale = after.scale if small else number.scale
    return replace(number, unit=after.unit, scale=scale, head=after.head)
