"""What an editor looks for in the list of stories, as the form sends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from api.store.story_lists import StoryFilter
from dedup import Article

LONGEST = 200
MOST_WORDS = 10
DAY = 86_400
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")

Given = Annotated[str, Query(max_length=LONGEST)]


class SearchError(Exception):
    """A field of the form cannot be understood; the message is one of the catalogue."""


@dataclass(frozen=True, slots=True)
class Search:
    """The fields of the form, as they were filled in."""

    words: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    least: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether all stories are meant."""
        return not (self.words or self.source or self.since or self.until or self.least)

    def fields(self) -> dict[str, str]:
        """Return the form as the query of an address has it.

        >>> Search(words="a b").fields()["q"]
        'a b'
        """
        return {
            "q": self.words,
            "source": self.source,
            "from": self.since,
            "to": self.until,
            "least": self.least,
        }

    def filter(self) -> StoryFilter:
        """Return which stories are meant. Raises SearchError."""
        until = _seconds(self.until)
        return StoryFilter(
            words=tuple(self.words.split()[:MOST_WORDS]),
            source=self.source or None,
            published_from=_seconds(self.since),
            published_to=None if until is None else until + DAY,
            least=_number(self.least),
        )


def _search(
    q: Given = "",
    source: Given = "",
    since: Annotated[str, Query(alias="from", max_length=LONGEST)] = "",
    until: Annotated[str, Query(alias="to", max_length=LONGEST)] = "",
    least: Given = "",
) -> Search:
    return Search(*(_UNSAFE.sub(" ", field).strip() for field in (q, source, since, until, least)))


Searched = Annotated[Search, Depends(_search)]


def _seconds(day: str) -> float | None:
    if not day:
        return None
    moment = Article("", date=day).published() if len(day) == len("2026-01-31") else None
    if moment is None:
        raise SearchError("A date is a day such as 2026-01-31.")
    return moment.timestamp()


def _number(text: str) -> int:
    if not text:
        return 2
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise SearchError("The least number of articles is a whole number.")
    return int(text)
