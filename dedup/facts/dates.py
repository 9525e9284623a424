"""Dates, weekdays, months, years and clock times in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dedup.facts.calendar import (
    EDGES,
    MONTH_LEADS,
    YEAR_LEADS,
    day_compounds,
    months,
    seasons,
    weekdays,
)  # fmt: skip
from dedup.facts.clock import SPOKEN, clock_at, spoken_at
from dedup.facts.date import Date
from dedup.facts.memo import Memo
from dedup.facts.numberwords import number_word
from dedup.facts.periods import DECADES, SHORT, decade_at, period_at
from dedup.facts.tokens import Side
from dedup.facts.units import find_unit

_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})(?:[./](\d{4}|\d{2}))?")
_DAY = re.compile(r"[0-3]?\d")
_NUMBERING = frozenset({"add", "ordinal", "fraction"})
_YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan"})
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th", "er"})


def find_dates(side: Side) -> list[Date]:
    """Return the dates of one side of a link, in order.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Am Montag, 5. September, um 15.30 Uhr begann es.", language="de"))
    >>> [date.fields for date in find_dates(find_side(document, [0], document))]
    [(('weekday', 0),), (('month', 9), ('day', 5)), (('hour', 15), ('minute', 30), ('half_hour', 3))]
    """
    return list(_scan(side))


def _scan(side: Side) -> Iterator[Date]:
    begins = _beginnings(side.language)
    names = _Names(side)
    end = 0
    for n in [n for n, low in enumerate(side.lows) if begins[low]]:
        date = names.date_at(n) if n >= end else None
        if date:
            yield date
            end = max(date.hi, n + 1)


@lru_cache(maxsize=16)
def _beginnings(language: str) -> Memo[str, bool]:
    """Return which tokens can be or begin a date."""
    named = {*weekdays(language), *months(language), *seasons(language), *day_compounds(language), *EDGES}
    named |= {*SPOKEN, *SHORT, *DECADES.get(language, ())}

    def begins(low: str) -> bool:
        word = None if low[0].isdecimal() or low in named else number_word(low, language)
        return word.kind in _NUMBERING if word else low[0].isdecimal() or low in named

    return Memo(begins)


class _Names:
    """The calendar words of one side's language, and the readers that use them."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.months = months(side.language)
        self.weekdays = weekdays(side.language)
        self.seasons = seasons(side.language)
        self.decades = DECADES.get(side.language, {})

    def date_at(self, n: int) -> Date | None:
        low = self.side.lows[n]
        if low[0].isdecimal():
            return self._figures(n, low)
        return self._named(n, low) if low[0].isalpha() else None

    def _named(self, n: int, low: str) -> Date | None:
        if low in self.weekdays:
            return Date(n, n + 1, "weekday", (("weekday", self.weekdays[low]),))
        edge = self._edge(n, EDGES[low]) if low in EDGES else None
        if edge:
            return edge
        if low in self.months:
            return self._month(n)
        if low in self.seasons and self._is_season(n):
            return Date(n, n + 1, "season", (("season", self.seasons[low]),))
        return self._word(n, low)

    def _edge(self, n: int, edge: int) -> Date | None:
        """Read `Ende März`, `early 2026`, `the end of May`."""
        at = n + 1
        while self.side.low(at) in ("of", "-", "des", "jahres", "de"):
            at += 1
        inner = self.date_at(at) if at < min(n + 4, len(self.side.lows)) and self._is_dated(at) else None
        if inner is None or inner.family not in ("day", "decade", "age"):
            return None
        return Date(n, inner.hi, inner.family, (("edge", edge), *inner.fields))

    def _is_dated(self, n: int) -> bool:
        low = self.side.low(n)
        return low in self.months or low in self.decades or bool(_YEAR.fullmatch(low))

    def _figures(self, n: int, low: str) -> Date | None:
        return (
            self._iso(n)
            or clock_at(self.side, n)
            or self._numeric(n, low)
            or period_at(self.side, n)
            or decade_at(self.side, n)
            or self._day_month(n)
            or self._year(n)
        )

    def _iso(self, n: int) -> Date | None:
        s = self.side
        if not (_YEAR.fullmatch(s.low(n)) and s.low(n + 1) == "-" == s.low(n + 3)):
            return None
        month, day = s.low(n + 2), s.low(n + 4)
        if not (month.isdecimal() and day.isdecimal() and len(month) == 2 == len(day)):
            return None
        return Date(n, n + 5, "day", (("year", int(s.low(n))), ("month", int(month)), ("day", int(day))))

    def _numeric(self, n: int, low: str) -> Date | None:
        """Read `5.9.2025`, `24.3.` and `5/9/2025`."""
        match, s = _NUMERIC.fullmatch(low), self.side
        if not match:
            return None
        first, mark, second, year = match.groups()
        day, month = int(first), int(second)
        stop = s.low(n + 1) == "." and s.starts[n + 1] == s.end(n)
        if not year and not (mark == "." and stop and s.language != "en"):
            return None
        if month > 12 >= day:
            day, month = month, day
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        fields = (("month", month), ("day", day))
        if year:
            return Date(n, n + 1, "day", (("year", _full_year(int(year))), *fields))
        return self._with_year(n, n + 2, fields)

    def _day_month(self, n: int) -> Date | None:
        """Read `5. September 2025`, `5th of September`, `5 de septiembre`."""
        s = self.side
        if not _DAY.fullmatch(s.low(n)):
            return None
        at = n + 1
        if s.low(at) in _ORDINAL_ENDS:
            at += 1
        while s.low(at) in (".", "of", "de"):
            at += 1
        month = self.months.get(s.low(at))
        if not month or at - n > 3:
            return None
        return self._with_year(n, at + 1, (("month", month), ("day", int(s.low(n)))))

    def _with_year(self, lo: int, hi: int, fields: tuple[tuple[str, int], ...]) -> Date:
        s, at = self.side, hi
        while s.low(at) in (",", ".", "de", "del"):
            at += 1
        if at - hi <= 2 and _YEAR.fullmatch(s.low(at)):
            return Date(lo, at + 1, "day", (("year", int(s.low(at))), *fields))
        return Date(lo, hi, "day", fields)

    def _month(self, n: int) -> Date | None:
        s = self.side
        low, month = s.low(n), self.months[s.low(n)]
        at = n + 2 if s.low(n + 1) == "." else n + 1
        day = s.low(at) if s.language == "en" else ""
        end = at + 2 if s.low(at + 1) in _ORDINAL_ENDS else at + 1
        if _DAY.fullmatch(day) and 1 <= int(day) <= 31 and find_unit((s.low(end),)) is None:
            return self._with_year(n, end, (("month", month), ("day", int(day))))
        if s.texts[n].islower() and s.language in ("de", "en"):
            return None
        if low in _AMBIGUOUS_MONTHS and not self._is_month(n):
            return None
        return self._with_year(n, n + 1, (("month", month),))

    def _is_month(self, n: int) -> bool:
        s = self.side
        return s.low(n - 1) in MONTH_LEADS or bool(_YEAR.fullmatch(s.low(n + 1)))

    def _is_season(self, n: int) -> bool:
        """`fall` and `spring` are verbs too, `été` was."""
        s = self.side
        if s.language == "de":
            return not s.texts[n].islower()
        led = s.low(n - 1) in MONTH_LEADS or s.low(n - 1) in (
            "the",
            "l",
            "el",
            "en",
            "in",
            "'",
            "this",
            "last",
        )
        return led and s.low(n) not in ("fall", "été")

    def _year(self, n: int) -> Date | None:
        s, low = self.side, self.side.low(n)
        if not _YEAR.fullmatch(low):
            return None
        after = s.low(n + 1)
        counted = n + 1 < len(s.lows) and s.language == "de" and s.texts[n + 1][:1].isupper()
        unit = find_unit(s.lows[n + 1 : n + 3]) is not None
        if unit or s.low(n - 1) in "€$£" or number_word(after, s.language) is not None:
            return None
        if s.low(n - 1) not in YEAR_LEADS and (counted or not 1500 <= int(low) <= 2099):
            return None
        return Date(n, n + 1, "day", (("year", int(low)),))

    def _word(self, n: int, low: str) -> Date | None:
        return (
            self._compound(n, low)
            or decade_at(self.side, n)
            or spoken_at(self.side, n)
            or period_at(self.side, n)
        )

    def _compound(self, n: int, low: str) -> Date | None:
        """Read `Samstagabend`, `Freitagmorgen`."""
        found = day_compounds(self.side.language).get(low)
        return Date(n, n + 1, "weekday", (("weekday", found[0]), ("part", found[1]))) if found else None


def _full_year(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 70 else 1900)
