"""Moments as a page shows them: the same in every language, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def day(seconds: float) -> str:
    """Return the day of a moment.

    >>> day(1_760_486_400)
    '2025-10-15'
    """
    return _moment(seconds).date().isoformat()


def minute(seconds: float) -> str:
    """Return the day and the time of a moment.

    >>> minute(1_760_486_460)
    '2025-10-15 00:01 UTC'
    """
    return f"{_moment(seconds):%Y-%m-%d %H:%M} UTC"


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
