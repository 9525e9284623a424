"""What a store refuses on purpose."""

from __future__ import annotations


class NotKnownError(Exception):
    """What was asked for is not in this collection; the message names it."""


class TakenError(Exception):
    """A name is in use already; the message names it."""


class CursorError(Exception):
    """A cursor is not one that a page of this list gave."""


class BusyError(Exception):
    """The same is being done at this moment; the message says what."""


class FullError(Exception):
    """There may be no more of something; the message says how many."""
