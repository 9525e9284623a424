"""Moments as a page shows them: in UTC, named so, until the script of the pages writes them in local time."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup


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


def clock(seconds: float) -> Markup:
    """Return an element of a page with the day and the time of a moment.

    >>> clock(1_760_486_460)
    Markup('<time datetime="2025-10-15T00:01:00+00:00">2025-10-15 00:01 UTC</time>')
    """
    moment = _moment(seconds).isoformat(timespec="seconds")
    return Markup('<time datetime="{}">{}</time>').format(moment, minute(seconds))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
