"""An article as it was given to us; nothing in it is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with what is known about it.

    `text` is kept exactly as given, since every offset in every result points into it.
    `date` is a string as given (ISO 8601 is understood); `path` is where it was read from.

    >>> Article("Die Brücke ist gesperrt.", id="a", date="2025-09-04").published().day
    4
    """

    text: str
    id: str = ""
    title: str | None = None
    date: str | None = None
    source: str | None = None
    language: str | None = None
    path: str | None = None

    def published(self) -> datetime | None:
        """Return `date` as a moment in UTC (midnight for a plain day), or None if it is not ISO 8601."""
        return moment(self.date)


def moment(date: str | None) -> datetime | None:
    """Return an ISO 8601 date or time as a moment in UTC, None for anything else.

    >>> moment("2025-09-04T12:00:00+02:00")
    datetime.datetime(2025, 9, 4, 10, 0, tzinfo=datetime.timezone.utc)
    >>> moment("yesterday") is None
    True
    """
    try:
        when = datetime.fromisoformat(date.strip()) if date else None
        if when is None:
            return None
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
