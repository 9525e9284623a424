"""Comparisons in threads of the server: long ones one after the other, so that all else can go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from dedup import Article, Check, check_rewrite

LONG_CHARS = 50_000
"""Articles of more characters together are long: comparing them may take more than a second."""

MOST_WAITING = 3
"""Long comparisons that may wait for the one being made; who comes then is asked to come again."""

RETRY_SECONDS = 10
BUSY = "Other long texts are being compared. Try again in a moment."


class ComparerBusyError(HTTPException):
    """Too many long comparisons wait already."""

    def __init__(self) -> None:
        super().__init__(503, BUSY, {"Retry-After": str(RETRY_SECONDS)})


class Comparer:
    """Gives long comparisons their turn, and keeps the last long one: a page asks for it in several forms."""

    def __init__(self) -> None:
        self._places = BoundedSemaphore(1 + MOST_WAITING)
        self._working = Lock()
        self._last: tuple[Article, Article, Check] | None = None

    @contextmanager
    def turn(self, *articles: Article) -> Iterator[None]:
        """Wait until these articles may be compared. Raises ComparerBusyError if too many wait already."""
        if not _are_long(*articles):
            yield
            return
        if not self._places.acquire(blocking=False):
            raise ComparerBusyError
        try:
            with self._working:
                yield
        finally:
            self._places.release()

    @contextmanager
    def checked(self, a: Article, b: Article) -> Iterator[Check]:
        """Give the check of two articles, and the turn to make a page of it.

        Raises ArticleError, and ComparerBusyError if too many wait already.
        """
        with self.turn(a, b):
            yield self._check(a, b)

    def _check(self, a: Article, b: Article) -> Check:
        last = self._last
        if last and last[:2] == (a, b):
            return last[2]
        found = check_rewrite(a, b)
        if _are_long(a, b):
            self._last = a, b, found
        return found


def _are_long(*articles: Article) -> bool:
    return sum(len(article.text) for article in articles) > LONG_CHARS


def _of(request: Request) -> Comparer:
    comparer: Comparer = request.app.state.comparer
    return comparer


Comparing = Annotated[Comparer, Depends(_of)]
