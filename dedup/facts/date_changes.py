"""Dates, weekdays and times that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dedup.facts.date import Date
from dedup.facts.places import Places, match_values
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.link import Fact

SAME_BONUS = 4.0
SAME_FIELDS = 0.5
SAME_PART = 1.0
ALONE = 1.0
"""What two dates that are the only ones of their family gain."""

LEAST = 2.8
_NEVER = -9.0


def date_facts(places: Places, a: Sequence[Date], b: Sequence[Date]) -> list[Fact]:
    """Return the dates that changed."""
    alone_a, alone_b = _alone(places.a, a), _alone(places.b, b)

    def score(x: Date, y: Date) -> float:
        if x.family != y.family or not x.shares_field(y):
            return _NEVER
        alike = SAME_FIELDS * (len(x.fields) == len(y.fields)) + SAME_PART * bool(
            set(x.fields) & set(y.fields)
        )
        alike += ALONE * (x.lo in alone_a and y.lo in alone_b)
        return places.likeness(x, y) + alike + SAME_BONUS * x.agrees(y)

    pairs = match_values(places, a, b, score, LEAST)
    return [_fact(places, x, y) for x, y in pairs if not x.agrees(y)]


def _alone(side: Side, dates: Sequence[Date]) -> set[int]:
    """Return where dates stand that no other is of a family with.

    `in der Nacht zum Mittwoch` is left out: it may be Tuesday evening.
    """
    families = Counter(date.family for date in dates)
    lone = (date for date in dates if families[date.family] == 1 and len(date.fields) == 1)
    return {date.lo for date in lone if side.low(date.lo - 1) != "zum"}


def _fact(places: Places, x: Date, y: Date) -> Fact:
    return changed(
        "number" if x.family == "age" else "date",
        "high",
        value_at(places.a, (x.lo, x.hi)),
        value_at(places.b, (y.lo, y.hi)),
    )
