"""Days put into periods, so that few enough can be shown beside each other: days, weeks, months or years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "year"]
MOST = 60
"""Most periods. What lies before the last 60 years counts as the first of them."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods that follow each other without a gap, by their first days."""

    unit: Unit
    firsts: tuple[date, ...]

    def of(self, day: date) -> date:
        """Return the first day of the period that a day is in."""
        return max(_first(self.unit, day), self.firsts[0])

    def label(self, first: date) -> str:
        """Return what a period is called: a day, a week by its Monday, a month, a year."""
        return first.isoformat()[: {"month": 7, "year": 4}.get(self.unit, 10)]


def periods(first: date, last: date) -> Periods:
    """Return the shortest periods of which not too many cover all days from the first to the last.

    >>> found = periods(date(2025, 9, 4), date(2026, 3, 1))
    >>> found.unit, len(found.firsts), found.label(found.of(date(2025, 9, 4)))
    ('week', 26, '2025-09-01')
    """
    units: Sequence[Unit] = ("day", "week", "month")
    for unit in units:
        if len(found := _between(unit, first, last)) <= MOST:
            return Periods(unit, found)
    return Periods("year", _between("year", first, last)[-MOST:])


def _between(unit: Unit, first: date, last: date) -> tuple[date, ...]:
    """Return the first days of all periods; of very many only more than can be shown."""
    found = [_first(unit, last)]
    while found[-1] > _first(unit, first) and len(found) <= MOST:
        found.append(_first(unit, found[-1] - timedelta(days=1)))
    return tuple(reversed(found))


def _first(unit: Unit, day: date) -> date:
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=day.day if unit == "day" else 1, month=1 if unit == "year" else day.month)
