"""The stories of a job's result: to be read, for nothing can be decided of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from api.jobs.desk import JobDesk
from api.jobs.kept_stories import KeptStories
from api.jobs.story_writing import STORIES
from api.pages.search import Search
from api.pages.tale import Tale, Teller, tell
from api.store.errors import CursorError, NotKnownError
from api.store.story_lists import StoryPage
from dedup import Article

CURSOR = re.compile("r([0-9]{1,9})")
KEY = re.compile("[0-9]{1,9}")


class UnreadableError(Exception):
    """A job has no result that could be shown; the message is one of the catalogue."""


class JobStories:
    """The stories of one job. Raises NotKnownError without such a job, UnreadableError without a result."""

    def __init__(self, desk: JobDesk, collection: int, name: str) -> None:
        job = desk.get(collection, name)
        if job is None:
            raise NotKnownError("there is no such job")
        path = desk.results(job) / STORIES
        if job.state != "done" and not job.ended:
            raise UnreadableError("The job is not done yet; look again a little later.")
        if job.state != "done" or not path.exists():
            raise UnreadableError("The job has no result.")
        self._kept = KeptStories(path)

    def page(self, search: Search, cursor: str | None, limit: int) -> StoryPage:
        """Return up to `limit` stories after a cursor, the largest first. Raises SearchError, CursorError."""
        found = self._kept.page(search.filter(), _place(cursor), limit + 1)
        following = f"r{found[limit][0]}" if len(found) > limit else None
        return StoryPage([head for _, head in found[:limit]], following)

    def tale(self, name: str) -> Tale:
        """Return a story, without the texts of its articles. Raises NotKnownError."""
        cluster, numbers = self._kept.cluster(name)
        return tell(cluster, {}, {}, {name: str(number) for name, number in numbers.items()})

    def texts(self, tellers: Iterable[Teller]) -> list[Article]:
        """Return the articles of a story with their texts."""
        return self._kept.articles([int(teller.key) for teller in tellers])

    def article(self, key: str) -> Article:
        """Return an article by its key. Raises NotKnownError."""
        if not KEY.fullmatch(key):
            raise NotKnownError("the result has no article with this number")
        return self._kept.articles([int(key)])[0]


def _place(cursor: str | None) -> int:
    if cursor is None:
        return 0
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise CursorError("this is not a cursor of this list")
    return int(found[1])
