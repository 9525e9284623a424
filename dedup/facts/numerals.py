"""Figures and number words in a text, with their magnitude."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dedup.facts.codes import code_at
from dedup.facts.figures import list_numbers, read_figures
from dedup.facts.labels import label_at
from dedup.facts.memo import Memo
from dedup.facts.number import SHARE, Number
from dedup.facts.numberwords import ONE, NumberWord, number_word, number_words
from dedup.facts.tokens import Side
from dedup.facts.units import CURRENCY_MARKS, LONGEST_PHRASE, find_unit, unit_words
from dedup.facts.wordlist import words

THOUSAND = 1_000.0
LARGEST = 1e100
"""A larger number is none: a row of digits, or of magnitudes."""

_SCORE = re.compile(r"\d{1,3}:\d{1,3}")
_JOINERS = {"en": ("and", "-"), "fr": ("et", "-"), "es": ("y",), "de": ()}
_PART_OF = words(
    """
    of der des aller von davon de del des mehr weniger more less , . ; ) lower higher
    """
)
_HALVES = frozenset(["halb", "halbe", "halben", "halber", "halbes", "half"])
_DETERMINED = frozenset(["die", "der", "the", "la"])
_RANKS = ("platz", "rang")
_ORDINAL_ENDS = words("st nd rd th er ère e ème")


def scan_numbers(side: Side, taken: frozenset[int]) -> Iterator[Number]:
    """Yield the numbers of one side of a link, in order, before their units are read."""
    begins = _beginnings(side.language)
    end = 0
    listed = list_numbers(side.text)
    for n in [n for n, low in enumerate(side.lows) if begins[low]]:
        number = None if n < end or n in taken or side.starts[n] in listed else _number_at(side, n)
        if number:
            end = number.hi
            if number.value < LARGEST:
                yield number


def has_figures(side: Side) -> bool:
    """Whether a side may have any number but `ein`, `one` or `a`."""
    begins, one = _beginnings(side.language), ONE.get(side.language, frozenset())
    return any(begins[low] and low not in one for low in side.known)


@lru_cache(maxsize=16)
def _beginnings(language: str) -> Memo[str, bool]:
    """Return which tokens can be or begin a number."""
    named = _HALVES.union(ONE.get(language, ()))
    return Memo(lambda low: low[0].isdecimal() or low in named or number_word(low, language) is not None)


def _number_at(side: Side, n: int) -> Number | None:
    low = side.lows[n]
    if low[0].isdecimal():
        return _figures_at(side, n)
    if low in _HALVES:
        return _half_at(side, n)
    if low in ONE.get(side.language, ()):
        return _one_at(side, n)
    word = number_word(low, side.language)
    return _words_at(side, n, word) if word else None


def _figures_at(side: Side, n: int) -> Number:
    low, after = side.lows[n], side.low(n + 1)
    if _SCORE.fullmatch(low):
        home, away = low.split(":")
        return _number(n, n + 1, "score", float(home), score=(float(home), float(away)))
    code = code_at(side, n)
    if code:
        return _number(n, code[0], "code", float(code[1]))
    value = read_figures(low, side.language)
    named = _named_at(side, n, value)
    if named:
        return named
    glued = n + 1 < len(side.lows) and side.starts[n + 1] == side.end(n)
    if glued and after in _ORDINAL_ENDS:
        return _number(n, n + 2, "ordinal", value)
    if after == "." and glued and _goes_on(side, n + 2) and value < 100 and value == int(value):
        return _number(n, n + 1, "ordinal", value)
    if after == "-" and side.low(n + 2).isdecimal() and _is_result(side, n):
        other = float(side.low(n + 2))
        return _number(n, n + 3, "score", value, score=(value, other))
    if glued and after == "k":
        return _number(n, n + 2, "count", value, THOUSAND)
    hi, scale = _multiples(side, n + 1, money=side.low(n - 1) in CURRENCY_MARKS)
    return _number(n, hi, "count", value, scale)


def _goes_on(side: Side, n: int) -> bool:
    """Whether the sentence goes on with a word after a figure and a full stop: then it is an ordinal."""
    return side.language == "de" and n < len(side.lows) and side.texts[n][0].isalpha()


def _is_result(side: Side, n: int) -> bool:
    """Whether `3-1` is a result, not a span of years or a compound; `52-48` are votes, each a number."""
    home, away = side.lows[n], side.low(n + 2)
    return max(len(home), len(away)) <= 2 and max(int(home), int(away)) < 20 and side.low(n + 3) != "-"


def _multiples(side: Side, n: int, money: bool) -> tuple[int, float]:
    """Return where the magnitude words after a number end, and what they multiply it by."""
    scale = 1.0
    while True:
        at = n + 1 if side.low(n) == "-" else n
        word = number_words(side.language).get(side.low(at))
        if money and side.low(at) in ("m", "k", "b"):
            word = NumberWord("times", {"m": 1e6, "k": 1e3, "b": 1e9}[side.low(at)])
        if not word or word.kind != "times":
            return n, scale
        scale *= word.value
        n = at + 1


def _half_at(side: Side, n: int) -> Number | None:
    at = n + 1
    while side.low(at) in ONE["en"] or side.low(at) == "-":
        at += 1
    hi, scale = _multiples(side, at, money=False)
    unit = find_unit(following_words(side, at))
    if hi > at:
        return _number(n, hi, "count", 0.5 * scale)
    if unit:
        return _number(n, at, "count", 0.5)
    if side.language == "en" and side.low(n + 1) in ("of", "the", "its", "their", "all"):
        return _number(n, n + 1, "part", 0.5)
    return None


def _one_at(side: Side, n: int) -> Number | None:
    """Read `ein`, `a`, `une` as a number where a multiple, a part or a length of time follows."""
    after = side.low(n + 1)
    at = n + 2 if after == "-" else n + 1
    word = number_word(side.low(at), side.language)
    if word and word.kind == "fraction" and (side.language == "de" or side.low(at + 1) in _PART_OF):
        return _part(side, n, at + 1, word.value)
    hi, scale = _multiples(side, n + 1, money=False)
    if hi > n + 1:
        return _number(n, hi, "count", 1.0, scale)
    if side.language == "en" and side.low(n) == "one" and after == "in":
        share = number_word(side.low(n + 2), "en")
        if share and share.kind == "add" and share.value > 1:
            return _number(n, n + 3, "part", 1 / share.value)
    return _number(n, n + 1, "one", 1.0) if after[:1].isalpha() else None


def _words_at(side: Side, n: int, word: NumberWord) -> Number | None:
    if word.kind == "ordinal":
        return _ordinal_at(side, n, word.value)
    if word.kind == "fraction":
        return _fraction_at(side, n, word.value)
    special = _within_word(n, word) or _named_at(side, n, word.value) or _spelled_score(side, n, word.value)
    if special:
        return special
    if word.kind == "times":
        # "Hunderte", "millions of": no number; "hundred" alone counts
        plain = side.low(n) in ("hundert", "tausend", "cent", "mille", "mil", "dutzend")
        return _number(n, n + 1, "count", word.value) if plain else None
    at, value = _joined(side, n, word.value)
    part = number_word(side.low(at + (side.low(at) == "-")), side.language)
    if part and part.kind == "fraction" and value < 20 and (value > 1 or part.value < 1):
        return _part(side, n, at + 1 + (side.low(at) == "-"), value * part.value)
    hi, scale = _multiples(side, at, money=False)
    if scale >= 100 and side.language != "de":
        hi, tail = _tail(side, hi, scale)
        return _number(n, hi, "count", value * scale + tail)
    return _number(n, hi, "count", value, scale)


def _within_word(n: int, word: NumberWord) -> Number | None:
    """Read `zweitägig`, `verdoppelt`, `Dreiertreffen`."""
    if word.kind == "counted":
        number = _number(n, n + 1, "count", word.value)
        return replace(number, unit=unit_words()[word.of]) if word.of else number
    if word.kind in ("factor", "compound"):
        return replace(_number(n, n + 1, word.kind, word.value), head=(word.of,))
    return None


def _named_at(side: Side, n: int, value: float) -> Number | None:
    """Read the 71 of `Interstate 71`, the eight of `Platz acht`."""
    label = label_at(side, n)
    if label:
        return replace(_number(n, n + 1, "label", value), head=(label,))
    return _number(n, n + 1, "ordinal", value) if side.low(n - 1).endswith(_RANKS) else None


def _part(side: Side, n: int, hi: int, value: float) -> Number:
    """Return a part of something, or of one unit: `a quarter of a point` is 0.25 points."""
    at = hi + 2 if side.low(hi) == "of" and side.low(hi + 1) in ONE["en"] else hi
    end, scale = _multiples(side, at, money=False)
    if end > at > hi:
        return _number(n, end, "count", value, scale)
    if find_unit(following_words(side, at)):
        return _number(n, at, "count", value)
    return _number(n, hi, "part", value)


def _spelled_score(side: Side, n: int, home: float) -> Number | None:
    """Read `two-nil` and `three-all`."""
    if side.language != "en" or side.low(n + 1) != "-" or side.low(n + 2) not in ("nil", "all"):
        return None
    away = 0.0 if side.low(n + 2) == "nil" else home
    return _number(n, n + 3, "score", home, score=(home, away))


def _ordinal_at(side: Side, n: int, value: float) -> Number:
    every = side.low(n - 1).startswith(("jede", "jeden"))
    if every and side.language == "de" and value > 1:
        return _number(n, n + 1, "part", 1 / value)
    return _number(n, n + 1, "ordinal", value)


def _fraction_at(side: Side, n: int, value: float) -> Number | None:
    if value == 0.5 and side.low(n - 1) in _DETERMINED:
        return _number(n, n + 1, "part", value)
    return _number(n, n + 1, "ordinal", round(1 / value)) if side.language == "en" and value < 0.5 else None


def _joined(side: Side, n: int, value: float) -> tuple[int, float]:
    """Return where a number in several words ends (`twenty-one`, `treinta y dos`) and its value."""
    at = n + 1
    while value and value % 10 == 0:
        skip = 1 if side.low(at) in _JOINERS.get(side.language, ()) else 0
        word = number_word(side.low(at + skip), side.language)
        four_twenty = side.language == "fr" and value == 80
        if not word or word.kind != "add" or not 0 < word.value < (20 if four_twenty or value == 60 else 10):
            break
        at, value = at + skip + 1, value + word.value
    if (
        side.language == "fr"
        and value == 4
        and side.low(at) == "-"
        and side.low(at + 1) in ("vingt", "vingts")
    ):
        return _joined(side, at + 1, 80.0)
    return at, value


def _tail(side: Side, n: int, scale: float) -> tuple[int, float]:
    """Read what follows a magnitude: `two hundred and fifty`, `three thousand five hundred`."""
    skip = 1 if side.low(n) in _JOINERS.get(side.language, ()) and side.low(n) != "-" else 0
    word = number_word(side.low(n + skip), side.language)
    if not word or word.kind != "add" or word.value >= scale:
        return n, 0.0
    at, value = _joined(side, n + skip, word.value)
    hi, times = _multiples(side, at, money=False)
    if times >= scale:
        return n, 0.0
    if times >= 100:
        hi, tail = _tail(side, hi, times)
        return hi, value * times + tail
    return hi, value * times


def _number(
    lo: int, hi: int, kind: str, figure: float, scale: float = 1.0, score: tuple[float, ...] = ()
) -> Number:
    return Number(lo, hi, kind, figure, scale, SHARE if kind == "part" else None, hi, (), score)


def following_words(side: Side, n: int) -> tuple[str, ...]:
    """Return the words from position `n` on that a unit may stand in."""
    return side.lows[n : n + LONGEST_PHRASE]
